/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clock: what time it is, or what time it shall be (TILLPIPE_NOW), for runs that can be repeated. */
#ifndef TIME_CLOCK_H
#define TIME_CLOCK_H

#include "base/error.h"

#include <stdint.h>

/* Stops the clock at a time as instant_read takes it; NULL or an empty text lets it run. 0, or -1 with
 * STATUS_USAGE. Before any thread is started, after zone_open. */
int clock_open(const char *fixed, struct error *error);

int64_t clock_now(void);

#endif
