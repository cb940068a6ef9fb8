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

/* Reads a number in JSON's grammar (the whole of text): as a decimal where its value is one exactly, else as
 * the nearest double. One too small for a double is 0; NUMBER_TOO_LARGE when a double cannot hold it;
 * NUMBER_INVALID when the text is no JSON number. Independent of the locale. */
enum number_status number_read(struct slice text, struct number *number);

/* Prints the shortest text that reads back the same, without a NUL, and returns its length (at most
 * NUMBER_TEXT_SIZE): decimals in full without trailing zeros; doubles with the fewest digits that give the
 * same bits, in ECMAScript's choice of plain or exponent form (plain from 1e-6 to below 1e21), "1e21",
 * "1e-7". Negative zero prints as 0 ("-0" is a decimal 0). The number must be finite. */
size_t number_write(struct number number, char text[NUMBER_TEXT_SIZE]);

/* Appends what number_write prints. */
void number_append(struct buffer *to, struct number number);

/* The number that its printed text reads back as: a double becomes the decimal of its shortest digits where
 * that is one. So what a process goes on with is what the next one would read. An infinity or NaN stays. */
struct number number_as_written(struct number number);

/* The same of a double: 0.15, not the double nearest to it. */
static inline struct number
number_shortest(double real)
{
	return number_as_written(number_of_double(real));
}

/* The nearest double. */
double number_to_double(struct number number);

/* Exact while both are decimals and the result is one; the double nearest to the result when it is none. In
 * doubles when either is a double. */
struct number number_add(struct number a, struct number b);
struct number number_subtract(struct number a, struct number b);
struct number number_multiply(struct number a, struct number b);
struct number number_negate(struct number a);

/* A double; of two decimals the one nearest to the exact quotient. b must not be 0. */
struct number number_divide(struct number a, struct number b);

/* The remainder with the sign of a (fmod, SQL's %); exact for two decimals. b must not be 0. */
struct number number_remainder(struct number a, struct number b);

bool number_is_zero(struct number a);

static inline bool
number_is_finite(struct number a)
{
	return !number_is_real(a) || isfinite(a.real);
}

/* Below, equal to or above 0 as a is less than, equal to or greater than b, by exact value: a decimal and a
 * double are compared without rounding either. Neither may be NaN. */
int number_compare(struct number a, struct number b);

/* a rounded to `places` decimal places (may be negative), halves away from zero, as SQL's round. A decimal
 * stays exact; a double is rounded by its shortest decimal text, so that round(2.675, 2) is 2.68. */
struct number number_round(struct number a, int places);
struct number number_floor(struct number a);
struct number number_ceil(struct number a);

/* |value - of| < share |of|, strictly: of three decimals that are not too long, what is on the very line is
 * not within. */
bool number_is_close(struct number value, struct number of, struct number share);

#endif
