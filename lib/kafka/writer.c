/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kafka/writer.h"

#include "record/scan.h"
#include "record/slot.h"

#include <string.h>

struct writer {
	struct run *run;
	const struct writer_plan *plan;
	struct producer producer;
	struct projection projection;
	struct scanner scanner;
	int key_slot;
	struct buffer key; /* a key that had to be decoded */
};

/* What one line becomes. */
struct record {
	struct slice key, value;
};

static int
open_scanner(struct writer *writer, struct error *error)
{
	if (!writer->plan->key_field)
		return 0;
	writer->key_slot = projection_field(&writer->projection, slice_of(writer->plan->key_field));
	if (writer->key_slot < 0 || scanner_open(&writer->scanner, &writer->projection))
		return error_memory(error);
	return 0;
}

/* The field's text, or its JSON as it stands; a missing or null field is no key. */
static int
key_from_field(struct writer *writer, struct record *record, struct refusal *refusal)
{
	if (scan(&writer->scanner, record->value, refusal))
		return -1;
	const struct slot *slot = &writer->scanner.slots[writer->key_slot];
	if (slot->kind == KIND_MISSING || slot->kind == KIND_NULL)
		return 0;
	return slot_text(slot, slice_of(writer->plan->key_field), &writer->key, &record->key, refusal);
}

static const char *
find_delimiter(struct slice line, struct slice delimiter)
{
	const char *at = line.at, *last = line.at + line.length - delimiter.length;

	while (line.length >= delimiter.length && at <= last &&
		(at = memchr(at, delimiter.at[0], (size_t)(last - at) + 1))) {
		if (memcmp(at, delimiter.at, delimiter.length) == 0)
			return at;
		at++;
	}
	return NULL;
}

static void
key_from_line(struct slice delimiter, struct record *record)
{
	const char *at = find_delimiter(record->value, delimiter);

	if (!at)
		return;
	record->key = slice_between(record->value.at, at);
	record->value = slice_between(at + delimiter.length, record->value.at + record->value.length);
}

static int
make_record(struct writer *writer, struct slice line, struct record *record, struct refusal *refusal)
{
	const struct writer_plan *plan = writer->plan;

	*record = (struct record){ plan->key_text, line };
	if (plan->key_field && key_from_field(writer, record, refusal))
		return -1;
	if (plan->key_delimiter.length)
		key_from_line(plan->key_delimiter, record);
	if (plan->empty_is_null && record->value.length == 0)
		record->value.at = NULL;
	return 0;
}

static int
send_line(struct writer *writer, struct slice line, struct place place, struct error *error)
{
	struct counts *counts = &writer->run->counts;
	struct refusal refusal = { 0 };
	struct error trouble = { 0 };
	struct record record;

	if (writer->plan->key_field && scan_blank(line)) {
		counts->blank++;
		return 0;
	}
	counts->read++;
	int refused = make_record(writer, line, &record, &refusal);
	if (writer->scanner.failed || writer->key.failed)
		return error_memory(error);
	if (refused)
		return quarantine_take(&writer->run->quarantine, &refusal, place, line, counts, error);
	if (producer_send(&writer->producer, record.key, record.value, -1, counts->read, &trouble) == 0)
		return 0;
	return quarantine_take_error(&writer->run->quarantine, &trouble, place, line, counts, error);
}

static int
send_block(struct writer *writer, const struct block *block, struct error *error)
{
	struct slice rest = block->text, line;
	struct place place = { block->name, block->line, block->offset };
	struct run *run = writer->run;

	if (block->overlong)
		return quarantine_overlong(&run->quarantine, block, &run->counts, error);
	while (slice_take_line(&rest, &line)) {
		if (send_line(writer, line, place, error))
			return -1;
		place.line++;
		place.offset += line.length + 1;
	}
	return 0;
}

static int
push_before_waiting(void *context, struct error *error)
{
	return producer_poll(context, error);
}

static int
send_all(struct writer *writer, struct error *error)
{
	struct run *run = writer->run;
	struct block block;
	int more;

	run->input.wait = push_before_waiting;
	run->input.context = &writer->producer;
	while ((more = input_read(&run->input, &block, error)) > 0) {
		if (send_block(writer, &block, error))
			return -1;
		if (run->progress)
			run->progress(run);
	}
	return more < 0 ? -1 : quarantine_check(&run->quarantine, &run->counts, error);
}

int
writer_run(struct run *run, char *const *operands, const struct writer_plan *plan, struct error *error)
{
	struct writer writer = { .run = run, .plan = plan };
	int failed = -1;

	if (input_open(&run->input, operands, error) == 0 && open_scanner(&writer, error) == 0 &&
		producer_open(&writer.producer, &plan->settings, plan->topic, plan->codec, error) == 0) {
		failed = send_all(&writer, error);
		if (producer_confirm(&writer.producer, run, "the input's record", error))
			failed = -1;
		producer_close(&writer.producer);
	}
	input_close(&run->input);
	scanner_close(&writer.scanner);
	projection_free(&writer.projection);
	buffer_free(&writer.key);
	return failed;
}
