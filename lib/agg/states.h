/* SPDX-License-Identifier: GPL-3.0-or-later */
/* states: what the states of aggregates are made of: the position of a record, values that a state owns,
 * values as comparable bytes, and the JSON in which partials carry all of these. */
#ifndef AGG_STATES_H
#define AGG_STATES_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/slice.h"
#include "expr/value.h"
#include "record/elements.h"

#include <stddef.h>
#include <stdint.h>

/* Where a record stands in event time: what first, last, mode and the like order records by. Not to be
 * confused with struct position (record/position.h), which is a place in Kafka and only a part of this one.
 * Records with equal positions are ordered by their values, so that no result depends on how the input was
 * cut. */
struct event_position {
	int64_t time;   /* microseconds, 0 without --time */
	int64_t offset; /* offset in Kafka; without --time and Kafka, the number of the record in the input */
	uint32_t partition; /* 0 without Kafka */
	uint32_t part;      /* number of the record among those that --explode made of one, else 0 */
};

/* Below, equal to or above 0: earlier, the same, later. */
static inline int
event_position_compare(const struct event_position *a, const struct event_position *b)
{
	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	if (a->partition != b->partition)
		return a->partition < b->partition ? -1 : 1;
	if (a->offset != b->offset)
		return a->offset < b->offset ? -1 : 1;
	return (a->part > b->part) - (a->part < b->part);
}

/* Makes `owned` (all zero: null) a copy of the value, which is not an array. 0, or -1 when memory ran out:
 * then it is unchanged. */
int owned_value_set(struct value *owned, const struct value *value);

/* Frees the copy and makes it null. */
void owned_value_free(struct value *owned);

enum { REAL_SCALE = 255 }; /* stands for the scale of a double where a scale is one byte */

/* Equal values of one kind are equal bytes, on every machine. */
struct encoded_value {
	struct slice bytes; /* those of a text or an object themselves; of other kinds they are in own */
	char own[1 + sizeof(uint64_t)];
};

/* The value is neither null nor an array. */
void value_encode(struct encoded_value *encoded, const struct value *value);

/* The value of that kind; a text points into the bytes. */
struct value value_decode(enum value_kind kind, struct slice bytes);

/* The JSON of states. All readers take any valid JSON, and return 0, 1 when it is not what the writer writes,
 * or -1 when memory ran out. */

/* Appends the value as value_write does, except for two kinds: a time is {"time":MICROSECONDS}, an object
 * {"object":{...}} (or {"object":[...]}, an array that is passed on as it stands in the record). Equal values
 * of one kind are the same bytes. */
void value_save(struct buffer *to, const struct value *value);

/* Reads what value_save wrote. Texts and objects point into json; texts with escapes, and arrays, are in the
 * arena. */
int value_load(struct slice json, struct arena *arena, struct value *value);

/* [time,partition,offset,part] */
void event_position_save(struct buffer *to, const struct event_position *position);
int event_position_load(const struct slot *slot, struct event_position *position);

/* The elements of an array of exactly `count`. */
int state_tuple(struct slice json, struct slot *elements, size_t count);

/* The elements of an array of any length, for elements_next. */
int state_list(struct slice json, struct slice *rest);

/* A count of 1 or more. */
int state_count(const struct slot *slot, uint64_t *count);

/* A value that an aggregate can take: neither null nor an array. */
int state_value(const struct slot *slot, struct arena *arena, struct value *value);

/* The same, as a copy that the state owns; `owned` is all zero. */
int state_owned_value(const struct slot *slot, struct value *owned);

#endif
