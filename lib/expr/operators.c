/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What nodes with operands do: arithmetic, comparison, logic, calls, choices. Operators of single values map
 * over arrays: element by element, a single value beside every element. */
#include "expr/builtins.h"
#include "expr/eval.h"
#include "time/instant.h"

#include <math.h>

/* Computes an operator for single operands, those that it does not map over. It may change them; the result
 * is not one of them. */
typedef int single_function(struct evaluation *e, struct value *operands, struct value *result);

/* Whether the operator maps over this operand. */
static bool
maps(const struct node *node, size_t i, const struct value *operand)
{
	if (operand->kind != VALUE_ARRAY)
		return false;
	if (node->kind == NODE_CALL)
		return !(builtin_argument(node->builtin, i) & TYPE_ARRAY);
	return node->kind != NODE_IN || i == 0;
}

/* Refuses arrays of these lengths as operands i and k of `count`. Always -1. */
static int
refuse_lengths(struct evaluation *e, size_t count, size_t i, size_t length, size_t k, size_t other)
{
	struct slice a = node_shown(&e->nodes[operand_at(e->nodes, e->at, count, i)]);
	struct slice b = node_shown(&e->nodes[operand_at(e->nodes, e->at, count, k)]);

	return refuse(e->refusal, (struct slice){ 0 },
		"%.*s has %zu element%s and %.*s has %zu; arrays of the same length are needed",
		SLICE_PRINT(a), length, length == 1 ? "" : "s", SLICE_PRINT(b), other);
}

static int apply(struct evaluation *e, struct value *operands, size_t count, single_function *function,
	struct value *result);

/* Maps over the arrays, of which the first is given; arrays inside them are mapped in turn, as deep as a
 * record can be. */
static int
map(struct evaluation *e, struct value *operands, size_t count, size_t first, single_function *function,
	struct value *result)
{
	const struct node *node = &e->nodes[e->at];
	size_t length = operands[first].array.count;
	struct value *items = scratch_take(e->scratch, length * sizeof *items);
	struct value *now = scratch_take(e->scratch, count * sizeof *now);

	if (!items || !now)
		return -1;
	for (size_t i = first + 1; i < count; i++)
		if (maps(node, i, &operands[i]) && operands[i].array.count != length)
			return refuse_lengths(e, count, first, length, i, operands[i].array.count);
	for (size_t k = 0; k < length; k++) {
		bool deeper = false;
		for (size_t i = 0; i < count; i++) {
			now[i] = maps(node, i, &operands[i]) ? operands[i].array.items[k] : operands[i];
			deeper = deeper || now[i].kind == VALUE_ARRAY;
		}
		if (deeper ? apply(e, now, count, function, &items[k]) : function(e, now, &items[k]))
			return -1;
	}
	return set_array(result, items, length);
}

static int
apply(struct evaluation *e, struct value *operands, size_t count, single_function *function,
	struct value *result)
{
	for (size_t i = 0; i < count; i++)
		if (maps(&e->nodes[e->at], i, &operands[i]))
			return map(e, operands, count, i, function, result);
	return function(e, operands, result);
}

/* Replaces the topmost `count` values by the result, which is an array where the operator maps over one. */
static int
run_mapped(struct evaluation *e, size_t count, single_function *function)
{
	struct value *operands = e->top - count, result;

	if (apply(e, operands, count, function, &result))
		return -1;
	*operands = result;
	e->top = operands + 1;
	return 0;
}

