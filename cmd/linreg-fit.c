/* SPDX-License-Identifier: GPL-3.0-or-later */
/* linreg-fit: least squares in one pass. */
#include "cli/progress.h"
#include "cli/scope.h"
#include "cli/tool.h"
#include "linear/live.h"
#include "linear/summary.h"

#include <stdio.h>

static const char *target;
static struct names terms, wheres;
static struct every every;
static uint64_t last;
static bool no_intercept, summary, progressive;

static const struct option options[] = {
	{ 'y', "target", OPTION_TEXT, "FIELD", &target, "the field to explain" },
	{ 'x', "terms", OPTION_LIST, "LIST", &terms, "the fields that explain it" },
	{ 'w', "where", OPTION_TEXTS, "EXPR", &wheres, "learn only from records where EXPR is true" },
	{ 0, "no-intercept", OPTION_FLAG, NULL, &no_intercept, "no constant term" },
	{ 0, "every", OPTION_EVERY, "N|DURATION", &every, "write the model again and again as records come" },
	{ 0, "last", OPTION_COUNT, "N", &last, "each model from the last N records alone" },
	{ 0, "progressive", OPTION_FLAG, NULL, &progressive,
		"pass every record on with the prediction of the model before it" },
	{ 0, "summary", OPTION_FLAG, NULL, &summary, "print the coefficients on standard error, as R does" },
	{ 0 },
};

static int
compile(struct learner *learner, struct scope *scope, struct error *error)
{
	if (!target || !*target)
		return error_set(error, STATUS_USAGE, "say which field to explain: -y FIELD");
	if (terms.count == 0)
		return error_set(error, STATUS_USAGE, "say which fields explain %s: -x LIST", target);
	if (model_name(&learner->model, slice_of(target), terms.at, terms.count, !no_intercept, error))
		return -1;
	if (conditions_compile(&learner->wheres, scope, &wheres, error))
		return -1;
	return learner_open(learner, scope->projection, error);
}

static int
print_summary(const struct model *model, struct error *error)
{
	struct buffer text = { 0 };

	model_summary(&text, model);
	int failed = text.failed ? error_memory(error) : 0;
	if (!failed) {
		progress_end();
		fwrite(text.at, 1, text.length, stderr);
	}
	buffer_free(&text);
	return failed;
}

static int
close_models(const struct run *run, struct sink *file, int failed, struct error *error)
{
	if (!failed && !run->source.stopped)
		return sink_close(file, error);
	sink_abandon(file, error);
	return failed;
}

/* With --progressive the records go to standard output, and the models alone to -o. */
static int
fit_live(struct run *run, char **operands, struct learner *learner, struct projection *projection,
	struct scope *scope, struct error *error)
{
	struct live live = { .learner = learner, .every = &every, .last = last, .progressive = progressive };
	struct sink file = { 0 };
	const struct stage stage = {
		.map = live_map,
		.worker = &live,
		.fold = live_fold,
		.finish = live_finish,
		.state = &live,
	};

	live.output = run->output;
	live.final = &run->out;
	if (progressive) {
		file = run->out;
		live.final = run->output ? &file : NULL;
		sink_standard(&run->out);
	}
	int failed = live_open(&live, projection, run, error) || compile(learner, scope, error) ||
		     live_begin(&live, error) || run_stage(run, operands, &stage, error);
	if (live.final == &file)
		failed = close_models(run, &file, failed, error);
	live_free(&live);
	return failed;
}

static int
run(struct run *run, size_t count, char **operands, struct error *error)
{
	struct projection projection = { 0 };
	struct scope scope = { 0 };
	struct learner learner = { 0 };
	const struct stage stage = {
		.map = learner_map,
		.worker = &learner,
		.fold = learner_fold,
		.finish = learner_finish,
		.state = &learner,
	};

	const bool live = every_asked(&every) || last || progressive;

	(void)count;
	int failed = cli_scope_open(&scope, &projection, error) ||
		     (live ? fit_live(run, operands, &learner, &projection, &scope, error)
			   : compile(&learner, &scope, error) || run_stage(run, operands, &stage, error));
	if (!failed && summary)
		failed = print_summary(&learner.model, error);
	learner_free(&learner);
	scope_free(&scope);
	projection_free(&projection);
	return failed ? -1 : 0;
}

const struct tool tool = {
	.name = "linreg-fit",
	.synopsis = "-y FIELD -x LIST [options] [FILE...]",
	.summary = "Fit a linear model by least squares, in one pass.",
	.options = options,
	.groups = GROUP_OUTPUT | GROUP_BAD | GROUP_EXPR | GROUP_TIME,
	.role = STOP_FILTER,
	.run = run,
};
