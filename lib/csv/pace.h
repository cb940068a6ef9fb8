/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pace: so many records in so much time, evenly spread. */
#ifndef CSV_PACE_H
#define CSV_PACE_H

#include <stdbool.h>
#include <stdint.h>

struct pace {
	uint64_t count, per_ms; /* count records in per_ms; a count of 0 is no limit */
	int64_t began;
	uint64_t sent;
};

/* Milliseconds until the next record's turn. */
int64_t pace_next(struct pace *pace);

/* False when a signal cut the sleep short. */
bool pace_sleep(int64_t ms);

#endif
