/* SPDX-License-Identifier: GPL-3.0-or-later */
/* client: one connection to the brokers, and what librdkafka says about it. librdkafka never prints: its logs
 * and errors are kept as the cause of a later failure. Its callbacks run in client_poll and in the calls that
 * poll, on the caller's thread. */
#ifndef KAFKA_CLIENT_H
#define KAFKA_CLIENT_H

#include "base/error.h"
#include "kafka/settings.h"

#include <librdkafka/rdkafka.h>
#include <stdbool.h>
#include <stdint.h>

enum {
	CLIENT_DOWN_MS = 18000,  /* how long all brokers may be away once they were there: one that is killed
				  * and started again needs 11 s; one that hangs is found away after 10 s */
	CLIENT_QUERY_MS = 10000, /* how long a broker that is there may take to answer a question */
	CLIENT_CAUSE = 512,
};

struct client { /* all zero is a closed one */
	rd_kafka_t *handle;
	char *brokers;            /* as the user named them, for messages */
	char cause[CLIENT_CAUSE]; /* the last error that librdkafka reported, or empty */
	bool fatal;               /* and it is the end */
	int64_t down_since;       /* system_monotonic_ms() when all brokers were found down, or 0 */
};

/* Called for each delivery report; client is the one that was opened. */
typedef void client_delivered(rd_kafka_t *handle, const rd_kafka_message_t *message, void *client);

/* Opens a producer when delivered is given, else a consumer. It does not wait for a broker. The client must
 * not move afterwards. -1 with STATUS_USAGE for an unknown property, a bad value, or no brokers at all. */
int client_open(struct client *client, const struct kafka_settings *settings,
	const struct kafka_default *defaults, client_delivered *delivered, struct error *error);

/* Serves callbacks for `ms` at most and looks whether the client is at its end: 0, or -1 with STATUS_SYSTEM
 * (fatal error, all brokers down for too long). */
int client_poll(struct client *client, int ms, struct error *error);

/* All topics of the cluster, freed with rd_kafka_metadata_destroy; waits about 10 s for a broker. NULL with
 * STATUS_SYSTEM and the cause. All are asked for because asking for one by name creates it where the broker
 * makes topics by itself. */
const struct rd_kafka_metadata *client_metadata(struct client *client, struct error *error);

/* The topic's entry, or NULL with STATUS_USAGE: the nearest name, and how to make it. */
const struct rd_kafka_metadata_topic *client_topic(const struct client *client,
	const struct rd_kafka_metadata *metadata, const char *topic, struct error *error);

/* The first and the next offset of a partition. 0, or -1 with STATUS_SYSTEM. */
int client_watermarks(struct client *client, const char *topic, int32_t partition, int64_t *low,
	int64_t *high, struct error *error);

/* Closes it. Messages still queued are dropped. */
void client_close(struct client *client);

#endif
