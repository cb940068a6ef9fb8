/* SPDX-License-Identifier: GPL-3.0-or-later */
/* featurize: explodes, fills, sets, filters, learns and applies transforms, splits and reshapes records;
 * without options it checks them and passes them as they are. */
#include "cli/outputs.h"
#include "cli/tool.h"
#include "etl/stage.h"

static struct plan_text text;
static struct names explodes; /* at most one is allowed */
static struct plan plan;
static int64_t within = DEDUP_EVER;
static uint64_t memory;

/* In the order of the work. */
static const struct option options[] = {
	{ 0, "explode", OPTION_TEXTS, "FIELD", &explodes,
		"write one record for each element of an array, with `part`" },
	{ 0, "flatten", OPTION_FLAG, NULL, &plan.flatten,
		"replace objects with their fields: a.b becomes a_b" },
	{ 0, "drop-null", OPTION_LIST, "LIST", &text.drop_nulls,
		"pass only records in which none of these is null" },
	{ 0, "fill", OPTION_LIST, "FIELD=VALUE|mean,...", &text.transforms[TRANSFORM_FILL],
		"replace null with VALUE, or with the mean" },
	{ 's', "set", OPTION_TEXTS, "'NAME = EXPR'", &text.sets, "set a field; later expressions see it" },
	{ 'w', "where", OPTION_TEXTS, "EXPR", &text.wheres, "pass only records where EXPR is true" },
	{ 0, "dedup", OPTION_LIST, "LIST", &text.dedup,
		"pass only the first record with each combination of values" },
	{ 0, "within", OPTION_DURATION, "DURATION", &within,
		"with --dedup: only records at most DURATION apart are duplicates" },
	{ 0, "time", OPTION_TEXT, "FIELD", &text.time,
		"with --within: the field that holds the time of a record" },
	{ 0, "memory", OPTION_SIZE, "SIZE", &memory,
		"memory limit for --dedup, and for --fit with --clip (default: 1G)" },
	{ 0, "clip", OPTION_LIST, "FIELD=0.01..0.99,...", &text.transforms[TRANSFORM_CLIP],
		"limit numbers to the range of two quantiles" },
	{ 0, "scale", OPTION_LIST, "FIELD=standard|minmax,...", &text.transforms[TRANSFORM_SCALE],
		"scale to mean 0 and deviation 1, or to 0..1" },
	{ 0, "one-hot", OPTION_LIST, "LIST", &text.transforms[TRANSFORM_ONE_HOT],
		"append FIELD_value, 1 or 0, for each learned value" },
	{ 0, "fit", OPTION_TEXT, "STATS", &text.fit,
		"save means, quantiles, ranges, categories in STATS; no output" },
	{ 0, "apply", OPTION_TEXT, "STATS", &text.apply, "transform the records as saved in STATS" },
	{ 0, "features", OPTION_LIST, "LIST", &text.features,
		"append `features`, an array of the numbers in these fields" },
	{ 0, "split", OPTION_LIST, "NAME=SHARE,...", &text.shares,
		"append `split`, one of these names: train=0.8,test=0.2" },
	{ 0, "split-by", OPTION_TEXT, "FIELD", &text.split_by,
		"with --split: use this field instead of the whole record" },
	{ 0, "seed", OPTION_TEXT, "N", &text.seed, "with --split: random seed (default: 0)" },
	{ 0, "keep", OPTION_LIST, "LIST", &plan.reshape.keep, "keep only these fields" },
	{ 0, "drop", OPTION_LIST, "LIST", &plan.reshape.drop, "drop these fields" },
	{ 0, "rename", OPTION_LIST, "OLD=NEW,...", &plan.reshape.rename, "rename fields" },
	{ 0 },
};

static int
check_options(struct run *run, char *const *operands, struct error *error)
{
	char *const no_inputs[] = { NULL };
	const bool forgets = within != DEDUP_EVER;
	const bool learns_clips = text.fit && text.transforms[TRANSFORM_CLIP].count;
	const struct rule rules[] = {
		{ explodes.count > 1,
			"--explode takes one field; explode the other one in a second featurize, in a pipe" },
		{ forgets && !text.dedup.count, "--within needs --dedup LIST" },
		{ memory && !text.dedup.count && !learns_clips,
			"--memory needs --dedup LIST, or --fit with --clip" },
		{ forgets != (text.time != NULL), "--within DURATION and --time FIELD need each other" },
		{ 0 },
	};

	if (options_check(rules, error))
		return -1;
	if (text.fit && run->output)
		return error_set(error, STATUS_USAGE,
			"--fit writes %s and no records: there is nothing for -o to write", text.fit);
	if (text.apply &&
		outputs_check_own(run, (struct named_output){ "apply", text.apply }, no_inputs, error))
		return -1;
	return outputs_check_own(run, (struct named_output){ "fit", text.fit }, operands, error);
}

static int
run(struct run *run, size_t count, char **operands, struct error *error)
{
	enum { DEFAULT_MEMORY = 1 << 30 };
	const uint64_t limit = memory ? memory : DEFAULT_MEMORY;
	struct featurizer featurizer = {
		.plan = &plan,
		.dedup = { .within = within, .memory = limit },
		.fit = text.fit,
	};

	(void)count;
	plan.transforms.memory = limit;
	text.explode = explodes.count ? explodes.at[0].at : NULL;
	int failed = check_options(run, operands, error) ||
		     cli_scope_open(&plan.scope, &plan.projection, error) ||
		     plan_compile(&plan, &text, error);
	if (!failed) {
		const struct stage stage = featurizer_stage(&featurizer);
		failed = run_stage(run, operands, &stage, error);
	}
	if (text.explode)
		run_extra(run, "exploded", run->counts.exploded);
	if (text.dedup.count)
		run_extra(run, "duplicates", featurizer.dedup.duplicates);
	dedup_free(&featurizer.dedup);
	plan_free(&plan);
	return failed ? -1 : 0;
}

const struct tool tool = {
	.name = "featurize",
	.synopsis = "[options] [FILE...]",
	.summary = "Set, filter, fill, scale, split and reshape the fields of records.",
	.options = options,
	.time_format_help = "format of the --time field: strptime letters, or s, ms, us",
	.groups = GROUP_OUTPUT | GROUP_BAD | GROUP_EXPR | GROUP_TIME | GROUP_JOBS,
	.role = STOP_FILTER,
	.run = run,
};
