/* SPDX-License-Identifier: GPL-3.0-or-later */
/* position: where a record stood in Kafka, by its `_kafka`, and its `part` of what --explode made of one. */
#ifndef RECORD_POSITION_H
#define RECORD_POSITION_H

#include "base/slice.h"
#include "record/projection.h"
#include "record/refusal.h"
#include "record/scan.h"

#include <stdbool.h>
#include <stdint.h>

struct position_slots {
	int topic, partition, offset, of, part;
};

struct position {
	bool known;         /* the record has a `_kafka` with a partition; the rest is zero otherwise */
	struct slice topic; /* as it stands in the line, between its quotes */
	uint32_t partition;
	uint32_t of; /* partitions of the topic that are being read, 0 where it does not say */
	uint32_t part;
	int64_t offset;
};

/* Asks the projection for what position_read reads. 0, or -1 when memory ran out. */
int position_bind(struct position_slots *at, struct projection *projection);

/* 0, or -1 with the refusal where something else than a number stands in `_kafka`. */
int position_read(const struct position_slots *at, const struct slot *slots, struct position *position,
	struct refusal *refusal);

#endif
