/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagnostic: an error in an expression, shown with a caret under its place:
 *
 *     -w: unknown function "lenght"; nearest is "length"
 *       lenght(x) > 3
 *       ^
 *
 * and hints: what to write here instead of what other languages have. */
#ifndef EXPR_DIAGNOSTIC_H
#define EXPR_DIAGNOSTIC_H

#include "base/error.h"
#include "base/names.h"
#include "base/slice.h"

/* Where an expression was written. */
struct text_origin {
	const char *label; /* "-w", "FILE:LINE" */
	struct slice text;
};

/* Sets the error, with a caret under `at`, which lies in the origin's text or at its end. Always -1. */
int diagnose(const struct text_origin *origin, const char *at, struct error *error, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* The error of an unknown name written at `at`, with the nearest of the known names. `kind` is what the name
 * should have been ("function"); `advice` ends the message when no known name is near, and may be "". */
int diagnose_unknown(const struct text_origin *origin, const char *at, struct slice name, const char *kind,
	const struct names *known, const char *advice, struct error *error);

/* What SQL, Spark, Python and spreadsheets write, and what to write here. */
struct hint {
	const char *foreign;
	const char *ours;
};

/* What to write instead of a function, or of a word between values, of another language, in upper or lower
 * case; NULL for any other name. */
const char *hint_function(struct slice name);
const char *hint_word(struct slice word);

/* The longest foreign symbol at `at`, or NULL. */
const struct hint *hint_symbol(const char *at, const char *end);

#endif
