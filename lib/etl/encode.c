/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/encode.h"

/* The number on the scale, a double: 0 where all numbers it was learned from are one. */
static struct number
scale_number(const struct scale *scale, struct number number)
{
	struct number from = scale->from.number, spread = scale->to.number;

	if (scale->by == SCALE_MINMAX)
		spread = number_subtract(spread, from);
	if (!scale->to.known || number_compare(spread, number_of_int(0)) <= 0)
		return number_of_int(0);
	return number_divide(number_subtract(number, from), spread);
}

static int
encode_scale(const struct scale *scale, const struct step *step, struct scratch *scratch,
	struct value *values, struct refusal *refusal)
{
	struct value value;

	if (program_number(step->program, scratch, &value, refusal))
		return -1;
	if (value.kind == VALUE_NUMBER) {
		value.number = scale_number(scale, value.number);
		if (!number_is_finite(value.number))
			return refuse(refusal, scale->field, "this number is too large for its scale");
	}
	values[step->index] = value;
	return 0;
}

static int
encode_one_hot(const struct one_hot *one_hot, const struct step *step, struct scratch *scratch,
	struct value *values, struct refusal *refusal)
{
	const struct categories *categories = &one_hot->categories;
	struct value value;

	if (program_run(step->program, scratch, &value, refusal) ||
		category_check(&value, one_hot->field, refusal))
		return -1;
	const struct category *category = categories_find(categories, &value);
	for (size_t i = 0; i < categories->count; i++)
		values[step->index + i] = (struct value){ .kind = VALUE_NUMBER,
			.number = number_of_int(category == &categories->at[i]) };
	return 0;
}

int
encode(const struct plan *plan, struct scratch *scratch, struct value *values, struct refusal *refusal)
{
	const struct transforms *t = &plan->transforms;

	for (size_t i = 0; i < t->scale_count; i++)
		if (encode_scale(&t->scales[i], &plan->scales[i], scratch, values, refusal))
			return -1;
	for (size_t i = 0; i < t->one_hot_count; i++)
		if (encode_one_hot(&t->one_hots[i], &plan->one_hots[i], scratch, values, refusal))
			return -1;
	return 0;
}
