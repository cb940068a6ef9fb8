/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guess: which key comes next. The records of an input are alike, so the literal bytes `"key":` of the last
 * ones are kept in their order; a member that begins with those expected is known without being read. Every
 * object has a chain of guesses for its members, found by the member that holds it; the objects of an array
 * share one. */
#ifndef RECORD_GUESS_H
#define RECORD_GUESS_H

#include "base/arena.h"
#include "record/projection.h"
#include "record/token.h"

enum {
	GUESS_BYTES = 32,   /* the longest literal that is kept: twice sixteen, a bit of the mask each */
	GUESS_COUNT = 1000, /* of one scanner */
	GUESS_MISSES = 16,  /* in a chain, until it is learnt anew from the next object */
};

struct guess {
	char literal[GUESS_BYTES]; /* from behind the member before to the value's first byte */
	uint32_t mask;             /* a bit for each byte of it */
	uint8_t length;
	uint8_t key_from; /* in the literal */
	uint8_t key_length;
	uint16_t misses;                /* of the chain inside */
	const struct path_node *parent; /* what was wanted where this was learnt */
	const struct path_node *node;   /* the wanted node under this key, or NULL */
	struct guess *next;
	struct guess *inside; /* the first member of the objects that the value is or has */
};

struct guesses {
	struct guess root;
	struct arena arena;
	size_t count;
	size_t missed; /* members that had to be read whole, for tests: a guess shows in nothing else */
};

/* The way through one object. */
struct guessing {
	struct guess *above; /* the member that holds the object; NULL when nothing is guessed here */
	struct guess **next;
	bool learns;
	bool members; /* are to be listed */
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
guess_is(const struct guess *guess, const struct cursor *cursor, const char *at,
	const struct path_node *parent)
{
	if (guess->parent != parent)
		return false;
	if (cursor->end - at >= GUESS_BYTES) {
		uint32_t differ = ~sixteen_equal(at, guess->literal) & 0xFFFF;
		if (guess->length > 16)
			differ |= ~sixteen_equal(at + 16, guess->literal + 16) << 16;
		return (differ & guess->mask) == 0;
	}
	return cursor->end - at >= guess->length && memcmp(at, guess->literal, guess->length) == 0;
}

/* The guess that came true for the member at `at`, or NULL. One that did not may be passed over: a member is
 * missing there. */
static inline struct guess *
guess_take(struct guessing *guessing, const struct cursor *cursor, const char *at,
	const struct path_node *parent)
{
	struct guess *guess = guessing->above ? *guessing->next : NULL;

	if (guess && !guess_is(guess, cursor, at, parent)) {
		guess = guess->next;
		if (guess && !guess_is(guess, cursor, at, parent))
			guess = NULL;
	}
	if (guess)
		guessing->next = &guess->next;
	return guess;
}

/* After none came true: learns that the key with its colon, `literal`, may be expected here. Returns the
 * guess, or NULL when it is not kept. */
struct guess *guess_learn(struct guesses *guesses, struct guessing *guessing, struct slice literal,
	struct slice key, const struct path_node *parent, const struct path_node *node);

#endif
