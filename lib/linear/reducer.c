/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/reducer.h"

#include "base/bytes.h"
#include "linear/field_number.h"

#include <math.h>
#include <stdlib.h>

/* With fewer rows per column than this, sums of products gain little over reflections. */
enum { ROWS_PER_COLUMN = 2 };

int
reducer_open(struct reducer *reducer, size_t columns, struct error *error)
{
	const size_t size = columns * TRIANGLE_BLOCK;

	*reducer = (struct reducer){ 0 };
	if (triangle_open(&reducer->total, columns, error) ||
		triangle_open(&reducer->block, columns, error) || gram_open(&reducer->gram, columns, error))
		return -1;
	reducer->units = malloc(size * sizeof *reducer->units);
	reducer->scale = malloc(size * sizeof *reducer->scale);
	reducer->share = malloc(TRIANGLE_BLOCK * sizeof *reducer->share);
	reducer->value = malloc(size * sizeof *reducer->value);
	reducer->whole = malloc(size * sizeof *reducer->whole);
	if (!reducer->units || !reducer->scale || !reducer->share || !reducer->value || !reducer->whole)
		return error_memory(error);
	return 0;
}

void
reducer_free(struct reducer *reducer)
{
	triangle_free(&reducer->total);
	triangle_free(&reducer->block);
	gram_free(&reducer->gram);
	free(reducer->units);
	free(reducer->scale);
	free(reducer->share);
	free(reducer->value);
	free(reducer->whole);
	*reducer = (struct reducer){ 0 };
}

static void
fill_values(struct reducer *reducer, size_t column)
{
	const size_t first = column * TRIANGLE_BLOCK;
	long double *value = &reducer->value[first];

	for (size_t i = 0; i < reducer->count; i++) {
		const size_t at = first + i;
		value[i] = field_number_value(
			(struct number){ { .units = reducer->units[at] }, reducer->scale[at] });
	}
	for (size_t i = 0; i < reducer->count && reducer->weighted; i++)
		value[i] *= reducer->share[i];
}

struct scales {
	int least, most;
};

static struct scales
find_scales(const signed char *scale, size_t rows)
{
	struct scales found = { scale[0], scale[0] };

	for (size_t i = 1; i < rows; i++) {
		found.least = scale[i] < found.least ? scale[i] : found.least;
		found.most = scale[i] > found.most ? scale[i] : found.most;
	}
	return found;
}

static int
bits_of(uint128 all)
{
	int bits = 0;

	while (all >> bits)
		bits++;
	return bits;
}

/* Decimals of one scale: their units are whole numbers already. */
static struct gram_column
take_units(const struct reducer *reducer, size_t column, int scale)
{
	const int64_t *units = &reducer->units[column * TRIANGLE_BLOCK];
	uint64_t all = 0;

	for (size_t i = 0; i < reducer->count; i++)
		all |= units[i] < 0 ? -(uint64_t)units[i] : (uint64_t)units[i];
	return (struct gram_column){ units, field_number_tens[scale], bits_of(all), 0 };
}

/* The largest relative error of a value that was rounded to this whole number. */
static double
share_lost(int64_t whole)
{
	return 0.5 / (fabs((double)whole) + 0.5);
}

/* steps[i] becomes 10^(scale - i), which converts units of scale i. */
static void
fill_steps(int64_t steps[NUMBER_SCALE + 1], int scale)
{
	steps[scale] = 1;
	for (int i = scale; i > 0; i--)
		steps[i - 1] = steps[i] * 10;
}

