/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/internal.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

void
limbs_subtract(uint64_t *sum, int count, const uint64_t *subtrahend, int n)
{
	uint64_t borrow = 0;

	for (int i = 0; i < count && (i < n || borrow); i++) {
		uint128 rest = (uint128)sum[i] - (i < n ? subtrahend[i] : 0) - borrow;
		sum[i] = (uint64_t)rest;
		borrow = (uint64_t)(rest >> LIMB) & 1;
	}
}

void
limbs_multiply(uint64_t *product, const uint64_t *a, int n, const uint64_t *b, int m)
{
	for (int i = 0; i < n + m; i++)
		product[i] = 0;
	for (int i = 0; i < n; i++) {
		uint128 carry = 0;
		for (int j = 0; j < m; j++) {
			carry += (uint128)a[i] * b[j] + product[i + j];
			product[i + j] = (uint64_t)carry;
			carry >>= LIMB;
		}
		product[i + m] = (uint64_t)carry;
	}
}

bool
limbs_make_size(uint64_t *limb, int count)
{
	static const uint64_t one = 1;
	bool negative = limb[count - 1] >> (LIMB - 1);

	if (negative) {
		for (int i = 0; i < count; i++)
			limb[i] = ~limb[i];
		limbs_add(limb, count, &one, 1);
	}
	return negative;
}

uint64_t
limbs_divide(uint64_t *limb, int count, uint64_t divisor)
{
	uint64_t rest = 0;

	for (int i = count - 1; i >= 0; i--) {
		uint128 both = (uint128)rest << LIMB | limb[i];
		limb[i] = rest ? (uint64_t)(both / divisor) : limb[i] / divisor;
		rest = (uint64_t)(both - (uint128)limb[i] * divisor);
	}
	return rest;
}

static void
big_trim(struct big *big)
{
	while (big->count > 0 && big->limb[big->count - 1] == 0)
		big->count--;
	if (big->count == 0)
		big->negative = false;
}

void
big_of_limbs(struct big *big, const uint64_t *limb, int n)
{
	memcpy(big->limb, limb, (size_t)n * sizeof *limb);
	big->count = n;
	big->negative = limbs_make_size(big->limb, n);
	big_trim(big);
}

void
big_of_unsigned(struct big *big, uint64_t value)
{
	big->count = 1;
	big->negative = false;
	big->limb[0] = value;
	big_trim(big);
}

int
big_bits(const struct big *big)
{
	if (big->count == 0)
		return 0;
	return big->count * LIMB - __builtin_clzll(big->limb[big->count - 1]);
}

int
big_compare_sizes(const struct big *a, const struct big *b)
{
	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	for (int i = a->count - 1; i >= 0; i--)
		if (a->limb[i] != b->limb[i])
			return a->limb[i] < b->limb[i] ? -1 : 1;
	return 0;
}

/* Makes the size at least `count` limbs long. */
static void
big_widen(struct big *big, int count)
{
	while (big->count < count)
		big->limb[big->count++] = 0;
}

static void
add_sizes(struct big *sum, const struct big *addend)
{
	big_widen(sum, addend->count);
	big_widen(sum, sum->count + 1);
	limbs_add(sum->limb, sum->count, addend->limb, addend->count);
}

/* The difference of the sizes, with the sign of sum where that is the larger, else the opposite sign. */
static void
subtract_sizes(struct big *sum, const struct big *other)
{
	if (big_compare_sizes(sum, other) >= 0) {
		limbs_subtract(sum->limb, sum->count, other->limb, other->count);
		return;
	}
	struct big size = *other;
	limbs_subtract(size.limb, size.count, sum->limb, sum->count);
	size.negative = !sum->negative;
	*sum = size;
}

void
big_add(struct big *sum, const struct big *addend)
{
	(sum->negative == addend->negative ? add_sizes : subtract_sizes)(sum, addend);
	big_trim(sum);
}

void
big_subtract(struct big *difference, const struct big *subtrahend)
{
	(difference->negative == subtrahend->negative ? subtract_sizes : add_sizes)(difference, subtrahend);
	big_trim(difference);
}

void
big_multiply(struct big *product, const struct big *a, const struct big *b)
{
	limbs_multiply(product->limb, a->limb, a->count, b->limb, b->count);
	product->count = a->count + b->count;
	product->negative = a->negative != b->negative;
	big_trim(product);
}

