/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/data.h"

#include <stdlib.h>
#include <string.h>

int
plot_data_open(struct plot_data *data, const struct plot_spec *spec, struct error *error)
{
	size_t ignored;

	*data = (struct plot_data){ .spec = spec,
		.labelled = spec->kind == PLOT_BAR || spec->kind == PLOT_PIE };
	data->values = calloc(spec->y.count + 1, sizeof *data->values);
	if (!data->values)
		return error_memory(error);
	for (size_t i = 0; i < spec->categories.count; i++)
		if (labels_index(&data->labels, spec->categories.at[i], "--categories", LABEL_COUNT, &ignored,
			    error))
			return -1;
	if (spec->kind == PLOT_HIST && spool_open(&data->numbers, error))
		return -1;
	return spool_open(&data->spool, error);
}

void
plot_data_close(struct plot_data *data)
{
	plot_bars_free(data);
	labels_free(&data->labels);
	labels_free(&data->groups);
	spool_close(&data->spool);
	spool_close(&data->numbers);
	buffer_free(&data->lines);
	free(data->values);
	free(data->order);
	free(data->slices);
}

int
plot_data_series(
	struct plot_data *data, const struct plot_row *row, size_t field, size_t *series, struct error *error)
{
	const struct plot_spec *spec = data->spec;
	size_t group = 0;

	if (spec->group && labels_index(&data->groups, row->group, spec->group, SERIES_MOST / spec->y.count,
				   &group, error))
		return -1;
	*series = spec->by_band ? (row->inside ? 0 : 1) : group * spec->y.count + field;
	return 0;
}

size_t
plot_data_series_count(const struct plot_data *data)
{
	if (data->spec->by_band)
		return 2;
	if (data->spec->kind == PLOT_PIE)
		return data->slice_count;
	if (data->spec->kind == PLOT_HIST)
		return 1;
	return (data->spec->group ? data->groups.count : 1) * data->spec->y.count;
}

int
plot_data_line(struct plot_data *data, size_t series, struct number x, struct number y, struct error *error)
{
	struct buffer *lines = &data->lines;

	lines->length = 0;
	buffer_unsigned(lines, series);
	buffer_byte(lines, ' ');
	number_append(lines, x);
	buffer_byte(lines, ' ');
	number_append(lines, y);
	buffer_byte(lines, '\n');
	if (lines->failed)
		return error_memory(error);
	extent_widen(&data->x, number_to_double(x), data->total == 0);
	extent_widen(&data->y, number_to_double(y), data->total == 0);
	data->drawn[series]++;
	data->total++;
	return spool_append(&data->spool, buffer_view(lines), error);
}

static int
add_points(struct plot_data *data, const struct plot_row *row, struct error *error)
{
	struct number x = row->x;
	size_t index, series;

	if (row->labelled) {
		if (labels_index(&data->labels, row->label, data->spec->x, LABEL_COUNT, &index, error))
			return -1;
		x = number_of_int((int64_t)index);
		data->labelled = true;
	}
	data->timed = row->timed;
	for (size_t i = 0; i < row->y_count; i++)
		if (plot_data_series(data, row, data->values[i].field, &series, error) ||
			plot_data_line(data, series, x, data->values[i].value, error))
			return -1;
	return 0;
}

int
plot_data_take(struct plot_data *data, const struct plot_row *row, struct error *error)
{
	data->records++;
	switch (data->spec->kind) {
	case PLOT_BAR:
	case PLOT_PIE:
		return plot_bars_add(data, row, error);
	case PLOT_HIST:
		return plot_hist_add(data, row->x, error);
	default:
		return add_points(data, row, error);
	}
}

int
plot_data_empty(struct plot_data *data, struct error *error)
{
	memset(data->drawn, 0, sizeof data->drawn);
	data->total = data->unseen = 0;
	data->x = data->y = (struct extent){ 0, 0 };
	return spool_empty(&data->spool, error);
}

static int
spool_lines(struct plot_data *data, struct error *error)
{
	switch (data->spec->kind) {
	case PLOT_BAR:
		return plot_bars_finish(data, error);
	case PLOT_PIE:
		return plot_pie_finish(data, error);
	case PLOT_HIST:
		return plot_hist_finish(data, error);
	default:
		return 0;
	}
}

int
plot_data_finish(struct plot_data *data, struct error *error)
{
	data->positions = data->labels.count;
	if (spool_lines(data, error))
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

struct slice
plot_data_label(const struct plot_data *data, size_t position)
{
	return labels_text(&data->labels, data->order ? data->order[position] : position);
}
