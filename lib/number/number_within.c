/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number/number.h"

struct number
number_shortest(double real)
{
	struct number number = number_of_double(real);
	char text[NUMBER_TEXT];

	number_read((struct slice){ text, number_write(number, text) }, &number);
	return number;
}

static struct number
size_of(struct number number)
{
	return number_compare(number, number_of_int(0)) < 0 ? number_negate(number) : number;
}

bool
number_within(struct number value, struct number of, struct number share)
{
	struct number off = size_of(number_subtract(value, of));

	return number_compare(off, number_multiply(share, size_of(of))) < 0;
}
