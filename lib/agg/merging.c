/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/merging.h"

#include "agg/value_text.h"
#include "record/elements.h"
#include "time/instant.h"

#include <stdlib.h>

static const struct slot *
slot_of(const struct merging *merging, int slot)
{
	return &merging->reader.scanner.slots[slot];
}

/* The header whose slots were just read. */
static int
read_header(struct merging *merging, struct error *error)
{
	const struct slot *version = slot_of(merging, merging->version);
	const struct slot *query = slot_of(merging, merging->query_slot);
	struct error trouble = { 0 };

	if (!slice_is(version->raw, "1") || query->kind != KIND_OBJECT)
		return document_refuse(&merging->reader, error, "a partial of another version than 1");
	if (merging->query.length == 0) {
		buffer_slice(&merging->query, query->raw);
		if (merging->query.failed)
			return error_memory(error);
		if (asked_read(&merging->asked, buffer_view(&merging->query), &merging->arena, &trouble) == 0)
			return 0;
		return trouble.kind == STATUS_SYSTEM
			       ? error_memory(error)
			       : document_refuse(&merging->reader, error, "%s", trouble.text);
	}
	if (slice_equal(query->raw, buffer_view(&merging->query)))
		return 0;
	return document_refuse(&merging->reader, error,
		"this partial is of another query than the first one; only partials of one query can be "
		"merged");
}

int
merging_open(struct merging *merging, struct run *run, char *const *operands, struct error *error)
{
	struct projection *projection = &merging->reader.projection;
	enum document_part part;
	struct slice line;

	merging->run = run;
	merging->version = projection_path(projection, slice_of("version"));
	merging->query_slot = projection_path(projection, slice_of("query"));
	merging->start = projection_path(projection, slice_of("window.start"));
	merging->end = projection_path(projection, slice_of("window.end"));
	merging->group = projection_path(projection, slice_of("group"));
	merging->states = projection_path(projection, slice_of("states"));
	if (merging->states < 0 || merging->group < 0 || merging->end < 0 || merging->start < 0 ||
		merging->query_slot < 0 || merging->version < 0)
		return error_memory(error);
	if (document_open(&merging->reader, &run->input, operands, "kpi-partial", error) ||
		document_read(&merging->reader, &part, &line, error))
		return -1;
	if (part == DOCUMENT_END)
		return error_set(error, STATUS_REFUSED,
			"there is no partial in the input; kpi-agg --partial makes one");
	return read_header(merging, error);
}

void
merging_close(struct merging *merging)
{
	document_close(&merging->reader);
	asked_free(&merging->asked);
	buffer_free(&merging->query);
	buffer_free(&merging->key);
	arena_free(&merging->arena);
	arena_free(&merging->values);
	free(merging->scratch);
	free(merging->saved);
}

static int
damaged(const struct merging *merging, const char *what, struct error *error)
{
	return document_refuse(
		&merging->reader, error, "%s, which does not match the query; make the partial again", what);
}

static int
read_span(struct merging *merging, const struct query *query, struct span *span, struct error *error)
{
	const struct slot *start = slot_of(merging, merging->start), *end = slot_of(merging, merging->end);

	*span = window_first(&query->window, 0);
	if (query->window.shape == WINDOW_NONE)
		return start->kind == KIND_MISSING && end->kind == KIND_MISSING
			       ? 0
			       : damaged(merging, "the line has a window", error);
	if (start->kind != KIND_TEXT || end->kind != KIND_TEXT || !instant_read(start->raw, &span->start) ||
		!instant_read(end->raw, &span->end) || span->start >= span->end)
		return damaged(merging, "the line has no window", error);
	return 0;
}

/* The key again, each value as it is written. */
static int
read_key(struct merging *merging, const struct query *query, struct error *error)
{
	const struct slot *group = slot_of(merging, merging->group);
	struct slice rest = elements_inside(group->kind == KIND_ARRAY ? group->raw : slice_of("[]"));
	struct slot element;
	size_t count = 0;

	merging->key.length = 0;
	for (; elements_next(&rest, &element); count++) {
		struct value value;
		int status = value_load(slot_json(&element), &merging->values, &value);
		if (status > 0 || (status == 0 && value.kind > VALUE_TEXT))
			return damaged(merging, "its group holds an array or an object", error);
		value_write(&merging->key, &value);
		buffer_byte(&merging->key, '\n');
		if (status < 0 || merging->key.failed)
			return error_memory(error);
	}
	if (group->kind != KIND_ARRAY || count != query->group_names->count)
		return damaged(merging, "its group has too few or too many values", error);
	return 0;
}

/* Loads one state, adds it to that of the group, and leaves its place zeroed. */
static int
add_state(struct merging *merging, const struct call *call, struct group *group, struct slice json,
	struct error *error)
{
	unsigned char *state = merging->scratch + call->offset;
	struct error trouble = { 0 };
	int failed = aggregate_load(call->kind, state, json, &trouble);

	if (failed && trouble.kind != STATUS_SYSTEM)
		failed = document_refuse(
			&merging->reader, error, "the state of %s: %s", call->kind->name, trouble.text);
	else if (failed || call->kind->merge(group_states(group) + call->offset, state))
		failed = error_memory(error);
	if (call->kind->free)
		call->kind->free(state);
	memset(state, 0, call->kind->size);
	return failed;
}

static int
read_states(struct merging *merging, const struct query *query, struct group *group, struct error *error)
{
	const struct slot *states = slot_of(merging, merging->states);
	struct slice rest = elements_inside(states->kind == KIND_ARRAY ? states->raw : slice_of("[]"));
	struct slot element;
	size_t i = 0;

	for (; i < query->call_count && elements_next(&rest, &element); i++) {
		const struct call *call = &query->calls[i];
		struct slice json = merging->saved[i] = slot_json(&element);
		if (call->shared && !slice_equal(json, merging->saved[call->owner]))
			return damaged(merging, "calls with the same arguments have different states", error);
		if (!call->shared && add_state(merging, call, group, json, error))
			return -1;
	}
	if (states->kind != KIND_ARRAY || i != query->call_count || elements_next(&rest, &element))
		return damaged(merging, "it has too few or too many states", error);
	return 0;
}

static int
read_group(struct merging *merging, struct groups *groups, struct error *error)
{
	struct span span;

	arena_reset(&merging->values);
	if (read_span(merging, groups->query, &span, error) || read_key(merging, groups->query, error))
		return -1;
	struct group *group = groups_find(groups, span, buffer_view(&merging->key));
	if (!group)
		return error_memory(error);
	merging->run->counts.read++;
	merging->run->counts.used++;
	return read_states(merging, groups->query, group, error);
}

int
merging_read(struct merging *merging, struct groups *groups, struct error *error)
{
	enum document_part part;
	struct slice line;

	merging->scratch = calloc(1, groups->query->state_size + 1);
	merging->saved = calloc(groups->query->call_count + 1, sizeof *merging->saved);
	if (!merging->scratch || !merging->saved)
		return error_memory(error);
	for (;;) {
		if (document_read(&merging->reader, &part, &line, error))
			return -1;
		if (part == DOCUMENT_END)
			return 0;
		if (part == DOCUMENT_HEADER ? read_header(merging, error)
					    : read_group(merging, groups, error))
			return -1;
	}
}
