/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/rows.h"

static int
write_key(struct buffer *rows, const struct query *query, struct scratch *scratch, struct refusal *refusal)
{
	for (size_t i = 0; i < query->group_names->count; i++) {
		struct value value;
		if (program_run(query->groups[i], scratch, &value, refusal))
			return -1;
		value_write(rows, &value);
		buffer_byte(rows, '\n');
	}
	return 0;
}

/* A value, and behind it the bytes of its text. */
static void
write_value(struct buffer *rows, const struct value *value)
{
	buffer_append(rows, (const char *)value, sizeof *value);
	if (value->kind == VALUE_TEXT)
		buffer_slice(rows, value->text);
}

static const char *
read_value(const char *at, struct value *value)
{
	memcpy(value, at, sizeof *value);
	at += sizeof *value;
	if (value->kind != VALUE_TEXT)
		return at;
	value->text.at = at;
	return at + value->text.length;
}

static int
write_argument(struct buffer *rows, const struct call *call, struct scratch *scratch, struct refusal *refusal)
{
	struct value value = { .kind = VALUE_BOOL, .truth = true }; /* count() counts anything */

	for (size_t i = 0; i < call->call->count; i++) {
		const struct program *argument = call->call->arguments[i];
		if ((call->kind->numbers ? program_number : program_run)(argument, scratch, &value, refusal))
			return -1;
		write_value(rows, &value);
	}
	if (call->call->count == 0)
		write_value(rows, &value);
	return 0;
}

int
rows_write(struct buffer *rows, const struct query *query, struct scratch *scratch, struct refusal *refusal)
{
	size_t start = rows->length;
	size_t key_length = 0;

	buffer_append(rows, (const char *)&key_length, sizeof key_length);
	if (write_key(rows, query, scratch, refusal))
		return -1;
	key_length = rows->length - start - sizeof key_length;
	if (!rows->failed)
		memcpy(rows->at + start, &key_length, sizeof key_length);
	for (size_t i = 0; i < query->call_count; i++)
		if (write_argument(rows, &query->calls[i], scratch, refusal))
			return -1;
	return 0;
}

int
rows_fold(struct groups *groups, const struct query *query, struct slice rows)
{
	const char *at = rows.at, *end = rows.at + rows.length;

	while (at < end) {
		struct slice key = { .at = at + sizeof key.length };
		memcpy(&key.length, at, sizeof key.length);
		at = key.at + key.length;
		struct group *group = groups_find(groups, key);
		if (!group)
			return -1;
		for (size_t i = 0; i < query->call_count; i++) {
			const struct call *call = &query->calls[i];
			struct value values[AGGREGATE_ARGUMENTS];
			const struct moment moment = { 0 };
			bool null = false;
			for (size_t k = 0; k < call->call->count || k == 0; k++) {
				at = read_value(at, &values[k]);
				null = null || values[k].kind == VALUE_NULL;
			}
			if (!null && call->kind->add(group->states + call->offset, values, &moment))
				return -1;
		}
	}
	return 0;
}
