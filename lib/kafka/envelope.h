/* SPDX-License-Identifier: GPL-3.0-or-later */
/* envelope: how a record of Kafka becomes a line of output. */
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
	LAYOUT_ENVELOPE, /* {"topic":..,"partition":..,"offset":..,"timestamp":..,"key":..,"headers":[..],"value":..}
			  */
};

struct envelope { /* all zero is a closed one */
	enum layout layout;
	struct slice key_delimiter; /* LAYOUT_VALUE: the key and this go before the value; empty for no key */
	size_t of;                  /* number of partitions being read, for `_kafka` */
	struct projection projection;
	struct scanner scanner;
	struct buffer meta;
	int slot; /* of `_kafka` */
};

/* 0, or -1 when memory ran out. */
int envelope_open(struct envelope *envelope, enum layout layout, struct slice key_delimiter, size_t of,
	struct error *error);

/* Appends the record as a line. VERDICT_FILTERED for a tombstone (a record without a value), which has no
 * line but in an envelope; VERDICT_REFUSED when `_kafka` is wanted and the value is no JSON object (what was
 * appended is then to be dropped); else VERDICT_WRITTEN. */
enum verdict envelope_write(struct envelope *envelope, const rd_kafka_message_t *message, struct buffer *to,
	struct refusal *refusal);

void envelope_close(struct envelope *envelope);

#endif
