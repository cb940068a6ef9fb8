/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The slices of a pie: the sums of its labels, in order, as parts of one turn. */
#include "plot/script.h"

#include <math.h>
#include <stdlib.h>

/* Labels that have a slice of their own; the others share the last one. Without --limit as many as the legend
 * can name. */
static size_t
own_slices(const struct plot_data *data)
{
	uint64_t limit = data->spec->limit;
	size_t room = script_legend_room(data);

	if (limit == UINT64_MAX)
		return data->positions <= room ? data->positions : room - 1;
	if (limit >= SERIES_MOST)
		limit = SERIES_MOST - 1;
	return limit < data->positions ? (size_t)limit : data->positions;
}

/* Fills the slices' labels and values, and the sum of all. 0, or -1 when a sum is beyond a double. */
static int
add_up(struct plot_data *data, size_t own, double *whole)
{
	data->slice_count = own < data->positions ? own + 1 : own;
	data->others = data->positions - own;
	for (size_t i = 0; i < data->positions; i++) {
		struct number sum = plot_bars_sum(data, data->order[i], 0);
		struct pie_slice *slice = &data->slices[i < own ? i : own];
		slice->label = i < own ? data->order[i] : SLICE_OTHERS;
		slice->value = i <= own ? sum : number_add(slice->value, sum);
		*whole += number_to_double(sum);
	}
	return isfinite(*whole) ? 0 : -1;
}

int
plot_pie_finish(struct plot_data *data, struct error *error)
{
	double whole = 0, turned = 0;

	if (plot_data_empty(data, error) || plot_bars_order(data, error))
		return -1;
	if (!data->slices && !(data->slices = calloc(SERIES_MOST + 1, sizeof *data->slices)))
		return error_memory(error);
	if (add_up(data, own_slices(data), &whole))
		return error_set(error, STATUS_REFUSED, "a sum is beyond what a double can hold");
	for (size_t i = 0; i < data->slice_count && whole > 0; i++) {
		struct pie_slice *slice = &data->slices[i];
		slice->from = turned / whole;
		turned += number_to_double(slice->value);
		slice->until = turned / whole;
		if (plot_data_line(
			    data, i, number_of_double(slice->from), number_of_double(slice->until), error))
			return -1;
	}
	return 0;
}
