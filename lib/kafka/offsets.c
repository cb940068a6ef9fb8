/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kafka/offsets.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Reads a whole number of digits alone. */
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
		return error_set(error, STATUS_USAGE, "-p %.*s: write the numbers of partitions, as 0,2",
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

/* Fills in which partitions, in order, each once. */
static int
choose(struct ranges *ranges, const struct rd_kafka_metadata_topic *topic, const struct names *partitions,
	struct error *error)
{
	size_t all = (size_t)topic->partition_cnt, asked = partitions->count;

	ranges->count = 0;
	ranges->at = calloc(asked > all ? asked : all, sizeof *ranges->at);
	if (!ranges->at)
		return error_memory(error);
	if (asked == 0)
		for (; ranges->count < all; ranges->count++)
			ranges->at[ranges->count].partition = (int32_t)ranges->count;
	for (size_t i = 0; i < asked; i++) {
		int32_t *partition = &ranges->at[ranges->count].partition;
		if (read_partition(partitions->at[i], topic, partition, error))
			return -1;
		size_t seen = 0;
		while (ranges->at[seen].partition != *partition)
			seen++;
		if (seen == ranges->count)
			ranges->count++;
	}
	qsort(ranges->at, ranges->count, sizeof *ranges->at, by_partition);
	return 0;
}

static int
resolve(struct range *range, const char *topic, struct offset from, int64_t low, int64_t high,
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
			"; was the topic made anew?",
			topic, (int)range->partition, from.n, high);
	return 0;
}

int
ranges_open(struct ranges *ranges, struct client *client, const struct rd_kafka_metadata_topic *topic,
	const struct names *partitions, struct offset from, struct error *error)
{
	if (choose(ranges, topic, partitions, error))
		return -1;
	for (size_t i = 0; i < ranges->count; i++) {
		struct range *range = &ranges->at[i];
		int64_t low, high;
		if (client_watermarks(client, topic->topic, range->partition, &low, &high, error) ||
			resolve(range, topic->topic, from, low, high, error))
			return -1;
	}
	return 0;
}

void
ranges_close(struct ranges *ranges)
{
	free(ranges->at);
	*ranges = (struct ranges){ 0 };
}
