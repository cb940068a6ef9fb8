/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot: a JSON value in a line: reads it as a number or a text, or refuses it. */
#ifndef RECORD_SLOT_H
#define RECORD_SLOT_H

#include "base/buffer.h"
#include "base/slice.h"
#include "number/number.h"
#include "record/refusal.h"

#include <stdbool.h>

enum kind {
	KIND_MISSING,
	KIND_NULL,
	KIND_FALSE,
	KIND_TRUE,
	KIND_NUMBER,
	KIND_TEXT,
	KIND_ARRAY,
	KIND_OBJECT,
};

struct slot { /* all zero is a missing one */
	enum kind kind;
	bool escaped;     /* a text with a backslash in it */
	struct slice raw; /* the value's bytes; of a text those between its quotes */
};

/* The value's bytes, quotes included. */
struct slice slot_json(const struct slot *slot);

/* Reads a number. 0, or -1 with the refusal of anything else, null too. */
int slot_number(const struct slot *slot, struct slice path, struct number *number, struct refusal *refusal);

/* The text of a slot, or its JSON where it is of another kind. It points into the line; a text with escapes
 * is decoded into `buffer`, which is emptied first and whose `failed` must be checked. 0, or -1 with the
 * refusal. */
int slot_text(const struct slot *slot, struct slice path, struct buffer *buffer, struct slice *text,
	struct refusal *refusal);

/* Refuses a slot: `this is the text "n/a", ` and what is needed. Always -1. */
int slot_refuse(const struct slot *slot, struct slice path, const char *needed, struct refusal *refusal);

#endif
