/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/triangle.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Four sums side by side: a single one would wait for each addition. */
static long double
dot(const long double *a, const long double *b, size_t length)
{
	long double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
	size_t i = 0;

	for (; i + 4 <= length; i += 4) {
		s0 += a[i] * b[i];
		s1 += a[i + 1] * b[i + 1];
		s2 += a[i + 2] * b[i + 2];
		s3 += a[i + 3] * b[i + 3];
	}
	for (; i < length; i++)
		s0 += a[i] * b[i];
	return (s0 + s1) + (s2 + s3);
}

struct reflection
reflection_clear(long double *head, const long double *tail, size_t length)
{
	long double square = dot(tail, tail, length);

	if (square == 0)
		return (struct reflection){ 0 };
	/* The sign is chosen so that head - turned does not cancel. v'v = -2 turned (head - turned). */
	long double turned = -copysignl(sqrtl(*head * *head + square), *head);
	struct reflection reflection = { .head = *head - turned, .tail = tail, .length = length };
	reflection.scale = turned * reflection.head;
	*head = turned;
	return reflection;
}

void
reflection_apply(const struct reflection *reflection, long double *head, long double *tail)
{
	if (reflection->scale == 0)
		return;
	long double factor = reflection->head * *head + dot(reflection->tail, tail, reflection->length);
	factor /= reflection->scale;
	*head += factor * reflection->head;
	for (size_t i = 0; i < reflection->length; i++)
		tail[i] += factor * reflection->tail[i];
}

int
triangle_open(struct triangle *triangle, size_t columns, struct error *error)
{
	triangle->columns = columns;
	triangle->rows = 0;
	triangle->weight = 0;
	triangle->value = calloc(columns * columns, sizeof *triangle->value);
	return triangle->value ? 0 : error_memory(error);
}

void
triangle_free(struct triangle *triangle)
{
	free(triangle->value);
	*triangle = (struct triangle){ 0 };
}

/* Reduces the rows below the triangle into it. If they are a triangle themselves, column k ends at row k. */
static void
absorb(struct triangle *triangle, long double *below, size_t stride, size_t rows, bool triangular)
{
	size_t columns = triangle->columns;

	for (size_t k = 0; k < columns; k++) {
		long double *diagonal = &triangle->value[k * columns + k];
		size_t length = triangular ? k + 1 : rows;
		struct reflection reflection = reflection_clear(diagonal, &below[k * stride], length);
		for (size_t j = k + 1; j < columns; j++)
			reflection_apply(&reflection, &triangle->value[j * columns + k], &below[j * stride]);
	}
}

void
triangle_clear(struct triangle *triangle)
{
	memset(triangle->value, 0, triangle->columns * triangle->columns * sizeof *triangle->value);
	triangle->rows = 0;
	triangle->weight = 0;
}

void
triangle_copy(struct triangle *to, const struct triangle *from)
{
	memcpy(to->value, from->value, from->columns * from->columns * sizeof *to->value);
	to->rows = from->rows;
	to->weight = from->weight;
}

void
triangle_merge(struct triangle *to, struct triangle *from)
{
	absorb(to, from->value, from->columns, from->columns, true);
	to->rows += from->rows;
	to->weight += from->weight;
}

void
triangle_absorb(struct triangle *triangle, long double *below, size_t stride, size_t rows)
{
	absorb(triangle, below, stride, rows, false);
}

void
upper_solve(const long double *upper, size_t stride, size_t size, long double *x)
{
	for (size_t i = size; i-- > 0;) {
		for (size_t j = i + 1; j < size; j++)
			x[i] -= upper[j * stride + i] * x[j];
		x[i] /= upper[i * stride + i];
	}
}

void
upper_solve_transposed(const long double *upper, size_t stride, size_t from, size_t size, long double *x)
{
	for (size_t i = from; i < size; i++) {
		const long double *column = &upper[i * stride];
		for (size_t j = from; j < i; j++)
			x[i] -= column[j] * x[j];
		x[i] /= column[i];
	}
}
