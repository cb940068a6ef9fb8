/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/json_number.h"

#include "number/number.h"

#include <math.h>

void
json_number_write(struct buffer *to, double value)
{
	if (isfinite(value))
		number_append(to, number_of_double(value));
	else
		buffer_text(to, "null");
}

void
json_members_write(struct buffer *to, const struct json_member *members, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buffer_printf(to, ",\"%s\":", members[i].name);
		json_number_write(to, members[i].value);
	}
}
