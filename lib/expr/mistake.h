/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mistake: an error in an expression, shown under its place:
 *
 *     -w: unknown function "lenght"; nearest is "length"
 *       lenght(x) > 3
 *       ^ */
#ifndef EXPR_MISTAKE_H
#define EXPR_MISTAKE_H

#include "base/error.h"
#include "base/names.h"
#include "base/slice.h"

/* Where an expression was written. */
struct text_origin {
	const char *label; /* "-w", "FILE:LINE" */
	struct slice text;
};

/* Sets the error with a caret under `at`, which lies in the origin's text or at its end. Always -1. */
int mistake(const struct text_origin *origin, const char *at, struct error *error, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* A mistake about a name, written at `at`, that nobody knows: the nearest of `known` is named with it. `kind`
 * says what it should have been ("function"), `advice` what to do when there is none near (may be ""). */
int mistake_unknown(const struct text_origin *origin, const char *at, struct slice name, const char *kind,
	const struct names *known, const char *advice, struct error *error);

#endif
