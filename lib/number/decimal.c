/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conversion between decimal digits and doubles, always to the nearest value: digits to a double after W. D.
 * Clinger, "How to read floating point numbers accurately", 1990, and D. Lemire, "Number parsing at a
 * gigabyte per second", 2021; a double to its shortest digits after R. Giulietti, "The Schubfach way to
 * render doubles", 2020. Both multiply by powers of ten of 128 bits; where these do not decide, digits are
 * compared exactly. */
#include "number/internal.h"

#include <math.h>
#include <pthread.h>

struct power powers_table[POWERS_HIGHEST - POWERS_LOWEST + 1];
atomic_bool powers_ready;

static void
power_set(int e, uint128 size)
{
	powers_table[e - POWERS_LOWEST] = (struct power){ (uint64_t)(size >> LIMB), (uint64_t)size };
}

/* The highest 128 bits of a size, rounded up: no power of five ends in so many ones that this would carry
 * beyond them (it would be too near to a power of two). */
static uint128
highest_bits(const struct big *size)
{
	struct big aligned = *size;
	bool below = false;

	big_shift_left(&aligned, 3 * LIMB - big_bits(size) % LIMB);
	int top = aligned.count - 1;
	for (int i = 0; i < top - 1; i++)
		below |= aligned.limb[i] != 0;
	return ((uint128)aligned.limb[top] << LIMB | aligned.limb[top - 1]) + below;
}

/* 2^(127 + the bits of five) / five, rounded up, from an estimate. The quotient is right when its product
 * with five exceeds the dividend by 0 or more and by less than five; until then it is corrected by 1. */
static uint128
reciprocal(uint128 estimate, const struct big *five)
{
	struct big excess, dividend,
		factor = { .count = 2, .limb = { (uint64_t)estimate, (uint64_t)(estimate >> LIMB) } };

	big_of_unsigned(&dividend, 1);
	big_shift_left(&dividend, 2 * LIMB - 1 + big_bits(five));
	big_multiply(&excess, &factor, five);
	big_subtract(&excess, &dividend);
	for (; excess.negative; estimate++)
		big_add(&excess, five);
	for (; big_compare_sizes(&excess, five) >= 0; estimate--)
		big_subtract(&excess, five);
	return estimate;
}

/* From one power of five to the next: exactly above 1; below 1 the estimate is the one before, divided by
 * five. */
static void
powers_compute(void)
{
	uint128 below = (uint128)1 << (2 * LIMB - 1);
	struct big five;
	int bits = 0;

	big_of_unsigned(&five, 1);
	power_set(0, below);
	for (int e = 1; e <= -POWERS_LOWEST; e++) {
		big_scale(&five, 5);
		int more = big_bits(&five) - bits;
		below = reciprocal((below / 5 << more) + (below % 5 << more) / 5, &five);
		bits += more;
		power_set(-e, below);
		if (e <= POWERS_HIGHEST)
			power_set(e, highest_bits(&five));
	}
	atomic_store_explicit(&powers_ready, true, memory_order_release);
}

void
powers_make(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, powers_compute);
}

/* The inverse of binary_parts_of. A mantissa of 2^53 is allowed, and an exponent too high, which is an
 * infinity. */
static double
double_of_parts(struct binary_parts parts)
{
	uint64_t bits = UINT64_C(0x7ff) << (MANTISSA_BITS - 1);
	double value;

	if (parts.exponent <= BINARY_HIGHEST)
		bits = ((uint64_t)(parts.exponent - BINARY_LOWEST) << (MANTISSA_BITS - 1)) + parts.mantissa;
	memcpy(&value, &bits, sizeof value);
	return value;
}

/* Rounds size x 2^exponent (size of 127 bits or 128) to a double. The true size is less than one away, on
 * either side; where that could matter, false: the double is then the one below the middle. */
static bool
size_round(uint128 size, int exponent, struct binary_parts *parts)
{
	int bits = size >> 127 ? 128 : 127;
	int drop = bits - MANTISSA_BITS;

	if (exponent + drop < BINARY_LOWEST)
		drop = BINARY_LOWEST - exponent;
	*parts = (struct binary_parts){ 0, exponent + drop };
	if (drop > 128)
		return true;
	uint128 whole = drop < 128 ? size >> drop : 0, half = (uint128)1 << (drop - 1);
	uint128 rest = drop < 128 ? size - (whole << drop) : size;
	parts->mantissa = (uint64_t)whole + (rest > half);
	return rest != half;
}

/* Rounds digits x 10^exponent by the product to 128 bits. The power exceeds the true one by less than 2^-127
 * of it, so that the highest 128 bits of the product are less than one unit above the true ones, and after
 * cutting less than one below. False, with the double below, when this cannot tell on which side of a middle
 * the product lies. */
