/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kafka/consume_lines.h"

#include "stream/stop.h"

#include <stdio.h>

enum { PROGRESS_EVERY = 4096 };

struct consume_job {
	struct run *run;
	const struct consume_plan *plan;
	struct consumer consumer;
	struct envelope envelope;
	struct buffer line;
	uint64_t tombstones;
};

/* The input of a rejected record is topic/partition, and its line is its offset. */
static int
refuse_record(struct consume_job *job, const rd_kafka_message_t *message, const struct refusal *refusal,
	struct error *error)
{
	char input[300];
	uint64_t offset = (uint64_t)message->offset;
	struct slice raw = { message->payload, message->len };

	snprintf(input, sizeof input, "%s/%d", rd_kafka_topic_name(message->rkt), (int)message->partition);
	return quarantine_take(
		&job->run->quarantine, refusal, (struct place){ input, offset, offset }, raw, error);
}

static int
write_record(struct consume_job *job, const rd_kafka_message_t *message, struct error *error)
{
	struct refusal refusal = { 0 };
	struct counts *counts = &job->run->counts;

	counts->read++;
	job->line.length = 0;
	switch (envelope_write(&job->envelope, message, &job->line, &refusal)) {
	case VERDICT_REFUSED:
		return refuse_record(job, message, &refusal, error);
	case VERDICT_FILTERED:
		counts->filtered++;
		job->tombstones++;
		return 0;
	case VERDICT_FAILED:
		return error_memory(error);
	default:
		break;
	}
	counts->written++;
	return sink_buffer(&job->run->out, &job->line, error);
}

/* Writes what is pending, then waits. 1 when there may be a record, 0 at the end, -1. */
static int
wait_for_more(struct consume_job *job, struct error *error)
{
	if (job->consumer.unfinished == 0)
		return 0;
	if (run_flush(job->run, error))
		return -1;
	return consumer_wait(&job->consumer, job->plan->timeout_ms, error);
}

static int
read_all(struct consume_job *job, struct error *error)
{
	const struct counts *counts = &job->run->counts;
	rd_kafka_message_t *message;

	while (counts->read < job->plan->limit && !stop_now(false)) {
		int status = consumer_take(&job->consumer, &message, error);
		if (status > 0) {
			int failed = write_record(job, message, error);
			rd_kafka_message_destroy(message);
			if (failed)
				return -1;
		} else if (status < 0 || (status = wait_for_more(job, error)) <= 0) {
			return status;
		}
		if (job->run->progress && counts->read % PROGRESS_EVERY == 0)
			job->run->progress(job->run);
	}
	return 0;
}

static int
open_and_read(struct consume_job *job, struct error *error)
{
	const struct consume_plan *plan = job->plan;

	if (consumer_open(&job->consumer, &plan->settings, &plan->subscription, error) ||
		envelope_open(&job->envelope, plan->layout, plan->key_delimiter, job->consumer.range_count,
			error) ||
		read_all(job, error))
		return -1;
	return quarantine_check(&job->run->quarantine, job->run->counts.read, error);
}

int
consume_lines(struct run *run, const struct consume_plan *plan, struct error *error)
{
	struct consume_job job = { .run = run, .plan = plan };
	int failed = open_and_read(&job, error);

	run_extra(run, "tombstones", job.tombstones);
	buffer_free(&job.line);
	envelope_close(&job.envelope);
	consumer_close(&job.consumer);
	return failed;
}
