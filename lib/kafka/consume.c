/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kafka/consume.h"

#include "base/system.h"
#include "stream/stop.h"

#include <unistd.h>

enum {
	LOOK_MS = 1000, /* while brokers are down: how often to look whether that lasts too long */
};

static const struct kafka_default consumer_defaults[] = {
	{ "auto.offset.reset", "error" }, /* data that is gone must be said, not passed over */
	{ "enable.auto.commit", "false" },
	{ "enable.partition.eof", "true" },
	{ "allow.auto.create.topics", "false" },
	{ "queued.max.messages.kbytes", "16384" }, /* read ahead, of each partition */
	{ "reconnect.backoff.max.ms", "2000" },
	{ "socket.nagle.disable", "true" },
	{ "socket.timeout.ms", "10000" }, /* a broker that hangs is away, too */
	{ NULL, NULL },
};

/* Both queues wake the same pipe: records come by one, errors and logs by the other. */
static int
open_wake(struct consumer *consumer, struct error *error)
{
	if (system_open_pipe(consumer->wake))
		return error_system(error, "a pipe cannot be made");
	rd_kafka_queue_io_event_enable(consumer->queue, consumer->wake[1], "r", 1);
	rd_kafka_queue_t *main_queue = rd_kafka_queue_get_main(consumer->client.handle);
	rd_kafka_queue_io_event_enable(main_queue, consumer->wake[1], "e", 1);
	rd_kafka_queue_destroy(main_queue);
	return 0;
}

static int
start_range(struct consumer *consumer, struct range *range, struct error *error)
{
	if (consumer->bounded && range->next >= range->end) {
		range->done = true;
		return 0;
	}
	consumer->reading++;
	if (rd_kafka_consume_start_queue(consumer->topic, range->partition, range->next, consumer->queue) ==
		0)
		return 0;
	return error_set(error, STATUS_SYSTEM, "%s/%d: cannot be read: %s",
		rd_kafka_topic_name(consumer->topic), (int)range->partition,
		rd_kafka_err2str(rd_kafka_last_error()));
}

static int
find_ranges(struct consumer *consumer, const struct reading *reading, struct error *error)
{
	const struct rd_kafka_metadata *metadata = client_metadata(&consumer->client, error);
	const struct rd_kafka_metadata_topic *topic;

	if (!metadata)
		return -1;
	topic = client_topic(&consumer->client, metadata, reading->topic, error);
	int failed = topic ? ranges_open(&consumer->ranges, &consumer->client, topic, reading->partitions,
				     reading->from, error)
			   : -1;
	rd_kafka_metadata_destroy(metadata);
	return failed;
}

int
consumer_open(struct consumer *consumer, const struct kafka_settings *settings, const struct reading *reading,
	struct error *error)
{
	*consumer = (struct consumer){ .bounded = reading->bounded };
	if (client_open(&consumer->client, settings, consumer_defaults, NULL, error) ||
		find_ranges(consumer, reading, error))
		return -1;
	consumer->queue = rd_kafka_queue_new(consumer->client.handle);
	consumer->topic = rd_kafka_topic_new(consumer->client.handle, reading->topic, NULL);
	if (!consumer->topic)
		return error_set(error, STATUS_USAGE, "topic \"%s\": %s", reading->topic,
			rd_kafka_err2str(rd_kafka_last_error()));
	if (open_wake(consumer, error))
		return -1;
	for (size_t i = 0; i < consumer->ranges.count; i++)
		if (start_range(consumer, &consumer->ranges.at[i], error))
			return -1;
	return 0;
}

static struct range *
range_of(const struct consumer *consumer, int32_t partition)
{
	for (size_t i = 0; i < consumer->ranges.count; i++)
		if (consumer->ranges.at[i].partition == partition)
			return &consumer->ranges.at[i];
	return NULL;
}

