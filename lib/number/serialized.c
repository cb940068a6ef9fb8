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

void
serialized_write(struct buffer *to, const struct serialized_form *form, const struct big *decimals,
	const struct big *reals)
{
	if (reals)
		buffer_byte(to, '[');
	big_write_decimal(to, decimals, form->scale);
	if (!reals)
		return;
	buffer_text(to, ",\"");
	big_write_binary(to, reals, form->exponent);
	buffer_text(to, "\"]");
}

bool
serialized_read(struct slice json, const struct serialized_form *form, struct big *decimals,
	struct big *reals, bool *real)
{
	struct slice parts[2], text;

	*real = serialized_split(json, parts, 2);
	if (!big_read_decimal(decimals, *real ? parts[0] : json, form->scale, form->decimal_bits))
		return false;
	if (!*real)
		return true;
	if (parts[1].length < 2)
		return false;
	text = (struct slice){ parts[1].at + 1, parts[1].length - 2 }; /* without the quotes */
	return big_read_binary(reals, text, form->exponent, form->real_bits);
}

int
serialized_compare(struct buffer *again, struct slice json)
{
	int status = again->failed ? -1 : !slice_equal(buffer_view(again), json);

	buffer_free(again);
	return status;
}
