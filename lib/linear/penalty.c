/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/penalty.h"

#include "base/slice.h"
#include "number/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *
penalty_name(const struct penalty *penalty)
{
	if (penalty_none(penalty))
		return "linear";
	return penalty->alpha == 0 ? "ridge" : penalty->alpha == 1 ? "lasso" : "elastic-net";
}

/* A number that is not below 0. */
static bool
read_number(struct slice text, double *value)
{
	struct number number;

	if (number_read(text, &number) != NUMBER_OK)
		return false;
	*value = number_to_double(number);
	return *value >= 0;
}

static int
read_lambda(const char *option, struct slice text, double *lambda, struct error *error)
{
	if (slice_is(text, "best")) {
		*lambda = NAN;
		return 0;
	}
	if (read_number(text, lambda) && *lambda > 0)
		return 0;
	return error_set(error, STATUS_USAGE,
		"%s %.*s: write a lambda above 0, or best to have it chosen by --cv", option,
		SLICE_PRINT(text));
}

static int
read_elastic_net(struct penalty *penalty, const char *text, struct error *error)
{
	const char *comma = strchr(text, ',');

	if (!comma || !read_number(slice_of(comma + 1), &penalty->alpha) || penalty->alpha > 1)
		return error_set(error, STATUS_USAGE,
			"--elastic-net %s: write LAMBDA,ALPHA with an alpha from 0 (ridge) to 1 (lasso)",
			text);
	return read_lambda("--elastic-net", slice_between(text, comma), &penalty->lambda, error);
}

int
penalty_read(struct penalty *penalty, const char *ridge, const char *lasso, const char *elastic_net,
	struct error *error)
{
	*penalty = (struct penalty){ 0 };
	if ((ridge != NULL) + (lasso != NULL) + (elastic_net != NULL) > 1)
		return error_set(error, STATUS_USAGE, "give only one of --ridge, --lasso and --elastic-net");
	if (ridge)
		return read_lambda("--ridge", slice_of(ridge), &penalty->lambda, error);
	penalty->alpha = lasso ? 1 : 0;
	if (lasso)
		return read_lambda("--lasso", slice_of(lasso), &penalty->lambda, error);
	return elastic_net ? read_elastic_net(penalty, elastic_net, error) : 0;
}

static long double
product(const long double *a, const long double *b, size_t length)
{
	long double sum = 0;

	for (size_t i = 0; i < length; i++)
		sum += a[i] * b[i];
	return sum;
}

/* Without the row of the intercept, the columns of the triangle are those of centred data. */
static void
fill_units(struct design *design)
{
	const struct triangle *triangle = design->triangle;
	size_t columns = triangle->columns, rows = design->rows, first = columns - rows;

	for (size_t j = 0; j < rows; j++) {
		const long double *column = &triangle->value[(j + first) * columns];
		long double *unit = &design->unit[j * rows];
		long double whole = sqrtl(product(column, column, columns));
		memcpy(unit, &column[first], rows * sizeof *unit);
		long double length = sqrtl(product(unit, unit, rows));
		if (j == design->terms) {
			design->target = length;
			break;
		}
		design->length[j] = length > SOLVE_ALIASED * whole ? length : 0;
		for (size_t i = 0; i < rows; i++)
			unit[i] = design->length[j] > 0 ? unit[i] / length : 0;
	}
}

int
design_open(struct design *design, const struct triangle *triangle, bool intercept, struct error *error)
{
	size_t terms = triangle->columns - (intercept ? 2 : 1), rows = terms + 1;

	*design = (struct design){ triangle, intercept, .terms = terms, .rows = rows };
	design->unit = calloc(rows * rows, sizeof *design->unit);
	design->length = calloc(rows, sizeof *design->length);
	design->gram = calloc(rows * rows, sizeof *design->gram);
	design->along = calloc(rows, sizeof *design->along);
	if (!design->unit || !design->length || !design->gram || !design->along)
		return error_memory(error);
	fill_units(design);
	const long double *target = &design->unit[terms * rows];
	for (size_t j = 0; j < terms; j++) {
		const long double *unit = &design->unit[j * rows];
		design->along[j] = product(unit, target, rows);
		for (size_t k = 0; k < terms; k++)
			design->gram[j * terms + k] = product(unit, &design->unit[k * rows], rows);
	}
	return 0;
}

