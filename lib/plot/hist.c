/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bins of a histogram. How wide they are is known when the last number is, so the numbers wait in a
 * spool; memory does not grow with them. */
#include "plot/data.h"

#include <math.h>
#include <stdlib.h>

int
plot_hist_add(struct plot_data *data, struct number number, struct error *error)
{
	double value = number_to_double(number);

	extent_widen(&data->range, value, data->records == 1);
	return spool_append(&data->numbers, (struct slice){ (const char *)&value, sizeof value }, error);
}

/* The lower edge of a bin, as a decimal where it is one, so that 0.3 is not below the edge at 0.3. */
static double
edge(struct extent range, uint64_t bins, uint64_t index)
{
	struct number least = number_as_written(number_of_double(range.least));
	struct number most = number_as_written(number_of_double(range.most));
	struct number part = number_multiply(number_subtract(most, least), number_of_int((int64_t)index));

	part = number_as_written(number_divide(part, number_of_int((int64_t)bins)));
	return index == bins ? range.most : number_to_double(number_add(least, part));
}

/* Bins are closed below and open above, but for the last, which is closed. */
static size_t
bin_of(const double *edges, uint64_t bins, double value)
{
	size_t low = 0, high = bins;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		*(value < edges[middle] ? &high : &low) = middle;
	}
	return low;
}

static int
count_numbers(struct plot_data *data, const double *edges, uint64_t *counts, struct error *error)
{
	double values[1024];
	size_t n;

	if (spool_rewind(&data->numbers, error))
		return -1;
	while ((n = fread(values, sizeof *values, sizeof values / sizeof *values, data->numbers.file)) > 0)
		for (size_t i = 0; i < n; i++)
			counts[bin_of(edges, data->spec->bins, values[i])]++;
	if (ferror(data->numbers.file))
		return error_system(error, "cannot read a temporary file");
	return spool_resume(&data->numbers, error);
}

static int
spool_bins(struct plot_data *data, const double *edges, const uint64_t *counts, struct error *error)
{
	for (uint64_t i = 0; i < data->spec->bins; i++) {
		struct number middle = number_of_double(edges[i] / 2 + edges[i + 1] / 2);
		if (data->spec->log_y && counts[i] == 0)
			continue;
		if (plot_data_line(data, 0, middle, number_of_int((int64_t)counts[i]), error))
			return -1;
	}
	data->bin_width = (edges[data->spec->bins] - edges[0]) / (double)data->spec->bins;
	data->x = (struct extent){ edges[0], edges[data->spec->bins] };
	return 0;
}

int
plot_hist_finish(struct plot_data *data, struct error *error)
{
	uint64_t bins = data->spec->bins;
	struct extent range = data->range;

	if (plot_data_empty(data, error))
		return -1;
	if (data->records == 0)
		return 0;
	if (range.least == range.most) { /* any width will do */
		double half = fmax(0.5, fabs(range.least) * 1e-6);
		range = (struct extent){ range.least - half, range.most + half };
	}
	data->x = range;
	if (!extent_can_be_drawn(range))
		return 0; /* plot_data_finish refuses it */
	double *edges = calloc(bins + 1, sizeof *edges);
	uint64_t *counts = calloc(bins, sizeof *counts);
	int status = edges && counts ? 0 : error_memory(error);
	for (uint64_t i = 0; i <= bins && status == 0; i++)
		edges[i] = edge(range, bins, i);
	if (status == 0)
		status = count_numbers(data, edges, counts, error);
	if (status == 0)
		status = spool_bins(data, edges, counts, error);
	free(edges);
	free(counts);
	return status;
}
