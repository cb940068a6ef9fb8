/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bar: a bar for each label and series, as high as the sum of its values. */
#include "plot/picture.h"

#include <stdio.h>

struct bars {
	struct sums sums;
	bool side_by_side; /* some label has more than one bar, and they are not stacked */
};

static int
check_bars(struct plot_spec *spec, struct error *error)
{
	if (spec->stack && spec->log_y)
		return error_set(
			error, STATUS_USAGE, "--stack: stacked bars on a log axis would mean nothing");
	return 0;
}

static int
add_bar(struct plot_data *data, const struct plot_row *row, struct error *error)
{
	struct bars *bars = data->own;

	return sums_add(&bars->sums, data, row, error);
}

/* A bar is drawn if a record had a value for it. Of a label of --categories a bar of 0 is drawn too. */
static bool
is_drawn(const struct plot_data *data, bool used)
{
	return used || (data->spec->categories.count && !data->spec->log_y);
}

/* Spools the bars of one label. Stacked, the parts above 0 and those below are added up separately, and each
 * line holds the height that its part reaches: drawn from the last series to the first, the lower ones cover
 * the rest. */
static int
spool_label(struct plot_data *data, size_t position, struct error *error)
{
	struct bars *bars = data->own;
	size_t label = data->order[position], used = 0;
	struct number reached[2] = { number_of_int(0), number_of_int(0) };

	for (size_t series = 0; series < data->series; series++) {
		bool has = sums_has(&bars->sums, label, series);
		if (!is_drawn(data, has))
			continue;
		struct number height = sums_value(&bars->sums, label, series);
		bool below = number_to_double(height) < 0;
		if (data->spec->stack)
			height = reached[below] = number_add(reached[below], height);
		if (!number_is_finite(height))
			return error_set(error, STATUS_REFUSED, "a sum is too large for a double");
		if (data->spec->log_y && number_to_double(height) <= 0)
			data->hidden++;
		if (plot_data_line(data, series, number_of_int((int64_t)position), height, error))
			return -1;
		used += has;
	}
	bars->side_by_side |= used > 1 && !data->spec->stack;
	return 0;
}

static int
finish_bars(struct plot_data *data, struct error *error)
{
	struct bars *bars = data->own;

	if (plot_data_clear(data, error) || sums_order(&bars->sums, data, error))
		return -1;
	bars->side_by_side = false;
	if (data->positions > data->spec->limit)
		data->positions = (size_t)data->spec->limit;
	for (size_t i = 0; i < data->positions; i++)
		if (spool_label(data, i, error))
			return -1;
	return 0;
}

static void
close_bars(struct plot_data *data)
{
	struct bars *bars = data->own;

	sums_free(&bars->sums);
}

/* The y axis begins at 0, or has a line there. */
static void
append_axes(struct buffer *to, const struct plot_data *data)
{
	const struct plot_spec *spec = data->spec;
	struct extent y = data->y;
	bool below = y.least < 0;

	script_x_axis(to, data);
	extent_widen(&y, 0, false);
	buffer_text(to, "set style fill solid noborder\nset grid noxtics ytics\n");
	if (spec->si)
		script_si_axis(to, "y", y);
	else if (!spec->log_y && !below)
		buffer_text(to, "set yrange [0:*]\n");
	else if (!spec->log_y && y.most == 0)
		buffer_text(to, "set yrange [*:0]\n");
	if (below)
		buffer_text(to, "set xzeroaxis linetype 1 linecolor rgb '#808080'\n");
}

/* Labels are 1 apart. Bars side by side share a width of 0.8. */
static double
bar_width(const struct plot_data *data, size_t count)
{
	const struct bars *bars = data->own;

	return bars->side_by_side ? 0.8 / (double)count : 0.8;
}

static void
append_plot(struct buffer *to, const struct plot_data *data, const char *source)
{
	buffer_printf(to, "set boxwidth %.6g\n", bar_width(data, script_shown(data)));
	script_series(to, data, source);
}

static void
append_bars(
	struct buffer *to, const struct plot_data *data, const struct plot_series *series, const char *source)
{
	const struct bars *bars = data->own;
	double aside =
		((double)series->index - (double)(series->count - 1) / 2) * bar_width(data, series->count);
	char moved[32] = "";

	if (bars->side_by_side)
		snprintf(moved, sizeof moved, " %c %.6g", aside < 0 ? '-' : '+', aside < 0 ? -aside : aside);
	script_using(to, series, source, moved);
	buffer_text(to, "with boxes ");
	script_color(to, data, series->index);
	script_title(to, data, series);
}

const struct plot_kind plot_bar = {
	.name = "bar",
	.arguments = "-x FIELD -y LIST [-g FIELD] [options] [FILE...]",
	.options = TAKES_DRAWING | TAKES_TITLE | TAKES_AXES | TAKES_Y | TAKES_GROUP | TAKES_CATEGORIES |
		   TAKES_STACK,
	.run = picture_run,
	.needs = "a field for each axis: -x FIELD -y FIELD",
	.check = check_bars,
	.axis = AXIS_LABEL,
	.sums = true,
	.own_size = sizeof(struct bars),
	.add = add_bar,
	.finish = finish_bars,
	.close = close_bars,
	.axes = append_axes,
	.plot = append_plot,
	.series = append_bars,
};
