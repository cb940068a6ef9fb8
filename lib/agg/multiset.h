/* SPDX-License-Identifier: GPL-3.0-or-later */
/* multiset: numbers, each with how often it came: 16 bytes for each different one, in a hash table of which
 * at least a quarter is free. What it answers does not depend on the order in which the numbers came. */
#ifndef AGG_MULTISET_H
#define AGG_MULTISET_H

#include "base/buffer.h"
#include "base/slice.h"
#include "number/number.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct multiset { /* all zero is an empty one */
	struct multiset_table *table;
};

/* Adds the number count times. 0, or -1 when memory ran out. */
int multiset_add(struct multiset *set, struct number number, uint64_t count);

/* Moves numbers that wait for their place in a large table there. To be called between the last addition and
 * any function below that takes a const multiset (all but multiset_total need it). */
void multiset_settle(struct multiset *set);

/* Adds all numbers of other, which is settled. 0, or -1 when memory ran out. */
int multiset_merge(struct multiset *set, const struct multiset *other);

/* Replaces each number by a function of it. 0, or -1 when memory ran out: then nothing has changed. */
int multiset_map(struct multiset *set, struct number (*map)(struct number number));

/* How many numbers there are, equal ones too. */
uint64_t multiset_total(const struct multiset *set);

/* How many different ones: 1.5 and 1.50 are two, and so is the double 1.5. */
size_t multiset_different(const struct multiset *set);

/* The next of these after *at, in no order; start with *at = 0. False at the end. */
bool multiset_next(const struct multiset *set, size_t *at, struct number *number, uint64_t *count);

/* The quantile q (0 to 1) of a multiset that is not empty: the number at place q (total - 1) of all in order,
 * counted from 0, interpolated between its two neighbours (R's type 7). Exact while the result is a decimal.
 * 0, or -1 when memory ran out. */
int multiset_quantile(const struct multiset *set, struct number q, struct number *result);

/* Appends the numbers in order as a JSON array, [number,count] where one came more than once. */
void multiset_save(const struct multiset *set, struct buffer *to);

/* Adds what was saved. 0, 1 or -1 as in states.h. */
int multiset_load(struct multiset *set, struct slice json);

void multiset_free(struct multiset *set);

#endif
