/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/script.h"

#include "record/utf8.h"

#include <math.h>

static void
append_double(struct buffer *to, double value)
{
	number_append(to, number_of_double(value));
}

/* The value with a letter for its thousands: 1.5k, 14k, 2.5M. Beyond the letters the plain number. */
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
	if (!(step > 0) || !isfinite(from * step) || !isfinite(until * step)) /* at the ends of the doubles */
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

/* Pixels: a guess that serves the fonts of all terminals. */
enum { CHARACTER = 7, LINE = 18, MARGINS = 100, LEFT_MARGIN = 60, LEGEND = 180 };
enum { LABEL_MOST = 30 };

static size_t
longest_label(const struct plot_data *data)
{
	size_t longest = 0;

	for (size_t i = 0; i < data->positions; i++) {
		size_t count = utf8_count(plot_data_label(data, i));
		longest = count > longest ? count : longest;
	}
	return longest > LABEL_MOST ? LABEL_MOST + 1 : longest;
}

void
script_label_axis(struct buffer *to, const struct plot_data *data)
{
	const struct plot_spec *spec = data->spec;
	double count = (double)data->positions; /* 1 or more */
	unsigned taken = MARGINS + (script_place(data) == PLACE_RIGHT ? LEGEND : 0);
	double room = (spec->width > 2 * taken ? spec->width - taken : taken) / count;
	double length = (double)longest_label(data) * CHARACTER;
	bool turned = length > room && !spec->format->characters;
	double wanted = turned ? LINE : length + CHARACTER;
	size_t every = wanted > room ? (size_t)ceil(wanted / room) : 1;
	double left = 0.71 * length - room / 2;

	buffer_printf(to, "set xrange [-0.6:%.10g]\n", count - 0.4);
	if (turned && left > LEFT_MARGIN)
		buffer_printf(to, "set lmargin at screen %.4f\n", (left + 10) / spec->width);
	buffer_printf(to, "set xtics scale 0 %s(", turned ? "rotate by 45 right " : "");
	for (size_t i = 0; i < data->positions; i += every) {
		buffer_text(to, i ? ", " : "");
		escape_gnuplot(to, plot_data_label(data, i), ESCAPE_TIC | script_flags(spec), LABEL_MOST);
		buffer_printf(to, " %zu", i);
	}
	buffer_text(to, ")\n");
}
