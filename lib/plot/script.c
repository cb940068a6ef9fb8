/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/escape.h"
#include "plot/picture.h"

enum { TITLE_LIMIT = 200, NAME_LIMIT = 40 }; /* characters */

unsigned
script_flags(const struct plot_spec *spec)
{
	return spec->format->svg ? ESCAPE_SVG : 0;
}

/* The legend names both sides of a band, and of other series only those with points. */
static bool
is_shown(const struct plot_data *data, size_t series)
{
	return data->drawn[series] > 0 || data->spec->by_band;
}

size_t
script_shown(const struct plot_data *data)
{
	size_t count = 0;

	for (size_t i = 0; i < data->series; i++)
		count += is_shown(data, i);
	return count;
}

/* A single series needs no name, if the y axis has it. */
static bool
has_legend(const struct plot_data *data)
{
	const struct plot_spec *spec = data->spec;

	return script_shown(data) > 1 || spec->identity || spec->by_band || spec->kind->no_axes;
}

/* The height of the picture in lines of text, less what turned labels of the x axis may take. */
size_t
script_legend_lines(const struct plot_data *data)
{
	enum { LINE = 16, MARGINS = 80, LABELS = 140 };
	unsigned taken = MARGINS + (data->labelled && !data->spec->kind->no_axes ? LABELS : 0);

	return data->spec->height > taken + LINE ? (data->spec->height - taken) / LINE : 1;
}

enum plot_place
script_place(const struct plot_data *data)
{
	enum { MANY = 8 };
	const struct plot_spec *spec = data->spec;

	if (spec->place == PLACE_NONE || !has_legend(data))
		return PLACE_NONE;
	if (spec->place != PLACE_AUTO)
		return spec->place;
	return spec->kind->no_axes || script_shown(data) > MANY ? PLACE_RIGHT : PLACE_BELOW;
}

/* The legend never covers the points. Below, it is a line away from the title of the axis. */
static void
append_legend(struct buffer *to, const struct plot_data *data)
{
	static const char *const places[] = {
		[PLACE_ABOVE] = "set key above center horizontal Left reverse\n",
		[PLACE_BELOW] = "set key below center horizontal Left reverse height 1\n",
		[PLACE_RIGHT] = "set key outside right top vertical Left reverse\n",
		[PLACE_NONE] = "unset key\n",
	};
	enum plot_place place = script_place(data);
	size_t shown = script_shown(data), lines = script_legend_lines(data);

	buffer_text(to, places[place]);
	if (place != PLACE_NONE && shown > lines)
		buffer_printf(to, "set key title '%zu of %zu series'\n", lines, shown);
}

