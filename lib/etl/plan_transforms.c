/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/plan.h"
#include "etl/statistics.h"
#include "expr/scope.h"

/* Is a field of the record itself, or anything in it, asked for by what is compiled so far? */
static bool
is_read(const struct projection *projection, struct slice field)
{
	const struct path_node *node = projection->root.child;

	while (node && !slice_equal(node->key, field))
		node = node->sibling;
	return node != NULL;
}

/* Reads the options, and the file. What was learned is what is done. */
static int
read_transforms(struct plan *plan, const struct plan_text *text, struct error *error)
{
	struct transforms given = { 0 };

	if (!text->apply)
		return transforms_read(
			&plan->transforms, &text->fills, &text->scales, &text->one_hots, error);
	int failed = transforms_read(&given, &text->fills, &text->scales, &text->one_hots, error) ||
		     statistics_read(&plan->transforms, text->apply, error) ||
		     statistics_agree(&plan->transforms, &given, text->apply, error);
	transforms_free(&given);
	return failed ? -1 : 0;
}

/* A mean is not known before the end: nothing before that may read what it fills. */
static int
check_means(const struct plan *plan, struct error *error)
{
	const struct transforms *t = &plan->transforms;

	for (size_t i = 0; i < t->fill_count; i++) {
		struct slice field = t->fills[i].field;
		if (!t->fills[i].mean)
			continue;
		if (is_read(&plan->projection, field))
			return error_set(error, STATUS_USAGE,
				"--fit: -s, -w or --dedup reads \"%.*s\", whose mean is not known yet; learn "
				"it by itself, and the rest behind --apply",
				SLICE_PRINT(field));
		for (size_t j = 0; j < t->one_hot_count; j++)
			if (slice_equal(t->one_hots[j].field, field))
				return error_set(error, STATUS_USAGE,
					"--fit: \"%.*s\" is filled with its mean, which is no category",
					SLICE_PRINT(field));
	}
	return 0;
}

static int
check(const struct plan *plan, const struct plan_text *text, struct error *error)
{
	bool learns = transforms_learn(&plan->transforms);

	if (text->fit && !learns)
		return error_set(error, STATUS_USAGE,
			"--fit: nothing to learn; --fill FIELD=mean, --scale and --one-hot learn");
	if (learns && !text->fit && !text->apply)
		return error_set(error, STATUS_USAGE,
			"--fill FIELD=mean, --scale and --one-hot need what was learned: --fit STATS first, "
			"then --apply STATS");
	return text->fit ? check_means(plan, error) : 0;
}

/* The field's value in JSON: what the option says, or the mean. at is NULL when memory ran out. */
static struct slice
value_of(const struct fill *fill, struct arena *arena)
{
	char text[NUMBER_TEXT_SIZE];

	if (!fill->mean)
		return fill->json;
	return arena_copy(arena, (struct slice){ text, number_write(fill->value.number, text) });
}

static int
bind_fills(struct plan *plan, struct error *error)
{
	struct transforms *t = &plan->transforms;

	for (size_t i = 0; i < t->fill_count; i++) {
		const struct fill *fill = &t->fills[i];
		int slot = projection_field(&plan->projection, fill->field);
		if (slot < 0)
			return error_memory(error);
		for (size_t j = 0; j < i; j++)
			if (slice_equal(t->fills[j].field, fill->field))
				return error_set(error, STATUS_USAGE, "\"%.*s\" is filled twice",
					SLICE_PRINT(fill->field));
		plan->means[i] = slot;
		if (fill->mean && plan->fits)
			continue;
		struct slice value = value_of(fill, &t->arena);
		if (!value.at)
			return error_memory(error);
		plan->fills[plan->fill_count++] = (struct setting){ fill->field, slot, value };
	}
	return 0;
}

/* The scaled value goes by the name from here on; while learning it is not made. */
static int
compile_scales(struct plan *plan, struct error *error)
{
	struct transforms *t = &plan->transforms;

	for (size_t i = 0; i < t->scale_count; i++) {
		struct scale *scale = &t->scales[i];
		struct step *step = &plan->scales[i];
		const struct fill *fill = transforms_fill(t, scale->field);
		/* Nulls count as the mean where the field is still the one that was filled. */
		scale->filled = fill && fill->mean && !scope_setting(&plan->scope, scale->field);
		if (!(step->program = program_compile_name(&plan->scope, "--scale", scale->field, error)))
			return -1;
		if (!plan->fits && scope_declare(&plan->scope, scale->field, &step->index, error))
			return -1;
	}
	return 0;
}

static int
compile_one_hots(struct plan *plan, struct error *error)
{
	struct transforms *t = &plan->transforms;

	for (size_t i = 0; i < t->one_hot_count; i++)
		if (!(plan->one_hots[i].program = program_compile_name(
			      &plan->scope, "--one-hot", t->one_hots[i].field, error)))
			return -1;
	for (size_t i = 0; i < t->one_hot_count && !plan->fits; i++) {
		const struct categories *categories = &t->one_hots[i].categories;
		plan->one_hots[i].index = plan->scope.setting_count;
		for (size_t j = 0; j < categories->count; j++) {
			struct slice name = categories->at[j].name;
			size_t index;
			if (scope_setting(&plan->scope, name))
				return error_set(error, STATUS_USAGE,
					"--one-hot sets `%.*s`, which is set already", SLICE_PRINT(name));
			if (scope_declare(&plan->scope, name, &index, error))
				return -1;
		}
	}
	return 0;
}

int
plan_transforms(struct plan *plan, const struct plan_text *text, struct error *error)
{
	struct arena *arena = &plan->scope.arena;
	struct transforms *t = &plan->transforms;

	plan->fits = text->fit != NULL;
	if (text->fit && text->apply)
		return error_set(error, STATUS_USAGE,
			"--fit and --apply: learn behind a first featurize --apply, in a pipe");
	if (read_transforms(plan, text, error) || check(plan, text, error))
		return -1;
	plan->means = arena_alloc(arena, t->fill_count * sizeof *plan->means);
	plan->fills = arena_alloc(arena, t->fill_count * sizeof *plan->fills);
	plan->scales = arena_alloc(arena, t->scale_count * sizeof *plan->scales);
	plan->one_hots = arena_alloc(arena, t->one_hot_count * sizeof *plan->one_hots);
	if (!plan->means || !plan->fills || !plan->scales || !plan->one_hots)
		return error_memory(error);
	return bind_fills(plan, error) || compile_scales(plan, error) || compile_one_hots(plan, error) ? -1
												       : 0;
}
