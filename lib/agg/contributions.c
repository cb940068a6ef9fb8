/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/contributions.h"

/* What a contribution begins with. It is followed by these, each aligned to 8 bytes: the origin, if there is
 * one; the key; and for each call that has arguments and does not repeat those of another, the number of
 * times it adds (a uint64_t), then for each time the values of its arguments. A value is a struct value,
 * followed by the bytes of its text. */
struct head {
	size_t size; /* size of the whole contribution */
	uint32_t hash;
	uint32_t key_length : 31;
	uint32_t has_origin : 1;
};

enum { KEY_LONGEST = 0x7fffffff, DIGITS_MOST = 18 };

static size_t
aligned(size_t length)
{
	return (length + 7) & ~(size_t)7;
}

static void
align(struct buffer *to)
{
	size_t length = aligned(to->length);

	if (buffer_reserve(to, length - to->length))
		to->length = length;
}

/* Whether number_write would write the number as it stands: a whole one from 0 to 10^18 - 1. */
static bool
is_written_plainly(struct slice raw)
{
	return raw.length <= DIGITS_MOST && slice_is_digits(raw);
}

/* Short way for a field whose bytes in the record are what value_write would write: appends them and a
 * newline. False, with nothing appended, for any other. */
static bool
copy_field(struct buffer *to, const struct slot *slot)
{
	struct slice raw = slot->raw;
	bool text = slot->kind == KIND_TEXT;

	if (slot->kind > KIND_TEXT || slot->escaped ||
		(slot->kind == KIND_NUMBER && !is_written_plainly(raw)))
		return false;
	if (slot->kind <= KIND_NULL)
		raw = slice_of("null");
	char *at = buffer_reserve(to, raw.length + 3);
	if (!at)
		return true;
	if (text)
		*at++ = '"';
	memcpy(at, raw.at, raw.length);
	at += raw.length;
	if (text)
		*at++ = '"';
	*at++ = '\n';
	to->length = (size_t)(at - to->at);
	return true;
}

static int
write_group_field(struct buffer *to, const struct query *query, size_t i, struct scratch *scratch,
	struct refusal *refusal)
{
	int slot = program_slot(query->groups[i]);
	struct value value;

	if (slot >= 0 && copy_field(to, &scratch->slots[slot]))
		return 0;
	if (program_run(query->groups[i], scratch, &value, refusal))
		return -1;
	if (value.kind >= VALUE_ARRAY)
		return refuse(refusal, query->group_names->at[i],
			"this is an array or an object; a group is of single values");
	value_write(to, &value);
	buffer_byte(to, '\n');
	return 0;
}

static int
write_key(struct buffer *to, const struct query *query, struct head *head, struct scratch *scratch,
	struct refusal *refusal)
{
	size_t from = to->length;

	for (size_t i = 0; i < query->group_names->count; i++)
		if (write_group_field(to, query, i, scratch, refusal))
			return -1;
	if (to->length - from > KEY_LONGEST)
		to->failed = true;
	if (to->failed)
		return 0;
	const struct slice key = { to->at + from, to->length - from };
	head->key_length = (uint32_t)key.length & KEY_LONGEST;
	head->hash = query_hash(query, key);
	align(to);
	return 0;
}

/* The bytes that follow a value. */
static struct slice
bytes_of(const struct value *value)
{
	return value->kind == VALUE_TEXT     ? value->text
	       : value->kind == VALUE_OBJECT ? value->object
					     : (struct slice){ 0 };
}

static void
write_value(struct buffer *to, const struct value *value)
{
	struct slice bytes = bytes_of(value);
	char *at = buffer_reserve(to, sizeof *value + aligned(bytes.length));

	if (!at)
		return;
	memcpy(at, value, sizeof *value);
	if (bytes.length)
		memcpy(at + sizeof *value, bytes.at, bytes.length);
	to->length += sizeof *value + aligned(bytes.length);
}

/* An array within an array becomes an object: its JSON. */
static void
write_inner_array(struct buffer *to, const struct value *value)
{
	struct value copy = { .kind = VALUE_OBJECT };
	size_t at = to->length;

	buffer_append(to, (const char *)&copy, sizeof copy);
	value_write(to, value);
	if (to->failed)
		return;
	copy.object.length = to->length - at - sizeof copy;
	memcpy(to->at + at, &copy, sizeof copy);
	align(to);
}