static bool
product_round(uint64_t digits, int exponent, struct binary_parts *parts)
{
	int shift = __builtin_clzll(digits);
	struct power power = power_at(exponent);
	uint128 low = (uint128)(digits << shift) * power.low;
	uint128 size = (uint128)(digits << shift) * power.high + (uint64_t)(low >> 64);
	bool clear = size_round(size, binary_exponent(exponent) - 127 + 64 - shift, parts);

	if (clear || exponent < 0 || exponent > POWERS_EXACT)
		return clear;
	parts->mantissa += (uint64_t)low != 0 || parts->mantissa % 2;
	return true;
}

static void
big_scale_by_ten(struct big *big, int exponent)
{
	enum { MOST = POWERS_OF_TEN - 1 };

	for (; exponent > MOST; exponent -= MOST)
		big_scale(big, power_of_ten[MOST]);
	big_scale(big, power_of_ten[exponent]);
}

/* Compares digits x 10^exponent with the middle between a double and the next one, in whole numbers (of at
 * most 3,700 bits): returns that double, or the next, or the even one of the two. */
static double
exact_round(const struct big *digits, int exponent, struct binary_parts parts)
{
	struct big left = *digits, right;
	int middle = parts.exponent - 1;

	big_of_unsigned(&right, 2 * parts.mantissa + 1);
	big_scale_by_ten(exponent < 0 ? &right : &left, exponent < 0 ? -exponent : exponent);
	big_shift_left(middle < 0 ? &left : &right, middle < 0 ? -middle : middle);
	int order = big_compare_sizes(&left, &right);
	parts.mantissa += order > 0 || (order == 0 && parts.mantissa % 2);
	return double_of_parts(parts);
}

double
nearest_double(uint64_t digits, int exponent)
{
	/* A double holds these integers and powers of ten, and more. */
	const uint64_t exact_integers = UINT64_C(1) << MANTISSA_BITS;
	const int exact_power = 19;
	struct binary_parts parts;
	struct big big;

	if (digits <= exact_integers && exponent >= -exact_power && exponent <= exact_power) {
		double ten = (double)power_of_ten[exponent < 0 ? -exponent : exponent];
		return exponent < 0 ? (double)(int64_t)digits / ten : (double)(int64_t)digits * ten;
	}
	if (digits == 0 || exponent < POWERS_LOWEST)
		return 0;
	if (exponent >= HIGHEST_POINT)
		return HUGE_VAL;
	if (product_round(digits, exponent, &parts))
		return double_of_parts(parts);
	big_of_unsigned(&big, digits);
	return exact_round(&big, exponent, parts);
}

/* The first digits are below the number, and one more in their last place is above it: mostly both round to
 * the same double. If not, they round to neighbours, since doubles are farther apart than the two. */
double
nearest_double_of_digits(const char *digits, int count, int exponent)
{
	uint64_t first = 0;
	int cut = exponent + count - UINT64_DIGITS;
	struct binary_parts below, above;
	struct big big;

	for (int i = 0; i < UINT64_DIGITS; i++)
		first = first * 10 + (uint64_t)(digits[i] - '0');
	if (product_round(first, cut, &below) && product_round(first + 1, cut, &above) &&
		double_of_parts(below) == double_of_parts(above))
		return double_of_parts(below);
	big_of_unsigned(&big, first);
	for (int i = UINT64_DIGITS; i < count; i++) {
		struct big digit;
		big_scale(&big, 10);
		big_of_unsigned(&digit, (uint64_t)(digits[i] - '0'));
		big_add(&big, &digit);
	}
	return exact_round(&big, exponent, below);
}

static bool
decimal_of_parts(struct decimal_parts parts, struct number *number)
{
	/* Below it 64 bits have too few trailing zeros to drop. */
	enum { LEAST_EXPONENT = -2 * NUMBER_SCALE };
	const uint64_t most = (uint64_t)INT64_MAX + parts.negative;

	if (parts.exponent < LEAST_EXPONENT || parts.exponent > NUMBER_SCALE)
		return false;
	if (parts.exponent > 0) {
		if (__builtin_mul_overflow(parts.digits, power_of_ten[parts.exponent], &parts.digits))
			return false;
		parts.exponent = 0;
	}
	while (parts.exponent < -NUMBER_SCALE || (parts.exponent < 0 && parts.digits > most)) {
		if (parts.digits % 10 != 0)
			return false;
		parts.digits /= 10;
		parts.exponent++;
	}
	if (parts.digits > most)
		return false;
	uint64_t units = parts.negative ? 0 - parts.digits : parts.digits;
	*number = (struct number){ .units = (int64_t)units, .scale = -parts.exponent };
	return true;
}

