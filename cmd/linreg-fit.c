/* SPDX-License-Identifier: GPL-3.0-or-later */
/* linreg-fit: least squares in one pass. */
#include "cli/progress.h"
#include "cli/tool.h"
#include "linear/model.h"
#include "linear/streaming.h"
#include "linear/summary.h"

#include <math.h>
#include <stdio.h>

static const char *target, *weight, *ridge, *lasso, *elastic_net, *fold_by, *update;
static struct names terms, wheres;
static struct trigger every;
static uint64_t last, folds;
static bool no_intercept, summary, progressive, comparing, merging;
static struct penalty penalty;

static const struct option options[] = {
	{ 'y', "target", OPTION_TEXT, "FIELD", &target, "the field to predict" },
	{ 'x', "terms", OPTION_LIST, "LIST", &terms, "the fields to predict it from" },
	{ 'w', "where", OPTION_TEXTS, "EXPR", &wheres, "learn only from records where EXPR is true" },
	{ 0, "weight", OPTION_TEXT, "FIELD", &weight, "the field that holds the weight of each record" },
	{ 0, "no-intercept", OPTION_FLAG, NULL, &no_intercept, "fit without a constant term" },
	{ 0, "ridge", OPTION_TEXT, "LAMBDA", &ridge, "penalise the squares of the coefficients" },
	{ 0, "lasso", OPTION_TEXT, "LAMBDA", &lasso, "penalise their absolute values" },
	{ 0, "elastic-net", OPTION_TEXT, "LAMBDA,ALPHA", &elastic_net,
		"penalise both; ALPHA is the share of the lasso" },
	{ 0, "cv", OPTION_COUNT, "K", &folds, "measure the error by cross-validation with K folds" },
	{ 0, "cv-by", OPTION_TEXT, "FIELD", &fold_by,
		"with --cv: records with the same FIELD are in one fold" },
	{ 0, "compare", OPTION_FLAG, NULL, &comparing,
		"cross-validate each kind of model; write the best to -o" },
	{ 0, "every", OPTION_EVERY, "N|DURATION", &every,
		"write the model again every N records or DURATION" },
	{ 0, "last", OPTION_COUNT, "N", &last, "fit each model to only the last N records" },
	{ 0, "progressive", OPTION_FLAG, NULL, &progressive,
		"write each record with the prediction of the model before it" },
	{ 0, "update", OPTION_TEXT, "MODEL", &update, "add the records to a saved model" },
	{ 0, "merge", OPTION_FLAG, NULL, &merging,
		"combine the given models into the model of all their records" },
	{ 0, "summary", OPTION_FLAG, NULL, &summary, "print a summary on standard error, laid out as in R" },
	{ 0 },
};

static int
check_merge(size_t operands, struct error *error)
{
	const struct rule rules[] = {
		{ target, "-y cannot be used with --merge: the model has it" },
		{ terms.count, "-x cannot be used with --merge: the model has it" },
		{ weight, "--weight cannot be used with --merge: the model has it" },
		{ no_intercept, "--no-intercept cannot be used with --merge: the model has it" },
		{ operands == 0, "--merge: name the models to combine" },
		{ wheres.count, "-w cannot be used with --merge: no records are read" },
		{ trigger_is_set(&every), "--every cannot be used with --merge: no records are read" },
		{ last, "--last cannot be used with --merge: no records are read" },
		{ progressive, "--progressive cannot be used with --merge: no records are read" },
		{ folds, "--cv cannot be used with --merge: no records are read" },
		{ comparing, "--compare cannot be used with --merge: no records are read" },
		{ update, "--update cannot be used with --merge: no records are read" },
		{ 0 },
	};

	return options_check(rules, error);
}

static int
check_update(struct error *error)
{
	const struct rule rules[] = {
		{ target, "-y cannot be used with --update: the model has it" },
		{ terms.count, "-x cannot be used with --update: the model has it" },
		{ weight, "--weight cannot be used with --update: the model has it" },
		{ no_intercept, "--no-intercept cannot be used with --update: the model has it" },
		{ last, "--last cannot be used with --update: the model does not hold its records" },
		{ folds, "--cv cannot be used with --update: the model does not hold its records" },
		{ comparing, "--compare cannot be used with --update: the model does not hold its records" },
		{ 0 },
	};

	return options_check(rules, error);
}

static int
check_folds(struct error *error)
{
	_Static_assert(FOLDS_LEAST == 2 && FOLDS_MOST == 100, "the message of --cv names both");
	const struct rule rules[] = {
		{ isnan(penalty.lambda) && !folds,
			"best: a lambda is chosen by cross-validation; add --cv 5" },
		{ fold_by && !folds, "--cv-by needs --cv, such as --cv 5" },
		{ folds && (folds < FOLDS_LEAST || folds > FOLDS_MOST),
			"--cv: give 2 to 100 folds; 5 or 10 are usual" },
		{ comparing && !penalty_none(&penalty),
			"a penalty cannot be used with --compare, which tries them all" },
		{ folds && trigger_is_set(&every),
			"--every cannot be used with --cv, which needs all records first" },
		{ folds && last, "--last cannot be used with --cv, which needs all records first" },
		{ folds && progressive,
			"--progressive cannot be used with --cv, which needs all records first" },
		{ 0 },
	};

	return options_check(rules, error);
}

