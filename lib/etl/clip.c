/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --clip FIELD=0.01..0.99: numbers below the lower of two quantiles become that quantile, numbers above the
 * upper become that one. Either end may be open, as in ..0.99. */
#include "etl/plan.h"
#include "etl/transforms.h"

#include <stdlib.h>

enum { LOWER, UPPER, ENDS };

enum {
	FIRST_CAPACITY = 1024,
	/* bytes for each different number: at most twice as many tallies, and as much again while they are
	 * sorted, or grow */
	NUMBER_BYTES = 96,
};

/* A number that came, and how often. */
struct tally {
	struct number number;
	uint64_t times;
};

struct clip {
	struct optional_number quantiles[ENDS]; /* 0 to 1; not known of an open end */

	/* While learning: all numbers, in order and each once up to the last sort, then as they came. */
	struct tally *tallies;
	size_t count, capacity;
	size_t different; /* after the last sort */
	bool filled;      /* nulls become the mean that --fill learns */
	uint64_t nulls;
};

/* A share from 0 to 1. */
static bool
read_quantile(struct slice text, struct optional_number *quantile)
{
	const struct number zero = number_of_int(0), one = number_of_int(1);

	quantile->known = text.length > 0;
	return !quantile->known || (number_read(text, &quantile->number) == NUMBER_OK &&
					   number_compare(quantile->number, zero) >= 0 &&
					   number_compare(quantile->number, one) <= 0);
}

static int
clip_read(struct transform *transform, struct error *error)
{
	static const char *const names[TRANSFORM_NUMBERS] = { "lower", "upper" };
	struct clip *clip = transform->state;
	struct optional_number *quantiles = clip->quantiles;
	const struct slice text = transform->text;
	const char *dots = slice_find(text, slice_of(".."));

	(void)error;
	transform->names = names;
	if (!dots || !read_quantile(slice_between(text.at, dots), &quantiles[LOWER]) ||
		!read_quantile(slice_between(dots + 2, text.at + text.length), &quantiles[UPPER]))
		return 1;
	if (!quantiles[LOWER].known || !quantiles[UPPER].known)
		return quantiles[LOWER].known == quantiles[UPPER].known;
	return number_compare(quantiles[LOWER].number, quantiles[UPPER].number) >= 0;
}

static int
clip_bind(struct transform *transform, struct plan *plan, struct error *error)
{
	const struct transforms *others = transform->owner;
	const struct slice field = transform->field;
	const struct transform *fill = transforms_find(others, TRANSFORM_FILL, field);
	struct transform *scale = transforms_find(others, TRANSFORM_SCALE, field);
	struct clip *clip = transform->state;

	if (plan->fits && transforms_find(others, TRANSFORM_ONE_HOT, field))
		return error_set(error, STATUS_USAGE,
			"--fit: \"%.*s\" is clipped to bounds that are not known yet; learn its categories "
			"from what --apply writes",
			SLICE_PRINT(field));
	if (plan->fits && scale)
		scale->observes = false; /* clip_finish has the numbers for it */
	clip->filled = fill && fill->observes && !scope_setting(&plan->scope, field);
	return transform_compile(transform, plan, error);
}

/* The name means the clipped value from here on. */
static int
clip_declare(struct transform *transform, struct plan *plan, struct error *error)
{
	return scope_add_setting(&plan->scope, transform->field, TYPE_ANY, &transform->setting, error);
}

static int
compare(const void *left, const void *right)
{
	const struct tally *a = left, *b = right;

	return number_compare(a->number, b->number);
}

/* Sorts the tallies, and makes one of those of equal numbers. */
static void
sort(struct clip *clip)
{
	struct tally *tallies = clip->tallies;
	size_t kept = 0;

	if (clip->count > 1)
		qsort(tallies, clip->count, sizeof *tallies, compare);
	for (size_t i = 1; i < clip->count; i++)
		if (compare(&tallies[kept], &tallies[i]) == 0)
			tallies[kept].times += tallies[i].times;
		else
			tallies[++kept] = tallies[i];
	clip->count = clip->different = clip->count ? kept + 1 : 0;
}

/* All fields share the memory. How much they take depends only on the numbers, not on their order. */
static int
check_memory(const struct transforms *transforms, struct error *error)
{
	size_t different = 0;

	for (size_t i = 0; i < transforms->count; i++)
		if (transforms->at[i].type == TRANSFORM_CLIP) {
			const struct clip *clip = transforms->at[i].state;
			different += clip->different;
		}
	if (different <= transforms->memory / NUMBER_BYTES)
		return 0;
	return error_set(error, STATUS_SYSTEM,
		"--clip: %zu different numbers take more than the %llu KiB of --memory; allow more, or round "
		"them",
		different, (unsigned long long)(transforms->memory >> 10));
}

/* Sorts the tallies when they are full. They double only if half of them are different numbers, so that each
 * sort has at least as much that is new as that was sorted before. */
static int
reserve(struct clip *clip, const struct transforms *transforms, struct error *error)
{
	sort(clip);
	if (check_memory(transforms, error))
		return -1;
	if (clip->capacity && clip->count <= clip->capacity / 2)
		return 0;
	size_t capacity = clip->count ? 2 * clip->count : FIRST_CAPACITY;
	struct tally *grown = realloc(clip->tallies, capacity * sizeof *grown);
	if (!grown)
		return error_memory(error);
	clip->tallies = grown;
	clip->capacity = capacity;
	return 0;
}

