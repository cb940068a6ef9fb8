/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hyperloglog: how many different hashes there are (P. Flajolet, E. Fusy, O. Gandouet, F. Meunier, 2007), by
 * the estimator of O. Ertl, "New cardinality estimation algorithms for HyperLogLog sketches", 2017, which
 * needs no tables and has no bias from few to many. */
#ifndef AGG_HYPERLOGLOG_H
#define AGG_HYPERLOGLOG_H

#include <stdint.h>

enum {
	REGISTER_BITS = 12, /* of a hash, which choose the register */
	REGISTERS = 1 << REGISTER_BITS,
	REGISTER_MOST = 64 - REGISTER_BITS + 1,
};

/* The highest rank of the hashes in each register: zeros before the first one of their other bits, and 1. The
 * standard error is 1.04 / sqrt(REGISTERS), 1.6 %. */
struct hyperloglog { /* all zero is an empty one */
	unsigned char at[REGISTERS];
};

void hyperloglog_add(struct hyperloglog *sketch, uint64_t hash);
void hyperloglog_merge(struct hyperloglog *sketch, const struct hyperloglog *other);
double hyperloglog_estimate(const struct hyperloglog *sketch);

#endif
