/* SPDX-License-Identifier: GPL-3.0-or-later */
/* look: the first pass over the inputs, which finds the types of their columns. */
#ifndef CSV_LOOK_H
#define CSV_LOOK_H

#include "csv/held.h"
#include "csv/reader.h"
#include "csv/table.h"

/* Finds the types that are not declared, from all rows behind the first `skip` ones. Regular files are read
 * from end to end, by a source of their own. Of a pipe, run's source is read until the first block (256 KiB,
 * or less when no more comes for a while) has a row; those blocks are put into held, to be read again. Broken
 * rows say nothing. 0 or -1; run->input.stopped tells that a signal ended it. */
int look(struct table *table, const struct dialect *dialect, uint64_t skip, struct run *run,
	char *const *operands, struct held *held, struct error *error);

#endif