struct number
number_of_parts(struct decimal_parts parts)
{
	struct number number;

	if (parts.digits == 0)
		return number_of_int(0);
	if (decimal_of_parts(parts, &number))
		return number;
	double real = nearest_double(parts.digits, parts.exponent);
	return real == 0 ? number_of_int(0) : number_of_double(parts.negative ? -real : real);
}

/* The numbers that read back as a double lie between the middles to its neighbours; here in quarters of
 * 10^exponent, each rounded to an odd number where it is not whole, so that it compares with whole numbers as
 * the exact one does. */
struct interval {
	uint64_t low, at, high;
	bool open; /* the middles themselves read back as the neighbours, which are even */
};

/* size x power / 2^128, rounded to odd. The power, rounded up, makes it too large by less than 2^-64: where
 * the exact value is a whole number the second limb is 0, and where it is not, it lies farther from one than
 * that (continued fractions of all powers show it), but for 6.802601037806062e215, which is just above an odd
 * one. */
static uint64_t
rounded_product(uint64_t size, struct power power)
{
	uint128 low = (uint128)size * power.low;
	uint128 high = (uint128)size * power.high + (uint64_t)(low >> 64);

	return (uint64_t)(high >> 64) | ((uint64_t)high != 0);
}

/* Below a power of two the next double is half as far away as above. */
static struct interval
interval_of(struct binary_parts parts, bool uneven, int exponent)
{
	struct power power = power_at(-exponent);
	int shift = parts.exponent + binary_exponent(-exponent) + 1;
	uint64_t quarters = 4 * parts.mantissa;

	return (struct interval){
		.low = rounded_product((quarters - (uneven ? 1 : 2)) << shift, power),
		.at = rounded_product(quarters << shift, power),
		.high = rounded_product((quarters + 2) << shift, power),
		.open = parts.mantissa % 2,
	};
}

static bool
reads_back(const struct interval *interval, uint64_t multiple)
{
	return interval->low + interval->open <= 4 * multiple &&
	       4 * multiple + interval->open <= interval->high;
}

static struct decimal_parts
without_zeros(struct decimal_parts parts)
{
	while (parts.digits % 10 == 0) {
		parts.digits /= 10;
		parts.exponent++;
	}
	return parts;
}

/* The shortest decimal that reads back as this double above 0 (Schubfach): the interval is as wide as
 * 10^exponent or wider, and narrower than ten times that. So it holds at least one multiple of it, and at
 * most one of the next power, which is the shortest then. The paper shows that 128 bits of a power tell all
 * apart. */
static struct decimal_parts
shortest_parts(double value)
{
	struct binary_parts parts = binary_parts_of(value);
	bool uneven = parts.mantissa == UINT64_C(1) << (MANTISSA_BITS - 1) && parts.exponent > BINARY_LOWEST;
	int exponent = decimal_exponent(parts.exponent, uneven);
	struct interval interval = interval_of(parts, uneven, exponent);
	uint64_t floor = interval.at / 4, tens = floor / 10;

	if (reads_back(&interval, 10 * tens + 10))
		return without_zeros((struct decimal_parts){ .digits = tens + 1, .exponent = exponent + 1 });
	if (tens > 0 && reads_back(&interval, 10 * tens))
		return without_zeros((struct decimal_parts){ .digits = tens, .exponent = exponent + 1 });
	bool below = reads_back(&interval, floor), above = reads_back(&interval, floor + 1);
	uint64_t rest = interval.at % 4; /* 2 is the middle, 1 and 3 lie on either side of it */
	bool up = below && above ? rest > 2 || (rest == 2 && floor % 2) : above;
	return without_zeros((struct decimal_parts){ .digits = floor + up, .exponent = exponent });
}

/* The quick way for a double that is the nearest to a number of at most 15 digits, three of them after the
 * point: no other of as few digits reads back as the same double, so these are the shortest. */
static bool
short_parts(double real, struct decimal_parts *parts)
{
	enum { PLACES = 3 };
	const double unit = 1000, limit = 1e15; /* 10^PLACES; doubles tell all numbers of 15 digits apart */
	double scaled = real * unit;

	if (scaled >= limit)
		return false;
	*parts = (struct decimal_parts){ .digits = (uint64_t)(scaled + 0.5), .exponent = -PLACES };
	if ((double)parts->digits / unit != real)
		return false;
	for (; parts->exponent < 0 && parts->digits % 10 == 0; parts->exponent++)
		parts->digits /= 10;
	return true;
}

struct decimal_parts
decimal_parts_of(struct number number)
{
	struct decimal_parts parts = { 0 };

	if (!number_is_real(number))
		return (struct decimal_parts){ size_of_units(number.units), -number.scale, number.units < 0 };
	double real = fabs(number.real);
	if (real != 0 && !short_parts(real, &parts))
		parts = shortest_parts(real);
	parts.negative = number.real < 0;
	return parts;
}
