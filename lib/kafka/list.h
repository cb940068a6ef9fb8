/* SPDX-License-Identifier: GPL-3.0-or-later */
/* list: what a cluster has: brokers, topics, partitions and their first and next offsets. */
#ifndef KAFKA_LIST_H
#define KAFKA_LIST_H

#include "base/buffer.h"
#include "base/error.h"
#include "kafka/client.h"

#include <stdbool.h>

/* Appends the list: one line a broker and one a partition, as text in columns or as NDJSON. topic is NULL for
 * all, else no broker is listed. 0, or -1 with the error (an unknown topic is STATUS_USAGE); a failed
 * allocation shows in the buffer. */
int cluster_list(const struct kafka_settings *settings, const char *topic, bool json, struct buffer *to,
	struct error *error);

#endif
