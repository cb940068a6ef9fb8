/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads and writes numbers eight digits at a time: these are the bytes of one word, the first in its lowest
 * byte. (D. Lemire, "Quickly parsing eight digits", 2018, has the products.) */
#include "number/number.h"

#include "number/internal.h"

enum {
	BYTE = 8, /* bits */
	WORD = 8, /* bytes or digits */
	TWO_WORDS = 2 * WORD,
	WORD_POWER = 100000000,                   /* 10^WORD */
	INT64_DIGITS = 18,                        /* always fit in an int64_t */
	LONGEST = 1 + (WORD - 1) + 1 + TWO_WORDS, /* bytes that longer_read takes */
	LONGEST_UNSIGNED = 20,                    /* digits of UINT64_MAX */
	PLAIN_LARGEST = 21,                       /* digits before the point, and ... */
	PLAIN_SMALLEST = -6,                      /* ... minus the zeros after it, in plain form */
};

/* The highest bit of each byte that is above 9, and perhaps of one above such a byte; 0 if there is none. */
static uint64_t
not_digits(uint64_t values)
{
	return (values | (values + repeat_byte(0x80 - 10))) & repeat_byte(0x80);
}

static bool
are_digits(uint64_t word)
{
	return not_digits(word ^ repeat_byte('0')) == 0;
}

/* The number that eight digits make, given their values (0 to 9) as bytes: they are joined to pairs, pairs to
 * fours, fours to the number. */
static uint64_t
digits_number(uint64_t values)
{
	values = (values * (10 << 8 | 1) >> 8) & UINT64_C(0x00ff00ff00ff00ff);
	values = (values * (100 << 16 | 1) >> 16) & UINT64_C(0x0000ffff0000ffff);
	return values * (UINT64_C(10000) << 32 | 1) >> 32;
}

/* The inverse, for a number below 10^8: fours, pairs, digits. (Quotients by products: v x 10486 / 2^20 is v /
 * 100 below 10^4, v x 103 / 2^10 is v / 10 below 100.) */
static uint64_t
digits_of(uint32_t number)
{
	uint64_t fours = number / 10000 | (uint64_t)(number % 10000) << 32;
	uint64_t hundreds = (fours * 10486 >> 20) & UINT64_C(0x0000007f0000007f);
	uint64_t pairs = hundreds | (fours - hundreds * 100) << 16;
	uint64_t tens = (pairs * 103 >> 10) & UINT64_C(0x000f000f000f000f);

	return tens | (pairs - tens * 10) << 8;
}

/* A text of 1 to 8 bytes as a word, the first in the lowest byte, zeros after the last. */
static uint64_t
short_bytes(struct slice text)
{
	size_t last = text.length - 1;
	const char *at = text.at;

	if (text.length == WORD)
		return load_le64(at);
	if (text.length >= WORD / 2)
		return load_le32(at) | load_le32(at + text.length - WORD / 2)
					       << (text.length - WORD / 2) * BYTE;
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

/* Whether JSON allows these digits, `whole` of count before the point. */
static bool
is_plain(unsigned char first, int whole, int count, bool point)
{
	return (whole > 0) & (!point | (whole < count)) & ((whole == 1) | (first != '0'));
}

/* Reads at most 8 bytes of digits with or without a minus and a point, as nearly all numbers are, all at
 * once: takes the point out, and moves the digits to the end of the word. */
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
	digits <<= (WORD - count) * BYTE;
	if (not_digits(digits) || !is_plain((unsigned char)word, whole, count, points != 0))
		return false;
	int64_t units = (int64_t)digits_number(digits);
	*number = (struct number){ .units = negative ? -units : units, .scale = count - whole };
	return true;
}

/* Reads the 9 to 16 digits from `at` to `end`. False when other bytes stand there, or in the word of digit
 * values that is checked with them. */
static bool
run_read(const char *at, const char *end, uint64_t word, uint64_t *number)
{
	uint64_t high = (load_le64(at) ^ repeat_byte('0')) << (TWO_WORDS - (end - at)) * BYTE;
	uint64_t low = load_le64(end - WORD) ^ repeat_byte('0');

	*number = digits_number(high) * WORD_POWER + digits_number(low);
	return (not_digits(word) | not_digits(high) | not_digits(low)) == 0;
}

/* Reads 9 bytes or more without a point in the first 8: 9 to 16 digits. */
static bool
whole_read(const char *at, const char *end, uint64_t *units)
{
	return end - at > WORD && end - at <= TWO_WORDS && *at != '0' && run_read(at, end, 0, units);
}

/* Reads 9 bytes or more with a point in the first 8, the word: `whole` digits, the point, 1 to 16 digits. */
static bool
fraction_read(const char *end, uint64_t word, int whole, int scale, uint64_t *units)
{
	if (whole == 0 || scale == 0 || scale > TWO_WORDS || whole + scale > INT64_DIGITS ||
		(whole > 1 && (word & 0xff) == '0'))
		return false;
	word = (word ^ repeat_byte('0')) << (WORD - whole) * BYTE;
	if (scale > WORD) {
		if (!run_read(end - scale, end, word, units))
			return false;
	} else {
		uint64_t last = load_le64(end - WORD) ^ repeat_byte('0');
		last &= ~UINT64_C(0) << (WORD - scale) * BYTE;
		if (not_digits(word) | not_digits(last))
			return false;
		*units = digits_number(last);
	}
	*units += digits_number(word) * power_of_ten[scale];
	return true;
}

