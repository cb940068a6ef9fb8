/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions of arrays. What reduces an array passes over its nulls. */
#include "expr/builtins.h"
#include "expr/evaluation.h"
#include "number/exact_sum.h"

static const struct value *
element(const struct call *call, size_t i)
{
	return &call->arguments[0].array.items[i];
}

static size_t
length(const struct call *call)
{
	return call->arguments[0].array.count;
}

static size_t
count_present(const struct call *call)
{
	size_t present = 0;

	for (size_t i = 0; i < length(call); i++)
		present += element(call, i)->kind != VALUE_NULL;
	return present;
}

static int
give_count(struct call *call, size_t count)
{
	return give_number(call->result, number_of_int((int64_t)count));
}

int
array_count(struct call *call)
{
	return give_count(call, count_present(call));
}

int
array_length(struct call *call)
{
	return call->arguments[0].kind == VALUE_TEXT ? text_length(call) : give_count(call, length(call));
}

/* The sum of an array with at least one number in it. */
static int
add_up(struct call *call, struct number *number)
{
	struct exact_sum sum = { 0 };
	int failed = 0;

	for (size_t i = 0; i < length(call) && !failed; i++)
		if (element(call, i)->kind != VALUE_NULL)
			failed = exact_sum_add(&sum, element(call, i)->number);
	if (failed)
		call->scratch->failed = true;
	else
		*number = exact_sum_value(&sum);
	exact_sum_free(&sum);
	return failed;
}

int
array_sum(struct call *call)
{
	if (count_present(call) == 0)
		return give_null(call->result);
	call->result->kind = VALUE_NUMBER;
	return add_up(call, &call->result->number);
}

int
array_mean(struct call *call)
{
	size_t count = count_present(call);

	if (array_sum(call))
		return -1;
	if (count)
		call->result->number = number_divide(call->result->number, number_of_int((int64_t)count));
	return 0;
}

int
array_check_kinds(struct call *call)
{
	const struct value *first = NULL;

	for (size_t i = 0; i < length(call); i++) {
		const struct value *value = element(call, i);
		if (value->kind == VALUE_NULL)
			continue;
		if (!first)
			first = value;
		if (value->kind != first->kind)
			return call_refuse(call, 0, value, type_of(first));
	}
	return 0;
}

/* The element that is farthest to the given side: -1 the least, 1 the greatest. */
static int
farthest(struct call *call, int side)
{
	if (array_check_kinds(call))
		return -1;
	give_null(call->result);
	for (size_t i = 0; i < length(call); i++) {
		const struct value *value = element(call, i);
		if (value->kind == VALUE_NULL)
			continue;
		if (call->result->kind == VALUE_NULL || side * compare_values(*value, *call->result) > 0)
			*call->result = *value;
	}
	return 0;
}

int
array_min(struct call *call)
{
	return farthest(call, -1);
}

int
array_max(struct call *call)
{
	return farthest(call, 1);
}

static bool
has_truth(const struct call *call, bool truth)
{
	for (size_t i = 0; i < length(call); i++)
		if (is_truth(element(call, i), truth))
			return true;
	return false;
}

int
array_any(struct call *call)
{
	return give_truth(call->result, has_truth(call, true));
}

int
array_all(struct call *call)
{
	return give_truth(call->result, !has_truth(call, false));
}

/* y must be a text in a text, and of the kind of the elements in an array. */
int
array_contains(struct call *call)
{
	const struct value *y = &call->arguments[1];
	bool equal = false;

	if (call->arguments[0].kind == VALUE_TEXT)
		return y->kind == VALUE_TEXT ? text_contains(call) : call_refuse(call, 1, y, TYPE_TEXT);
	for (size_t i = 0; i < length(call); i++) {
		const struct value *value = element(call, i);
		if (value->kind == VALUE_NULL)
			continue;
		if (value->kind != y->kind)
			return call_refuse(call, 0, value, type_of(y));
		equal = equal || compare_values(*value, *y) == 0;
	}
	return give_truth(call->result, equal);
}

int
array_join(struct call *call)
{
	struct slice separator = call->arguments[1].text;
	char room[VALUE_TEXT_SIZE];
	size_t size = 0, present = count_present(call);

	for (size_t i = 0; i < length(call); i++)
		if (element(call, i)->kind != VALUE_NULL)
			size += value_text(element(call, i), room).length + separator.length;
	if (present)
		size -= separator.length;
	/* The buffer is the scratch's and never grows. */
	struct buffer text = { .at = call_room(call, size), .capacity = size + 1 };
	if (!text.at)
		return -1;
	for (size_t i = 0; i < length(call); i++) {
		if (element(call, i)->kind == VALUE_NULL)
			continue;
		buffer_slice(&text, value_text(element(call, i), room));
		if (--present)
			buffer_slice(&text, separator);
	}
	return give_text(call->result, buffer_view(&text));
}
