/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/picture.h"

#include "record/slot.h"
#include "time/instant.h"
#include "time/time_format.h"

#include <stdlib.h>

/* What the values of -x are, where the kind or an option determines it. */
static enum plot_axis
known_axis(const struct plot_spec *spec)
{
	if (spec->kind->axis != AXIS_UNDECIDED)
		return spec->kind->axis;
	return spec->identity || spec->by_band || spec->log_x ? AXIS_NUMBER : AXIS_UNDECIDED;
}

/* The number of records that --limit lets through. Kinds that add up the values of labels have no limit here:
 * theirs counts labels, when they are drawn. */
static uint64_t
record_limit(const struct plot_spec *spec)
{
	return spec->kind->sums ? UINT64_MAX : spec->limit;
}

bool
plot_reader_needs_order(const struct plot_spec *spec)
{
	return known_axis(spec) == AXIS_UNDECIDED || record_limit(spec) != UINT64_MAX;
}

int
plot_reader_open(struct plot_reader *reader, const struct plot_spec *spec, struct error *error)
{
	*reader = (struct plot_reader){ .spec = spec, .group = -1, .early = -1 };
	reader->y = calloc(spec->y.count + 1, sizeof *reader->y);
	reader->values = calloc(spec->y.count + 1, sizeof *reader->values);
	reader->x = projection_path(&reader->projection, slice_of(spec->x));
	if (!reader->y || !reader->values || reader->x < 0)
		return error_memory(error);
	for (size_t i = 0; i < spec->y.count; i++)
		if ((reader->y[i] = projection_path(&reader->projection, spec->y.at[i])) < 0)
			return error_memory(error);
	if (spec->group && (reader->group = projection_path(&reader->projection, slice_of(spec->group))) < 0)
		return error_memory(error);
	if (spec->kind->sums &&
		(reader->early = projection_field(&reader->projection, slice_of("early"))) < 0)
		return error_memory(error);
	if (scanner_open(&reader->scanner, &reader->projection))
		return error_memory(error);
	reader->axis = known_axis(spec);
	return 0;
}

void
plot_reader_close(struct plot_reader *reader)
{
	scanner_close(&reader->scanner);
	projection_free(&reader->projection);
	buffer_free(&reader->label);
	buffer_free(&reader->group_text);
	free(reader->y);
	free(reader->values);
}

static bool
is_null(const struct slot *slot)
{
	return slot->kind == KIND_MISSING || slot->kind == KIND_NULL;
}

static int
read_number(struct plot_reader *reader, int index, bool log, struct number *number, struct refusal *refusal)
{
	const struct slot *slot = &reader->scanner.slots[index];
	struct slice path = reader->projection.paths[index];

	if (slot_number(slot, path, number, refusal))
		return -1;
	if (log && number_compare(*number, number_of_int(0)) <= 0)
		return refuse(refusal, path, "%.*s cannot be drawn on a log axis", SLICE_PRINT(slot->raw));
	return 0;
}

/* The value as a label: text decoded, a number by its shortest text, so that 2.50 and 2.5 are one label. */
static int
read_label(struct plot_reader *reader, int index, struct buffer *label, struct refusal *refusal)
{
	const struct slot *slot = &reader->scanner.slots[index];
	struct slice path = reader->projection.paths[index], decoded;
	struct number number;

	label->length = 0;
	if (slot->kind == KIND_ARRAY || slot->kind == KIND_OBJECT)
		return slot_refuse(slot, path, "a single value is needed", refusal);
	if (slot->kind == KIND_NUMBER) {
		if (read_number(reader, index, false, &number, refusal))
			return -1;
		number_append(label, number);
	} else if (slot->escaped) {
		return slot_text(slot, path, label, &decoded, refusal);
	} else {
		buffer_slice(label, slot->kind == KIND_MISSING ? slice_of("null") : slot->raw);
	}
	return 0;
}

/* Reads a time in the format of --time-format, or in one that needs none. */
static bool
read_instant(const struct slot *slot, struct slice text, int64_t *instant)
{
	struct number number;

	if (slot->kind == KIND_NUMBER)
		return number_read(text, &number) == NUMBER_OK && time_read_number(number, instant);
	return slot->kind == KIND_TEXT && time_read(text, instant);
}

/* The first x determines what they all are. */
static void
decide_axis(struct plot_reader *reader, const struct slot *slot)
{
	int64_t ignored;

	if (read_instant(slot, slot->raw, &ignored))
		reader->axis = AXIS_TIME;
	else
		reader->axis = slot->kind == KIND_NUMBER ? AXIS_NUMBER : AXIS_LABEL;
}

