/* SPDX-License-Identifier: GPL-3.0-or-later */
/* value_list: the state of aggregates that keep values (mode, top, collect, distinct, argmax_all): each value
 * with a note, in one block of memory, in the order of arrival. Equal values are found by a hash table where
 * that is needed. Three numbers take 256 bytes, without notes 128. */
#ifndef AGG_VALUE_LIST_H
#define AGG_VALUE_LIST_H

#include "agg/states.h"

#include <stdbool.h>

struct value_note {
	uint64_t count; /* how often the value came */
	struct event_position position;
};

struct value_list { /* all zero is an empty one */
	unsigned char *block;
	size_t length, capacity; /* used and allocated bytes of the block */
	size_t count;            /* number of values */
	uint32_t *slots;         /* the hash table, once there are more than a few values; else NULL */
	size_t slot_count;
	bool bare; /* no notes: those returned must not be used; set before the first value is added */
};

/* A value of a list and its note. A text points into the list. */
struct list_entry {
	struct value value;
	struct value_note note;
};

/* The note of the equal value, or of a new one, which is all zero. NULL when memory ran out. Valid until the
 * next call. */
struct value_note *value_list_find(struct value_list *list, const struct value *value);

/* Adds the value even when an equal one is there. A list is filled by one of the two functions only. */
struct value_note *value_list_append(struct value_list *list, const struct value *value);

/* The entry after *at, in the order of arrival; start with *at = 0. False at the end. */
bool value_list_next(const struct value_list *list, size_t *at, struct list_entry *entry);

/* All entries in the order of `compare` (as qsort takes it); the array is the caller's to free. NULL when
 * memory ran out. */
struct list_entry *value_list_sorted(
	const struct value_list *list, int (*compare)(const void *left, const void *right));

/* A comparison for value_list_sorted. */
int entry_by_value(const void *left, const void *right);

/* Adds an entry to a state: aggregates differ in what they note of a value. 0, or -1 when memory ran out. */
typedef int entry_add(void *state, const struct list_entry *entry);

/* Adds each value once to a value_list, without a note. The list must be filled by no other function. */
entry_add value_list_add_once;

/* Adds all entries of another list to the state. 0, or -1 when memory ran out. */
int value_list_merge(void *state, const struct value_list *other, entry_add *add);

/* Makes the result an array of the first `count` of the sorted entries, and frees them (NULL when memory had
 * run out). 0, or -1 when memory ran out. */
int value_list_result(struct list_entry *sorted, size_t count, struct arena *arena, struct value *result);

/* Appends one entry as JSON; entry_save_value appends only its value. */
typedef void entry_save(struct buffer *to, const struct list_entry *entry);
entry_save entry_save_value;

/* Appends the first `count` of the sorted entries as an array, and frees them (NULL: memory had run out). */
void value_list_save(struct buffer *to, struct list_entry *sorted, size_t count, entry_save *save);

/* Reads what an entry_save wrote. 0, 1 or -1 as in states.h. */
typedef int entry_load(const struct slot *slot, struct arena *arena, struct list_entry *entry);
entry_load entry_load_value;

/* Reads what value_list_save wrote and adds the entries to the state. 0, 1 or -1 as in states.h. */
int value_list_load(void *state, struct slice json, entry_load *load, entry_add *add);

/* Takes a value_list: it serves as aggregate_kind.free. */
void value_list_free(void *list);

#endif
