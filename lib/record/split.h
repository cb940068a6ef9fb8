/* SPDX-License-Identifier: GPL-3.0-or-later */
/* split: assigns records to named shares by a hash of their content, so that a record falls into the same
 * share on every machine, in every order, in every run. */
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
		double up_to; /* the upper end of its interval in [0, 1) */
	} share[SPLIT_SHARES];
	size_t count;
	uint64_t seed;
};

/* Reads `train=0.8,test=0.2`, one entry per share. The shares must add up to 1. 0 or -1. */
int split_read(struct split *split, const struct names *shares, struct error *error);

/* The share of these bytes: XXH64 with the seed, its upper 53 bits as a number in [0, 1). */
struct slice split_choose(const struct split *split, struct slice bytes);

/* The number of one of `folds` equal shares, from 0. Its seed (the bytes of "fold") is not that of
 * split_choose, so that the folds stay equal where a split by the same bytes has removed records. */
enum { SPLIT_FOLD_SEED = 0x666f6c64 };
size_t split_fold(struct slice bytes, size_t folds);

/* Appends the bytes by which a whole record is split: its fields as they are in the line, without `_kafka`,
 * with commas between them. Needs scanner.wants_members. */
void split_record_key(struct buffer *to, const struct scanner *record);

#endif
