/* SPDX-License-Identifier: GPL-3.0-or-later */
/* figures: a number as sign, digits and a power of ten, the form between values and text. Only lib/number
 * includes it. */
#ifndef NUMBER_FIGURES_H
#define NUMBER_FIGURES_H

#include "number/number.h"

#include <stdbool.h>
#include <stdint.h>

struct figures { /* digits x 10^exponent, below 0 where negative */
	uint64_t digits;
	int exponent;
	bool negative;
};

/* The decimal of that value where it is one, else the nearest double, which may be an infinity. */
struct number figures_number(struct figures figures);

/* The value of a decimal; of a finite double the shortest digits that read back as the same double, without
 * zeros at their end behind the point (of several the nearest to it, of two as near the even one). */
struct figures figures_of(struct number number);

#endif
