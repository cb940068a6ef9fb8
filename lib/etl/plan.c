/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/plan.h"

#include "expr/scope.h"

static int
bind_explode(struct plan *plan, const char *field, struct error *error)
{
	struct slice names[EXPLODE_SETTINGS] = { slice_of(field), slice_of("part") };

	if (strchr(field, '.'))
		return error_set(error, STATUS_USAGE,
			"--explode %s: a field of the record itself is needed, this is a path", field);
	if (slice_equal(names[EXPLODE_FIELD], names[EXPLODE_PART]) || *field == '\0')
		return error_set(error, STATUS_USAGE,
			"--explode \"%s\": another name is needed; `part` is the field that it writes",
			field);
	for (int i = 0; i < EXPLODE_SETTINGS; i++) {
		plan->explode[i] =
			(struct setting){ names[i], projection_field(&plan->whole, names[i]), { 0 } };
		if (plan->explode[i].slot < 0)
			return error_memory(error);
	}
	return 0;
}

static int
bind_drop_nulls(struct plan *plan, const struct names *names, struct error *error)
{
	plan->drop_nulls = arena_alloc(&plan->scope.arena, names->count * sizeof *plan->drop_nulls);
	if (!plan->drop_nulls)
		return error_memory(error);
	for (; plan->drop_null_count < names->count; plan->drop_null_count++) {
		int slot = projection_path(&plan->projection, names->at[plan->drop_null_count]);
		if (slot < 0)
			return error_memory(error);
		plan->drop_nulls[plan->drop_null_count] = slot;
	}
	return 0;
}

static int
compile_sets(struct plan *plan, const struct names *sets, struct error *error)
{
	plan->sets = arena_alloc(&plan->scope.arena, sets->count * sizeof *plan->sets);
	if (!plan->sets)
		return error_memory(error);
	for (; plan->set_count < sets->count; plan->set_count++) {
		struct assignment *set = &plan->sets[plan->set_count];
		struct slice text = sets->at[plan->set_count], name;
		set->program = program_compile_setting(&plan->scope, "-s", text, &name, error);
		if (!set->program || scope_add_setting(&plan->scope, name, program_types(set->program),
					     &set->index, error))
			return -1;
	}
	return 0;
}

static int
compile_dedup_key(struct plan *plan, const struct plan_text *text, struct error *error)
{
	struct dedup_key *key = &plan->dedup_key;
	const struct names *names = &text->dedup;

	key->programs = arena_alloc(&plan->scope.arena, names->count * sizeof *key->programs);
	if (!key->programs)
		return error_memory(error);
	for (; key->count < names->count; key->count++)
		if (!(key->programs[key->count] = program_compile_name(
			      &plan->scope, "--dedup", names->at[key->count], error)))
			return -1;
	if (!text->time)
		return 0;
	key->time_name = slice_of(text->time);
	key->topic = projection_path(&plan->projection, slice_of("_kafka.topic"));
	key->partition = projection_path(&plan->projection, slice_of("_kafka.partition"));
	if (key->topic < 0 || key->partition < 0)
		return error_memory(error);
	key->time = program_compile_name(&plan->scope, "--time", key->time_name, error);
	return key->time ? 0 : -1;
}

/* A field that an option sets must not be set by -s or a transform. */
static int
check_unset(const struct plan *plan, const char *name, struct error *error)
{
	if (scope_setting(&plan->scope, slice_of(name)))
		return error_set(error, STATUS_USAGE, "--%s sets `%s`, which is set already", name, name);
	return 0;
}

static int
compile_features(struct plan *plan, const struct names *names, struct error *error)
{
	plan->feature_names = names;
	plan->features = arena_alloc(&plan->scope.arena, names->count * sizeof *plan->features);
	if (!plan->features)
		return error_memory(error);
	for (size_t i = 0; i < names->count; i++)
		if (!(plan->features[i] =
				    program_compile_name(&plan->scope, "--features", names->at[i], error)))
			return -1;
	return names->count ? check_unset(plan, "features", error) : 0;
}

static int
compile_split(struct plan *plan, const struct plan_text *text, struct error *error)
{
	struct slice by = slice_of(text->split_by ? text->split_by : "");

	if (split_read(&plan->split, &text->shares, error))
		return -1;
	if (text->split_by && !plan->split.count)
		return error_set(error, STATUS_USAGE, "--split-by needs --split NAME=SHARE,...");
	if (text->seed && !slice_read_unsigned(slice_of(text->seed), UINT64_MAX, &plan->split.seed))
		return error_set(error, STATUS_USAGE, "--seed %s: a whole number is needed", text->seed);
	if (text->seed && !plan->split.count)
		return error_set(error, STATUS_USAGE, "--seed needs --split NAME=SHARE,...");
	if (text->split_by && !(plan->split_by = program_compile_name(&plan->scope, "--split-by", by, error)))
		return -1;
	return plan->split.count ? check_unset(plan, "split", error) : 0;
}

/* All fields that a record is given, each with the slot where the record may have it already. */
static int
bind_settings(struct plan *plan, struct error *error)
{
	const struct scope *scope = &plan->scope;

	plan->values = plan->count = scope->setting_count;
	plan->settings = arena_alloc(&plan->scope.arena, (plan->values + 2) * sizeof *plan->settings);
	if (!plan->settings)
		return error_memory(error);
	for (const struct setting_name *s = scope->settings; s; s = s->next)
		plan->settings[s->index].name = s->name;
	if (plan->feature_names->count)
		plan->settings[plan->count++].name = slice_of("features");
	if (plan->split.count)
		plan->settings[plan->count++].name = slice_of("split");
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
	if (compile_sets(plan, &text->sets, error) ||
		conditions_compile(&plan->wheres, &plan->scope, &text->wheres, error) ||
		compile_dedup_key(plan, text, error) ||
		transforms_compile(plan, text->transforms, text->fit, text->apply, error) ||
		bind_drop_nulls(plan, &text->drop_nulls, error) ||
		(text->explode && bind_explode(plan, text->explode, error)) ||
		compile_features(plan, &text->features, error) || compile_split(plan, text, error) ||
		bind_settings(plan, error))
		return -1;
	return reshape_bind(&plan->reshape, &plan->projection, error);
}

void
plan_free(struct plan *plan)
{
	transforms_free(&plan->transforms);
	scope_free(&plan->scope);
	projection_free(&plan->projection);
	projection_free(&plan->whole);
	reshape_free(&plan->reshape);
}
