/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/worker.h"

#include "record/json_text.h"

#include <stdlib.h>

int
worker_open(struct worker *worker, const struct plan *plan, struct error *error)
{
	*worker = (struct worker){ .plan = plan };
	worker->values = calloc(plan->values + 1, sizeof *worker->values);
	worker->settings = calloc(plan->count + 1, sizeof *worker->settings);
	if (scanner_open(&worker->scanner, &plan->projection) || !worker->values || !worker->settings)
		return error_memory(error);
	memcpy(worker->settings, plan->settings, plan->count * sizeof *plan->settings);
	worker->scanner.wants_members = plan->count > 0 || plan->reshape.fate_count > 0;
	worker->scratch.slots = worker->scanner.slots;
	worker->scratch.settings = worker->values;
	return 0;
}

void
worker_close(struct worker *worker)
{
	scanner_close(&worker->scanner);
	scratch_free(&worker->scratch);
	free(worker->values);
	free(worker->settings);
	buffer_free(&worker->text);
	buffer_free(&worker->key);
}

static int
run_sets(struct worker *worker, struct refusal *refusal)
{
	const struct plan *plan = worker->plan;

	for (size_t i = 0; i < plan->set_count; i++) {
		const struct step *step = &plan->sets[i];
		if (program_run(step->program, &worker->scratch, &worker->values[step->index], refusal))
			return -1;
	}
	return 0;
}

static int
write_features(struct worker *worker, struct refusal *refusal)
{
	const struct names *names = worker->plan->feature_names;
	struct buffer *text = &worker->text;

	for (size_t i = 0; i < names->count; i++) {
		struct value value;
		if (program_number(worker->plan->features[i], &worker->scratch, &value, refusal))
			return -1;
		if (value.kind == VALUE_NULL)
			return refuse(refusal, names->at[i], "this is null, a feature must be a number");
		buffer_byte(text, i ? ',' : '[');
		value_write(text, &value);
	}
	buffer_byte(text, ']');
	return 0;
}

static int
write_split(struct worker *worker, struct refusal *refusal)
{
	struct value value;

	worker->key.length = 0;
	if (worker->plan->split_by) {
		if (program_run(worker->plan->split_by, &worker->scratch, &value, refusal))
			return -1;
		value_write(&worker->key, &value);
	} else {
		split_whole_record(&worker->key, &worker->scanner);
	}
	json_text_write(&worker->text, split_choose(&worker->plan->split, buffer_view(&worker->key)));
	return 0;
}

/* Fills the settings' values for this record. Their bytes lie in one buffer that may move while it grows, so
 * they are cut into slices at the end. */
static int
write_settings(struct worker *worker, struct refusal *refusal)
{
	const struct plan *plan = worker->plan;
	size_t i = 0;

	worker->text.length = 0;
	for (; i < plan->values; i++) {
		value_write(&worker->text, &worker->values[i]);
		worker->settings[i].value.length = worker->text.length;
	}
	if (plan->feature_names->count) {
		if (write_features(worker, refusal))
			return -1;
		worker->settings[i++].value.length = worker->text.length;
	}
	if (plan->split.count) {
		if (write_split(worker, refusal))
			return -1;
		worker->settings[i++].value.length = worker->text.length;
	}
	size_t from = 0;
	for (i = 0; i < plan->count; i++) {
		size_t end = worker->settings[i].value.length;
		worker->settings[i].value = (struct slice){ worker->text.at + from, end - from };
		from = end;
	}
	return 0;
}

static enum verdict
featurize(struct worker *worker, struct slice line, struct buffer *out, struct refusal *refusal)
{
	const struct plan *plan = worker->plan;
	bool hold;

	if (scan(&worker->scanner, line, refusal) || run_sets(worker, refusal) ||
		conditions_hold(&plan->wheres, &worker->scratch, &hold, refusal))
		return VERDICT_REFUSED;
	if (!hold)
		return VERDICT_FILTERED;
	if (write_settings(worker, refusal) ||
		line_write(out, &worker->scanner, worker->settings, plan->count, &plan->reshape, refusal))
		return VERDICT_REFUSED;
	return VERDICT_WRITTEN;
}

enum verdict
worker_map(void *context, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct worker *worker = context;

	scratch_begin(&worker->scratch);
	enum verdict verdict = featurize(worker, line, &batch->out, refusal);
	batch->undefined += worker->scratch.undefined;
	bool failed =
		worker->scanner.failed || worker->scratch.failed || worker->text.failed || worker->key.failed;
	return failed ? VERDICT_FAILED : verdict;
}
