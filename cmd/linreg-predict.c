/* SPDX-License-Identifier: GPL-3.0-or-later */
/* linreg-predict: appends the predictions of a model, and measures how good they are. */
#include "cli/outputs.h"
#include "cli/tool.h"
#include "linear/predict.h"
#include "record/utf8.h"

#include <math.h>

static const char *model, *metrics;
static struct predictor predictor = { .name = "prediction", .level = NAN, .band = NAN };

static const struct option options[] = {
	{ 'm', "model", OPTION_TEXT, "FILE", &model, "the model, as written by linreg-fit -o" },
	{ 0, "as", OPTION_TEXT, "NAME", &predictor.name, "name of the new field (default: prediction)" },
	{ 0, "residual", OPTION_FLAG, NULL, &predictor.residual, "append `residual`: actual - prediction" },
	{ 0, "interval", OPTION_PERCENT, "LEVEL", &predictor.level,
		"append `lower` and `upper`: a prediction interval, such as 95%" },
	{ 0, "band", OPTION_PERCENT, "SHARE", &predictor.band,
		"append `within`: is |prediction - actual| < SHARE of |actual|" },
	{ 0, "metrics", OPTION_TEXT, "FILE", &metrics,
		"write n, mse, rmse, mae, r2, mape, within to FILE as JSON" },
	{ 0 },
};

static int
check(struct error *error)
{
	const struct rule rules[] = {
		{ !model, "name the model, a file written by linreg-fit: -m FILE" },
		{ !*predictor.name || utf8_invalid(slice_of(predictor.name)),
			"--as: the name is empty or not UTF-8" },
		{ predictor.level <= 0 || predictor.level >= 1,
			"--interval must be between 0 and 1; 0.95 is usual" },
		{ predictor.band <= 0, "--band must be above 0; 15% is a share of the actual value" },
		{ 0 },
	};

	predictor.measure = metrics != NULL;
	return options_check(rules, error);
}

static int
write_metrics(struct sink *sink, struct error *error)
{
	struct buffer line = { 0 };

	metrics_write(&line, &predictor.metrics, !isnan(predictor.band));
	int failed = sink_buffer(sink, &line, error);
	buffer_free(&line);
	return failed;
}

/* Runs the stage with the file of --metrics open, which is replaced only if all succeeds. */
static int
predict(struct run *run, char **operands, struct error *error)
{
	const struct stage stage = {
		.state = &predictor,
		.map = predictor_map,
		.worker_size = sizeof(struct predictor_worker),
		.open = predictor_open_worker,
		.close = predictor_close_worker,
		.fold = predictor_fold,
	};
	struct sink sink = { 0 };

	if (!metrics)
		return run_stage(run, operands, &stage, error);
	if (outputs_check_own(run, (struct named_output){ "metrics", metrics }, operands, error) ||
		sink_open(&sink, metrics, error))
		return -1;
	if (run_stage(run, operands, &stage, error) || write_metrics(&sink, error)) {
		struct error echo = { 0 };
		sink_abandon(&sink, &echo);
		return -1;
	}
	return sink_close(&sink, error);
}

/* No output may replace the model. */
static int
spare_model(struct run *run, struct error *error)
{
	char *const no_inputs[] = { NULL };

	return model ? outputs_check_own(run, (struct named_output){ "model", model }, no_inputs, error) : 0;
}

static int
run(struct run *run, size_t count, char **operands, struct error *error)
{
	struct projection projection = { 0 };

	(void)count;
	int failed = check(error) || spare_model(run, error) ||
		     predictor_open(&predictor, &projection, model, error) || predict(run, operands, error);
	predictor_free(&predictor);
	projection_free(&projection);
	return failed ? -1 : 0;
}

const struct tool tool = {
	.name = "linreg-predict",
	.synopsis = "-m MODEL [options] [FILE...]",
	.summary = "Append the predictions of a linear model; measure how good they are.",
	.options = options,
	.time_format_help = "accepted, but no field is read as a time here",
	.groups = GROUP_OUTPUT | GROUP_BAD | GROUP_TIME | GROUP_JOBS,
	.role = STOP_FILTER,
	.run = run,
};
