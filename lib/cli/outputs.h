/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outputs: the files that options name to be written. Each is put in its place at the end, so two on one file
 * would leave the later one alone. */
#ifndef CLI_OUTPUTS_H
#define CLI_OUTPUTS_H

#include "base/error.h"
#include "stream/run.h"

#include <stddef.h>

struct named_output {
	const char *option;
	const char *path; /* NULL where the option was not given */
};

/* Refuses two on one file. 0, or -1 with STATUS_USAGE. */
int outputs_apart(const struct named_output *outputs, size_t count, struct error *error);

/* Refuses one on an input (a NULL-terminated list). 0, or -1 with STATUS_USAGE. */
int outputs_spare(const struct named_output *outputs, size_t count, char *const *inputs, struct error *error);

/* Refuses a tool's own output (NULL where the option was not given) on one of every tool, and on an input;
 * then nothing is written. 0, or -1 with STATUS_USAGE. */
int outputs_own(struct run *run, struct named_output own, char *const *inputs, struct error *error);

#endif
