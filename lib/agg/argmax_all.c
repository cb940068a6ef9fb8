/* SPDX-License-Identifier: GPL-3.0-or-later */
/* argmax_all(x, y): every x, once and in order, of the records where y is greatest. */
#include "agg/aggregate.h"
#include "agg/held.h"
#include "agg/list_text.h"
#include "agg/state_text.h"
#include "agg/value_text.h"

enum { X, Y };

struct winners {
	struct value greatest; /* null before the first */
	struct value_list list;
};

/* Makes y the greatest where it is greater: then nothing that was there before counts. Its order to it. */
static int
raise(struct winners *winners, const struct value *y, int *order)
{
	*order = value_compare(y, &winners->greatest);
	if (*order <= 0)
		return 0;
	value_list_free(&winners->list);
	return held_set(&winners->greatest, y);
}

static int
add(void *state, const struct value *values, const struct moment *moment)
{
	struct winners *winners = state;
	int order;

	(void)moment;
	if (raise(winners, &values[Y], &order))
		return -1;
	return order < 0 ? 0 : list_add_once(&winners->list, &(struct listed){ .value = values[X] });
}

static int
merge(void *state, const void *other)
{
	const struct winners *more = other;
	struct winners *winners = state;
	int order;

	if (raise(winners, &more->greatest, &order))
		return -1;
	return order < 0 ? 0 : list_merge(&winners->list, &more->list, list_add_once);
}

static int
result(const void *state, const struct value *parameter, struct arena *arena, struct value *value)
{
	const struct value_list *list = &((const struct winners *)state)->list;

	(void)parameter;
	return list_result(value_list_sorted(list, listed_by_value), list->count, arena, value);
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
		list_save(&winners->list, listed_by_value, list_save_value, to);
	}
	buffer_byte(to, ']');
}

static int
load(void *state, struct slice json)
{
	struct winners *winners = state;
	struct arena arena = { 0 };
	struct slot parts[2];
	struct value greatest;

	if (slice_is(json, "[]"))
		return 0;
	if (state_parts(json, parts, 2))
		return 1;
	int status = state_value(&parts[0], &arena, &greatest);
	if (status == 0)
		status = held_set(&winners->greatest, &greatest);
	arena_free(&arena);
	return status ? status
		      : list_load(&winners->list, slot_json(&parts[1]), list_load_value, list_add_once);
}

static void
free_winners(void *state)
{
	struct winners *winners = state;

	held_free(&winners->greatest);
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
