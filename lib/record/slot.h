/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slot: its value as a number or a text, and what is said where it is neither. */
#ifndef RECORD_SLOT_H
#define RECORD_SLOT_H

#include "base/buffer.h"
#include "number/number.h"
#include "record/refusal.h"
#include "record/scan.h"

/* 0, or -1 with the refusal of anything but a number, null too. */
int slot_number(const struct slot *slot, struct slice path, struct number *number, struct refusal *refusal);

/* The text that a slot stands for (of another kind: its JSON): as it is in the line, or where it has escapes
 * in `room`, which is emptied first. 0, or -1 with the refusal. room->failed tells that memory ran out. */
int slot_text(const struct slot *slot, struct slice path, struct buffer *room, struct slice *text,
	struct refusal *refusal);

/* Refuses a slot: `this is the text "n/a", ` and what is needed. Always -1. */
int slot_refuse(const struct slot *slot, struct slice path, const char *needed, struct refusal *refusal);

#endif
