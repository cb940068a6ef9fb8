/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/plan.h"

#include <stdlib.h>

static int
compile_sets(struct plan *plan, const struct names *sets, struct error *error)
{
	for (size_t i = 0; i < sets->count; i++) {
		struct step *step = &plan->sets[i];
		struct slice name;
		step->program = program_compile_setting(&plan->scope, "-s", sets->at[i], &name, error);
		if (!step->program || scope_set(&plan->scope, name, &step->index, error))
			return -1;
		plan->settings[step->index].name = name;
	}
	plan->set_count = sets->count;
	plan->values = plan->count = plan->scope.setting_count;
	return 0;
}

/* Adds a setting that an option makes, not -s. */
static int
add_setting(struct plan *plan, const char *name, struct error *error)
{
	for (size_t i = 0; i < plan->count; i++)
		if (slice_is(plan->settings[i].name, name))
			return error_set(error, STATUS_USAGE, "--%s sets `%s`, and so does -s", name, name);
	plan->settings[plan->count++].name = slice_of(name);
	return 0;
}

static int
compile_features(struct plan *plan, const struct names *names, struct error *error)
{
	plan->feature_names = names;
	for (size_t i = 0; i < names->count; i++)
		if (!(plan->features[i] = program_of_name(&plan->scope, "--features", names->at[i], error)))
			return -1;
	return names->count ? add_setting(plan, "features", error) : 0;
}

static int
compile_split(struct plan *plan, const struct plan_text *text, struct error *error)
{
	struct slice by = slice_of(text->split_by ? text->split_by : "");

	if (split_read(&plan->split, &text->shares, error))
		return -1;
	if (text->split_by && !plan->split.count)
		return error_set(error, STATUS_USAGE, "--split-by needs --split NAME=SHARE,...");
	if (text->split_by && !(plan->split_by = program_of_name(&plan->scope, "--split-by", by, error)))
		return -1;
	return plan->split.count ? add_setting(plan, "split", error) : 0;
}

static int
find_slots(struct plan *plan, struct error *error)
{
	for (size_t i = 0; i < plan->count; i++) {
		struct setting *setting = &plan->settings[i];
		setting->slot = projection_field(&plan->projection, setting->name);
		if (setting->slot < 0)
			return error_memory(error);
	}
	return 0;
}

int
plan_compile(struct plan *plan, const struct plan_text *text, struct error *error)
{
	plan->sets = calloc(text->sets.count + 1, sizeof *plan->sets);
	plan->features = calloc(text->features.count + 1, sizeof *plan->features);
	plan->settings = calloc(text->sets.count + 2, sizeof *plan->settings);
	if (!plan->sets || !plan->features || !plan->settings)
		return error_memory(error);
	if (compile_sets(plan, &text->sets, error) ||
		conditions_compile(&plan->wheres, &plan->scope, &text->wheres, error) ||
		compile_features(plan, &text->features, error) || compile_split(plan, text, error) ||
		find_slots(plan, error))
		return -1;
	return reshape_bind(&plan->reshape, &plan->projection, error);
}

void
plan_free(struct plan *plan)
{
	scope_free(&plan->scope);
	projection_free(&plan->projection);
	reshape_free(&plan->reshape);
	free(plan->sets);
	free(plan->features);
	free(plan->settings);
}
