/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/scan.h"

#include "base/array.h"
#include "base/bytes.h"
#include "record/simd.h"
#include "record/text.h"
#include "record/utf8.h"

#include <stdlib.h>
#include <string.h>

/* For what nearly every value needs. */
#define ALWAYS_INLINE inline __attribute__((always_inline))

/* The walk over one line. Each function of it takes the place where something should begin and returns the
 * place after it; or NULL, with the byte at fault and what was expected there, or with scanner->failed set.
 * Bytes outside [from, end) are not read. */
struct walk {
	const char *from, *end;
	const char *fault;
	const char *expected;
	unsigned depth;
	struct scanner *scanner;
	struct slot unwanted; /* takes the values that no slot asks for */
};

/* ---- Tokens of JSON (RFC 8259) ---- */

/* Always NULL. */
static const char *
fail_at(struct walk *walk, const char *at, const char *expected)
{
	walk->fault = at;
	walk->expected = expected;
	return NULL;
}

static inline const char *
skip_space(const struct walk *walk, const char *at)
{
	while (at < walk->end && is_json_space(*at))
		at++;
	return at;
}

static inline bool
next_is(const struct walk *walk, const char *at, char c)
{
	return at < walk->end && *at == c;
}

/* The escape after a backslash. */
static const char *
walk_escape(struct walk *walk, const char *at)
{
	if (at == walk->end || !*at || !strchr("\"\\/bfnrtu", *at))
		return fail_at(walk, at, "a JSON escape after the backslash");
	if (*at++ != 'u')
		return at;
	for (int i = 0; i < 4; i++, at++) {
		char c = at < walk->end ? *at : '\0';
		if (!is_digit(c) && !((c | 0x20) >= 'a' && (c | 0x20) <= 'f'))
			return fail_at(walk, at, "four hexadecimal digits");
	}
	return at;
}

/* Characters beyond ASCII. */
static const char *
walk_multibyte(struct walk *walk, const char *at)
{
	while (at < walk->end && (unsigned char)*at >= 0x80) {
		size_t n = utf8_sequence(at, walk->end);
		if (n == 0)
			return fail_at(walk, at, "UTF-8");
		at += n;
	}
	return at;
}

static const char *
walk_text_slowly(struct walk *walk, const char *at, bool *escaped)
{
	while (at) {
		at = simd16_skip(walk->from, at, walk->end, simd16_special);
		if (at == walk->end)
			return fail_at(walk, at, "a closing quote");
		if (*at == '"')
			return at + 1;
		if (*at == '\\') {
			*escaped = true;
			at = walk_escape(walk, at + 1);
		} else if ((unsigned char)*at >= 0x80) {
			at = walk_multibyte(walk, at);
		} else {
			return fail_at(walk, at, "no control character inside a text");
		}
	}
	return NULL;
}

/* A text, from after its first quote. Most are plain ASCII of less than 32 bytes: two masks find the end. */
static ALWAYS_INLINE const char *
walk_text(struct walk *walk, const char *at, bool *escaped)
{
	*escaped = false;
	if (walk->end - at >= 32) {
		uint32_t special = simd16_special(at) | simd16_special(at + 16) << 16;
		at += special ? simd16_first(special) : 32;
		if (special && *at == '"')
			return at + 1;
	}
	return walk_text_slowly(walk, at, escaped);
}

static const char *
walk_digits(struct walk *walk, const char *at)
{
	if (at == walk->end || !is_digit(*at))
		return fail_at(walk, at, "a digit");
	return simd16_skip(walk->from, at, walk->end, simd16_not_digit);
}

static const char *
walk_number_slowly(struct walk *walk, const char *at)
{
	at += next_is(walk, at, '-');
	at = next_is(walk, at, '0') ? at + 1 : walk_digits(walk, at);
	if (at && next_is(walk, at, '.'))
		at = walk_digits(walk, at + 1);
	if (at && (next_is(walk, at, 'e') || next_is(walk, at, 'E'))) {
		at++;
		at += next_is(walk, at, '+') || next_is(walk, at, '-');
		at = walk_digits(walk, at);
	}
	return at;
}

/* A number, of which there is one byte at least. Most have up to 15 digits and a point, and no exponent: one
 * mask finds the end. */
