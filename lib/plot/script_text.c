/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/script.h"

#include "record/utf8.h"

/* Characters that no string may hold: control characters (C1 too), which end a line of the script or of the
 * picture or tell a terminal what to do, and the two that XML forbids. */
static bool
is_unfit(struct slice character)
{
	unsigned char first = (unsigned char)character.at[0];

	return first < 0x20 || first == 0x7f ||
	       (first == 0xc2 && character.length == 2 && (unsigned char)character.at[1] < 0xa0) ||
	       slice_is(character, "\xef\xbf\xbe") || slice_is(character, "\xef\xbf\xbf");
}

static void
append_character(struct buffer *to, struct slice character, unsigned flags)
{
	if (is_unfit(character))
		buffer_byte(to, ' ');
	else if (slice_is(character, "%") && flags & TEXT_TIC)
		buffer_text(to, "%%");
	/* The SVG terminal escapes & and <, but lets "&#x" through for numeric references, and "]]>" too. */
	else if (slice_is(character, "&") && flags & TEXT_XML)
		buffer_text(to, "&#x26;");
	else if (slice_is(character, ">") && flags & TEXT_XML)
		buffer_text(to, "&#x3e;");
	else
		buffer_slice(to, character);
}

/* Single quotes: in them gnuplot runs no backquotes and expands no @macros. Their one escape, the doubled
 * quote, is misread by gnuplot 5.4 at the beginning of a string and in runs at its end, so quotes stand in
 * strings of the other kind, which hold nothing else, joined by dots: 'it'."'".'s'. A byte that is not UTF-8
 * (the command line may hold one) is a question mark. */
void
script_text(struct buffer *to, struct slice text, unsigned flags, size_t most)
{
	const char *at = text.at, *end = at + text.length;
	char quote = '\'', wanted;
	size_t length;

	buffer_byte(to, quote);
	for (; at < end && most > 0; at += length, most--) {
		wanted = *at == '\'' ? '"' : '\'';
		if (wanted != quote) {
			buffer_print(to, "%c.%c", quote, wanted);
			quote = wanted;
		}
		length = utf8_sequence(at, end);
		append_character(to, length ? (struct slice){ at, length } : slice_of("?"), flags);
		length = length ? length : 1;
	}
	if (at < end)
		buffer_print(to, "%c.'\xe2\x80\xa6", quote);
	buffer_byte(to, at < end ? '\'' : quote);
}
