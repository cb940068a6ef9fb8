/* SPDX-License-Identifier: GPL-3.0-or-later */
/* time_format: reads and writes times by a format: conversions of strptime and strftime, or `s`, `ms`, `us`
 * for numbers since 1970. tillpipe-expressions(7) lists the conversions. Names are the English ones, in
 * capital or small letters. */
#ifndef TIME_TIME_FORMAT_H
#define TIME_TIME_FORMAT_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"
#include "number/number.h"

#include <stdbool.h>
#include <stdint.h>

/* Whether times can be read, or written, by the format: 0, or -1 with STATUS_USAGE and the conversion at
 * fault. Check a format once; by a wrong one the functions below read nothing and write nothing of use. */
int time_format_check_reading(struct slice format, struct error *error);
int time_format_check_writing(struct slice format, struct error *error);

/* Reads the whole text: false when it does not match the format, or names a day or a time that does not
 * exist. A time without an offset is in the zone of --tz. Digits beyond the microsecond are dropped. */
bool time_format_read(struct slice format, struct slice text, int64_t *instant);

/* The same for a number, which only `s`, `ms` and `us` read. */
bool time_format_read_number(struct slice format, struct number number, int64_t *instant);

/* instant_in_gap (time/instant.h) of a text in that format. */
bool time_format_in_gap(struct slice format, struct slice text);

/* Appends the instant as the clock of the zone shows it. */
void time_format_write(struct buffer *to, struct slice format, int64_t instant);

/* Sets the format of --time-format for the process. Call it before any thread starts; the text is not copied
 * and must stay valid. 0, or -1 with STATUS_USAGE. */
int time_format_open(const char *format, struct error *error);

/* That format; empty where none was set. */
struct slice time_format_option(void);

/* Read a time in that format, where one was set; a text also in the forms of instant_read. */
bool time_read(struct slice text, int64_t *instant);
bool time_read_number(struct number number, int64_t *instant);

/* Whether the text, read as by time_read, is a time in a gap of the zone (see instant_in_gap). */
bool time_in_gap(struct slice text);

#endif
