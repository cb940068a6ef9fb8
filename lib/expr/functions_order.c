/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Functions that give an array. */
#include "expr/builtins.h"
#include "expr/evaluation.h"

#include <stdlib.h>

/* An element with its place, which makes the order of equal ones certain. */
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

/* The elements in order. Doubles are taken as they are written, so that 1 / 10 is 0.1 here too. NULL when
 * memory ran out or one is refused. */
static struct placed *
sorted(struct call *call)
{
	const struct value *items = call->arguments[0].array.items;
	size_t count = call->arguments[0].array.count;
	struct placed *placed =
		array_check_kinds(call) ? NULL : scratch_take(call->scratch, count * sizeof *placed);

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
give(struct call *call, const struct placed *placed, size_t count)
{
	struct value *items = scratch_take(call->scratch, count * sizeof *items);

	if (!items)
		return -1;
	for (size_t i = 0; i < count; i++)
		items[i] = placed[i].value;
	return give_array(call->result, items, count);
}

int
array_sort(struct call *call)
{
	struct placed *placed = sorted(call);

	return placed ? give(call, placed, call->arguments[0].array.count) : -1;
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
	return give(call, placed, kept);
}

int
array_split(struct call *call)
{
	struct slice rest = call->arguments[0].text, separator = call->arguments[1].text;
	const char *end = rest.at + rest.length, *found;
	size_t from = call->scratch->pile.count;

	if (separator.length == 0)
		return call_undefined(call);
	do {
		found = slice_find(rest, separator);
		struct value part = { .kind = VALUE_TEXT };
		part.text = slice_between(rest.at, found ? found : end);
		if (pile_add(call->scratch, &part))
			return -1;
		if (found)
			rest = slice_between(found + separator.length, end);
	} while (found);
	return pile_take(call->scratch, from, call->result);
}
