/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/times.h"

#include "time/instant.h"
#include "time/time_format.h"
#include "time/zone.h"

#include <stdlib.h>

struct cli_time cli_time;

const struct option times_options[] = {
	{ 0, "tz", OPTION_TEXT, "ZONE", &cli_time.zone,
		"zone of times without one and of days and months (default: UTC)" },
	{ 0, "time-format", OPTION_TEXT, "FORMAT", &cli_time.format,
		"how --time is read: letters of strptime, or s, ms, us" },
	{ 0 },
};

int
times_open(struct error *error)
{
	if (cli_time.zone && zone_open(cli_time.zone, error))
		return -1;
	if (cli_time.format && time_format_open(cli_time.format, error))
		return -1;
	return clock_open(getenv("TILLPIPE_NOW"), error);
}
