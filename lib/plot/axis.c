/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/escape.h"
#include "plot/picture.h"
#include "record/utf8.h"
#include "time/calendar.h"
#include "time/instant.h"
#include "time/time_format.h"

#include <math.h>

static void
append_double(struct buffer *to, double value)
{
	number_append(to, number_of_double(value));
}

/* The value with a letter for its thousands: 1.5k, 14k, 2.5M. The last letter also stands for more: 1000P. */
static void
append_si(struct buffer *to, double value)
{
	static const char *const letters[] = { "", "k", "M", "G", "T", "P" };
	size_t thousands = 0;

	while (thousands + 1 < sizeof letters / sizeof *letters && fabs(value) >= 1000) {
		value /= 1000;
		thousands++;
	}
	buffer_printf(to, "%.6g%s", value, letters[thousands]);
}

/* The step of about six tics: 1, 2 or 5 times a power of ten. */
static double
nice_step(double range)
{
	double power = pow(10, floor(log10(range / 6)));
	double part = range / 6 / power;

	return power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
}

void
script_si_axis(struct buffer *to, const char *axis, struct extent extent)
{
	double range = extent.most - extent.least;

	if (!(range > 0) || !isfinite(range) || fabs(extent.most) / range > 1e6)
		return;
	double step = nice_step(range);
	double from = floor(extent.least / step), until = ceil(extent.most / step);
	if (!(step > 0) || !isfinite(from * step) || !isfinite(until * step)) /* near the largest double */
		return;
	buffer_printf(to, "set %srange [", axis);
	append_double(to, from * step);
	buffer_byte(to, ':');
	append_double(to, until * step);
	buffer_printf(to, "]\nset %stics (", axis);
	for (double i = from; i <= until; i++) {
		buffer_text(to, i > from ? ", '" : "'");
		append_si(to, i * step);
		buffer_text(to, "' ");
		append_double(to, i * step);
	}
	buffer_text(to, ")\n");
}

/* Sizes in pixels, estimates that serve the fonts of all terminals. */
enum { CHARACTER = 7, LINE = 18, MARGINS = 100, LEFT_MARGIN = 60, LEGEND = 180 };
enum { LABEL_CHARACTERS = 30 };

static size_t
longest_label(const struct plot_data *data)
{
	size_t longest = 0;

	for (size_t i = 0; i < data->positions; i++) {
		size_t count = utf8_count(plot_data_label(data, i));
		longest = count > longest ? count : longest;
	}
	return longest > LABEL_CHARACTERS ? LABEL_CHARACTERS + 1 : longest;
}

/* Labels that are too long for their space are turned, and thinned out if even then they do not fit. */
static void
append_label_axis(struct buffer *to, const struct plot_data *data)
{
	const struct plot_spec *spec = data->spec;
	double count = (double)data->positions; /* 1 or more */
	unsigned taken = MARGINS + (script_place(data) == PLACE_RIGHT ? LEGEND : 0);
	double space = (spec->width > 2 * taken ? spec->width - taken : taken) / count;
	double length = (double)longest_label(data) * CHARACTER;
	bool turned = length > space && !spec->format->characters;
	double wanted = turned ? LINE : length + CHARACTER;
	size_t every = wanted > space ? (size_t)ceil(wanted / space) : 1;
	double left = 0.71 * length - space / 2;

	buffer_printf(to, "set xrange [-0.6:%.10g]\n", count - 0.4);
	if (turned && left > LEFT_MARGIN)
		buffer_printf(to, "set lmargin at screen %.4f\n", (left + 10) / spec->width);
	buffer_printf(to, "set xtics scale 0 %s(", turned ? "rotate by 45 right " : "");
	for (size_t i = 0; i < data->positions; i += every) {
		buffer_text(to, i ? ", " : "");
		escape_gnuplot(
			to, plot_data_label(data, i), ESCAPE_TIC | script_flags(spec), LABEL_CHARACTERS);
		buffer_printf(to, " %zu", i);
	}
	buffer_text(to, ")\n");
}

/* We choose the tics of a time axis ourselves, since gnuplot knows no zone but UTC. */
enum { TICS_LIMIT = 7, DAY = 86400 };

struct limits {
	int64_t least, most; /* instants */
};

