/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coordinate descent (Friedman, Hastie, Tibshirani 2010, section 2) finds which terms stay and with which
 * signs. For these signs the minimum is a linear system, which is solved: descent alone would creep where
 * terms are nearly dependent. On the way there a term whose sign would turn stops at 0 and leaves (the
 * feature-sign search of Lee, Battle, Raina, Ng, 2006). */
#include "linear/design.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sweeps go on while they turn signs, but for so many at most; what is solved then is lower than all before,
 * so that it ends. SWEEPS is only for rounding that would not. */
enum { SWEEPS = 2000, SWEEPS_TURNING = 50 };

struct descent {
	const struct design *design;
	long double l1, l2;
	long double slack;        /* rounding, in the units of the target */
	long double *gamma;       /* by term */
	int *sign;                /* by term: -1, 0, 1 */
	size_t *staying;          /* the terms whose sign is not 0 */
	long double *below;       /* scratch of the triangle */
	long double *goal;        /* by staying term: where it moves to */
	struct triangle triangle; /* U and, last, z: of the staying terms and the target */
};

/* What the target still has along term j, beside all terms with their gammas. */
static long double
left_along(const struct descent *descent, size_t j)
{
	const struct design *design = descent->design;
	long double left = design->along[j];

	for (size_t k = 0; k < design->terms; k++)
		left -= design->gram[j * design->terms + k] * descent->gamma[k];
	return left;
}

/* One sweep over the terms. Did a sign turn? */
static bool
sweep(struct descent *descent)
{
	bool turned = false;

	for (size_t j = 0; j < descent->design->terms; j++) {
		if (descent->design->length[j] == 0)
			continue;
		long double pull = left_along(descent, j) + descent->gamma[j];
		long double shrunk = fabsl(pull) - descent->l1;
		int sign = shrunk <= descent->slack ? 0 : pull < 0 ? -1 : 1;
		descent->gamma[j] = sign == 0 ? 0 : sign * shrunk / (1 + descent->l2);
		turned = turned || sign != descent->sign[j];
		descent->sign[j] = sign;
	}
	return turned;
}

/* The triangle of the staying terms, and below them sqrt(l2) times the unit matrix: ridge regression as least
 * squares. Returns the number of these terms. */
static size_t
reduce(struct descent *descent)
{
	const struct design *design = descent->design;
	size_t rows = design->rows, count = 0;

	for (size_t j = 0; j < design->terms; j++) {
		if (descent->sign[j] == 0)
			continue;
		memcpy(&descent->below[count * rows], &design->unit[j * rows], rows * sizeof *descent->below);
		descent->staying[count++] = j;
	}
	memcpy(&descent->below[count * rows], &design->unit[design->terms * rows],
		rows * sizeof *descent->below);
	descent->triangle.columns = count + 1;
	triangle_clear(&descent->triangle);
	triangle_absorb(&descent->triangle, descent->below, rows, rows);
	struct triangle ridge = { .columns = count + 1, .value = descent->below };
	triangle_clear(&ridge);
	for (size_t i = 0; i < count; i++)
		ridge.value[i * (count + 1) + i] = sqrtl(descent->l2);
	triangle_merge(&descent->triangle, &ridge);
	return count;
}

/* x, of `count` numbers, becomes U^-1 x. */
static void
solve_back(const struct triangle *triangle, size_t count, long double *x)
{
	for (size_t i = count; i-- > 0;) {
		for (size_t j = i + 1; j < count; j++)
			x[i] -= triangle->value[j * triangle->columns + i] * x[j];
		x[i] /= triangle->value[i * triangle->columns + i];
	}
}

/* The goal is the minimum for the signs: U'U g = U'z - l1 sign, or g = U^-1 (z - U'^-1 l1 sign). */
static void
aim(struct descent *descent, size_t count)
{
	const long double *u = descent->triangle.value;
	size_t columns = count + 1;
	long double *g = descent->goal;

	for (size_t i = 0; i < count; i++) {
		g[i] = descent->l1 * descent->sign[descent->staying[i]];
		for (size_t j = 0; j < i; j++)
			g[i] -= u[i * columns + j] * g[j];
		g[i] /= u[i * columns + i];
	}
	for (size_t i = 0; i < count; i++)
		g[i] = u[count * columns + i] - g[i];
	solve_back(&descent->triangle, count, g);
}

/* Term number `last` follows from those before it: where together they come to nothing, the way with less of
 * l1 is free. The goal is so far that way that a sign turns. */
