/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/gram.h"

#include "base/bytes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Bits that a sum of TRIANGLE_BLOCK products needs in addition to those of one product: the sign is one. */
enum { SUM_BITS = 11 };
_Static_assert(TRIANGLE_BLOCK <= 1 << (SUM_BITS - 1), "a sum of a block's products needs more bits");

/* The sum of LONG_ROWS products of two numbers of GRAM_BITS bits fits in 128 bits. */
enum { LONG_ROWS = 4 };
_Static_assert(LONG_ROWS < 1 << (127 - 2 * GRAM_BITS), "a sum of LONG_ROWS products does not fit");

int
gram_open(struct gram *gram, size_t columns, struct error *error)
{
	gram->columns = columns;
	gram->column = calloc(columns, sizeof *gram->column);
	gram->sum = calloc(columns * columns, sizeof *gram->sum);
	return gram->column && gram->sum ? 0 : error_memory(error);
}

void
gram_free(struct gram *gram)
{
	free(gram->column);
	free(gram->sum);
	*gram = (struct gram){ 0 };
}

static quad
sum_short(const int64_t *a, const int64_t *b, size_t rows)
{
	int64_t sum = 0;

	for (size_t i = 0; i < rows; i++)
		sum += a[i] * b[i];
	return sum;
}

static int128
sum_wide(const int64_t *a, const int64_t *b, size_t rows)
{
	int128 sum = 0;

	for (size_t i = 0; i < rows; i++)
		sum += (int128)a[i] * b[i];
	return sum;
}

/* A sum that may need more than 128 bits, in two halves. */
static quad
sum_long(const int64_t *a, const int64_t *b, size_t rows)
{
	int128 high = 0, low = 0;

	for (size_t i = 0; i < rows; i += LONG_ROWS) {
		int128 some = sum_wide(&a[i], &b[i], rows - i < LONG_ROWS ? rows - i : LONG_ROWS);
		high += some >> 64;
		low += (uint64_t)some;
	}
	return (quad)high * 0x1p64L + (quad)low;
}

static quad
sum_products(const struct gram_column *a, const struct gram_column *b, size_t rows)
{
	int bits = a->bits + b->bits + SUM_BITS;

	if (bits <= 64)
		return sum_short(a->at, b->at, rows);
	return bits <= 128 ? (quad)sum_wide(a->at, b->at, rows) : sum_long(a->at, b->at, rows);
}

/* Fills the upper triangle of X'X. */
static void
fill_sums(struct gram *gram, size_t rows)
{
	for (size_t j = 0; j < gram->columns; j++)
		for (size_t k = 0; k <= j; k++)
			gram->sum[j * gram->columns + k] =
				sum_products(&gram->column[k], &gram->column[j], rows);
}

/* Row k of the triangle, from row k of what elimination has left. */
static void
write_row(const struct gram *gram, size_t k, struct triangle *triangle)
{
	const size_t columns = gram->columns;
	const long double root = sqrtl((long double)gram->sum[k * columns + k]);

	for (size_t j = k; j < columns; j++)
		triangle->value[j * columns + k] =
			(long double)gram->sum[j * columns + k] / root / gram->column[j].divisor;
}

static void
eliminate(struct gram *gram, size_t k)
{
	const size_t columns = gram->columns;
	quad *sum = gram->sum;

	for (size_t i = k + 1; i < columns; i++) {
		const quad factor = sum[i * columns + k] / sum[k * columns + k];
		for (size_t j = i; j < columns; j++)
			sum[j * columns + i] -= factor * sum[j * columns + k];
	}
}

/* True when the column follows exactly from those before it, as a constant does from the intercept: its row
 * of the triangle is 0. */
static bool
nothing_left(const struct gram *gram, size_t k)
{
	for (size_t j = k; j < gram->columns; j++)
		if (gram->sum[j * gram->columns + k] != 0)
			return false;
	return true;
}

static bool
rounded_away(const struct gram *gram)
{
	for (size_t j = 0; j < gram->columns; j++)
		if (gram->column[j].lost > 0x1p-54)
			return true;
	return false;
}

/* What a column must keep of its squared length. If it and all before it are exact: 2^-90, so that the
 * rounding of elimination, 2^-113, does not show in 64 bits of the triangle ((2^-49)^2, and 2^8 to be safe).
 * Otherwise: on average over the rows, 2^-10 of its largest value, so that an error of 1/2 is 2^-53 of what
 * is kept. */
static quad
least_kept(const struct gram_column *column, size_t rows, bool rounded)
{
	if (rounded)
		return (quad)rows * ldexpl(1, 2 * (column->bits - 10));
	return sum_products(column, column, rows) * (quad)0x1p-90L;
}

bool
gram_reduce(struct gram *gram, size_t rows, struct triangle *triangle)
{
	bool rounded = false;

	if (QUAD_BITS < 113 || rounded_away(gram))
		return false;
	fill_sums(gram, rows);
	for (size_t k = 0; k < gram->columns; k++) {
		rounded |= gram->column[k].lost > 0;
		if (gram->sum[k * gram->columns + k] > least_kept(&gram->column[k], rows, rounded)) {
			write_row(gram, k, triangle);
			eliminate(gram, k);
		} else if (!nothing_left(gram, k)) {
			triangle_clear(triangle);
			return false;
		}
	}
	return true;
}
