/* SPDX-License-Identifier: GPL-3.0-or-later */
/* number: an exact decimal, units x 10^-scale, while it fits; a double beyond that. */
#ifndef NUMBER_NUMBER_H
#define NUMBER_NUMBER_H

#include "base/buffer.h"
#include "base/slice.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	NUMBER_SCALE = 18,     /* the largest scale of a decimal */
	NUMBER_REAL = -1,      /* the scale of a double */
	NUMBER_TEXT_SIZE = 32, /* bytes that hold any printed number */
};

struct number {
	union {
		int64_t units;
		double real; /* finite, or the infinity or NaN that an operation gave */
	};
	int scale; /* 0 to NUMBER_SCALE, or NUMBER_REAL */
};

static inline struct number
number_of_int(int64_t units)
{
	return (struct number){ .units = units, .scale = 0 };
}

static inline struct number
number_of_double(double real)
{
	return (struct number){ .real = real, .scale = NUMBER_REAL };
}

static inline bool
number_is_real(struct number n)
{
	return n.scale == NUMBER_REAL;
}

enum number_status { NUMBER_OK, NUMBER_INVALID, NUMBER_TOO_LARGE };

/* Reads a JSON number, the whole of text: as a decimal where its value is exactly one, else as the nearest
 * double. A number too small for a double is 0; NUMBER_TOO_LARGE when it is beyond a double; NUMBER_INVALID
 * when the text is not a JSON number. Independent of the locale. */
enum number_status number_read(struct slice text, struct number *number);

/* Writes the shortest text that reads back the same, without a NUL, and returns its length: decimals in full
 * without trailing zeros; doubles with the fewest digits that give the same bits, in plain or exponent form
 * as ECMAScript does (plain from 1e-6 to below 1e21), "1e21", "1e-7". Negative zero is written as 0. The
 * number must be finite. */
size_t number_write(struct number number, char text[NUMBER_TEXT_SIZE]);

/* Appends what number_write writes. */
void number_append(struct buffer *to, struct number number);

/* The number that its text reads back as: a double becomes the decimal of its shortest digits where there is
 * one. So a process continues with the number that the next one would read. An infinity or NaN does not
 * change. */
struct number number_as_written(struct number number);

/* The form of a number that is the same for all numbers equal to it: as written, without zeros at the end of
 * a fraction. */
struct number number_canonical(struct number number);

/* number_as_written of a double: 0.15, not the double nearest to it. */
static inline struct number
number_shortest(double real)
{
	return number_as_written(number_of_double(real));
}

/* The nearest double. */
double number_to_double(struct number number);

/* For two decimals: exact where the result is a decimal, else the double nearest to it. When either is a
 * double, both are computed as doubles. */
struct number number_add(struct number a, struct number b);
struct number number_subtract(struct number a, struct number b);
struct number number_multiply(struct number a, struct number b);
struct number number_negate(struct number a);

/* The quotient is a double; for two decimals the one nearest to the exact quotient. b must not be 0. */
struct number number_divide(struct number a, struct number b);

/* The remainder with the sign of a (fmod, SQL's %); exact for two decimals. b must not be 0. */
struct number number_remainder(struct number a, struct number b);

bool number_is_zero(struct number a);

static inline bool
number_is_finite(struct number a)
{
	return !number_is_real(a) || isfinite(a.real);
}

/* Below, equal to or above 0, as memcmp: a decimal and a double are compared without rounding either. Neither
 * may be NaN. */
int number_compare(struct number a, struct number b);

/* Rounds to `places` decimal places (which may be negative), halves away from zero, as SQL's round. A decimal
 * stays exact; a double is rounded by its shortest digits, so that round(2.675, 2) is 2.68. */
struct number number_round(struct number a, int places);
struct number number_floor(struct number a);
struct number number_ceil(struct number a);

/* Whether |value - reference| < tolerance |reference|: strictly, so that of decimals that are not too long
 * the limit itself is not close. */
bool number_is_close(struct number value, struct number reference, struct number tolerance);

#endif
