/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kafka/sandbox.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { TOPIC_NAME = 249 /* Kafka's limit */, REPLICAS = 3, ANSWER_MS = 5000 };

/* librdkafka logs the end of every connection, which is not worth printing. */
static void
ignore_log(const rd_kafka_t *handle, int level, const char *facility, const char *text)
{
	(void)handle, (void)level, (void)facility, (void)text;
}

/* Leaves all signals to the main thread: the cluster's thread, which inherits this mask, would die of the
 * first signal that interrupts its poll (librdkafka 2.0.2). */
static void
open_cluster(struct sandbox *sandbox)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	sandbox->cluster = rd_kafka_mock_cluster_new(sandbox->handle, sandbox->brokers);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int
sandbox_open(struct sandbox *sandbox, uint64_t brokers, struct error *error)
{
	char reason[512];

	*sandbox = (struct sandbox){ 0 };
	if (brokers < 1 || brokers > SANDBOX_BROKERS)
		return error_set(
			error, STATUS_USAGE, "--brokers: write a number from 1 to %d", SANDBOX_BROKERS);
	rd_kafka_conf_t *configuration = rd_kafka_conf_new();
	rd_kafka_conf_set_log_cb(configuration, ignore_log);
	sandbox->handle = rd_kafka_new(RD_KAFKA_PRODUCER, configuration, reason, sizeof reason);
	if (!sandbox->handle) {
		rd_kafka_conf_destroy(configuration);
		return error_set(error, STATUS_SYSTEM, "the sandbox cannot start: %s", reason);
	}
	sandbox->brokers = (int)brokers;
	open_cluster(sandbox);
	if (!sandbox->cluster)
		return error_set(error, STATUS_SYSTEM, "the sandbox cannot open its ports on 127.0.0.1");
	return 0;
}

/* Splits NAME:PARTITIONS, with a name that Kafka allows. 0 or -1. */
static int
read_topic(struct slice text, char name[TOPIC_NAME + 1], int *partitions)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	const char *colon = memchr(text.at, ':', text.length);
	size_t length = colon ? (size_t)(colon - text.at) : 0;
	char digits[16] = "", *end;

	if (length < 1 || length > TOPIC_NAME || text.length - length - 1 >= sizeof digits)
		return -1;
	memcpy(name, text.at, length);
	name[length] = '\0';
	memcpy(digits, colon + 1, text.length - length - 1);
	long count = strtol(digits, &end, 10);
	if (*end != '\0' || count < 1 || count > SANDBOX_PARTITIONS)
		return -1;
	*partitions = (int)count;
	return strspn(name, allowed) == length ? 0 : -1;
}

int
sandbox_topic(struct sandbox *sandbox, struct slice text, struct error *error)
{
	char name[TOPIC_NAME + 1];
	int partitions;

	if (read_topic(text, name, &partitions))
		return error_set(error, STATUS_USAGE,
			"--topic %.*s: write NAME:PARTITIONS, as in orders:4; a name has letters, digits and "
			"._-",
			SLICE_PRINT(text));
	rd_kafka_resp_err_t code = rd_kafka_mock_topic_create(sandbox->cluster, name, partitions,
		sandbox->brokers < REPLICAS ? sandbox->brokers : REPLICAS);
	if (code == RD_KAFKA_RESP_ERR_NO_ERROR)
		return 0;
	return error_set(error, STATUS_USAGE, "--topic %.*s: %s", SLICE_PRINT(text), rd_kafka_err2str(code));
}

const char *
sandbox_brokers(const struct sandbox *sandbox)
{
	return rd_kafka_mock_cluster_bootstraps(sandbox->cluster);
}

/* A consumer that is connected to the sandbox, or NULL. */
static rd_kafka_t *
open_consumer(const struct sandbox *sandbox)
{
	char reason[512];
	rd_kafka_conf_t *configuration = rd_kafka_conf_new();

	rd_kafka_conf_set_log_cb(configuration, ignore_log);
	rd_kafka_conf_set(
		configuration, "bootstrap.servers", sandbox_brokers(sandbox), reason, sizeof reason);
	rd_kafka_t *consumer = rd_kafka_new(RD_KAFKA_CONSUMER, configuration, reason, sizeof reason);
	if (!consumer)
		rd_kafka_conf_destroy(configuration);
	return consumer;
}

int
sandbox_dropped(struct sandbox *sandbox, struct slice topic, int64_t *dropped)
{
	char name[TOPIC_NAME + 1];
	int partitions;
	rd_kafka_t *consumer = read_topic(topic, name, &partitions) ? NULL : open_consumer(sandbox);

	if (!consumer)
		return -1;
	/* Gets the leaders of the partitions, which the next call would look up only once a second. */
	const struct rd_kafka_metadata *metadata;
	if (rd_kafka_metadata(consumer, 1, NULL, &metadata, ANSWER_MS) == RD_KAFKA_RESP_ERR_NO_ERROR)
		rd_kafka_metadata_destroy(metadata);
	/* In Kafka's protocol the "time" -2 means the first offset; one request serves all partitions. */
	rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(partitions);
	for (int i = 0; i < partitions; i++)
		rd_kafka_topic_partition_list_add(list, name, i)->offset = RD_KAFKA_OFFSET_BEGINNING;
	int failed = rd_kafka_offsets_for_times(consumer, list, ANSWER_MS) ? -1 : 0;
	*dropped = 0;
	for (int i = 0; i < partitions && !failed; i++)
		if (list->elems[i].offset > 0)
			*dropped += list->elems[i].offset;
	rd_kafka_topic_partition_list_destroy(list);
	rd_kafka_destroy(consumer);
	return failed;
}

void
sandbox_close(struct sandbox *sandbox)
{
	if (sandbox->cluster)
		rd_kafka_mock_cluster_destroy(sandbox->cluster);
	if (sandbox->handle)
		rd_kafka_destroy(sandbox->handle);
	*sandbox = (struct sandbox){ 0 };
}
