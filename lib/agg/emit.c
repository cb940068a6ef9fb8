/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/emit.h"

#include "agg/key.h"
#include "base/array.h"
#include "record/json_text.h"

#include <stdlib.h>

/* What stands before each value of a result. */
static int
make_labels(struct emitter *emitter)
{
	const struct query *query = emitter->query;
	struct buffer *text = &emitter->line;

	emitter->labels = calloc(query_width(query) + 1, sizeof *emitter->labels);
	if (!emitter->labels)
		return -1;
	for (size_t i = query->first_group; i < query->first_measure + query->aggregate_count; i++) {
		text->length = 0;
		json_text_write(text, i < query->first_measure
					      ? query->group_names->at[i - query->first_group]
					      : query->measures[i - query->first_measure].name);
		buffer_byte(text, ':');
		if (text->failed)
			return -1;
		emitter->labels[i] = arena_copy(&emitter->label_texts, buffer_view(text));
		if (!emitter->labels[i].at)
			return -1;
	}
	return 0;
}

/* Whether a result needs the group fields as values, and not just as they stand in the key. */
static bool
reads_groups(const struct emitter *emitter)
{
	const struct query *query = emitter->query;

	for (size_t i = 0; i < query->measure_count; i++)
		if (program_uses_settings(
			    query->measures[i].program, query->first_group, query->first_measure))
			return true;
	return !emitter->ranking.one_per;
}

/* Whether --top goes over all windows, so that only the end knows. */
static bool
keeps(const struct query *query)
{
	return query->per_all && query->window.shape != WINDOW_NONE;
}

/* Whether what is equal in --per stands together in a window's groups, in the order of their keys: then
 * *fields of the key, from the first on, say which of --per it is. */
static bool
per_leads(const struct query *query, size_t *fields)
{
	*fields = 0;
	for (size_t i = 0; i < query->per_count; i++)
		if (query->per[i] >= query->first_group && query->per[i] != query->first_group + (*fields)++)
			return false;
	return query->per_count == 0 || !keeps(query);
}

int
emitter_open(struct emitter *emitter, const struct query *query, struct run *run, uint64_t top, bool ties)
{
	*emitter = (struct emitter){ .query = query, .run = run, .ranking = { .top = top, .ties = ties } };
	emitter->ranking.one_per = per_leads(query, &emitter->per_fields);
	emitter->keyed = reads_groups(emitter);
	emitter->values = calloc(query_width(query) + 1, sizeof *emitter->values);
	emitter->aggregates = calloc(query->call_count + 1, sizeof *emitter->aggregates);
	return emitter->values && emitter->aggregates && make_labels(emitter) == 0 ? 0 : -1;
}

void
emitter_close(struct emitter *emitter)
{
	free(emitter->groups);
	free(emitter->values);
	free(emitter->labels);
	arena_free(&emitter->label_texts);
	free(emitter->aggregates);
	ranking_free(&emitter->ranking);
	scratch_free(&emitter->scratch);
	arena_free(&emitter->arena);
	buffer_free(&emitter->line);
	*emitter = (struct emitter){ 0 };
}

int
emitter_take(struct emitter *emitter, const struct window *window)
{
	for (struct group *group = window->first; group; group = group->next) {
		struct sorted *groups =
			array_grow(emitter->groups, &emitter->capacity, emitter->count + 1, sizeof *groups);
		if (!groups)
			return -1;
		emitter->groups = groups;
		groups[emitter->count++].group = group;
	}
	return 0;
}

