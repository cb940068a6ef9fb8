/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/times.h"

#include "time/clock.h"
#include "time/time_format.h"
#include "time/zone.h"

#include <stdlib.h>

static const char *zone, *format;

const struct option times_options[] = {
	{ 0, "tz", OPTION_TEXT, "ZONE", &zone, "zone of times without one, and of days and months (UTC)" },
	{ 0, "time-format", OPTION_TEXT, "FORMAT", &format,
		"how --time is read: letters of strptime, or s, ms, us" },
	{ 0 },
};

int
times_open(struct error *error)
{
	if ((zone && zone_open(zone, error)) || (format && time_format_open(format, error)))
		return -1;
	return clock_open(getenv("TILLPIPE_NOW"), error);
}