static void
append_terminal(struct buffer *to, const struct plot_spec *spec)
{
	const struct plot_format *format = spec->format;

	if (!format->terminal)
		return;
	buffer_text(to, "set terminal ");
	/* The formats are those of spec.c, with two doubles each. */
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

/* text is that of the option, or NULL: then `otherwise`. */
static void
append_text_setting(struct buffer *to, const struct plot_spec *spec, const char *name, const char *text,
	struct slice otherwise)
{
	struct slice shown = text ? slice_of(text) : otherwise;

	if (shown.length == 0)
		return;
	buffer_printf(to, "set %s ", name);
	escape_gnuplot(to, shown, script_flags(spec), TITLE_LIMIT);
	buffer_byte(to, '\n');
}

static void
append_titles(struct buffer *to, const struct plot_data *data)
{
	const struct plot_spec *spec = data->spec;
	const char *y = spec->kind->y_title;
	struct buffer x = { 0 };

	append_text_setting(to, spec, "title", spec->title, slice_of(""));
	if (spec->kind->no_axes)
		return;
	buffer_text(&x, spec->x);
	if (data->timed)
		script_time_day(&x, data);
	append_text_setting(to, spec, "xlabel", spec->xlabel, buffer_view(&x));
	append_text_setting(
		to, spec, "ylabel", spec->ylabel, spec->y.count == 1 ? spec->y.at[0] : slice_of(y ? y : ""));
	to->failed = to->failed || x.failed;
	buffer_free(&x);
}

static void
append_no_data(struct buffer *to)
{
	buffer_text(to,
		"set xrange [0:1]\nset yrange [0:1]\nunset tics\nunset key\n"
		"set label 1 'no data' at graph 0.5, graph 0.5 center textcolor rgb '#808080' font ',14'\n");
}

void
script_settings(struct buffer *to, const struct plot_data *data)
{
	const struct plot_spec *spec = data->spec;

	append_terminal(to, spec);
	append_theme(to);
	append_titles(to, data);
	if (data->total == 0) {
		append_no_data(to);
		return;
	}
	append_legend(to, data);
	if (spec->log_x)
		buffer_text(to, "set logscale x\n");
	if (spec->log_y)
		buffer_text(to, "set logscale y\n");
	spec->kind->axes(to, data);
	if (spec->format->characters)
		buffer_text(to, "unset grid\n");
}

void
script_using(struct buffer *to, const struct plot_series *series, const char *source, const char *moved)
{
	buffer_printf(to, "%s using ($1 == %zu ? $2%s : NaN):3 ", source, series->number, moved);
}

void
script_color(struct buffer *to, const struct plot_data *data, size_t color)
{
	const struct plot_spec *spec = data->spec;
	double usual = spec->kind->alpha > 0 ? spec->kind->alpha : 1;
	double alpha = isnan(spec->alpha) ? usual : spec->alpha;
	char digits[7];

	plot_color(spec, color, digits);
	/* gnuplot's first byte is the transparency. */
	buffer_printf(to, "linecolor rgb '#%02x%s'", (unsigned)(255 * (1 - alpha) + 0.5), digits);
}

void
script_series_name(struct buffer *to, const struct plot_data *data, size_t series)
{
	const struct plot_spec *spec = data->spec;
	size_t fields = spec->y.count;

	if (spec->group)
		buffer_slice(to, labels_text(&data->groups, series / fields));
	if (spec->group && fields > 1)
		buffer_text(to, ", ");
	if (!spec->group || fields > 1)
		buffer_slice(to, spec->y.at[series % fields]);
}

/* Characters of a name. A legend at the right must leave space for the picture, or gnuplot draws over it. */
static size_t
name_limit(const struct plot_data *data)
{
	enum { SHARE = 16 }; /* of its width in pixels */
	size_t limit = data->spec->width / SHARE;

	return script_place(data) == PLACE_RIGHT && limit < NAME_LIMIT ? limit : NAME_LIMIT;
}

void
script_title(struct buffer *to, const struct plot_data *data, const struct plot_series *series)
{
	const struct plot_kind *kind = data->spec->kind;
	struct buffer name = { 0 };

	if (script_place(data) == PLACE_NONE || series->index >= script_legend_lines(data)) {
		buffer_text(to, " notitle");
		return;
	}
	(kind->name_series ? kind->name_series : script_series_name)(&name, data, series->number);
	to->failed = to->failed || name.failed;
	buffer_text(to, " title ");
	escape_gnuplot(to, buffer_view(&name), script_flags(data->spec), name_limit(data));
	buffer_free(&name);
}

/* Stacked bars are drawn from the last series to the first: see bars.c. */
void
script_series(struct buffer *to, const struct plot_data *data, const char *source)
{
	struct plot_series series = { .count = script_shown(data) };
	bool backwards = data->spec->stack;

	for (size_t i = 0, written = 0; i < data->series; i++) {
		series.number = backwards ? data->series - 1 - i : i;
		if (!is_shown(data, series.number))
			continue;
		series.index = backwards ? series.count - 1 - written : written;
		buffer_text(to, written++ ? ", \\\n\t" : "plot ");
		data->spec->kind->series(to, data, &series, source);
	}
}

void
script_command(struct buffer *to, const struct plot_data *data, const char *source)
{
	const struct plot_kind *kind = data->spec->kind;

	if (data->total == 0) {
		buffer_text(to, "plot NaN notitle\n");
		return;
	}
	(kind->plot ? kind->plot : script_series)(to, data, source);
	buffer_byte(to, '\n');
}
