/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 256 };

char *
buffer_grow(struct buffer *buffer, size_t n)
{
	if (buffer->failed)
		return NULL;
	if (buffer->capacity - buffer->length >= n && buffer->at)
		return buffer->at + buffer->length;

	size_t capacity = buffer->capacity ? buffer->capacity : FIRST_CAPACITY;
	while (capacity - buffer->length < n && capacity <= SIZE_MAX / 2)
		capacity *= 2;
	char *at = capacity - buffer->length < n || capacity > SIZE_MAX - BUFFER_PADDING
			   ? NULL
			   : realloc(buffer->at, capacity + BUFFER_PADDING);
	if (!at) {
		buffer->failed = true;
		buffer->capacity = buffer->length;
		return NULL;
	}
	buffer->at = at;
	buffer->capacity = capacity;
	return at + buffer->length;
}

void
buffer_unsigned(struct buffer *buffer, uint64_t value)
{
	char digits[20]; /* enough for UINT64_MAX */
	size_t at = sizeof digits;

	do {
		digits[--at] = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	buffer_append(buffer, digits + at, sizeof digits - at);
}

void
buffer_printf(struct buffer *buffer, const char *format, ...)
{
	va_list arguments;
	char small[128];

	va_start(arguments, format);
	int n = vsnprintf(small, sizeof small, format, arguments);
	va_end(arguments);
	if (n < (int)sizeof small) {
		buffer_append(buffer, small, n > 0 ? (size_t)n : 0);
		return;
	}
	char *to = buffer_reserve(buffer, (size_t)n + 1);
	if (!to)
		return;
	va_start(arguments, format);
	vsnprintf(to, (size_t)n + 1, format, arguments);
	va_end(arguments);
	buffer->length += (size_t)n;
}

void
buffer_free(struct buffer *buffer)
{
	free(buffer->at);
	*buffer = (struct buffer){ 0 };
}