void
big_scale(struct big *big, uint64_t factor)
{
	uint128 carry = 0;

	for (int i = 0; i < big->count; i++) {
		carry += (uint128)big->limb[i] * factor;
		big->limb[i] = (uint64_t)carry;
		carry >>= LIMB;
	}
	big->limb[big->count++] = (uint64_t)carry;
	big_trim(big);
}

void
big_shift_left(struct big *big, int bits)
{
	int whole = bits / LIMB, rest = bits % LIMB;

	if (big->count == 0 || bits == 0)
		return;
	memmove(big->limb + whole, big->limb, (size_t)big->count * sizeof *big->limb);
	memset(big->limb, 0, (size_t)whole * sizeof *big->limb);
	big->count += whole;
	big_scale(big, UINT64_C(1) << rest);
}

/* The quotient of the sizes (not 0) in units of 2^*exponent: `bits` bits, the highest of which may be 0, and
 * the lowest one set where there is a remainder. Both are shifted to one length, then divided bit by bit. */
static uint128
quotient_of(const struct big *dividend, const struct big *divisor, int bits, int *exponent)
{
	struct big rest = *dividend, step = *divisor;
	int longer = big_bits(dividend) - big_bits(divisor);
	uint128 quotient = 0;

	big_shift_left(longer > 0 ? &step : &rest, longer > 0 ? longer : -longer);
	rest.negative = step.negative = false;
	for (int i = 0; i < bits; i++) {
		quotient <<= 1;
		if (big_compare_sizes(&rest, &step) >= 0) {
			big_subtract(&rest, &step);
			quotient |= 1;
		}
		big_shift_left(&rest, 1);
	}
	*exponent = longer - (bits - 1);
	return quotient | (rest.count != 0);
}

/* size x 2^unit as a fraction and an exponent. The conversion to a double is the only rounding. */
static double
fraction_of(uint128 size, int unit, int *exponent)
{
	double fraction = frexp((double)size, exponent);

	*exponent += unit;
	return fraction;
}

double
big_ratio(const struct big *dividend, const struct big *divisor, int *exponent)
{
	enum { BITS = 66 }; /* 65 of them are sure to count */
	int unit;

	*exponent = 0;
	if (dividend->count == 0)
		return 0;
	uint128 quotient = quotient_of(dividend, divisor, BITS, &unit);
	double fraction = fraction_of(quotient, unit, exponent);
	return dividend->negative != divisor->negative ? -fraction : fraction;
}

/* The whole part of the square root. */
static uint64_t
whole_root(uint128 square)
{
	uint64_t root = 0;

	for (int bit = LIMB - 1; bit >= 0; bit--) {
		uint64_t more = root | UINT64_C(1) << bit;
		if ((uint128)more * more <= square)
			root = more;
	}
	return root;
}

/* The quotient is computed with an even exponent, to twice as many bits as the root needs. A remainder of
 * either sets one more bit, below the last one of the root. */
double
big_ratio_root(const struct big *dividend, const struct big *divisor, int *exponent)
{
	int bits = 127, unit;

	*exponent = 0;
	if (dividend->count == 0)
		return 0;
	if ((big_bits(dividend) - big_bits(divisor) - (bits - 1)) % 2 != 0)
		bits--;
	uint128 square = quotient_of(dividend, divisor, bits, &unit);
	uint64_t root = whole_root(square);
	bool rest = (uint128)root * root != square;
	return fraction_of((uint128)root << 1 | rest, unit / 2 - 1, exponent);
}

/* Writes the digits of the size, at least `least` of them, so that they end at `end`. Returns the first. */
static char *
digits_before(char *end, const struct big *big, int least)
{
	struct big rest = *big;
	char *at = end;

	while (rest.count > 0) {
		uint64_t digit = limbs_divide(rest.limb, rest.count, 10);
		*--at = (char)('0' + digit);
		while (rest.count > 0 && rest.limb[rest.count - 1] == 0)
			rest.count--;
	}
	while (end - at < least)
		*--at = '0';
	return at;
}

