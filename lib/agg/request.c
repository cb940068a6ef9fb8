/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/request.h"

#include "expr/scope.h"
#include "number/number.h"
#include "record/elements.h"
#include "record/text.h"

#include <stddef.h>

/* In the order in which they were given: the lists of a scope have the newest first. */
static int
add_definitions(struct names *list, const struct definition *definition)
{
	if (!definition)
		return 0;
	return add_definitions(list, definition->next) || names_add(list, definition->origin.text) ? -1 : 0;
}

static int
add_arguments(struct request *request, const struct argument *argument)
{
	if (!argument)
		return 0;
	/* name and value are parts of one text, NAME=VALUE */
	struct slice pair = slice_between(argument->name.at, argument->value.at + argument->value.length);
	return add_arguments(request, argument->next) || names_add(&request->arguments, pair) ? -1 : 0;
}

int
request_add_scope(struct request *request, const struct scope *scope)
{
	int failed = add_definitions(&request->definitions, scope->definitions) ||
		     add_arguments(request, scope->arguments);

	return failed ? -1 : 0;
}

int
request_define(const struct request *request, struct scope *scope, struct error *error)
{
	struct buffer lines = { 0 };
	int failed = 0;

	for (size_t i = 0; i < request->arguments.count && !failed; i++)
		failed = scope_add_argument(scope, request->arguments.at[i], error);
	for (size_t i = 0; i < request->definitions.count; i++) {
		buffer_slice(&lines, request->definitions.at[i]);
		buffer_byte(&lines, '\n');
	}
	if (!failed && lines.failed)
		failed = error_memory(error);
	if (!failed)
		failed = definitions_compile(scope, "the partial's definitions", buffer_view(&lines), error);
	buffer_free(&lines);
	return failed;
}

enum part_kind { PART_LIST, PART_TEXT, PART_COUNT, PART_FLAG };

static const struct part {
	const char *option; /* without its dashes: also the key in JSON */
	enum part_kind kind;
	size_t offset;
} parts[] = {
	{ "defs", PART_LIST, offsetof(struct request, definitions) },
	{ "arg", PART_LIST, offsetof(struct request, arguments) },
	{ "tz", PART_TEXT, offsetof(struct request, zone) },
	{ "time-format", PART_TEXT, offsetof(struct request, time_format) },
	{ "time", PART_TEXT, offsetof(struct request, time) },
	{ "window", PART_TEXT, offsetof(struct request, window) },
	{ "where", PART_LIST, offsetof(struct request, conditions) },
	{ "group", PART_LIST, offsetof(struct request, groups) },
	{ "agg", PART_LIST, offsetof(struct request, aggregates) },
	{ "having", PART_LIST, offsetof(struct request, having) },
	{ "order-by", PART_LIST, offsetof(struct request, order_by) },
	{ "top", PART_COUNT, offsetof(struct request, top) },
	{ "per", PART_LIST, offsetof(struct request, per) },
	{ "ties", PART_FLAG, offsetof(struct request, ties) },
};
enum { PARTS = sizeof parts / sizeof *parts };

static const void *
part_of(const struct request *request, const struct part *part)
{
	return (const char *)request + part->offset;
}

static bool
is_requested(const struct request *request, const struct part *part)
{
	const void *value = part_of(request, part);

	switch (part->kind) {
	case PART_LIST:
		return ((const struct names *)value)->count > 0;
	case PART_TEXT:
		return *(const char *const *)value != NULL;
	case PART_COUNT:
		return *(const uint64_t *)value != REQUEST_ALL;
	default:
		return *(const bool *)value;
	}
}

static void
write_list(struct buffer *to, const struct names *list)
{
	for (size_t i = 0; i < list->count; i++) {
		buffer_byte(to, i ? ',' : '[');
		json_text_write(to, list->at[i]);
	}
	buffer_byte(to, ']');
}

static void
write_part(struct buffer *to, const struct request *request, const struct part *part)
{
	const void *value = part_of(request, part);

	switch (part->kind) {
	case PART_LIST:
		write_list(to, value);
		break;
	case PART_TEXT:
		json_text_write(to, slice_of(*(const char *const *)value));
		break;
	case PART_COUNT:
		buffer_unsigned(to, *(const uint64_t *)value);
		break;
	case PART_FLAG:
		buffer_text(to, "true");
		break;
	}
}

