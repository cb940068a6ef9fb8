/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kafka/reader.h"

#include "stream/stop.h"

#include <stdio.h>

enum { PROGRESS_EVERY = 4096 };

struct reader {
	struct run *run;
	const struct reader_plan *plan;
	struct consumer consumer;
	struct envelope envelope;
	struct buffer line;
	uint64_t tombstones;
};

/* The source of a record is topic/partition, and its line is its offset. */
static int
refuse_record(struct reader *reader, const rd_kafka_message_t *message, const struct refusal *refusal,
	struct error *error)
{
	char source[300];
	uint64_t offset = (uint64_t)message->offset;
	struct slice raw = { message->payload, message->len };

	snprintf(source, sizeof source, "%s/%d", rd_kafka_topic_name(message->rkt), (int)message->partition);
	return quarantine_take(&reader->run->quarantine, refusal, (struct place){ source, offset, offset },
		raw, &reader->run->counts, error);
}

static int
write_record(struct reader *reader, const rd_kafka_message_t *message, struct error *error)
{
	struct refusal refusal = { 0 };
	struct counts *counts = &reader->run->counts;

	counts->read++;
	reader->line.length = 0;
	switch (envelope_write(&reader->envelope, message, &reader->line, &refusal)) {
	case VERDICT_REFUSED:
		return refuse_record(reader, message, &refusal, error);
	case VERDICT_FILTERED:
		counts->filtered++;
		reader->tombstones++;
		return 0;
	case VERDICT_FAILED:
		return error_memory(error);
	default:
		break;
	}
	counts->written++;
	return sink_buffer(&reader->run->out, &reader->line, error);
}

/* What is held goes out first. 1 when more may have come, 0 at the end, -1. */
static int
wait_for_more(struct reader *reader, struct error *error)
{
	if (reader->consumer.reading == 0)
		return 0;
	if (run_flush(reader->run, error))
		return -1;
	return consumer_wait(&reader->consumer, reader->plan->timeout_ms, error);
}

static int
read_all(struct reader *reader, struct error *error)
{
	const struct counts *counts = &reader->run->counts;
	rd_kafka_message_t *message;

	while (counts->read < reader->plan->most && !stop_now(false)) {
		int came = consumer_take(&reader->consumer, &message, error);
		if (came > 0) {
			int failed = write_record(reader, message, error);
			rd_kafka_message_destroy(message);
			if (failed)
				return -1;
		} else if (came < 0 || (came = wait_for_more(reader, error)) <= 0) {
			return came;
		}
		if (reader->run->progress && counts->read % PROGRESS_EVERY == 0)
			reader->run->progress(reader->run);
	}
	return 0;
}

static int
open_and_read(struct reader *reader, struct error *error)
{
	const struct reader_plan *plan = reader->plan;

	if (consumer_open(&reader->consumer, &plan->settings, &plan->reading, error) ||
		envelope_open(&reader->envelope, plan->layout, plan->key_delimiter,
			reader->consumer.ranges.count, error) ||
		read_all(reader, error))
		return -1;
	return quarantine_check(&reader->run->quarantine, &reader->run->counts, error);
}

int
reader_run(struct run *run, const struct reader_plan *plan, struct error *error)
{
	struct reader reader = { .run = run, .plan = plan };
	int failed = open_and_read(&reader, error);

	run_extra(run, "tombstones", reader.tombstones);
	buffer_free(&reader.line);
	envelope_close(&reader.envelope);
	consumer_close(&reader.consumer);
	return failed;
}