void
big_write_decimal(struct buffer *to, const struct big *big, int scale)
{
	enum { MOST_DIGITS = 128 }; /* of a decimal of 384 bits, and a zero before its point */
	char text[MOST_DIGITS], *end = text + MOST_DIGITS;
	char *at = digits_before(end, big, scale + 1), *point = end - scale;

	while (end > point && end[-1] == '0')
		end--;
	if (big->negative)
		buffer_byte(to, '-');
	buffer_slice(to, slice_between(at, point));
	if (end > point) {
		buffer_byte(to, '.');
		buffer_slice(to, slice_between(point, end));
	}
}

/* The 64 bits that begin at that bit. */
static uint64_t
limb_at(const struct big *big, int bit)
{
	int i = bit / LIMB, rest = bit % LIMB;
	uint64_t low = i < big->count ? big->limb[i] >> rest : 0;

	return rest && i + 1 < big->count ? low | big->limb[i + 1] << (LIMB - rest) : low;
}

void
big_write_binary(struct buffer *to, const struct big *big, int exponent)
{
	int zeros = 0, bits = big_bits(big);

	if (bits == 0) {
		buffer_text(to, "0x0p0");
		return;
	}
	while (!(big->limb[zeros / LIMB] >> zeros % LIMB & 1))
		zeros++;
	int at = zeros + (bits - zeros - 1) / LIMB * LIMB;
	buffer_printf(to, "%s0x%" PRIx64, big->negative ? "-" : "", limb_at(big, at));
	while ((at -= LIMB) >= zeros)
		buffer_printf(to, "%016" PRIx64, limb_at(big, at));
	buffer_printf(to, "p%d", exponent + zeros);
}

/* Takes a prefix off the text; false when it is not there. */
static bool
text_take(struct slice *text, const char *prefix)
{
	size_t length = strlen(prefix);

	if (text->length < length || memcmp(text->at, prefix, length) != 0)
		return false;
	*text = (struct slice){ text->at + length, text->length - length };
	return true;
}

/* The value of a hexadecimal digit, 16 for another character. */
static int
digit_of(char c)
{
	if (is_digit(c))
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* Takes the digits of that base off the text and appends them to big. False above `bits` bits. */
static bool
digits_take(struct big *big, struct slice *text, int base, int bits)
{
	while (text->length && digit_of(text->at[0]) < base) {
		struct big digit;
		big_of_unsigned(&digit, (uint64_t)digit_of(text->at[0]));
		big_scale(big, (uint64_t)base);
		big_add(big, &digit);
		if (big_bits(big) > bits)
			return false;
		*text = (struct slice){ text->at + 1, text->length - 1 };
	}
	return true;
}

bool
big_read_decimal(struct big *big, struct slice text, int scale, int bits)
{
	bool negative = text_take(&text, "-");
	int places = 0;

	big_of_unsigned(big, 0);
	if (text.length == 0 || !digits_take(big, &text, 10, bits))
		return false;
	if (text_take(&text, ".")) {
		places = text.length > (size_t)scale ? scale + 1 : (int)text.length;
		if (places > scale || !digits_take(big, &text, 10, bits))
			return false;
	}
	for (; places < scale && big_bits(big) <= bits; places++)
		big_scale(big, 10);
	big->negative = negative && big->count > 0;
	return text.length == 0 && big_bits(big) <= bits;
}

/* Reads the exponent at the end of the text, `-12`. */
static bool
exponent_read(struct slice text, int *exponent)
{
	enum { MOST_EXPONENT = 9999 }; /* no sum has a larger one */
	bool negative = text_take(&text, "-");
	int size = 0;

	if (text.length == 0)
		return false;
	for (size_t i = 0; i < text.length; i++) {
		if (digit_of(text.at[i]) >= 10)
			return false;
		size = size * 10 + digit_of(text.at[i]);
		if (size > MOST_EXPONENT)
			return false;
	}
	*exponent = negative ? -size : size;
	return true;
}

bool
big_read_binary(struct big *big, struct slice text, int exponent, int bits)
{
	bool negative = text_take(&text, "-");
	int at;

	big_of_unsigned(big, 0);
	if (!text_take(&text, "0x") || !digits_take(big, &text, 16, bits) || !text_take(&text, "p") ||
		!exponent_read(text, &at))
		return false;
	if (big->count > 0 && (at < exponent || big_bits(big) + (at - exponent) > bits))
		return false;
	big_shift_left(big, big->count > 0 ? at - exponent : 0);
	big->negative = negative && big->count > 0;
	return true;
}
