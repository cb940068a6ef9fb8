/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/scan.h"

#include "record/json_text.h"
#include "record/utf8.h"

#include <stdlib.h>

/* The walk over one line. Every function leaves `at` behind what it has read, or returns -1 with `at` on the
 * byte at fault and `wanted` saying what should have stood there. */
struct walk {
	const char *at;
	const char *end;
	const char *wanted;
	unsigned depth;
	struct scanner *scanner;
};

static int
expected(struct walk *walk, const char *wanted)
{
	walk->wanted = wanted;
	return -1;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void
skip_space(struct walk *walk)
{
	while (walk->at < walk->end && is_space(*walk->at))
		walk->at++;
}

static bool
accept(struct walk *walk, char c)
{
	if (walk->at == walk->end || *walk->at != c)
		return false;
	walk->at++;
	return true;
}

static int
walk_escape(struct walk *walk)
{
	if (walk->at == walk->end || !strchr("\"\\/bfnrtu", *walk->at) || !*walk->at)
		return expected(walk, "a JSON escape after the backslash");
	if (*walk->at++ != 'u')
		return 0;
	for (int i = 0; i < 4; i++, walk->at++) {
		char c = walk->at < walk->end ? *walk->at : '\0';
		if (!is_digit(c) && !((c | 0x20) >= 'a' && (c | 0x20) <= 'f'))
			return expected(walk, "four hexadecimal digits");
	}
	return 0;
}

/* Behind the first quote, to behind the last one. */
static int
walk_text(struct walk *walk, struct slice *inside, bool *escaped)
{
	const char *from = walk->at;

	*escaped = false;
	for (; walk->at < walk->end; walk->at++) {
		char c = *walk->at;
		if (c == '"') {
			*inside = slice_between(from, walk->at++);
			return 0;
		}
		if ((unsigned char)c < 0x20)
			return expected(walk, "no control character inside a text");
		if (c != '\\')
			continue;
		*escaped = true;
		walk->at++;
		if (walk_escape(walk))
			return -1;
		walk->at--;
	}
	return expected(walk, "a closing quote");
}

static int
walk_digits(struct walk *walk)
{
	if (walk->at == walk->end || !is_digit(*walk->at))
		return expected(walk, "a digit");
	while (walk->at < walk->end && is_digit(*walk->at))
		walk->at++;
	return 0;
}

static int
walk_number(struct walk *walk)
{
	accept(walk, '-');
	if (!accept(walk, '0') && walk_digits(walk))
		return -1;
	if (accept(walk, '.') && walk_digits(walk))
		return -1;
	if (accept(walk, 'e') || accept(walk, 'E')) {
		if (!accept(walk, '+'))
			accept(walk, '-');
		return walk_digits(walk);
	}
	return 0;
}

static int
walk_word(struct walk *walk, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(walk->end - walk->at) < length || memcmp(walk->at, word, length) != 0)
		return expected(walk, "a JSON value");
	walk->at += length;
	return 0;
}

static void
forget(struct scanner *scanner, const struct path_node *node)
{
	for (; node; node = node->sibling) {
		if (node->slot >= 0)
			scanner->slots[node->slot] = (struct slot){ 0 };
		forget(scanner, node->child);
	}
}

/* The wanted node under this key, or NULL. */
static const struct path_node *
find(const struct path_node *parent, struct slice key, bool escaped)
{
	struct buffer decoded = { 0 };
	const struct path_node *node = parent->child;

	if (escaped && node) {
		if (json_text_read(&decoded, key))
			node = NULL; /* a lone surrogate is in no name that can be asked for */
		key = buffer_view(&decoded);
	}
	while (node && !slice_equal(node->key, key))
		node = node->sibling;
	buffer_free(&decoded);
	return node;
}

static int walk_value(struct walk *walk, const struct path_node *node, struct slot *slot);

static int
add_member(struct scanner *scanner, struct member member)
{
	if (scanner->member_count == scanner->member_capacity) {
		size_t capacity = scanner->member_capacity ? 2 * scanner->member_capacity : 64;
		struct member *members = realloc(scanner->members, capacity * sizeof *members);
		if (!members) {
			scanner->failed = true;
			return -1;
		}
		scanner->members = members;
		scanner->member_capacity = capacity;
	}
	scanner->members[scanner->member_count++] = member;
	return 0;
}