static ALWAYS_INLINE const char *
walk_number(struct walk *walk, const char *at)
{
	const char *digits = at + (*at == '-');

	if (walk->end - digits >= 16) {
		uint32_t non_digits = simd16_not_digit(digits) | 1u << 16;
		unsigned n = simd16_first(non_digits);
		bool valid = n > 0 && (n == 1 || *digits != '0');
		if (n < 16 && digits[n] == '.') {
			non_digits &= non_digits - 1;
			valid = valid && simd16_first(non_digits) > n + 1;
			n = simd16_first(non_digits);
		}
		if (valid && n < 16 && (digits[n] | 0x20) != 'e')
			return digits + n;
	}
	return walk_number_slowly(walk, at);
}

/* true, false or null. */
static const char *
walk_word(struct walk *walk, const char *at, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(walk->end - at) < length || memcmp(at, word, length) != 0)
		return fail_at(walk, at, "a JSON value");
	return at + length;
}

/* ---- Slots and gathered elements: what the projection asks for ---- */

/* Empties the slots of a node and its siblings, and of all below them. */
static void
clear_slots(struct scanner *scanner, const struct path_node *node)
{
	for (; node; node = node->sibling) {
		if (node->slot >= 0)
			scanner->slots[node->slot] = (struct slot){ 0 };
		clear_slots(scanner, node->child);
	}
}

/* The wanted node under this key, or NULL; NULL too when memory ran out. */
static const struct path_node *
find_child(struct scanner *scanner, const struct path_node *parent, struct slice key, bool escaped)
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

static int
grow_gathered(struct gathered *gathered, size_t count)
{
	struct slot *slots = array_grow(gathered->slots, &gathered->capacity, count, sizeof *slots);

	if (!slots)
		return -1;
	gathered->slots = slots;
	return 0;
}

static void
begin_gathering(struct gathered *gathered, const char *array)
{
	gathered->array = array;
	gathered->elements = 0;
}

/* Moves the values of one element from the slots of its keys, which the next element needs, to the gathered
 * ones of its array (element->slot is the number of the array). 0, or -1 when memory ran out. */
static int
gather_element(struct scanner *scanner, const struct path_node *element)
{
	struct gathered *gathered = &scanner->gathered[element->slot];
	size_t count = gathered->elements * gathered->keys;

	if (count + gathered->keys > SCAN_GATHERED)
		gathered->array = NULL;
	if (!gathered->array)
		count = 0; /* too many to keep: each element overwrites the one before */
	if (count + gathered->keys > gathered->capacity && grow_gathered(gathered, count + gathered->keys)) {
		scanner->failed = true;
		return -1;
	}
	for (const struct path_node *key = element->child; key; key = key->sibling) {
		gathered->slots[count++] = scanner->slots[key->slot];
		scanner->slots[key->slot] = (struct slot){ 0 };
	}
	gathered->elements++;
	return 0;
}

/* ---- Guesses, which save most of the reading of keys ----
 *
 * They predict which key comes next. The records of an input are alike, so the literal bytes `"key":` of
 * recent ones are kept in their order, and a member that begins with the expected bytes is known without
 * being read. The members of an object are a chain of guesses, which hangs from the guess for the member that
 * holds the object; the objects of an array share one chain. */

enum {
	GUESS_BYTES = 32, /* the longest literal that is kept: two times 16 bytes, one bit of the mask each */
	GUESS_MISSES = 16, /* in a chain, until it is learned anew from the next object */
};

struct guess {
	char literal[GUESS_BYTES]; /* from the end of the member before to the first byte of the value */
	uint32_t mask;             /* one bit per byte of it */
	uint8_t length;
	uint8_t key_from; /* in the literal */
	uint8_t key_length;
	uint16_t misses;                /* of the chain inside */
	const struct path_node *parent; /* what was wanted where this was learned */
	const struct path_node *node;   /* the wanted node under this key, or NULL */
	struct guess *next;
	struct guess *inside; /* the first member of the objects that the value is or has */
};

/* The way through one object. */
struct guessing {
	struct guess *above; /* the member that holds the object; NULL when nothing is guessed here */
	struct guess **next; /* the guess for the next member */
	bool learns;         /* too many guesses were wrong: they are replaced from this object */
	bool lists_members;  /* the scanner's members are those of this object */
};

