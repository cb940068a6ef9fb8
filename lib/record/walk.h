/* SPDX-License-Identifier: GPL-3.0-or-later */
/* walk: the grammar of a record, for scan alone. */
#ifndef RECORD_WALK_H
#define RECORD_WALK_H

#include "record/scan.h"
#include "record/token.h"

/* The walk over one line. */
struct walk {
	struct cursor cursor;
	unsigned depth;
	struct scanner *scanner;
	struct slot unwanted;
};

/* Walks over the cursor's whole text. Returns its end; or NULL as the functions of token.h do, or because
 * scanner->failed is set. */
const char *walk_record(struct walk *walk);

#endif