static struct value
read_value(char **at)
{
	struct value value;

	memcpy(&value, *at, sizeof value);
	*at += sizeof value;
	if (value.kind == VALUE_TEXT)
		value.text.at = *at;
	else if (value.kind == VALUE_OBJECT)
		value.object.at = *at;
	*at += aligned(bytes_of(&value).length);
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

/* The value of an argument: for a kind that takes numbers a number, null, or an array of them; likewise for
 * one that takes conditions. */
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
		return program_holds(argument, scratch, &holds, refusal); /* refuses with the reason */
	return program_number(argument, scratch, value, refusal);
}

/* How often the call adds: once, or as often as its arrays have elements. */
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

/* Appends the values of all arguments; of one that is an array, its element number `element`. False, with
 * nothing appended, if one of them is null. */
static bool
write_element(struct buffer *to, const struct value *values, size_t count, size_t element)
{
	const struct value *chosen[AGGREGATE_ARGUMENTS] = { NULL };

	for (size_t i = 0; i < count; i++) {
		chosen[i] = values[i].kind == VALUE_ARRAY ? &values[i].array.items[element] : &values[i];
		if (chosen[i]->kind == VALUE_NULL)
			return false;
	}
	for (size_t i = 0; i < count; i++) {
		if (chosen[i]->kind == VALUE_ARRAY)
			write_inner_array(to, chosen[i]);
		else
			write_value(to, chosen[i]);
	}
	return true;
}

/* Appends how often the call adds, then the values of its arguments for each element of its arrays. */
static int
write_elements(
	struct buffer *to, const struct query_call *call, const struct value *values, struct refusal *refusal)
{
	size_t length, count = call->expr->count, at = to->length;
	uint64_t times = 0;

	if (length_of(call->kind, values, count, &length, refusal))
		return -1;
	buffer_append(to, (const char *)&times, sizeof times);
	for (size_t i = 0; i < length; i++)
		times += write_element(to, values, count, i);
	if (!to->failed)
		memcpy(to->at + at, &times, sizeof times);
	return 0;
}

/* Whether each value of the call is a single number or truth value: such values are contiguous. */
static bool
is_plain(const struct query_call *call)
{
	return call->expr->count == 1 && (call->kind->numbers || call->kind->conditions);
}

/* The same for a plain call whose argument is an array of these elements. */
static void
write_plain(struct buffer *to, const struct value *items, size_t count)
{
	uint64_t times = 0;
	char *head = buffer_reserve(to, sizeof times + count * sizeof *items);

	if (!head)
		return;
	for (size_t i = 0; i < count; i++)
		if (items[i].kind != VALUE_NULL)
			memcpy(head + sizeof times + times++ * sizeof *items, &items[i], sizeof *items);
	memcpy(head, &times, sizeof times);
	to->length += sizeof times + times * sizeof *items;
}

/* The same for a call whose only argument is not an array. */
static void
write_single(struct buffer *to, const struct value *value)
{
	const uint64_t times = value->kind != VALUE_NULL;

	buffer_append(to, (const char *)&times, sizeof times);
	if (times)
		write_value(to, value);
}

/* Evaluates the arguments of a call and appends them, unless it repeats those of an earlier call. 0, or -1
 * with the refusal. */
static int
write_arguments(
	struct buffer *to, const struct query_call *call, struct scratch *scratch, struct refusal *refusal)
{
	struct value values[AGGREGATE_ARGUMENTS];
	size_t count = call->expr->count;

	for (size_t i = 0; i < count; i++)
		if (evaluate(call->kind, call->expr->arguments[i], scratch, &values[i], refusal))
			return -1;
	if (call->repeats)
		return 0;
	if (count == 1 && values[0].kind != VALUE_ARRAY)
		write_single(to, &values[0]);
	else if (is_plain(call))
		write_plain(to, values[0].array.items, values[0].array.count);
	else
		return write_elements(to, call, values, refusal);
	return 0;
}

/* Whether the arguments of a call are to be evaluated. Those of an earlier call are evaluated again only if
 * something in this record was undefined, since that counts for each call. */
static bool
needs_evaluation(const struct query_call *call, const struct scratch *scratch)
{
	return call->expr->count > 0 && (!call->repeats || scratch->undefined > 0);
}

