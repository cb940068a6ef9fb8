/* SPDX-License-Identifier: GPL-3.0-or-later */
/* command: runs another program and passes signals on to it. */
#ifndef KAFKA_COMMAND_H
#define KAFKA_COMMAND_H

#include "base/error.h"

/* Runs argv[0] with its arguments (NULL-terminated), found in PATH, and waits for its end; the first SIGINT
 * or SIGTERM is passed on. 0 with its exit status, or 128 + n when signal n ended it, as a shell says it. -1
 * with STATUS_SYSTEM when it cannot be run. Nothing else may wait for children meanwhile. */
int command_run(char *const *argv, int *status, struct error *error);

#endif
