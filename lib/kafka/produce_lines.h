/* SPDX-License-Identifier: GPL-3.0-or-later */
/* produce_lines: the lines of the input become records of a topic. */
#ifndef KAFKA_PRODUCE_LINES_H
#define KAFKA_PRODUCE_LINES_H

#include "kafka/producer.h"

struct produce_plan {
	struct kafka_settings settings;
	const char *topic;
	const char *codec;          /* or NULL */
	struct slice key_text;      /* the key of every record; at is NULL for none */
	const char *key_field;      /* the field of the JSON object on the line that is the key; or NULL */
	struct slice key_delimiter; /* what stands before it on the line is the key; empty for none */
	bool empty_is_null;         /* an empty value is sent as a tombstone */
};

/* 0 when every record is acknowledged, or -1 with the error. Records sent before an error are confirmed all
 * the same: counts.written is the number of acknowledged ones. */
int produce_lines(
	struct run *run, char *const *operands, const struct produce_plan *plan, struct error *error);

#endif
