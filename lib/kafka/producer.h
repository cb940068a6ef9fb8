/* SPDX-License-Identifier: GPL-3.0-or-later */
/* producer: sends records to one topic and waits until each is acknowledged. By default it is idempotent and
 * partitions as the Java client does (murmur2_random). */
#ifndef KAFKA_PRODUCER_H
#define KAFKA_PRODUCER_H

#include "base/error.h"
#include "base/slice.h"
#include "kafka/client.h"
#include "stream/run.h"

#include <stdint.h>

struct producer { /* all zero is a closed one */
	struct client client;
	rd_kafka_topic_t *topic;
	uint64_t sent; /* taken by producer_send; acknowledged + failed after producer_flush */
	uint64_t acknowledged;
	uint64_t failed;
	uint64_t failed_tag; /* tag of the first that failed */
	char failed_reason[256];
};

/* Connects and looks the topic up. codec is none, gzip, snappy, lz4 or zstd; NULL leaves the choice to the
 * properties. 0, or -1: STATUS_USAGE for an unknown topic or property, STATUS_SYSTEM for brokers that do not
 * answer. The producer must not move afterwards: callbacks have its address. */
int producer_open(struct producer *producer, const struct kafka_settings *settings, const char *topic,
	const char *codec, struct error *error);

/* Queues a copy of a record; waits while the queue is full. key.at is NULL for no key, value.at for a
 * tombstone; timestamp is in ms since 1970, or -1 for now (librdkafka cannot send 0, which becomes 1). tag
 * comes back in failed_tag. 0, or -1: with STATUS_REFUSED only this record was rejected (too large) and is
 * not counted; with STATUS_SYSTEM the producer has failed, and the record is counted as failed. */
int producer_send(struct producer *producer, struct slice key, struct slice value, int64_t timestamp,
	uint64_t tag, struct error *error);

/* To be called before the caller waits for input: sends what is queued without lingering, and serves delivery
 * reports, for 5 ms at most. 0, or -1 with STATUS_SYSTEM when the producer has failed. */
int producer_poll(struct producer *producer, struct error *error);

/* Waits for every delivery report. 0 when all records sent are acknowledged; -1 with STATUS_REFUSED, how many
 * failed and why the first did, or with STATUS_SYSTEM when the brokers went down. Afterwards sent =
 * acknowledged + failed. */
int producer_flush(struct producer *producer, struct error *error);

/* producer_flush at the end of a run, however the sending ended: counts.written becomes the number of
 * acknowledged records, and the report gets its counts. tag_name says what a tag is ("the row at line"), to
 * name the first record that failed. 0 or -1; an earlier error is kept. */
int producer_confirm(struct producer *producer, struct run *run, const char *tag_name, struct error *error);

/* Messages that were not flushed are dropped. */
void producer_close(struct producer *producer);

#endif
