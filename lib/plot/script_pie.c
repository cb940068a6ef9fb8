/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pie: circles cut to sectors, since gnuplot has no pie; where it draws with characters, points in them. */
#include "plot/script.h"

#include <math.h>

/* Of a turn: less than this has no room for a text beside it, and gets it in the legend. */
#define NARROW 0.025

static void
append_value(struct buffer *to, const struct plot_data *data, const struct pie_slice *slice)
{
	if (data->spec->beside == LABELS_SHARE)
		buffer_printf(to, "%.1f%%", 100 * (slice->until - slice->from));
	else
		number_append(to, slice->value);
}

static bool
has_text(const struct plot_data *data, const struct pie_slice *slice)
{
	return data->spec->beside != LABELS_NONE && slice->until - slice->from >= NARROW;
}

void
script_pie_name(struct buffer *to, const struct plot_data *data, size_t index)
{
	const struct pie_slice *slice = &data->slices[index];

	if (slice->label == SLICE_OTHERS)
		buffer_printf(to, "%zu others", data->others);
	else if (labels_text(&data->labels, slice->label).length == 0)
		buffer_text(to, "(empty)");
	else
		buffer_slice(to, labels_text(&data->labels, slice->label));
	if (data->spec->beside == LABELS_NONE || has_text(data, slice))
		return;
	buffer_text(to, ": ");
	append_value(to, data, slice);
}

/* Colours repeat, but the last slice is beside the first. */
size_t
script_pie_color(const struct plot_data *data, size_t index)
{
	size_t cycle = data->spec->colors.count ? data->spec->colors.count : 10;
	bool last = index > 0 && index + 1 == data->slice_count;

	return last && index % cycle == 0 ? index + 1 : index;
}

static void
append_text(struct buffer *to, const struct plot_data *data, size_t index)
{
	const double turn = 6.283185307179586, distance = 1.06;
	const struct pie_slice *slice = &data->slices[index];
	double angle = turn * (slice->from + slice->until) / 2, across = sin(angle);
	struct buffer text = { 0 };

	append_value(&text, data, slice);
	to->failed = to->failed || text.failed;
	buffer_printf(to, "set label %zu ", index + 1);
	escape_gnuplot(to, buffer_view(&text), script_flags(data->spec), 40);
	buffer_printf(to, " at %.4f, %.4f %s\n", distance * across, distance * cos(angle),
		fabs(across) < 0.2 ? "center"
		: across > 0       ? "left"
				   : "right");
	buffer_free(&text);
}

/* Of what stands beside the slices, in characters. When memory runs out, `to` has failed. */
static size_t
longest_text(struct buffer *to, const struct plot_data *data)
{
	struct buffer text = { 0 };
	size_t longest = 0;

	for (size_t i = 0; i < data->slice_count; i++) {
		text.length = 0;
		if (has_text(data, &data->slices[i]))
			append_value(&text, data, &data->slices[i]);
		longest = text.length > longest ? text.length : longest;
	}
	to->failed = to->failed || text.failed;
	buffer_free(&text);
	return longest;
}

void
script_pie_settings(struct buffer *to, const struct plot_data *data)
{
	double width = 1.15 + 0.07 * (double)longest_text(to, data);

	buffer_text(to, "unset border\nunset tics\nunset grid\nset size ratio -1\n"
			"set yrange [-1.2:1.2]\n"
			"set style fill solid border linecolor rgb 'white'\n");
	buffer_printf(to, "set xrange [-%.2f:%.2f]\n", width, width);
	if (data->spec->format->characters)
		buffer_text(to, "set samples 61\nset isosamples 31\n"
				"turn(x, y) = atan2(x, y) / (2 * pi) + (x < 0)\n"
				"inside(x, y) = x * x + y * y < 1\n");
	for (size_t i = 0; i < data->slice_count; i++)
		if (has_text(data, &data->slices[i]))
			append_text(to, data, i);
}

void
script_pie_slice(struct buffer *to, const struct plot_data *data, size_t index, const char *source)
{
	const struct pie_slice *slice = &data->slices[index];
	bool whole = slice->until - slice->from >= 1;

	if (data->spec->format->characters)
		buffer_printf(to,
			"'++' using (inside($1, $2) && turn($1, $2) >= %.6f && turn($1, $2) < %.6f ? $1 : "
			"NaN)"
			":2 ",
			slice->from, slice->until);
	else
		buffer_printf(to, "%s using ($1 == %zu ? 0 : NaN):(0):(1):(%s):(%s) ", source, index,
			whole ? "0" : "90 - 360 * $3", whole ? "360" : "90 - 360 * $2");
}