/* Reads digits with or without a point in 9 bytes or more. False when there are too many, or other bytes. */
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

/* A written exponent stops counting here: no text is long enough for its digits to bring it back. */
static const int64_t exponent_limit = INT64_C(1) << 56;

/* The parts of a number's text. */
struct text_parts {
	struct slice whole, fraction;
	int64_t exponent;
	bool negative;
};

static struct slice
digits_take(const char **at, const char *end)
{
	const char *from = *at;

	while (end - *at >= WORD && are_digits(load_le64(*at)))
		*at += WORD;
	while (*at < end && is_digit(**at))
		++*at;
	return slice_between(from, *at);
}

/* Reads what follows "e". False when it is not an exponent. */
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

/* The grammar of RFC 8259, section 6. False when the whole text is not a number. */
static bool
parts_read(struct slice text, struct text_parts *parts)
{
	const char *at = text.at, *end = text.at + text.length;

	*parts = (struct text_parts){ .negative = at < end && *at == '-' };
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

/* Appends digits to a number. */
static uint64_t
digits_join(uint64_t number, struct slice digits)
{
	size_t at = 0;

	for (; digits.length - at >= WORD; at += WORD)
		number = number * WORD_POWER + digits_number(load_le64(digits.at + at) ^ repeat_byte('0'));
	for (; at < digits.length; at++)
		number = number * 10 + (uint64_t)(digits.at[at] - '0');
	return number;
}

/* The result for a point beyond the range of a double: a number too small for one is 0. */
static enum number_status
out_of_range(int64_t point, struct number *number)
{
	*number = number_of_int(0);
	return point > HIGHEST_POINT ? NUMBER_TOO_LARGE : NUMBER_OK;
}

/* The number of at most 19 digits after leading zeros. False: there are more. */
static bool
few_read(const struct text_parts *parts, struct number *number, enum number_status *status)
{
	struct slice whole = parts->whole, fraction = parts->fraction;
	int64_t exponent = parts->exponent - (int64_t)fraction.length;

	if (*whole.at == '0') {
		whole.length = 0;
		for (; fraction.length && *fraction.at == '0'; fraction.at++)
			fraction.length--;
	}
	size_t count = whole.length + fraction.length;
	if (count > UINT64_DIGITS)
		return false;
	int64_t point = exponent + (int64_t)count;
	*status = NUMBER_OK;
	if (count == 0)
		*number = number_of_int(0);
	else if (point < LOWEST_POINT || point > HIGHEST_POINT)
		*status = out_of_range(point, number);
	else
		*number = number_of_parts(
			(struct decimal_parts){ .digits = digits_join(digits_join(0, whole), fraction),
				.exponent = (int)exponent,
				.negative = parts->negative });
	return true;
}

/* The digits of a number without zeros at either end: 0.digits x 10^point. The last is a 1 that stands for
 * all that were cut, if any. */
struct digits {
	char at[NEAREST_DIGITS + 1];
	int count;
	int64_t point;
};

/* Appends digits; true when some that are not zero were cut. */
static bool
digits_add(struct digits *digits, struct slice more)
{
	bool cut = false;

	for (size_t i = 0; i < more.length; i++)
		if (digits->count == 0 && more.at[i] == '0')
			digits->point--;
		else if (digits->count < NEAREST_DIGITS)
			digits->at[digits->count++] = more.at[i];
		else
			cut |= more.at[i] != '0';
	return cut;
}

static void
digits_gather(struct digits *digits, const struct text_parts *parts)
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

/* The number of more digits: a double, unless trailing zeros made them more. */
static enum number_status
many_read(const struct text_parts *parts, struct number *number)
{
	struct digits digits;

	digits_gather(&digits, parts);
	if (digits.point < LOWEST_POINT || digits.point > HIGHEST_POINT)
		return out_of_range(digits.point, number);
	int exponent = (int)digits.point - digits.count;
	if (digits.count <= UINT64_DIGITS) {
		uint64_t value = digits_join(0, (struct slice){ digits.at, (size_t)digits.count });
		*number = number_of_parts((struct decimal_parts){ value, exponent, parts->negative });
	} else {
		double real = nearest_double_of_digits(digits.at, digits.count, exponent);
		*number = real == 0 ? number_of_int(0) : number_of_double(parts->negative ? -real : real);
	}
	return NUMBER_OK;
}

/* Not inlined, so that number_read needs no stack frame for short texts. */
static __attribute__((noinline)) enum number_status
any_read(struct slice text, struct number *number)
{
	enum number_status status;
	struct text_parts parts;

	if (text.length > WORD && text.length <= LONGEST && longer_read(text, number))
		return NUMBER_OK;
	if (!parts_read(text, &parts))
		return NUMBER_INVALID;
	if (!few_read(&parts, number, &status))
		status = many_read(&parts, number);
	return status == NUMBER_OK && !number_is_finite(*number) ? NUMBER_TOO_LARGE : status;
}

enum number_status
number_read(struct slice text, struct number *number)
{
	if (text.length == 1 && is_digit(*text.at)) {
		*number = number_of_int(*text.at - '0');
		return NUMBER_OK;
	}
	if (text.length - 1 < WORD && short_read(text, number))
		return NUMBER_OK;
	return any_read(text, number);
}

static const char pairs[] = "00010203040506070809"
			    "10111213141516171819"
			    "20212223242526272829"
			    "30313233343536373839"
			    "40414243444546474849"
			    "50515253545556575859"
			    "60616263646566676869"
			    "70717273747576777879"
			    "80818283848586878889"
			    "90919293949596979899";

/* Writes value so that it ends at end; returns its first byte. */
static char *
digits_before(char *end, uint64_t value)
{
	for (; value >= 100; value /= 100)
		memcpy(end -= 2, &pairs[value % 100 * 2], 2);
	if (value < 10) {
		*--end = (char)('0' + value);
		return end;
	}
	return memcpy(end - 2, &pairs[value * 2], 2);
}

static char *
put(char *to, const char *from, int count)
{
	memcpy(to, from, (size_t)count);
	return to + count;
}

static char *
put_zeros(char *to, int count)
{
	memset(to, '0', (size_t)count);
	return to + count;
}

/* Writes count digits with the point after `point` of them (below 0: after it come zeros first). */
static char *
plain_put(char *to, const char *digits, int count, int point)
{
	if (point >= count)
		return put_zeros(put(to, digits, count), point - count);
	if (point > 0) {
		to = put(to, digits, point);
		*to++ = '.';
		return put(to, digits + point, count - point);
	}
	*to++ = '0';
	*to++ = '.';
	return put(put_zeros(to, -point), digits, count);
}

static char *
exponent_put(char *to, const char *digits, int count, int exponent)
{
	char text[LONGEST_UNSIGNED];
	char *from = digits_before(text + LONGEST_UNSIGNED, size_of_units(exponent));

	to = plain_put(to, digits, count, 1);
	*to++ = 'e';
	if (exponent < 0)
		*to++ = '-';
	return put(to, from, (int)(text + LONGEST_UNSIGNED - from));
}

/* Writes a number of at most eight digits, all at once, at most six of them after the point. Up to eight
 * bytes beyond the returned end are overwritten. */
static char *
short_put(char *to, uint32_t number, int places)
{
	uint32_t unit = (uint32_t)power_of_ten[places];
	uint64_t whole = digits_of(number / unit);
	uint64_t fraction = digits_of(number % unit * (uint32_t)power_of_ten[WORD - places]);
	int zeros = __builtin_ctzll(whole | UINT64_C(1) << 7 * BYTE) / BYTE;

	store_le64(to, (whole | repeat_byte('0')) >> zeros * BYTE);
	to += WORD - zeros;
	*to = '.';
	store_le64(to + 1, fraction | repeat_byte('0'));
	return fraction ? to + 1 + WORD - __builtin_clzll(fraction) / BYTE : to;
}

size_t
number_write(struct number number, char text[NUMBER_TEXT_SIZE])
{
	struct decimal_parts parts = decimal_parts_of(number);
	char buffer[LONGEST_UNSIGNED];

	if (parts.digits < WORD_POWER && parts.exponent <= 0 && parts.exponent >= PLAIN_SMALLEST) {
		*text = '-';
		return (size_t)(short_put(text + parts.negative, (uint32_t)parts.digits, -parts.exponent) -
				text);
	}
	char *end = buffer + LONGEST_UNSIGNED, *to = text;
	char *digits = digits_before(end, parts.digits);

	for (; parts.exponent < 0 && end > digits + 1 && end[-1] == '0'; parts.exponent++)
		end--;
	if (parts.digits == 0)
		parts.exponent = 0;
	int count = (int)(end - digits);
	int point = count + parts.exponent;
	bool plain = point <= PLAIN_LARGEST && point > PLAIN_SMALLEST;
	if (parts.negative)
		*to++ = '-';
	if (plain || !number_is_real(number))
		to = plain_put(to, digits, count, point);
	else
		to = exponent_put(to, digits, count, point - 1);
	return (size_t)(to - text);
}

void
number_append(struct buffer *to, struct number number)
{
	char *end = buffer_reserve(to, NUMBER_TEXT_SIZE);

	if (end)
		to->length += number_write(number, end);
}

struct number
number_as_written(struct number number)
{
	if (number_is_real(number) && number_is_finite(number))
		return number_of_parts(decimal_parts_of(number));
	return number;
}

struct number
number_canonical(struct number number)
{
	number = number_as_written(number);
	if (!number_is_real(number))
		for (; number.scale > 0 && number.units % 10 == 0; number.scale--)
			number.units /= 10;
	return number;
}
