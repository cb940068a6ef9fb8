/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json_text: text in and out of JSON strings. */
#ifndef RECORD_JSON_TEXT_H
#define RECORD_JSON_TEXT_H

#include "base/buffer.h"
#include "base/slice.h"

#include <stdbool.h>

/* Appends the text as a JSON string, quotes included: only what JSON demands is escaped (quote, backslash,
 * control characters); all else stays UTF-8. The text must be valid UTF-8. */
void json_text_write(struct buffer *to, struct slice text);

/* Appends the decoded contents of a JSON string, given without its quotes and known to be well formed.
 * -1 when it holds a lone surrogate (then nothing useful was appended), else 0. */
int json_text_read(struct buffer *to, struct slice inside);

/* Whether those contents, decoded, are this text; never with a lone surrogate in them. */
bool json_text_is(struct slice inside, struct slice text);

#endif
