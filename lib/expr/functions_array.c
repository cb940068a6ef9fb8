/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions of arrays. Those that reduce an array skip its nulls. */
#include "expr/builtins.h"
#include "expr/eval.h"
#include "number/exact_sum.h"

#include <stdlib.h>

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
set_count(struct call *call, size_t count)
{
	return set_number(call->result, number_of_int((int64_t)count));
}

int
array_count(struct call *call)
{
	return set_count(call, count_present(call));
}

int
array_length(struct call *call)
{
	return call->arguments[0].kind == VALUE_TEXT ? text_length(call) : set_count(call, length(call));
}

/* The sum of an array with at least one number in it. */
static int
exact_total(struct call *call, struct number *number)
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
		return set_null(call->result);
	call->result->kind = VALUE_NUMBER;
	return exact_total(call, &call->result->number);
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

/* Requires that the elements, nulls aside, are of one kind, so that they have an order. 0, or -1: refused. */
static int
check_kinds(struct call *call)
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

/* The least element for a side of -1, the greatest for 1. */
static int
extreme(struct call *call, int side)
{
	if (check_kinds(call))
		return -1;
	set_null(call->result);
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
	return extreme(call, -1);
}

int
array_max(struct call *call)
{
	return extreme(call, 1);
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
	return set_truth(call->result, has_truth(call, true));
}

int
array_all(struct call *call)
{
	return set_truth(call->result, !has_truth(call, false));
}

/* In a text y must be a text, in an array of the kind of its elements. */
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
	return set_truth(call->result, equal);
}

int
array_join(struct call *call)
{
	struct slice separator = call->arguments[1].text;
	char digits[VALUE_TEXT_SIZE];
	size_t size = 0, present = count_present(call);

	for (size_t i = 0; i < length(call); i++)
		if (element(call, i)->kind != VALUE_NULL)
			size += value_text(element(call, i), digits).length + separator.length;
	if (present)
		size -= separator.length;
	/* The buffer is the scratch's and never grows. */
	struct buffer text = { .at = call_reserve(call, size), .capacity = size + 1 };
	if (!text.at)
		return -1;
	for (size_t i = 0; i < length(call); i++) {
		if (element(call, i)->kind == VALUE_NULL)
			continue;
		buffer_slice(&text, value_text(element(call, i), digits));
		if (--present)
			buffer_slice(&text, separator);
	}
	return set_text(call->result, buffer_view(&text));
}

/* An element and its place, which decides the order of equal ones. */
struct placed {
	struct value value;
	size_t place;
};

static int
by_value(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;
	int order = value_compare(&a->value, &b->value);

	return order ? order : (a->place > b->place) - (a->place < b->place);
}

static int
by_place(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;

	return (a->place > b->place) - (a->place < b->place);
}

/* The elements in order, doubles as they are written: 1 / 10 is 0.1 here too. NULL when the record is refused
 * or memory ran out. */
static struct placed *
sorted(struct call *call)
{
	const struct value *items = call->arguments[0].array.items;
	size_t count = call->arguments[0].array.count;
	struct placed *placed =
		check_kinds(call) ? NULL : scratch_take(call->scratch, count * sizeof *placed);

	for (size_t i = 0; placed && i < count; i++) {
		placed[i] = (struct placed){ items[i], i };
		if (items[i].kind == VALUE_NUMBER)
			placed[i].value.number = number_as_written(items[i].number);
	}
	if (placed && count)
		qsort(placed, count, sizeof *placed, by_value);
	return placed;
}

static int
set_placed(struct call *call, const struct placed *placed, size_t count)
{
	struct value *items = scratch_take(call->scratch, count * sizeof *items);

	if (!items)
		return -1;
	for (size_t i = 0; i < count; i++)
		items[i] = placed[i].value;
	return set_array(call->result, items, count);
}

int
array_sort(struct call *call)
{
	struct placed *placed = sorted(call);

	return placed ? set_placed(call, placed, call->arguments[0].array.count) : -1;
}

int
array_unique(struct call *call)
{
	struct placed *placed = sorted(call);
	size_t count = call->arguments[0].array.count, kept = 0;

	if (!placed)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || value_compare(&placed[kept - 1].value, &placed[i].value) != 0)
			placed[kept++] = placed[i];
	if (kept)
		qsort(placed, kept, sizeof *placed, by_place);
	return set_placed(call, placed, kept);
}

int
array_split(struct call *call)
{
	struct slice rest = call->arguments[0].text, separator = call->arguments[1].text;
	const char *end = rest.at + rest.length, *found;
	size_t from = call->scratch->collected.count;

	if (separator.length == 0)
		return call_undefined(call);
	do {
		found = slice_find(rest, separator);
		struct value part = { .kind = VALUE_TEXT };
		part.text = slice_between(rest.at, found ? found : end);
		if (collect(call->scratch, &part))
			return -1;
		if (found)
			rest = slice_between(found + separator.length, end);
	} while (found);
	return collected_array(call->scratch, from, call->result);
}
