/* SPDX-License-Identifier: GPL-3.0-or-later */
/* instant: a point in time as microseconds since 1970-01-01T00:00:00Z, leap seconds not counted; its text,
 * the text of durations, and the clock of the process; and days as dates of the proleptic Gregorian calendar.
 */
#ifndef TIME_INSTANT_H
#define TIME_INSTANT_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"

#include <stdbool.h>
#include <stdint.h>

#define USEC_PER_SECOND INT64_C(1000000)
#define USEC_PER_MINUTE (60 * USEC_PER_SECOND)
#define USEC_PER_HOUR (60 * USEC_PER_MINUTE)
#define USEC_PER_DAY (24 * USEC_PER_HOUR)

struct date {
	int year, month, day;
};

/* Days since 1970-01-01; the year is 0 or later. */
int64_t days_from_date(struct date date);
struct date date_from_days(int64_t days);

/* month is 1 to 12. */
int days_in_month(int year, int month);

/* Monday is 0. */
int weekday_from_days(int64_t days);

/* a / b, rounded down. b is above 0. */
static inline int64_t
floor_divide(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* The limits of an instant: the years 1 to 9999 of UTC. Computed instants are checked against them. */
#define INSTANT_MIN INT64_C(-62135596800000000)
#define INSTANT_MAX INT64_C(253402300799999999)

static inline bool
instant_in_range(int64_t microseconds)
{
	return microseconds >= INSTANT_MIN && microseconds <= INSTANT_MAX;
}

/* Reads RFC 3339 (`2024-07-28T12:55:00.5+02:00`) and `YYYY-MM-DD HH:MM:SS[.fff][ UTC|Z|+hh:mm]`; a time
 * without a zone is in the zone of --tz (time/zone.h). Digits beyond the microsecond are dropped. False when
 * the text is neither, or names a day or a time that does not exist. */
bool instant_read(struct slice text, int64_t *microseconds);

/* Whether the text is such a time without a zone and lies in a gap: the zone's clock was set forward over it.
 * Then a message asks for INSTANT_NOT_IN_GAP. */
bool instant_in_gap(struct slice text);
#define INSTANT_NOT_IN_GAP "a time that exists in the zone of --tz (its clock was set forward over this one)"

/* Appends `2024-07-28T12:55:00.000Z`: milliseconds always, microseconds where there are any; the offset of
 * the zone, `+02:00`, in place of Z unless the zone is UTC. */
void instant_write(struct buffer *to, int64_t microseconds);

/* The largest number of bytes that instant_write appends. */
enum { INSTANT_TEXT_SIZE = 32 };

/* Reads a duration, `500ms`, `10s`, `5m`, `2h`, `1d`, `1w`: a whole number and its unit; days have 24 hours.
 * False when the text is not one, or the duration is too long for the result. */
bool duration_read(struct slice text, int64_t *microseconds);

/* Stops the clock at a time as instant_read takes it (TILLPIPE_NOW), for runs that can be repeated; NULL or
 * an empty text lets it run. 0, or -1 with STATUS_USAGE. Before any thread is started, after zone_open. */
int clock_open(const char *fixed, struct error *error);

/* The present instant. */
int64_t clock_now(void);

#endif
