/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kafka/consumer.h"

#include "base/system.h"
#include "stream/stop.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHECK_MS = 1000 }; /* between two checks of how long brokers have been down */

static const struct kafka_default consumer_defaults[] = {
	{ "auto.offset.reset", "error" }, /* lost data is an error, not to be skipped */
	{ "enable.auto.commit", "false" },
	{ "enable.partition.eof", "true" },
	{ "allow.auto.create.topics", "false" },
	{ "queued.max.messages.kbytes", "16384" }, /* read-ahead of each partition */
	{ "reconnect.backoff.max.ms", "2000" },
	{ "socket.nagle.disable", "true" },
	{ "socket.timeout.ms", "10000" }, /* a broker that hangs counts as down */
	{ NULL, NULL },
};

/* A whole number, written in nothing but digits. */
static bool
read_digits(struct slice text, int64_t *value)
{
	uint64_t number;

	if (!slice_read_unsigned(text, INT64_MAX, &number))
		return false;
	*value = (int64_t)number;
	return true;
}

int
offset_read(struct offset *offset, const char *text, struct error *error)
{
	bool last = text[0] == '-';

	if (strcmp(text, "beginning") == 0) {
		*offset = (struct offset){ OFFSET_BEGINNING, 0 };
	} else if (strcmp(text, "end") == 0) {
		*offset = (struct offset){ OFFSET_END, 0 };
	} else {
		offset->kind = last ? OFFSET_LAST : OFFSET_AT;
		if (!read_digits(slice_of(text + last), &offset->n))
			return error_set(error, STATUS_USAGE,
				"-o %s: write beginning, end, an offset N, or -N for the last N records of "
				"each partition",
				text);
	}
	return 0;
}

static int
read_partition(struct slice text, const struct rd_kafka_metadata_topic *topic, int32_t *partition,
	struct error *error)
{
	int64_t number;

	if (!read_digits(text, &number))
		return error_set(error, STATUS_USAGE, "-p %.*s: write the numbers of partitions, as in 0,2",
			SLICE_PRINT(text));
	if (number >= topic->partition_cnt)
		return error_set(error, STATUS_USAGE, "-p %.*s: topic \"%s\" has the partitions 0 to %d",
			SLICE_PRINT(text), topic->topic, topic->partition_cnt - 1);
	*partition = (int32_t)number;
	return 0;
}

static int
by_partition(const void *left, const void *right)
{
	int32_t a = ((const struct range *)left)->partition, b = ((const struct range *)right)->partition;

	return (a > b) - (a < b);
}

/* Makes a range for each partition that is wanted, in their order and each once. */
static int
choose_partitions(struct consumer *consumer, const struct rd_kafka_metadata_topic *topic,
	const struct names *partitions, struct error *error)
{
	size_t all = (size_t)topic->partition_cnt, wanted = partitions->count;

	consumer->range_count = 0;
	consumer->ranges = calloc(wanted > all ? wanted : all, sizeof *consumer->ranges);
	if (!consumer->ranges)
		return error_memory(error);
	if (wanted == 0)
		for (; consumer->range_count < all; consumer->range_count++)
			consumer->ranges[consumer->range_count].partition = (int32_t)consumer->range_count;
	for (size_t i = 0; i < wanted; i++) {
		int32_t *partition = &consumer->ranges[consumer->range_count].partition;
		if (read_partition(partitions->at[i], topic, partition, error))
			return -1;
		size_t seen = 0;
		while (consumer->ranges[seen].partition != *partition)
			seen++;
		if (seen == consumer->range_count)
			consumer->range_count++;
	}
	qsort(consumer->ranges, consumer->range_count, sizeof *consumer->ranges, by_partition);
	return 0;
}

/* Sets where reading begins and ends, given the first and the next offset of the partition. */
static int
set_offsets(struct range *range, const char *topic, struct offset from, int64_t low, int64_t high,
	struct error *error)
{
	range->end = high;
	switch (from.kind) {
	case OFFSET_BEGINNING:
		range->next = low;
		return 0;
	case OFFSET_END:
		range->next = high;
		return 0;
	case OFFSET_LAST:
		range->next = from.n < high - low ? high - from.n : low;
		return 0;
	case OFFSET_AT:
		range->next = from.n;
	}
	if (from.n < low)
		return error_set(error, STATUS_REFUSED,
			"%s/%d: offset %" PRId64 " is gone: the broker keeps %" PRId64 " and later; "
			"-o beginning reads what is left",
			topic, (int)range->partition, from.n, low);
	if (from.n > high)
		return error_set(error, STATUS_REFUSED,
			"%s/%d: there is no offset %" PRId64 " yet: the next one written is %" PRId64
			"; was the topic created anew?",
			topic, (int)range->partition, from.n, high);
	return 0;
}

/* Two queues wake the same pipe: that of the records, and that of errors and logs. */
static int
open_wake(struct consumer *consumer, struct error *error)
{
	if (system_open_pipe(consumer->wake))
		return error_system(error, "cannot create a pipe");
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
	consumer->unfinished++;
	if (rd_kafka_consume_start_queue(consumer->topic, range->partition, range->next, consumer->queue) ==
		0)
		return 0;
	return error_set(error, STATUS_SYSTEM, "%s/%d: cannot be read: %s",
		rd_kafka_topic_name(consumer->topic), (int)range->partition,
		rd_kafka_err2str(rd_kafka_last_error()));
}

