/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/base64.h"

#include <stdint.h>

void
base64_write(struct buffer *to, struct slice bytes)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < bytes.length; i += 3) {
		size_t n = bytes.length - i < 3 ? bytes.length - i : 3;
		uint32_t group = 0;
		for (size_t j = 0; j < 3; j++)
			group = group << 8 | (j < n ? (unsigned char)bytes.at[i + j] : 0u);
		char four[4] = { digits[group >> 18], digits[group >> 12 & 63],
			n > 1 ? digits[group >> 6 & 63] : '=', n > 2 ? digits[group & 63] : '=' };
		buffer_append(to, four, sizeof four);
	}
}
