/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/array.h"
#include "plot/picture.h"

#include <search.h>
#include <stdlib.h>

struct label {
	struct slice text;
	size_t index;
};

static int
by_text(const void *a, const void *b)
{
	return slice_compare(((const struct label *)a)->text, ((const struct label *)b)->text);
}

static int
append(struct labels *labels, struct slice text)
{
	struct label **at = array_grow(labels->at, &labels->capacity, labels->count + 1, sizeof *at);
	struct label *label = arena_alloc(&labels->arena, sizeof *label);
	struct slice copy = arena_copy(&labels->arena, text);

	labels->at = at ? at : labels->at;
	if (!at || !label || !copy.at)
		return -1;
	*label = (struct label){ copy, labels->count };
	if (!tsearch(label, &labels->tree, by_text))
		return -1;
	labels->at[labels->count++] = label;
	return 0;
}

int
labels_index(struct labels *labels, struct slice text, const char *field, size_t limit, size_t *index,
	struct error *error)
{
	struct label wanted = { .text = text };
	struct label *const *found = tfind(&wanted, &labels->tree, by_text);

	if (found) {
		*index = (*found)->index;
		return 0;
	}
	if (labels->count >= limit || labels->arena.total + text.length > LABEL_BYTES)
		return error_set(error, STATUS_REFUSED,
			"%s: more than %zu different values are too many to draw; group or filter them first",
			field, labels->count);
	*index = labels->count;
	return append(labels, text) ? error_memory(error) : 0;
}

struct slice
labels_text(const struct labels *labels, size_t index)
{
	return labels->at[index]->text;
}

void
labels_free(struct labels *labels)
{
	for (size_t i = 0; i < labels->count; i++)
		tdelete(labels->at[i], &labels->tree, by_text);
	free(labels->at);
	arena_free(&labels->arena);
	*labels = (struct labels){ 0 };
}
