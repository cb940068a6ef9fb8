/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/script.h"

#include "plot/cell.h"

static void
append_character(struct buffer *to, struct slice character, unsigned flags)
{
	if (slice_is(character, "\xef\xbf\xbe") || slice_is(character, "\xef\xbf\xbf")) /* not in XML */
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
 * strings of the other kind, which hold nothing else, joined by dots: 'it'."'".'s'. No control character
 * gets in: it would end a line of the script or of the picture, or tell a terminal what to do. */
void
script_text(struct buffer *to, struct slice text, unsigned flags, size_t most)
{
	const char *at = text.at, *end = at + text.length;
	char quote = '\'', wanted;

	buffer_byte(to, quote);
	for (; at < end && most > 0; most--) {
		wanted = *at == '\'' ? '"' : '\'';
		if (wanted != quote) {
			buffer_printf(to, "%c.%c", quote, wanted);
			quote = wanted;
		}
		append_character(to, cell_character(&at, end), flags);
	}
	if (at < end)
		buffer_printf(to, "%c.'\xe2\x80\xa6", quote);
	buffer_byte(to, at < end ? '\'' : quote);
}