static int
check(size_t operands, struct error *error)
{
	if (penalty_read(&penalty, ridge, lasso, elastic_net, error) ||
		(merging && check_merge(operands, error)) || (update && check_update(error)))
		return -1;
	if (comparing && folds == 0)
		folds = 5;
	return check_folds(error);
}

/* The model that the command line names, or the one that it continues. */
static int
open_model(struct model *model, struct error *error)
{
	if (update && model_read_whole(model, update, error))
		return -1;
	if (!update || !penalty_none(&penalty))
		model->penalty = penalty;
	if (update)
		return 0;
	if (!target || !*target)
		return error_set(error, STATUS_USAGE, "name the field to predict: -y FIELD");
	if (terms.count == 0)
		return error_set(error, STATUS_USAGE, "name the fields that predict %s: -x LIST", target);
	if (model_name(model, slice_of(target), terms.at, terms.count, !no_intercept, error))
		return -1;
	return weight ? model_weigh(model, slice_of(weight), error) : 0;
}

static int
compile(struct learner *learner, struct scope *scope, struct error *error)
{
	if (open_model(&learner->model, error) || conditions_compile(&learner->wheres, scope, &wheres, error))
		return -1;
	learner->fold_count = folds;
	if (fold_by && !(learner->fold_by = program_compile_name(scope, "--cv-by", slice_of(fold_by), error)))
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

/* When standard output takes lines other than models, models go only to the file of -o: moves its sink from
 * the run to `file`. Returns it, or NULL without -o. */
static struct sink *
begin_apart(struct run *run, struct sink *file)
{
	*file = run->out;
	sink_standard(&run->out);
	return run->output ? file : NULL;
}

static int
end_apart(const struct run *run, struct sink *file, int failed, struct error *error)
{
	if (!file)
		return failed;
	if (!failed && !run->input.stopped)
		return sink_close(file, error);
	sink_abandon(file, error);
	return failed;
}

static int
fit_streaming(
	struct run *run, char **operands, struct learner *learner, struct scope *scope, struct error *error)
{
	struct streaming streaming = {
		.learner = learner, .every = &every, .last = last, .progressive = progressive
	};
	struct sink file = { 0 };
	const struct stage stage = {
		.state = &streaming,
		.map = streaming_map,
		.worker_size = sizeof(struct streaming_worker),
		.open = streaming_open_worker,
		.close = streaming_close_worker,
		.fold = streaming_fold,
		.finish = streaming_finish,
	};
	int failed;

	streaming.output = run->output;
	streaming.final = progressive ? begin_apart(run, &file) : &run->out;
	failed = streaming_open(&streaming, scope->projection, run, error) ||
		 compile(learner, scope, error) || streaming_begin(&streaming, error) ||
		 run_stage(run, operands, &stage, error);
	if (progressive)
		failed = end_apart(run, streaming.final, failed, error);
	streaming_free(&streaming);
	return failed;
}

static int
fit(struct run *run, char **operands, struct learner *learner, struct scope *scope, struct error *error)
{
	struct sink file = { 0 };
	const struct stage stage = {
		.state = learner,
		.map = learner_map,
		.worker_size = sizeof(struct learner_worker),
		.open = learner_open_worker,
		.close = learner_close_worker,
		.fold = learner_fold,
		.finish = comparing ? learner_compare : learner_finish,
	};

	if (comparing)
		learner->best = begin_apart(run, &file);
	int failed = compile(learner, scope, error) || run_stage(run, operands, &stage, error);
	return comparing ? end_apart(run, learner->best, failed, error) : failed;
}

static int
merge(struct run *run, char **operands, struct learner *learner, struct error *error)
{
	struct model *model = &learner->model;

	return model_merge(model, operands, penalty_none(&penalty) ? NULL : &penalty, error) ||
	       model_solve(model, error) || learner_write(learner, run, &run->out, error);
}

static int
run(struct run *run, size_t count, char **operands, struct error *error)
{
	struct projection projection = { 0 };
	struct scope scope = { 0 };
	struct learner learner = { 0 };
	const bool streams = trigger_is_set(&every) || last || progressive;
	int failed = check(count, error) || cli_scope_open(&scope, &projection, error);
	if (!failed && merging)
		failed = merge(run, operands, &learner, error);
	else if (!failed)
		failed = (streams ? fit_streaming : fit)(run, operands, &learner, &scope, error);
	if (!failed && summary && learner.model.solution.estimate)
		failed = print_summary(&learner.model, error);
	else if (!failed && summary)
		run->warn(run, "no model was fitted; there is no summary");
	learner_free(&learner);
	scope_free(&scope);
	projection_free(&projection);
	return failed ? -1 : 0;
}

const struct tool tool = {
	.name = "linreg-fit",
	.synopsis = "-y FIELD -x LIST [options] [FILE...]\n--update MODEL [options] [FILE...]\n--merge "
		    "[options] MODEL...",
	.summary = "Fit a linear model by least squares, in one pass.",
	.options = options,
	.time_format_help = "accepted, but no field is read as a time here",
	.groups = GROUP_OUTPUT | GROUP_BAD | GROUP_EXPR | GROUP_TIME | GROUP_JOBS,
	.role = STOP_FILTER,
	.run = run,
};
