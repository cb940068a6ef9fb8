/* SPDX-License-Identifier: GPL-3.0-or-later */
/* split: deals records out to named shares by a hash of their content, so that a record lands on the same
 * side on every machine, in every order, in every run. */
#ifndef RECORD_SPLIT_H
#define RECORD_SPLIT_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/names.h"
#include "base/slice.h"
#include "record/scan.h"

#include <stdint.h>

enum { SPLIT_SHARES = 16 };

struct split { /* all zero splits nothing */
	struct {
		struct slice name;
		double up_to; /* the upper end of its part of [0, 1) */
	} share[SPLIT_SHARES];
	size_t count;
	uint64_t seed;
};

/* Reads `train=0.8,test=0.2`, one entry a share. They must add up to 1. 0 or -1. */
int split_read(struct split *split, const struct names *shares, struct error *error);

/* The share of these bytes: XXH64 with the seed, its upper 53 bits as a number in [0, 1). */
struct slice split_choose(const struct split *split, struct slice bytes);

/* One of so many equal shares, from 0, by XXH64 with a seed of its own (the bytes of "fold"): what a split by
 * the same bytes has taken away must not be missing in some of them alone. */
enum { SPLIT_FOLD_SEED = 0x666f6c64 };
size_t split_fold(struct slice bytes, size_t folds);

/* Appends the bytes that stand for a whole record: its fields as they are in the line, without `_kafka`, a
 * comma between them. Needs scanner.wants_members. */
void split_whole_record(struct buffer *to, const struct scanner *record);

#endif