static inline struct guessing
guess_begin(struct guess *above)
{
	struct guessing guessing = { .above = above };

	if (above) {
		guessing.next = &above->inside;
		guessing.learns = above->misses >= GUESS_MISSES;
		if (guessing.learns)
			above->misses = 0;
	}
	return guessing;
}

static inline bool
guess_matches(const struct guess *guess, const char *at, const char *end, const struct path_node *parent)
{
	if (guess->parent != parent)
		return false;
	if (end - at >= GUESS_BYTES) {
		uint32_t differ = ~simd16_equal(at, guess->literal) & 0xFFFF;
		if (guess->length > 16)
			differ |= ~simd16_equal(at + 16, guess->literal + 16) << 16;
		return (differ & guess->mask) == 0;
	}
	return end - at >= guess->length && memcmp(at, guess->literal, guess->length) == 0;
}

/* The guess that is right for the member at `at`, or NULL. One wrong guess may be skipped: the record lacks
 * that member. */
static inline struct guess *
guess_take(struct guessing *guessing, const char *at, const char *end, const struct path_node *parent)
{
	struct guess *guess = guessing->above ? *guessing->next : NULL;

	if (guess && !guess_matches(guess, at, end, parent)) {
		guess = guess->next;
		if (guess && !guess_matches(guess, at, end, parent))
			guess = NULL;
	}
	if (guess)
		guessing->next = &guess->next;
	return guess;
}

/* After no guess was right: learns that `literal`, the key with its colon, may be expected here. The guess,
 * or NULL when it is not kept. */
static struct guess *
guess_learn(struct guesses *guesses, struct guessing *guessing, struct slice literal, struct slice key,
	const struct path_node *parent, const struct path_node *node)
{
	guesses->missed++;
	if (!guessing->above)
		return NULL;
	struct guess *guess = *guessing->next;
	if (guess && guessing->above->misses < GUESS_MISSES)
		guessing->above->misses++;
	if (literal.length > GUESS_BYTES || (guess && !guessing->learns))
		return NULL;
	if (!guess) {
		if (guesses->count == SCAN_GUESSES)
			return NULL;
		guess = arena_alloc(&guesses->arena, sizeof *guess);
		if (!guess)
			return NULL; /* it costs time, nothing else */
		*guess = (struct guess){ 0 };
		guesses->count++;
		*guessing->next = guess;
	}
	memcpy(guess->literal, literal.at, literal.length);
	guess->length = (uint8_t)literal.length;
	guess->mask = literal.length == GUESS_BYTES ? UINT32_MAX : (1u << literal.length) - 1;
	guess->key_from = (uint8_t)(key.at - literal.at);
	guess->key_length = (uint8_t)key.length;
	guess->parent = parent;
	guess->node = node;
	guessing->next = &guess->next;
	return guess;
}

/* ---- The grammar ---- */

static const char *walk_object(
	struct walk *walk, const char *at, const struct path_node *node, struct guess *above);
static const char *walk_array(
	struct walk *walk, const char *at, const struct path_node *node, struct guess *above);
static const char *walk_spaced(struct walk *walk, const char *at, const struct path_node *node,
	struct guess *guess, struct slot *slot);

/* Any value, into the slot. node says what is wanted of it, or is NULL; guess is the one for the member that
 * holds it, or NULL. */
static ALWAYS_INLINE const char *
walk_value(struct walk *walk, const char *at, const struct path_node *node, struct guess *guess,
	struct slot *slot)
{
	const char *from = at;
	enum kind kind;

	slot->escaped = false;
	switch (at < walk->end ? *at : '\0') {
	case '"':
		slot->kind = KIND_TEXT;
		at = walk_text(walk, at + 1, &slot->escaped);
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
		at = walk_word(walk, at, "true");
		break;
	case 'f':
		kind = KIND_FALSE;
		at = walk_word(walk, at, "false");
		break;
	case 'n':
		kind = KIND_NULL;
		at = walk_word(walk, at, "null");
		break;
	default:
		if (at == walk->end || (*at != '-' && (*at < '0' || *at > '9')))
			return walk_spaced(walk, at, node, guess, slot);
		kind = KIND_NUMBER;
		at = walk_number(walk, at);
	}
	slot->kind = kind;
	if (at)
		slot->raw = slice_between(from, at);
	return at;
}