/* Makes a NaN null, and counts it; an infinity cannot be written, so it is refused. */
static int
check_finite(struct evaluation *e, struct value *value)
{
	if (value->kind != VALUE_NUMBER || number_is_finite(value->number))
		return 0;
	if (!isnan(value->number.real))
		return refuse(e->refusal, (struct slice){ 0 }, "%.*s is too large for a double",
			SLICE_PRINT(e->nodes[e->at].text));
	e->scratch->undefined++;
	return set_null(value);
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

/* The time a number of seconds later, to the nearest microsecond. */
static int
add_seconds(struct evaluation *e, int64_t instant, struct number seconds, struct value *result)
{
	struct number micros = number_round(number_multiply(seconds, number_of_int(1000000)), 0);
	double real = number_to_double(micros);
	struct slice text = node_shown(&e->nodes[e->at]);

	/* No two instants are 4e17 us apart, and doubles below that become int64_t. */
	if (fabs(real) < 4e17)
		instant += number_is_real(micros) ? (int64_t)real : micros.units;
	if (!(fabs(real) < 4e17) || !instant_in_range(instant))
		return refuse(e->refusal, (struct slice){ 0 }, "%.*s is outside the years 1 to 9999",
			SLICE_PRINT(text));
	return set_time(result, instant);
}

/* One operand is a time, the other what beside_time allows, or null. */
static int
calculate_times(struct evaluation *e, const struct value *a, const struct value *b, struct value *result)
{
	bool subtract = e->nodes[e->at].kind == NODE_SUBTRACT;

	if (a->kind == VALUE_NULL || b->kind == VALUE_NULL)
		return set_null(result);
	if (b->kind == VALUE_NUMBER)
		return add_seconds(e, a->instant, subtract ? number_negate(b->number) : b->number, result);
	if (!subtract)
		return add_seconds(e, b->instant, a->number, result);
	return set_number(result, (struct number){ .units = a->instant - b->instant, .scale = 6 });
}

/* The types that may be beside a time, on the given side of the operator. */
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
		set_number(result, calculations[kind](a->number, b->number));
		return check_finite(e, result);
	}
	size_t right = operand_last(e->nodes, e->at), left = operand_before(e->nodes, right);
	bool times = kind == NODE_ADD || kind == NODE_SUBTRACT;

	if (times && a->kind == VALUE_TIME)
		return check_type(e, right, b, beside_time(kind, false)) ? -1
									 : calculate_times(e, a, b, result);
	if (times && b->kind == VALUE_TIME)
		return check_type(e, left, a, beside_time(kind, true)) ? -1
								       : calculate_times(e, a, b, result);
	/* One of them is not a number: null, or refused. */
	if (check_type(e, left, a, TYPE_NUMBER) || check_type(e, right, b, TYPE_NUMBER))
		return -1;
	return set_null(result);
}

/* The fast path for two arrays of numbers of one length: the result replaces the first. False where something
 * else is among them, or memory ran out: then run_mapped has to do it. */
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
		set_number(&items[i], calculate(left[i].number, right[i].number));
		if (!number_is_finite(items[i].number))
			return false;
	}
	set_array(a, items, count);
	return true;
}

static int
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
	return check_finite(e, a);
}

static int
negate_single(struct evaluation *e, struct value *operands, struct value *result)
{
	if (check_type(e, operand_last(e->nodes, e->at), operands, TYPE_NUMBER))
		return -1;
	*result = *operands;
	if (result->kind == VALUE_NUMBER)
		result->number = number_negate(result->number);
	return 0;
}

static int
run_negate(struct evaluation *e)
{
	return run_mapped(e, 1, negate_single);
}

static bool
holds(enum node_kind kind, int order)
{
	switch (kind) {
	case NODE_UNEQUAL:
		return order != 0;
	case NODE_LESS:
		return order < 0;
	case NODE_LESS_EQUAL:
		return order <= 0;
	case NODE_GREATER:
		return order > 0;
	case NODE_GREATER_EQUAL:
		return order >= 0;
	default:
		return order == 0;
	}
}

int
compare_values(struct value a, struct value b)
{
	if (a.kind == VALUE_NUMBER && b.kind == VALUE_NUMBER &&
		number_is_real(a.number) != number_is_real(b.number)) {
		a.number = number_as_written(a.number);
		b.number = number_as_written(b.number);
	}
	return value_compare(&a, &b);
}

/* Whether a comparison of two values of one kind is true. */
static bool
compares(enum node_kind kind, const struct value *a, const struct value *b)
{
	if (a->kind == VALUE_TEXT && (kind == NODE_EQUAL || kind == NODE_UNEQUAL))
		return slice_equal(a->text, b->text) == (kind == NODE_EQUAL);
	return holds(kind, compare_values(*a, *b));
}

