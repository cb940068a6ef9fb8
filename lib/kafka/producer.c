/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kafka/producer.h"

#include <inttypes.h>
#include <stdio.h>

enum {
	POLL_EVERY = 256, /* records between two polls for reports; until then librdkafka keeps the records */
	PUSH_MS = 5,
	ROUND_MS = 100, /* wait between two checks that the brokers are still up */
	PURGE_MS = 2000,
};

static const struct kafka_default producer_defaults[] = {
	{ "enable.idempotence", "true" },
	{ "partitioner", "murmur2_random" },
	{ "queue.buffering.max.kbytes", "65536" }, /* librdkafka's 1 GiB is too much for a filter */
	{ "reconnect.backoff.max.ms", "2000" },
	{ "socket.nagle.disable", "true" },
	{ "socket.timeout.ms", "10000" }, /* a broker that hangs counts as down */
	{ NULL, NULL },
};

static void
count_failure(struct producer *producer, uint64_t tag, const char *reason)
{
	if (producer->failed++ > 0)
		return;
	producer->failed_tag = tag;
	snprintf(producer->failed_reason, sizeof producer->failed_reason, "%s", reason);
}

static void
count_report(rd_kafka_t *handle, const rd_kafka_message_t *message, void *client)
{
	struct producer *producer = client; /* its first member */

	(void)handle;
	if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
		producer->acknowledged++;
		producer->client.down_since = 0;
		return;
	}
	count_failure(producer, (uint64_t)(uintptr_t)message->_private, rd_kafka_err2str(message->err));
}

static int
check_topic(struct producer *producer, const char *topic, struct error *error)
{
	const struct rd_kafka_metadata *metadata = client_metadata(&producer->client, error);

	if (!metadata)
		return -1;
	bool found = client_topic(&producer->client, metadata, topic, error) != NULL;
	rd_kafka_metadata_destroy(metadata);
	return found ? 0 : -1;
}

static int
open_topic(struct producer *producer, const char *topic, const char *codec, struct error *error)
{
	rd_kafka_topic_conf_t *configuration = rd_kafka_default_topic_conf_dup(producer->client.handle);
	char reason[256];

	if (!configuration)
		return error_memory(error);
	if (codec &&
		rd_kafka_topic_conf_set(configuration, "compression.codec", codec, reason, sizeof reason)) {
		rd_kafka_topic_conf_destroy(configuration);
		return error_set(
			error, STATUS_USAGE, "--compress %s: write none, gzip, snappy, lz4 or zstd", codec);
	}
	producer->topic = rd_kafka_topic_new(producer->client.handle, topic, configuration);
	if (!producer->topic)
		return error_set(error, STATUS_USAGE, "topic \"%s\": %s", topic,
			rd_kafka_err2str(rd_kafka_last_error()));
	return 0;
}

int
producer_open(struct producer *producer, const struct kafka_settings *settings, const char *topic,
	const char *codec, struct error *error)
{
	*producer = (struct producer){ 0 };
	if (client_open(&producer->client, settings, producer_defaults, count_report, error) == 0 &&
		check_topic(producer, topic, error) == 0 && open_topic(producer, topic, codec, error) == 0)
		return 0;
	producer_close(producer);
	return -1;
}

static rd_kafka_resp_err_t
queue_record(struct producer *producer, struct slice key, struct slice value, int64_t timestamp, uint64_t tag)
{
	int64_t time = timestamp < 0 ? 0 : timestamp > 0 ? timestamp : 1; /* 0 is "now" to librdkafka */
	/* librdkafka copies all of it, though it does not declare it const. */
	const rd_kafka_vu_t parts[] = {
		{ .vtype = RD_KAFKA_VTYPE_RKT, .u.rkt = producer->topic },
		{ .vtype = RD_KAFKA_VTYPE_MSGFLAGS, .u.i = RD_KAFKA_MSG_F_COPY },
		{ .vtype = RD_KAFKA_VTYPE_KEY, .u.mem = { (char *)(uintptr_t)key.at, key.length } },
		{ .vtype = RD_KAFKA_VTYPE_VALUE, .u.mem = { (char *)(uintptr_t)value.at, value.length } },
		{ .vtype = RD_KAFKA_VTYPE_TIMESTAMP, .u.i64 = time },
		{ .vtype = RD_KAFKA_VTYPE_OPAQUE, .u.ptr = (void *)(uintptr_t)tag },
	};
	rd_kafka_error_t *failure =
		rd_kafka_produceva(producer->client.handle, parts, sizeof parts / sizeof *parts);
	rd_kafka_resp_err_t code = failure ? rd_kafka_error_code(failure) : RD_KAFKA_RESP_ERR_NO_ERROR;

	if (failure)
		rd_kafka_error_destroy(failure);
	return code;
}

