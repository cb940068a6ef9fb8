/* SPDX-License-Identifier: GPL-3.0-or-later */
/* position: the place of a record in Kafka, which is in its `_kafka`, and the number of its part where
 * --explode made several records of one, which is in its `part`. */
#ifndef RECORD_POSITION_H
#define RECORD_POSITION_H

#include "base/slice.h"
#include "record/projection.h"
#include "record/refusal.h"
#include "record/slot.h"

#include <stdbool.h>
#include <stdint.h>

struct position_slots {
	int topic, partition, offset, of, part;
};

struct position {
	bool known;         /* the record has a `_kafka` with a partition; otherwise the rest is zero */
	struct slice topic; /* as it is in the line, between its quotes */
	uint32_t partition;
	uint32_t of; /* number of partitions of the topic that are being read, 0 where that is missing */
	uint32_t part;
	int64_t offset;
};

/* Asks the projection for what position_read reads. 0, or -1 when memory ran out. */
int position_bind(struct position_slots *at, struct projection *projection);

/* Reads the position of the scanned record. 0, or -1 with the refusal where `_kafka` holds anything but
 * numbers. */
int position_read(const struct position_slots *at, const struct slot *slots, struct position *position,
	struct refusal *refusal);

#endif
