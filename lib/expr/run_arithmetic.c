/* SPDX-License-Identifier: GPL-3.0-or-later */
/* + - * / % over numbers and times. */
#include "expr/evaluation.h"
#include "time/instant.h"

#include <math.h>

int
settle(struct evaluation *e, struct value *value)
{
	if (value->kind != VALUE_NUMBER || number_is_finite(value->number))
		return 0;
	if (!isnan(value->number.real))
		return refuse(e->refusal, (struct slice){ 0 }, "%.*s is too large for a double",
			SLICE_PRINT(e->nodes[e->at].text));
	e->scratch->undefined++;
	return give_null(value);
}

static struct number
divide(struct number a, struct number b)
{
	return number_is_zero(b) ? number_of_double(NAN) : number_divide(a, b);
}

static struct number
remainder_of(struct number a, struct number b)
{
	return number_is_zero(b) ? number_of_double(NAN) : number_remainder(a, b);
}

static struct number (*const calculations[])(struct number a, struct number b) = {
	[NODE_ADD] = number_add,
	[NODE_SUBTRACT] = number_subtract,
	[NODE_MULTIPLY] = number_multiply,
	[NODE_DIVIDE] = divide,
	[NODE_REMAINDER] = remainder_of,
};

/* The time so many seconds later, to the nearest microsecond. */
static int
shift(struct evaluation *e, int64_t instant, struct number seconds, struct value *result)
{
	struct number micros = number_round(number_multiply(seconds, number_of_int(1000000)), 0);
	double real = number_to_double(micros);
	struct slice text = node_written(&e->nodes[e->at]);

	/* No two instants are 4e17 us apart, and doubles below that become int64_t. */
	if (fabs(real) < 4e17)
		instant += number_is_real(micros) ? (int64_t)real : micros.units;
	if (!(fabs(real) < 4e17) || !instant_in_range(instant))
		return refuse(e->refusal, (struct slice){ 0 }, "%.*s is outside the years 1 to 9999",
			SLICE_PRINT(text));
	return give_time(result, instant);
}

/* At least one of both is a time, or null. */
static int
calculate_times(struct evaluation *e, const struct value *a, const struct value *b, struct value *result)
{
	bool subtract = e->nodes[e->at].kind == NODE_SUBTRACT;

	if (a->kind == VALUE_NULL || b->kind == VALUE_NULL)
		return give_null(result);
	if (b->kind == VALUE_NUMBER)
		return shift(e, a->instant, subtract ? number_negate(b->number) : b->number, result);
	if (!subtract)
		return shift(e, b->instant, a->number, result);
	return give_number(result, (struct number){ .units = a->instant - b->instant, .scale = 6 });
}

/* What may stand beside a time, on the given side of the operator. */
static unsigned
beside_time(enum node_kind kind, bool on_left)
{
	if (kind == NODE_ADD)
		return TYPE_NUMBER;
	return on_left ? TYPE_TIME : TYPE_NUMBER | TYPE_TIME;
}

static int
arithmetic_single(struct evaluation *e, struct value *operands, struct value *result)
{
	const struct value *a = &operands[0], *b = &operands[1];
	enum node_kind kind = e->nodes[e->at].kind;

	if (a->kind == VALUE_NUMBER && b->kind == VALUE_NUMBER) {
		give_number(result, calculations[kind](a->number, b->number));
		return settle(e, result);
	}
	size_t right = operand_last(e->nodes, e->at), left = operand_before(e->nodes, right);
	bool times = kind == NODE_ADD || kind == NODE_SUBTRACT;

	if (times && a->kind == VALUE_TIME)
		return check(e, right, b, beside_time(kind, false)) ? -1 : calculate_times(e, a, b, result);
	if (times && b->kind == VALUE_TIME)
		return check(e, left, a, beside_time(kind, true)) ? -1 : calculate_times(e, a, b, result);
	/* One of them is no number: null, or refused. */
	if (check(e, left, a, TYPE_NUMBER) || check(e, right, b, TYPE_NUMBER))
		return -1;
	return give_null(result);
}

/* Puts in place of an array what two of one length give, where all of it is numbers; false where something is
 * not, or memory ran out: run_mapped goes on then. */
static bool
calculate_arrays(struct evaluation *e, struct value *a, const struct value *b)
{
	const struct value *left = a->array.items, *right = b->array.items;
	size_t count = a->array.count;
	struct value *items = scratch_take(e->scratch, count * sizeof *items);
	struct number (*calculate)(struct number, struct number) = calculations[e->nodes[e->at].kind];

	if (!items)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (left[i].kind != VALUE_NUMBER || right[i].kind != VALUE_NUMBER)
			return false;
		give_number(&items[i], calculate(left[i].number, right[i].number));
		if (!number_is_finite(items[i].number))
			return false;
	}
	give_array(a, items, count);
	return true;
}

int
run_arithmetic(struct evaluation *e)
{
	struct value *b = e->top - 1, *a = b - 1;

	if (a->kind == VALUE_ARRAY && b->kind == VALUE_ARRAY && a->array.count == b->array.count &&
		calculate_arrays(e, a, b)) {
		e->top = b;
		return 0;
	}
	if (a->kind != VALUE_NUMBER || b->kind != VALUE_NUMBER)
		return run_mapped(e, 2, arithmetic_single);
	e->top = b;
	a->number = calculations[e->nodes[e->at].kind](a->number, b->number);
	return settle(e, a);
}

static int
negate_single(struct evaluation *e, struct value *operands, struct value *result)
{
	if (check(e, operand_last(e->nodes, e->at), operands, TYPE_NUMBER))
		return -1;
	*result = *operands;
	if (result->kind == VALUE_NUMBER)
		result->number = number_negate(result->number);
	return 0;
}

int
run_negate(struct evaluation *e)
{
	return run_mapped(e, 1, negate_single);
}
