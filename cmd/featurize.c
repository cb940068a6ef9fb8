/* SPDX-License-Identifier: GPL-3.0-or-later */
/* featurize: the ETL. Sets fields, filters, gathers features, splits, reshapes; without options it checks
 * records and passes them as they are. */
#include "cli/scope.h"
#include "cli/tool.h"
#include "etl/worker.h"

static struct plan_text text;
static struct plan plan;

static const struct option options[] = {
	{ 's', "set", OPTION_TEXTS, "'NAME = EXPR'", &text.sets, "set a field; later ones see earlier ones" },
	{ 'w', "where", OPTION_TEXTS, "EXPR", &text.wheres, "pass only records where EXPR is true" },
	{ 0, "keep", OPTION_LIST, "LIST", &plan.reshape.keep, "keep these fields alone" },
	{ 0, "drop", OPTION_LIST, "LIST", &plan.reshape.drop, "drop these fields" },
	{ 0, "rename", OPTION_LIST, "OLD=NEW,...", &plan.reshape.rename, "rename fields" },
	{ 0, "features", OPTION_LIST, "LIST", &text.features,
		"append `features`: the numbers of these fields" },
	{ 0, "split", OPTION_LIST, "NAME=SHARE,...", &text.shares,
		"append `split`, as in train=0.8,test=0.2" },
	{ 0, "split-by", OPTION_TEXT, "FIELD", &text.split_by,
		"split by this field, not by the whole record" },
	{ 0, "seed", OPTION_COUNT, "N", &plan.split.seed, "another split (0)" },
	{ 0 },
};

static int
run(struct run *run, size_t count, char **operands, struct error *error)
{
	struct worker worker = { 0 };
	struct stage stage = { .map = worker_map, .worker = &worker };

	(void)count;
	int failed = cli_scope_open(&plan.scope, &plan.projection, error) ||
		     plan_compile(&plan, &text, error) || worker_open(&worker, &plan, error) ||
		     run_stage(run, operands, &stage, error);
	worker_close(&worker);
	plan_free(&plan);
	return failed ? -1 : 0;
}

const struct tool tool = {
	.name = "featurize",
	.synopsis = "[options] [FILE...]",
	.summary = "Set, filter, split and reshape the fields of records.",
	.options = options,
	.groups = GROUP_OUTPUT | GROUP_BAD | GROUP_EXPR | GROUP_TIME,
	.role = STOP_FILTER,
	.run = run,
};
