/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/random.h"

#include <string.h>

/* splitmix64, also by Vigna: makes a well-mixed state of any seed. */
static uint64_t
split_mix(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

void
random_open(struct random *random, uint64_t seed, uint64_t stream)
{
	uint64_t mixed = seed;
	uint64_t state = split_mix(&mixed) ^ stream;

	for (size_t i = 0; i < 4; i++)
		random->state[i] = split_mix(&state);
}

static uint64_t
rotate(uint64_t x, int bits)
{
	return x << bits | x >> (64 - bits);
}

uint64_t
random_next(struct random *random)
{
	uint64_t *s = random->state;
	uint64_t result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate(s[3], 45);
	return result;
}

uint64_t
random_below(struct random *random, uint64_t n)
{
	uint64_t x;

	/* The first 2^64 mod n numbers are rejected, which would make some results likelier than others. They
	 * are below n, so that few draws need the division. */
	do
		x = random_next(random);
	while (x < n && x < (0 - n) % n);
	return x % n;
}

int64_t
random_between(struct random *random, int64_t from, int64_t to)
{
	return from + (int64_t)random_below(random, (uint64_t)(to - from) + 1);
}

int64_t
random_normal(struct random *random)
{
	/* Each draw has a variance of unit^2 / 12; three come from one number of 64 bits. */
	const int64_t unit = 1 << 21;
	int64_t sum = -6 * unit;

	for (int i = 0; i < 4; i++) {
		uint64_t x = random_next(random);
		for (int j = 0; j < 3; j++, x >>= 21)
			sum += (int64_t)(x & (uint64_t)(unit - 1));
	}
	return sum * 1000000 / unit;
}

int64_t
random_quantile(struct random *random, const int32_t *quantiles, size_t count)
{
	const int32_t *from = quantiles + random_below(random, count - 1);

	return random_between(random, from[0], from[1]);
}

void
weights_open(struct weights *weights, const uint32_t *first, size_t size, size_t count)
{
	uint32_t sum = 0;

	weights->count = count;
	for (size_t i = 0; i < count; i++) {
		uint32_t weight;
		memcpy(&weight, (const char *)first + i * size, sizeof weight);
		weights->up_to[i] = sum += weight;
	}
}

size_t
weights_choose(const struct weights *weights, struct random *random)
{
	size_t low = 0, high = weights->count - 1;
	uint64_t ticket = random_below(random, weights->up_to[high]);

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (ticket < weights->up_to[middle])
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}
