/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outputs: checks of the files that options name for writing. Each file is put in place at the end of the
 * run, so that of two on the same file only the later one would be left. */
#ifndef CLI_OUTPUTS_H
#define CLI_OUTPUTS_H

#include "base/error.h"
#include "stream/run.h"

#include <stddef.h>

struct named_output {
	const char *option;
	const char *path; /* NULL where the option was not given */
};

/* Rejects two outputs on the same file. 0, or -1 with STATUS_USAGE. */
int outputs_check_distinct(const struct named_output *outputs, size_t count, struct error *error);

/* Rejects an output on one of the inputs (NULL-terminated). 0, or -1 with STATUS_USAGE. */
int outputs_check_inputs(
	const struct named_output *outputs, size_t count, char *const *inputs, struct error *error);

/* Rejects an output of the tool's own (its path is NULL where the option was not given) on one of the common
 * outputs or on an input; the common outputs are then not written either. 0, or -1 with STATUS_USAGE. */
int outputs_check_own(struct run *run, struct named_output own, char *const *inputs, struct error *error);

#endif
