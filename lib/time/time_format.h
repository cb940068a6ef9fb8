/* SPDX-License-Identifier: GPL-3.0-or-later */
/* time_format: times as a format says, in strptime's letters, or as numbers since 1970.
 * tillpipe-expressions(7) lists the letters. Names are the English ones, in capital or small letters. */
#ifndef TIME_TIME_FORMAT_H
#define TIME_TIME_FORMAT_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"
#include "number/number.h"

#include <stdbool.h>
#include <stdint.h>

/* Whether the format can be read by, or written by: 0, or -1 with STATUS_USAGE and the letter at fault. Check
 * a format once; the functions below give false, or write nothing, where it is wrong. */
int time_format_check_reading(struct slice format, struct error *error);
int time_format_check_writing(struct slice format, struct error *error);

/* The format of --time-format, for the process: set before any thread is started; the text must stay. 0, or
 * -1 with STATUS_USAGE. Empty where it was not told. */
int time_format_open(const char *format, struct error *error);
struct slice time_format_option(void);

/* Reads a time as --time-format says, where it was told, or in one of the usual forms. */
bool time_read(struct slice text, int64_t *instant);
bool time_read_number(struct number number, int64_t *instant);

/* instant_in_gap (time/instant.h) of such a text. */
bool time_in_gap(struct slice text);

/* Reads the whole text: false when it is not as the format says, or names a day or a time that does not
 * exist. A time without an offset is in the zone. Digits beyond the microsecond are cut. */
bool time_format_read(struct slice format, struct slice text, int64_t *instant);

/* instant_in_gap of a text in that format. */
bool time_format_in_gap(struct slice format, struct slice text);

/* time_format_read for a number, which only `s`, `ms` and `us` read. */
bool time_format_read_number(struct slice format, struct number number, int64_t *instant);

/* Appends the instant as the zone's clock shows it. */
void time_format_write(struct buffer *to, struct slice format, int64_t instant);

#endif
