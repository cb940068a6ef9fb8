/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/elements.h"

#include "base/bytes.h"
#include "record/simd.h"
#include "record/text.h"

static inline uint32_t
quotes(const char *at)
{
	return simd16_byte(at, '"') | simd16_byte(at, '\\');
}

static inline uint32_t
brackets(const char *at)
{
	return simd16_byte(at, '"') | simd16_byte(at, '{') | simd16_byte(at, '[') | simd16_byte(at, '}') |
	       simd16_byte(at, ']');
}

/* The last quote of a text, from after its first one. */
static const char *
skip_text(const char *at, const char *end, bool *escaped)
{
	const char *from = at;

	*escaped = false;
	for (;;) {
		at = simd16_skip(from, at, end, quotes);
		if (at == end || *at == '"')
			return at;
		*escaped = true;
		at = end - at > 2 ? at + 2 : end;
	}
}

/* The place after the bracket that closes the one at `at`. */
static const char *
skip_brackets(const char *at, const char *end)
{
	const char *from = at;
	size_t depth = 0;
	bool escaped;

	for (; at < end; at++) {
		at = simd16_skip(from, at, end, brackets);
		if (at == end)
			return at;
		if (*at == '"')
			at = skip_text(at + 1, end, &escaped);
		else if (*at == '{' || *at == '[')
			depth++;
		else if (--depth == 0)
			return at + 1;
	}
	return end;
}

static const char *
skip_bare(const char *at, const char *end)
{
	while (at < end && *at != ',' && *at != ']' && *at != '}' && !is_json_space(*at))
		at++;
	return at;
}

/* Reads the value at `at`, which is before end; returns the place after it. */
static const char *
read_slot(const char *at, const char *end, struct slot *slot)
{
	const char *from = at;

	*slot = (struct slot){ 0 };
	switch (*at) {
	case '"':
		at = skip_text(++from, end, &slot->escaped);
		*slot = (struct slot){ KIND_TEXT, slot->escaped, slice_between(from, at) };
		return at < end ? at + 1 : end;
	case '{':
	case '[':
		slot->kind = *at == '{' ? KIND_OBJECT : KIND_ARRAY;
		at = skip_brackets(at, end);
		break;
	case 't':
	case 'f':
	case 'n':
		slot->kind = *at == 't' ? KIND_TRUE : *at == 'f' ? KIND_FALSE : KIND_NULL;
		at = skip_bare(at, end);
		break;
	default:
		slot->kind = KIND_NUMBER;
		at = skip_bare(at, end);
	}
	slot->raw = slice_between(from, at);
	return at;
}

/* Over white space, commas and colons. */
static const char *
skip_between(const char *at, const char *end)
{
	while (at < end && (*at == ',' || *at == ':' || is_json_space(*at)))
		at++;
	return at;
}

struct slot
elements_slot(struct slice json)
{
	const char *end = json.at + json.length, *at = skip_between(json.at, end);
	struct slot slot = { 0 };

	if (at < end)
		read_slot(at, end, &slot);
	return slot;
}

struct slice
elements_inside(struct slice raw)
{
	return (struct slice){ raw.at + 1, raw.length - 2 };
}

bool
elements_next(struct slice *rest, struct slot *element)
{
	const char *end = rest->at + rest->length, *at = skip_between(rest->at, end);

	if (at < end) {
		at = read_slot(at, end, element);
		*rest = slice_between(at, end);
		return true;
	}
	*rest = (struct slice){ end, 0 };
	return false;
}

/* Steps over the bracket if it comes next. */
static bool
accept(struct slice *rest, char bracket)
{
	const char *end = rest->at + rest->length, *at = skip_between(rest->at, end);
	bool is = at < end && *at == bracket;

	*rest = slice_between(at + is, end);
	return is;
}

bool
elements_enter(struct slice *rest)
{
	return accept(rest, '[');
}

bool
elements_leave(struct slice *rest)
{
	return accept(rest, ']') || rest->length == 0;
}

bool
members_next(struct slice *rest, struct slot *key, struct slot *value)
{
	return elements_next(rest, key) && elements_next(rest, value);
}

bool
member_is(const struct slot *key, struct slice name)
{
	return key->escaped ? json_text_is(key->raw, name) : slice_equal(key->raw, name);
}

struct slot
member_find(struct slice object, struct slice name)
{
	struct slice rest = elements_inside(object);
	struct slot key, value, found = { 0 };

	while (members_next(&rest, &key, &value))
		if (member_is(&key, name))
			found = value;
	return found;
}
