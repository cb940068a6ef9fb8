/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/composer.h"

#include "agg/key.h"
#include "record/text.h"

#include <stdlib.h>

/* What stands before each value of a result. */
static int
make_labels(struct form *form, struct buffer *text)
{
	const struct query *query = form->query;

	for (size_t i = query->first_group; i < query->first_measure + query->aggregate_count; i++) {
		text->length = 0;
		json_text_write(text, i < query->first_measure
					      ? query->group_names->at[i - query->first_group]
					      : query->measures[i - query->first_measure].name);
		buffer_byte(text, ':');
		if (text->failed)
			return -1;
		form->labels[i] = arena_copy(&form->texts, buffer_view(text));
		if (!form->labels[i].at)
			return -1;
	}
	return 0;
}

/* Whether a measure looks at the group fields. */
static bool
reads_groups(const struct query *query)
{
	for (size_t i = 0; i < query->measure_count; i++)
		if (program_uses_settings(
			    query->measures[i].program, query->first_group, query->first_measure))
			return true;
	return false;
}

int
form_open(struct form *form, const struct query *query, bool keyed)
{
	struct buffer text = { 0 };

	*form = (struct form){ .query = query, .keyed = keyed || reads_groups(query) };
	form->labels = calloc(query_width(query) + 1, sizeof *form->labels);
	int failed = form->labels ? make_labels(form, &text) : -1;
	buffer_free(&text);
	return failed;
}

void
form_close(struct form *form)
{
	free(form->labels);
	arena_free(&form->texts);
	*form = (struct form){ 0 };
}

int
composer_open(struct composer *composer, const struct form *form)
{
	*composer = (struct composer){ .form = form };
	composer->values = calloc(query_width(form->query) + 1, sizeof *composer->values);
	composer->aggregates = calloc(form->query->call_count + 1, sizeof *composer->aggregates);
	return composer->values && composer->aggregates ? 0 : -1;
}

void
composer_close(struct composer *composer)
{
	free(composer->values);
	free(composer->aggregates);
	scratch_free(&composer->scratch);
	arena_free(&composer->arena);
	buffer_free(&composer->lines);
	*composer = (struct composer){ 0 };
}

/* The results of the aggregate calls. */
static int
aggregate(struct composer *composer, const struct group *group, struct error *error)
{
	const struct query *query = composer->form->query;

	for (size_t i = 0; i < query->call_count; i++) {
		const struct aggregate_kind *kind = query->calls[i].kind;
		struct value *value = &composer->aggregates[i];
		if (kind->result(group_states(group) + query->calls[i].offset,
			    &query->calls[i].call->parameter, &composer->arena, value))
			return error_memory(error);
		if (value->kind == VALUE_NUMBER && !number_is_finite(value->number))
			return error_set(error, STATUS_REFUSED,
				"the %s of a group is too large for a double; leave such numbers out by -w",
				kind->name);
	}
	return 0;
}

/* The values of a measure read the calls' results and the values to their left. One of --having only says
 * whether it holds. */
static int
measure(struct composer *composer, const struct measure *measure, bool *hold, struct value *value,
	struct error *error)
{
	struct scratch *scratch = &composer->scratch;
	struct refusal refusal;

	scratch->aggregates = composer->aggregates + measure->first_call;
	if ((hold ? program_holds(measure->program, scratch, hold, &refusal)
		  : program_run(measure->program, scratch, value, &refusal)) == 0)
		return 0;
	if (scratch->failed)
		return error_memory(error);
	const struct slice name = measure->name.length ? measure->name : slice_of(measure->option);
	return error_set(error, STATUS_REFUSED, "%.*s: %s", SLICE_PRINT(name), refusal.reason);
}

static int
read_key(struct composer *composer, const struct group *group, struct value *values)
{
	struct slice key = group_key(group), text;

	while (key_next(&key, &text))
		if (key_value(text, &composer->arena, values++))
			return -1;
	return 0;
}

int
composer_evaluate(struct composer *composer, const struct group *group, struct value *values, bool *hold,
	struct error *error)
{
	const struct query *query = composer->form->query;

	*hold = true;
	if (query->first_group > 0) {
		const struct span span = group->window->span;
		values[0] = (struct value){ .kind = VALUE_TIME, .instant = span.start };
		values[1] = (struct value){ .kind = VALUE_TIME, .instant = span.end };
	}
	if (composer->form->keyed && read_key(composer, group, values + query->first_group))
		return error_memory(error);
	if (aggregate(composer, group, error))
		return -1;
	composer->scratch.settings = values;
	for (size_t i = 0; i < query->measure_count && *hold; i++) {
		bool having = i >= query->aggregate_count && i < query->aggregate_count + query->having_count;
		struct value *value = &values[query->first_measure + i];
		if (measure(composer, &query->measures[i], having ? hold : NULL, value, error))
			return -1;
	}
	return 0;
}

static void
write_label(struct buffer *to, struct slice label)
{
	if (!to->failed && to->at[to->length - 1] != '{')
		buffer_byte(to, ',');
	buffer_slice(to, label);
}

static void
write_field(struct buffer *to, struct slice label, const struct value *value)
{
	write_label(to, label);
	value_write(to, value);
}

void
composer_write(struct composer *composer, const struct value *values, struct slice key, bool early)
{
	const struct query *query = composer->form->query;
	const struct slice *labels = composer->form->labels;
	struct buffer *to = &composer->lines;
	struct slice text;

	buffer_byte(to, '{');
	if (query->first_group > 0) {
		write_label(to, slice_of("\"window\":{"));
		write_field(to, slice_of("\"start\":"), &values[0]);
		write_field(to, slice_of("\"end\":"), &values[1]);
		buffer_byte(to, '}');
	}
	for (size_t i = query->first_group; key_next(&key, &text); i++) {
		write_label(to, labels[i]);
		buffer_slice(to, text);
	}
	for (size_t i = query->first_measure; i < query->first_measure + query->aggregate_count; i++)
		write_field(to, labels[i], &values[i]);
	buffer_text(to, early ? ",\"early\":true}\n" : "}\n");
	composer->written++;
}

void
composer_forget(struct composer *composer)
{
	composer->undefined += composer->scratch.undefined;
	scratch_begin(&composer->scratch);
	arena_reset(&composer->arena);
}
