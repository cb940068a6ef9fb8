/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scatter, line and steps: a point for each record and -y field. They go to the spool as they come, so memory
 * does not grow with their number. */
#include "plot/picture.h"

#include <math.h>

/* A series of at most FEW points has large ones; a line of at most MARKED points shows them; a scatter of
 * more than MANY in all has small ones. */
enum { FEW = 60, MARKED = 400, MANY = 20000 };

/* The two series of --band: the points inside it, and those outside. */
enum { INSIDE, OUTSIDE, SIDES };

static int
add_points(struct plot_data *data, const struct plot_row *row, struct error *error)
{
	struct number x = row->x;
	size_t label, series;

	if (row->labelled) {
		if (plot_data_label_index(data, row, &label, error))
			return -1;
		x = number_of_int((int64_t)label);
		data->labelled = true;
	}
	data->timed = row->timed;
	for (size_t i = 0; i < row->y_count; i++) {
		if (plot_data_series(data, row, row->y[i].field, &series, error))
			return -1;
		if (data->spec->by_band)
			series = row->inside ? INSIDE : OUTSIDE;
		if (plot_data_line(data, series, x, row->y[i].value, error))
			return -1;
	}
	return 0;
}

/* Space between the points and the border; `above` is that above them, as a share of the height. */
static void
append_offsets(struct buffer *to, const char *above)
{
	buffer_printf(
		to, "set autoscale fix\nset offsets graph 0.02, graph 0.02, graph %s, graph 0.02\n", above);
}

static void
append_axes(struct buffer *to, const struct plot_data *data)
{
	script_x_axis(to, data);
	if (data->spec->si)
		script_si_axis(to, "y", data->y);
	else
		append_offsets(to, "0.02");
}

/* In characters, each series has a letter of its own. */
static size_t
point_type(const struct plot_data *data, const struct plot_series *series)
{
	return data->spec->format->characters ? series->index + 1 : 7;
}

static void
append_line(
	struct buffer *to, const struct plot_data *data, const struct plot_series *series, const char *source)
{
	uint64_t points = data->drawn[series->number];

	script_using(to, series, source, "");
	if (points <= MARKED)
		buffer_printf(to, "with linespoints linewidth 2 pointtype %zu pointsize %s ",
			point_type(data, series), points <= FEW ? "0.6" : "0.4");
	else
		buffer_text(to, "with lines linewidth 2 ");
	script_color(to, data, series->index);
	script_title(to, data, series);
}

/* A value holds until the next x. The last one has no next, and only its mark shows it. */
static void
append_steps(
	struct buffer *to, const struct plot_data *data, const struct plot_series *series, const char *source)
{
	uint64_t points = data->drawn[series->number];

	script_using(to, series, source, "");
	buffer_text(to, "with steps linewidth 2 ");
	script_color(to, data, series->index);
	script_title(to, data, series);
	if (points > MARKED)
		return;
	buffer_text(to, ", \\\n\t");
	script_using(to, series, source, "");
	buffer_printf(to, "with points pointtype %zu pointsize %s ", point_type(data, series),
		points <= FEW ? "0.6" : "0.4");
	script_color(to, data, series->index);
	buffer_text(to, " notitle");
}

static int
check_band(struct plot_spec *spec, struct error *error)
{
	spec->by_band = !isnan(spec->band);
	if (spec->by_band && !(spec->band > 0))
		return error_set(
			error, STATUS_USAGE, "--band must be above 0; 15%% is a share of the value of -x");
	if (spec->by_band && (spec->group || spec->y.count > 1))
		return error_set(error, STATUS_USAGE,
			"--band: the colours show what is inside the band; give one -y and no -g");
	if ((spec->identity || spec->by_band) && spec->log_x != spec->log_y)
		return error_set(error, STATUS_USAGE,
			"--log: the lines of --identity and --band are straight only with --log x,y");
	if (spec->by_band)
		spec->share = number_shortest(spec->band);
	return 0;
}

static int
finish_scatter(struct plot_data *data, struct error *error)
{
	(void)error;
	if (data->spec->by_band)
		data->series = SIDES;
	return 0;
}

/* "15%" */
static void
append_percent(struct buffer *to, const struct plot_spec *spec)
{
	number_append(to, number_multiply(spec->share, number_of_int(100)));
	buffer_byte(to, '%');
}

static void
append_side(struct buffer *to, const struct plot_spec *spec, size_t side)
{
	if (side == OUTSIDE) {
		buffer_text(to, "Other Points");
		return;
	}
	buffer_text(to, "Error < ");
	append_percent(to, spec);
}

static void
name_scatter(struct buffer *to, const struct plot_data *data, size_t series)
{
	if (data->spec->by_band)
		append_side(to, data->spec, series);
	else
		script_series_name(to, data, series);
}

