/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/csv_text.h"

static bool
needs_quotes(struct slice text)
{
	for (size_t i = 0; i < text.length; i++) {
		char byte = text.at[i];
		if (byte == ',' || byte == '"' || byte == '\r' || byte == '\n')
			return true;
	}
	return false;
}

void
csv_text_quote(struct buffer *to, struct slice text)
{
	buffer_byte(to, '"');
	for (size_t i = 0; i < text.length; i++) {
		if (text.at[i] == '"')
			buffer_byte(to, '"');
		buffer_byte(to, text.at[i]);
	}
	buffer_byte(to, '"');
}

void
csv_text_write(struct buffer *to, struct slice text)
{
	if (needs_quotes(text))
		csv_text_quote(to, text);
	else
		buffer_slice(to, text);
}
