/* SPDX-License-Identifier: GPL-3.0-or-later */
/* date: days as dates of the proleptic Gregorian calendar, and the lengths of time of fixed length. */
#ifndef TIME_DATE_H
#define TIME_DATE_H

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

#endif
