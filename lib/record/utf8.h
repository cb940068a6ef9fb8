/* SPDX-License-Identifier: GPL-3.0-or-later */
/* utf8: UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing above U+10FFFF. */
#ifndef RECORD_UTF8_H
#define RECORD_UTF8_H

#include "base/slice.h"

#include <stddef.h>
#include <stdint.h>

/* The length of the valid sequence at `at` (1 to 4), or 0 when it is invalid or cut by end. */
size_t utf8_sequence(const char *at, const char *end);

/* The first byte that is not valid UTF-8, or NULL when all of text is. */
const char *utf8_invalid(struct slice text);

/* Writes the character and returns its length. code is a Unicode scalar value. */
size_t utf8_write(uint32_t code, char to[4]);

/* The number of characters in valid UTF-8. */
size_t utf8_count(struct slice text);

/* The bytes of the first n characters of valid UTF-8 (all when it has fewer). */
size_t utf8_prefix(struct slice text, size_t n);

#endif
