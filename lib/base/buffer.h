/* SPDX-License-Identifier: GPL-3.0-or-later */
/* buffer: a growing sequence of bytes. A failed allocation sets `failed`, and later appends do nothing, so
 * that code which appends many small pieces checks once, at the end. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include "base/slice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* This many bytes after a buffer's capacity may be read, whatever they contain: scanning reads several at a
 * time. */
enum { BUFFER_PADDING = 64 };

struct buffer { /* all zero is an empty one */
	char *at;
	size_t length;
	size_t capacity;
	bool failed; /* then capacity is length, so that nothing fits */
};

/* buffer_reserve where the capacity may be too small. */
char *buffer_grow(struct buffer *buffer, size_t n);

/* Reserves space for n more bytes and returns its start, the end of the bytes, or NULL (then failed is set).
 * The caller writes there and adds to length. */
static inline char *
buffer_reserve(struct buffer *buffer, size_t n)
{
	return n > 0 && buffer->capacity - buffer->length >= n ? buffer->at + buffer->length
							       : buffer_grow(buffer, n);
}

/* These append, up to buffer_printf. */
static inline void
buffer_append(struct buffer *buffer, const char *bytes, size_t n)
{
	if (n == 0 || !buffer_reserve(buffer, n))
		return;
	memcpy(buffer->at + buffer->length, bytes, n);
	buffer->length += n;
}

static inline void
buffer_slice(struct buffer *buffer, struct slice slice)
{
	buffer_append(buffer, slice.at, slice.length);
}

static inline void
buffer_text(struct buffer *buffer, const char *text)
{
	buffer_append(buffer, text, strlen(text));
}

static inline void
buffer_byte(struct buffer *buffer, char byte)
{
	buffer_append(buffer, &byte, 1);
}

void buffer_unsigned(struct buffer *buffer, uint64_t value);
void buffer_printf(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

static inline struct slice
buffer_view(const struct buffer *buffer)
{
	return (struct slice){ buffer->at, buffer->length };
}

/* Frees the bytes and makes the buffer an empty one. */
void buffer_free(struct buffer *buffer);

#endif
