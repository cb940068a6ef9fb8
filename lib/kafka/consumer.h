/* SPDX-License-Identifier: GPL-3.0-or-later */
/* consumer: the records of one topic, partition by partition, without a consumer group. Where reading begins
 * and ends in each partition is fixed when it starts. */
#ifndef KAFKA_CONSUMER_H
#define KAFKA_CONSUMER_H

#include "kafka/client.h"

#include <stddef.h>

enum offset_kind {
	OFFSET_BEGINNING,
	OFFSET_END,
	OFFSET_AT,   /* offset `n` of each partition */
	OFFSET_LAST, /* the last `n` records of each partition */
};

struct offset {
	enum offset_kind kind;
	int64_t n;
};

/* Parses the value of -o: beginning, end, N or -N. 0, or -1 with STATUS_USAGE. */
int offset_read(struct offset *offset, const char *text, struct error *error);

/* What is to be read. */
struct subscription {
	const char *topic;
	const struct names *partitions; /* their numbers; none means all */
	struct offset from;
	bool bounded; /* only up to the end that the topic has at the start */
};

/* The part of a partition that is read. */
struct range {
	int32_t partition;
	int64_t next; /* offset of the next record */
	int64_t end;  /* where a bounded reading ends: the next offset at the start */
	bool done;
};

struct consumer { /* all zero is a closed one */
	struct client client;
	rd_kafka_topic_t *topic;
	rd_kafka_queue_t *queue; /* takes the records of all partitions */
	struct range *ranges;    /* in the order of their partitions */
	size_t range_count;
	size_t unfinished; /* number of ranges that are not done: while there are any, records may come */
	bool bounded;
	int wake[2]; /* a pipe that librdkafka writes to when the queue receives something */
};

/* Connects, looks the topic up and starts reading. The consumer must not move afterwards. 0, or -1:
 * STATUS_USAGE for an unknown topic, partition or property; STATUS_REFUSED for an offset that is gone or does
 * not exist yet; STATUS_SYSTEM for brokers that do not answer. Close it either way. */
int consumer_open(struct consumer *consumer, const struct kafka_settings *settings,
	const struct subscription *subscription, struct error *error);

/* The next record that has arrived, to be freed with rd_kafka_message_destroy; never waits. 1, 0 when none
 * has, or -1 with the error. */
int consumer_take(struct consumer *consumer, rd_kafka_message_t **message, struct error *error);

/* Waits until there may be a record: 1; 0 when none came within `ms` milliseconds (-1: no limit) or a signal
 * came; -1 with the error. */
int consumer_wait(struct consumer *consumer, int64_t ms, struct error *error);

void consumer_close(struct consumer *consumer);

#endif
