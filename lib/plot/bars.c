/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bars of a bar chart: one exact sum for each label and series, and the newest early result, which counts
 * until the next record of that bar. */
#include "number/exact_sum.h"
#include "plot/data.h"

#include <stdlib.h>

struct cell {
	bool used;
	struct exact_sum sum;
	bool waits; /* for the record that replaces `early` */
	struct number early;
};

struct bar {
	struct cell *cell; /* by series */
	size_t cells;
};

static int
bars_grow(struct plot_data *data)
{
	size_t capacity = data->bar_capacity ? data->bar_capacity : 16;

	while (capacity < data->labels.count)
		capacity *= 2;
	if (capacity == data->bar_capacity)
		return 0;
	struct bar *bars = realloc(data->bars, capacity * sizeof *bars);
	if (!bars)
		return -1;
	for (size_t i = data->bar_capacity; i < capacity; i++)
		bars[i] = (struct bar){ 0 };
	data->bars = bars;
	data->bar_capacity = capacity;
	return 0;
}

static struct cell *
bar_cell(struct bar *bar, size_t series)
{
	if (series >= bar->cells) {
		struct cell *cell = realloc(bar->cell, (series + 1) * sizeof *cell);
		if (!cell)
			return NULL;
		for (size_t i = bar->cells; i <= series; i++)
			cell[i] = (struct cell){ 0 };
		bar->cell = cell;
		bar->cells = series + 1;
	}
	return &bar->cell[series];
}

static int
cell_add(struct cell *cell, struct number value, bool early)
{
	cell->used = true;
	cell->waits = early;
	cell->early = value;
	return early ? 0 : exact_sum_add(&cell->sum, value);
}

static struct number
cell_value(const struct cell *cell)
{
	struct number sum = exact_sum_value(&cell->sum);

	return cell->waits ? number_add(sum, cell->early) : sum;
}

int
plot_bars_add(struct plot_data *data, const struct plot_row *row, struct error *error)
{
	size_t index, series;

	if (labels_index(&data->labels, row->label, data->spec->x, LABEL_COUNT, &index, error))
		return -1;
	if (bars_grow(data))
		return error_memory(error);
	for (size_t i = 0; i < row->y_count; i++) {
		if (plot_data_series(data, row, data->values[i].field, &series, error))
			return -1;
		struct cell *cell = bar_cell(&data->bars[index], series);
		if (!cell || cell_add(cell, data->values[i].value, row->early))
			return error_memory(error);
	}
	return 0;
}

struct ranked {
	double total;
	size_t index;
};

/* The largest total first; of equal ones the label that came first. */
static int
by_total(const void *a, const void *b)
{
	const struct ranked *left = a, *right = b;

	if (left->total != right->total)
		return left->total > right->total ? -1 : 1;
	return (left->index > right->index) - (left->index < right->index);
}

static double
bar_total(const struct bar *bar)
{
	double total = 0;

	for (size_t i = 0; i < bar->cells; i++)
		total += number_double(cell_value(&bar->cell[i]));
	return total;
}

int
plot_bars_order(struct plot_data *data, struct error *error)
{
	struct ranked *ranked = bars_grow(data) ? NULL : calloc(data->positions + 1, sizeof *ranked);

	free(data->order);
	data->order = calloc(data->positions + 1, sizeof *data->order);
	if (!ranked || !data->order) {
		free(ranked);
		return error_memory(error);
	}
	for (size_t i = 0; i < data->positions; i++)
		ranked[i] = (struct ranked){ bar_total(&data->bars[i]), i };
	if (data->spec->sort)
		qsort(ranked, data->positions, sizeof *ranked, by_total);
	for (size_t i = 0; i < data->positions; i++)
		data->order[i] = ranked[i].index;
	free(ranked);
	return 0;
}

struct number
plot_bars_sum(const struct plot_data *data, size_t label, size_t series)
{
	const struct bar *bar = &data->bars[label];

	return series < bar->cells ? cell_value(&bar->cell[series]) : number_of_int(0);
}

/* A part of a bar is drawn where a record had it; of a label of --categories 0 is drawn too. */
static bool
has_part(const struct plot_data *data, const struct bar *bar, size_t series)
{
	bool used = series < bar->cells && bar->cell[series].used;

	return used || (data->spec->categories.count && !data->spec->log_y);
}

/* Spools one bar. Stacked, the parts above and below 0 add up apart, and each line holds the height that its
 * part reaches: drawn from the last series to the first, the lower ones cover the rest. */
static int
bar_spool(struct plot_data *data, size_t position, struct error *error)
{
	const struct bar *bar = &data->bars[data->order[position]];
	struct number reached[2] = { number_of_int(0), number_of_int(0) };
	size_t parts = 0, count = plot_data_series_count(data);

	for (size_t series = 0; series < count; series++) {
		if (!has_part(data, bar, series))
			continue;
		struct number height = plot_bars_sum(data, data->order[position], series);
		bool below = number_double(height) < 0;
		if (data->spec->stack)
			height = reached[below] = number_add(reached[below], height);
		if (!number_is_finite(height))
			return error_set(error, STATUS_REFUSED, "a sum is beyond what a double can hold");
		if (data->spec->log_y && number_double(height) <= 0)
			data->unseen++;
		if (plot_data_line(data, series, number_of_int((int64_t)position), height, error))
			return -1;
		parts += series < bar->cells && bar->cell[series].used;
	}
	data->side_by_side |= parts > 1 && !data->spec->stack;
	return 0;
}

int
plot_bars_finish(struct plot_data *data, struct error *error)
{
	if (plot_data_empty(data, error) || plot_bars_order(data, error))
		return -1;
	data->side_by_side = false;
	if (data->positions > data->spec->limit)
		data->positions = (size_t)data->spec->limit;
	for (size_t i = 0; i < data->positions; i++)
		if (bar_spool(data, i, error))
			return -1;
	return 0;
}

void
plot_bars_free(struct plot_data *data)
{
	for (size_t i = 0; i < data->bar_capacity; i++) {
		for (size_t j = 0; j < data->bars[i].cells; j++)
			exact_sum_free(&data->bars[i].cell[j].sum);
		free(data->bars[i].cell);
	}
	free(data->bars);
}
