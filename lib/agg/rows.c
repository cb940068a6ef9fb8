/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/rows.h"

/* What stands before each row, aligned to 8 like all of its parts; behind it the origin where it has one, the
 * key, the values. */
struct head {
	size_t size; /* of all of it */
	uint32_t hash;
	uint32_t key_length : 31;
	uint32_t has_origin : 1;
};

enum { KEY_LONGEST = 0x7fffffff, DIGITS_MOST = 18 };

static size_t
eights(size_t length)
{
	return (length + 7) & ~(size_t)7;
}

/* Whether number_write would give the digits of a number as they stand: a whole one from 0 to 10^18 - 1. */
static bool
is_written_plainly(struct slice raw)
{
	if (raw.length > DIGITS_MOST)
		return false;
	for (size_t i = 0; i < raw.length; i++)
		if (raw.at[i] < '0' || raw.at[i] > '9')
			return false;
	return true;
}

/* Appends a field's value as value_write would and a newline, where its bytes in the line are just these. */
static bool
copy_field(struct buffer *rows, const struct slot *slot)
{
	struct slice raw = slot->raw;
	bool text = slot->kind == KIND_TEXT;

	if (slot->kind > KIND_TEXT || slot->escaped ||
		(slot->kind == KIND_NUMBER && !is_written_plainly(raw)))
		return false;
	if (slot->kind <= KIND_NULL)
		raw = slice_of("null");
	char *to = buffer_reserve(rows, raw.length + 3);
	if (!to)
		return true;
	if (text)
		*to++ = '"';
	memcpy(to, raw.at, raw.length);
	to += raw.length;
	if (text)
		*to++ = '"';
	*to++ = '\n';
	rows->length = (size_t)(to - rows->at);
	return true;
}

static int
write_group(struct buffer *rows, const struct query *query, size_t i, struct scratch *scratch,
	struct refusal *refusal)
{
	int slot = program_slot(query->groups[i]);
	struct value value;

	if (slot >= 0 && copy_field(rows, &scratch->slots[slot]))
		return 0;
	if (program_run(query->groups[i], scratch, &value, refusal))
		return -1;
	if (value.kind >= VALUE_ARRAY)
		return refuse(refusal, query->group_names->at[i],
			"this is an array or an object; a group is of single values");
	value_write(rows, &value);
	buffer_byte(rows, '\n');
	return 0;
}

/* Fills what is missing to eight. */
static void
align(struct buffer *rows)
{
	size_t aligned = eights(rows->length);

	if (buffer_reserve(rows, aligned - rows->length))
		rows->length = aligned;
}

static int
write_key(struct buffer *rows, const struct query *query, struct head *head, struct scratch *scratch,
	struct refusal *refusal)
{
	size_t from = rows->length;

	for (size_t i = 0; i < query->group_names->count; i++)
		if (write_group(rows, query, i, scratch, refusal))
			return -1;
	if (rows->length - from > KEY_LONGEST)
		rows->failed = true;
	if (rows->failed)
		return 0;
	const struct slice key = { rows->at + from, rows->length - from };
	head->key_length = (uint32_t)key.length & KEY_LONGEST;
	head->hash = query_hash(query, key);
	align(rows);
	return 0;
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
	align(rows);
}

