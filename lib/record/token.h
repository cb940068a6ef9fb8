/* SPDX-License-Identifier: GPL-3.0-or-later */
/* token: the words of JSON (RFC 8259), walked over in place. Every function leaves the cursor behind what it
 * has read; or it returns -1 with the cursor on the byte at fault and `wanted` saying what should stand
 * there. */
#ifndef RECORD_TOKEN_H
#define RECORD_TOKEN_H

#include "base/slice.h"

#include <stdbool.h>

struct cursor {
	const char *at;
	const char *end;
	const char *wanted;
};

/* Always -1. */
int token_expected(struct cursor *cursor, const char *wanted);

static inline bool
token_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static inline void
token_skip_space(struct cursor *cursor)
{
	while (cursor->at < cursor->end && token_is_space(*cursor->at))
		cursor->at++;
}

/* Steps over c if it stands here. */
static inline bool
token_accept(struct cursor *cursor, char c)
{
	if (cursor->at == cursor->end || *cursor->at != c)
		return false;
	cursor->at++;
	return true;
}

/* From behind a text's first quote to behind its last one. */
int token_text(struct cursor *cursor, struct slice *inside, bool *escaped);

int token_number(struct cursor *cursor);

/* true, false or null. */
int token_word(struct cursor *cursor, const char *word);

#endif
