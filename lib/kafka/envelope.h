/* SPDX-License-Identifier: GPL-3.0-or-later */
/* envelope: a Kafka record becomes a line of output. */
#ifndef KAFKA_ENVELOPE_H
#define KAFKA_ENVELOPE_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"
#include "record/projection.h"
#include "record/refusal.h"
#include "record/scan.h"
#include "stream/run.h"

#include <librdkafka/rdkafka.h>
#include <stddef.h>

enum layout {
	LAYOUT_VALUE, /* the value's bytes; the newlines inside a JSON object become spaces */
	LAYOUT_META,  /* the value, a JSON object, with `_kafka` set in it */
	/* {"topic":..,"partition":..,"offset":..,"timestamp":..,"key":..,"headers":[..],"value":..} */
	LAYOUT_ENVELOPE,
};

struct envelope { /* all zero is a closed one */
	enum layout layout;
	struct slice key_delimiter; /* LAYOUT_VALUE: written between key and value; empty to omit the key */
	size_t partitions;          /* how many are being read: `of` in `_kafka` */
	struct projection projection;
	struct scanner scanner;
	struct buffer meta;
	int slot; /* slot of `_kafka` */
};

/* 0, or -1 when memory ran out. */
int envelope_open(struct envelope *envelope, enum layout layout, struct slice key_delimiter,
	size_t partitions, struct error *error);

/* Appends the record as a line. VERDICT_FILTERED for a tombstone (a record without a value), which has a line
 * only in LAYOUT_ENVELOPE; VERDICT_REFUSED when LAYOUT_META finds a value that is not a JSON object (what was
 * appended is then to be dropped); VERDICT_FAILED when memory ran out; else VERDICT_WRITTEN. */
enum verdict envelope_write(struct envelope *envelope, const rd_kafka_message_t *message, struct buffer *to,
	struct refusal *refusal);

void envelope_close(struct envelope *envelope);

#endif
