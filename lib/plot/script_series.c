/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plot command: series, lines, and their names in the legend. */
#include "plot/script.h"

#include <math.h>

enum { NAME_MOST = 40 };
/* Points of a series: drawn large; marked on a line. Of all series: drawn small. */
enum { FEW = 60, MARKED = 400, MANY = 20000 };

enum { BLUE = 0, ORANGE = 1 };

static void
append_colour(struct buffer *to, const struct plot_spec *spec, size_t colour)
{
	double alpha = !isnan(spec->alpha) ? spec->alpha : spec->kind == PLOT_SCATTER ? 0.5 : 1;
	char digits[7];

	plot_color(spec, colour, digits);
	/* gnuplot's first byte is how transparent it is. */
	buffer_printf(to, "linecolor rgb '#%02x%s'", (unsigned)(255 * (1 - alpha) + 0.5), digits);
}

/* "15%" */
static void
append_percent(struct buffer *to, const struct plot_spec *spec)
{
	number_append(to, number_multiply(spec->share, number_of_int(100)));
	buffer_byte(to, '%');
}

void
script_band_name(struct buffer *to, const struct plot_spec *spec, size_t series)
{
	if (series) {
		buffer_text(to, "Other Points");
		return;
	}
	buffer_text(to, "Error < ");
	append_percent(to, spec);
}

static void
append_series_name(struct buffer *to, const struct plot_data *data, size_t series)
{
	const struct plot_spec *spec = data->spec;
	size_t fields = spec->y.count;

	if (spec->by_band) {
		script_band_name(to, spec, series);
		return;
	}
	if (spec->kind == PLOT_PIE) {
		script_pie_name(to, data, series);
		return;
	}
	if (spec->group)
		buffer_slice(to, labels_text(&data->groups, series / fields));
	if (spec->group && fields > 1)
		buffer_text(to, ", ");
	if (!spec->group || fields > 1)
		buffer_slice(to, spec->y.at[series % fields]);
}

/* Characters of a name. At the right the legend must leave room for the picture, or gnuplot draws it over. */
static size_t
name_most(const struct plot_data *data)
{
	enum { SHARE = 16 }; /* of its width in pixels */
	size_t room = data->spec->width / SHARE;

	return script_place(data) == PLACE_RIGHT && room < NAME_MOST ? room : NAME_MOST;
}

static void
append_series_text(struct buffer *to, const struct plot_data *data, size_t series)
{
	struct buffer name = { 0 };

	append_series_name(&name, data, series);
	to->failed = to->failed || name.failed;
	escape_gnuplot(to, buffer_view(&name), script_flags(data->spec), name_most(data));
	buffer_free(&name);
}

/* A series that is drawn, and its place among those that are. */
struct shown {
	size_t series, index, count;
};

static void
append_style(struct buffer *to, const struct plot_data *data, struct shown shown)
{
	const struct plot_spec *spec = data->spec;
	bool few = data->drawn[shown.series] <= FEW;
	size_t point = spec->format->characters ? shown.index + 1 : 7; /* letters tell what colours cannot */

	if (spec->kind == PLOT_BAR || spec->kind == PLOT_HIST)
		buffer_text(to, "with boxes ");
	else if (spec->kind == PLOT_PIE)
		buffer_printf(
			to, spec->format->characters ? "with points pointtype %zu " : "with circles ", point);
	else if (spec->kind == PLOT_SCATTER)
		buffer_printf(to, "with points pointtype %zu pointsize %s ", point,
			data->total > MANY ? "0.4"
			: few              ? "1"
					   : "0.6");
	else if (data->drawn[shown.series] <= MARKED)
		buffer_printf(to, "with linespoints linewidth 2 pointtype %zu pointsize %s ", point,
			few ? "0.6" : "0.4");
	else
		buffer_text(to, "with lines linewidth 2 ");
	append_colour(to, spec,
		spec->by_band            ? (shown.series ? BLUE : ORANGE)
		: spec->kind == PLOT_PIE ? script_pie_color(data, shown.index)
					 : shown.index);
}

/* Where the bars of one label stand side by side, how wide one of them is; else 0.8 of the label's room. */
static double
bar_width(const struct plot_data *data, size_t count)
{
	return data->side_by_side ? 0.8 / (double)count : 0.8;
}

/* The lines of the data that begin with the number of the series. */
static void
append_series(struct buffer *to, const struct plot_data *data, struct shown shown, const char *source)
{
	double aside = ((double)shown.index - (double)(shown.count - 1) / 2) * bar_width(data, shown.count);
	bool named = script_has_legend(data) && shown.index < script_legend_room(data) &&
		     data->spec->place != PLACE_NONE;

	if (data->drawn[shown.series] == 0) {
		buffer_text(to, "keyentry ");
	} else if (data->spec->kind == PLOT_PIE) {
		script_pie_slice(to, data, shown.series, source);
	} else {
		buffer_printf(to, "%s using ($1 == %zu ? $2", source, shown.series);
		if (data->side_by_side)
			buffer_printf(to, " %c %.6g", aside < 0 ? '-' : '+', aside < 0 ? -aside : aside);
		buffer_text(to, " : NaN):3 ");
	}
	append_style(to, data, shown);
	buffer_text(to, named ? " title " : " notitle");
	if (named)
		append_series_text(to, data, shown.series);
}

/* Stacked bars are drawn from the last series to the first: see bars.c. */
static void
append_all_series(struct buffer *to, const struct plot_data *data, const char *source)
{
	struct shown shown = { .count = script_shown(data) };
	size_t count = plot_data_series_count(data);
	bool backwards = data->spec->stack;

	if (backwards)
		shown.index = shown.count - 1;
	for (size_t i = 0, written = 0; i < count; i++) {
		shown.series = backwards ? count - 1 - i : i;
		if (!script_is_shown(data, shown.series))
			continue;
		buffer_text(to, written++ ? ", \\\n\t" : "plot ");
		append_series(to, data, shown, source);
		shown.index += backwards ? (size_t)-1 : 1;
	}
}

static void
append_identity(struct buffer *to)
{
	buffer_text(to, ", \\\n\t$ends using 1:1 with lines dashtype 2 linewidth 2 linecolor rgb '#d62728' "
			"title 'F(x) = x'");
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

void
script_command(struct buffer *to, const struct plot_data *data, const char *source)
{
	const struct plot_spec *spec = data->spec;

	if (data->total == 0) {
		buffer_text(to, "plot NaN notitle\n");
		return;
	}
	if (spec->kind == PLOT_BAR)
		buffer_printf(to, "set boxwidth %.6g\n", bar_width(data, script_shown(data)));
	if (spec->kind == PLOT_HIST)
		buffer_printf(to, "set boxwidth %.17g absolute\n", data->bin_width);
	append_all_series(to, data, source);
	if (spec->identity)
		append_identity(to);
	if (spec->by_band) {
		append_band_line(to, spec, true);
		append_band_line(to, spec, false);
	}
	buffer_byte(to, '\n');
}
