/* SPDX-License-Identifier: GPL-3.0-or-later */
/* every: --every N|DURATION: something that is due each so many records, or each so long. */
#ifndef STREAM_EVERY_H
#define STREAM_EVERY_H

#include <stdbool.h>
#include <stdint.h>

struct every { /* all zero is never */
	uint64_t records;
	int64_t microseconds;
	uint64_t seen; /* records in all */
	int64_t began; /* by system_monotonic_ms: when it was due last */
};

static inline bool
every_asked(const struct every *every)
{
	return every->records || every->microseconds;
}

/* Counts one record: is it due with this one? By the clock the first record only starts it. */
bool every_record(struct every *every);

#endif
