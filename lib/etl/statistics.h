/* SPDX-License-Identifier: GPL-3.0-or-later */
/* statistics: transforms with what was learned for them, as the JSON file that --fit writes and --apply
 * reads. Equal statistics have equal bytes. */
#ifndef ETL_STATISTICS_H
#define ETL_STATISTICS_H

#include "base/buffer.h"
#include "base/error.h"
#include "etl/transforms.h"

/* Appends the file's text. */
void statistics_write(struct buffer *to, const struct transforms *transforms);

/* Fills all-zero transforms from a file. 0; or -1: with STATUS_REFUSED when it is none of ours, or was
 * learned from nothing. */
int statistics_read(struct transforms *transforms, const char *path, struct error *error);

/* Takes into `learned`, from the file at path, what else the command line says: it must agree; fields that
 * are filled with a value need not be in the file. The texts of `given` must outlive both. 0, or -1 with
 * STATUS_USAGE. */
int statistics_agree(
	struct transforms *learned, const struct transforms *given, const char *path, struct error *error);

#endif
