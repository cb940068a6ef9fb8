/* SPDX-License-Identifier: GPL-3.0-or-later */
/* field_text: numbers and times of a row as text. */
#ifndef SYNTH_FIELD_TEXT_H
#define SYNTH_FIELD_TEXT_H

#include "base/buffer.h"
#include "synth/scenario.h"

/* True for the kinds that are times, which JSON has as text. */
bool field_is_time(const struct field *field);

/* Appends a number or time as the field's kind has it; not FIELD_EMPTY. */
void field_write(struct buffer *to, const struct field *field, int64_t value);

#endif