void
design_free(struct design *design)
{
	free(design->unit);
	free(design->length);
	free(design->gram);
	free(design->along);
	*design = (struct design){ 0 };
}

double
design_lasso_top(const struct design *design)
{
	long double most = 0;

	for (size_t j = 0; j < design->terms; j++)
		most = fmaxl(most, fabsl(design->along[j]));
	return (double)(most / sqrtl(design->triangle->weight));
}

/* Coordinate descent (Friedman, Hastie, Tibshirani 2010, section 2) finds which terms stay and with which
 * signs. For given signs the minimum is the solution of a linear system; descent would only creep towards it
 * where terms are nearly dependent. A term whose sign would turn on the way there stops at 0 and leaves (the
 * feature-sign search of Lee, Battle, Raina, Ng, 2006). */

/* The system is solved when a sweep turned no sign, or after SWEEPS_TURNING sweeps. Each solution is lower
 * than those before, so that the search ends; SWEEPS guards against rounding that keeps it from ending. */
enum { SWEEPS = 2000, SWEEPS_TURNING = 50 };

struct descent {
	const struct design *design;
	long double l1, l2;
	long double slack;        /* what counts as rounding, in units of the target */
	long double *gamma;       /* by term: coefficient of the scaled term */
	int *sign;                /* by term: -1, 0 or 1 */
	size_t *staying;          /* the terms whose sign is not 0 */
	struct triangle triangle; /* U of the staying terms; its last column is z, of the target */
	long double *below;       /* scratch: the rows that are reduced to the triangle */
	long double *goal;        /* by staying term: the gamma to move to */
};

/* The part of the residual along term j. */
static long double
residual_along(const struct descent *descent, size_t j)
{
	const struct design *design = descent->design;
	long double left = design->along[j];

	for (size_t k = 0; k < design->terms; k++)
		left -= design->gram[j * design->terms + k] * descent->gamma[k];
	return left;
}

/* One sweep over the terms. True when a sign turned. */
static bool
sweep(struct descent *descent)
{
	bool turned = false;

	for (size_t j = 0; j < descent->design->terms; j++) {
		if (descent->design->length[j] == 0)
			continue;
		long double pull = residual_along(descent, j) + descent->gamma[j];
		long double shrunk = fabsl(pull) - descent->l1;
		int sign = shrunk <= descent->slack ? 0 : pull < 0 ? -1 : 1;
		descent->gamma[j] = sign == 0 ? 0 : sign * shrunk / (1 + descent->l2);
		turned = turned || sign != descent->sign[j];
		descent->sign[j] = sign;
	}
	return turned;
}

/* Makes the triangle of the staying terms with sqrt(l2) times the unit matrix below them, which is ridge
 * regression as least squares. Returns the number of staying terms. */
static size_t
reduce_staying(struct descent *descent)
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

/* The goal is the minimum for the signs: U'U g = U'z - l1 sign, or g = U^-1 (z - U'^-1 l1 sign). */
static void
aim_at_minimum(struct descent *descent, size_t count)
{
	const long double *u = descent->triangle.value;
	size_t columns = count + 1;
	long double *g = descent->goal;

	for (size_t i = 0; i < count; i++)
		g[i] = descent->l1 * descent->sign[descent->staying[i]];
	upper_solve_transposed(u, columns, 0, count, g);
	for (size_t i = 0; i < count; i++)
		g[i] = u[count * columns + i] - g[i];
	upper_solve(u, columns, count, g);
}

/* Staying term `last` is a combination of those before it. To add to it and to take the same from them
 * changes no prediction, but may lower the sum that l1 penalises. The goal lies in the direction that does
 * not raise it, so far that a sign turns. */