static int
comparison_single(struct evaluation *e, struct value *operands, struct value *result)
{
	enum node_kind kind = e->nodes[e->at].kind;
	const struct value *a = &operands[0], *b = &operands[1];

	if (a->kind == b->kind && (a->kind == VALUE_NUMBER || a->kind == VALUE_TEXT))
		return set_truth(result, compares(kind, a, b));
	size_t right = operand_last(e->nodes, e->at), left = operand_before(e->nodes, right);
	unsigned types = kind == NODE_EQUAL || kind == NODE_UNEQUAL ? TYPE_SINGLE : TYPE_ORDERED;

	if (check_type(e, left, a, types) || check_type(e, right, b, types))
		return -1;
	if (a->kind == VALUE_NULL || b->kind == VALUE_NULL)
		return set_null(result);
	if (a->kind != b->kind)
		return refuse_pair(e->refusal, &e->nodes[left], a, &e->nodes[right], b);
	return set_truth(result, compares(kind, a, b));
}

static int
run_comparison(struct evaluation *e)
{
	struct value *b = e->top - 1, *a = b - 1;

	if (a->kind != b->kind || (a->kind != VALUE_NUMBER && a->kind != VALUE_TEXT))
		return run_mapped(e, 2, comparison_single);
	e->top = b;
	return set_truth(a, compares(e->nodes[e->at].kind, a, b));
}

static int
is_null_single(struct evaluation *e, struct value *operands, struct value *result)
{
	(void)e;
	return set_truth(result, operands->kind == VALUE_NULL);
}

/* After [] each element is asked; where there is no array, the result is null. */
static int
run_is_null(struct evaluation *e)
{
	struct value *a = e->top - 1;

	if (!(e->nodes[e->at].types & TYPE_MAPPED))
		return set_truth(a, a->kind == VALUE_NULL);
	return a->kind == VALUE_NULL ? 0 : run_mapped(e, 1, is_null_single);
}

/* Refuses candidate number i. */
static int
refuse_candidate(struct evaluation *e, const struct value *x, size_t i)
{
	size_t count = e->nodes[e->at].count;
	const struct node *candidate = &e->nodes[operand_at(e->nodes, e->at, count, i)];

	if (!types_agree(type_of(&x[i]), TYPE_SINGLE))
		return refuse_type(e->refusal, candidate, &x[i], TYPE_SINGLE);
	const struct node *left = &e->nodes[operand_at(e->nodes, e->at, count, 0)];
	return x->kind > VALUE_TIME ? refuse_type(e->refusal, left, x, TYPE_SINGLE)
				    : refuse_pair(e->refusal, left, x, candidate, &x[i]);
}

/* True where a candidate is equal to x, else null where one is null, else false. */
static int
in_single(struct evaluation *e, struct value *x, struct value *result)
{
	size_t count = e->nodes[e->at].count;
	bool equal = false, null = x->kind == VALUE_NULL;

	for (size_t i = 1; i < count; i++) {
		if (x[i].kind > VALUE_TIME || (x->kind != x[i].kind && x->kind && x[i].kind))
			return refuse_candidate(e, x, i);
		if (x->kind == VALUE_NULL || x[i].kind == VALUE_NULL)
			null = true;
		else if (compare_values(*x, x[i]) == 0)
			equal = true;
	}
	return equal ? set_truth(result, true) : null ? set_null(result) : set_truth(result, false);
}

static int
run_in(struct evaluation *e)
{
	return run_mapped(e, e->nodes[e->at].count, in_single);
}

static int
not_single(struct evaluation *e, struct value *operands, struct value *result)
{
	if (check_type(e, operand_last(e->nodes, e->at), operands, TYPE_BOOL))
		return -1;
	return operands->kind == VALUE_NULL ? set_null(result) : set_truth(result, !operands->truth);
}

static int
run_not(struct evaluation *e)
{
	return run_mapped(e, 1, not_single);
}

/* `or` is settled by a true, `and` by a false; else it is null where an operand is. */
static int
logic(bool settled, const struct value *a, const struct value *b, struct value *result)
{
	if (is_truth(a, settled) || is_truth(b, settled))
		return set_truth(result, settled);
	if (a->kind == VALUE_NULL || b->kind == VALUE_NULL)
		return set_null(result);
	return set_truth(result, !settled);
}