/* Where no value begins: white space before one, or an error. */
static const char *
walk_spaced(struct walk *walk, const char *at, const struct path_node *node, struct guess *guess,
	struct slot *slot)
{
	const char *value = skip_space(walk, at);

	return value == at ? fail_at(walk, at, "a JSON value") : walk_value(walk, value, node, guess, slot);
}

/* After a member or an element: whether a comma follows; then moves *at over it. */
static inline bool
walk_comma(const struct walk *walk, const char **at)
{
	if (!next_is(walk, *at, ','))
		*at = skip_space(walk, *at);
	if (!next_is(walk, *at, ','))
		return false;
	++*at;
	return true;
}

/* A member's key, and what is known about it. */
struct key {
	struct slice text;            /* not decoded */
	const struct path_node *node; /* what is wanted of its value, or NULL */
	struct guess *guess;          /* or NULL */
};

/* A key that was not guessed, up to the first byte of its value. parent holds the keys that are wanted here,
 * or is NULL. */
static const char *
walk_key(struct walk *walk, const char *from, const struct path_node *parent, struct guessing *guessing,
	struct key *key)
{
	const char *at = skip_space(walk, from), *text = at + 1;
	bool escaped;

	if (!next_is(walk, at, '"'))
		return fail_at(walk, at, "a key in quotes");
	at = walk_text(walk, text, &escaped);
	if (!at)
		return NULL;
	key->text = slice_between(text, at - 1);
	at = skip_space(walk, at);
	if (!next_is(walk, at, ':'))
		return fail_at(walk, at, "':' after the key");
	at = skip_space(walk, at + 1);
	key->node = parent ? find_child(walk->scanner, parent, key->text, escaped) : NULL;
	if (walk->scanner->failed)
		return NULL;
	key->guess = guess_learn(
		&walk->scanner->guesses, guessing, slice_between(from, at), key->text, parent, key->node);
	return at;
}

/* One `"key": value`, from after the brace or the comma before it. */
static const char *
walk_member(struct walk *walk, const char *at, const struct path_node *parent, struct guessing *guessing)
{
	struct scanner *scanner = walk->scanner;
	struct slot *slot = &walk->unwanted;
	struct key key = { .guess = guess_take(guessing, at, walk->end, parent) };

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
		clear_slots(scanner, key.node->child); /* of a duplicate key the last value counts */
	if (key.node && key.node->slot >= 0)
		slot = &scanner->slots[key.node->slot];
	at = walk_value(walk, at, key.node, key.guess, slot);
	if (at && guessing->lists_members &&
		add_member(scanner, (struct member){
					    .whole = slice_between(key.text.at - 1, at),
					    .key = key.text,
					    .value = slot_json(slot),
					    .slot = key.node ? key.node->slot : -1,
				    }))
		return NULL;
	return at;
}

/* Enters an object or array, which the caller leaves by walk->depth--. 0, or -1 where it is too deep. */
static int
enter(struct walk *walk, const char *at)
{
	if (++walk->depth <= SCAN_DEPTH)
		return 0;
	fail_at(walk, at, "at most 1,000 levels of nesting");
	return -1;
}

/* An object, from after its '{'. node holds the keys that are wanted, or is NULL; above is the guess for the
 * member that holds the object, or NULL. */
static const char *
walk_object(struct walk *walk, const char *at, const struct path_node *node, struct guess *above)
{
	struct guessing guessing = guess_begin(above);

	if (enter(walk, at))
		return NULL;
	guessing.lists_members = walk->depth == 1 && walk->scanner->wants_members;
	size_t left = walk->depth == 1 ? SCAN_FIELDS : SIZE_MAX;
	at = skip_space(walk, at);
	if (!next_is(walk, at, '}')) {
		do {
			if (left-- == 0)
				return fail_at(walk, skip_space(walk, at), "at most 100,000 fields");
			at = walk_member(walk, at, node, &guessing);
			if (!at)
				return NULL;
		} while (walk_comma(walk, &at));
	}
	if (!next_is(walk, at, '}'))
		return fail_at(walk, at, "',' or '}'");
	walk->depth--;
	return at + 1;
}

/* An element of which something is wanted. */
static const char *
walk_element(struct walk *walk, const char *at, const struct path_node *element, struct guess *above)
{
	at = walk_value(walk, at, element, above, &walk->unwanted);
	return at && gather_element(walk->scanner, element) == 0 ? at : NULL;
}

