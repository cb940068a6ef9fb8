/* SPDX-License-Identifier: GPL-3.0-or-later */
/* random: random numbers that are the same on every machine: xoshiro256** seeded by splitmix64 (David
 * Blackman and Sebastiano Vigna, https://prng.di.unimi.it). Distributions are computed in whole numbers only,
 * since the functions of libm differ in the last bit from one system to the next. */
#ifndef SYNTH_RANDOM_H
#define SYNTH_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
	uint64_t state[4];
};

/* Begins the sequence of a seed and a stream. The streams of a seed are independent of each other. */
void random_open(struct random *random, uint64_t seed, uint64_t stream);

uint64_t random_next(struct random *random);

/* Uniform from 0 to n - 1; n is at least 1. */
uint64_t random_below(struct random *random, uint64_t n);

/* Uniform from `from` to `to`, both included. */
int64_t random_between(struct random *random, int64_t from, int64_t to);

/* Normal with mean 0, in millionths of the standard deviation: the sum of twelve uniform draws (Irwin and
 * Hall), so never beyond six deviations. */
int64_t random_normal(struct random *random);

/* Distributed with these quantiles at 0, 1/(count-1), ... 1, linear between them. */
int64_t random_quantile(struct random *random, const int32_t *quantiles, size_t count);

enum { WEIGHTS = 128 };

/* A choice between the rows of a table by their weights. */
struct weights {
	uint32_t up_to[WEIGHTS]; /* by row: the sum of the weights up to its own */
	size_t count;
};

/* Takes the weights of count rows (at most WEIGHTS): first points at the weight of the first row, and rows
 * are size bytes apart. */
void weights_open(struct weights *weights, const uint32_t *first, size_t size, size_t count);

/* The index of a row. */
size_t weights_choose(const struct weights *weights, struct random *random);

#endif
