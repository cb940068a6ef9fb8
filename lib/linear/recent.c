/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/recent.h"

#include <stdlib.h>
#include <string.h>

int
recent_open(struct recent *recent, size_t width, size_t records, struct error *error)
{
	recent->width = width;
	recent->capacity = records;
	recent->learned = calloc(records, sizeof *recent->learned);
	recent->rows = records <= SIZE_MAX / width / sizeof *recent->rows
			       ? malloc(records * width * sizeof *recent->rows)
			       : NULL;
	return recent->learned && recent->rows ? 0 : error_memory(error);
}

void
recent_free(struct recent *recent)
{
	free(recent->learned);
	free(recent->rows);
	*recent = (struct recent){ 0 };
}

void
recent_add(struct recent *recent, const struct number *row)
{
	size_t at = recent->next;

	recent->learned[at] = row != NULL;
	if (row)
		memcpy(&recent->rows[at * recent->width], row, recent->width * sizeof *row);
	recent->next = (at + 1) % recent->capacity;
	recent->count += recent->count < recent->capacity;
}

void
recent_reduce(const struct recent *recent, struct reducer *reducer)
{
	size_t oldest = recent->count < recent->capacity ? 0 : recent->next;

	for (size_t i = 0; i < recent->count; i++) {
		size_t at = (oldest + i) % recent->capacity;
		if (recent->learned[at])
			reducer_row(reducer, &recent->rows[at * recent->width]);
	}
	reducer_finish(reducer);
}
