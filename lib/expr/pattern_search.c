/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/pattern_draft.h"

/* The ways to match that are open at one place, the preferred first: each waits at an instruction for a
 * character, and has saved its ends of groups. */
struct ways {
	size_t *waits, *saved;
	size_t count;
};

struct search {
	const struct pattern *pattern;
	struct slice text;
	struct ways now, next;
	size_t saves;
	size_t *seen;   /* by instruction: the last place, plus 1, where a way came to it */
	size_t *saving; /* of the way that is followed */
	size_t *best;
	bool found;
};

size_t
pattern_memory(const struct pattern *pattern, size_t saves)
{
	return (2 * (1 + saves) + 1) * pattern->size + saves;
}

static struct ways
ways_in(size_t **memory, size_t size, size_t saves)
{
	struct ways ways = { .waits = *memory, .saved = *memory + size };

	*memory += size * (1 + saves);
	return ways;
}

/* Goes on from an instruction to all that wait for a character behind it. */
static void
follow(struct search *s, struct ways *ways, size_t i, size_t at)
{
	const struct instruction *code = &s->pattern->code[i];

	if (s->seen[i] == at + 1)
		return;
	s->seen[i] = at + 1;
	switch (code->kind) {
	case MATCH_JUMP:
	case MATCH_FORK:
		follow(s, ways, i + (size_t)code->x, at);
		if (code->kind == MATCH_FORK)
			follow(s, ways, i + (size_t)code->y, at);
		return;
	case MATCH_BEGIN:
	case MATCH_END:
		if (at == (code->kind == MATCH_BEGIN ? 0 : s->text.length))
			follow(s, ways, i + 1, at);
		return;
	case MATCH_SAVE:
		break;
	default:
		ways->waits[ways->count] = i;
		memcpy(ways->saved + ways->count++ * s->saves, s->saving, s->saves * sizeof *s->saving);
		return;
	}
	if ((size_t)code->x >= s->saves) {
		follow(s, ways, i + 1, at);
		return;
	}
	size_t before = s->saving[code->x];
	s->saving[code->x] = at;
	follow(s, ways, i + 1, at);
	s->saving[code->x] = before;
}

/* A way is through. The first one to come is the preferred; a longer one of the same beginning is better. */
static void
done(struct search *s, const size_t *saved, size_t at)
{
	s->found = true;
	if (s->saves) {
		memcpy(s->best, saved, s->saves * sizeof *saved);
		s->best[1] = at;
	}
}

/* Takes all ways over the character at `at`, `length` bytes long; none is there at the end. */
static void
step(struct search *s, size_t at, uint32_t character, size_t length)
{
	for (size_t i = 0; i < s->now.count; i++) {
		const size_t *saved = s->now.saved + i * s->saves;
		const struct instruction *code = &s->pattern->code[s->now.waits[i]];
		if (s->found && (!s->saves || saved[0] > s->best[0]))
			break;
		if (code->kind == MATCH_DONE) {
			done(s, saved, at);
		} else if (length && pattern_takes(code, s->pattern->ranges, character)) {
			memcpy(s->saving, saved, s->saves * sizeof *saved);
			follow(s, &s->next, s->now.waits[i] + 1, at + length);
		}
	}
	struct ways now = s->now;
	s->now = s->next;
	s->next = now;
	s->next.count = 0;
}

/* A new way begins at `at`. */
static void
begin(struct search *s, size_t at)
{
	for (size_t i = 0; i < s->saves; i++)
		s->saving[i] = PATTERN_NOWHERE;
	if (s->saves)
		s->saving[0] = at;
	follow(s, &s->now, 0, at);
}

bool
pattern_search(const struct pattern *pattern, struct slice text, size_t from, size_t *saved, size_t saves,
	size_t *memory)
{
	struct search s = { .pattern = pattern, .text = text, .saves = saves, .best = saved };

	s.now = ways_in(&memory, pattern->size, saves);
	s.next = ways_in(&memory, pattern->size, saves);
	s.seen = memset(memory, 0, pattern->size * sizeof *memory);
	s.saving = memory + pattern->size;
	for (size_t at = from, length; !s.found || s.now.count; at += length) {
		while (!s.now.count && at < text.length && !pattern->first[(unsigned char)text.at[at]])
			at++;
		if (!s.found)
			begin(&s, at);
		length = 0;
		uint32_t character = at < text.length ? pattern_character(text.at + at, &length) : 0;
		step(&s, at, character, length);
		if (length == 0 || (s.found && saves == 0))
			break;
	}
	return s.found;
}
