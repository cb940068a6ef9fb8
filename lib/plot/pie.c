/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pie: a slice for each label, a sum as a part of all of them. gnuplot has no pie: a slice is a circle cut to
 * a sector, or where it draws with characters, the points inside one. In the spool a slice is a series of its
 * own, whose line holds where it begins and ends, in turns clockwise from the top. */
#include "plot/escape.h"
#include "plot/picture.h"

#include <math.h>
#include <stdint.h>

/* A slice of less than this, in turns, has no space for a text beside it, and gets it in the legend. */
#define NARROW 0.025

struct pie_slice {
	struct number value;
	double from, until; /* turns */
	size_t label;       /* its number, or OTHERS */
};
#define OTHERS SIZE_MAX

struct pie {
	struct sums sums;
	struct pie_slice slices[SERIES_LIMIT];
	size_t others; /* how many labels share the last slice */
};

static int
check_pie(struct plot_spec *spec, struct error *error)
{
	if (spec->y.count > 1)
		return error_set(error, STATUS_USAGE, "pie: give one -y; a pie shows parts of one whole");
	return 0;
}

static const char *
refuse_negative(struct number y)
{
	return number_compare(y, number_of_int(0)) < 0 ? "is below 0, which no slice of a pie can be" : NULL;
}

static int
add_slice(struct plot_data *data, const struct plot_row *row, struct error *error)
{
	struct pie *pie = data->own;

	return sums_add(&pie->sums, data, row, error);
}

/* The number of labels that have a slice of their own; the others share the last slice. Default: as many as
 * the legend can name. */
static size_t
own_slices(const struct plot_data *data)
{
	uint64_t limit = data->spec->limit;
	size_t lines = script_legend_lines(data);

	if (lines > SERIES_LIMIT)
		lines = SERIES_LIMIT;
	if (limit == UINT64_MAX)
		return data->positions <= lines ? data->positions : lines - 1;
	if (limit >= SERIES_LIMIT)
		limit = SERIES_LIMIT - 1;
	return limit < data->positions ? (size_t)limit : data->positions;
}

/* Fills in the labels and values of the slices, and returns the sum of all. */
static double
add_up(struct plot_data *data, size_t own)
{
	struct pie *pie = data->own;
	double whole = 0;

	data->series = own < data->positions ? own + 1 : own;
	pie->others = data->positions - own;
	for (size_t i = 0; i < data->positions; i++) {
		struct number sum = sums_value(&pie->sums, data->order[i], 0);
		struct pie_slice *slice = &pie->slices[i < own ? i : own];
		slice->label = i < own ? data->order[i] : OTHERS;
		slice->value = i <= own ? sum : number_add(slice->value, sum);
		whole += number_to_double(sum);
	}
	return whole;
}

static int
finish_pie(struct plot_data *data, struct error *error)
{
	struct pie *pie = data->own;
	double turned = 0;

	if (plot_data_clear(data, error) || sums_order(&pie->sums, data, error))
		return -1;
	double whole = add_up(data, own_slices(data));
	if (!isfinite(whole))
		return error_set(error, STATUS_REFUSED, "a sum is too large for a double");
	for (size_t i = 0; i < data->series && whole > 0; i++) {
		struct pie_slice *slice = &pie->slices[i];
		slice->from = turned / whole;
		turned += number_to_double(slice->value);
		slice->until = turned / whole;
		if (plot_data_line(
			    data, i, number_of_double(slice->from), number_of_double(slice->until), error))
			return -1;
	}
	return 0;
}

static void
close_pie(struct plot_data *data)
{
	struct pie *pie = data->own;

	sums_free(&pie->sums);
}

static void
append_value(struct buffer *to, const struct plot_spec *spec, const struct pie_slice *slice)
{
	if (spec->beside == LABELS_SHARE)
		buffer_printf(to, "%.1f%%", 100 * (slice->until - slice->from));
	else
		number_append(to, slice->value);
}

static bool
has_text(const struct plot_spec *spec, const struct pie_slice *slice)
{
	return spec->beside != LABELS_NONE && slice->until - slice->from >= NARROW;
}

static void
append_text(struct buffer *to, const struct plot_spec *spec, const struct pie_slice *slice)
{
	const double turn = 6.283185307179586, distance = 1.06;
	double angle = turn * (slice->from + slice->until) / 2, across = sin(angle);
	struct buffer text = { 0 };

	append_value(&text, spec, slice);
	to->failed = to->failed || text.failed;
	escape_gnuplot(to, buffer_view(&text), script_flags(spec), 40);
	buffer_printf(to, " at %.4f, %.4f %s\n", distance * across, distance * cos(angle),
		fabs(across) < 0.2 ? "center"
		: across > 0       ? "left"
				   : "right");
	buffer_free(&text);
}

