/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/exact_sum.h"
#include "number/spread.h"
#include "number/wide.h"

#include <math.h>

struct number
exact_sum_mean(const struct exact_sum *sum, uint64_t count)
{
	struct number whole = exact_sum_value(sum);
	struct big dividend, divisor;
	bool real = sum->reals;
	int exponent;

	if (!number_is_real(whole))
		return number_divide(whole, number_of_int((int64_t)count));
	exact_sum_big(sum, real, &dividend);
	big_of_unsigned(&divisor, count);
	big_scale(&divisor, power_of_ten[NUMBER_SCALE]);
	double fraction = big_ratio(&dividend, &divisor, &exponent);
	return number_of_double(ldexp(fraction, exponent + (real ? SPREAD_STEP / 2 : 0)));
}
