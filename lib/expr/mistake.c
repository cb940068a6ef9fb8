/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/mistake.h"

#include "base/buffer.h"
#include "record/utf8.h"

#include <stdarg.h>
#include <stdio.h>

/* How much of a long line is shown on either side of the caret, in bytes. */
enum { SHOWN_BEFORE = 60, SHOWN_AFTER = 40 };

/* Moves at back to the first byte of its character. */
static const char *
character_start(const char *at, const char *from)
{
	while (at > from && ((unsigned char)*at & 0xC0) == 0x80)
		at--;
	return at;
}

/* The line of text that holds `at`, cut to what is shown; *before and *after say whether it was cut. */
static struct slice
shown(struct slice text, const char *at, const char **before, const char **after)
{
	const char *from = at, *to = at, *end = text.at + text.length;

	while (from > text.at && from[-1] != '\n')
		from--;
	while (to < end && *to != '\n' && *to != '\r')
		to++;
	*before = at - from > SHOWN_BEFORE ? "..." : "";
	*after = to - at > SHOWN_AFTER ? "..." : "";
	if (**before)
		from = character_start(at - SHOWN_BEFORE, from);
	if (**after)
		to = character_start(at + SHOWN_AFTER, at);
	return slice_between(from, to);
}

/* Appends the line and, under it, the caret. Tabs stay tabs, so that both lines are indented alike. */
static void
show(struct buffer *to, struct slice text, const char *at)
{
	const char *before, *after;
	struct slice line = shown(text, at, &before, &after);

	buffer_printf(to, "\n  %s", before);
	for (size_t i = 0; i < line.length; i++) {
		unsigned char c = (unsigned char)line.at[i];
		buffer_byte(to, (c < 0x20 && c != '\t') || c == 0x7F ? '?' : (char)c);
	}
	buffer_printf(to, "%s\n  %*s", after, (int)strlen(before), "");
	for (const char *c = line.at; c < at; c++)
		if (((unsigned char)*c & 0xC0) != 0x80)
			buffer_byte(to, *c == '\t' ? '\t' : ' ');
	buffer_byte(to, '^');
}

int
mistake(const struct text_origin *origin, const char *at, struct error *error, const char *format, ...)
{
	struct buffer picture = { 0 };
	char what[ERROR_TEXT / 2];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(what, sizeof what, format, arguments);
	va_end(arguments);
	show(&picture, origin->text, at);
	if (picture.failed)
		error_memory(error);
	else
		error_set(error, STATUS_USAGE, "%s: %s%.*s", origin->label, what,
			SLICE_PRINT(buffer_view(&picture)));
	buffer_free(&picture);
	return -1;
}

int
mistake_unknown(const struct text_origin *origin, const char *at, struct slice name, const char *kind,
	const struct names *known, const char *advice, struct error *error)
{
	const struct slice *near = names_nearest(known, name);
	struct slice cut = { name.at, utf8_prefix(name, SHOWN_AFTER) };

	if (near)
		return mistake(origin, at, error, "unknown %s \"%.*s\"; nearest is \"%.*s\"", kind,
			SLICE_PRINT(cut), SLICE_PRINT(*near));
	return mistake(origin, at, error, "unknown %s \"%.*s\"%s", kind, SLICE_PRINT(cut), advice);
}