static void
aim_along_dependence(struct descent *descent, size_t last, size_t count)
{
	const long double *u = descent->triangle.value;
	size_t columns = count + 1;
	long double *way = descent->goal, cost = 0;

	memset(way, 0, count * sizeof *way);
	for (size_t i = 0; i < last; i++)
		way[i] = -u[last * columns + i];
	upper_solve(u, columns, last, way);
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

/* Moves gamma to the goal, or only until a first term becomes 0, which then leaves. True at the goal. */
static bool
move_to_goal(struct descent *descent, size_t count)
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

/* Makes gamma the minimum for its signs; terms may leave on the way. */
static void
minimise_for_signs(struct descent *descent)
{
	bool there = false;

	while (!there) {
		size_t count = reduce_staying(descent), i = 0;
		const long double *u = descent->triangle.value;
		/* Where l2 is above 0, no terms are dependent. */
		while (i < count && (descent->l2 > 0 || fabsl(u[i * (count + 1) + i]) > SOLVE_ALIASED))
			i++;
		if (i == count)
			aim_at_minimum(descent, count);
		else
			aim_along_dependence(descent, i, count);
		there = move_to_goal(descent, count);
	}
}

/* True when no term that left would return: gamma is the minimum. First adapts the slack to gamma. */
static bool
is_minimum(struct descent *descent)
{
	const struct design *design = descent->design;
	long double size = design->target;

	for (size_t j = 0; j < design->terms; j++)
		size += fabsl(descent->gamma[j]);
	descent->slack = SOLVE_NOTHING * size;
	for (size_t j = 0; j < design->terms; j++)
		if (descent->sign[j] == 0 && design->length[j] > 0 &&
			fabsl(residual_along(descent, j)) > descent->l1 + descent->slack)
			return false;
	return true;
}

/* Sets gamma to what minimises 1/2 |target - unit gamma|^2 + l1 sum |gamma| + l2/2 sum gamma^2. 0, or -1 when
 * memory ran out. */
static int
descend(const struct design *design, long double l1, long double l2, long double *gamma)
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
		minimise_for_signs(&descent);
		if (is_minimum(&descent))
			break;
	}
	triangle_free(&descent.triangle);
	free(descent.sign);
	free(descent.staying);
	free(descent.below);
	free(descent.goal);
	return failed ? -1 : 0;
}

/* Converts gamma to coefficients in the units of the terms, and adds the constant. */
static void
fill_coefficients(const struct design *design, const long double *gamma, struct solution *solution)
{
	const struct triangle *triangle = design->triangle;
	size_t columns = triangle->columns, first = design->intercept ? 1 : 0;
	long double constant = triangle->value[(columns - 1) * columns];

	for (size_t j = 0; j < design->terms; j++) {
		struct estimate *e = &solution->estimate[j + first];
		long double coefficient = design->length[j] > 0 ? gamma[j] / design->length[j] : 0;
		*e = (struct estimate){ (double)coefficient, NAN, NAN, NAN, design->length[j] == 0 };
		solution->rank += !e->aliased;
		constant -= triangle->value[(j + first) * columns] * coefficient;
	}
	if (!design->intercept)
		return;
	bool none = triangle->rows == 0;
	constant = none ? 0 : constant / triangle->value[0];
	solution->estimate[0] = (struct estimate){ (double)constant, NAN, NAN, NAN, none };
	solution->rank += !none;
}

int
design_solve(const struct design *design, const struct penalty *penalty, struct solution *solution,
	struct error *error)
{
	const struct triangle *triangle = design->triangle;
	long double *gamma = calloc(design->rows, sizeof *gamma);
	/* The objective times W, for terms of length 1, which is sqrt(W) standard deviations. */
	long double l1 = sqrtl(triangle->weight) * penalty->lambda * penalty->alpha;
	long double l2 = penalty->lambda * (1 - (long double)penalty->alpha);

	if (solution_open(solution, triangle->columns - 1, error) || !gamma ||
		descend(design, l1, l2, gamma)) {
		free(gamma);
		return error_memory(error);
	}
	fill_coefficients(design, gamma, solution);
	free(gamma);
	long double total = triangle_squares(triangle, design->intercept);
	solution->n = triangle->rows;
	solution->rss = (double)solution_squares(solution, triangle);
	solution->r2 =
		total > 0 ? (double)fmaxl(0, 1 - solution->rss / total) : NAN; /* below 0 it is rounding */
	solution->adj_r2 = solution->sigma = solution->f = solution->f_p = NAN;
	return solution_check(solution, error);
}
