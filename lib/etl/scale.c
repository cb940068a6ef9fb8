/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --scale FIELD=standard|minmax: (x - mean) / deviation, or (x - min) / (max - min). */
#include "etl/plan.h"
#include "etl/transforms.h"
#include "number/power_sum.h"

#include <math.h>

struct scale {
	bool minmax; /* else standard */
	bool filled; /* with --fit: nulls count as the mean, which --fill learns */
	struct power_sum sums;
	struct number min, max; /* where sums has a number */
	uint64_t nulls;
};

static int
scale_read(struct transform *transform, struct error *error)
{
	/* The deviation, by count - 1, is not known of one number. */
	static const char *const standard[TRANSFORM_NUMBERS] = { "mean", "stddev" };
	static const char *const minmax[TRANSFORM_NUMBERS] = { "min", "max" };
	struct scale *scale = transform->state;

	(void)error;
	scale->minmax = slice_is(transform->text, "minmax");
	transform->names = scale->minmax ? minmax : standard;
	return scale->minmax || slice_is(transform->text, "standard") ? 0 : 1;
}

static int
scale_bind(struct transform *transform, struct plan *plan, struct error *error)
{
	const struct transform *fill = transforms_find(&plan->transforms, TRANSFORM_FILL, transform->field);
	struct scale *scale = transform->state;

	/* The field is the one that is filled where -s does not set it. */
	scale->filled = fill && fill->observes && !scope_setting(&plan->scope, transform->field);
	return transform_compile(transform, plan, error);
}

/* The name means the scaled value from here on. */
static int
scale_declare(struct transform *transform, struct plan *plan, struct error *error)
{
	return scope_add_setting(&plan->scope, transform->field, TYPE_ANY, &transform->setting, error);
}

static int
scale_learn(struct transform *transform, const struct value *value, struct error *error)
{
	struct scale *scale = transform->state;
	struct number number = value->number;

	if (value->kind == VALUE_NULL) {
		scale->nulls++;
		return 0;
	}
	if (scale->sums.count == 0)
		scale->min = scale->max = number;
	if (number_compare(number, scale->min) < 0)
		scale->min = number;
	if (number_compare(number, scale->max) > 0)
		scale->max = number;
	return power_sum_add(&scale->sums, number) ? error_memory(error) : 0;
}

/* Nulls that are filled with the mean of n numbers leave the sum of the squared differences as it is, so that
 * the variance is this sum over count - 1 instead of n - 1. */
static void
finish_standard(struct transform *transform, const struct power_sum *sums)
{
	uint64_t n = sums->count, count = transform->count;

	transform_set_number(transform, 0, power_sum_mean(sums));
	if (count < 2)
		return;
	double deviation = n < 2 ? 0 : power_sum_stddev(sums);
	if (count > n)
		deviation *= sqrt((double)(n - 1) / (double)(count - 1));
	transform_set_number(transform, 1, number_of_double(deviation));
}

static int
scale_finish(struct transform *transform, struct error *error)
{
	const struct scale *scale = transform->state;

	(void)error;
	if (scale->sums.count == 0)
		return 0;
	transform->count = scale->sums.count + (scale->filled ? scale->nulls : 0);
	if (scale->minmax) {
		transform_set_number(transform, 0, scale->min);
		transform_set_number(transform, 1, scale->max);
	} else {
		finish_standard(transform, &scale->sums);
	}
	return 0;
}

/* The number on the scale, a double; 0 where all numbers that it was learned from are equal. */
static struct number
scale_number(const struct transform *transform, struct number number)
{
	const struct scale *scale = transform->state;
	struct number from = transform->numbers[0].number, range = transform->numbers[1].number;

	if (scale->minmax)
		range = number_subtract(range, from);
	if (!transform->numbers[1].known || number_compare(range, number_of_int(0)) <= 0)
		return number_of_int(0);
	return number_divide(number_subtract(number, from), range);
}

static int
scale_encode(const struct transform *transform, struct scratch *scratch, struct value *values,
	struct refusal *refusal)
{
	struct value value;

	if (program_number(transform->program, scratch, &value, refusal))
		return -1;
	if (value.kind == VALUE_NUMBER) {
		value.number = scale_number(transform, value.number);
		if (!number_is_finite(value.number))
			return refuse(refusal, transform->field, "this number is too large for its scale");
	}
	values[transform->setting] = value;
	return 0;
}

static void
scale_free(struct transform *transform)
{
	struct scale *scale = transform->state;

	power_sum_free(&scale->sums);
}

const struct transform_kind transform_scale = {
	.list = "scale",
	.option = "scale",
	.form = "FIELD=standard|minmax",
	.size = sizeof(struct scale),
	.text_key = "by",
	.read = scale_read,
	.bind = scale_bind,
	.declare = scale_declare,
	.learn = scale_learn,
	.finish = scale_finish,
	.encode = scale_encode,
	.free = scale_free,
};
