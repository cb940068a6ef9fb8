/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kafka/produce_lines.h"

#include "record/scan.h"
#include "record/slot.h"

struct produce_job {
	struct run *run;
	const struct produce_plan *plan;
	struct producer producer;
	struct projection projection;
	struct scanner scanner;
	int key_slot;
	struct buffer key; /* a key that had to be decoded */
};

/* What a line becomes. */
struct keyed_value {
	struct slice key, value;
};

static int
open_scanner(struct produce_job *job, struct error *error)
{
	if (!job->plan->key_field)
		return 0;
	job->key_slot = projection_field(&job->projection, slice_of(job->plan->key_field));
	if (job->key_slot < 0 || scanner_open(&job->scanner, &job->projection))
		return error_memory(error);
	return 0;
}

/* The key is the text of the field, or its JSON as written; none when the field is missing or null. */
static int
key_from_field(struct produce_job *job, struct keyed_value *record, struct refusal *refusal)
{
	if (scan(&job->scanner, record->value, refusal))
		return -1;
	const struct slot *slot = &job->scanner.slots[job->key_slot];
	if (slot->kind == KIND_MISSING || slot->kind == KIND_NULL)
		return 0;
	return slot_text(slot, slice_of(job->plan->key_field), &job->key, &record->key, refusal);
}

static void
key_from_line(struct slice delimiter, struct keyed_value *record)
{
	const char *at = slice_find(record->value, delimiter);

	if (!at)
		return;
	record->key = slice_between(record->value.at, at);
	record->value = slice_between(at + delimiter.length, record->value.at + record->value.length);
}

static int
make_record(struct produce_job *job, struct slice line, struct keyed_value *record, struct refusal *refusal)
{
	const struct produce_plan *plan = job->plan;

	*record = (struct keyed_value){ plan->key_text, line };
	if (plan->key_field && key_from_field(job, record, refusal))
		return -1;
	if (plan->key_delimiter.length)
		key_from_line(plan->key_delimiter, record);
	if (plan->empty_is_null && record->value.length == 0)
		record->value.at = NULL;
	return 0;
}

static int
send_line(struct produce_job *job, struct slice line, struct place place, struct error *error)
{
	struct counts *counts = &job->run->counts;
	struct refusal refusal = { 0 };
	struct error trouble = { 0 };
	struct keyed_value record;

	if (job->plan->key_field && scan_blank(line)) {
		counts->blank++;
		return 0;
	}
	counts->read++;
	int refused = make_record(job, line, &record, &refusal);
	if (job->scanner.failed || job->key.failed)
		return error_memory(error);
	if (refused)
		return quarantine_take(&job->run->quarantine, &refusal, place, line, error);
	if (producer_send(&job->producer, record.key, record.value, -1, counts->read, &trouble) == 0)
		return 0;
	return quarantine_take_error(&job->run->quarantine, &trouble, place, line, error);
}

static int
send_block(struct produce_job *job, const struct block *block, struct error *error)
{
	struct slice rest = block->text, line;
	struct place place = { block->name, block->line, block->offset };
	struct run *run = job->run;

	if (block->overlong) {
		struct refusal refusal;
		run->counts.read++;
		quarantine_refuse_overlong(&refusal);
		return quarantine_take(&run->quarantine, &refusal, place, block->text, error);
	}
	while (slice_take_line(&rest, &line)) {
		if (send_line(job, line, place, error))
			return -1;
		place.line++;
		place.offset += line.length + 1;
	}
	return 0;
}

static int
send_before_waiting(void *context, struct error *error)
{
	return producer_poll(context, error);
}

static int
send_all(struct produce_job *job, struct error *error)
{
	struct run *run = job->run;
	struct block block;
	int more;

	run->input.wait = send_before_waiting;
	run->input.context = &job->producer;
	while ((more = input_read(&run->input, &block, error)) > 0) {
		if (send_block(job, &block, error))
			return -1;
		if (run->progress)
			run->progress(run);
	}
	return more < 0 ? -1 : quarantine_check(&run->quarantine, run->counts.read, error);
}

int
produce_lines(struct run *run, char *const *operands, const struct produce_plan *plan, struct error *error)
{
	struct produce_job job = { .run = run, .plan = plan };
	int failed = -1;

	if (input_open(&run->input, operands, error) == 0 && open_scanner(&job, error) == 0 &&
		producer_open(&job.producer, &plan->settings, plan->topic, plan->codec, error) == 0) {
		failed = send_all(&job, error);
		if (producer_confirm(&job.producer, run, "the input's record", error))
			failed = -1;
		producer_close(&job.producer);
	}
	input_close(&run->input);
	scanner_close(&job.scanner);
	projection_free(&job.projection);
	buffer_free(&job.key);
	return failed;
}
