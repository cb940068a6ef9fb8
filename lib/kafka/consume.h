/* SPDX-License-Identifier: GPL-3.0-or-later */
/* consume: the records of one topic, partition by partition from fixed offsets, without a group. */
#ifndef KAFKA_CONSUME_H
#define KAFKA_CONSUME_H

#include "base/error.h"
#include "base/names.h"
#include "kafka/client.h"
#include "kafka/offsets.h"

#include <stdbool.h>
#include <stddef.h>

struct consumer { /* all zero is a closed one */
	struct client client;
	rd_kafka_topic_t *topic;
	rd_kafka_queue_t *queue; /* of all partitions */
	struct ranges ranges;
	bool bounded;   /* reading ends at the ranges' ends */
	size_t reading; /* ranges that are not done */
	int wake[2];    /* a pipe that librdkafka writes to when the queue gets something */
};

/* What is to be read. */
struct reading {
	const char *topic;
	const struct names *partitions; /* numbers; none is all */
	struct offset from;
	bool bounded; /* to the end as it is now, while others may go on writing */
};

/* Connects, looks the topic up and starts reading. The consumer must not move afterwards. 0, or -1:
 * STATUS_USAGE for an unknown topic, partition or property, STATUS_REFUSED for an offset that is not there,
 * STATUS_SYSTEM for a dead broker. */
int consumer_open(struct consumer *consumer, const struct kafka_settings *settings,
	const struct reading *reading, struct error *error);

/* The next record that has come, to be freed with rd_kafka_message_destroy; it never waits. 1; 0 when there
 * is none now (consumer->reading says whether any can come); -1 with the error. */
int consumer_take(struct consumer *consumer, rd_kafka_message_t **message, struct error *error);

/* Waits until there may be a record: 1; 0 when none came for `ms` milliseconds (-1: no limit) or a signal
 * came; -1 with the error. */
int consumer_wait(struct consumer *consumer, int64_t ms, struct error *error);

void consumer_close(struct consumer *consumer);

#endif