/* Decimals of several scales: converted to one, and rounded to GRAM_BITS bits of the largest if longer. */
static struct gram_column
take_decimals(struct reducer *reducer, size_t column, int scale)
{
	const size_t first = column * TRIANGLE_BLOCK, end = first + reducer->count;
	int64_t steps[NUMBER_SCALE + 1];
	uint128 all = 0;

	fill_steps(steps, scale);
	for (size_t i = first; i < end; i++) {
		int128 units = (int128)reducer->units[i] * steps[reducer->scale[i]];
		all |= (uint128)(units < 0 ? -units : units);
	}
	const int bits = bits_of(all), shift = bits > GRAM_BITS ? bits - GRAM_BITS : 0;
	const int128 one = (int128)1 << shift, half = one / 2;
	double lost = 0;
	for (size_t i = first; i < end; i++) {
		int128 units = (int128)reducer->units[i] * steps[reducer->scale[i]];
		reducer->whole[i] = (int64_t)((units + half) >> shift);
		lost += units & (one - 1) ? share_lost(reducer->whole[i]) : 0;
	}
	return (struct gram_column){ &reducer->whole[first], ldexpl(field_number_tens[scale], -shift),
		bits - shift, lost / (double)reducer->count };
}

/* Any numbers: rounded to GRAM_BITS bits of the largest. */
static struct gram_column
take_values(struct reducer *reducer, size_t column)
{
	const long double *value = &reducer->value[column * TRIANGLE_BLOCK];
	int64_t *whole = &reducer->whole[column * TRIANGLE_BLOCK];
	long double most = 0;
	int exponent;

	fill_values(reducer, column);
	for (size_t i = 0; i < reducer->count; i++) {
		most = value[i] > most ? value[i] : most;
		most = -value[i] > most ? -value[i] : most;
	}
	frexpl(most, &exponent);
	const long double divisor = ldexpl(1, GRAM_BITS - exponent);
	double lost = 0;
	for (size_t i = 0; i < reducer->count; i++) {
		const long double exact = value[i] * divisor;
		whole[i] = llrintl(exact);
		lost += (long double)whole[i] != exact ? share_lost(whole[i]) : 0;
	}
	return (struct gram_column){ whole, divisor, GRAM_BITS, lost / (double)reducer->count };
}

static struct gram_column
take_column(struct reducer *reducer, size_t column)
{
	struct scales scales = find_scales(&reducer->scale[column * TRIANGLE_BLOCK], reducer->count);

	if (scales.least == NUMBER_REAL || reducer->weighted)
		return take_values(reducer, column);
	if (scales.least == scales.most) {
		struct gram_column taken = take_units(reducer, column, scales.most);
		if (taken.bits <= GRAM_BITS)
			return taken;
	}
	return take_decimals(reducer, column, scales.most);
}

/* Computes the block's triangle from sums of products; false when it needs reflections. */
static bool
reduce_sums(struct reducer *reducer)
{
	const size_t columns = reducer->total.columns;

	if (reducer->count < ROWS_PER_COLUMN * columns)
		return false;
	for (size_t j = 0; j < columns; j++)
		reducer->gram.column[j] = take_column(reducer, j);
	return gram_reduce(&reducer->gram, reducer->count, &reducer->block);
}

static void
reduce_reflecting(struct reducer *reducer)
{
	for (size_t j = 0; j < reducer->total.columns; j++)
		fill_values(reducer, j);
	triangle_absorb(&reducer->block, reducer->value, TRIANGLE_BLOCK, reducer->count);
}

void
reducer_finish(struct reducer *reducer)
{
	struct triangle *block = &reducer->block;

	if (!reduce_sums(reducer))
		reduce_reflecting(reducer);
	block->rows = reducer->count;
	block->weight = reducer->weight;
	triangle_merge(&reducer->total, block);
	triangle_clear(block);
	reducer->count = 0;
	reducer->weight = 0;
	reducer->weighted = false;
}

void
reducer_row(struct reducer *reducer, const struct number *row)
{
	const size_t columns = reducer->total.columns;
	const long double weight = field_number_value(row[columns]);

	for (size_t j = 0; j < columns; j++) {
		const size_t at = j * TRIANGLE_BLOCK + reducer->count;
		reducer->units[at] = row[j].units;
		reducer->scale[at] = (signed char)row[j].scale;
	}
	reducer->weighted |= weight != 1;
	reducer->share[reducer->count] = weight == 1 ? 1 : sqrtl(weight);
	reducer->weight += weight;
	if (++reducer->count == TRIANGLE_BLOCK)
		reducer_finish(reducer);
}
