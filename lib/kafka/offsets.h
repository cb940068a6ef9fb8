/* SPDX-License-Identifier: GPL-3.0-or-later */
/* offsets: where reading begins and ends in each partition, fixed as numbers when a run starts. */
#ifndef KAFKA_OFFSETS_H
#define KAFKA_OFFSETS_H

#include "base/error.h"
#include "base/names.h"
#include "kafka/client.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum offset_kind {
	OFFSET_BEGINNING,
	OFFSET_END,
	OFFSET_AT,   /* the offset `n` of each partition */
	OFFSET_LAST, /* the last `n` records of each partition */
};

struct offset {
	enum offset_kind kind;
	int64_t n;
};

/* What is read of one partition. */
struct range {
	int32_t partition;
	int64_t next; /* offset of the next record */
	int64_t end;  /* where reading ends when it is bounded: the next offset when the run started */
	bool done;
};

struct ranges {
	struct range *at; /* in the order of partitions */
	size_t count;
};

/* Reads what -o says: beginning, end, N or -N. 0, or -1 with STATUS_USAGE. */
int offset_read(struct offset *offset, const char *text, struct error *error);

/* The ranges of the partitions asked for (numbers as text; none is all), by a look at the broker. -1 with
 * STATUS_USAGE for a partition that is not there, STATUS_REFUSED for an offset that is not there (any more).
 */
int ranges_open(struct ranges *ranges, struct client *client, const struct rd_kafka_metadata_topic *topic,
	const struct names *partitions, struct offset from, struct error *error);

void ranges_close(struct ranges *ranges);

#endif
