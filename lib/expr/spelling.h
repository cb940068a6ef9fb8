/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spelling: the words and signs of the language, and those of others that people write in their place. */
#ifndef EXPR_SPELLING_H
#define EXPR_SPELLING_H

#include "base/slice.h"
#include "expr/lexer.h"

struct spelling {
	const char *text;
	enum token_kind kind;
	const char *ours; /* what to write instead, of a foreign one */
};

/* The word, or NULL. */
const struct spelling *spelling_word(struct slice word);

/* The longest sign that stands at `at`, or NULL. */
const struct spelling *spelling_sign(const char *at, const char *end);
const struct spelling *spelling_foreign(const char *at, const char *end);

/* The word that a name is but for its case ("NULL"), or NULL. */
const char *spelling_word_like(struct slice name);

#endif
