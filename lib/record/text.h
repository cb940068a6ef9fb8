/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text: text in and out of JSON strings, as a field of CSV, and as a plain name; bytes in base64. */
#ifndef RECORD_TEXT_H
#define RECORD_TEXT_H

#include "base/buffer.h"
#include "base/slice.h"

#include <stdbool.h>

/* Appends the text as a JSON string, quotes included: only what JSON demands is escaped (quote, backslash,
 * control characters); all else stays UTF-8. The text must be valid UTF-8. */
void json_text_write(struct buffer *to, struct slice text);

/* Appends the decoded contents of a JSON string, given without its quotes and known to be well formed. 0, or
 * -1 when it holds a lone surrogate (then nothing useful was appended). */
int json_text_read(struct buffer *to, struct slice inside);

/* Whether those contents, decoded, are this text; never with a lone surrogate in them. */
bool json_text_is(struct slice inside, struct slice text);

/* Appends the text as a field of CSV, in quotes only where RFC 4180 demands them: where it holds a comma, a
 * quote or an end of line. */
void csv_text_write(struct buffer *to, struct slice text);

/* Appends the text in quotes, those inside it doubled. */
void csv_text_quote(struct buffer *to, struct slice text);

/* Appends bytes that are not text in base64 (RFC 4648, with padding). */
void base64_write(struct buffer *to, struct slice bytes);

/* Writes a name that needs no quotes or braces anywhere: each run of characters other than ASCII letters,
 * digits and `_` becomes one `_`, or nothing at the ends, so that `Days for shipping (real)` becomes
 * `Days_for_shipping_real`. Returns the length, which is at most name.length and may be 0; `to` must have
 * space for name.length bytes. */
size_t plain_name_write(struct slice name, char *to);

#endif
