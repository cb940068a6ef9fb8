/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/pattern_draft.h"
#include "record/utf8.h"

#include <stdlib.h>

/* Notes the bytes that what is at `at` can begin with. Lead bytes of longer characters are told apart for
 * single characters alone. */
static void
note_first(struct pattern *pattern, const struct instruction *at)
{
	char bytes[4];

	if (at->kind == MATCH_CHARACTER) {
		utf8_write((uint32_t)at->x, bytes);
		pattern->first[(unsigned char)*bytes] = true;
		return;
	}
	for (uint32_t byte = 0; byte < 256; byte++)
		if (byte >= 0x80 || pattern_takes(at, pattern->ranges, byte))
			pattern->first[byte] = true;
}

static void
find_first(struct pattern *pattern, size_t at, bool seen[PATTERN_SIZE])
{
	const struct instruction *i = &pattern->code[at];

	if (seen[at])
		return;
	seen[at] = true;
	switch (i->kind) {
	case MATCH_FORK:
		find_first(pattern, at + (size_t)i->y, seen);
		/* fall through */
	case MATCH_JUMP:
		find_first(pattern, at + (size_t)i->x, seen);
		break;
	case MATCH_SAVE:
	case MATCH_BEGIN:
		find_first(pattern, at + 1, seen);
		break;
	case MATCH_END:
	case MATCH_DONE:
		memset(pattern->first, true, sizeof pattern->first);
		break;
	default:
		note_first(pattern, i);
	}
}

static void *
copy(struct arena *arena, const void *from, size_t size)
{
	void *to = arena_alloc(arena, size);

	if (to && size)
		memcpy(to, from, size);
	return to;
}

static const struct pattern *
finish(struct arena *arena, const struct pattern_draft *draft)
{
	struct pattern *pattern = arena_alloc(arena, sizeof *pattern);
	bool seen[PATTERN_SIZE] = { 0 };

	if (!pattern)
		return NULL;
	pattern->code = copy(arena, draft->code, draft->size * sizeof *draft->code);
	pattern->ranges = copy(arena, draft->ranges, draft->range_count * sizeof *draft->ranges);
	pattern->size = draft->size;
	pattern->groups = draft->groups;
	if (!pattern->code || !pattern->ranges)
		return NULL;
	find_first(pattern, 0, seen);
	return pattern;
}

const struct pattern *
pattern_compile(struct arena *arena, struct slice text, struct pattern_fault *fault)
{
	struct pattern_draft *draft = calloc(1, sizeof *draft);
	const struct pattern *pattern = NULL;

	fault->why[0] = '\0';
	if (draft && pattern_read(draft, text, fault) == 0)
		pattern = finish(arena, draft);
	free(draft);
	return pattern;
}
