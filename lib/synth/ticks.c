/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/ticks.h"

#include "time/instant.h"

void
ticks_open(struct ticks *ticks, int64_t start, uint64_t interval)
{
	ticks->block = start * USEC_PER_SECOND;
	ticks->interval = interval;
	ticks->next = TICKS;
}

/* Draws the times of the next TICKS intervals, sorted by insertion. */
static void
draw_block(struct ticks *ticks, struct random *random)
{
	for (size_t i = 0; i < TICKS; i++) {
		int64_t instant = ticks->block + (int64_t)random_below(random, TICKS * ticks->interval);
		size_t place = i;
		for (; place && ticks->at[place - 1] > instant; place--)
			ticks->at[place] = ticks->at[place - 1];
		ticks->at[place] = instant;
	}
	ticks->block += (int64_t)(TICKS * ticks->interval);
	ticks->next = 0;
}

int64_t
ticks_next(struct ticks *ticks, struct random *random)
{
	if (ticks->next == TICKS)
		draw_block(ticks, random);
	int64_t instant = ticks->at[ticks->next++];
	return floor_divide(instant, USEC_PER_SECOND);
}
