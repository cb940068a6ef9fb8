/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sandbox: librdkafka's mock cluster: brokers in this process, on ports of 127.0.0.1 that the kernel chooses.
 * All records are in memory and gone at the end. */
#ifndef KAFKA_SANDBOX_H
#define KAFKA_SANDBOX_H

#include "base/error.h"
#include "base/slice.h"

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

struct sandbox { /* all zero is a closed one */
	rd_kafka_t *handle;
	rd_kafka_mock_cluster_t *cluster;
	int brokers;
};

enum { SANDBOX_BROKERS = 64, SANDBOX_PARTITIONS = 10000 }; /* at most; more is a slip of the keyboard */

/* Starts 1 to SANDBOX_BROKERS brokers. 0 or -1. */
int sandbox_open(struct sandbox *sandbox, uint64_t brokers, struct error *error);

/* Creates a topic, "NAME:PARTITIONS". 0, or -1 with STATUS_USAGE. */
int sandbox_topic(struct sandbox *sandbox, struct slice text, struct error *error);

/* "127.0.0.1:PORT,..."; lives as long as the sandbox. */
const char *sandbox_brokers(const struct sandbox *sandbox);

/* The number of records that a topic ("NAME:PARTITIONS") lost to the limits of the sandbox: the sum of the
 * first offsets of its partitions. 0, or -1 when the cluster does not answer. */
int sandbox_dropped(struct sandbox *sandbox, struct slice topic, int64_t *dropped);

void sandbox_close(struct sandbox *sandbox);

#endif