/* One `"key": value`. parent holds the keys that are wanted here, or is NULL. */
static int
walk_member(struct walk *walk, const struct path_node *parent)
{
	const char *from = walk->at;
	struct slice key;
	bool escaped;
	struct slot slot;

	if (!accept(walk, '"'))
		return expected(walk, "a key in quotes");
	if (walk_text(walk, &key, &escaped))
		return -1;
	skip_space(walk);
	if (!accept(walk, ':'))
		return expected(walk, "':' after the key");
	skip_space(walk);

	const struct path_node *node = parent ? find(parent, key, escaped) : NULL;
	const char *value = walk->at;
	if (node)
		forget(walk->scanner, node->child); /* of a duplicate key the last value counts */
	if (walk_value(walk, node, &slot))
		return -1;
	if (node && node->slot >= 0)
		walk->scanner->slots[node->slot] = slot;
	if (walk->depth > 1 || !walk->scanner->wants_members)
		return 0;
	return add_member(walk->scanner, (struct member){
						 .whole = slice_between(from, walk->at),
						 .key = key,
						 .value = slice_between(value, walk->at),
						 .slot = node ? node->slot : -1,
					 });
}

static int
deeper(struct walk *walk)
{
	return ++walk->depth > SCAN_DEPTH ? expected(walk, "at most 1,000 levels of nesting") : 0;
}

/* Behind the '{', to behind the '}'. */
static int
walk_object(struct walk *walk, const struct path_node *node)
{
	if (deeper(walk))
		return -1;
	skip_space(walk);
	if (!accept(walk, '}')) {
		for (;;) {
			if (walk_member(walk, node))
				return -1;
			skip_space(walk);
			if (accept(walk, '}'))
				break;
			if (!accept(walk, ','))
				return expected(walk, "',' or '}'");
			skip_space(walk);
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
	skip_space(walk);
	if (!accept(walk, ']')) {
		for (;;) {
			if (walk_value(walk, NULL, &element))
				return -1;
			skip_space(walk);
			if (accept(walk, ']'))
				break;
			if (!accept(walk, ','))
				return expected(walk, "',' or ']'");
			skip_space(walk);
		}
	}
	walk->depth--;
	return 0;
}

static int
walk_value(struct walk *walk, const struct path_node *node, struct slot *slot)
{
	const char *from = walk->at;
	int failed;

	*slot = (struct slot){ 0 };
	switch (walk->at < walk->end ? *walk->at : '\0') {
	case '"':
		walk->at++;
		slot->kind = KIND_TEXT;
		return walk_text(walk, &slot->raw, &slot->escaped);
	case '{':
		walk->at++;
		slot->kind = KIND_OBJECT;
		failed = walk_object(walk, node && node->child ? node : NULL);
		break;
	case '[':
		walk->at++;
		slot->kind = KIND_ARRAY;
		failed = walk_array(walk);
		break;
	case 't':
		slot->kind = KIND_TRUE;
		failed = walk_word(walk, "true");
		break;
	case 'f':
		slot->kind = KIND_FALSE;
		failed = walk_word(walk, "false");
		break;
	case 'n':
		slot->kind = KIND_NULL;
		failed = walk_word(walk, "null");
		break;
	default:
		if (walk->at == walk->end || (*walk->at != '-' && !is_digit(*walk->at)))
			return expected(walk, "a JSON value");
		slot->kind = KIND_NUMBER;
		failed = walk_number(walk);
	}
	slot->raw = slice_between(from, walk->at);
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
	*scanner = (struct scanner){ 0 };
}

static int
walk_record(struct walk *walk)
{
	skip_space(walk);
	const char *from = walk->at;
	if (!accept(walk, '{'))
		return expected(walk, "a JSON object");
	if (walk_object(walk, &walk->scanner->projection->root))
		return -1;
	walk->scanner->text = slice_between(from, walk->at);
	skip_space(walk);
	return walk->at == walk->end ? 0 : expected(walk, "nothing after the object");
}

int
scan(struct scanner *scanner, struct slice line, struct refusal *refusal)
{
	const struct slice no_field = { 0 };
	struct walk walk = { .at = line.at, .end = line.at + line.length, .scanner = scanner };
	const char *invalid = utf8_invalid(line);

	if (invalid)
		return refuse(
			refusal, no_field, "invalid UTF-8 at byte %zu", (size_t)(invalid - line.at) + 1);
	memset(scanner->slots, 0, scanner->projection->slots * sizeof *scanner->slots);
	scanner->member_count = 0;
	if (walk_record(&walk) == 0)
		return 0;
	if (walk.at == walk.end)
		return refuse(refusal, no_field, "the line ends early, %s is missing", walk.wanted);
	return refuse(refusal, no_field, "not JSON at byte %zu, expected %s", (size_t)(walk.at - line.at) + 1,
		walk.wanted);
}

bool
scan_blank(struct slice text)
{
	for (size_t i = 0; i < text.length; i++)
		if (!is_space(text.at[i]))
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
