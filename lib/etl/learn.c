/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/learn.h"

#include "etl/row.h"
#include "record/slot.h"

#include <math.h>
#include <stdlib.h>

struct tally {
	struct power_sum sums;
	struct number least, greatest; /* where there is one */
	uint64_t nulls;
};

int
learn_open(struct learning *learning, struct transforms *transforms)
{
	size_t count = transforms->fill_count + transforms->scale_count;

	*learning = (struct learning){ transforms, calloc(count + 1, sizeof *learning->tallies) };
	return learning->tallies ? 0 : -1;
}

void
learn_close(struct learning *learning)
{
	if (!learning->tallies)
		return;
	size_t count = learning->transforms->fill_count + learning->transforms->scale_count;
	for (size_t i = 0; i < count; i++)
		power_sum_free(&learning->tallies[i].sums);
	free(learning->tallies);
	*learning = (struct learning){ 0 };
}

int
learn_row(struct buffer *rows, const struct plan *plan, const struct scanner *record, struct scratch *scratch,
	struct refusal *refusal)
{
	const struct transforms *t = &plan->transforms;
	struct value value = { 0 };

	for (size_t i = 0; i < t->fill_count; i++) {
		const struct slot *slot = &record->slots[plan->means[i]];
		value.kind = slot->kind > KIND_NULL ? VALUE_NUMBER : VALUE_NULL;
		if (!t->fills[i].mean)
			continue;
		if (value.kind && slot_number(slot, t->fills[i].field, &value.number, refusal))
			return -1;
		row_write_value(rows, &value);
	}
	for (size_t i = 0; i < t->scale_count; i++) {
		if (program_number(plan->scales[i].program, scratch, &value, refusal))
			return -1;
		row_write_value(rows, &value);
	}
	for (size_t i = 0; i < t->one_hot_count; i++) {
		if (program_run(plan->one_hots[i].program, scratch, &value, refusal) ||
			category_check(&value, t->one_hots[i].field, refusal))
			return -1;
		row_write_value(rows, &value);
	}
	return 0;
}

static int
tally_add(struct tally *tally, const struct value *value)
{
	struct number number = value->number;

	if (value->kind != VALUE_NUMBER) {
		tally->nulls++;
		return 0;
	}
	if (tally->sums.count == 0)
		tally->least = tally->greatest = number;
	if (number_compare(number, tally->least) < 0)
		tally->least = number;
	if (number_compare(number, tally->greatest) > 0)
		tally->greatest = number;
	return power_sum_add(&tally->sums, number);
}

static int
category_add(struct transforms *transforms, struct one_hot *one_hot, const struct value *value,
	struct error *error)
{
	if (value->kind == VALUE_NULL)
		return 0;
	struct category *category = categories_add(&one_hot->categories, value, &transforms->arena);
	if (!category && one_hot->categories.count == CATEGORIES)
		return error_set(error, STATUS_REFUSED, "--one-hot %.*s: more than %d different values",
			SLICE_PRINT(one_hot->field), CATEGORIES);
	if (!category)
		return error_memory(error);
	category->count++;
	return 0;
}

const char *
learn_take(struct learning *learning, const char *at, struct error *error)
{
	struct transforms *t = learning->transforms;
	struct value value;

	for (size_t i = 0; i < t->fill_count + t->scale_count; i++) {
		if (i < t->fill_count && !t->fills[i].mean)
			continue;
		at = row_read_value(at, &value);
		if (tally_add(&learning->tallies[i], &value)) {
			error_memory(error);
			return NULL;
		}
	}
	for (size_t i = 0; i < t->one_hot_count; i++) {
		at = row_read_value(at, &value);
		if (category_add(t, &t->one_hots[i], &value, error))
			return NULL;
	}
	return at;
}

const char *
learn_skip(const struct learning *learning, const char *at)
{
	const struct transforms *t = learning->transforms;
	size_t count = t->scale_count + t->one_hot_count;
	struct value value;

	for (size_t i = 0; i < t->fill_count; i++)
		count += t->fills[i].mean;
	while (count--)
		at = row_read_value(at, &value);
	return at;
}

/* Not known where it is too large for a double. */
static struct figure
figure_of(struct number number)
{
	return (struct figure){ number_is_finite(number), number };
}

/* With k nulls filled with the mean of n numbers the squares of the differences add up to the same, over
 * n + k - 1. */
static void
finish_standard(struct scale *scale, const struct tally *tally)
{
	uint64_t n = tally->sums.count;

	scale->from = figure_of(power_sum_mean(&tally->sums));
	if (scale->count < 2)
		return;
	double deviation = n < 2 ? 0 : power_sum_stddev(&tally->sums);
	if (scale->count > n)
		deviation *= sqrt((double)(n - 1) / (double)(scale->count - 1));
	scale->to = figure_of(number_of_double(deviation));
}

static void
finish_scale(struct scale *scale, const struct tally *tally)
{
	scale->count = tally->sums.count;
	if (scale->count == 0)
		return;
	if (scale->filled)
		scale->count += tally->nulls;
	if (scale->by == SCALE_STANDARD) {
		finish_standard(scale, tally);
	} else {
		scale->from = figure_of(tally->least);
		scale->to = figure_of(tally->greatest);
	}
}

int
learn_finish(struct learning *learning, struct error *error)
{
	struct transforms *t = learning->transforms;

	for (size_t i = 0; i < t->fill_count; i++) {
		struct fill *fill = &t->fills[i];
		const struct power_sum *sums = &learning->tallies[i].sums;
		fill->count = sums->count;
		if (fill->mean && sums->count)
			fill->value = figure_of(power_sum_mean(sums));
	}
	for (size_t i = 0; i < t->scale_count; i++)
		finish_scale(&t->scales[i], &learning->tallies[t->fill_count + i]);
	for (size_t i = 0; i < t->one_hot_count; i++)
		if (categories_name(&t->one_hots[i].categories, t->one_hots[i].field, &t->arena, error))
			return -1;
	return 0;
}