static int
add(struct transform *transform, struct number number, uint64_t times, struct error *error)
{
	struct clip *clip = transform->state;

	if (clip->count == clip->capacity && reserve(clip, transform->owner, error))
		return -1;
	clip->tallies[clip->count++] = (struct tally){ number_canonical(number), times };
	return 0;
}

static int
clip_learn(struct transform *transform, const struct value *value, struct error *error)
{
	struct clip *clip = transform->state;

	if (value->kind == VALUE_NUMBER)
		return add(transform, value->number, 1, error);
	clip->nulls++;
	return 0;
}

/* The number at place q * (total - 1), from 0, of all in order; between two of them on the straight line, as
 * quantile() of kpi-agg, R's type 7 and NumPy have it. */
static struct number
quantile(const struct clip *clip, uint64_t total, struct number q)
{
	const struct number place = number_multiply(number_of_int((int64_t)(total - 1)), q);
	const struct number whole = number_floor(place), part = number_subtract(place, whole);
	const struct tally *low = clip->tallies;
	uint64_t rank = (uint64_t)number_to_double(whole);

	for (; rank >= low->times; low++)
		rank -= low->times;
	if (number_is_zero(part) || rank + 1 < low->times)
		return low->number;
	return number_add(low->number, number_multiply(part, number_subtract(low[1].number, low->number)));
}

/* The number within the bounds. */
static struct number
clipped(const struct transform *transform, struct number number)
{
	const struct optional_number *lower = &transform->numbers[LOWER], *upper = &transform->numbers[UPPER];

	if (lower->known && number_compare(number, lower->number) < 0)
		return lower->number;
	if (upper->known && number_compare(number, upper->number) > 0)
		return upper->number;
	return number;
}

/* --scale of the field learns from the numbers within the bounds, as it would from what --apply writes. */
static int
teach_scale(const struct transform *transform, struct error *error)
{
	const struct clip *clip = transform->state;
	struct transform *scale = transforms_find(transform->owner, TRANSFORM_SCALE, transform->field);

	for (size_t i = 0; i < clip->count && scale; i++) {
		const struct value value = value_of_number(clipped(transform, clip->tallies[i].number));
		for (uint64_t k = 0; k < clip->tallies[i].times; k++)
			if (scale->kind->learn(scale, &value, error))
				return -1;
	}
	return 0;
}

/* The number as it is read from STATS: a double, unless it is whole. */
static struct number
as_saved(struct number number)
{
	number = number_canonical(number);
	return number.scale == 0 ? number : number_shortest(number_to_double(number));
}

/* Whether exactly those ends have a bound that are not open. */
static bool
bounds_known(const struct transform *transform)
{
	const struct clip *clip = transform->state;

	return clip->quantiles[LOWER].known == transform->numbers[LOWER].known &&
	       clip->quantiles[UPPER].known == transform->numbers[UPPER].known;
}

static int
clip_finish(struct transform *transform, struct error *error)
{
	const struct transform *fill = transforms_find(transform->owner, TRANSFORM_FILL, transform->field);
	struct clip *clip = transform->state;

	if (clip->filled && clip->nulls && fill->known &&
		add(transform, fill->numbers[0].number, clip->nulls, error))
		return -1;
	sort(clip);
	if (check_memory(transform->owner, error))
		return -1;
	for (size_t i = 0; i < clip->count; i++)
		transform->count += clip->tallies[i].times;
	if (transform->count == 0)
		return 0;
	for (size_t i = 0; i < ENDS; i++)
		if (clip->quantiles[i].known)
			transform_set_number(transform, i,
				as_saved(quantile(clip, transform->count, clip->quantiles[i].number)));
	if (!bounds_known(transform))
		return error_set(error, STATUS_REFUSED,
			"--clip %.*s: a quantile is too large for a double; leave such numbers out by -w",
			SLICE_PRINT(transform->field));
	transform->known = true;
	return teach_scale(transform, error);
}

static int
clip_load(struct transform *transform, const struct json_t *json, const struct statistics_reader *reader)
{
	const struct clip *clip = transform->state;
	const struct optional_number *lower = &transform->numbers[LOWER], *upper = &transform->numbers[UPPER];

	(void)json;
	for (size_t i = 0; i < ENDS; i++)
		if (transform->numbers[i].known && !clip->quantiles[i].known)
			return statistics_refuse(reader, "an open end has a bound");
	if (lower->known && upper->known && number_compare(lower->number, upper->number) > 0)
		return statistics_refuse(reader, "a lower bound is above the upper one");
	transform->known = bounds_known(transform);
	return 0;
}

static int
clip_encode(const struct transform *transform, struct scratch *scratch, struct value *values,
	struct refusal *refusal)
{
	struct value value;

	if (program_number(transform->program, scratch, &value, refusal))
		return -1;
	if (value.kind == VALUE_NUMBER)
		value.number = clipped(transform, value.number);
	values[transform->setting] = value;
	return 0;
}

static void
clip_free(struct transform *transform)
{
	struct clip *clip = transform->state;

	free(clip->tallies);
}

const struct transform_kind transform_clip = {
	.list = "clip",
	.option = "clip",
	.form = "FIELD=0.01..0.99",
	.size = sizeof(struct clip),
	.text_key = "between",
	.read = clip_read,
	.bind = clip_bind,
	.declare = clip_declare,
	.learn = clip_learn,
	.finish = clip_finish,
	.optional = true,
	.load = clip_load,
	.encode = clip_encode,
	.free = clip_free,
};
