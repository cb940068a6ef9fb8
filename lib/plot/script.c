/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/script.h"

enum { TITLE_MOST = 200 };

unsigned
script_flags(const struct plot_spec *spec)
{
	return spec->format->xml ? ESCAPE_SVG : 0;
}

static void
setting(struct buffer *to, const struct plot_spec *spec, const char *name, const char *text,
	struct slice otherwise)
{
	struct slice shown = text ? slice_of(text) : otherwise;

	if (shown.length == 0)
		return;
	buffer_printf(to, "set %s ", name);
	escape_gnuplot(to, shown, script_flags(spec), TITLE_MOST);
	buffer_byte(to, '\n');
}

static void
append_terminal(struct buffer *to, const struct plot_spec *spec)
{
	const struct plot_format *format = spec->format;

	if (!format->terminal)
		return;
	buffer_text(to, "set terminal ");
	/* The formats are ours (format.c), with two doubles each. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	buffer_printf(to, format->terminal, spec->width / format->across, spec->height / format->down);
#pragma GCC diagnostic pop
	buffer_byte(to, '\n');
}

static void
append_theme(struct buffer *to)
{
	buffer_text(to, "set encoding utf8\n"
			"set termoption noenhanced\n"
			"set datafile missing NaN\n"
			"set border 3 linecolor rgb '#808080'\n"
			"set tics nomirror out scale 0.5 textcolor rgb '#404040'\n"
			"set grid linetype 1 linewidth 0.5 linecolor rgb '#dddddd'\n"
			"set format '%.12g'\n");
}

/* How many of the points lie inside the band and outside: top left, above all the points. */
static void
append_counts(struct buffer *to, const struct plot_data *data)
{
	for (size_t series = 0; series < 2; series++) {
		buffer_printf(to, "set label %zu '", series + 1);
		script_band_name(to, data->spec, series);
		buffer_printf(to, ": %ju' at graph 0.02, graph %s front textcolor rgb '#%s' font ',12'\n",
			(uintmax_t)data->drawn[series], series ? "0.89" : "0.95",
			series ? "1f77b4" : "ff7f0e");
	}
}

/* The lines from the smallest to the largest x, as two points. */
static void
append_ends(struct buffer *to, const struct plot_data *data)
{
	buffer_text(to, "$ends << END\n");
	number_append(to, number_of_double(data->x.least));
	buffer_byte(to, '\n');
	number_append(to, number_of_double(data->x.most));
	buffer_text(to, "\nEND\n");
}

static void
append_empty(struct buffer *to)
{
	buffer_text(to,
		"set xrange [0:1]\nset yrange [0:1]\nunset tics\nunset key\n"
		"set label 1 'no data' at graph 0.5, graph 0.5 center textcolor rgb '#808080' font ',14'\n");
}

static void
append_bar_axis(struct buffer *to, const struct plot_data *data)
{
	const struct plot_spec *spec = data->spec;
	struct extent extent = data->y;
	bool below = extent.least < 0;

	if (!below)
		extent.least = 0;
	if (extent.most < 0)
		extent.most = 0;
	buffer_text(to, "set style fill solid noborder\nset grid noxtics ytics\n");
	if (spec->si)
		script_si_axis(to, "y", extent);
	else if (spec->log_y && spec->kind == PLOT_HIST)
		buffer_text(to, "set yrange [0.5:*]\n"); /* so that 1 has a height */
	else if (!spec->log_y && !below)
		buffer_text(to, "set yrange [0:*]\n");
	else if (!spec->log_y && extent.most == 0)
		buffer_text(to, "set yrange [*:0]\n");
	if (spec->kind == PLOT_HIST && extent.most < 6) /* there are no half records */
		buffer_text(to, "set ytics 1\n");
	if (below)
		buffer_text(to, "set xzeroaxis linetype 1 linecolor rgb '#808080'\n");
}

/* What an axis that gnuplot does not scale has to hold: points, band lines, and the counts above them. */
static struct extent
y_extent(const struct plot_data *data)
{
	struct extent y = data->y;
	double highest = data->x.most * (1 + number_to_double(data->spec->share));

	if (data->spec->by_band) {
		y.most = y.most > highest ? y.most : highest;
		y.most += 0.15 * (y.most - y.least);
	}
	return y;
}

/* Room between the points and the border, and above them for the counts. */
static void
append_room(struct buffer *to, const struct plot_spec *spec)
{
	buffer_printf(to, "set autoscale fix\nset offsets graph 0.02, graph 0.02, graph %s, graph 0.02\n",
		spec->by_band ? "0.15" : "0.02");
}

/* Half a bin of room at the ends would be as wide as a bin that is missing. */
static void
append_hist_range(struct buffer *to, struct extent x)
{
	double room = 0.02 * (x.most - x.least);

	buffer_printf(to, "set xrange [%.17g:%.17g]\n", x.least - room, x.most + room);
}

static void
append_axes(struct buffer *to, const struct plot_data *data)
{
	const struct plot_spec *spec = data->spec;

	if (spec->log_x)
		buffer_text(to, "set logscale x\n");
	if (spec->log_y)
		buffer_text(to, "set logscale y\n");
	if (data->labelled)
		script_label_axis(to, data);
	else if (data->timed)
		script_time_axis(to, data);
	else if (spec->si)
		script_si_axis(to, "x", data->x);
	else if (spec->kind == PLOT_HIST)
		append_hist_range(to, data->x);
	if (spec->kind == PLOT_BAR || spec->kind == PLOT_HIST)
		append_bar_axis(to, data);
	else if (spec->si)
		script_si_axis(to, "y", y_extent(data));
	else
		append_room(to, spec);
}

static void
append_x_title(struct buffer *to, const struct plot_data *data)
{
	struct buffer name = { 0 };

	buffer_text(&name, data->spec->x);
	if (data->timed)
		script_time_day(&name, data);
	setting(to, data->spec, "xlabel", data->spec->xlabel, buffer_view(&name));
	to->failed = to->failed || name.failed;
	buffer_free(&name);
}

static void
append_titles(struct buffer *to, const struct plot_data *data)
{
	const struct plot_spec *spec = data->spec;
	struct slice y = slice_of(spec->kind == PLOT_HIST ? "Frequency" : "");

	setting(to, spec, "title", spec->title, slice_of(""));
	if (spec->kind == PLOT_PIE)
		return;
	append_x_title(to, data);
	setting(to, spec, "ylabel", spec->ylabel, spec->y.count == 1 ? spec->y.at[0] : y);
}

void
script_settings(struct buffer *to, const struct plot_data *data)
{
	const struct plot_spec *spec = data->spec;

	append_terminal(to, spec);
	append_theme(to);
	append_titles(to, data);
	if (data->total == 0) {
		append_empty(to);
		return;
	}
	script_legend(to, data);
	if (spec->kind == PLOT_PIE) {
		script_pie_settings(to, data);
		return;
	}
	append_axes(to, data);
	if (spec->format->characters)
		buffer_text(to, "unset grid\n");
	if (spec->by_band)
		append_counts(to, data);
	if (spec->identity || spec->by_band)
		append_ends(to, data);
}
