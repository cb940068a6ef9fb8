/* SPDX-License-Identifier: GPL-3.0-or-later */
/* list: the brokers, topics and partitions of a cluster, with the first and the next offset of each
 * partition. */
#ifndef KAFKA_LIST_H
#define KAFKA_LIST_H

#include "base/buffer.h"
#include "base/error.h"
#include "kafka/client.h"

#include <stdbool.h>

/* Appends a line for each broker and each partition, as text or as NDJSON; of a topic only its partitions
 * (NULL: the whole cluster). 0, or -1 with the error, STATUS_USAGE for an unknown topic; to->failed when
 * memory ran out. */
int cluster_list(const struct kafka_settings *settings, const char *topic, bool json, struct buffer *to,
	struct error *error);

#endif
