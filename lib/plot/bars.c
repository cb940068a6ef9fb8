/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bars of a bar chart: one exact sum for each label and series, and the newest early result, which counts
 * until the next record of that bar. */
#include "base/array.h"
#include "number/exact_sum.h"
#include "plot/data.h"

#include <stdlib.h>

struct part {
	bool used;
	struct exact_sum sum;
	bool waits; /* for the record that replaces `early` */
	struct number early;
};

struct bar {
	struct part *parts; /* by series */
	size_t count;
};

/* A bar for every label. */
static int
bars_grow(struct plot_data *data)
{
	size_t known = data->bar_capacity;
	struct bar *bars = array_grow(data->bars, &data->bar_capacity, data->labels.count + 1, sizeof *bars);

	if (!bars)
		return -1;
	for (data->bars = bars; known < data->bar_capacity; known++)
		bars[known] = (struct bar){ 0 };
	return 0;
}

/* Room for just so many: most bars have one part, and there may be 100,000 bars. */
static struct part *
bar_part(struct bar *bar, size_t series)
{
	if (series >= bar->count) {
		struct part *parts = realloc(bar->parts, (series + 1) * sizeof *parts);
		if (!parts)
			return NULL;
		for (bar->parts = parts; bar->count <= series; bar->count++)
			parts[bar->count] = (struct part){ 0 };
	}
	return &bar->parts[series];
}

static int
part_add(struct part *part, struct number value, bool early)
{
	part->used = true;
	part->waits = early;
	part->early = value;
	return early ? 0 : exact_sum_add(&part->sum, value);
}

static struct number
part_value(const struct part *part)
{
	struct number sum = exact_sum_value(&part->sum);

	return part->waits ? number_add(sum, part->early) : sum;
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
		struct part *part = bar_part(&data->bars[index], series);
		if (!part || part_add(part, data->values[i].value, row->early))
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

	for (size_t i = 0; i < bar->count; i++)
		total += number_to_double(part_value(&bar->parts[i]));
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

	return series < bar->count ? part_value(&bar->parts[series]) : number_of_int(0);
}

static bool
is_used(const struct bar *bar, size_t series)
{
	return series < bar->count && bar->parts[series].used;
}

/* A part of a bar is drawn where a record had it; of a label of --categories 0 is drawn too. */
static bool
has_part(const struct plot_data *data, const struct bar *bar, size_t series)
{
	return is_used(bar, series) || (data->spec->categories.count && !data->spec->log_y);
}

/* Spools one bar. Stacked, the parts above and below 0 add up apart, and each line holds the height that its
 * part reaches: drawn from the last series to the first, the lower ones cover the rest. */
static int
bar_spool(struct plot_data *data, size_t position, struct error *error)
{
	const struct bar *bar = &data->bars[data->order[position]];
	struct number reached[2] = { number_of_int(0), number_of_int(0) };
	size_t used = 0, count = plot_data_series_count(data);

	for (size_t series = 0; series < count; series++) {
		if (!has_part(data, bar, series))
			continue;
		struct number height = plot_bars_sum(data, data->order[position], series);
		bool below = number_to_double(height) < 0;
		if (data->spec->stack)
			height = reached[below] = number_add(reached[below], height);
		if (!number_is_finite(height))
			return error_set(error, STATUS_REFUSED, "a sum is beyond what a double can hold");
		if (data->spec->log_y && number_to_double(height) <= 0)
			data->unseen++;
		if (plot_data_line(data, series, number_of_int((int64_t)position), height, error))
			return -1;
		used += is_used(bar, series);
	}
	data->side_by_side |= used > 1 && !data->spec->stack;
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
		for (size_t j = 0; j < data->bars[i].count; j++)
			exact_sum_free(&data->bars[i].parts[j].sum);
		free(data->bars[i].parts);
	}
	free(data->bars);
}
