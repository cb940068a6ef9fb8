/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/partial.h"

#include "agg/group_order.h"
#include "record/elements.h"
#include "time/instant.h"

#include <stdlib.h>

static void
write_group(struct buffer *to, const struct query *query, struct group *group)
{
	struct slice key = group_key(group), text;

	group_settle(query, group);
	buffer_byte(to, '{');
	if (query->window.shape != WINDOW_NONE) {
		span_write(to, group->window->span);
		buffer_byte(to, ',');
	}
	buffer_text(to, "\"group\":[");
	for (bool first = true; group_key_next(&key, &text); first = false) {
		if (!first)
			buffer_byte(to, ',');
		buffer_slice(to, text);
	}
	buffer_text(to, "],\"states\":[");
	for (size_t i = 0; i < query->call_count; i++) {
		const struct query_call *call = &query->calls[i];
		if (i)
			buffer_byte(to, ',');
		call->kind->save(group_states(group) + call->offset, to);
	}
	buffer_text(to, "]}");
}

static int
write_groups(struct document_writer *writer, const struct groups *groups, struct run *run,
	struct buffer *line, struct error *error)
{
	size_t count;
	struct sort_entry *all = group_sort_all(groups, &count);
	int failed = all ? 0 : error_memory(error);

	for (size_t i = 0; i < count && !failed; i++) {
		write_group(line, groups->query, all[i].group);
		failed = document_write(writer, line, error);
		run->counts.written++;
	}
	free(all);
	return failed;
}

int
partial_write(
	const struct groups *groups, const struct request *request, struct run *run, struct error *error)
{
	struct document_writer writer = { .sink = &run->out };
	struct buffer line = { 0 };

	buffer_text(&line, "{\"tillpipe\":\"kpi-partial\",\"version\":1,\"query\":");
	request_write(&line, request);
	buffer_byte(&line, '}');
	int failed = document_write(&writer, &line, error) ||
		     write_groups(&writer, groups, run, &line, error) || document_finish(&writer, error);
	buffer_free(&line);
	return failed ? -1 : 0;
}

static const struct slot *
slot_of(const struct partial_reader *reader, int slot)
{
	return &reader->document.scanner.slots[slot];
}

/* Reads the header whose slots were just scanned. */
static int
read_header(struct partial_reader *reader, struct error *error)
{
	const struct slot *version = slot_of(reader, reader->version_slot);
	const struct slot *query = slot_of(reader, reader->query_slot);
	struct error cause = { 0 };

	if (!slice_is(version->raw, "1") || query->kind != KIND_OBJECT)
		return document_refuse(&reader->document, error, "a partial of another version than 1");
	if (reader->query_json.length == 0) {
		buffer_slice(&reader->query_json, query->raw);
		if (reader->query_json.failed)
			return error_memory(error);
		if (request_read(
			    &reader->request, buffer_view(&reader->query_json), &reader->arena, &cause) == 0)
			return 0;
		return cause.kind == STATUS_SYSTEM
			       ? error_memory(error)
			       : document_refuse(&reader->document, error, "%s", cause.text);
	}
	if (slice_equal(query->raw, buffer_view(&reader->query_json)))
		return 0;
	return document_refuse(&reader->document, error,
		"this partial is of another query than the first one; only partials of one query can be "
		"merged");
}

int
partial_reader_open(
	struct partial_reader *reader, struct run *run, char *const *operands, struct error *error)
{
	const struct {
		const char *path;
		int *slot;
	} fields[] = {
		{ "version", &reader->version_slot },
		{ "query", &reader->query_slot },
		{ "window.start", &reader->start_slot },
		{ "window.end", &reader->end_slot },
		{ "group", &reader->group_slot },
		{ "states", &reader->states_slot },
	};
	enum document_part part;
	struct slice line;

	reader->run = run;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		*fields[i].slot = projection_path(&reader->document.projection, slice_of(fields[i].path));
		if (*fields[i].slot < 0)
			return error_memory(error);
	}
	if (document_open(&reader->document, &run->input, operands, "kpi-partial", error) ||
		document_read(&reader->document, &part, &line, error))
		return -1;
	if (part == DOCUMENT_END)
		return error_set(error, STATUS_REFUSED,
			"there is no partial in the input; kpi-agg --partial makes one");
	return read_header(reader, error);
}

void
partial_reader_close(struct partial_reader *reader)
{
	document_close(&reader->document);
	request_free(&reader->request);
	buffer_free(&reader->query_json);
	buffer_free(&reader->key);
	arena_free(&reader->arena);
	arena_free(&reader->values);
	free(reader->loaded);
	free(reader->states_json);
}

