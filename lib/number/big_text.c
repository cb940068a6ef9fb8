/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Big numbers as text, exactly: decimals in plain form, sums of doubles in hexadecimal. */
#include "base/bytes.h"
#include "number/big.h"
#include "number/limbs.h"
#include "number/wide.h"

#include <inttypes.h>
#include <stdio.h>

enum {
	MOST_DIGITS = 128,    /* of a decimal of 384 bits, and a zero before its point */
	MOST_EXPONENT = 9999, /* of two in a text */
};

/* The digits of the size, at least `least` of them; they end at `end`. Returns the first. */
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

/* The limb that begins at that bit. */
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

static bool
text_take(struct slice *text, const char *prefix)
{
	size_t length = strlen(prefix);

	if (text->length < length || memcmp(text->at, prefix, length) != 0)
		return false;
	*text = (struct slice){ text->at + length, text->length - length };
	return true;
}

static int
digit_of(char c)
{
	if (is_digit(c))
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* Takes the digits of that base at the front of the text, onto big. False above `bits` bits. */
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

/* The exponent at the end of the text, `-12`. */
static bool
exponent_take(struct slice text, int *exponent)
{
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
		!exponent_take(text, &at))
		return false;
	if (big->count > 0 && (at < exponent || big_bits(big) + (at - exponent) > bits))
		return false;
	big_shift_up(big, big->count > 0 ? at - exponent : 0);
	big->negative = negative && big->count > 0;
	return true;
}
