/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An axis of times. The tics are ours: gnuplot knows no zone but UTC. */
#include "plot/script.h"

#include "time/calendar.h"
#include "time/instant.h"
#include "time/time_format.h"

#include <math.h>

enum { TICS_MOST = 7, DAY = 86400 };

struct limits {
	int64_t least, most; /* instants */
};

/* Steps that people count in. Each starts at a whole unit of `from`. */
static const struct step {
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

static const struct step *
choose_step(double seconds)
{
	size_t i = 0;

	while (i < STEPS - 1 && seconds / steps[i].seconds > TICS_MOST)
		i++;
	return &steps[i];
}

/* At midnight stands the day. */
static void
append_tic(struct buffer *to, const struct step *step, int64_t instant)
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

/* From the first whole unit on; a single time is a tic itself. */
void
script_time_axis(struct buffer *to, const struct plot_data *data)
{
	double width = data->x.most - data->x.least;
	const struct step *step = choose_step(width);
	double room = width > 0 ? 0.02 * width : 1;
	struct limits limits = axis_limits(data);
	int64_t begin = width > 0 ? calendar_floor(limits.least, step->from) : limits.least, at = begin;

	buffer_printf(to, "set xrange [%.17g:%.17g]\nset xtics (", data->x.least - room, data->x.most + room);
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