static int
not_queued(struct producer *producer, rd_kafka_resp_err_t code, size_t size, struct error *error)
{
	switch (code) {
	case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
		return error_set(error, STATUS_REFUSED,
			"a record of %zu bytes is more than message.max.bytes allows; "
			"raise it with -X message.max.bytes=%zu, and max.message.bytes of the topic",
			size, size + 1024);
	case RD_KAFKA_RESP_ERR__FATAL:
		return client_poll(&producer->client, 0, error)
			       ? -1
			       : error_set(error, STATUS_SYSTEM, "%s: %s", producer->client.brokers,
					 rd_kafka_err2str(code));
	default:
		return error_set(error, STATUS_SYSTEM, "%s: topic \"%s\": %s", producer->client.brokers,
			rd_kafka_topic_name(producer->topic), rd_kafka_err2str(code));
	}
}

/* Queues the record; waits while the queue is full. */
static int
send_record(struct producer *producer, struct slice key, struct slice value, int64_t timestamp, uint64_t tag,
	struct error *error)
{
	if (producer->sent % POLL_EVERY == 0 && client_poll(&producer->client, 0, error))
		return -1;
	for (;;) {
		rd_kafka_resp_err_t code = queue_record(producer, key, value, timestamp, tag);
		if (code == RD_KAFKA_RESP_ERR_NO_ERROR)
			return 0;
		if (code != RD_KAFKA_RESP_ERR__QUEUE_FULL)
			return not_queued(producer, code, key.length + value.length, error);
		if (client_poll(&producer->client, ROUND_MS, error))
			return -1;
	}
}

int
producer_send(struct producer *producer, struct slice key, struct slice value, int64_t timestamp,
	uint64_t tag, struct error *error)
{
	int failed = send_record(producer, key, value, timestamp, tag, error);

	if (failed && error->kind == STATUS_REFUSED)
		return -1;
	producer->sent++;
	if (failed) /* there will be no delivery report */
		count_failure(producer, tag, "the producer had failed");
	return failed;
}

/* rd_kafka_flush sends without lingering, and serves the callbacks whose errors client_poll reports. */
int
producer_poll(struct producer *producer, struct error *error)
{
	rd_kafka_flush(producer->client.handle, PUSH_MS);
	return client_poll(&producer->client, 0, error);
}

static uint64_t
unconfirmed(const struct producer *producer)
{
	return producer->sent - producer->acknowledged;
}

/* Gives up what is queued or in flight, so that every record has its report. Records in flight may have
 * arrived all the same, but without an acknowledgement. */
static void
give_up(struct producer *producer)
{
	rd_kafka_purge(producer->client.handle, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
	rd_kafka_flush(producer->client.handle, PURGE_MS);
	producer->failed = unconfirmed(producer);
}

int
producer_flush(struct producer *producer, struct error *error)
{
	struct error end = { 0 };

	while (producer->acknowledged + producer->failed < producer->sent) {
		rd_kafka_flush(producer->client.handle, ROUND_MS);
		if (client_poll(&producer->client, 0, &end)) {
			give_up(producer);
			return error_set(error, end.kind,
				"%s; %" PRIu64 " of %" PRIu64 " records are not acknowledged", end.text,
				unconfirmed(producer), producer->sent);
		}
	}
	if (producer->failed == 0)
		return 0;
	return error_set(error, STATUS_REFUSED,
		"%s: %" PRIu64 " of %" PRIu64 " records were not delivered to \"%s\"; the first: %s",
		producer->client.brokers, producer->failed, producer->sent,
		rd_kafka_topic_name(producer->topic), producer->failed_reason);
}

int
producer_confirm(struct producer *producer, struct run *run, const char *tag_name, struct error *error)
{
	struct error trouble = { 0 };
	int failed = producer_flush(producer, &trouble);

	run->counts.written = producer->acknowledged;
	run_extra(run, "acknowledged", producer->acknowledged);
	run_extra(run, "failed", producer->failed);
	if (!failed)
		return 0;
	if (producer->failed == 0)
		return error_set(error, trouble.kind, "%s", trouble.text);
	return error_set(
		error, trouble.kind, "%s (%s %" PRIu64 ")", trouble.text, tag_name, producer->failed_tag);
}

void
producer_close(struct producer *producer)
{
	if (producer->topic)
		rd_kafka_topic_destroy(producer->topic);
	producer->topic = NULL;
	client_close(&producer->client);
}
