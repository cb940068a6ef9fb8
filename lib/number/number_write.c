/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/digits.h"
#include "number/figures.h"
#include "number/number.h"
#include "number/wide.h"

enum {
	DIGITS = 20,         /* of the largest uint64_t */
	PLAIN_LARGEST = 21,  /* digits before the point, and ... */
	PLAIN_SMALLEST = -6, /* ... minus the zeros behind it, in plain form */
	BYTE = 8,            /* bits */
	EIGHT_TENS = 100000000,
};

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

/* Prints value so that it ends at end; returns its first byte. */
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

/* count digits, the point behind `point` of them (below 0: zeros stand between). */
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
	char text[DIGITS];
	char *from = digits_before(text + DIGITS, magnitude(exponent));

	to = plain_put(to, digits, count, 1);
	*to++ = 'e';
	if (exponent < 0)
		*to++ = '-';
	return put(to, from, (int)(text + DIGITS - from));
}

/* At most eight digits, all at once, at most six of them behind the point. Up to eight bytes more than are
 * returned are written. */
static char *
short_put(char *to, uint32_t number, int places)
{
	uint32_t unit = (uint32_t)power_of_ten[places];
	uint64_t whole = digits_of(number / unit);
	uint64_t fraction = digits_of(number % unit * (uint32_t)power_of_ten[EIGHT - places]);
	int zeros = __builtin_ctzll(whole | UINT64_C(1) << 7 * BYTE) / BYTE;

	store_le64(to, (whole | repeat_byte('0')) >> zeros * BYTE);
	to += EIGHT - zeros;
	*to = '.';
	store_le64(to + 1, fraction | repeat_byte('0'));
	return fraction ? to + 1 + EIGHT - __builtin_clzll(fraction) / BYTE : to;
}

size_t
number_write(struct number number, char text[NUMBER_TEXT_SIZE])
{
	struct figures figures = figures_of(number);
	char room[DIGITS];

	if (figures.digits < EIGHT_TENS && figures.exponent <= 0 && figures.exponent >= PLAIN_SMALLEST) {
		*text = '-';
		return (size_t)(short_put(text + figures.negative, (uint32_t)figures.digits,
					-figures.exponent) -
				text);
	}
	char *end = room + DIGITS, *to = text;
	char *digits = digits_before(end, figures.digits);

	for (; figures.exponent < 0 && end > digits + 1 && end[-1] == '0'; figures.exponent++)
		end--;
	if (figures.digits == 0)
		figures.exponent = 0;
	int count = (int)(end - digits);
	int point = count + figures.exponent;
	bool plain = point <= PLAIN_LARGEST && point > PLAIN_SMALLEST;
	if (figures.negative)
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
	char *room = buffer_reserve(to, NUMBER_TEXT_SIZE);

	if (room)
		to->length += number_write(number, room);
}

struct number
number_as_written(struct number number)
{
	if (number_is_real(number) && number_is_finite(number))
		return figures_number(figures_of(number));
	return number;
}
