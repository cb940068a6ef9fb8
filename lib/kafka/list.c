/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kafka/list.h"

#include "record/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct kafka_default list_defaults[] = {
	{ "allow.auto.create.topics", "false" },
	{ NULL, NULL },
};

struct listing {
	struct client client;
	bool json;
	struct buffer *to;
};

static void
list_brokers(struct listing *listing, const struct rd_kafka_metadata *metadata)
{
	struct buffer *to = listing->to;

	for (int i = 0; i < metadata->broker_cnt; i++) {
		const struct rd_kafka_metadata_broker *broker = &metadata->brokers[i];
		if (listing->json) {
			buffer_printf(to, "{\"broker\":%" PRId32 ",\"host\":", broker->id);
			json_text_write(to, slice_of(broker->host));
			buffer_printf(to, ",\"port\":%d}\n", broker->port);
		} else {
			buffer_printf(
				to, "broker %" PRId32 "  %s:%d\n", broker->id, broker->host, broker->port);
		}
	}
}

static void
write_ids(struct buffer *to, const char *name, const int32_t *ids, int count)
{
	buffer_printf(to, ",\"%s\":[", name);
	for (int i = 0; i < count; i++)
		buffer_printf(to, "%s%" PRId32, i ? "," : "", ids[i]);
	buffer_byte(to, ']');
}

static void
write_json(struct buffer *to, const char *topic, const struct rd_kafka_metadata_partition *partition,
	int64_t low, int64_t high)
{
	buffer_text(to, "{\"topic\":");
	json_text_write(to, slice_of(topic));
	buffer_printf(to, ",\"partition\":%" PRId32 ",\"low\":", partition->id);
	if (partition->leader < 0)
		buffer_text(to, "null,\"high\":null,\"leader\":null");
	else
		buffer_printf(to, "%" PRId64 ",\"high\":%" PRId64 ",\"leader\":%" PRId32, low, high,
			partition->leader);
	write_ids(to, "replicas", partition->replicas, partition->replica_cnt);
	write_ids(to, "in_sync", partition->isrs, partition->isr_cnt);
	buffer_text(to, "}\n");
}

static void
write_text(struct buffer *to, const char *topic, const struct rd_kafka_metadata_partition *partition,
	int64_t low, int64_t high)
{
	if (partition->leader < 0)
		buffer_printf(
			to, "topic %s  partition %" PRId32 "  without a leader\n", topic, partition->id);
	else
		buffer_printf(to,
			"topic %s  partition %" PRId32 "  offsets %" PRId64 " to %" PRId64 "  leader %" PRId32
			"  in sync %d of %d\n",
			topic, partition->id, low, high, partition->leader, partition->isr_cnt,
			partition->replica_cnt);
}

static int
by_id(const void *left, const void *right)
{
	const struct rd_kafka_metadata_partition *a = left, *b = right;

	return (a->id > b->id) - (a->id < b->id);
}

/* Without a leader a partition has no broker to ask for its offsets. */
static int
list_topic(struct listing *listing, const struct rd_kafka_metadata_topic *topic, struct error *error)
{
	qsort(topic->partitions, (size_t)topic->partition_cnt, sizeof *topic->partitions, by_id);
	for (int i = 0; i < topic->partition_cnt; i++) {
		const struct rd_kafka_metadata_partition *partition = &topic->partitions[i];
		int64_t low = 0, high = 0;
		if (partition->leader >= 0 &&
			client_watermarks(&listing->client, topic->topic, partition->id, &low, &high, error))
			return -1;
		(listing->json ? write_json : write_text)(listing->to, topic->topic, partition, low, high);
	}
	return 0;
}

static int
by_name(const void *left, const void *right)
{
	const struct rd_kafka_metadata_topic *a = left, *b = right;

	return strcmp(a->topic, b->topic);
}

static int
list_all(struct listing *listing, const struct rd_kafka_metadata *metadata, struct error *error)
{
	list_brokers(listing, metadata);
	qsort(metadata->topics, (size_t)metadata->topic_cnt, sizeof *metadata->topics, by_name);
	for (int i = 0; i < metadata->topic_cnt; i++)
		if (list_topic(listing, &metadata->topics[i], error))
			return -1;
	return 0;
}

static int
list_metadata(struct listing *listing, const char *name, struct error *error)
{
	const struct rd_kafka_metadata *metadata = client_metadata(&listing->client, error);

	if (!metadata)
		return -1;
	const struct rd_kafka_metadata_topic *topic =
		name ? client_topic(&listing->client, metadata, name, error) : NULL;
	int failed =
		name ? (topic ? list_topic(listing, topic, error) : -1) : list_all(listing, metadata, error);
	rd_kafka_metadata_destroy(metadata);
	return failed;
}

int
cluster_list(const struct kafka_settings *settings, const char *topic, bool json, struct buffer *to,
	struct error *error)
{
	struct listing listing = { .json = json, .to = to };
	int failed = client_open(&listing.client, settings, list_defaults, NULL, error)
			     ? -1
			     : list_metadata(&listing, topic, error);

	client_close(&listing.client);
	return failed;
}
