/* SPDX-License-Identifier: GPL-3.0-or-later */
/* list_text: lists of values as results and as saved states. */
#ifndef AGG_LIST_TEXT_H
#define AGG_LIST_TEXT_H

#include "agg/value_list.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "record/scan.h"

#include <stdbool.h>

/* Makes the result an array of the first count of the sorted values, or of as many as there are, and frees
 * sorted (NULL when memory had run out). 0, or -1 when memory ran out. */
int list_result(struct listed *sorted, size_t count, struct arena *arena, struct value *result);

/* Appends the values in that order, as an array; each by list_save_value, or with its note by the others:
 * [value,count,moment] or [value,moment]. */
typedef void list_save_entry(struct buffer *to, const struct listed *entry);
list_save_entry list_save_value, list_save_counted, list_save_placed;
void list_save(const struct value_list *list, int (*compare)(const void *left, const void *right),
	list_save_entry *save_entry, struct buffer *to);

/* The same of values that are sorted already, and are freed; NULL when memory had run out. */
void list_save_sorted(struct listed *sorted, size_t count, list_save_entry *save_entry, struct buffer *to);

/* Reads what list_save wrote and adds it, entry by entry, by `add`. 0, 1 or -1 as in state_text.h. */
typedef int list_load_entry(const struct slot *slot, struct arena *arena, struct listed *entry);
list_load_entry list_load_value, list_load_counted, list_load_placed;
int list_load(struct value_list *list, struct slice json, list_load_entry *load_entry,
	int (*add)(struct value_list *list, const struct listed *entry));

/* An `add` that keeps each value once, without a note: for a list that knows no other. */
int list_add_once(struct value_list *list, const struct listed *entry);

/* Adds what other holds, by `add`. 0, or -1 when memory ran out. */
int list_merge(struct value_list *list, const struct value_list *other,
	int (*add)(struct value_list *list, const struct listed *entry));

/* aggregate_kind.free of a state that is a list. */
void list_free(void *state);

#endif
