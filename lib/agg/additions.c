/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/additions.h"

void
additions_align(struct buffer *rows)
{
	size_t aligned = additions_eights(rows->length);

	if (buffer_reserve(rows, aligned - rows->length))
		rows->length = aligned;
}

/* The bytes that a value has behind it, and the zeros to the next eight. */
static struct slice
bytes_of(const struct value *value)
{
	return value->kind == VALUE_TEXT     ? value->text
	       : value->kind == VALUE_OBJECT ? value->object
					     : (struct slice){ 0 };
}

/* An array within an array is passed on as its JSON. */
static void
write_inner_array(struct buffer *rows, const struct value *value)
{
	struct value copy = { .kind = VALUE_OBJECT };
	size_t at = rows->length;

	buffer_append(rows, (const char *)&copy, sizeof copy);
	value_write(rows, value);
	if (rows->failed)
		return;
	copy.object.length = rows->length - at - sizeof copy;
	memcpy(rows->at + at, &copy, sizeof copy);
	additions_align(rows);
}

static void
write_value(struct buffer *rows, const struct value *value)
{
	struct slice bytes = bytes_of(value);
	char *to = buffer_reserve(rows, sizeof *value + additions_eights(bytes.length));

	if (!to)
		return;
	memcpy(to, value, sizeof *value);
	if (bytes.length)
		memcpy(to + sizeof *value, bytes.at, bytes.length);
	rows->length += sizeof *value + additions_eights(bytes.length);
}

static struct value *
take_value(char **at)
{
	struct value *value = (struct value *)(void *)*at;

	*at += sizeof *value;
	if (value->kind == VALUE_TEXT)
		value->text.at = *at;
	else if (value->kind == VALUE_OBJECT)
		value->object.at = *at;
	*at += additions_eights(bytes_of(value).length);
	return value;
}

static int
check_elements(const struct value *array, const struct aggregate_kind *kind, enum value_kind needed,
	struct refusal *refusal)
{
	for (size_t i = 0; i < array->array.count; i++) {
		enum value_kind is = array->array.items[i].kind;
		if (is != VALUE_NULL && is != needed)
			return refuse(refusal, slice_of(kind->name), "element %zu of its array is %s", i,
				kind->numbers ? "not a number" : "neither true nor false");
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
	for (size_t i = 0; i < count; i++) {
		if (chosen[i]->kind == VALUE_ARRAY)
			write_inner_array(rows, chosen[i]);
		else
			write_value(rows, chosen[i]);
	}
	return true;
}

/* Whether the call adds one number or truth at a time: such lie one behind the other. */
static bool
is_plain(const struct call *call)
{
	return call->call->count == 1 && (call->kind->numbers || call->kind->conditions);
}

/* The additions of such a call, behind their number too. */
static void
write_plain(struct buffer *rows, const struct value *array)
{
	const struct value *items = array->array.items;
	struct value list = { .kind = VALUE_ARRAY }, value;
	char *to = buffer_reserve(rows, (array->array.count + 1) * sizeof value), *head = to;

	if (!to)
		return;
	for (size_t i = 0; i < array->array.count; i++) {
		if (items[i].kind == VALUE_NULL)
			continue;
		memcpy(to += sizeof value, &items[i], sizeof value);
		list.array.count++;
	}
	memcpy(head, &list, sizeof list);
	rows->length += (list.array.count + 1) * sizeof list;
}

/* Additions behind their number, which an array's count holds. */
static int
write_additions(
	struct buffer *rows, const struct call *call, const struct value *values, struct refusal *refusal)
{
	struct value list = { .kind = VALUE_ARRAY };
	size_t length, at = rows->length, count = call->call->count;

	if (length_of(call->kind, values, count, &length, refusal))
		return -1;
	write_value(rows, &list);
	for (size_t i = 0; i < length; i++)
		list.array.count += write_addition(rows, values, count, i);
	if (!rows->failed)
		memcpy(rows->at + at, &list, sizeof list);
	return 0;
}

int
additions_write(
	struct buffer *rows, const struct call *call, struct scratch *scratch, struct refusal *refusal)
{
	struct value values[AGGREGATE_ARGUMENTS];
	size_t count = call->call->count;

	for (size_t i = 0; i < count; i++)
		if (evaluate(call->kind, call->call->arguments[i], scratch, &values[i], refusal))
			return -1;
	if (call->repeats)
		return 0;
	if (count == 1 && values[0].kind != VALUE_ARRAY)
		write_value(rows, &values[0]);
	else if (is_plain(call))
		write_plain(rows, &values[0]);
	else
		return write_additions(rows, call, values, refusal);
	return 0;
}

/* Adds to the states of the call and of those with the same arguments: once, or of a plain call several
 * times, whose values lie one behind the other. */
static int
add(const struct query *query, const struct call *call, struct group *group, const struct value *values,
	size_t times, const struct moment *moment)
{
	unsigned char *states = group_states(group);

	for (;; call = &query->calls[call->next]) {
		for (size_t i = 0; i < times; i++)
			if (call->kind->add(states + call->offset, &values[i], moment))
				return -1;
		if (!call->next)
			return 0;
	}
}

int
additions_take(char **at, const struct query *query, const struct call *call, struct group *group,
	const struct moment *moment)
{
	struct value values[AGGREGATE_ARGUMENTS];
	size_t count = call->call->count;

	if (count == 0)
		return add(query, call, group, values, 1, moment);
	const struct value *first = take_value(at);
	if (first->kind == VALUE_NULL)
		return 0;
	if (first->kind != VALUE_ARRAY)
		return add(query, call, group, first, 1, moment);
	size_t additions = first->array.count;
	if (is_plain(call)) {
		*at += additions * sizeof *first;
		return add(query, call, group, first + 1, additions, moment);
	}
	for (; additions > 0; additions--) {
		for (size_t k = 0; k < count; k++)
			values[k] = *take_value(at);
		if (add(query, call, group, values, 1, moment))
			return -1;
	}
	return 0;
}
