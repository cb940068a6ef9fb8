/* SPDX-License-Identifier: GPL-3.0-or-later */
/* produce: records to one topic, each confirmed by its delivery report. Idempotent and with the partitioner
 * of the Java client (murmur2_random) unless a property says otherwise. */
#ifndef KAFKA_PRODUCE_H
#define KAFKA_PRODUCE_H

#include "base/error.h"
#include "base/slice.h"
#include "kafka/client.h"
#include "stream/run.h"

#include <stdint.h>

struct producer { /* all zero is a closed one */
	struct client client;
	rd_kafka_topic_t *topic;
	uint64_t sent; /* taken by producer_send; acknowledged + failed when producer_flush is through */
	uint64_t acknowledged;
	uint64_t failed;
	uint64_t failed_tag; /* of the first that failed */
	char failed_reason[256];
};

/* Connects and looks the topic up. codec is none, gzip, snappy, lz4 or zstd, or NULL for the client's own
 * choice. 0, or -1: STATUS_USAGE for an unknown topic or property, STATUS_SYSTEM for a dead broker. The
 * producer must not move afterwards (callbacks know its address). */
int producer_open(struct producer *producer, const struct kafka_settings *settings, const char *topic,
	const char *codec, struct error *error);

/* Queues a copy of one record, and waits while the queue is full. key.at is NULL for no key, value.at for a
 * tombstone; timestamp is in ms since 1970, or -1 for now (librdkafka cannot send 0: it becomes 1). tag comes
 * back in failed_tag. -1 with STATUS_REFUSED when this record alone was not taken (too large: nothing is
 * counted, others may follow), with STATUS_SYSTEM when the producer is at its end (it is counted as failed).
 */
int producer_send(struct producer *producer, struct slice key, struct slice value, int64_t timestamp,
	uint64_t tag, struct error *error);

/* To be called before the caller waits for input: what is queued goes out without lingering for company, and
 * delivery reports are served, for 5 ms at most. 0, or -1 with STATUS_SYSTEM when the producer is at its end.
 */
int producer_poll(struct producer *producer, struct error *error);

/* Waits for every delivery report. 0 when all that was sent is acknowledged; -1 with STATUS_REFUSED and how
 * many failed and why the first did, or with STATUS_SYSTEM when the brokers went away. Either way sent =
 * acknowledged + failed afterwards. */
int producer_flush(struct producer *producer, struct error *error);

/* producer_flush at the end of a run, whatever ended the sending: counts.written becomes what was
 * acknowledged, and the report gets its counts. tagged says what a tag is ("the row at line"), to name the
 * first record that failed. 0 or -1; an error that is there already is kept. */
int producer_confirm(struct producer *producer, struct run *run, const char *tagged, struct error *error);

/* Closes it. What was not flushed is dropped. */
void producer_close(struct producer *producer);

#endif
