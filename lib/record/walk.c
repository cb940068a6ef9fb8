/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/walk.h"

#include "base/array.h"
#include "record/json_text.h"

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

static const char *walk_object(
	struct walk *walk, const char *at, const struct path_node *node, struct guess *above);
static const char *walk_array(
	struct walk *walk, const char *at, const struct path_node *node, struct guess *above);
static const char *walk_spaced(struct walk *walk, const char *at, const struct path_node *node,
	struct guess *guess, struct slot *slot);

/* Inlined, since most values are small. */
static inline __attribute__((always_inline)) const char *
walk_value(struct walk *walk, const char *at, const struct path_node *node, struct guess *guess,
	struct slot *slot)
{
	struct cursor *cursor = &walk->cursor;
	const char *from = at;
	enum kind kind;

	slot->escaped = false;
	switch (at < cursor->end ? *at : '\0') {
	case '"':
		slot->kind = KIND_TEXT;
		at = token_text(cursor, at + 1, &slot->escaped);
		if (at)
			slot->raw = slice_between(from + 1, at - 1);
		return at;
	case '{':
		kind = KIND_OBJECT;
		at = walk_object(walk, at + 1, node && node->child ? node : NULL, guess);
		break;
	case '[':
		kind = KIND_ARRAY;
		at = walk_array(walk, at + 1, node, guess);
		break;
	case 't':
		kind = KIND_TRUE;
		at = token_word(cursor, at, "true");
		break;
	case 'f':
		kind = KIND_FALSE;
		at = token_word(cursor, at, "false");
		break;
	case 'n':
		kind = KIND_NULL;
		at = token_word(cursor, at, "null");
		break;
	default:
		if (at == cursor->end || (*at != '-' && (*at < '0' || *at > '9')))
			return walk_spaced(walk, at, node, guess, slot);
		kind = KIND_NUMBER;
		at = token_number(cursor, at);
	}
	slot->kind = kind;
	if (at)
		slot->raw = slice_between(from, at);
	return at;
}

/* What begins like no value: white space before one, or a mistake. */
static const char *
walk_spaced(struct walk *walk, const char *at, const struct path_node *node, struct guess *guess,
	struct slot *slot)
{
	const char *value = token_skip_space(&walk->cursor, at);

	return value == at ? token_expected(&walk->cursor, at, "a JSON value")
			   : walk_value(walk, value, node, guess, slot);
}

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

/* A member's key, and what is known about it. */
struct key {
	struct slice text;
	const struct path_node *node;
	struct guess *guess; /* or NULL */
};

/* Reads a key that was not guessed, and all to its value. parent holds the keys that are wanted here, or is
 * NULL. */
static const char *
walk_key(struct walk *walk, const char *from, const struct path_node *parent, struct guessing *guessing,
	struct key *key)
{
	struct cursor *cursor = &walk->cursor;
	const char *at = token_skip_space(cursor, from), *text = at + 1;
	bool escaped;

	if (!token_is(cursor, at, '"'))
		return token_expected(cursor, at, "a key in quotes");
	at = token_text(cursor, text, &escaped);
	if (!at)
		return NULL;
	key->text = slice_between(text, at - 1);
	at = token_skip_space(cursor, at);
	if (!token_is(cursor, at, ':'))
		return token_expected(cursor, at, "':' after the key");
	at = token_skip_space(cursor, at + 1);
	key->node = parent ? find(walk->scanner, parent, key->text, escaped) : NULL;
	if (walk->scanner->failed)
		return NULL;
	key->guess = guess_learn(
		&walk->scanner->guesses, guessing, slice_between(from, at), key->text, parent, key->node);
	return at;
}

