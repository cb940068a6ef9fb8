/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/worker.h"

#include "record/json_text.h"

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

	if (worker->plan->split_by) {
		if (program_run(worker->plan->split_by, &worker->scratch, &value, refusal))
			return -1;
		worker->split_key.length = 0;
		value_write(&worker->split_key, &value);
	}
	json_text_write(&worker->text, split_choose(&worker->plan->split, buffer_view(&worker->split_key)));
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

int
worker_write(struct worker *worker, struct buffer *out, struct refusal *refusal)
{
	const struct plan *plan = worker->plan;

	if (write_settings(worker, refusal))
		return -1;
	return line_write(out, &worker->scanner, worker->settings, plan->count, &plan->reshape, refusal);
}
