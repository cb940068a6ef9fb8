/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern_draft: a pattern while it is read. Jumps are relative, so pieces of code can be moved and copied.
 */
#ifndef EXPR_PATTERN_DRAFT_H
#define EXPR_PATTERN_DRAFT_H

#include "expr/pattern.h"

enum { PATTERN_RANGES = 1000 };

struct pattern_draft {
	struct instruction code[PATTERN_SIZE];
	struct range ranges[PATTERN_RANGES];
	size_t size, groups, range_count;
};

/* Puts one instruction in front of number `before`, or behind all. 0, or -1: the draft is full. */
int draft_insert(struct pattern_draft *draft, size_t before, struct instruction instruction);
int draft_append(struct pattern_draft *draft, enum instruction_kind kind, int32_t x, int32_t y);

/* Repeats the instructions from number `from` on: `least` times and then up to `most` times, or without end
 * where that is below 0. 0 or -1. */
int draft_repeat(struct pattern_draft *draft, size_t from, int least, int most);

/* Reads the text into an empty draft. 0, or -1 with the fault. */
int pattern_read(struct pattern_draft *draft, struct slice text, struct pattern_fault *fault);

/* Reads what stands behind a `[` at *at into the draft's ranges, and moves *at behind its `]`, or to what is
 * wrong. Returns what is wrong, or NULL. */
const char *pattern_read_set(struct pattern_draft *draft, const char **at, const char *end, bool *negated);

/* The character at `at`, in valid UTF-8; *length is that of its bytes. */
static inline uint32_t
pattern_character(const char *at, size_t *length)
{
	unsigned char lead = (unsigned char)*at;

	*length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	uint32_t code = *length == 1 ? lead : lead & (0x7Fu >> *length);
	for (size_t i = 1; i < *length; i++)
		code = code << 6 | ((unsigned char)at[i] & 0x3Fu);
	return code;
}

/* Whether the character is what the instruction, one that waits for a character, takes. */
static inline bool
pattern_takes(const struct instruction *instruction, const struct range *ranges, uint32_t character)
{
	bool in = false;

	if (instruction->kind == MATCH_ANY)
		return true;
	if (instruction->kind == MATCH_CHARACTER)
		return (uint32_t)instruction->x == character;
	for (int32_t i = 0; i < instruction->y && !in; i++) {
		struct range range = ranges[instruction->x + i];
		in = character >= range.from && character <= range.to;
	}
	return in == (instruction->kind == MATCH_SET);
}

#endif
