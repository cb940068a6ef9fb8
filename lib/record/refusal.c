/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/refusal.h"

#include "record/utf8.h"

#include <stdarg.h>
#include <stdio.h>

/* Makes the text printable on one line, and ends it after a whole character. */
static void
clean(char *text, size_t size)
{
	char *end = text + strnlen(text, size - 1);
	char *at = text;

	while (at < end) {
		size_t n = utf8_sequence(at, end);
		if (n == 0 && end - at < 4 && (unsigned char)*at >= 0xC0)
			break; /* cut by the end of the array */
		if (n == 0 || (n == 1 && ((unsigned char)*at < 0x20 || *at == 0x7F)))
			*at = '?';
		at += n ? n : 1;
	}
	*at = '\0';
}

int
refuse(struct refusal *refusal, struct slice field, const char *format, ...)
{
	va_list arguments;

	snprintf(refusal->field, sizeof refusal->field, "%.*s", SLICE_PRINT(field));
	va_start(arguments, format);
	vsnprintf(refusal->reason, sizeof refusal->reason, format, arguments);
	va_end(arguments);
	clean(refusal->field, sizeof refusal->field);
	clean(refusal->reason, sizeof refusal->reason);
	return -1;
}
