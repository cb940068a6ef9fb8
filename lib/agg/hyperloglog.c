/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/hyperloglog.h"

#include <math.h>

void
hyperloglog_add(struct hyperloglog *sketch, uint64_t hash)
{
	unsigned char *at = &sketch->at[hash >> (64 - REGISTER_BITS)];
	uint64_t rest = hash << REGISTER_BITS;
	unsigned char rank = (unsigned char)(rest ? __builtin_clzll(rest) + 1 : REGISTER_MOST);

	if (rank > *at)
		*at = rank;
}

void
hyperloglog_merge(struct hyperloglog *sketch, const struct hyperloglog *other)
{
	for (int i = 0; i < REGISTERS; i++)
		if (other->at[i] > sketch->at[i])
			sketch->at[i] = other->at[i];
}

/* Ertl's equation 4.5: x + sum of x^(2^k) 2^(k-1), x below 1. */
static double
sigma(double x)
{
	double before, sum = x, weight = 1;

	do {
		before = sum;
		x *= x;
		sum += x * weight;
		weight *= 2;
	} while (sum != before);
	return sum;
}

/* Ertl's equation 4.6: (1 - x - sum of (1 - x^(2^-k))^2 2^-k) / 3. */
static double
tau(double x)
{
	double before, sum = 1 - x, weight = 1;

	if (x == 0 || x == 1)
		return 0;
	do {
		before = sum;
		x = sqrt(x);
		weight /= 2;
		sum -= (1 - x) * (1 - x) * weight;
	} while (sum != before);
	return sum / 3;
}

double
hyperloglog_estimate(const struct hyperloglog *sketch)
{
	static const double alpha = 0.72134752044448170368; /* 1 / (2 ln 2) */
	int counts[REGISTER_MOST + 1] = { 0 };

	for (int i = 0; i < REGISTERS; i++)
		counts[sketch->at[i]]++;
	if (counts[0] == REGISTERS)
		return 0;
	double sum = REGISTERS * tau(1 - (double)counts[REGISTER_MOST] / REGISTERS);
	for (int i = REGISTER_MOST - 1; i >= 1; i--)
		sum = (sum + counts[i]) / 2;
	sum += REGISTERS * sigma((double)counts[0] / REGISTERS);
	return alpha * REGISTERS * REGISTERS / sum;
}
