/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions of numbers. */
#include "base/bytes.h"
#include "expr/builtins.h"
#include "expr/eval.h"

#include <math.h>

static struct number
argument(const struct call *call, size_t i)
{
	return call->arguments[i].number;
}

static int
real(struct call *call, double n)
{
	return set_number(call->result, number_of_double(n));
}

int
math_abs(struct call *call)
{
	struct number x = argument(call, 0);

	return set_number(call->result, number_compare(x, number_of_int(0)) < 0 ? number_negate(x) : x);
}

int
math_round(struct call *call)
{
	long places = 0;

	if (call->count > 1 && !call_whole(call, 1, &places))
		return call_undefined(call);
	/* No double has a digit beyond these places. */
	places = places < -400 ? -400 : places > 400 ? 400 : places;
	return set_number(call->result, number_round(argument(call, 0), (int)places));
}

int
math_floor(struct call *call)
{
	return set_number(call->result, number_floor(argument(call, 0)));
}

int
math_ceil(struct call *call)
{
	return set_number(call->result, number_ceil(argument(call, 0)));
}

int
math_sqrt(struct call *call)
{
	return real(call, sqrt(number_to_double(argument(call, 0))));
}

int
math_ln(struct call *call)
{
	double x = number_to_double(argument(call, 0));

	return x > 0 ? real(call, log(x)) : call_undefined(call);
}

int
math_exp(struct call *call)
{
	return real(call, exp(number_to_double(argument(call, 0))));
}

int
math_pow(struct call *call)
{
	double x = number_to_double(argument(call, 0)), y = number_to_double(argument(call, 1));

	return x == 0 && y < 0 ? call_undefined(call) : real(call, pow(x, y));
}

/* The origin and the width move x as decimals do: it is a sum of exact parts. */
int
math_bucket(struct call *call)
{
	struct number x = number_as_written(argument(call, 0)), width = argument(call, 1);
	struct number origin = call->count > 2 ? argument(call, 2) : number_of_int(0);

	if (number_compare(width, number_of_int(0)) <= 0)
		return call_undefined(call);
	struct number above = number_remainder(number_subtract(x, origin), width);
	if (number_compare(above, number_of_int(0)) < 0)
		above = number_add(above, width);
	return set_number(call->result, number_subtract(x, above));
}

/* The smallest argument for a side of -1, the largest for 1. */
static int
extreme(struct call *call, int side)
{
	struct number best = argument(call, 0);

	for (size_t i = 1; i < call->count; i++)
		if (side * number_compare(argument(call, i), best) > 0)
			best = argument(call, i);
	return set_number(call->result, best);
}

int
math_least(struct call *call)
{
	return extreme(call, -1);
}

int
math_greatest(struct call *call)
{
	return extreme(call, 1);
}

/* Writes the number that a text is to `json` in JSON's grammar, which is stricter: no plus, no leading zeros,
 * a digit on either side of the point. Returns the length; what is not a number does not become one. json
 * must have two bytes more than the text. */
static size_t
normalise(struct slice text, char *json)
{
	const char *at = text.at, *end = at + text.length;
	char *to = json;

	if (at < end && (*at == '-' || *at == '+') && *at++ == '-')
		*to++ = '-';
	if (at == end || !(is_digit(*at) || (*at == '.' && end - at > 1 && is_digit(at[1]))))
		return 0;
	while (end - at > 1 && *at == '0' && is_digit(at[1]))
		at++;
	if (*at == '.')
		*to++ = '0';
	while (at < end && is_digit(*at))
		*to++ = *at++;
	if (at < end && *at == '.') {
		*to++ = *at++;
		if (at == end || !is_digit(*at))
			*to++ = '0';
	}
	memcpy(to, at, (size_t)(end - at));
	return (size_t)(to - json + (end - at));
}

int
value_number(struct call *call)
{
	const struct value *x = &call->arguments[0];
	struct number n;

	if (x->kind == VALUE_NUMBER)
		return set_number(call->result, x->number);
	struct slice text = slice_trim(x->text);
	char *json = call_reserve(call, text.length + 2);
	if (!json)
		return -1;
	if (number_read((struct slice){ json, normalise(text, json) }, &n) != NUMBER_OK)
		return call_undefined(call);
	return set_number(call->result, n);
}
