/* SPDX-License-Identifier: GPL-3.0-or-later */
/* times: --tz and --time-format, and TILLPIPE_NOW. */
#ifndef CLI_TIMES_H
#define CLI_TIMES_H

#include "base/error.h"
#include "cli/options.h"

extern const struct option times_options[];

/* As given; NULL where they were not. */
struct cli_time {
	const char *zone, *format;
};
extern struct cli_time cli_time;

/* Opens the zone, the format and the clock for the process. 0 or -1. */
int times_open(struct error *error);

#endif
