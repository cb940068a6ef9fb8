/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pace: so many records in so much time, evenly spread. */
#ifndef STREAM_PACE_H
#define STREAM_PACE_H

#include <stdbool.h>
#include <stdint.h>

struct pace {
	uint64_t count, per_ms; /* count records in per_ms; a count of 0 is no limit */
	int64_t began;          /* when the first record had its turn, by system_monotonic_ms */
	uint64_t sent;
};

/* Gives the next record its turn: milliseconds until then, 0 or less when it is due. The first one is. */
int64_t pace_next(struct pace *pace);

/* Waits so long, in a source (see stop.h). False when a signal came, which ends the wait. */
bool pace_wait(int64_t ms);

#endif