/* Exactly, in seconds: an instant is a decimal with six places. */
static int
read_time(struct plot_reader *reader, struct number *x, struct refusal *refusal)
{
	const struct slot *slot = &reader->scanner.slots[reader->x];
	struct slice path = reader->projection.paths[reader->x], text;
	int64_t instant;

	if (slot_text(slot, path, &reader->label, &text, refusal))
		return -1;
	if (!read_instant(slot, text, &instant))
		return slot_refuse(slot, path,
			slot->kind == KIND_TEXT && time_in_gap(text)
				? INSTANT_NOT_IN_GAP " is needed"
				: "a time is needed, since the first value is one; see --time-format",
			refusal);
	*x = (struct number){ .units = instant, .scale = 6 };
	return 0;
}

static int
read_x(struct plot_reader *reader, struct plot_row *row, struct refusal *refusal)
{
	if (reader->axis == AXIS_UNDECIDED)
		decide_axis(reader, &reader->scanner.slots[reader->x]);
	row->labelled = reader->axis == AXIS_LABEL;
	row->timed = reader->axis == AXIS_TIME;
	if (row->labelled)
		return read_label(reader, reader->x, &reader->label, refusal);
	if (row->timed)
		return read_time(reader, &row->x, refusal);
	return read_number(reader, reader->x, reader->spec->log_x, &row->x, refusal);
}

static int
read_y(struct plot_reader *reader, int index, struct number *value, struct refusal *refusal)
{
	const struct plot_kind *kind = reader->spec->kind;

	if (read_number(reader, index, reader->spec->log_y && !kind->sums, value, refusal))
		return -1;
	const char *reason = kind->refuse_y ? kind->refuse_y(*value) : NULL;
	if (reason)
		return refuse(refusal, reader->projection.paths[index], "%.*s %s",
			SLICE_PRINT(reader->scanner.slots[index].raw), reason);
	return 0;
}

/* Reads x, y and group of the scanned record. 0, or -1 with the refusal. *drawable is false where x or every
 * y is null. */
static int
read_row(struct plot_reader *reader, struct plot_row *row, bool *drawable, struct refusal *refusal)
{
	const struct plot_spec *spec = reader->spec;
	const struct slot *slots = reader->scanner.slots;

	*drawable = false;
	if (is_null(&slots[reader->x]) && !spec->kind->null_label)
		return 0;
	if (read_x(reader, row, refusal))
		return -1;
	for (size_t i = 0; i < spec->y.count; i++) {
		struct plot_y *y = &reader->values[row->y_count];
		if (is_null(&slots[reader->y[i]]))
			continue;
		if (read_y(reader, reader->y[i], &y->value, refusal))
			return -1;
		y->field = i;
		row->y_count++;
	}
	*drawable = row->y_count || spec->y.count == 0;
	if (reader->group >= 0 && read_label(reader, reader->group, &reader->group_text, refusal))
		return -1;
	row->early = reader->early >= 0 && slots[reader->early].kind == KIND_TRUE;
	if (spec->by_band && row->y_count)
		row->inside = number_is_close(reader->values[0].value, row->x, spec->share);
	return 0;
}

/* --categories names the only labels there are. */
static bool
is_listed(const struct plot_reader *reader, const struct plot_row *row)
{
	return reader->spec->categories.count == 0 || !row->labelled ||
	       names_find(&reader->spec->categories, row->label) >= 0;
}

enum verdict
plot_row_map(void *worker, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct plot_reader *reader = worker;
	struct plot_row row = { 0 };
	bool drawable;

	int refused = scan(&reader->scanner, line, refusal) || read_row(reader, &row, &drawable, refusal);
	if (reader->scanner.failed || reader->label.failed || reader->group_text.failed)
		return VERDICT_FAILED;
	if (refused)
		return VERDICT_REFUSED;
	if (row.labelled)
		row.label = buffer_view(&reader->label);
	if (reader->group >= 0)
		row.group = buffer_view(&reader->group_text);
	if (!drawable || !is_listed(reader, &row) || reader->passed == record_limit(reader->spec))
		return VERDICT_FILTERED;
	reader->passed++;
	buffer_append(&batch->rows, (const char *)&row, sizeof row);
	buffer_append(&batch->rows, (const char *)reader->values, row.y_count * sizeof *reader->values);
	buffer_slice(&batch->rows, row.label);
	buffer_slice(&batch->rows, row.group);
	return VERDICT_USED;
}

static const char *
take(struct slice *rows, size_t length)
{
	const char *at = rows->at;

	rows->at += length;
	rows->length -= length;
	return at;
}

bool
plot_row_next(struct slice *rows, struct plot_row *row, struct plot_y *values)
{
	if (rows->length == 0)
		return false;
	memcpy(row, take(rows, sizeof *row), sizeof *row);
	memcpy(values, take(rows, row->y_count * sizeof *values), row->y_count * sizeof *values);
	row->y = values;
	row->label.at = take(rows, row->label.length);
	row->group.at = take(rows, row->group.length);
	return true;
}
