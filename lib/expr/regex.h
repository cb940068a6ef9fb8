/* SPDX-License-Identifier: GPL-3.0-or-later */
/* regex: a POSIX extended regular expression over the characters of UTF-8. The machine is that of Thompson
 * and Pike (R. Cox, "Regular Expression Matching: the Virtual Machine Approach", 2009): all ways to match are
 * followed side by side, so the time is at most the length of the text times the size of the pattern,
 * whatever the text; libc's regexec needs the square of the length, or worse. */
#ifndef EXPR_REGEX_H
#define EXPR_REGEX_H

#include "base/arena.h"
#include "base/slice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	REGEX_SIZE = 1000, /* instructions, counted repetitions written out */
	REGEX_GROUPS = 50,
	REGEX_WHY = 120,
};

struct regex; /* compiled; read-only, so any number of threads may search with it */

struct regex_fault {
	char why[REGEX_WHY];
	size_t at; /* the byte of the pattern */
};

/* Compiles a pattern (valid UTF-8) into the arena. NULL with the fault, or with an empty fault->why: memory
 * ran out. */
const struct regex *regex_compile(struct arena *arena, struct slice pattern, struct regex_fault *fault);

/* The number of groups in the pattern. */
size_t regex_groups(const struct regex *regex);

#define REGEX_NOWHERE SIZE_MAX

/* How many elements regex_search needs as its memory. */
size_t regex_memory(const struct regex *regex, size_t capture_count);

/* Finds the leftmost match that begins at byte `from` or later; of several, the longest. captures[2n] and
 * captures[2n + 1] become the ends of group n (0 is the whole match), REGEX_NOWHERE where it took no part, as
 * far as capture_count goes, which is even; with 0 any match will do. */
bool regex_search(const struct regex *regex, struct slice text, size_t from, size_t *captures,
	size_t capture_count, size_t *memory);

#endif