static int
logic_single(struct evaluation *e, struct value *operands, struct value *result)
{
	const struct value *a = &operands[0], *b = &operands[1];
	size_t right = operand_last(e->nodes, e->at);

	if (check_type(e, operand_before(e->nodes, right), a, TYPE_BOOL) ||
		check_type(e, right, b, TYPE_BOOL))
		return -1;
	return logic(e->nodes[e->at].kind == NODE_OR, a, b, result);
}

/* The jump between lazy operands has checked the left one. */
static int
run_logic(struct evaluation *e)
{
	const struct node *node = &e->nodes[e->at];
	struct value *b = e->top - 1, *a = b - 1;

	if (node_is_eager(node))
		return run_mapped(e, 2, logic_single);
	e->top = b;
	if (check_type(e, operand_last(e->nodes, e->at), b, TYPE_BOOL))
		return -1;
	return logic(node->kind == NODE_OR, a, b, a);
}

int
call_refuse(struct call *call, size_t i, const struct value *value, unsigned needed)
{
	const struct evaluation *e = call->evaluation;
	size_t operand = operand_at(e->nodes, e->at, call->count, i);

	return refuse_type(call->refusal, &e->nodes[operand], value, needed);
}

char *
call_reserve(struct call *call, size_t n)
{
	if (n > CALL_TEXT_LIMIT) {
		refuse(call->refusal, (struct slice){ 0 }, "%.*s gives a text longer than 64 MiB",
			SLICE_PRINT(call->text));
		return NULL;
	}
	return scratch_take(call->scratch, n + 1);
}

int
call_undefined(struct call *call)
{
	call->scratch->undefined++;
	return set_null(call->result);
}

bool
call_whole(const struct call *call, size_t i, long *whole)
{
	double real = number_to_double(call->arguments[i].number);

	*whole = (long)fmax(-1e9, fmin(1e9, real));
	return real == floor(real);
}

/* Checks argument i, nulls aside; a text where a time is needed becomes one. */
static int
check_argument(struct call *call, unsigned types, size_t i, struct value *argument)
{
	unsigned elements = types_elements(types);

	if (!types_agree(type_of(argument), types))
		return call_refuse(call, i, argument, types);
	if ((types & ARGUMENT_TIME) && !time_argument(argument))
		return call_refuse(call, i, argument, TYPE_TIME);
	if (argument->kind != VALUE_ARRAY || elements == TYPE_KINDS)
		return 0;
	for (size_t k = 0; k < argument->array.count; k++)
		if (!types_agree(type_of(&argument->array.items[k]), elements))
			return call_refuse(call, i, &argument->array.items[k], elements);
	return 0;
}

static int
call_single(struct evaluation *e, struct value *arguments, struct value *result)
{
	const struct node *node = &e->nodes[e->at];
	const struct builtin *builtin = node->builtin;
	struct call call = {
		.scratch = e->scratch,
		.refusal = e->refusal,
		.text = node->text,
		.arguments = arguments,
		.count = node->count,
		.result = result,
		.regex = node->regex,
		.evaluation = e,
	};
	bool null = false;

	for (size_t i = 0; i < node->count; i++) {
		if (check_argument(&call, builtin_argument(builtin, i), i, &arguments[i]))
			return -1;
		bool counts = !(builtin_argument(builtin, i) & ARGUMENT_NULL);
		null = null || (counts && arguments[i].kind == VALUE_NULL);
	}
	if (null)
		return set_null(result);
	return builtin->function(&call) ? -1 : check_finite(e, result);
}

static int
run_call(struct evaluation *e)
{
	return run_mapped(e, e->nodes[e->at].count, call_single);
}

static int
run_array(struct evaluation *e)
{
	size_t count = e->nodes[e->at].count;
	struct value *from = e->top - count, *items = scratch_take(e->scratch, count * sizeof *items);

	if (!items)
		return -1;
	if (count)
		memcpy(items, from, count * sizeof *items);
	e->top = from + 1;
	return set_array(from, items, count);
}

/* Turns a single value into an array as long as the array beside it. */
static int
spread(struct evaluation *e, struct value *value, const struct value *beside)
{
	if (beside->kind != VALUE_ARRAY || value->kind == VALUE_ARRAY || value->kind == VALUE_NULL)
		return 0;
	size_t count = beside->array.count;
	struct value *items = scratch_take(e->scratch, count * sizeof *items);
	if (!items)
		return -1;
	for (size_t i = 0; i < count; i++)
		items[i] = *value;
	return set_array(value, items, count);
}

