/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/escape.h"

#include "record/utf8.h"

/* Takes the next character, *at being before `end`, and returns what is shown in its place. */
static struct slice
next_character(const char **at, const char *end)
{
	struct slice character = { *at, utf8_sequence(*at, end) };
	unsigned char first = (unsigned char)**at;

	*at += character.length ? character.length : 1;
	if (character.length == 0)
		return slice_of("?");
	if (first < 0x20 || first == 0x7f || (first == 0xc2 && (unsigned char)character.at[1] < 0xa0))
		return slice_of(" ");
	return character;
}

static void
append_character(struct buffer *to, struct slice character, unsigned flags)
{
	if (slice_is(character, "\xef\xbf\xbe") || slice_is(character, "\xef\xbf\xbf")) /* not in XML */
		buffer_byte(to, ' ');
	else if (slice_is(character, "%") && flags & ESCAPE_TIC)
		buffer_text(to, "%%");
	/* The SVG terminal escapes & and <, but not "&#x", which it takes for a reference, nor "]]>". */
	else if (slice_is(character, "&") && flags & ESCAPE_SVG)
		buffer_text(to, "&#x26;");
	else if (slice_is(character, ">") && flags & ESCAPE_SVG)
		buffer_text(to, "&#x3e;");
	else
		buffer_slice(to, character);
}

/* In single quotes gnuplot runs no backquotes and expands no @macros. Their only escape, the doubled quote,
 * is misread by gnuplot 5.4 at the beginning of a string and in runs at its end. So each run of quotes stands
 * in double quotes, with nothing else in them, and the pieces are joined by dots: 'it'."'".'s'. A control
 * character would end a line of the script or of the picture, or command a terminal. */
void
escape_gnuplot(struct buffer *to, struct slice text, unsigned flags, size_t limit)
{
	const char *at = text.at, *end = at + text.length;
	char quote = '\'', wanted;

	buffer_byte(to, quote);
	for (; at < end && limit > 0; limit--) {
		wanted = *at == '\'' ? '"' : '\'';
		if (wanted != quote) {
			buffer_printf(to, "%c.%c", quote, wanted);
			quote = wanted;
		}
		append_character(to, next_character(&at, end), flags);
	}
	if (at < end)
		buffer_printf(to, "%c.'\xe2\x80\xa6", quote);
	buffer_byte(to, at < end ? '\'' : quote);
}

static const char *
html_entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\n':
		return "\n";
	default:
		return NULL;
	}
}

void
escape_html(struct buffer *to, struct slice text)
{
	for (const char *at = text.at, *end = at + text.length; at < end;) {
		const char *entity = html_entity(*at);
		struct slice character = next_character(&at, end);
		if (entity)
			buffer_text(to, entity);
		else
			buffer_slice(to, character);
	}
}

void
escape_plain(struct buffer *to, struct slice text)
{
	for (const char *at = text.at, *end = at + text.length; at < end;)
		buffer_slice(to, next_character(&at, end));
}