/* The results of the aggregate calls. */
static int
aggregate(struct emitter *emitter, const struct group *group, struct error *error)
{
	const struct query *query = emitter->query;

	for (size_t i = 0; i < query->call_count; i++) {
		const struct aggregate_kind *kind = query->calls[i].kind;
		struct value *value = &emitter->aggregates[i];
		if (kind->result(group_states(group) + query->calls[i].offset,
			    &query->calls[i].call->parameter, &emitter->arena, value))
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
measure(struct emitter *emitter, const struct measure *measure, bool *hold, struct value *value,
	struct error *error)
{
	struct scratch *scratch = &emitter->scratch;
	struct refusal refusal;

	scratch->aggregates = emitter->aggregates + measure->first_call;
	if ((hold ? program_holds(measure->program, scratch, hold, &refusal)
		  : program_run(measure->program, scratch, value, &refusal)) == 0)
		return 0;
	if (scratch->failed)
		return error_memory(error);
	const struct slice name = measure->name.length ? measure->name : slice_of(measure->option);
	return error_set(error, STATUS_REFUSED, "%.*s: %s", SLICE_PRINT(name), refusal.reason);
}

static int
read_key(struct emitter *emitter, const struct group *group, struct value *values)
{
	struct slice key = group_key(group), text;

	while (key_next(&key, &text))
		if (key_value(text, &emitter->arena, values++))
			return -1;
	return 0;
}

/* Fills the values of a group's result, those of its key only where they are needed; *hold is false where
 * --having leaves it out. */
static int
evaluate(struct emitter *emitter, const struct group *group, struct span span, struct value *values,
	bool *hold, struct error *error)
{
	const struct query *query = emitter->query;

	*hold = true;
	if (query->first_group > 0) {
		values[0] = (struct value){ .kind = VALUE_TIME, .instant = span.start };
		values[1] = (struct value){ .kind = VALUE_TIME, .instant = span.end };
	}
	if (emitter->keyed && read_key(emitter, group, values + query->first_group))
		return error_memory(error);
	if (aggregate(emitter, group, error))
		return -1;
	emitter->scratch.settings = values;
	for (size_t i = 0; i < query->measure_count && *hold; i++) {
		bool having = i >= query->aggregate_count && i < query->aggregate_count + query->having_count;
		struct value *value = &values[query->first_measure + i];
		if (measure(emitter, &query->measures[i], having ? hold : NULL, value, error))
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

static void
write_groups(struct emitter *emitter, struct slice key)
{
	struct slice text;

	for (size_t i = emitter->query->first_group; key_next(&key, &text); i++) {
		write_label(&emitter->line, emitter->labels[i]);
		buffer_slice(&emitter->line, text);
	}
}

static int
write_line(struct emitter *emitter, const struct value *values, struct slice key, bool early,
	struct error *error)
{
	const struct query *query = emitter->query;
	struct buffer *to = &emitter->line;

	to->length = 0;
	buffer_byte(to, '{');
	if (query->first_group > 0) {
		write_label(to, slice_of("\"window\":{"));
		write_field(to, slice_of("\"start\":"), &values[0]);
		write_field(to, slice_of("\"end\":"), &values[1]);
		buffer_byte(to, '}');
	}
	write_groups(emitter, key);
	for (size_t i = query->first_measure; i < query->first_measure + query->aggregate_count; i++)
		write_field(to, emitter->labels[i], &values[i]);
	buffer_text(to, early ? ",\"early\":true}\n" : "}\n");
	emitter->run->counts.written++;
	return sink_buffer(&emitter->run->out, to, error);
}

/* Forgets what the results of groups pointed to. */
static void
forget(struct emitter *emitter, bool early)
{
	if (!early)
		emitter->run->counts.undefined += emitter->scratch.undefined;
	scratch_begin(&emitter->scratch);
	arena_reset(&emitter->arena);
}

/* Has the next groups fetched when their turn comes. */
static void
expect(const struct emitter *emitter, size_t i)
{
	if (i % SORTED_BLOCK == 0)
		groups_fetch(emitter->groups + i, emitter->count - i);
}

/* In the order of the keys: one result after the other, without holding any. */
static int
write_sorted(struct emitter *emitter, struct span span, bool early, struct error *error)
{
	uint64_t written = 0;
	bool hold;

	groups_sort(emitter->groups, emitter->count, emitter->query->group_names->count);
	for (size_t i = 0; i < emitter->count && written < emitter->ranking.top; i++) {
		expect(emitter, i);
		const struct group *group = emitter->groups[i].group;
		if (evaluate(emitter, group, span, emitter->values, &hold, error))
			return -1;
		if (hold && write_line(emitter, emitter->values, group_key(group), early, error))
			return -1;
		written += hold;
		forget(emitter, early);
	}
	return 0;
}

static int
write_ranked(struct emitter *emitter, bool early, struct error *error)
{
	struct ranking *ranking = &emitter->ranking;

	ranking_sort(ranking);
	for (size_t i = 0; i < ranking->count; i++)
		if (write_line(emitter, ranking->at[i].values, ranking->at[i].key, early, error))
			return -1;
	ranking_reset(ranking);
	forget(emitter, early);
	return 0;
}

/* Adds the group's result to those that are ranked. */
static int
rank(struct emitter *emitter, const struct group *group, struct span span, bool early, struct error *error)
{
	struct ranking *ranking = &emitter->ranking;
	struct value *values = ranking_add(ranking, emitter->query, group_key(group));
	bool hold;

	if (!values)
		return error_memory(error);
	if (evaluate(emitter, group, span, values, &hold, error))
		return -1;
	if (!hold)
		ranking_drop(ranking);
	if (!keeps(emitter->query))
		return 0;
	if (hold && ranking_keep(ranking))
		return error_memory(error);
	forget(emitter, early);
	return 0;
}

/* Where --per leads the key, holding those of one of them alone. */
static int
write_in_order(struct emitter *emitter, struct span span, bool early, struct error *error)
{
	const bool runs = emitter->ranking.one_per && emitter->per_fields > 0;
	struct slice per, before = { 0 };

	if (emitter->ranking.one_per)
		groups_sort(emitter->groups, emitter->count, emitter->per_fields);
	else /* most of the order comes cheaper so */
		groups_sort(emitter->groups, emitter->count, emitter->query->group_names->count);
	for (size_t i = 0; i < emitter->count; i++, before = per) {
		expect(emitter, i);
		const struct group *group = emitter->groups[i].group;
		per = key_beginning(group_key(group), emitter->per_fields);
		if (runs && i > 0 && !slice_equal(before, per) && write_ranked(emitter, early, error))
			return -1;
		if (rank(emitter, group, span, early, error))
			return -1;
	}
	return keeps(emitter->query) ? 0 : write_ranked(emitter, early, error);
}

int
emitter_write(struct emitter *emitter, struct span span, bool early, struct error *error)
{
	const struct query *query = emitter->query;
	bool ordered = query->measure_count > query->aggregate_count + query->having_count;
	bool ranks = ordered || query->per_count > 0 || emitter->ranking.ties || keeps(query);

	int failed = ranks ? write_in_order(emitter, span, early, error)
			   : write_sorted(emitter, span, early, error);
	emitter->count = 0;
	return failed;
}

int
emitter_finish(struct emitter *emitter, struct error *error)
{
	return keeps(emitter->query) ? write_ranked(emitter, false, error) : 0;
}
