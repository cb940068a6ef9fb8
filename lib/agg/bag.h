/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bag: numbers, each with how often it came: 16 bytes for each different one, in a table of which a quarter
 * or more is free. What can be told of one does not depend on the order in which they came. Who only looks
 * may put in its place what still waits for it: one thread at a time has a bag, even then. */
#ifndef AGG_BAG_H
#define AGG_BAG_H

#include "base/buffer.h"
#include "base/slice.h"
#include "number/number.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bag { /* all zero is an empty one */
	struct bag_block *block;
};

/* Adds the number count times. 0, or -1 when memory ran out. */
int bag_add(struct bag *bag, struct number number, uint64_t count);

/* Adds what other holds. 0, or -1 when memory ran out. */
int bag_merge(struct bag *bag, const struct bag *other);

/* How many there are, equal ones too. */
uint64_t bag_total(const struct bag *bag);

/* How many different ones: 1.5 and 1.50 are two, and so is the double of 1.5. */
size_t bag_different(const struct bag *bag);

/* The next of these behind *at, in no order; start with *at = 0. False at the end. */
bool bag_next(const struct bag *bag, size_t *at, struct number *number, uint64_t *count);

/* Puts a function of each number in its place. 0, or -1 when memory ran out: then nothing has changed. */
int bag_map(struct bag *bag, struct number (*map)(struct number number));

/* The quantile q (0 to 1) of one number or more: the number at place q (total - 1) of all in order, counted
 * from 0, on a straight line between the two neighbours (R's type 7). Exact while the result is a decimal. 0,
 * or -1 when memory ran out. */
int bag_quantile(const struct bag *bag, struct number q, struct number *result);

/* Appends the numbers in order as a JSON array, [number,count] where one came more than once. */
void bag_save(const struct bag *bag, struct buffer *to);

/* Adds what was saved. 0, 1 or -1 as in state_text.h. */
int bag_load(struct bag *bag, struct slice json);

void bag_free(struct bag *bag);

#endif
