/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kafkacat-lite: reads a topic as lines, sends lines to a topic, lists a cluster. Its options are those of
 * kcat where kcat has them. */
#include "cli/tool.h"
#include "kafka/consume_lines.h"
#include "kafka/list.h"
#include "kafka/produce_lines.h"

static bool consume, produce, list;
static const char *topic, *offset, *key_text, *key_field, *key_delimiter, *codec;
static struct names partitions;
static bool until_end, meta, envelope, empty_is_null;
static uint64_t limit = UINT64_MAX;
static int64_t timeout = -1; /* microseconds */

static const struct option options[] = {
	{ 'C', "consume", OPTION_FLAG, NULL, &consume, "write the records of a topic to standard output" },
	{ 'P', "produce", OPTION_FLAG, NULL, &produce, "send each line of the input as a record" },
	{ 'L', "list", OPTION_FLAG, NULL, &list, "list brokers, topics, partitions and offsets" },
	{ 't', "topic", OPTION_TEXT, "TOPIC", &topic, "the topic" },
	{ 'p', "partition", OPTION_LIST, "PARTS", &partitions,
		"-C: read only these partitions, such as 0,2" },
	{ 'o', "offset", OPTION_TEXT, "OFFSET", &offset,
		"-C: beginning, end, N, or -N for the last N (default: beginning)" },
	{ 'e', "exit-at-end", OPTION_FLAG, NULL, &until_end,
		"-C: read up to the present end of the topic, then exit" },
	{ 'c', "count", OPTION_COUNT, "N", &limit, "-C: exit after N records" },
	{ 0, "timeout", OPTION_DURATION, "DURATION", &timeout,
		"-C: exit after DURATION without a new record" },
	{ 'M', "meta", OPTION_FLAG, NULL, &meta,
		"-C: set _kafka in each JSON object: topic, partition, offset, ..." },
	{ 'J', "envelope", OPTION_FLAG, NULL, &envelope,
		"-C: wrap each record in a JSON object; -L: list as JSON" },
	{ 'k', "key-text", OPTION_TEXT, "TEXT", &key_text, "-P: use TEXT as the key of every record" },
	{ 0, "key", OPTION_TEXT, "FIELD", &key_field, "-P: use this field of each JSON object as the key" },
	{ 'K', "key-delimiter", OPTION_TEXT, "TEXT", &key_delimiter,
		"-C: write key and TEXT before each value; -P: read them there" },
	{ 'z', "compress", OPTION_TEXT, "CODEC", &codec, "-P: compression: none, gzip, snappy, lz4 or zstd" },
	{ 'Z', "empty-as-null", OPTION_FLAG, NULL, &empty_is_null, "-P: send an empty value as a tombstone" },
	{ 0 },
};

static struct slice
slice_or_none(const char *text)
{
	return text ? slice_of(text) : (struct slice){ 0 };
}

static int
read_topic(struct run *run, struct error *error)
{
	struct consume_plan plan = {
		.settings = cli_kafka,
		.subscription = { .topic = topic, .partitions = &partitions, .bounded = until_end },
		.layout = envelope ? LAYOUT_ENVELOPE
			  : meta   ? LAYOUT_META
				   : LAYOUT_VALUE,
		.key_delimiter = slice_or_none(key_delimiter),
		.limit = limit,
		.timeout_ms = timeout < 0 ? -1 : timeout / 1000,
	};

	if (offset_read(&plan.subscription.from, offset ? offset : "beginning", error))
		return -1;
	return consume_lines(run, &plan, error);
}

static int
write_topic(struct run *run, char **operands, struct error *error)
{
	struct produce_plan plan = {
		.settings = cli_kafka,
		.topic = topic,
		.codec = codec,
		.key_text = slice_or_none(key_text),
		.key_field = key_field,
		.key_delimiter = slice_or_none(key_delimiter),
		.empty_is_null = empty_is_null,
	};

	stop_install(STOP_FILTER); /* what upstream still sends after a signal must be sent on */
	return produce_lines(run, operands, &plan, error);
}

static int
list_cluster(struct run *run, struct error *error)
{
	struct buffer text = { 0 };
	int failed = cluster_list(&cli_kafka, topic, envelope, &text, error) ||
		     sink_buffer(&run->out, &text, error);

	buffer_free(&text);
	return failed ? -1 : 0;
}

/* Which options go with which mode, and which exclude each other. */
static int
check_use(size_t operands, struct error *error)
{
	const bool for_consume =
		partitions.count || offset || until_end || limit != UINT64_MAX || timeout >= 0 || meta;
	const bool for_produce = key_text || key_field || codec || empty_is_null;
	const struct rule rules[] = {
		{ consume + produce + list != 1, "choose one of -C (read), -P (write), -L (list)" },
		{ !topic && !list, "name the topic: -t TOPIC" },
		{ for_consume && !consume, "-p, -o, -e, -c, --timeout and -M need -C" },
		{ for_produce && !produce, "-k, --key, -z and -Z need -P" },
		{ envelope && produce, "-J needs -C or -L" },
		{ key_delimiter && list, "-K needs -C or -P" },
		{ key_delimiter && (meta || envelope),
			"-K excludes -M and -J, whose output contains the key" },
		{ key_delimiter && !*key_delimiter, "-K needs a text between key and value" },
		{ meta && envelope, "-M and -J exclude each other: -J contains all that -M adds" },
		{ !!key_text + !!key_field + !!key_delimiter > 1, "-k, --key and -K exclude each other" },
		{ operands && !produce, "only -P reads files" },
		{ 0 },
	};

	return options_check(rules, error);
}

static int
run_kafkacat(struct run *run, size_t count, char **operands, struct error *error)
{
	if (check_use(count, error))
		return -1;
	return consume   ? read_topic(run, error)
	       : produce ? write_topic(run, operands, error)
			 : list_cluster(run, error);
}

const struct tool tool = {
	.name = "kafkacat-lite",
	.synopsis =
		"-C -t TOPIC [-p PARTS] [-o OFFSET] [-e] [-c N] [--timeout DURATION] [-M | -J | -K TEXT]\n"
		"-P -t TOPIC [-k TEXT | --key FIELD | -K TEXT] [-z CODEC] [-Z] [FILE...]\n"
		"-L [-t TOPIC] [-J]",
	.summary = "Read a Kafka topic as lines, send lines to one, or list the contents of a cluster.",
	.options = options,
	.groups = GROUP_BAD | GROUP_KAFKA,
	.role = STOP_SOURCE,
	.run = run_kafkacat,
};
