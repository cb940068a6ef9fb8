/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv2kafka: CSV to typed records, to a topic or to standard output. */
#include "cli/tool.h"
#include "csv/job.h"
#include "kafka/producer.h"

static const char *topic, *codec;
static bool dry, infer;
static const char *delimiter = ",", *quote = "\"", *empty = "null", *null_text;
static struct csv_plan plan = { .limit = UINT64_MAX };

static const struct option options[] = {
	{ 't', "topic", OPTION_TEXT, "TOPIC", &topic, "send the records to this Kafka topic" },
	{ 'n', "ndjson", OPTION_FLAG, NULL, &dry,
		"write them to standard output instead; no broker is needed" },
	{ 0, "infer", OPTION_FLAG, NULL, &infer,
		"infer the types of the columns and write them, for --types" },
	{ 0, "key", OPTION_TEXT, "FIELD", &plan.schema.key, "use this field as the key of the Kafka record" },
	{ 0, "time", OPTION_TEXT, "FIELD", &plan.schema.time,
		"use this field as the timestamp of the Kafka record" },
	{ 'z', "compress", OPTION_TEXT, "CODEC", &codec, "compression: none, gzip, snappy, lz4 or zstd" },
	{ 'd', "delimiter", OPTION_TEXT, "C", &delimiter, "field delimiter; \\t is a tab (default: ,)" },
	{ 0, "quote", OPTION_TEXT, "C", &quote, "quote character (default: \")" },
	{ 0, "encoding", OPTION_TEXT, "NAME", &plan.dialect.encoding,
		"encoding of the input, as iconv names it (default: UTF-8)" },
	{ 0, "no-header", OPTION_FLAG, NULL, &plan.schema.headless,
		"there is no header line; the first line is data" },
	{ 0, "columns", OPTION_LIST, "LIST", &plan.schema.given_names,
		"with --no-header: names of the columns (default: c1,c2,...)" },
	{ 0, "normalize-names", OPTION_FLAG, NULL, &plan.schema.normalize,
		"turn names into identifiers: `a (b)` becomes a_b" },
	{ 0, "rename", OPTION_LIST, "OLD=NEW,...", &plan.schema.rename,
		"rename columns, after --normalize-names" },
	{ 0, "keep", OPTION_LIST, "LIST", &plan.schema.keep, "write only these columns" },
	{ 0, "drop", OPTION_LIST, "LIST", &plan.schema.drop, "write all columns but these" },
	{ 0, "types", OPTION_TEXT, "FILE|text", &plan.schema.types,
		"types of the columns: a file of NAME=TYPE lines, or all text" },
	{ 0, "type", OPTION_LIST, "FIELD=TYPE,...", &plan.schema.field_types,
		"types of single columns: text, number, bool or time" },
	{ 0, "empty", OPTION_TEXT, "null|omit|text", &empty, "what an empty cell becomes (default: null)" },
	{ 0, "null", OPTION_TEXT, "TEXT", &null_text, "also treat cells equal to TEXT as null" },
	{ 0, "skip", OPTION_COUNT, "N", &plan.skip, "skip the first N data rows" },
	{ 0, "limit", OPTION_COUNT, "N", &plan.limit, "stop after N rows" },
	{ 0, "rate", OPTION_RATE, "N/DURATION", &plan.rate, "at most N rows per DURATION, evenly spread" },
	{ 0 },
};

static int
write_record(void *context, const struct csv_record *record, struct error *error)
{
	struct run *run = context;

	run->counts.written++;
	return sink_append(&run->out, record->line, error);
}

static int
flush_records(void *context, struct error *error)
{
	return run_flush(context, error);
}

static int
send_record(void *context, const struct csv_record *record, struct error *error)
{
	struct slice value = { record->line.at, record->line.length - 1 };

	return producer_send(context, record->key, value, record->time_ms, record->row_line, error);
}

static int
serve_producer(void *context, struct error *error)
{
	return producer_poll(context, error);
}

static int
send_to_topic(struct run *run, char **operands, struct error *error)
{
	struct producer producer = { 0 };
	struct csv_output output = { send_record, serve_producer, &producer };

	if (producer_open(&producer, &cli_kafka, topic, codec, error))
		return -1;
	int failed = csv_convert(run, operands, &plan, &output, error);
	if (producer_confirm(&producer, run, "the row at line", error))
		failed = -1;
	producer_close(&producer);
	return failed;
}

/* Reads an ASCII character that can separate or quote fields. */
static int
read_character(const char *option, const char *text, char *character, struct error *error)
{
	*character = strcmp(text, "\\t") == 0 ? '\t' : text[0];
	if ((text[0] && text[1] && *character != '\t') || *character <= 0 || *character == '\n' ||
		*character == '\r')
		return error_set(error, STATUS_USAGE, "%s %s: one ASCII character is needed", option, text);
	return 0;
}

static int
read_empty(struct error *error)
{
	static const char *const words[] = { "null", "omit", "text" };

	for (int i = 0; i < 3; i++)
		if (strcmp(empty, words[i]) == 0) {
			plan.nulls.empty = (enum empty_cells)i;
			return 0;
		}
	return error_set(error, STATUS_USAGE, "--empty %s: null, omit or text is needed", empty);
}

/* Completes the plan. */
static int
check_use(const struct run *run, struct error *error)
{
	const struct rule rules[] = {
		{ !topic && !dry && !infer,
			"choose where the records go: -t TOPIC, or -n for standard output" },
		{ infer && (topic || dry), "--infer writes types, not records: leave out -t and -n" },
		{ infer && plan.limit != UINT64_MAX, "--infer reads all rows: leave out --limit" },
		{ run->output && !dry && !infer, "-o needs -n or --infer" },
		{ plan.schema.given_names.count && !plan.schema.headless, "--columns needs --no-header" },
		{ 0 },
	};

	if (options_check(rules, error))
		return -1;
	if (null_text)
		plan.nulls.null = slice_of(null_text);
	if (read_character("-d", delimiter, &plan.dialect.delimiter, error) ||
		read_character("--quote", quote, &plan.dialect.quote, error))
		return -1;
	if (plan.dialect.delimiter == plan.dialect.quote)
		return error_set(error, STATUS_USAGE, "-d and --quote are the same character");
	return read_empty(error);
}

static int
run_csv2kafka(struct run *run, size_t count, char **operands, struct error *error)
{
	struct csv_output out = { write_record, flush_records, run };

	(void)count;
	if (check_use(run, error))
		return -1;
	if (infer)
		return csv_infer(run, operands, &plan, error);
	return dry ? csv_convert(run, operands, &plan, &out, error) : send_to_topic(run, operands, error);
}

const struct tool tool = {
	.name = "csv2kafka",
	.synopsis = "-b BROKERS -t TOPIC [--key FIELD] [options] [FILE...]\n"
		    "-n [options] [FILE...]\n"
		    "--infer [options] [FILE...]",
	.summary = "Convert CSV to typed records and send them to a Kafka topic.",
	.options = options,
	.time_format_help = "format of texts that are used as times: strptime letters, or s, ms, us",
	.groups = GROUP_OUTPUT | GROUP_BAD | GROUP_KAFKA | GROUP_TIME,
	.role = STOP_SOURCE,
	.run = run_csv2kafka,
};
