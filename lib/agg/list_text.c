/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/list_text.h"

#include "agg/state_text.h"
#include "agg/value_text.h"

#include <stdlib.h>

int
list_result(struct listed *sorted, size_t count, struct arena *arena, struct value *result)
{
	struct value *items = sorted ? arena_alloc(arena, (count + 1) * sizeof *items) : NULL;

	for (size_t i = 0; items && i < count; i++)
		items[i] = sorted[i].value;
	free(sorted);
	*result = (struct value){ .kind = VALUE_ARRAY, .array = { items, count } };
	return items ? 0 : -1;
}

void
list_save_value(struct buffer *to, const struct listed *entry)
{
	value_save(to, &entry->value);
}

void
list_save_counted(struct buffer *to, const struct listed *entry)
{
	buffer_byte(to, '[');
	value_save(to, &entry->value);
	buffer_byte(to, ',');
	buffer_unsigned(to, entry->note.count);
	buffer_byte(to, ',');
	moment_save(to, &entry->note.moment);
	buffer_byte(to, ']');
}

void
list_save_placed(struct buffer *to, const struct listed *entry)
{
	buffer_byte(to, '[');
	value_save(to, &entry->value);
	buffer_byte(to, ',');
	moment_save(to, &entry->note.moment);
	buffer_byte(to, ']');
}

void
list_save(const struct value_list *list, int (*compare)(const void *left, const void *right),
	list_save_entry *save_entry, struct buffer *to)
{
	list_save_sorted(value_list_sorted(list, compare), list->count, save_entry, to);
}

void
list_save_sorted(struct listed *sorted, size_t count, list_save_entry *save_entry, struct buffer *to)
{
	if (!sorted) {
		to->failed = true;
		return;
	}
	buffer_byte(to, '[');
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_byte(to, ',');
		save_entry(to, &sorted[i]);
	}
	buffer_byte(to, ']');
	free(sorted);
}

int
list_load_value(const struct slot *slot, struct arena *arena, struct listed *entry)
{
	return state_value(slot, arena, &entry->value);
}

int
list_load_counted(const struct slot *slot, struct arena *arena, struct listed *entry)
{
	struct slot parts[3];

	if (state_parts(slot_json(slot), parts, 3) || state_count(&parts[1], &entry->note.count) ||
		moment_load(&parts[2], &entry->note.moment))
		return 1;
	return state_value(&parts[0], arena, &entry->value);
}

int
list_load_placed(const struct slot *slot, struct arena *arena, struct listed *entry)
{
	struct slot parts[2];

	if (state_parts(slot_json(slot), parts, 2) || moment_load(&parts[1], &entry->note.moment))
		return 1;
	return state_value(&parts[0], arena, &entry->value);
}

int
list_load(struct value_list *list, struct slice json, list_load_entry *load_entry,
	int (*add)(struct value_list *list, const struct listed *entry))
{
	struct arena arena = { 0 };
	struct slice rest;
	struct slot slot;
	int status = state_list(json, &rest);

	while (status == 0 && elements_next(&rest, &slot)) {
		struct listed entry = { .value = { .kind = VALUE_NULL } };
		status = load_entry(&slot, &arena, &entry);
		if (status == 0)
			status = add(list, &entry);
	}
	arena_free(&arena);
	return status;
}

int
list_add_once(struct value_list *list, const struct listed *entry)
{
	list->bare = true;
	return value_list_find(list, &entry->value) ? 0 : -1;
}

int
list_merge(struct value_list *list, const struct value_list *other,
	int (*add)(struct value_list *list, const struct listed *entry))
{
	struct listed entry;
	size_t at = 0;

	while (value_list_next(other, &at, &entry))
		if (add(list, &entry))
			return -1;
	return 0;
}

void
list_free(void *state)
{
	value_list_free(state);
}