static void
aim_along(struct descent *descent, size_t last, size_t count)
{
	size_t columns = count + 1;
	long double *way = descent->goal, cost = 0;

	memset(way, 0, count * sizeof *way);
	for (size_t i = 0; i < last; i++)
		way[i] = -descent->triangle.value[last * columns + i];
	solve_back(&descent->triangle, last, way);
	way[last] = 1;
	for (size_t i = 0; i <= last; i++)
		cost += way[i] * descent->sign[descent->staying[i]];
	long double steps = INFINITY;
	for (size_t i = 0; i <= last; i++) {
		long double step = fabsl(descent->gamma[descent->staying[i]] / way[i]);
		bool turns = way[i] * descent->sign[descent->staying[i]] * (cost > 0 ? 1 : -1) > 0;
		steps = turns && step < steps ? step : steps;
	}
	for (size_t i = 0; i < count; i++)
		way[i] = descent->gamma[descent->staying[i]] - (cost > 0 ? 2 : -2) * steps * way[i];
}

/* Goes to the goal, or as far as the first term that becomes 0, which then leaves. True at the goal. */
static bool
go(struct descent *descent, size_t count)
{
	size_t first = count;
	long double share = 1;

	for (size_t i = 0; i < count && descent->l1 > 0; i++) {
		size_t j = descent->staying[i];
		if (descent->goal[i] * descent->sign[j] > 0)
			continue;
		long double to_zero = descent->gamma[j] / (descent->gamma[j] - descent->goal[i]);
		if (first == count || to_zero < share) {
			share = to_zero;
			first = i;
		}
	}
	for (size_t i = 0; i < count; i++) {
		size_t j = descent->staying[i];
		if (first == count)
			descent->gamma[j] = descent->goal[i];
		else
			descent->gamma[j] += share * (descent->goal[i] - descent->gamma[j]);
	}
	if (first < count) {
		descent->gamma[descent->staying[first]] = 0;
		descent->sign[descent->staying[first]] = 0;
	}
	return first == count;
}

/* Makes gamma the minimum for its signs, of which some may be gone then. */
static void
settle(struct descent *descent)
{
	bool there = false;

	while (!there) {
		size_t count = reduce(descent), i = 0;
		const long double *u = descent->triangle.value;
		/* With l2 below them no terms are dependent. */
		while (i < count && (descent->l2 > 0 || fabsl(u[i * (count + 1) + i]) > SOLVE_ALIASED))
			i++;
		if (i == count)
			aim(descent, count);
		else
			aim_along(descent, i, count);
		there = go(descent, count);
	}
}

/* Would no term that is gone move? Sets what counts as rounding by the gammas at hand. */
static bool
at_rest(struct descent *descent)
{
	const struct design *design = descent->design;
	long double size = design->target;

	for (size_t j = 0; j < design->terms; j++)
		size += fabsl(descent->gamma[j]);
	descent->slack = SOLVE_NOTHING * size;
	for (size_t j = 0; j < design->terms; j++)
		if (descent->sign[j] == 0 && design->length[j] > 0 &&
			fabsl(left_along(descent, j)) > descent->l1 + descent->slack)
			return false;
	return true;
}

int
design_descend(const struct design *design, long double l1, long double l2, long double *gamma)
{
	size_t rows = design->rows;
	struct descent descent = {
		.design = design,
		.l1 = l1,
		.l2 = l2,
		.slack = SOLVE_NOTHING * design->target,
		.gamma = gamma,
		.sign = calloc(rows, sizeof *descent.sign),
		.staying = calloc(rows, sizeof *descent.staying),
		.below = calloc(rows * rows, sizeof *descent.below),
		.goal = calloc(rows, sizeof *descent.goal),
	};

	struct error error = { 0 };
	int failed = triangle_open(&descent.triangle, rows, &error) || !descent.sign || !descent.staying ||
		     !descent.below || !descent.goal;
	/* Without l1 every term stays: one system. */
	for (size_t j = 0; j < design->terms && !failed && l1 == 0; j++)
		descent.sign[j] = design->length[j] > 0;
	for (int i = 0; i < SWEEPS && !failed; i++) {
		if (l1 > 0 && sweep(&descent) && (i + 1) % SWEEPS_TURNING)
			continue;
		settle(&descent);
		if (at_rest(&descent))
			break;
	}
	triangle_free(&descent.triangle);
	free(descent.sign);
	free(descent.staying);
	free(descent.below);
	free(descent.goal);
	return failed ? -1 : 0;
}
