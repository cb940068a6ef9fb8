/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/scan.h"

#include "base/array.h"
#include "record/json_text.h"
#include "record/token.h"
#include "record/utf8.h"

#include <stdlib.h>

/* The walk over one line. Its functions return as those of token.h do. */
struct walk {
	struct cursor cursor;
	unsigned depth;
	unsigned fields; /* of the record itself */
	struct scanner *scanner;
};

static void
forget(struct scanner *scanner, const struct path_node *node)
{
	for (; node; node = node->sibling) {
		if (node->slot >= 0)
			scanner->slots[node->slot] = (struct slot){ 0 };
		forget(scanner, node->child);
	}
}

/* The wanted node under this key, or NULL; NULL too when memory ran out. */
static const struct path_node *
find(struct scanner *scanner, const struct path_node *parent, struct slice key, bool escaped)
{
	const struct path_node *node = parent->child;

	if (escaped && node) {
		scanner->key.length = 0;
		if (json_text_read(&scanner->key, key))
			return NULL; /* a lone surrogate is in no name that can be asked for */
		if (scanner->key.failed) {
			scanner->failed = true;
			return NULL;
		}
		key = buffer_view(&scanner->key);
	}
	while (node && !slice_equal(node->key, key))
		node = node->sibling;
	return node;
}

static int walk_value(struct walk *walk, const struct path_node *node, struct slot *slot);

static int
add_member(struct scanner *scanner, struct member member)
{
	struct member *members = array_grow(
		scanner->members, &scanner->member_capacity, scanner->member_count + 1, sizeof *members);

	if (!members) {
		scanner->failed = true;
		return -1;
	}
	scanner->members = members;
	scanner->members[scanner->member_count++] = member;
	return 0;
}

/* One `"key": value`. parent holds the keys that are wanted here, or is NULL. */
static int
walk_member(struct walk *walk, const struct path_node *parent)
{
	const char *from = walk->cursor.at;
	struct slice key;
	bool escaped;
	struct slot slot;

	if (walk->depth == 1 && ++walk->fields > SCAN_FIELDS)
		return token_expected(&walk->cursor, "at most 100,000 fields");
	if (!token_accept(&walk->cursor, '"'))
		return token_expected(&walk->cursor, "a key in quotes");
	if (token_text(&walk->cursor, &key, &escaped))
		return -1;
	token_skip_space(&walk->cursor);
	if (!token_accept(&walk->cursor, ':'))
		return token_expected(&walk->cursor, "':' after the key");
	token_skip_space(&walk->cursor);

	const struct path_node *node = parent ? find(walk->scanner, parent, key, escaped) : NULL;
	const char *value = walk->cursor.at;
	if (walk->scanner->failed)
		return -1;
	if (node)
		forget(walk->scanner, node->child); /* of a duplicate key the last value counts */
	if (walk_value(walk, node, &slot))
		return -1;
	if (node && node->slot >= 0)
		walk->scanner->slots[node->slot] = slot;
	if (walk->depth > 1 || !walk->scanner->wants_members)
		return 0;
	return add_member(walk->scanner, (struct member){
						 .whole = slice_between(from, walk->cursor.at),
						 .key = key,
						 .value = slice_between(value, walk->cursor.at),
						 .slot = node ? node->slot : -1,
					 });
}

static int
deeper(struct walk *walk)
{
	return ++walk->depth > SCAN_DEPTH ? token_expected(&walk->cursor, "at most 1,000 levels of nesting")
					  : 0;
}

/* Behind the '{', to behind the '}'. */
static int
walk_object(struct walk *walk, const struct path_node *node)
{
	if (deeper(walk))
		return -1;
	token_skip_space(&walk->cursor);
	if (!token_accept(&walk->cursor, '}')) {
		for (;;) {
			if (walk_member(walk, node))
				return -1;
			token_skip_space(&walk->cursor);
			if (token_accept(&walk->cursor, '}'))
				break;
			if (!token_accept(&walk->cursor, ','))
				return token_expected(&walk->cursor, "',' or '}'");
			token_skip_space(&walk->cursor);
		}
	}
	walk->depth--;
	return 0;
}

