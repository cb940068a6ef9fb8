/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/big.h"
#include "number/exact_sum.h"
#include "number/limbs.h"
#include "number/real_sum.h"
#include "number/saved.h"

#include <stdlib.h>

enum { LIMBS = 3, PARTS = 2 };

void
exact_sum_save(const struct exact_sum *sum, struct buffer *to)
{
	struct big big;

	if (sum->reals)
		buffer_byte(to, '[');
	big_of_limbs(&big, sum->limb, LIMBS);
	big_write_decimal(to, &big, NUMBER_SCALE);
	if (!sum->reals)
		return;
	real_sum_big(sum->reals, &big);
	buffer_text(to, ",\"");
	big_write_binary(to, &big, REAL_SUM_STEP);
	buffer_text(to, "\"]");
}

static int
load_decimals(struct exact_sum *sum, struct slice text)
{
	struct big big;

	if (!big_read_decimal(&big, text, NUMBER_SCALE, LIMBS * LIMB - 1))
		return 1;
	(big.negative ? limbs_subtract : limbs_add)(sum->limb, LIMBS, big.limb, big.count);
	return 0;
}

static int
load_reals(struct exact_sum *sum, struct slice text)
{
	struct big big;

	if (text.length < 2)
		return 1;
	text = (struct slice){ text.at + 1, text.length - 2 };
	if (!big_read_binary(&big, text, REAL_SUM_STEP, REAL_SUM_BITS))
		return 1;
	sum->reals = malloc(sizeof *sum->reals);
	if (!sum->reals)
		return -1;
	real_sum_of_big(sum->reals, &big);
	return 0;
}

int
exact_sum_load(struct exact_sum *sum, struct slice json)
{
	struct slice parts[PARTS];
	bool reals = saved_parts(json, parts, PARTS);
	int status = load_decimals(sum, reals ? parts[0] : json);

	if (status == 0 && reals)
		status = load_reals(sum, parts[1]);
	if (status)
		return status;
	struct buffer again = { 0 };
	exact_sum_save(sum, &again);
	return saved_same(&again, json);
}
