/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guess: predicts which key comes next, for the scanner. The records of an input are alike, so the literal
 * bytes `"key":` of recent ones are kept in their order, and a member that begins with the expected bytes is
 * known without being read. The members of an object are a chain of guesses, which hangs from the guess for
 * the member that holds the object; the objects of an array share one chain. */
#ifndef RECORD_GUESS_H
#define RECORD_GUESS_H

#include "base/arena.h"
#include "record/projection.h"
#include "record/simd.h"

enum {
	GUESS_BYTES = 32, /* the longest literal that is kept: two times 16 bytes, one bit of the mask each */
	GUESS_COUNT = 1000, /* at most, of one scanner */
	GUESS_MISSES = 16,  /* in a chain, until it is learned anew from the next object */
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

struct guesses {
	struct guess root;
	struct arena arena;
	size_t count;
	size_t missed; /* members that were not guessed; for tests, since guesses change nothing else */
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
struct guess *guess_learn(struct guesses *guesses, struct guessing *guessing, struct slice literal,
	struct slice key, const struct path_node *parent, const struct path_node *node);

#endif
