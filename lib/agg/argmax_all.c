/* SPDX-License-Identifier: GPL-3.0-or-later */
/* argmax_all(x, y): each x of the records where y is greatest, once and in order. */
#include "agg/aggregate.h"
#include "agg/value_list.h"

enum { X, Y };

struct winners {
	struct value greatest; /* null before the first */
	struct value_list list;
};

/* Compares y with the greatest so far. A greater one replaces it, and the list starts again. */
static int
raise(struct winners *winners, const struct value *y, int *order)
{
	*order = value_compare(y, &winners->greatest);
	if (*order <= 0)
		return 0;
	value_list_free(&winners->list);
	return owned_value_set(&winners->greatest, y);
}

static int
add(void *state, const struct value *values, const struct event_position *position)
{
	struct winners *winners = state;
	int order;

	(void)position;
	if (raise(winners, &values[Y], &order))
		return -1;
	return order < 0 ? 0
			 : value_list_add_once(&winners->list, &(struct list_entry){ .value = values[X] });
}

static int
merge(void *state, const void *other)
{
	const struct winners *more = other;
	struct winners *winners = state;
	int order;

	if (raise(winners, &more->greatest, &order))
		return -1;
	return order < 0 ? 0 : value_list_merge(&winners->list, &more->list, value_list_add_once);
}

static int
result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct value_list *list = &((const struct winners *)state)->list;

	(void)parameter;
	return value_list_result(value_list_sorted(list, entry_by_value), list->count, arena, value);
}

/* [] or [y,[x,...]] */
static void
save(const void *state, struct buffer *to)
{
	const struct winners *winners = state;

	buffer_byte(to, '[');
	if (winners->list.count) {
		value_save(to, &winners->greatest);
		buffer_byte(to, ',');
		value_list_save(to, value_list_sorted(&winners->list, entry_by_value), winners->list.count,
			entry_save_value);
	}
	buffer_byte(to, ']');
}

static int
load(void *state, struct slice json)
{
	struct winners *winners = state;
	struct slot parts[2];

	if (slice_is(json, "[]"))
		return 0;
	if (state_tuple(json, parts, 2))
		return 1;
	int status = state_owned_value(&parts[0], &winners->greatest);
	return status ? status
		      : value_list_load(
				&winners->list, slot_json(&parts[1]), entry_load_value, value_list_add_once);
}

static void
free_winners(void *state)
{
	struct winners *winners = state;

	owned_value_free(&winners->greatest);
	value_list_free(&winners->list);
}

const struct aggregate_kind aggregate_argmax_all = {
	.name = "argmax_all",
	.size = sizeof(struct winners),
	.add = add,
	.merge = merge,
	.result = result,
	.save = save,
	.load = load,
	.free = free_winners,
};