static void
write_value(struct buffer *rows, const struct value *value)
{
	struct slice bytes = bytes_of(value);
	char *to = buffer_reserve(rows, sizeof *value + eights(bytes.length));

	if (!to)
		return;
	memcpy(to, value, sizeof *value);
	if (bytes.length)
		memcpy(to + sizeof *value, bytes.at, bytes.length);
	rows->length += sizeof *value + eights(bytes.length);
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
	*at += eights(bytes_of(value).length);
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
	for (size_t i = 0; i < count; i++) {
		if (chosen[i]->kind == VALUE_ARRAY)
			write_inner_array(rows, chosen[i]);
		else
			write_value(rows, chosen[i]);
	}
	return true;
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

/* A call that repeats is evaluated again only to count again what is undefined. */
static int
write_call(struct buffer *rows, const struct call *call, struct scratch *scratch, struct refusal *refusal)
{
	struct value values[AGGREGATE_ARGUMENTS];
	size_t count = call->call->count;

	if (count == 0 || (call->repeats && scratch->undefined == 0))
		return 0;
	for (size_t i = 0; i < count; i++)
		if (evaluate(call->kind, call->call->arguments[i], scratch, &values[i], refusal))
			return -1;
	if (call->repeats)
		return 0;
	if (count > 1 || values[0].kind == VALUE_ARRAY)
		return write_additions(rows, call, values, refusal);
	write_value(rows, &values[0]);
	return 0;
}

/* Leaves room for the head, which close_row fills when all of it is known. 0, or -1 when memory ran out. */
static int
open_row(struct buffer *rows, const struct origin *origin)
{
	char *to = buffer_reserve(rows, sizeof(struct head) + sizeof *origin);

	if (!to)
		return -1;
	rows->length += sizeof(struct head);
	if (origin)
		buffer_append(rows, (const char *)origin, sizeof *origin);
	return 0;
}

static void
close_row(struct buffer *rows, struct head *head, size_t start)
{
	head->size = rows->length - start;
	if (!rows->failed)
		memcpy(rows->at + start, head, sizeof *head);
}

int
rows_write(struct buffer *rows, const struct query *query, const struct origin *origin,
	struct scratch *scratch, struct refusal *refusal)
{
	struct head head = { .has_origin = origin != NULL };
	size_t start = rows->length;

	if (open_row(rows, origin))
		return 0; /* the loop sees that the buffer failed */
	if (write_key(rows, query, &head, scratch, refusal))
		return -1;
	for (size_t i = 0; i < query->call_count; i++)
		if (write_call(rows, &query->calls[i], scratch, refusal))
			return -1;
	close_row(rows, &head, start);
	return 0;
}

void
rows_write_filtered(struct buffer *rows, struct origin *origin)
{
	struct head head = { .has_origin = true };
	size_t start = rows->length;

	origin->filtered = true;
	if (open_row(rows, origin) == 0)
		close_row(rows, &head, start);
}

bool
rows_next(struct rows *rows, struct row *row)
{
	struct head head;
	char *at = rows->at;

	if (at == rows->end)
		return false;
	memcpy(&head, at, sizeof head);
	rows->at += head.size;
	at += sizeof head;
	if (head.has_origin) {
		memcpy(&row->origin, at, sizeof row->origin);
		at += sizeof row->origin;
	}
	row->hash = head.hash;
	row->key = (struct slice){ at, head.key_length };
	row->values = at + eights(head.key_length);
	return true;
}

/* Adds the values to the states of the call and of those with the same arguments. */
static int
add_once(const struct query *query, const struct call *call, const struct row *row, struct group *group,
	const struct value *values)
{
	unsigned char *states = group_states(group);

	for (;; call = &query->calls[call->next]) {
		if (call->kind->add(states + call->offset, values, &row->origin.moment))
			return -1;
		if (!call->next)
			return 0;
	}
}

/* Adds what stands at *at, which moves behind it. */
static int
add_call(const struct query *query, const struct call *call, const struct row *row, struct group *group,
	char **at)
{
	struct value values[AGGREGATE_ARGUMENTS];
	size_t count = call->call->count;

	if (count == 0)
		return add_once(query, call, row, group, NULL);
	const struct value *first = take_value(at);
	if (first->kind == VALUE_NULL)
		return 0;
	if (first->kind != VALUE_ARRAY)
		return add_once(query, call, row, group, first);
	for (size_t additions = first->array.count; additions > 0; additions--) {
		for (size_t k = 0; k < count; k++)
			values[k] = *take_value(at);
		if (add_once(query, call, row, group, values))
			return -1;
	}
	return 0;
}

int
row_add(const struct row *row, const struct query *query, struct group *group)
{
	char *at = row->values;

	for (size_t i = 0; i < query->call_count; i++) {
		const struct call *call = &query->calls[i];
		if (!call->repeats && add_call(query, call, row, group, &at))
			return -1;
	}
	return 0;
}
