/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/rows.h"

static int
write_key(struct buffer *rows, const struct query *query, struct scratch *scratch, struct refusal *refusal)
{
	for (size_t i = 0; i < query->group_names->count; i++) {
		struct value value;
		if (program_run(query->groups[i], scratch, &value, refusal))
			return -1;
		if (value.kind >= VALUE_ARRAY)
			return refuse(refusal, query->group_names->at[i],
				"this is an array or an object; a group is of single values");
		value_write(rows, &value);
		buffer_byte(rows, '\n');
	}
	return 0;
}

/* A value, and behind it the bytes of its text. An array within an array is passed on as its JSON. */
static void
write_value(struct buffer *rows, const struct value *value)
{
	struct value copy = *value;
	size_t at = rows->length;

	if (value->kind == VALUE_ARRAY)
		copy = (struct value){ .kind = VALUE_OBJECT };
	buffer_append(rows, (const char *)&copy, sizeof copy);
	if (value->kind == VALUE_TEXT) {
		buffer_slice(rows, value->text);
	} else if (value->kind == VALUE_OBJECT) {
		buffer_slice(rows, value->object);
	} else if (value->kind == VALUE_ARRAY) {
		value_write(rows, value);
		if (rows->failed)
			return;
		copy.object.length = rows->length - at - sizeof copy;
		memcpy(rows->at + at, &copy, sizeof copy);
	}
}

static const char *
read_value(const char *at, struct value *value)
{
	memcpy(value, at, sizeof *value);
	at += sizeof *value;
	if (value->kind == VALUE_TEXT) {
		value->text.at = at;
		return at + value->text.length;
	}
	if (value->kind == VALUE_OBJECT) {
		value->object.at = at;
		return at + value->object.length;
	}
	return at;
}

static int
check_elements(const struct value *array, const struct aggregate_kind *kind, enum value_kind needed,
	struct refusal *refusal)
{
	for (size_t i = 0; i < array->array.count; i++) {
		enum value_kind is = array->array.items[i].kind;
		if (is != VALUE_NULL && is != needed)
			return refuse(refusal, slice_of(kind->name), "element %zu of its array is %s", i,
				kind->numbers ? "no number" : "neither true nor false");
	}
	return 0;
}

/* The value of an argument: of a kind for numbers a number, null, or an array of them; likewise of one for
 * conditions. */
static int
evaluate(const struct aggregate_kind *kind, const struct program *argument, struct scratch *scratch,
	struct value *value, struct refusal *refusal)
{
	enum value_kind needed = kind->numbers ? VALUE_NUMBER : VALUE_BOOL;
	bool holds;

	if (program_run(argument, scratch, value, refusal))
		return -1;
	if (!(kind->numbers || kind->conditions) || value->kind == needed || value->kind == VALUE_NULL)
		return 0;
	if (value->kind == VALUE_ARRAY)
		return check_elements(value, kind, needed, refusal);
	if (kind->conditions)
		return program_holds(argument, scratch, &holds, refusal); /* these say what is wrong */
	return program_number(argument, scratch, value, refusal);
}

/* How many times the call adds: once, or of arrays their length. */
static int
length_of(const struct aggregate_kind *kind, const struct value *values, size_t count, size_t *length,
	struct refusal *refusal)
{
	bool any = false;

	*length = 1;
	for (size_t i = 0; i < count; i++) {
		if (values[i].kind != VALUE_ARRAY)
			continue;
		if (any && values[i].array.count != *length)
			return refuse(refusal, slice_of(kind->name),
				"its arrays are of different lengths: %zu and %zu", *length,
				values[i].array.count);
		*length = values[i].array.count;
		any = true;
	}
	return 0;
}

/* The values of one addition, unless one of them is null: true when they were written. */
static bool
write_addition(struct buffer *rows, const struct value *values, size_t count, size_t element)
{
	const struct value *chosen[AGGREGATE_ARGUMENTS];

	for (size_t i = 0; i < count; i++) {
		chosen[i] = values[i].kind == VALUE_ARRAY ? &values[i].array.items[element] : &values[i];
		if (chosen[i]->kind == VALUE_NULL)
			return false;
	}
	for (size_t i = 0; i < count; i++)
		write_value(rows, chosen[i]);
	return true;
}

/* One addition of one value without bytes of its own: nearly all of them. */
static void
write_single(struct buffer *rows, const struct value *value)
{
	const struct {
		size_t additions;
		struct value value;
	} single = { 1, *value };

	buffer_append(rows, (const char *)&single, sizeof single);
}

static int
write_call(struct buffer *rows, const struct call *call, struct scratch *scratch, struct refusal *refusal)
{
	struct value values[AGGREGATE_ARGUMENTS];
	size_t count = call->call->count, length, additions = 0, at = rows->length;

	for (size_t i = 0; i < count; i++)
		if (evaluate(call->kind, call->call->arguments[i], scratch, &values[i], refusal))
			return -1;
	if (count == 1 && (values[0].kind == VALUE_NUMBER || values[0].kind == VALUE_TIME)) {
		write_single(rows, &values[0]);
		return 0;
	}
	if (length_of(call->kind, values, count, &length, refusal))
		return -1;
	buffer_append(rows, (const char *)&additions, sizeof additions);
	for (size_t i = 0; i < length; i++)
		additions += write_addition(rows, values, count, i);
	if (!rows->failed)
		memcpy(rows->at + at, &additions, sizeof additions);
	return 0;
}

/* Leaves room for the row, which close_row fills when all of it is known. 0, or -1 when memory ran out. */
static int
open_row(struct buffer *rows)
{
	if (!buffer_reserve(rows, sizeof(struct row)))
		return -1;
	rows->length += sizeof(struct row);
	return 0;
}

static void
close_row(struct buffer *rows, struct row *row, size_t start)
{
	row->size = rows->length - start;
	if (!rows->failed)
		memcpy(rows->at + start, row, sizeof *row);
}

int
rows_write(struct buffer *rows, const struct query *query, struct row *row, struct scratch *scratch,
	struct refusal *refusal)
{
	size_t start = rows->length;

	if (open_row(rows))
		return 0; /* the loop sees that the buffer failed */
	if (write_key(rows, query, scratch, refusal))
		return -1;
	row->key_length = rows->length - start - sizeof *row;
	for (size_t i = 0; i < query->call_count; i++)
		if (write_call(rows, &query->calls[i], scratch, refusal))
			return -1;
	close_row(rows, row, start);
	return 0;
}

void
rows_write_filtered(struct buffer *rows, struct row *row)
{
	size_t start = rows->length;

	row->filtered = true;
	if (open_row(rows) == 0)
		close_row(rows, row, start);
}

bool
rows_next(struct slice *rows, struct row *row)
{
	if (rows->length == 0)
		return false;
	memcpy(row, rows->at, sizeof *row);
	row->at = rows->at + sizeof *row;
	*rows = (struct slice){ rows->at + row->size, rows->length - row->size };
	return true;
}

int
row_add(const struct row *row, const struct query *query, struct group *group)
{
	const char *at = row->at + row->key_length;
	struct value values[AGGREGATE_ARGUMENTS];

	for (size_t i = 0; i < query->call_count; i++) {
		const struct call *call = &query->calls[i];
		size_t additions;
		memcpy(&additions, at, sizeof additions);
		for (at += sizeof additions; additions > 0; additions--) {
			for (size_t k = 0; k < call->call->count; k++)
				at = read_value(at, &values[k]);
			if (call->kind->add(group_states(group) + call->offset, values, &row->moment))
				return -1;
		}
	}
	return 0;
}