/* How many points lie inside the band and outside: top left, above all the points. */
static void
append_counts(struct buffer *to, const struct plot_data *data)
{
	for (size_t side = 0; side < SIDES; side++) {
		buffer_printf(to, "set label %zu '", side + 1);
		append_side(to, data->spec, side);
		buffer_printf(to, ": %ju' at graph 0.02, graph %s front textcolor rgb '#%s' font ',12'\n",
			(uintmax_t)data->drawn[side], side == OUTSIDE ? "0.89" : "0.95",
			side == OUTSIDE ? "1f77b4" : "ff7f0e");
	}
}

/* The lines F(x) go from the smallest x to the largest. */
static void
append_ends(struct buffer *to, const struct plot_data *data)
{
	buffer_text(to, "$ends << END\n");
	number_append(to, number_of_double(data->x.least));
	buffer_byte(to, '\n');
	number_append(to, number_of_double(data->x.most));
	buffer_text(to, "\nEND\n");
}

/* The points, the lines of the band, and space for the counts above them. */
static struct extent
banded_extent(const struct plot_data *data)
{
	struct extent y = data->y;
	double highest = data->x.most * (1 + number_to_double(data->spec->share));

	y.most = y.most > highest ? y.most : highest;
	y.most += 0.15 * (y.most - y.least);
	return y;
}

static void
append_scatter_axes(struct buffer *to, const struct plot_data *data)
{
	const struct plot_spec *spec = data->spec;

	if (!spec->by_band) {
		append_axes(to, data);
	} else {
		script_x_axis(to, data);
		if (spec->si)
			script_si_axis(to, "y", banded_extent(data));
		else
			append_offsets(to, "0.15");
		append_counts(to, data);
	}
	if (spec->identity || spec->by_band)
		append_ends(to, data);
}

static void
append_scatter(
	struct buffer *to, const struct plot_data *data, const struct plot_series *series, const char *source)
{
	enum { BLUE = 0, ORANGE = 1 };
	uint64_t points = data->drawn[series->number];

	if (points == 0)
		buffer_text(to, "keyentry ");
	else
		script_using(to, series, source, "");
	buffer_printf(to, "with points pointtype %zu pointsize %s ", point_type(data, series),
		data->total > MANY ? "0.4"
		: points <= FEW    ? "1"
				   : "0.6");
	if (data->spec->by_band)
		script_color(to, data, series->number == OUTSIDE ? BLUE : ORANGE);
	else
		script_color(to, data, series->index);
	script_title(to, data, series);
}

static void
append_band_line(struct buffer *to, const struct plot_spec *spec, bool above)
{
	const struct number one = number_of_int(1);
	struct number factor = above ? number_add(one, spec->share) : number_subtract(one, spec->share);

	buffer_text(to, ", \\\n\t$ends using 1:(");
	number_append(to, factor);
	buffer_printf(to, " * $1) with lines dashtype 3 linewidth 2 linecolor rgb '#%s' title 'F(x) = ",
		above ? "2ca02c" : "0000cd");
	number_append(to, factor);
	buffer_text(to, "x (");
	append_percent(to, spec);
	buffer_text(to, above ? " above)'" : " below)'");
}

static void
plot_with_lines(struct buffer *to, const struct plot_data *data, const char *source)
{
	const struct plot_spec *spec = data->spec;

	script_series(to, data, source);
	if (spec->identity)
		buffer_text(to,
			", \\\n\t$ends using 1:1 with lines dashtype 2 linewidth 2 linecolor rgb '#d62728' "
			"title 'F(x) = x'");
	if (spec->by_band) {
		append_band_line(to, spec, true);
		append_band_line(to, spec, false);
	}
}

#define ARGUMENTS "-x FIELD -y LIST [-g FIELD] [options] [FILE...]"
enum { OPTIONS = TAKES_DRAWING | TAKES_TITLE | TAKES_AXES | TAKES_LOG_X | TAKES_Y | TAKES_GROUP };
static const char needs[] = "a field for each axis: -x FIELD -y FIELD";

const struct plot_kind plot_scatter = {
	.name = "scatter",
	.arguments = ARGUMENTS,
	.options = OPTIONS | TAKES_BAND,
	.run = picture_run,
	.needs = needs,
	.check = check_band,
	.add = add_points,
	.finish = finish_scatter,
	.alpha = 0.5,
	.axes = append_scatter_axes,
	.plot = plot_with_lines,
	.series = append_scatter,
	.name_series = name_scatter,
};

const struct plot_kind plot_line = {
	.name = "line",
	.arguments = ARGUMENTS,
	.options = OPTIONS,
	.run = picture_run,
	.needs = needs,
	.add = add_points,
	.axes = append_axes,
	.series = append_line,
};

const struct plot_kind plot_steps = {
	.name = "steps",
	.arguments = ARGUMENTS,
	.options = OPTIONS,
	.run = picture_run,
	.needs = needs,
	.add = add_points,
	.axes = append_axes,
	.series = append_steps,
};