static int
open_ranges(struct consumer *consumer, const struct subscription *subscription,
	const struct rd_kafka_metadata *metadata, struct error *error)
{
	const struct rd_kafka_metadata_topic *topic =
		client_topic(&consumer->client, metadata, subscription->topic, error);

	if (!topic || choose_partitions(consumer, topic, subscription->partitions, error))
		return -1;
	for (size_t i = 0; i < consumer->range_count; i++) {
		struct range *range = &consumer->ranges[i];
		int64_t low, high;
		if (client_watermarks(
			    &consumer->client, topic->topic, range->partition, &low, &high, error) ||
			set_offsets(range, topic->topic, subscription->from, low, high, error))
			return -1;
	}
	return 0;
}

static int
find_ranges(struct consumer *consumer, const struct subscription *subscription, struct error *error)
{
	const struct rd_kafka_metadata *metadata = client_metadata(&consumer->client, error);

	if (!metadata)
		return -1;
	int failed = open_ranges(consumer, subscription, metadata, error);
	rd_kafka_metadata_destroy(metadata);
	return failed;
}

int
consumer_open(struct consumer *consumer, const struct kafka_settings *settings,
	const struct subscription *subscription, struct error *error)
{
	*consumer = (struct consumer){ .bounded = subscription->bounded };
	if (client_open(&consumer->client, settings, consumer_defaults, NULL, error) ||
		find_ranges(consumer, subscription, error))
		return -1;
	consumer->queue = rd_kafka_queue_new(consumer->client.handle);
	consumer->topic = rd_kafka_topic_new(consumer->client.handle, subscription->topic, NULL);
	if (!consumer->topic)
		return error_set(error, STATUS_USAGE, "topic \"%s\": %s", subscription->topic,
			rd_kafka_err2str(rd_kafka_last_error()));
	if (open_wake(consumer, error))
		return -1;
	for (size_t i = 0; i < consumer->range_count; i++)
		if (start_range(consumer, &consumer->ranges[i], error))
			return -1;
	return 0;
}

static struct range *
range_of(const struct consumer *consumer, int32_t partition)
{
	for (size_t i = 0; i < consumer->range_count; i++)
		if (consumer->ranges[i].partition == partition)
			return &consumer->ranges[i];
	return NULL;
}

/* Moves on to the offset `next`, and stops reading when that is the range's end. */
static void
advance(struct consumer *consumer, struct range *range, int64_t next)
{
	range->next = next;
	if (!consumer->bounded || next < range->end)
		return;
	range->done = true;
	consumer->unfinished--;
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
			"the topic was created anew (%s); -o beginning reads what is left",
			topic, partition, reason);
	case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
	case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
		return error_set(error, STATUS_SYSTEM, "%s/%d: the partition is no longer there (%s)", topic,
			partition, reason);
	default:
		return error_set(error, STATUS_SYSTEM, "%s/%d: %s", topic, partition, reason);
	}
}

/* 1 when the message is a record of the range, 0 when it is to be skipped, -1 with the error. */
static int
check_message(struct consumer *consumer, const rd_kafka_message_t *message, struct error *error)
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
	/* Compaction and transactions leave gaps: it may take a record beyond the end to show the end. */
	bool wanted = !consumer->bounded || message->offset < range->end;
	advance(consumer, range, message->offset + 1);
	return wanted;
}

int
consumer_take(struct consumer *consumer, rd_kafka_message_t **message, struct error *error)
{
	while (consumer->unfinished > 0 && (*message = rd_kafka_consume_queue(consumer->queue, 0))) {
		consumer->client.down_since = 0;
		int accepted = check_message(consumer, *message, error);
		if (accepted > 0)
			return 1;
		rd_kafka_message_destroy(*message);
		if (accepted < 0)
			return -1;
	}
	return 0;
}

/* Empties the pipe before it checks the queues: what comes in between writes to the pipe again and is not
 * missed. 1 when there may be a record, 0, or -1. */
static int
check_queues(struct consumer *consumer, struct error *error)
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
		int ready = check_queues(consumer, error);
		if (ready)
			return ready;
		int64_t left = ms < 0 ? INT32_MAX : start + ms - system_monotonic_ms();
		if (left <= 0 || stop_signal())
			return 0;
		if (left > CHECK_MS && consumer->client.down_since)
			left = CHECK_MS;
		/* A signal that does not ask to stop only shortens the wait. */
		stop_wait_readable(consumer->wake[0], left > INT32_MAX ? INT32_MAX : (int)left);
	}
}

void
consumer_close(struct consumer *consumer)
{
	for (size_t i = 0; consumer->topic && i < consumer->range_count; i++)
		if (!consumer->ranges[i].done)
			rd_kafka_consume_stop(consumer->topic, consumer->ranges[i].partition);
	if (consumer->queue)
		rd_kafka_queue_destroy(consumer->queue);
	if (consumer->topic)
		rd_kafka_topic_destroy(consumer->topic);
	client_close(&consumer->client);
	free(consumer->ranges);
	if (consumer->wake[0] != consumer->wake[1]) {
		close(consumer->wake[0]);
		close(consumer->wake[1]);
	}
	*consumer = (struct consumer){ 0 };
}
