/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/figures.h"
#include "number/number.h"
#include "number/wide.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	PLAIN_DIGITS = 18,  /* always fit in 64 bits */
	PLAIN_LENGTH = 20,  /* those, a sign and a point */
	MOST_DIGITS = 768,  /* decide any rounding when one more says whether something follows: the middle
			     * between two doubles has at most 767 */
	EXPONENT_ROOM = 24, /* "e", an int and a NUL */
	LARGEST_EXPONENT = 309 /* a double is below 1e309; half the smallest is above 1e-324 */,
	SMALLEST_EXPONENT = -324,
};

/* A written exponent stops counting here: no text is long enough for its digits to bring it back. */
static const int64_t exponent_limit = INT64_C(1) << 56;

/* The parts of a number's text. */
struct parts {
	struct slice whole, fraction;
	int64_t exponent;
	bool negative;
};

/* Its digits without zeros at either end: 0.digits x 10^point. The last is a 1 that stands for all that were
 * cut, if any. */
struct digits {
	char at[MOST_DIGITS + 1 + EXPONENT_ROOM];
	int count;
	int64_t point;
};

static bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static struct slice
digits_take(const char **at, const char *end)
{
	const char *from = *at;

	while (*at < end && is_digit(**at))
		++*at;
	return slice_between(from, *at);
}

/* Digits with or without a point, at most 18: nearly all numbers. False: look closer. */
static bool
plain_read(struct slice text, struct number *number)
{
	const char *at = text.at, *end = text.at + text.length;
	uint64_t units = 0;
	int scale = 0;
	bool negative = at < end && *at == '-';

	if (text.length > PLAIN_LENGTH)
		return false;
	const char *whole = at += negative;
	for (; at < end && is_digit(*at); at++)
		units = units * 10 + (uint64_t)(*at - '0');
	int count = (int)(at - whole);
	if (count == 0 || (count > 1 && *whole == '0'))
		return false;
	if (at < end && *at == '.') {
		const char *fraction = ++at;
		for (; at < end && is_digit(*at); at++)
			units = units * 10 + (uint64_t)(*at - '0');
		scale = (int)(at - fraction);
		if (scale == 0)
			return false;
	}
	if (at < end || count + scale > PLAIN_DIGITS)
		return false;
	*number = (struct number){ .units = negative ? -(int64_t)units : (int64_t)units, .scale = scale };
	return true;
}

/* What follows "e". False when it is no exponent. */
static bool
exponent_read(const char **at, const char *end, int64_t *exponent)
{
	bool negative = *at < end && **at == '-';
	int64_t value = 0;

	if (*at < end && (**at == '-' || **at == '+'))
		++*at;
	struct slice digits = digits_take(at, end);
	for (size_t i = 0; i < digits.length && value < exponent_limit; i++)
		value = value * 10 + (digits.at[i] - '0');
	*exponent = negative ? -value : value;
	return digits.length > 0;
}

/* RFC 8259, section 6. False when the text is not a number from end to end. */
static bool
parts_read(struct slice text, struct parts *parts)
{
	const char *at = text.at, *end = text.at + text.length;

	*parts = (struct parts){ .negative = at < end && *at == '-' };
	at += parts->negative;
	parts->whole = digits_take(&at, end);
	if (parts->whole.length == 0 || (parts->whole.length > 1 && parts->whole.at[0] == '0'))
		return false;
	if (at < end && *at == '.') {
		at++;
		parts->fraction = digits_take(&at, end);
		if (parts->fraction.length == 0)
			return false;
	}
	if (at < end && (*at == 'e' || *at == 'E')) {
		at++;
		if (!exponent_read(&at, end, &parts->exponent))
			return false;
	}
	return at == end;
}

/* Adds digits behind those there; true when some that are not zero had no room. */
static bool
digits_add(struct digits *digits, struct slice more)
{
	bool cut = false;

	for (size_t i = 0; i < more.length; i++)
		if (digits->count == 0 && more.at[i] == '0')
			digits->point--;
		else if (digits->count < MOST_DIGITS)
			digits->at[digits->count++] = more.at[i];
		else
			cut |= more.at[i] != '0';
	return cut;
}

static void
digits_gather(struct digits *digits, const struct parts *parts)
{
	digits->count = 0;
	digits->point = parts->exponent + (int64_t)parts->whole.length;
	bool cut = digits_add(digits, parts->whole);
	cut |= digits_add(digits, parts->fraction);
	if (cut)
		digits->at[digits->count++] = '1';
	while (digits->count > 0 && digits->at[digits->count - 1] == '0')
		digits->count--;
}

/* Few digits go by way of the decimal; the others are no decimal, and strtod rounds them once. */
static struct number
digits_number(struct digits *digits, bool negative)
{
	int exponent = (int)digits->point - digits->count;
	struct figures figures = { .exponent = exponent, .negative = negative };

	if (digits->count < POWERS_OF_TEN) {
		for (int i = 0; i < digits->count; i++)
			figures.digits = figures.digits * 10 + (uint64_t)(digits->at[i] - '0');
		return figures_number(figures);
	}
	snprintf(digits->at + digits->count, EXPONENT_ROOM, "e%d", exponent);
	double real = strtod(digits->at, NULL);
	if (real == 0)
		return number_of_int(0);
	return number_of_double(negative ? -real : real);
}

enum number_fault
number_read(struct slice text, struct number *number)
{
	struct digits digits;
	struct parts parts;

	if (text.length == 0)
		return NUMBER_NOT;
	if (plain_read(text, number))
		return NUMBER_GOOD;
	if (!parts_read(text, &parts))
		return NUMBER_NOT;
	digits_gather(&digits, &parts);
	if (digits.count == 0 || digits.point < SMALLEST_EXPONENT) {
		*number = number_of_int(0);
		return NUMBER_GOOD;
	}
	if (digits.point > LARGEST_EXPONENT)
		return NUMBER_TOO_LARGE;
	*number = digits_number(&digits, parts.negative);
	return number_is_finite(*number) ? NUMBER_GOOD : NUMBER_TOO_LARGE;
}
