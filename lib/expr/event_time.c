/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/event_time.h"

#include "expr/eval.h"
#include "time/instant.h"
#include "time/time_format.h"

int
event_time(const struct value *value, struct slice field, int64_t *instant, struct refusal *refusal)
{
	switch (value->kind) {
	case VALUE_TIME:
		*instant = value->instant;
		return 0;
	case VALUE_TEXT:
		if (time_read(value->text, instant))
			return 0;
		break;
	case VALUE_NUMBER:
		if (time_read_number(value->number, instant))
			return 0;
		break;
	default:
		break;
	}
	if (value->kind == VALUE_TEXT && time_in_gap(value->text))
		return refuse_field(refusal, field, value, INSTANT_NOT_IN_GAP);
	return refuse_field(refusal, field, value,
		time_format_option().length ? "a time that --time-format reads"
					    : "a time (see --time-format)");
}
