/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/guess.h"

struct guess *
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
		if (guesses->count == GUESS_COUNT)
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
