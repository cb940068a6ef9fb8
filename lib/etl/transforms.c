/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/transforms.h"

#include "base/array.h"
#include "etl/plan.h"
#include "record/utf8.h"

#include <stdio.h>
#include <stdlib.h>

const struct transform_kind *const transform_kinds[] = {
	[TRANSFORM_FILL] = &transform_fill,
	[TRANSFORM_CLIP] = &transform_clip,
	[TRANSFORM_SCALE] = &transform_scale,
	[TRANSFORM_ONE_HOT] = &transform_one_hot,
};

struct transform *
transforms_add(struct transforms *transforms, enum transform_type type, struct error *error)
{
	const struct transform_kind *kind = transform_kinds[type];
	size_t i = transforms->count;
	void *state = arena_alloc(&transforms->arena, kind->size);
	struct transform *grown = array_grow(transforms->at, &transforms->capacity, i + 1, sizeof *grown);

	if (grown)
		transforms->at = grown;
	if (!grown || !state) {
		error_memory(error);
		return NULL;
	}
	transforms->count++;
	for (; i > 0 && grown[i - 1].type > type; i--)
		grown[i] = grown[i - 1];
	grown[i] = (struct transform){ .type = type, .kind = kind, .owner = transforms, .state = state };
	return &grown[i];
}

struct transform *
transforms_find(const struct transforms *transforms, enum transform_type type, struct slice field)
{
	for (size_t i = 0; i < transforms->count; i++)
		if (transforms->at[i].type == type && slice_equal(transforms->at[i].field, field))
			return &transforms->at[i];
	return NULL;
}

int
transform_compile(struct transform *transform, struct plan *plan, struct error *error)
{
	char option[32];

	snprintf(option, sizeof option, "--%s", transform->kind->option);
	transform->program = program_compile_name(&plan->scope, option, transform->field, error);
	return transform->program ? 0 : -1;
}

int
transform_read(struct transform *transform, struct slice field, struct slice text, struct error *error)
{
	const struct transform_kind *kind = transform->kind;

	transform->field = field;
	transform->text = text;
	transform->observes = !kind->learned || slice_is(text, kind->learned);
	transform->known = !transform->observes;
	return kind->read ? kind->read(transform, error) : 0;
}

void
transform_set_number(struct transform *transform, size_t i, struct number number)
{
	transform->numbers[i] = (struct optional_number){ number_is_finite(number), number };
	if (i == 0)
		transform->known = transform->numbers[i].known;
}

/* These options set fields of the record itself; a dot would look like a path to one further inside. */
static int
check_field(const char *option, struct slice field, struct error *error)
{
	if (memchr(field.at, '.', field.length))
		return error_set(error, STATUS_USAGE,
			"--%s %.*s: a field of the record itself is needed, this is a path; --flatten makes "
			"one of it",
			option, SLICE_PRINT(field));
	if (utf8_invalid(field) || field.length == 0)
		return error_set(
			error, STATUS_USAGE, "--%s: the name of a field is empty or not UTF-8", option);
	return 0;
}

static int
refuse_form(const struct transform_kind *kind, struct slice given, struct error *error)
{
	return error_set(
		error, STATUS_USAGE, "--%s %.*s: write %s", kind->option, SLICE_PRINT(given), kind->form);
}

/* FIELD=TEXT, or FIELD. */
static int
read_option(struct transforms *transforms, enum transform_type type, struct slice given, struct error *error)
{
	const struct transform_kind *kind = transform_kinds[type];
	struct slice field = given, text = { 0 };

	if (kind->read && !names_split_pair(given, &field, &text))
		return refuse_form(kind, given, error);
	if (transforms_find(transforms, type, field))
		return error_set(error, STATUS_USAGE, "--%s: the field \"%.*s\" comes twice", kind->option,
			SLICE_PRINT(field));
	if (check_field(kind->option, field, error))
		return -1;
	struct transform *transform = transforms_add(transforms, type, error);
	if (!transform)
		return -1;
	int status = transform_read(transform, field, text, error);
	return status == 1 ? refuse_form(kind, given, error) : status;
}

static int
read_options(struct transforms *transforms, const struct names options[TRANSFORM_TYPES], struct error *error)
{
	for (enum transform_type type = 0; type < TRANSFORM_TYPES; type++)
		for (size_t i = 0; i < options[type].count; i++)
			if (read_option(transforms, type, options[type].at[i], error))
				return -1;
	return 0;
}

/* Reads STATS, and holds the options to it. */
static int
read_statistics(struct transforms *transforms, const struct names options[TRANSFORM_TYPES], const char *path,
	struct error *error)
{
	struct transforms given = { 0 };
	int failed = read_options(&given, options, error) || statistics_read(transforms, path, error) ||
		     statistics_agree(transforms, &given, path, error);

	transforms_free(&given);
	return failed ? -1 : 0;
}