/* Reserves the head, which end_contribution fills when all of it is known. 0, or -1 when memory ran out. */
static int
begin_contribution(struct buffer *to, const struct record_origin *origin)
{
	char *at = buffer_reserve(to, sizeof(struct head) + sizeof *origin);

	if (!at)
		return -1;
	to->length += sizeof(struct head);
	if (origin)
		buffer_append(to, (const char *)origin, sizeof *origin);
	return 0;
}

static void
end_contribution(struct buffer *to, struct head *head, size_t start)
{
	head->size = to->length - start;
	if (!to->failed)
		memcpy(to->at + start, head, sizeof *head);
}

int
contribution_write(struct buffer *to, const struct query *query, const struct record_origin *origin,
	struct scratch *scratch, struct refusal *refusal)
{
	struct head head = { .has_origin = origin != NULL };
	size_t start = to->length;

	if (begin_contribution(to, origin))
		return 0; /* the loop sees that the buffer failed */
	if (write_key(to, query, &head, scratch, refusal))
		return -1;
	for (size_t i = 0; i < query->call_count; i++)
		if (needs_evaluation(&query->calls[i], scratch) &&
			write_arguments(to, &query->calls[i], scratch, refusal))
			return -1;
	end_contribution(to, &head, start);
	return 0;
}

void
contribution_write_filtered(struct buffer *to, struct record_origin *origin)
{
	struct head head = { .has_origin = true };
	size_t start = to->length;

	origin->filtered = true;
	if (begin_contribution(to, origin) == 0)
		end_contribution(to, &head, start);
}

uint32_t
contributions_skip(struct contributions *contributions)
{
	struct head head;

	if (contributions->at == contributions->end)
		return 0;
	memcpy(&head, contributions->at, sizeof head);
	contributions->at += head.size;
	return head.hash;
}

bool
contributions_next(struct contributions *contributions, struct contribution *contribution)
{
	struct head head;
	char *at = contributions->at;

	if (at == contributions->end)
		return false;
	memcpy(&head, at, sizeof head);
	contributions->at += head.size;
	at += sizeof head;
	if (head.has_origin) {
		memcpy(&contribution->origin, at, sizeof contribution->origin);
		at += sizeof contribution->origin;
	}
	contribution->hash = head.hash;
	contribution->key = (struct slice){ at, head.key_length };
	contribution->arguments = at + aligned(head.key_length);
	return true;
}

/* Adds values to the states of the call and of those chained to it: once, or `times` contiguous values of a
 * plain call. 0, or -1 when memory ran out. */
static int
add_values(const struct query *query, const struct query_call *call, unsigned char *states,
	const struct value *values, uint64_t times, const struct event_position *position)
{
	for (;; call = &query->calls[call->next]) {
		for (uint64_t i = 0; i < times; i++)
			if (call->kind->add(states + call->offset, &values[i], position))
				return -1;
		if (!call->next)
			return 0;
	}
}

/* Adds the arguments of a call at *at, which moves past them. 0, or -1 when memory ran out. */
static int
add_arguments(char **at, const struct query *query, const struct query_call *call, unsigned char *states,
	const struct event_position *position)
{
	struct value values[AGGREGATE_ARGUMENTS];
	uint64_t times;

	memcpy(&times, *at, sizeof times);
	*at += sizeof times;
	if (is_plain(call)) {
		const struct value *plain = (const struct value *)(void *)*at;
		*at += times * sizeof *plain;
		return add_values(query, call, states, plain, times, position);
	}
	for (; times > 0; times--) {
		for (size_t k = 0; k < call->expr->count; k++)
			values[k] = read_value(at);
		if (add_values(query, call, states, values, 1, position))
			return -1;
	}
	return 0;
}

int
contribution_add(const struct contribution *contribution, const struct query *query, struct group *group)
{
	const struct event_position *position = &contribution->origin.position;
	const struct value none = { .kind = VALUE_NULL };
	unsigned char *states = group_states(group);
	char *at = contribution->arguments;

	for (size_t i = 0; i < query->call_count; i++) {
		const struct query_call *call = &query->calls[i];
		if (call->repeats)
			continue;
		if (call->expr->count == 0 ? add_values(query, call, states, &none, 1, position)
					   : add_arguments(&at, query, call, states, position))
			return -1;
	}
	return 0;
}
