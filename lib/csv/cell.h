/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cell: what a cell's text can be read as. */
#ifndef CSV_CELL_H
#define CSV_CELL_H

#include "base/slice.h"

#include <stdbool.h>

enum cell_type { CELL_NUMBER, CELL_BOOL, CELL_TIME, CELL_TEXT, CELL_TYPES };

/* The words for them, by type. */
extern const char *const cell_type_names[CELL_TYPES];

/* The type of that name, or CELL_TYPES. */
enum cell_type cell_type_read(struct slice name);

/* A number is one in JSON's grammar that a double can hold, a bool is true, True, TRUE, false, False or
 * FALSE, a time is what time_read takes; text is all. */
bool cell_fits(struct slice cell, enum cell_type type);

/* Why a cell is not of this type: "has a leading zero". Stands behind the cell in a message. */
const char *cell_misfit(struct slice cell, enum cell_type type);

#endif