static int
damaged(const struct partial_reader *reader, const char *what, struct error *error)
{
	return document_refuse(
		&reader->document, error, "%s, which does not match the query; make the partial again", what);
}

static int
read_span(struct partial_reader *reader, const struct query *query, struct span *span, struct error *error)
{
	const struct slot *start = slot_of(reader, reader->start_slot),
			  *end = slot_of(reader, reader->end_slot);

	*span = window_first(&query->window, 0);
	if (query->window.shape == WINDOW_NONE)
		return start->kind == KIND_MISSING && end->kind == KIND_MISSING
			       ? 0
			       : damaged(reader, "the line has a window", error);
	if (start->kind != KIND_TEXT || end->kind != KIND_TEXT || !instant_read(start->raw, &span->start) ||
		!instant_read(end->raw, &span->end) || span->start >= span->end)
		return damaged(reader, "the line has no window", error);
	return 0;
}

/* Rebuilds the key, each value as it would be written. */
static int
read_key(struct partial_reader *reader, const struct query *query, struct error *error)
{
	const struct slot *group = slot_of(reader, reader->group_slot);
	struct slice rest = elements_inside(group->kind == KIND_ARRAY ? group->raw : slice_of("[]"));
	struct slot element;
	size_t count = 0;

	reader->key.length = 0;
	for (; elements_next(&rest, &element); count++) {
		struct value value;
		int status = value_load(slot_json(&element), &reader->values, &value);
		if (status > 0 || (status == 0 && value.kind > VALUE_TEXT))
			return damaged(reader, "its group holds an array or an object", error);
		value_write(&reader->key, &value);
		buffer_byte(&reader->key, '\n');
		if (status < 0 || reader->key.failed)
			return error_memory(error);
	}
	if (group->kind != KIND_ARRAY || count != query->group_names->count)
		return damaged(reader, "its group has too few or too many values", error);
	return 0;
}

/* Loads one state, merges it into that of the group, and zeroes it again. */
static int
add_state(struct partial_reader *reader, const struct query_call *call, struct group *group,
	struct slice json, struct error *error)
{
	unsigned char *state = reader->loaded + call->offset;
	struct error cause = { 0 };
	int failed = aggregate_load(call->kind, state, json, &cause);

	if (failed && cause.kind != STATUS_SYSTEM)
		failed = document_refuse(
			&reader->document, error, "the state of %s: %s", call->kind->name, cause.text);
	else if (failed || call->kind->merge(group_states(group) + call->offset, state))
		failed = error_memory(error);
	if (call->kind->free)
		call->kind->free(state);
	memset(state, 0, call->kind->size);
	return failed;
}

static int
read_states(
	struct partial_reader *reader, const struct query *query, struct group *group, struct error *error)
{
	const struct slot *states = slot_of(reader, reader->states_slot);
	struct slice rest = elements_inside(states->kind == KIND_ARRAY ? states->raw : slice_of("[]"));
	struct slot element;
	size_t i = 0;

	for (; i < query->call_count && elements_next(&rest, &element); i++) {
		const struct query_call *call = &query->calls[i];
		struct slice json = reader->states_json[i] = slot_json(&element);
		if (call->shared && !slice_equal(json, reader->states_json[call->owner]))
			return damaged(reader, "calls with the same arguments have different states", error);
		if (!call->shared && add_state(reader, call, group, json, error))
			return -1;
	}
	if (states->kind != KIND_ARRAY || i != query->call_count || elements_next(&rest, &element))
		return damaged(reader, "it has too few or too many states", error);
	return 0;
}

static int
read_group(struct partial_reader *reader, struct groups *groups, struct error *error)
{
	struct span span;

	arena_reset(&reader->values);
	if (read_span(reader, groups->query, &span, error) || read_key(reader, groups->query, error))
		return -1;
	struct group *group = groups_find(groups, span, buffer_view(&reader->key));
	if (!group)
		return error_memory(error);
	reader->run->counts.read++;
	reader->run->counts.used++;
	return read_states(reader, groups->query, group, error);
}

int
partial_read(struct partial_reader *reader, struct groups *groups, struct error *error)
{
	enum document_part part;
	struct slice line;

	reader->loaded = calloc(1, groups->query->state_size + 1);
	reader->states_json = calloc(groups->query->call_count + 1, sizeof *reader->states_json);
	if (!reader->loaded || !reader->states_json)
		return error_memory(error);
	for (;;) {
		if (document_read(&reader->document, &part, &line, error))
			return -1;
		if (part == DOCUMENT_END)
			return 0;
		if (part == DOCUMENT_HEADER ? read_header(reader, error) : read_group(reader, groups, error))
			return -1;
	}
}
