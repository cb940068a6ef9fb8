/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions of times. Texts have become times before they are called (ARGUMENT_TIME), but for time() and
 * parse_time(). */
#include "expr/builtins.h"
#include "expr/eval.h"
#include "time/calendar.h"
#include "time/instant.h"
#include "time/time_format.h"

#include <math.h>

bool
time_argument(struct value *value)
{
	int64_t instant;

	if (value->kind != VALUE_TEXT)
		return true;
	if (!instant_read(value->text, &instant))
		return false;
	set_time(value, instant);
	return true;
}

/* Refuses a unit, a part or a format that came with the record. */
static int
refuse_text(struct call *call, size_t i, const char *wanted)
{
	struct slice text = call->arguments[i].text;

	return refuse(call->refusal, (struct slice){ 0 }, "%.*s: \"%.*s\" is not a %s",
		SLICE_PRINT(call->text), SLICE_PRINT(text), wanted);
}

int
time_convert(struct call *call)
{
	*call->result = call->arguments[0];
	return time_argument(call->result) ? 0 : call_undefined(call);
}

static bool
read_by(struct slice format, const struct value *x, int64_t *instant)
{
	if (x->kind == VALUE_NUMBER)
		return time_format_read_number(format, x->number, instant);
	return time_format_read(format, x->text, instant);
}

int
time_parse(struct call *call)
{
	const struct value *x = &call->arguments[0];
	struct error wrong = { 0 };
	int64_t instant;

	if (x->kind == VALUE_TIME)
		return set_time(call->result, x->instant);
	for (size_t i = 1; i < call->count; i++)
		if (read_by(call->arguments[i].text, x, &instant))
			return set_time(call->result, instant);
	for (size_t i = 1; i < call->count; i++)
		if (time_format_check_reading(call->arguments[i].text, &wrong))
			return refuse_text(call, i, "format of times");
	return call_undefined(call);
}

int
time_write(struct call *call)
{
	/* A conversion is two bytes of the format and writes at most 12; a number reserves more than it
	 * needs. */
	const size_t conversion_most = 12, slack = 64;
	struct slice format = call->arguments[1].text;
	struct error wrong = { 0 };

	if (time_format_check_writing(format, &wrong))
		return refuse_text(call, 1, "format of times");
	/* The buffer is the scratch's and never grows. */
	struct buffer text = { .capacity = format.length * conversion_most + slack };
	text.at = call_reserve(call, text.capacity);
	if (!text.at)
		return -1;
	time_format_write(&text, format, call->arguments[0].instant);
	return set_text(call->result, buffer_view(&text));
}

int
time_trunc(struct call *call)
{
	int64_t instant = call->arguments[0].instant, length;
	struct slice span = call->arguments[1].text;
	enum calendar_unit unit;

	if (calendar_unit_read(span, &unit))
		return set_time(call->result, calendar_floor(instant, unit));
	if (duration_read(span, &length) && length > 0)
		return set_time(call->result, floor_divide(instant, length) * length);
	return refuse_text(call, 1, "unit of time");
}

int
time_add(struct call *call)
{
	enum calendar_unit unit;
	int64_t sum;
	struct number n = call->arguments[1].number;

	if (!calendar_unit_read(call->arguments[2].text, &unit))
		return refuse_text(call, 2, "unit of time");
	if (number_compare(n, number_floor(n)) != 0)
		return call_undefined(call);
	/* What is clamped here is beyond any year. */
	double count = fmax(-1e18, fmin(1e18, number_to_double(n)));
	if (!calendar_add(call->arguments[0].instant, (int64_t)count, unit, &sum))
		return refuse(call->refusal, (struct slice){ 0 }, "%.*s is beyond the years 1 to 9999",
			SLICE_PRINT(call->text));
	return set_time(call->result, sum);
}

int
time_diff(struct call *call)
{
	static const int64_t lengths[] = { USEC_PER_SECOND, USEC_PER_MINUTE, USEC_PER_HOUR, USEC_PER_DAY,
		7 * USEC_PER_DAY };
	int64_t a = call->arguments[0].instant, b = call->arguments[1].instant;
	enum calendar_unit unit;

	if (!calendar_unit_read(call->arguments[2].text, &unit))
		return refuse_text(call, 2, "unit of time");
	if (unit >= CALENDAR_MONTH)
		return set_number(call->result, number_of_int(calendar_between(b, a, unit)));
	if ((a - b) % lengths[unit] == 0)
		return set_number(call->result, number_of_int((a - b) / lengths[unit]));
	struct number seconds = { .units = a - b, .scale = 6 };
	return set_number(call->result,
		unit == CALENDAR_SECOND
			? seconds
			: number_divide(seconds, number_of_int(lengths[unit] / USEC_PER_SECOND)));
}

const char *const time_part_names[] = { "year", "quarter", "month", "week", "day", "weekday", "yearday",
	"hour", "minute", "second", NULL };

int
time_part(struct call *call)
{
	static const enum calendar_field parts[] = { FIELD_YEAR, FIELD_QUARTER, FIELD_MONTH, FIELD_ISO_WEEK,
		FIELD_DAY, FIELD_ISO_WEEKDAY, FIELD_DAY_OF_YEAR, FIELD_HOUR, FIELD_MINUTE, FIELD_SECOND };
	int64_t fields[CALENDAR_FIELDS];

	for (size_t i = 0; time_part_names[i]; i++)
		if (slice_is(call->arguments[1].text, time_part_names[i])) {
			calendar_fields(fields, call->arguments[0].instant);
			return set_number(call->result, number_of_int(fields[parts[i]]));
		}
	return refuse_text(call, 1, "part of a time");
}

int
time_epoch(struct call *call)
{
	return set_number(call->result, (struct number){ .units = call->arguments[0].instant, .scale = 6 });
}

int
time_now(struct call *call)
{
	return set_time(call->result, clock_now());
}
