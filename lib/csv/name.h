/* SPDX-License-Identifier: GPL-3.0-or-later */
/* name: what a column is called. */
#ifndef CSV_NAME_H
#define CSV_NAME_H

#include "base/arena.h"

/* Room for the name of a column that has none. */
struct place_name {
	char text[24];
};

/* The name, or where it is empty the column's place: c3 for index 2. */
struct slice name_or_place(struct slice name, size_t index, struct place_name *place);

/* A copy by the rule of plain_name_write; it may be empty. at is NULL when memory ran out. */
struct slice name_normalize(struct arena *arena, struct slice name);

#endif
