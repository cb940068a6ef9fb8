/* SPDX-License-Identifier: GPL-3.0-or-later */
/* client: one connection to the brokers, and what librdkafka says about it. librdkafka never prints: its logs
 * and errors are kept as the cause of a later failure. Its callbacks run in client_poll and in the calls that
 * poll, on the caller's thread. */
#ifndef KAFKA_CLIENT_H
#define KAFKA_CLIENT_H

#include "base/error.h"
#include "base/names.h"

#include <librdkafka/rdkafka.h>
#include <stdbool.h>
#include <stdint.h>

enum {
	CLIENT_OPEN_SECONDS = 10, /* how long a broker may take to answer at first */
	CLIENT_DOWN_SECONDS = 25, /* how long all of them may be away later: a broker that is killed and
				   * started again needs 11 */
	CLIENT_CAUSE = 512,
};

/* What the command line says about the cluster. */
struct kafka_settings {
	const char *brokers; /* "host:port,..." or NULL when the properties name them */
	struct names
		properties; /* "name=value" of librdkafka; these win over the file and over our defaults */
	const char *file;   /* of such lines, # comments; or NULL */
};

/* A default of ours. */
struct client_default {
	const char *name; /* NULL ends the list */
	const char *value;
};

struct client { /* all zero is a closed one */
	rd_kafka_t *handle;
	char *brokers;            /* as the user named them, for messages */
	char cause[CLIENT_CAUSE]; /* the last error that librdkafka reported, or empty */
	bool fatal;               /* cause is the end */
	int64_t down_since;       /* clock_ms() when all brokers were found down, or 0 */
	int64_t down_after;       /* what is in CLIENT_DOWN_SECONDS, as milliseconds */
	void *owner;              /* handed to the callbacks of the one that opened it */
};

typedef void client_delivered(rd_kafka_t *handle, const rd_kafka_message_t *message, void *client);

/* Opens a producer when delivered is given, else a consumer. It does not wait for a broker. -1 with
 * STATUS_USAGE for an unknown property, a bad value, or no brokers at all. */
int client_open(struct client *client, const struct kafka_settings *settings,
	const struct client_default *defaults, client_delivered *delivered, struct error *error);

/* Serves callbacks for `ms` at most and looks whether the client is at its end: 0, or -1 with STATUS_SYSTEM
 * (fatal error, all brokers down for too long). */
int client_poll(struct client *client, int ms, struct error *error);

/* All topics of the cluster, freed with rd_kafka_metadata_destroy; waits CLIENT_OPEN_SECONDS for a broker.
 * NULL with STATUS_SYSTEM and the cause. All are asked for because asking for one by name creates it where
 * the broker makes topics by itself. */
const struct rd_kafka_metadata *client_metadata(struct client *client, struct error *error);

/* The topic's entry, or NULL with STATUS_USAGE: the nearest name, and how to make it. */
const struct rd_kafka_metadata_topic *client_topic(struct client *client,
	const struct rd_kafka_metadata *metadata, const char *topic, struct error *error);

/* Closes it; NULL handles are fine. Messages still queued are dropped. */
void client_close(struct client *client);

/* Milliseconds of a clock that never goes back. */
int64_t clock_ms(void);

#endif
