/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/array.h"
#include "number/exact_sum.h"
#include "plot/picture.h"

#include <stdlib.h>

struct part {
	bool used;
	struct exact_sum sum;
	bool waits; /* for the record that replaces `early` */
	struct number early;
};

/* The sums of one label. */
struct bar {
	struct part *parts; /* by series */
	size_t count;
};

/* Makes a bar for every label. */
static int
add_bars(struct sums *sums, size_t labels)
{
	size_t known = sums->capacity;
	struct bar *bars = array_grow(sums->bars, &sums->capacity, labels + 1, sizeof *bars);

	if (!bars)
		return -1;
	for (sums->bars = bars; known < sums->capacity; known++)
		bars[known] = (struct bar){ 0 };
	return 0;
}

/* Allocates no more than is needed: most bars have one part, and there may be 100,000 bars. */
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
sums_add(struct sums *sums, struct plot_data *data, const struct plot_row *row, struct error *error)
{
	size_t label, series;

	if (plot_data_label_index(data, row, &label, error))
		return -1;
	if (add_bars(sums, data->labels.count))
		return error_memory(error);
	for (size_t i = 0; i < row->y_count; i++) {
		if (plot_data_series(data, row, row->y[i].field, &series, error))
			return -1;
		struct part *part = bar_part(&sums->bars[label], series);
		if (!part || part_add(part, row->y[i].value, row->early))
			return error_memory(error);
	}
	return 0;
}

struct ranked {
	double total;
	size_t label;
};

/* The largest total first; of equal ones the label that came first. */
static int
by_total(const void *a, const void *b)
{
	const struct ranked *left = a, *right = b;

	if (left->total != right->total)
		return left->total > right->total ? -1 : 1;
	return (left->label > right->label) - (left->label < right->label);
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
sums_order(struct sums *sums, struct plot_data *data, struct error *error)
{
	struct ranked *ranked =
		add_bars(sums, data->labels.count) ? NULL : calloc(data->positions + 1, sizeof *ranked);

	free(data->order);
	data->order = calloc(data->positions + 1, sizeof *data->order);
	if (!ranked || !data->order) {
		free(ranked);
		return error_memory(error);
	}
	for (size_t i = 0; i < data->positions; i++)
		ranked[i] = (struct ranked){ bar_total(&sums->bars[i]), i };
	if (data->spec->sort)
		qsort(ranked, data->positions, sizeof *ranked, by_total);
	for (size_t i = 0; i < data->positions; i++)
		data->order[i] = ranked[i].label;
	free(ranked);
	return 0;
}

bool
sums_has(const struct sums *sums, size_t label, size_t series)
{
	const struct bar *bar = &sums->bars[label];

	return series < bar->count && bar->parts[series].used;
}

struct number
sums_value(const struct sums *sums, size_t label, size_t series)
{
	const struct bar *bar = &sums->bars[label];

	return series < bar->count ? part_value(&bar->parts[series]) : number_of_int(0);
}

void
sums_free(struct sums *sums)
{
	for (size_t i = 0; i < sums->capacity; i++) {
		for (size_t j = 0; j < sums->bars[i].count; j++)
			exact_sum_free(&sums->bars[i].parts[j].sum);
		free(sums->bars[i].parts);
	}
	free(sums->bars);
}
