/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After H. Hinnant, "chrono-Compatible Low-Level Date Algorithms". The year begins in March there, so that
 * the length of February shifts no other month. */
#include "time/date.h"

#include <stdbool.h>

enum { ERA_DAYS = 146097 /* of 400 years */, EPOCH = 719468 /* days from 0000-03-01 to 1970-01-01 */ };

int
days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

int64_t
days_from_date(struct date date)
{
	int64_t year = date.year - (date.month <= 2), era = floor_divide(year, 400);
	int64_t year_of_era = year - era * 400;
	int64_t day_of_year = (153 * ((date.month + 9) % 12) + 2) / 5 + date.day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * ERA_DAYS + day_of_era - EPOCH;
}

struct date
date_from_days(int64_t days)
{
	days += EPOCH;
	int64_t era = floor_divide(days, ERA_DAYS);
	int day_of_era = (int)(days - era * ERA_DAYS);
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int shifted = (5 * day_of_year + 2) / 153;
	struct date date = {
		.year = (int)(era * 400) + year_of_era,
		.month = shifted < 10 ? shifted + 3 : shifted - 9,
		.day = day_of_year - (153 * shifted + 2) / 5 + 1,
	};

	date.year += date.month <= 2;
	return date;
}

int
weekday_from_days(int64_t days)
{
	days += 3; /* 1970-01-01 was a Thursday */
	return (int)(days - 7 * floor_divide(days, 7));
}
