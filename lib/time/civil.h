/* SPDX-License-Identifier: GPL-3.0-or-later */
/* civil: days as dates of the Gregorian calendar, which here has always been. */
#ifndef TIME_CIVIL_H
#define TIME_CIVIL_H

#include <stdint.h>

#define SECOND_LONG INT64_C(1000000)
#define MINUTE_LONG (60 * SECOND_LONG)
#define HOUR_LONG (60 * MINUTE_LONG)
#define DAY_LONG (24 * HOUR_LONG)

struct civil {
	int year, month, day;
};

/* Days since 1970-01-01 of a date, years from 0 on. */
int64_t days_from_civil(struct civil date);

struct civil civil_from_days(int64_t days);

/* month is 1 to 12. */
int days_in_month(int year, int month);

/* Monday is 0. */
int weekday_from_days(int64_t days);

/* The greatest whole quotient that is not above a / b. b is above 0. */
static inline int64_t
floor_divide(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

#endif
