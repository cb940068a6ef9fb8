/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hist: how many numbers lie in each bin. How wide the bins are is known only after the last number, so the
 * numbers are spooled; memory does not grow with them. */
#include "plot/picture.h"

#include <math.h>
#include <stdlib.h>

enum { BINS_LIMIT = 10000 };

struct hist {
	struct spool numbers; /* doubles */
	struct extent range;  /* of the numbers */
	double bin_width;
};

static int
check_bins(struct plot_spec *spec, struct error *error)
{
	if (spec->bins > BINS_LIMIT)
		return error_set(error, STATUS_USAGE, "--bins: at most %d are possible", BINS_LIMIT);
	spec->bins = spec->bins ? spec->bins : 10;
	return 0;
}

static int
open_hist(struct plot_data *data, struct error *error)
{
	struct hist *hist = data->own;

	return spool_open(&hist->numbers, error);
}

static int
add_number(struct plot_data *data, const struct plot_row *row, struct error *error)
{
	struct hist *hist = data->own;
	double value = number_to_double(row->x);

	extent_widen(&hist->range, value, data->records == 1);
	return spool_append(&hist->numbers, (struct slice){ (const char *)&value, sizeof value }, error);
}

/* The lower edge of a bin, computed in decimals, so that 0.3 is not below an edge at 0.3. */
static double
edge(struct extent range, uint64_t bins, uint64_t index)
{
	struct number least = number_as_written(number_of_double(range.least));
	struct number most = number_as_written(number_of_double(range.most));
	struct number part = number_multiply(number_subtract(most, least), number_of_int((int64_t)index));

	part = number_as_written(number_divide(part, number_of_int((int64_t)bins)));
	return index == bins ? range.most : number_to_double(number_add(least, part));
}

/* A bin holds its lower edge but not its upper one; the last holds both. */
static size_t
bin_of(const double *edges, uint64_t bins, double value)
{
	size_t low = 0, high = bins;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (value < edges[middle])
			high = middle;
		else
			low = middle;
	}
	return low;
}

static int
count_numbers(struct plot_data *data, const double *edges, uint64_t *counts, struct error *error)
{
	struct hist *hist = data->own;
	double values[1024];
	size_t n;

	if (spool_rewind(&hist->numbers, error))
		return -1;
	while ((n = fread(values, sizeof *values, sizeof values / sizeof *values, hist->numbers.file)) > 0)
		for (size_t i = 0; i < n; i++)
			counts[bin_of(edges, data->spec->bins, values[i])]++;
	if (ferror(hist->numbers.file))
		return error_system(error, "cannot read a temporary file");
	return spool_resume(&hist->numbers, error);
}

static int
spool_bins(struct plot_data *data, const double *edges, const uint64_t *counts, struct error *error)
{
	struct hist *hist = data->own;
	uint64_t bins = data->spec->bins;

	for (uint64_t i = 0; i < bins; i++) {
		struct number middle = number_of_double(edges[i] / 2 + edges[i + 1] / 2);
		if (data->spec->log_y && counts[i] == 0)
			continue;
		if (plot_data_line(data, 0, middle, number_of_int((int64_t)counts[i]), error))
			return -1;
	}
	hist->bin_width = (edges[bins] - edges[0]) / (double)bins;
	data->x = (struct extent){ edges[0], edges[bins] };
	return 0;
}

static int
finish_hist(struct plot_data *data, struct error *error)
{
	const struct hist *hist = data->own;
	uint64_t bins = data->spec->bins;
	struct extent range = hist->range;

	if (plot_data_clear(data, error))
		return -1;
	if (data->records == 0)
		return 0;
	if (range.least == range.most) { /* any width will do */
		double half = fmax(0.5, fabs(range.least) * 1e-6);
		range = (struct extent){ range.least - half, range.most + half };
	}
	data->x = range;
	if (!extent_can_be_drawn(range))
		return 0; /* plot_data_finish reports it */
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

static void
close_hist(struct plot_data *data)
{
	struct hist *hist = data->own;

	spool_close(&hist->numbers);
}

/* gnuplot's own range would add half a bin at each end, which looks like an empty bin. */
static void
append_range(struct buffer *to, struct extent x)
{
	double space = 0.02 * (x.most - x.least);

	buffer_printf(to, "set xrange [%.17g:%.17g]\n", x.least - space, x.most + space);
}

static void
append_axes(struct buffer *to, const struct plot_data *data)
{
	const struct plot_spec *spec = data->spec;

	if (spec->si)
		script_si_axis(to, "x", data->x);
	else
		append_range(to, data->x);
	buffer_text(to, "set style fill solid noborder\nset grid noxtics ytics\n");
	if (spec->si)
		script_si_axis(to, "y", (struct extent){ 0, data->y.most });
	else /* on a log axis 1 must have a height */
		buffer_text(to, spec->log_y ? "set yrange [0.5:*]\n" : "set yrange [0:*]\n");
	if (data->y.most < 6) /* there are no half records */
		buffer_text(to, "set ytics 1\n");
}

static void
append_plot(struct buffer *to, const struct plot_data *data, const char *source)
{
	const struct hist *hist = data->own;

	buffer_printf(to, "set boxwidth %.17g absolute\n", hist->bin_width);
	script_series(to, data, source);
}

static void
append_bins(
	struct buffer *to, const struct plot_data *data, const struct plot_series *series, const char *source)
{
	script_using(to, series, source, "");
	buffer_text(to, "with boxes ");
	script_color(to, data, series->index);
	script_title(to, data, series);
}

const struct plot_kind plot_hist = {
	.name = "hist",
	.arguments = "-x FIELD [--bins N] [options] [FILE...]",
	.options = TAKES_DRAWING | TAKES_TITLE | TAKES_AXES | TAKES_BINS,
	.run = picture_run,
	.needs = "the field to count: -x FIELD",
	.check = check_bins,
	.axis = AXIS_NUMBER,
	.own_size = sizeof(struct hist),
	.open = open_hist,
	.add = add_number,
	.finish = finish_hist,
	.close = close_hist,
	.y_title = "Frequency",
	.axes = append_axes,
	.plot = append_plot,
	.series = append_bins,
};
