/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ticks: the times of events, in order, at irregular intervals. */
#ifndef SYNTH_TICKS_H
#define SYNTH_TICKS_H

#include "synth/random.h"

#include <stddef.h>
#include <stdint.h>

enum { TICKS = 16 }; /* TICKS events are spread at random over TICKS intervals */

struct ticks {
	int64_t block;     /* where the next TICKS intervals begin, microseconds since 1970 */
	uint64_t interval; /* microseconds, at least 1 */
	int64_t at[TICKS]; /* times of the TICKS events before that, sorted */
	size_t next;       /* index in `at` */
};

/* start is in seconds since 1970, interval in microseconds. */
void ticks_open(struct ticks *ticks, int64_t start, uint64_t interval);

/* The time of the next event, in whole seconds since 1970. */
int64_t ticks_next(struct ticks *ticks, struct random *random);

#endif
