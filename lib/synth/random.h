/* SPDX-License-Identifier: GPL-3.0-or-later */
/* random: chance that is the same on every machine: xoshiro256** seeded by splitmix64 (David Blackman and
 * Sebastiano Vigna, https://prng.di.unimi.it), and distributions only in whole numbers, since the functions
 * of libm differ in the last bit from one system to the next. */
#ifndef SYNTH_RANDOM_H
#define SYNTH_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
	uint64_t state[4];
};

/* Begins the sequence of a seed and a stream: streams of one seed have nothing to do with each other. */
void random_open(struct random *random, uint64_t seed, uint64_t stream);

uint64_t random_next(struct random *random);

/* A whole number from 0 to n - 1, each equally likely; n is at least 1. */
uint64_t random_below(struct random *random, uint64_t n);

/* A whole number from `from` to `to`, both included, each equally likely. */
int64_t random_between(struct random *random, int64_t from, int64_t to);

/* Normal with mean 0, in millionths of the standard deviation: the sum of twelve even draws (Irwin and Hall),
 * so never beyond six deviations. */
int64_t random_normal(struct random *random);

/* The distribution whose quantiles at 0, 1/(count-1), ... 1 are given, straight lines between them. */
int64_t random_quantile(struct random *random, const int32_t *quantiles, size_t count);

enum { WEIGHTS = 128 };

/* A choice between rows of a table by their weights. */
struct weights {
	uint32_t up_to[WEIGHTS]; /* sums of the weights so far */
	size_t count;
};

/* Takes the weights of count rows (at most WEIGHTS): first points at the weight of the first row, and rows
 * are size bytes apart. */
void weights_open(struct weights *weights, const uint32_t *first, size_t size, size_t count);

/* The index of a row. */
size_t weights_choose(const struct weights *weights, struct random *random);

#endif