/* One `"key": value`, from behind what separates it from the one before. */
static const char *
walk_member(struct walk *walk, const char *at, const struct path_node *parent, struct guessing *guessing)
{
	struct scanner *scanner = walk->scanner;
	struct slot *slot = &walk->unwanted;
	struct key key = { .guess = guess_take(guessing, &walk->cursor, at, parent) };

	if (key.guess) {
		key.node = key.guess->node;
		key.text = (struct slice){ at + key.guess->key_from, key.guess->key_length };
		at += key.guess->length;
	} else {
		at = walk_key(walk, at, parent, guessing, &key);
		if (!at)
			return NULL;
	}
	if (key.node && key.node->child)
		forget(scanner, key.node->child); /* of a duplicate key the last value counts */
	if (key.node && key.node->slot >= 0)
		slot = &scanner->slots[key.node->slot];
	at = walk_value(walk, at, key.node, key.guess, slot);
	if (at && guessing->members &&
		add_member(scanner, (struct member){
					    .whole = slice_between(key.text.at - 1, at),
					    .key = key.text,
					    .value = slot_whole(slot),
					    .slot = key.node ? key.node->slot : -1,
				    }))
		return NULL;
	return at;
}

static int
deeper(struct walk *walk, const char *at)
{
	if (++walk->depth <= SCAN_DEPTH)
		return 0;
	token_expected(&walk->cursor, at, "at most 1,000 levels of nesting");
	return -1;
}

/* Behind the '{', to behind the '}'. above is the guess for the member whose value this is, or NULL. */
static const char *
walk_object(struct walk *walk, const char *at, const struct path_node *node, struct guess *above)
{
	struct cursor *cursor = &walk->cursor;
	struct guessing guessing = guess_begin(above);

	if (deeper(walk, at))
		return NULL;
	guessing.members = walk->depth == 1 && walk->scanner->wants_members;
	size_t most = walk->depth == 1 ? SCAN_FIELDS : SIZE_MAX;
	at = token_skip_space(cursor, at);
	if (!token_is(cursor, at, '}')) {
		for (;;) {
			if (most-- == 0)
				return token_expected(
					cursor, token_skip_space(cursor, at), "at most 100,000 fields");
			at = walk_member(walk, at, node, &guessing);
			if (!at)
				return NULL;
			if (!token_is(cursor, at, ','))
				at = token_skip_space(cursor, at);
			if (!token_is(cursor, at, ','))
				break;
			at++;
		}
	}
	if (!token_is(cursor, at, '}'))
		return token_expected(cursor, at, "',' or '}'");
	walk->depth--;
	return at + 1;
}

/* An element of which something is wanted. */
static const char *
walk_element(struct walk *walk, const char *at, const struct path_node *element, struct guess *above)
{
	struct scanner *scanner = walk->scanner;

	at = walk_value(walk, at, element, above, &walk->unwanted);
	if (at && gathered_add(&scanner->gathered[element->slot], element, scanner->slots)) {
		scanner->failed = true;
		return NULL;
	}
	return at;
}

/* Behind the '[', to behind the ']'. */
static const char *
walk_array(struct walk *walk, const char *at, const struct path_node *node, struct guess *above)
{
	const struct path_node *wanted = node ? node->element : NULL;
	struct cursor *cursor = &walk->cursor;

	if (wanted)
		gathered_begin(&walk->scanner->gathered[wanted->slot], at - 1);

	if (deeper(walk, at))
		return NULL;
	at = token_skip_space(cursor, at);
	if (!token_is(cursor, at, ']')) {
		for (;;) {
			at = wanted ? walk_element(walk, at, wanted, above)
				    : walk_value(walk, at, NULL, above, &walk->unwanted);
			if (!at)
				return NULL;
			if (!token_is(cursor, at, ','))
				at = token_skip_space(cursor, at);
			if (!token_is(cursor, at, ','))
				break;
			at++;
		}
	}
	if (!token_is(cursor, at, ']'))
		return token_expected(cursor, at, "',' or ']'");
	walk->depth--;
	return at + 1;
}

const char *
walk_record(struct walk *walk)
{
	struct scanner *scanner = walk->scanner;
	struct cursor *cursor = &walk->cursor;
	const char *from = token_skip_space(cursor, cursor->from), *at;

	if (!token_is(cursor, from, '{'))
		return token_expected(cursor, from, "a JSON object");
	at = walk_object(walk, from + 1, &scanner->projection->root, &scanner->guesses.root);
	if (!at)
		return NULL;
	scanner->text = slice_between(from, at);
	at = token_skip_space(cursor, at);
	return at == cursor->end ? at : token_expected(cursor, at, "nothing after the object");
}