static int
if_single(struct evaluation *e, struct value *operands, struct value *result)
{
	if (check_type(e, operand_at(e->nodes, e->at, 3, 0), operands, TYPE_BOOL))
		return -1;
	*result = is_truth(operands, true) ? operands[1] : operands[2];
	return 0;
}

/* Replaces a single condition by the argument that it chooses, as a whole. */
static int
choose(struct evaluation *e, struct value *condition)
{
	bool truth = is_truth(condition, true);
	const struct value *chosen = condition + (truth ? 1 : 2), *other = condition + (truth ? 2 : 1);

	if (check_type(e, operand_at(e->nodes, e->at, 3, 0), condition, TYPE_BOOL))
		return -1;
	*condition = *chosen;
	return spread(e, condition, other);
}

static bool
has_null(const struct value *array)
{
	for (size_t i = 0; i < array->array.count; i++)
		if (array->array.items[i].kind == VALUE_NULL)
			return true;
	return false;
}

/* Replaces the nulls of an array by the other value, or by its elements. */
static int
fill(struct evaluation *e, struct value *array, const struct value *other)
{
	size_t count = array->array.count;
	struct value *items = scratch_take(e->scratch, count * sizeof *items);

	if (!items)
		return -1;
	for (size_t i = 0; i < count; i++) {
		items[i] = array->array.items[i];
		if (items[i].kind == VALUE_NULL)
			items[i] = other->kind == VALUE_ARRAY ? other->array.items[i] : *other;
	}
	return set_array(array, items, count);
}

/* Makes the first value the first that is not null, element by element. What comes after an array counts only
 * for elements that are null, so coalesce(tags, []) is right whatever the length of tags. */
static int
coalesce(struct evaluation *e, struct value *value, size_t count)
{
	size_t from = 0;

	for (size_t i = 1; i < count; i++) {
		const struct value *other = &value[i];
		if (value->kind == VALUE_NULL) {
			*value = *other;
			from = i;
		} else if (value->kind != VALUE_ARRAY) {
			if (spread(e, value, other))
				return -1;
		} else if (other->kind != VALUE_NULL && has_null(value)) {
			if (other->kind == VALUE_ARRAY && other->array.count != value->array.count)
				return refuse_lengths(
					e, count, from, value->array.count, i, other->array.count);
			if (fill(e, value, other))
				return -1;
		}
	}
	return 0;
}

/* Runs an `if` or `coalesce` whose arguments were all evaluated (node_is_eager). The result is an array, or
 * null where no argument turned out to be one. */
static int
run_choice(struct evaluation *e)
{
	const struct node *node = &e->nodes[e->at];
	struct value *operands = e->top - node->count;
	bool is_if = node->builtin->form == BUILTIN_IF;

	if (is_if && operands->kind == VALUE_ARRAY)
		return run_mapped(e, 3, if_single);
	if (is_if ? choose(e, operands) : coalesce(e, operands, node->count))
		return -1;
	e->top = operands + 1;
	return operands->kind == VALUE_ARRAY ? 0 : set_null(operands);
}

int (*const operators[])(struct evaluation *e) = {
	[NODE_PATH] = run_path,
	[NODE_ARRAY] = run_array,
	[NODE_ADD] = run_arithmetic,
	[NODE_SUBTRACT] = run_arithmetic,
	[NODE_MULTIPLY] = run_arithmetic,
	[NODE_DIVIDE] = run_arithmetic,
	[NODE_REMAINDER] = run_arithmetic,
	[NODE_NEGATE] = run_negate,
	[NODE_EQUAL] = run_comparison,
	[NODE_UNEQUAL] = run_comparison,
	[NODE_LESS] = run_comparison,
	[NODE_LESS_EQUAL] = run_comparison,
	[NODE_GREATER] = run_comparison,
	[NODE_GREATER_EQUAL] = run_comparison,
	[NODE_IS_NULL] = run_is_null,
	[NODE_IN] = run_in,
	[NODE_NOT] = run_not,
	[NODE_OR] = run_logic,
	[NODE_AND] = run_logic,
	[NODE_CALL] = run_call,
	[NODE_CHOICE] = run_choice,
};
