/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pattern: a POSIX extended regular expression, over the characters of UTF-8. The machine is that of Thompson
 * and Pike (R. Cox, "Regular Expression Matching: the Virtual Machine Approach", 2009): all ways to match go
 * on side by side, so the time is at most length of text times size of pattern, whatever the text; libc's
 * regexec needs the square of the length, or worse. A compiled pattern is read-only. */
#ifndef EXPR_PATTERN_H
#define EXPR_PATTERN_H

#include "base/arena.h"
#include "base/slice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	PATTERN_SIZE = 1000, /* instructions, counted repetitions written out */
	PATTERN_GROUPS = 50,
	PATTERN_WHY = 120,
};

enum instruction_kind {
	MATCH_CHARACTER, /* its code point is x */
	MATCH_ANY,
	MATCH_SET,     /* y ranges from number x on */
	MATCH_NOT_SET, /* no character of these */
	MATCH_BEGIN,
	MATCH_END,
	MATCH_SAVE, /* the place goes to x: 2n and 2n + 1 are the ends of group n */
	MATCH_JUMP, /* to x, counted from here */
	MATCH_FORK, /* to x, and if that fails to y */
	MATCH_DONE,
};

struct instruction {
	enum instruction_kind kind;
	int32_t x, y;
};

struct range {
	uint32_t from, to; /* code points, both in it */
};

struct pattern {
	const struct instruction *code;
	size_t size;
	const struct range *ranges;
	size_t groups;
	bool first[256]; /* bytes that a match can begin with; all where it can be empty */
};

struct pattern_fault {
	char why[PATTERN_WHY];
	size_t at; /* the byte of the text */
};

/* Compiles text (valid UTF-8); the pattern lives as long as the arena. NULL with the fault, or with an empty
 * fault->why: memory ran out. */
const struct pattern *pattern_compile(struct arena *arena, struct slice text, struct pattern_fault *fault);

#define PATTERN_NOWHERE SIZE_MAX

/* How many elements pattern_search needs as its memory. */
size_t pattern_memory(const struct pattern *pattern, size_t saves);

/* Looks for the leftmost match that begins at byte `from` or behind it; of those, for the longest. saved[2n]
 * and saved[2n + 1] become the ends of group n (0 is the whole), PATTERN_NOWHERE where it took no part, as
 * far as `saves` goes, which is even; with 0 any match will do. */
bool pattern_search(const struct pattern *pattern, struct slice text, size_t from, size_t *saved,
	size_t saves, size_t *memory);

#endif
