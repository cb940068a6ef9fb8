/* SPDX-License-Identifier: GPL-3.0-or-later */
/* writer: lines of the input to a topic, a record each. */
#ifndef KAFKA_WRITER_H
#define KAFKA_WRITER_H

#include "base/error.h"
#include "base/slice.h"
#include "kafka/produce.h"
#include "stream/run.h"

#include <stdbool.h>

struct writer_plan {
	struct kafka_settings settings;
	const char *topic;
	const char *codec;          /* or NULL */
	struct slice key_text;      /* the key of every record; at is NULL for none */
	const char *key_field;      /* the key is this field of the JSON object on the line; or NULL */
	struct slice key_delimiter; /* the key is what stands before it on the line; empty for none */
	bool empty_is_null;         /* an empty value is sent as a tombstone */
};

/* 0 when every record is acknowledged, or -1 with the error. What was sent before an error is confirmed all
 * the same: counts.written is what was acknowledged. */
int writer_run(struct run *run, char *const *operands, const struct writer_plan *plan, struct error *error);

#endif
