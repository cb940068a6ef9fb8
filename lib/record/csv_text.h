/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv_text: text as a field of CSV. */
#ifndef RECORD_CSV_TEXT_H
#define RECORD_CSV_TEXT_H

#include "base/buffer.h"
#include "base/slice.h"

/* Appends the text as a field, in quotes only where RFC 4180 asks for them: where it holds a comma, a quote
 * or the end of a line. */
void csv_text_write(struct buffer *to, struct slice text);

/* Appends the text in quotes, those inside it doubled. */
void csv_text_quote(struct buffer *to, struct slice text);

#endif