void
request_write(struct buffer *to, const struct request *request)
{
	bool first = true;

	buffer_byte(to, '{');
	for (size_t i = 0; i < PARTS; i++) {
		if (!is_requested(request, &parts[i]))
			continue;
		buffer_text(to, first ? "\"" : ",\"");
		buffer_text(to, parts[i].option);
		buffer_text(to, "\":");
		write_part(to, request, &parts[i]);
		first = false;
	}
	buffer_byte(to, '}');
}

/* A text of the JSON, followed by a NUL; at is NULL when memory ran out. */
static struct slice
read_text(const struct slot *slot, struct arena *arena)
{
	struct buffer decoded = { 0 };

	json_text_read(&decoded, slot->raw);
	struct slice text = arena_copy(arena, buffer_view(&decoded));
	if (decoded.failed)
		text.at = NULL;
	buffer_free(&decoded);
	return text;
}

static int
read_list(struct names *list, const struct slot *value, struct arena *arena)
{
	struct slice rest = elements_inside(value->raw);
	struct slot element;

	while (elements_next(&rest, &element)) {
		if (element.kind != KIND_TEXT)
			return 1;
		struct slice text = read_text(&element, arena);
		if (!text.at || names_add(list, text))
			return -1;
	}
	return 0;
}

/* 0, 1 when the value is of the wrong kind, -1 when memory ran out. */
static int
read_part(struct request *request, const struct part *part, const struct slot *value, struct arena *arena)
{
	static const enum kind kinds[] = { [PART_LIST] = KIND_ARRAY,
		[PART_TEXT] = KIND_TEXT,
		[PART_COUNT] = KIND_NUMBER,
		[PART_FLAG] = KIND_TRUE };
	void *to = (char *)request + part->offset;
	struct number number;

	if (value->kind != kinds[part->kind])
		return 1;
	switch (part->kind) {
	case PART_LIST:
		return read_list(to, value, arena);
	case PART_TEXT:
		*(const char **)to = read_text(value, arena).at;
		return *(const char **)to ? 0 : -1;
	case PART_COUNT:
		if (number_read(value->raw, &number) != NUMBER_OK || number.scale != 0 || number.units < 0)
			return 1;
		*(uint64_t *)to = (uint64_t)number.units;
		return 0;
	default:
		*(bool *)to = true;
		return 0;
	}
}

int
request_read(struct request *request, struct slice json, struct arena *arena, struct error *error)
{
	struct slice rest = elements_inside(json);
	struct slot key, value;

	request->top = REQUEST_ALL;
	while (members_next(&rest, &key, &value)) {
		size_t i = 0;
		while (i < PARTS && !member_is(&key, slice_of(parts[i].option)))
			i++;
		if (i == PARTS)
			return error_set(error, STATUS_REFUSED,
				"its query has a part \"%.*s\" that this version does not know",
				SLICE_PRINT(key.raw));
		int status = read_part(request, &parts[i], &value, arena);
		if (status)
			return status < 0 ? error_memory(error)
					  : error_set(error, STATUS_REFUSED,
						    "the \"%s\" of its query is not valid", parts[i].option);
	}
	return 0;
}

const char *
request_differs(const struct request *request, const struct request *other)
{
	const char *differs = NULL;
	struct buffer mine = { 0 }, theirs = { 0 };

	for (size_t i = 0; i < PARTS && !differs; i++) {
		if (!is_requested(request, &parts[i]))
			continue;
		mine.length = theirs.length = 0;
		write_part(&mine, request, &parts[i]);
		if (is_requested(other, &parts[i]))
			write_part(&theirs, other, &parts[i]);
		if (!slice_equal(buffer_view(&mine), buffer_view(&theirs)))
			differs = parts[i].option;
	}
	buffer_free(&mine);
	buffer_free(&theirs);
	return differs;
}

void
request_free(struct request *request)
{
	for (size_t i = 0; i < PARTS; i++)
		if (parts[i].kind == PART_LIST)
			names_free((struct names *)((char *)request + parts[i].offset));
}