/* "--fill FIELD=mean, --scale and --one-hot": the options that learn. */
static void
write_learning(struct buffer *to)
{
	for (int i = 0; i < TRANSFORM_TYPES; i++) {
		const struct transform_kind *kind = transform_kinds[i];
		buffer_text(to, i == 0 ? "" : i + 1 < TRANSFORM_TYPES ? ", " : " and ");
		buffer_printf(to, "--%s%s%s", kind->option, kind->learned ? " FIELD=" : "",
			kind->learned ? kind->learned : "");
	}
	buffer_byte(to, '\0');
}

static int
check_learning(const struct transforms *transforms, const char *fit, const char *apply, struct error *error)
{
	struct buffer options = { 0 };
	bool observes = false;
	int status = 0;

	for (size_t i = 0; i < transforms->count; i++)
		observes = observes || transforms->at[i].observes;
	write_learning(&options);
	if (options.failed)
		status = error_memory(error);
	else if (fit && !observes)
		status = error_set(error, STATUS_USAGE, "--fit: nothing to learn; %s learn", options.at);
	else if (observes && !fit && !apply)
		status = error_set(error, STATUS_USAGE,
			"%s need what was learned: --fit STATS first, then --apply STATS", options.at);
	buffer_free(&options);
	return status;
}

/* Binds and declares the transforms from number `from` to before `to`, all of one kind. */
static int
bind_kind(struct plan *plan, size_t from, size_t to, struct error *error)
{
	struct transform *at = plan->transforms.at;
	const struct transform_kind *kind = at[from].kind;

	for (size_t i = from; i < to; i++)
		if (kind->bind(&at[i], plan, error))
			return -1;
	for (size_t i = from; i < to && !plan->fits && kind->declare; i++)
		if (kind->declare(&at[i], plan, error))
			return -1;
	return 0;
}

int
transforms_compile(struct plan *plan, const struct names options[TRANSFORM_TYPES], const char *fit,
	const char *apply, struct error *error)
{
	struct transforms *transforms = &plan->transforms;

	plan->fits = fit != NULL;
	if (fit && apply)
		return error_set(error, STATUS_USAGE,
			"--fit and --apply exclude each other; to learn from transformed records, pipe "
			"featurize --apply into featurize --fit");
	if (apply ? read_statistics(transforms, options, apply, error)
		  : read_options(transforms, options, error))
		return -1;
	if (check_learning(transforms, fit, apply, error))
		return -1;
	plan->fills = arena_alloc(&plan->scope.arena, transforms->count * sizeof *plan->fills);
	if (!plan->fills)
		return error_memory(error);
	for (size_t from = 0, to; from < transforms->count; from = to) {
		for (to = from + 1;
			to < transforms->count && transforms->at[to].type == transforms->at[from].type;)
			to++;
		if (bind_kind(plan, from, to, error))
			return -1;
	}
	return 0;
}

int
transforms_observe(const struct transforms *transforms, struct scratch *scratch, struct buffer *values,
	struct refusal *refusal)
{
	for (size_t i = 0; i < transforms->count; i++) {
		const struct transform *transform = &transforms->at[i];
		const struct transform_kind *kind = transform->kind;
		struct value value = { 0 };
		if (!transform->observes)
			continue;
		if (kind->observe ? kind->observe(transform, scratch, &value, refusal)
				  : program_number(transform->program, scratch, &value, refusal))
			return -1;
		buffer_append(values, (const char *)&value, sizeof value);
		if (value.kind == VALUE_TEXT)
			buffer_slice(values, value.text);
	}
	return 0;
}

/* The next of the values that transforms_observe wrote. */
static struct value
next_value(struct slice *values)
{
	struct value value;
	size_t length = sizeof value;

	memcpy(&value, values->at, sizeof value);
	if (value.kind == VALUE_TEXT) {
		value.text.at = values->at + length;
		length += value.text.length;
	}
	*values = slice_between(values->at + length, values->at + values->length);
	return value;
}

int
transforms_learn(struct transforms *transforms, struct slice values, struct error *error)
{
	for (size_t i = 0; i < transforms->count; i++) {
		struct transform *transform = &transforms->at[i];
		if (!transform->observes)
			continue;
		struct value value = next_value(&values);
		if (transform->kind->learn(transform, &value, error))
			return -1;
	}
	return 0;
}

int
transforms_finish(struct transforms *transforms, struct error *error)
{
	for (size_t i = 0; i < transforms->count; i++) {
		const struct transform_kind *kind = transforms->at[i].kind;
		if (kind->finish && kind->finish(&transforms->at[i], error))
			return -1;
	}
	return 0;
}

int
transforms_encode(const struct transforms *transforms, struct scratch *scratch, struct value *values,
	struct refusal *refusal)
{
	for (size_t i = 0; i < transforms->count; i++) {
		const struct transform *transform = &transforms->at[i];
		const struct transform_kind *kind = transform->kind;
		if (kind->encode && kind->encode(transform, scratch, values, refusal))
			return -1;
	}
	return 0;
}

void
transforms_free(struct transforms *transforms)
{
	for (size_t i = 0; i < transforms->count; i++)
		if (transforms->at[i].kind->free)
			transforms->at[i].kind->free(&transforms->at[i]);
	free(transforms->at);
	arena_free(&transforms->arena);
	*transforms = (struct transforms){ 0 };
}