/* Reading has come to `next`: stops the range when that is its end. */
static void
advance(struct consumer *consumer, struct range *range, int64_t next)
{
	range->next = next;
	if (!consumer->bounded || next < range->end)
		return;
	range->done = true;
	consumer->reading--;
	rd_kafka_consume_stop(consumer->topic, range->partition);
}

static int
reading_failed(const struct consumer *consumer, const rd_kafka_message_t *message, struct error *error)
{
	const char *topic = rd_kafka_topic_name(consumer->topic);
	const char *reason = rd_kafka_message_errstr(message);
	int partition = (int)message->partition;

	switch (message->err) {
	case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
	case RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE:
		return error_set(error, STATUS_REFUSED,
			"%s/%d: the next records are gone: the broker dropped them before they were read, or "
			"the topic was made anew (%s); -o beginning reads what is left",
			topic, partition, reason);
	case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
	case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
		return error_set(error, STATUS_SYSTEM, "%s/%d: the partition is no longer there (%s)", topic,
			partition, reason);
	default:
		return error_set(error, STATUS_SYSTEM, "%s/%d: %s", topic, partition, reason);
	}
}

/* Looks at what came: 1 when it is a record that is wanted, 0 when not, -1. */
static int
judge(struct consumer *consumer, const rd_kafka_message_t *message, struct error *error)
{
	struct range *range = range_of(consumer, message->partition);

	if (range && range->done)
		return 0;
	if (range && message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
		advance(consumer, range, message->offset);
		return 0;
	}
	if (!range || message->err != RD_KAFKA_RESP_ERR_NO_ERROR)
		return reading_failed(consumer, message, error);
	/* Compaction and transactions leave gaps: a record beyond the end also says that the end is reached.
	 */
	bool wanted = !consumer->bounded || message->offset < range->end;
	advance(consumer, range, message->offset + 1);
	return wanted;
}

int
consumer_take(struct consumer *consumer, rd_kafka_message_t **message, struct error *error)
{
	while (consumer->reading > 0 && (*message = rd_kafka_consume_queue(consumer->queue, 0))) {
		consumer->client.down_since = 0;
		int verdict = judge(consumer, *message, error);
		if (verdict > 0)
			return 1;
		rd_kafka_message_destroy(*message);
		if (verdict < 0)
			return -1;
	}
	return 0;
}

/* Empties the pipe first and looks at the queues afterwards, so that nothing that comes in between is missed:
 * it writes to the pipe again. */
static int
look(struct consumer *consumer, struct error *error)
{
	char bytes[256];

	while (read(consumer->wake[0], bytes, sizeof bytes) > 0)
		;
	if (client_poll(&consumer->client, 0, error))
		return -1;
	return rd_kafka_queue_length(consumer->queue) > 0;
}

int
consumer_wait(struct consumer *consumer, int64_t ms, struct error *error)
{
	int64_t start = system_monotonic_ms();

	for (;;) {
		int ready = look(consumer, error);
		if (ready)
			return ready;
		int64_t left = ms < 0 ? INT32_MAX : start + ms - system_monotonic_ms();
		if (left <= 0 || stop_signal())
			return 0;
		if (left > LOOK_MS && consumer->client.down_since)
			left = LOOK_MS;
		/* A signal that does not say stop is none of ours. */
		stop_wait_readable(consumer->wake[0], left > INT32_MAX ? INT32_MAX : (int)left);
	}
}

void
consumer_close(struct consumer *consumer)
{
	for (size_t i = 0; consumer->topic && i < consumer->ranges.count; i++)
		if (!consumer->ranges.at[i].done)
			rd_kafka_consume_stop(consumer->topic, consumer->ranges.at[i].partition);
	if (consumer->queue)
		rd_kafka_queue_destroy(consumer->queue);
	if (consumer->topic)
		rd_kafka_topic_destroy(consumer->topic);
	client_close(&consumer->client);
	ranges_close(&consumer->ranges);
	if (consumer->wake[0] != consumer->wake[1]) {
		close(consumer->wake[0]);
		close(consumer->wake[1]);
	}
	*consumer = (struct consumer){ 0 };
}