static int
walk_array(struct walk *walk)
{
	struct slot element;

	if (deeper(walk))
		return -1;
	token_skip_space(&walk->cursor);
	if (!token_accept(&walk->cursor, ']')) {
		for (;;) {
			if (walk_value(walk, NULL, &element))
				return -1;
			token_skip_space(&walk->cursor);
			if (token_accept(&walk->cursor, ']'))
				break;
			if (!token_accept(&walk->cursor, ','))
				return token_expected(&walk->cursor, "',' or ']'");
			token_skip_space(&walk->cursor);
		}
	}
	walk->depth--;
	return 0;
}

static int
walk_value(struct walk *walk, const struct path_node *node, struct slot *slot)
{
	const char *from = walk->cursor.at;
	int failed;

	*slot = (struct slot){ 0 };
	switch (walk->cursor.at < walk->cursor.end ? *walk->cursor.at : '\0') {
	case '"':
		walk->cursor.at++;
		slot->kind = KIND_TEXT;
		return token_text(&walk->cursor, &slot->raw, &slot->escaped);
	case '{':
		walk->cursor.at++;
		slot->kind = KIND_OBJECT;
		failed = walk_object(walk, node && node->child ? node : NULL);
		break;
	case '[':
		walk->cursor.at++;
		slot->kind = KIND_ARRAY;
		failed = walk_array(walk);
		break;
	case 't':
		slot->kind = KIND_TRUE;
		failed = token_word(&walk->cursor, "true");
		break;
	case 'f':
		slot->kind = KIND_FALSE;
		failed = token_word(&walk->cursor, "false");
		break;
	case 'n':
		slot->kind = KIND_NULL;
		failed = token_word(&walk->cursor, "null");
		break;
	default:
		if (walk->cursor.at == walk->cursor.end ||
			(*walk->cursor.at != '-' && (*walk->cursor.at < '0' || *walk->cursor.at > '9')))
			return token_expected(&walk->cursor, "a JSON value");
		slot->kind = KIND_NUMBER;
		failed = token_number(&walk->cursor);
	}
	slot->raw = slice_between(from, walk->cursor.at);
	return failed;
}

int
scanner_open(struct scanner *scanner, const struct projection *projection)
{
	*scanner = (struct scanner){ .projection = projection };
	scanner->slots = calloc(projection->slots + 1, sizeof *scanner->slots);
	return scanner->slots ? 0 : -1;
}

void
scanner_close(struct scanner *scanner)
{
	free(scanner->slots);
	free(scanner->members);
	buffer_free(&scanner->key);
	*scanner = (struct scanner){ 0 };
}

static int
walk_record(struct walk *walk)
{
	token_skip_space(&walk->cursor);
	const char *from = walk->cursor.at;
	if (!token_accept(&walk->cursor, '{'))
		return token_expected(&walk->cursor, "a JSON object");
	if (walk_object(walk, &walk->scanner->projection->root))
		return -1;
	walk->scanner->text = slice_between(from, walk->cursor.at);
	token_skip_space(&walk->cursor);
	return walk->cursor.at == walk->cursor.end
		       ? 0
		       : token_expected(&walk->cursor, "nothing after the object");
}

int
scan(struct scanner *scanner, struct slice line, struct refusal *refusal)
{
	const struct slice no_field = { 0 };
	struct walk walk = { .cursor = { .at = line.at, .end = line.at + line.length }, .scanner = scanner };
	const char *invalid = utf8_invalid(line);

	if (invalid)
		return refuse(
			refusal, no_field, "invalid UTF-8 at byte %zu", (size_t)(invalid - line.at) + 1);
	memset(scanner->slots, 0, scanner->projection->slots * sizeof *scanner->slots);
	scanner->member_count = 0;
	if (walk_record(&walk) == 0)
		return 0;
	if (scanner->failed)
		return refuse(refusal, no_field, "memory ran out");
	if (walk.cursor.at == walk.cursor.end)
		return refuse(refusal, no_field, "the line ends early, %s is missing", walk.cursor.wanted);
	return refuse(refusal, no_field, "not JSON at byte %zu, expected %s",
		(size_t)(walk.cursor.at - line.at) + 1, walk.cursor.wanted);
}

bool
scan_blank(struct slice text)
{
	for (size_t i = 0; i < text.length; i++)
		if (!token_is_space(text.at[i]))
			return false;
	return true;
}

struct slice
slot_whole(const struct slot *slot)
{
	if (slot->kind != KIND_TEXT)
		return slot->raw;
	return (struct slice){ slot->raw.at - 1, slot->raw.length + 2 };
}
