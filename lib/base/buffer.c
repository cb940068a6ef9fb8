/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/buffer.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 256 };

char *
buffer_reserve(struct buffer *buffer, size_t n)
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
		return NULL;
	}
	buffer->at = at;
	buffer->capacity = capacity;
	return at + buffer->length;
}

void
buffer_append(struct buffer *buffer, const char *bytes, size_t n)
{
	char *to = buffer_reserve(buffer, n);

	if (!to || n == 0)
		return;
	memcpy(to, bytes, n);
	buffer->length += n;
}

void
buffer_byte(struct buffer *buffer, char byte)
{
	buffer_append(buffer, &byte, 1);
}

void
buffer_text(struct buffer *buffer, const char *text)
{
	buffer_append(buffer, text, strlen(text));
}

void
buffer_slice(struct buffer *buffer, struct slice slice)
{
	buffer_append(buffer, slice.at, slice.length);
}

void
buffer_unsigned(struct buffer *buffer, uint64_t value)
{
	buffer_print(buffer, "%" PRIu64, value);
}

void
buffer_print(struct buffer *buffer, const char *format, ...)
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
