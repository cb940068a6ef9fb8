/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "time/clock.h"

#include "base/system.h"
#include "time/instant.h"

static bool stopped;
static int64_t stopped_at;

int
clock_open(const char *fixed, struct error *error)
{
	stopped = fixed && *fixed;
	if (!stopped || instant_read(slice_of(fixed), &stopped_at))
		return 0;
	return error_set(error, STATUS_USAGE,
		"TILLPIPE_NOW=%s is no time; it is written as 2024-07-28T12:55:00Z", fixed);
}

int64_t
clock_now(void)
{
	return stopped ? stopped_at : system_now();
}