/* Steps between tics, in units that people count in, from the start of a unit of `from`. */
static const struct tic_step {
	enum calendar_unit unit;
	int count;
	double seconds; /* about */
	enum calendar_unit from;
	const char *format;
} steps[] = {
	{ CALENDAR_SECOND, 1, 1, CALENDAR_MINUTE, "%H:%M:%S" },
	{ CALENDAR_SECOND, 5, 5, CALENDAR_MINUTE, "%H:%M:%S" },
	{ CALENDAR_SECOND, 15, 15, CALENDAR_MINUTE, "%H:%M:%S" },
	{ CALENDAR_MINUTE, 1, 60, CALENDAR_HOUR, "%H:%M" },
	{ CALENDAR_MINUTE, 5, 300, CALENDAR_HOUR, "%H:%M" },
	{ CALENDAR_MINUTE, 15, 900, CALENDAR_HOUR, "%H:%M" },
	{ CALENDAR_HOUR, 1, 3600, CALENDAR_DAY, "%H:%M" },
	{ CALENDAR_HOUR, 3, 10800, CALENDAR_DAY, "%H:%M" },
	{ CALENDAR_HOUR, 6, 21600, CALENDAR_DAY, "%H:%M" },
	{ CALENDAR_DAY, 1, 86400, CALENDAR_MONTH, "%Y-%m-%d" },
	{ CALENDAR_DAY, 2, 172800, CALENDAR_MONTH, "%Y-%m-%d" },
	{ CALENDAR_WEEK, 1, 604800, CALENDAR_WEEK, "%Y-%m-%d" },
	{ CALENDAR_MONTH, 1, 2629800, CALENDAR_YEAR, "%Y-%m" },
	{ CALENDAR_MONTH, 3, 7889400, CALENDAR_YEAR, "%Y-%m" },
	{ CALENDAR_MONTH, 6, 15778800, CALENDAR_YEAR, "%Y-%m" },
	{ CALENDAR_YEAR, 1, 31557600, CALENDAR_YEAR, "%Y" },
	{ CALENDAR_YEAR, 2, 63115200, CALENDAR_YEAR, "%Y" },
	{ CALENDAR_YEAR, 5, 157788000, CALENDAR_YEAR, "%Y" },
	{ CALENDAR_YEAR, 20, 631152000, CALENDAR_YEAR, "%Y" },
	{ CALENDAR_YEAR, 100, 3155760000, CALENDAR_YEAR, "%Y" },
	{ CALENDAR_YEAR, 500, 15778800000, CALENDAR_YEAR, "%Y" },
	{ CALENDAR_YEAR, 2000, 63115200000, CALENDAR_YEAR, "%Y" },
};
enum { STEPS = sizeof steps / sizeof *steps };

static const struct tic_step *
choose_step(double seconds)
{
	size_t i = 0;

	while (i < STEPS - 1 && seconds / steps[i].seconds > TICS_LIMIT)
		i++;
	return &steps[i];
}

/* A tic at midnight shows the day. */
static void
append_tic(struct buffer *to, const struct tic_step *step, int64_t instant)
{
	bool day = step->seconds < DAY && instant == calendar_floor(instant, CALENDAR_DAY);
	struct buffer text = { 0 };

	time_format_write(&text, slice_of(day ? "%Y-%m-%d" : step->format), instant);
	to->failed = to->failed || text.failed;
	escape_gnuplot(to, buffer_view(&text), ESCAPE_TIC, 40);
	buffer_byte(to, ' ');
	number_append(to, (struct number){ .units = instant, .scale = 6 });
	buffer_free(&text);
}

static struct limits
axis_limits(const struct plot_data *data)
{
	return (struct limits){ llround(data->x.least * 1e6), llround(data->x.most * 1e6) };
}

void
script_time_day(struct buffer *to, const struct plot_data *data)
{
	struct limits limits = axis_limits(data);

	if (choose_step(data->x.most - data->x.least)->seconds >= DAY ||
		calendar_floor(limits.least, CALENDAR_DAY) == limits.least ||
		calendar_next(limits.least, CALENDAR_DAY) <= limits.most)
		return;
	buffer_text(to, ", ");
	time_format_write(to, slice_of("%Y-%m-%d"), limits.least);
}

/* The tics begin at the first whole unit. A single time is a tic itself. */
static void
append_time_axis(struct buffer *to, const struct plot_data *data)
{
	double width = data->x.most - data->x.least;
	const struct tic_step *step = choose_step(width);
	double space = width > 0 ? 0.02 * width : 1;
	struct limits limits = axis_limits(data);
	int64_t begin = width > 0 ? calendar_floor(limits.least, step->from) : limits.least, at = begin;

	buffer_printf(
		to, "set xrange [%.17g:%.17g]\nset xtics (", data->x.least - space, data->x.most + space);
	for (size_t i = 1, written = 0; at <= limits.most; i++) {
		if (at >= limits.least) {
			buffer_text(to, written++ ? ", " : "");
			append_tic(to, step, at);
		}
		if (!calendar_add(begin, (int64_t)i * step->count, step->unit, &at))
			break;
	}
	buffer_text(to, ")\n");
}

void
script_x_axis(struct buffer *to, const struct plot_data *data)
{
	if (data->labelled)
		append_label_axis(to, data);
	else if (data->timed)
		append_time_axis(to, data);
	else if (data->spec->si)
		script_si_axis(to, "x", data->x);
}