/* The length of the longest text beside a slice. When memory runs out, `to` has failed. */
static size_t
longest_text(struct buffer *to, const struct plot_data *data)
{
	const struct pie *pie = data->own;
	struct buffer text = { 0 };
	size_t longest = 0;

	for (size_t i = 0; i < data->series; i++) {
		text.length = 0;
		if (has_text(data->spec, &pie->slices[i]))
			append_value(&text, data->spec, &pie->slices[i]);
		longest = text.length > longest ? text.length : longest;
	}
	to->failed = to->failed || text.failed;
	buffer_free(&text);
	return longest;
}

static void
append_settings(struct buffer *to, const struct plot_data *data)
{
	const struct pie *pie = data->own;
	double width = 1.15 + 0.07 * (double)longest_text(to, data);

	buffer_text(to, "unset border\nunset tics\nunset grid\nset size ratio -1\n"
			"set yrange [-1.2:1.2]\n"
			"set style fill solid border linecolor rgb 'white'\n");
	buffer_printf(to, "set xrange [-%.2f:%.2f]\n", width, width);
	if (data->spec->format->characters)
		buffer_text(to, "set samples 61\nset isosamples 31\n"
				"turn(x, y) = atan2(x, y) / (2 * pi) + (x < 0)\n"
				"inside(x, y) = x * x + y * y < 1\n");
	for (size_t i = 0; i < data->series; i++) {
		if (!has_text(data->spec, &pie->slices[i]))
			continue;
		buffer_printf(to, "set label %zu ", i + 1);
		append_text(to, data->spec, &pie->slices[i]);
	}
}

static void
append_sector(struct buffer *to, const struct pie_slice *slice, size_t number, const char *source)
{
	bool whole = slice->until - slice->from >= 1;

	buffer_printf(to, "%s using ($1 == %zu ? 0 : NaN):(0):(1):(%s):(%s) with circles ", source, number,
		whole ? "0" : "90 - 360 * $3", whole ? "360" : "90 - 360 * $2");
}

static void
append_inner_points(struct buffer *to, const struct pie_slice *slice, size_t type)
{
	buffer_printf(to,
		"'++' using (inside($1, $2) && turn($1, $2) >= %.6f && turn($1, $2) < %.6f ? $1 : NaN):2 "
		"with points pointtype %zu ",
		slice->from, slice->until, type);
}

/* Colours repeat, but the last slice, which is next to the first, must differ from it. */
static size_t
slice_color(const struct plot_data *data, size_t index)
{
	size_t cycle = data->spec->colors.count ? data->spec->colors.count : DEFAULT_COLORS;
	bool last = index > 0 && index + 1 == data->series;

	return last && index % cycle == 0 ? index + 1 : index;
}

static void
append_slice(
	struct buffer *to, const struct plot_data *data, const struct plot_series *series, const char *source)
{
	const struct pie *pie = data->own;
	const struct pie_slice *slice = &pie->slices[series->number];

	if (data->spec->format->characters)
		append_inner_points(to, slice, series->index + 1);
	else
		append_sector(to, slice, series->number, source);
	script_color(to, data, slice_color(data, series->index));
	script_title(to, data, series);
}

static void
name_slice(struct buffer *to, const struct plot_data *data, size_t series)
{
	const struct pie *pie = data->own;
	const struct pie_slice *slice = &pie->slices[series];

	if (slice->label == OTHERS)
		buffer_printf(to, "%zu others", pie->others);
	else if (labels_text(&data->labels, slice->label).length == 0)
		buffer_text(to, "(empty)");
	else
		buffer_slice(to, labels_text(&data->labels, slice->label));
	if (data->spec->beside == LABELS_NONE || has_text(data->spec, slice))
		return;
	buffer_text(to, ": ");
	append_value(to, data->spec, slice);
}

const struct plot_kind plot_pie = {
	.name = "pie",
	.arguments = "-x FIELD -y FIELD [options] [FILE...]",
	.options = TAKES_DRAWING | TAKES_TITLE | TAKES_Y | TAKES_CATEGORIES | TAKES_LABELS,
	.run = picture_run,
	.needs = "the field of the slices and the field of their values: -x FIELD -y FIELD",
	.check = check_pie,
	.axis = AXIS_LABEL,
	.sums = true,
	.null_label = true,
	.refuse_y = refuse_negative,
	.own_size = sizeof(struct pie),
	.add = add_slice,
	.finish = finish_pie,
	.close = close_pie,
	.no_axes = true,
	.axes = append_settings,
	.series = append_slice,
	.name_series = name_slice,
};
