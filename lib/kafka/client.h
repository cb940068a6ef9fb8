/* SPDX-License-Identifier: GPL-3.0-or-later */
/* client: a connection to the brokers: its configuration, its metadata, and why it failed. librdkafka prints
 * nothing: its logs and errors are kept as the cause of a later failure. Its callbacks run in client_poll and
 * in the calls that poll, on the caller's thread. */
#ifndef KAFKA_CLIENT_H
#define KAFKA_CLIENT_H

#include "base/error.h"
#include "kafka/settings.h"

#include <librdkafka/rdkafka.h>
#include <stdbool.h>
#include <stdint.h>

enum {
	CLIENT_DOWN_MS = 18000,  /* how long all brokers may be down in the course of a run: one that is
				  * killed and restarted needs 11 s, one that hangs is noticed after 10 s */
	CLIENT_QUERY_MS = 10000, /* how long a broker may take to answer a request */
	CLIENT_CAUSE = 512,
};

/* A default of ours. */
struct kafka_default {
	const char *name; /* NULL ends the list */
	const char *value;
};

struct client { /* all zero is a closed one */
	rd_kafka_t *handle;
	char *brokers;            /* as configured, for messages */
	char cause[CLIENT_CAUSE]; /* the last error that librdkafka reported, or empty */
	bool fatal;               /* after that error nothing works any more */
	int64_t down_since;       /* system_monotonic_ms() when all brokers were found down, or 0 */
};

/* Called for each delivery report; client is the one that was opened. */
typedef void client_delivered(rd_kafka_t *handle, const rd_kafka_message_t *message, void *client);

/* Opens a producer when delivered is given, otherwise a consumer, without waiting for a broker. The client
 * must not move afterwards. 0, or -1: STATUS_USAGE for an unknown property (with the nearest one), a bad
 * value, or no brokers; STATUS_SYSTEM for an unreadable file. Close it either way. */
int client_open(struct client *client, const struct kafka_settings *settings,
	const struct kafka_default *defaults, client_delivered *delivered, struct error *error);

/* Serves callbacks for `ms` at most. 0, or -1 with STATUS_SYSTEM after a fatal error, or when all brokers
 * have been down too long. */
int client_poll(struct client *client, int ms, struct error *error);

/* The metadata of all topics, to be freed with rd_kafka_metadata_destroy; waits about 10 s for a broker. NULL
 * with STATUS_SYSTEM and the cause. All topics are requested because a request for one by name creates it on
 * brokers that create topics automatically. */
const struct rd_kafka_metadata *client_metadata(struct client *client, struct error *error);

/* The topic's entry; NULL with STATUS_USAGE, the nearest name, and how to create it. */
const struct rd_kafka_metadata_topic *client_topic(const struct client *client,
	const struct rd_kafka_metadata *metadata, const char *topic, struct error *error);

/* The first offset of a partition, and the offset of its next record. 0, or -1 with STATUS_SYSTEM. */
int client_watermarks(struct client *client, const char *topic, int32_t partition, int64_t *low,
	int64_t *high, struct error *error);

/* Messages still queued are dropped. */
void client_close(struct client *client);

#endif
