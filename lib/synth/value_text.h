/* SPDX-License-Identifier: GPL-3.0-or-later */
/* value_text: numbers and times of a row as text. */
#ifndef SYNTH_VALUE_TEXT_H
#define SYNTH_VALUE_TEXT_H

#include "base/buffer.h"
#include "synth/scenario.h"

/* True for the kinds that are times, which JSON has as text. */
bool value_is_time(const struct field *field);

/* The text of a number or time of the field's kind; not of FIELD_EMPTY. */
void value_text(struct buffer *to, const struct field *field, int64_t value);

#endif
