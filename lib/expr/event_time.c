/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/event_time.h"

#include "expr/wrong_type.h"
#include "time/instant.h"
#include "time/time_format.h"

static bool
read_text(struct slice format, struct slice text, int64_t *instant)
{
	return (format.length && time_format_read(format, text, instant)) || instant_read(text, instant);
}

int
event_time(const struct value *value, struct slice field, int64_t *instant, struct refusal *refusal)
{
	struct slice format = time_format_told();

	switch (value->kind) {
	case VALUE_TIME:
		*instant = value->instant;
		return 0;
	case VALUE_TEXT:
		if (read_text(format, value->text, instant))
			return 0;
		break;
	case VALUE_NUMBER:
		if (time_format_read_number(format, value->number, instant))
			return 0;
		break;
	default:
		break;
	}
	return wrong_field(refusal, field, value,
		format.length ? "a time that --time-format reads" : "a time (see --time-format)");
}
