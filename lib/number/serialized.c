/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/internal.h"

bool
serialized_split(struct slice json, struct slice *parts, size_t count)
{
	size_t found = 0;
	int depth = 0;

	if (json.length < 2 || json.at[0] != '[' || json.at[json.length - 1] != ']')
		return false;
	const char *part = json.at + 1, *end = json.at + json.length - 1;
	for (const char *at = part; at <= end; at++) {
		if (at == end || (*at == ',' && depth == 0)) {
			if (found == count)
				return false;
			parts[found++] = slice_between(part, at);
			part = at + 1;
		} else {
			depth += (*at == '[') - (*at == ']');
		}
	}
	return found == count;
}

bool
serialized_count(struct slice json, uint64_t *count)
{
	return slice_read_unsigned(json, UINT64_MAX, count) && (json.at[0] != '0' || json.length == 1);
}

int
serialized_compare(struct buffer *again, struct slice json)
{
	int status = again->failed ? -1 : !slice_equal(buffer_view(again), json);

	buffer_free(again);
	return status;
}
