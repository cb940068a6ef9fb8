/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/every.h"

#include "base/system.h"

bool
every_record(struct every *every)
{
	every->seen++;
	if (every->records)
		return every->seen % every->records == 0;
	if (!every->microseconds)
		return false;
	int64_t now = system_monotonic_ms();
	if (every->seen > 1 && now - every->began < every->microseconds / 1000)
		return false;
	every->began = now;
	return every->seen > 1;
}