/* An array, from after its '['. */
static const char *
walk_array(struct walk *walk, const char *at, const struct path_node *node, struct guess *above)
{
	const struct path_node *wanted = node ? node->element : NULL;

	if (wanted)
		begin_gathering(&walk->scanner->gathered[wanted->slot], at - 1);
	if (enter(walk, at))
		return NULL;
	at = skip_space(walk, at);
	if (!next_is(walk, at, ']')) {
		do {
			at = wanted ? walk_element(walk, at, wanted, above)
				    : walk_value(walk, at, NULL, above, &walk->unwanted);
			if (!at)
				return NULL;
		} while (walk_comma(walk, &at));
	}
	if (!next_is(walk, at, ']'))
		return fail_at(walk, at, "',' or ']'");
	walk->depth--;
	return at + 1;
}

/* The whole line. */
static const char *
walk_line(struct walk *walk)
{
	struct scanner *scanner = walk->scanner;
	const char *from = skip_space(walk, walk->from), *at;

	if (!next_is(walk, from, '{'))
		return fail_at(walk, from, "a JSON object");
	at = walk_object(walk, from + 1, &scanner->projection->root, scanner->guesses.root);
	if (!at)
		return NULL;
	scanner->text = slice_between(from, at);
	at = skip_space(walk, at);
	return at == walk->end ? at : fail_at(walk, at, "nothing after the object");
}

/* ---- The scanner ---- */

/* Notes how many keys are wanted of the arrays at and below a node. */
static void
count_keys(struct gathered *gathered, const struct path_node *node)
{
	for (; node; node = node->sibling) {
		const struct path_node *key = node->element ? node->element->child : NULL;
		for (; key; key = key->sibling)
			gathered[node->element->slot].keys++;
		count_keys(gathered, node->child);
	}
}

int
scanner_open(struct scanner *scanner, const struct projection *projection)
{
	*scanner = (struct scanner){ .projection = projection };
	scanner->slots = calloc(projection->slots + 1, sizeof *scanner->slots);
	scanner->gathered = calloc(projection->gathered + 1, sizeof *scanner->gathered);
	scanner->guesses.root = arena_alloc(&scanner->guesses.arena, sizeof *scanner->guesses.root);
	if (!scanner->slots || !scanner->gathered || !scanner->guesses.root)
		return -1;
	*scanner->guesses.root = (struct guess){ 0 };
	count_keys(scanner->gathered, projection->root.child);
	return 0;
}

void
scanner_close(struct scanner *scanner)
{
	for (size_t i = 0; scanner->gathered && i < scanner->projection->gathered; i++)
		free(scanner->gathered[i].slots);
	free(scanner->gathered);
	free(scanner->slots);
	free(scanner->members);
	buffer_free(&scanner->key);
	arena_free(&scanner->guesses.arena);
	*scanner = (struct scanner){ 0 };
}

/* Says why the walk ended; always -1. Invalid UTF-8 anywhere in the line comes before what is not JSON. Where
 * memory ran out (scanner->failed) the caller reports that instead of the refusal. */
static int
refuse_line(const struct walk *walk, struct refusal *refusal)
{
	const struct slice no_field = { 0 };
	const char *invalid = utf8_invalid(slice_between(walk->from, walk->end));

	if (walk->scanner->failed)
		return refuse(refusal, no_field, "memory ran out");
	if (invalid)
		return refuse(
			refusal, no_field, "invalid UTF-8 at byte %zu", (size_t)(invalid - walk->from) + 1);
	if (walk->fault == walk->end)
		return refuse(refusal, no_field, "the line ends early, %s is missing", walk->expected);
	return refuse(refusal, no_field, "not JSON at byte %zu, expected %s",
		(size_t)(walk->fault - walk->from) + 1, walk->expected);
}

int
scan(struct scanner *scanner, struct slice line, struct refusal *refusal)
{
	struct walk walk = { .from = line.at, .end = line.at + line.length, .scanner = scanner };

	memset(scanner->slots, 0, scanner->projection->slots * sizeof *scanner->slots);
	scanner->member_count = 0;
	return walk_line(&walk) ? 0 : refuse_line(&walk, refusal);
}

bool
scan_blank(struct slice text)
{
	for (size_t i = 0; i < text.length; i++)
		if (!is_json_space(text.at[i]))
			return false;
	return true;
}
