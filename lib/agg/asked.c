/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/asked.h"

#include "number/number.h"
#include "record/elements.h"
#include "record/text.h"

#include <stddef.h>

enum part_kind { PART_LIST, PART_TEXT, PART_COUNT, PART_FLAG };

static const struct part {
	const char *option; /* without its dashes: the key of the JSON */
	enum part_kind kind;
	size_t offset;
} parts[] = {
	{ "defs", PART_LIST, offsetof(struct asked, definitions) },
	{ "arg", PART_LIST, offsetof(struct asked, arguments) },
	{ "tz", PART_TEXT, offsetof(struct asked, zone) },
	{ "time-format", PART_TEXT, offsetof(struct asked, time_format) },
	{ "time", PART_TEXT, offsetof(struct asked, time) },
	{ "window", PART_TEXT, offsetof(struct asked, window) },
	{ "where", PART_LIST, offsetof(struct asked, wheres) },
	{ "group", PART_LIST, offsetof(struct asked, groups) },
	{ "agg", PART_LIST, offsetof(struct asked, aggregates) },
	{ "having", PART_LIST, offsetof(struct asked, having) },
	{ "order-by", PART_LIST, offsetof(struct asked, order) },
	{ "top", PART_COUNT, offsetof(struct asked, top) },
	{ "per", PART_LIST, offsetof(struct asked, per) },
	{ "ties", PART_FLAG, offsetof(struct asked, ties) },
};
enum { PARTS = sizeof parts / sizeof *parts };

static const void *
part_of(const struct asked *asked, const struct part *part)
{
	return (const char *)asked + part->offset;
}

static bool
is_asked(const struct asked *asked, const struct part *part)
{
	const void *value = part_of(asked, part);

	switch (part->kind) {
	case PART_LIST:
		return ((const struct names *)value)->count > 0;
	case PART_TEXT:
		return *(const char *const *)value != NULL;
	case PART_COUNT:
		return *(const uint64_t *)value != ASKED_ALL;
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
write_part(struct buffer *to, const struct asked *asked, const struct part *part)
{
	const void *value = part_of(asked, part);

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
asked_write(struct buffer *to, const struct asked *asked)
{
	bool first = true;

	buffer_byte(to, '{');
	for (size_t i = 0; i < PARTS; i++) {
		if (!is_asked(asked, &parts[i]))
			continue;
		buffer_text(to, first ? "\"" : ",\"");
		buffer_text(to, parts[i].option);
		buffer_text(to, "\":");
		write_part(to, asked, &parts[i]);
		first = false;
	}
	buffer_byte(to, '}');
}

/* A text of the JSON, with a NUL behind it; at is NULL when memory ran out. */
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
read_part(struct asked *asked, const struct part *part, const struct slot *value, struct arena *arena)
{
	static const enum kind kinds[] = { [PART_LIST] = KIND_ARRAY,
		[PART_TEXT] = KIND_TEXT,
		[PART_COUNT] = KIND_NUMBER,
		[PART_FLAG] = KIND_TRUE };
	void *to = (char *)asked + part->offset;
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
asked_read(struct asked *asked, struct slice json, struct arena *arena, struct error *error)
{
	struct slice rest = elements_inside(json);
	struct slot key, value;

	asked->top = ASKED_ALL;
	while (members_next(&rest, &key, &value)) {
		size_t i = 0;
		while (i < PARTS && !member_is(&key, slice_of(parts[i].option)))
			i++;
		if (i == PARTS)
			return error_set(error, STATUS_REFUSED,
				"its query has a part \"%.*s\" that this version does not know",
				SLICE_PRINT(key.raw));
		int status = read_part(asked, &parts[i], &value, arena);
		if (status)
			return status < 0 ? error_memory(error)
					  : error_set(error, STATUS_REFUSED,
						    "the \"%s\" of its query is not valid", parts[i].option);
	}
	return 0;
}

const char *
asked_differs(const struct asked *asked, const struct asked *before)
{
	const char *differs = NULL;
	struct buffer now = { 0 }, then = { 0 };

	for (size_t i = 0; i < PARTS && !differs; i++) {
		if (!is_asked(asked, &parts[i]))
			continue;
		now.length = then.length = 0;
		write_part(&now, asked, &parts[i]);
		if (is_asked(before, &parts[i]))
			write_part(&then, before, &parts[i]);
		if (!slice_equal(buffer_view(&now), buffer_view(&then)))
			differs = parts[i].option;
	}
	buffer_free(&now);
	buffer_free(&then);
	return differs;
}

void
asked_free(struct asked *asked)
{
	for (size_t i = 0; i < PARTS; i++)
		if (parts[i].kind == PART_LIST)
			names_free((struct names *)((char *)asked + parts[i].offset));
}
