/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/digits.h"
#include "number/figures.h"
#include "number/nearest.h"
#include "number/number.h"
#include "number/wide.h"

enum {
	BYTE = 8, /* bits */
	WIDE = 2 * EIGHT,
	PLAIN_DIGITS = 18, /* always fit in an int64_t */
	EIGHT_TENS = 100000000,
	LONGEST = 1 + (EIGHT - 1) + 1 + WIDE, /* of what longer_read takes */
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
	char at[MOST_DIGITS + 1];
	int count;
	int64_t point;
};

static struct slice
digits_take(const char **at, const char *end)
{
	const char *from = *at;

	while (end - *at >= EIGHT && are_digits(load_le64(*at)))
		*at += EIGHT;
	while (*at < end && is_digit(**at))
		++*at;
	return slice_between(from, *at);
}

/* A text of 1 to 8 bytes as a word, its first in the lowest byte, zeros behind its last. */
static uint64_t
short_bytes(struct slice text)
{
	size_t last = text.length - 1;
	const char *at = text.at;

	if (text.length == EIGHT)
		return load_le64(at);
	if (text.length >= FOUR)
		return load_le32(at) | load_le32(at + text.length - FOUR) << (text.length - FOUR) * BYTE;
	return (uint64_t)(unsigned char)at[0] | (uint64_t)(unsigned char)at[last / 2] << last / 2 * BYTE |
	       (uint64_t)(unsigned char)at[last] << last * BYTE;
}

/* The highest bit of each byte that is a point, and perhaps of one above such a byte. */
static uint64_t
points_in(uint64_t word)
{
	uint64_t others = word ^ repeat_byte('.');

	return (others - repeat_byte(1)) & ~others & repeat_byte(0x80);
}

/* Digits with or without a point, `whole` of count digits before it: what JSON allows. */
static bool
is_plain(unsigned char first, int whole, int count, bool point)
{
	return (whole > 0) & (!point | (whole < count)) & ((whole == 1) | (first != '0'));
}

/* Digits with or without a point in at most 8 bytes, all at once: nearly all numbers. The point is taken out,
 * the digits are moved to the end of the word. */
static bool
short_read(struct slice text, struct number *number)
{
	uint64_t word = short_bytes(text);
	bool negative = (word & 0xff) == '-';

	word >>= negative * BYTE;
	uint64_t points = points_in(word), before = ((points & -points) >> (BYTE - 1)) - 1;
	int length = (int)text.length - negative, count = length - (points != 0);
	int whole = points ? __builtin_ctzll(points) / BYTE : length;
	if (count <= 0)
		return false;
	uint64_t digits = ((word & before) | (word >> BYTE & ~before)) ^ repeat_byte('0');
	digits <<= (EIGHT - count) * BYTE;
	if (not_digits(digits) || !is_plain((unsigned char)word, whole, count, points != 0))
		return false;
	int64_t units = (int64_t)digits_number(digits);
	*number = (struct number){ .units = negative ? -units : units, .scale = count - whole };
	return true;
}

/* The values of 9 to 16 digits from `at` to `end`, with those of a word that are to be digits too. False when
 * something else stands there. */
static bool
run_read(const char *at, const char *end, uint64_t word, uint64_t *number)
{
	uint64_t high = (load_le64(at) ^ repeat_byte('0')) << (WIDE - (end - at)) * BYTE;
	uint64_t low = load_le64(end - EIGHT) ^ repeat_byte('0');

	*number = digits_number(high) * EIGHT_TENS + digits_number(low);
	return (not_digits(word) | not_digits(high) | not_digits(low)) == 0;
}

/* At least 9 bytes without a point in the first 8: 9 to 16 digits. */
static bool
whole_read(const char *at, const char *end, uint64_t *units)
{
	return end - at > EIGHT && end - at <= WIDE && *at != '0' && run_read(at, end, 0, units);
}

/* At least 9 bytes, `whole` of them before a point in the first 8, the word: at most 16 behind it. */
static bool
fraction_read(const char *end, uint64_t word, int whole, int scale, uint64_t *units)
{
	if (whole == 0 || scale == 0 || scale > WIDE || whole + scale > PLAIN_DIGITS ||
		(whole > 1 && (word & 0xff) == '0'))
		return false;
	word = (word ^ repeat_byte('0')) << (EIGHT - whole) * BYTE;
	if (scale > EIGHT) {
		if (!run_read(end - scale, end, word, units))
			return false;
	} else {
		uint64_t last = load_le64(end - EIGHT) ^ repeat_byte('0');
		last &= ~UINT64_C(0) << (EIGHT - scale) * BYTE;
		if (not_digits(word) | not_digits(last))
			return false;
		*units = digits_number(last);
	}
	*units += digits_number(word) * power_of_ten[scale];
	return true;
}

