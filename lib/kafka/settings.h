/* SPDX-License-Identifier: GPL-3.0-or-later */
/* settings: what the user says about the cluster; without librdkafka, so that cli need not depend on it. */
#ifndef KAFKA_SETTINGS_H
#define KAFKA_SETTINGS_H

#include "base/names.h"

/* In the configuration our defaults come first, then the fallback, the file, the brokers and the properties;
 * later ones override earlier ones. */
struct kafka_settings {
	const char *brokers;     /* "HOST:PORT,...", or NULL when the file or the properties name them */
	struct names properties; /* librdkafka's, "NAME=VALUE" */
	const char *file;        /* a file of such lines, with # comments; or NULL */
	const char *fallback;    /* brokers for when nothing else names them, or NULL */
};

#endif
