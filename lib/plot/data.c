/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/array.h"
#include "plot/picture.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

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
add_label(struct labels *labels, struct slice text)
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

/* Finds the index of the text, which is added if it is new. field names it in messages; limit is the largest
 * count allowed. 0, or -1 with the error. */
static int
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
	return add_label(labels, text) ? error_memory(error) : 0;
}

struct slice
labels_text(const struct labels *labels, size_t index)
{
	return labels->at[index]->text;
}

static void
labels_free(struct labels *labels)
{
	for (size_t i = 0; i < labels->count; i++)
		tdelete(labels->at[i], &labels->tree, by_text);
	free(labels->at);
	arena_free(&labels->arena);
	*labels = (struct labels){ 0 };
}

int
plot_data_open(struct plot_data *data, const struct plot_spec *spec, struct error *error)
{
	const struct plot_kind *kind = spec->kind;
	size_t ignored;

	*data = (struct plot_data){ .spec = spec, .labelled = kind->axis == AXIS_LABEL };
	data->own = calloc(1, kind->own_size + 1);
	data->values = calloc(spec->y.count + 1, sizeof *data->values);
	if (!data->own || !data->values)
		return error_memory(error);
	for (size_t i = 0; i < spec->categories.count; i++)
		if (labels_index(&data->labels, spec->categories.at[i], "--categories", LABEL_LIMIT, &ignored,
			    error))
			return -1;
	if (kind->open && kind->open(data, error))
		return -1;
	return spool_open(&data->spool, error);
}

void
plot_data_close(struct plot_data *data)
{
	if (data->own && data->spec->kind->close)
		data->spec->kind->close(data);
	labels_free(&data->labels);
	labels_free(&data->groups);
	spool_close(&data->spool);
	buffer_free(&data->line);
	free(data->own);
	free(data->values);
	free(data->order);
}

int
plot_data_add(struct plot_data *data, const struct plot_row *row, struct error *error)
{
	data->records++;
	return data->spec->kind->add(data, row, error);
}

int
plot_data_finish(struct plot_data *data, struct error *error)
{
	const struct plot_spec *spec = data->spec;

	data->positions = data->labels.count;
	data->series = (spec->group ? data->groups.count : 1) * (spec->y.count ? spec->y.count : 1);
	if (spec->kind->finish && spec->kind->finish(data, error))
		return -1;
	if (!extent_can_be_drawn(data->x) || !extent_can_be_drawn(data->y))
		return error_set(error, STATUS_REFUSED, "the values are too large to draw");
	return spool_rewind(&data->spool, error);
}

int
plot_data_resume(struct plot_data *data, struct error *error)
{
	return spool_resume(&data->spool, error);
}

int
plot_data_label_index(struct plot_data *data, const struct plot_row *row, size_t *index, struct error *error)
{
	return labels_index(&data->labels, row->label, data->spec->x, LABEL_LIMIT, index, error);
}

int
plot_data_series(
	struct plot_data *data, const struct plot_row *row, size_t field, size_t *series, struct error *error)
{
	const struct plot_spec *spec = data->spec;
	size_t group = 0;

	if (spec->group && labels_index(&data->groups, row->group, spec->group, SERIES_LIMIT / spec->y.count,
				   &group, error))
		return -1;
	*series = group * spec->y.count + field;
	return 0;
}

int
plot_data_line(struct plot_data *data, size_t series, struct number x, struct number y, struct error *error)
{
	struct buffer *line = &data->line;

	line->length = 0;
	buffer_unsigned(line, series);
	buffer_byte(line, ' ');
	number_append(line, x);
	buffer_byte(line, ' ');
	number_append(line, y);
	buffer_byte(line, '\n');
	if (line->failed)
		return error_memory(error);
	extent_widen(&data->x, number_to_double(x), data->total == 0);
	extent_widen(&data->y, number_to_double(y), data->total == 0);
	data->drawn[series]++;
	data->total++;
	return spool_append(&data->spool, buffer_view(line), error);
}

int
plot_data_clear(struct plot_data *data, struct error *error)
{
	memset(data->drawn, 0, sizeof data->drawn);
	data->total = data->hidden = 0;
	data->x = data->y = (struct extent){ 0, 0 };
	return spool_empty(&data->spool, error);
}

struct slice
plot_data_label(const struct plot_data *data, size_t position)
{
	return labels_text(&data->labels, data->order ? data->order[position] : position);
}
