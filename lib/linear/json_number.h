/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json_number: writes computed numbers as JSON. What is not defined (NaN, an infinity) is null. */
#ifndef LINEAR_JSON_NUMBER_H
#define LINEAR_JSON_NUMBER_H

#include "base/buffer.h"

#include <stddef.h>

void json_number_write(struct buffer *to, double value);

struct json_member {
	const char *name;
	double value;
};

/* Appends `,"name":value` for each. */
void json_members_write(struct buffer *to, const struct json_member *members, size_t count);

#endif