/* The same in 9 bytes or more. */
static bool
longer_read(struct slice text, struct number *number)
{
	bool negative = *text.at == '-';
	const char *at = text.at + negative, *end = text.at + text.length;
	uint64_t word = load_le64(at), points = points_in(word), units;
	int whole = points ? __builtin_ctzll(points) / BYTE : 0;
	int scale = points ? (int)(end - at) - whole - 1 : 0;

	if (!(points ? fraction_read(end, word, whole, scale, &units) : whole_read(at, end, &units)))
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
	const char *from = *at;
	for (; *at < end && is_digit(**at); ++*at)
		if (value < exponent_limit)
			value = value * 10 + (**at - '0');
	*exponent = negative ? -value : value;
	return *at > from;
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

/* number, with the digits behind it. */
static uint64_t
digits_join(uint64_t number, struct slice digits)
{
	size_t at = 0;

	for (; digits.length - at >= EIGHT; at += EIGHT)
		number = number * EIGHT_TENS + digits_number(load_le64(digits.at + at) ^ repeat_byte('0'));
	for (; at < digits.length; at++)
		number = number * 10 + (uint64_t)(digits.at[at] - '0');
	return number;
}

/* A point out of a double's reach: a number too small for one is 0. */
static enum number_status
out_of_reach(int64_t point, struct number *number)
{
	*number = number_of_int(0);
	return point > LARGEST_POINT ? NUMBER_TOO_LARGE : NUMBER_OK;
}

/* At most 19 digits behind the zeros. False: more. */
static bool
few_read(const struct parts *parts, struct number *number, enum number_status *fault)
{
	struct slice whole = parts->whole, fraction = parts->fraction;
	int64_t exponent = parts->exponent - (int64_t)fraction.length;

	if (*whole.at == '0') {
		whole.length = 0;
		for (; fraction.length && *fraction.at == '0'; fraction.at++)
			fraction.length--;
	}
	size_t count = whole.length + fraction.length;
	if (count > FEW_DIGITS)
		return false;
	int64_t point = exponent + (int64_t)count;
	*fault = NUMBER_OK;
	if (count == 0)
		*number = number_of_int(0);
	else if (point < SMALLEST_POINT || point > LARGEST_POINT)
		*fault = out_of_reach(point, number);
	else
		*number = figures_number(
			(struct figures){ .digits = digits_join(digits_join(0, whole), fraction),
				.exponent = (int)exponent,
				.negative = parts->negative });
	return true;
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

/* Many digits are no decimal, unless zeros at the end made them many. */
static enum number_status
many_read(const struct parts *parts, struct number *number)
{
	struct digits digits;

	digits_gather(&digits, parts);
	if (digits.point < SMALLEST_POINT || digits.point > LARGEST_POINT)
		return out_of_reach(digits.point, number);
	int exponent = (int)digits.point - digits.count;
	if (digits.count <= FEW_DIGITS) {
		uint64_t value = digits_join(0, (struct slice){ digits.at, (size_t)digits.count });
		*number = figures_number((struct figures){ value, exponent, parts->negative });
	} else {
		double real = nearest_double_of_many(digits.at, digits.count, exponent);
		*number = real == 0 ? number_of_int(0) : number_of_double(parts->negative ? -real : real);
	}
	return NUMBER_OK;
}

/* All that is not short. Apart from number_read, which then needs no room of its own. */
static __attribute__((noinline)) enum number_status
any_read(struct slice text, struct number *number)
{
	enum number_status fault;
	struct parts parts;

	if (text.length > EIGHT && text.length <= LONGEST && longer_read(text, number))
		return NUMBER_OK;
	if (!parts_read(text, &parts))
		return NUMBER_INVALID;
	if (!few_read(&parts, number, &fault))
		fault = many_read(&parts, number);
	return fault == NUMBER_OK && !number_is_finite(*number) ? NUMBER_TOO_LARGE : fault;
}

enum number_status
number_read(struct slice text, struct number *number)
{
	if (text.length == 1 && is_digit(*text.at)) {
		*number = number_of_int(*text.at - '0');
		return NUMBER_OK;
	}
	if (text.length - 1 < EIGHT && short_read(text, number))
		return NUMBER_OK;
	return any_read(text, number);
}
