/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/rows.h"

#include "agg/additions.h"

/* What stands before each row, aligned to 8 like all of its parts; behind it the origin where it has one, the
 * key, the values. */
struct head {
	size_t size; /* of all of it */
	uint32_t hash;
	uint32_t key_length : 31;
	uint32_t has_origin : 1;
};

enum { KEY_LONGEST = 0x7fffffff, DIGITS_MOST = 18 };

/* Whether number_write would give the digits of a number as they stand: a whole one from 0 to 10^18 - 1. */
static bool
is_written_plainly(struct slice raw)
{
	return raw.length <= DIGITS_MOST && slice_is_digits(raw);
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
	additions_align(rows);
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
		if (additions_due(&query->calls[i], scratch) &&
			additions_write(rows, &query->calls[i], scratch, refusal))
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

uint32_t
rows_next_hash(struct rows *rows)
{
	struct head head;

	if (rows->at == rows->end)
		return 0;
	memcpy(&head, rows->at, sizeof head);
	rows->at += head.size;
	return head.hash;
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
	row->values = at + additions_eights(head.key_length);
	return true;
}

int
row_add(const struct row *row, const struct query *query, struct group *group)
{
	char *at = row->values;

	for (size_t i = 0; i < query->call_count; i++) {
		const struct call *call = &query->calls[i];
		if (!call->repeats && additions_take(&at, query, call, group, &row->origin.moment))
			return -1;
	}
	return 0;
}
