/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/scan.h"

#include "record/utf8.h"
#include "record/walk.h"

#include <stdlib.h>

int
scanner_open(struct scanner *scanner, const struct projection *projection)
{
	*scanner = (struct scanner){ .projection = projection };
	scanner->slots = calloc(projection->slots + 1, sizeof *scanner->slots);
	scanner->gathered = gathered_open(projection);
	return scanner->slots && scanner->gathered ? 0 : -1;
}

void
scanner_close(struct scanner *scanner)
{
	free(scanner->slots);
	if (scanner->projection)
		gathered_close(scanner->gathered, scanner->projection->gathered);
	free(scanner->members);
	buffer_free(&scanner->key);
	arena_free(&scanner->guesses.arena);
	*scanner = (struct scanner){ 0 };
}

/* Says why the walk ended. A line with invalid UTF-8 is refused for that first. */
static int
refuse_line(const struct walk *walk, struct refusal *refusal)
{
	const struct cursor *cursor = &walk->cursor;
	const struct slice no_field = { 0 };
	const char *invalid = utf8_invalid(slice_between(cursor->from, cursor->end));

	if (walk->scanner->failed)
		return refuse(refusal, no_field, "memory ran out");
	if (invalid)
		return refuse(
			refusal, no_field, "invalid UTF-8 at byte %zu", (size_t)(invalid - cursor->from) + 1);
	if (cursor->fault == cursor->end)
		return refuse(refusal, no_field, "the line ends early, %s is missing", cursor->wanted);
	return refuse(refusal, no_field, "not JSON at byte %zu, expected %s",
		(size_t)(cursor->fault - cursor->from) + 1, cursor->wanted);
}

int
scan(struct scanner *scanner, struct slice line, struct refusal *refusal)
{
	struct walk walk = { .cursor = { .from = line.at, .end = line.at + line.length },
		.scanner = scanner };

	memset(scanner->slots, 0, scanner->projection->slots * sizeof *scanner->slots);
	scanner->member_count = 0;
	return walk_record(&walk) ? 0 : refuse_line(&walk, refusal);
}

bool
scan_blank(struct slice text)
{
	for (size_t i = 0; i < text.length; i++)
		if (!token_is_space(text.at[i]))
			return false;
	return true;
}

struct slice
slot_whole(const struct slot *slot)
{
	if (slot->kind != KIND_TEXT)
		return slot->raw;
	return (struct slice){ slot->raw.at - 1, slot->raw.length + 2 };
}
