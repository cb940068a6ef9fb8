/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/plain_name.h"

#include "base/bytes.h"

static bool
is_plain(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || is_digit(byte) || byte == '_';
}

size_t
plain_name_write(struct slice name, char *to)
{
	size_t length = 0;

	for (size_t i = 0; i < name.length; i++) {
		if (is_plain(name.at[i]))
			to[length++] = name.at[i];
		else if (length && i + 1 < name.length && is_plain(name.at[i + 1]))
			to[length++] = '_';
	}
	return length;
}
