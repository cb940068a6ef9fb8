/* SPDX-License-Identifier: GPL-3.0-or-later */
/* settings: what the user says about the cluster, and librdkafka's configuration made of it. */
#ifndef KAFKA_SETTINGS_H
#define KAFKA_SETTINGS_H

#include "base/error.h"
#include "base/names.h"

#include <librdkafka/rdkafka.h>

/* What the command line says about the cluster. */
struct kafka_settings {
	const char *brokers; /* "host:port,..." or NULL when the properties name them */
	struct names
		properties;   /* "name=value" of librdkafka; these win over the file and over our defaults */
	const char *file;     /* of such lines, # comments; or NULL */
	const char *fallback; /* brokers where nothing else names them, or NULL */
};

/* A default of ours. */
struct kafka_default {
	const char *name; /* NULL ends the list */
	const char *value;
};

/* The configuration: our defaults, the fallback, the file, brokers, the properties; what comes later wins.
 * The caller owns it. NULL with STATUS_USAGE for an unknown property (with the nearest name) or a bad value,
 * STATUS_SYSTEM for a file that cannot be read. */
rd_kafka_conf_t *settings_configure(
	const struct kafka_settings *settings, const struct kafka_default *defaults, struct error *error);

/* One property as the configuration has it, in a text that the caller frees; NULL when memory ran out. */
char *settings_value(const rd_kafka_conf_t *configuration, const char *name);

#endif
