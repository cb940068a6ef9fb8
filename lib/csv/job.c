/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/job.h"

#include "base/array.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { QUIET_MS = 100 }; /* a pipe's first block is complete when nothing came for this long */

/* Blocks of a pipe that inference has read and conversion will read again. */
struct replay {
	struct block *blocks;
	size_t count, capacity;
	size_t bytes; /* of all blocks */
	struct arena arena;
};

struct job {
	struct run *run;
	const struct csv_plan *plan;
	const struct csv_output *output;
	struct schema schema;
	struct converter converter;
	struct replay replay;
	struct rate_limit rate;
	uint64_t rows;      /* data rows seen */
	uint64_t converted; /* of these, after --skip */
};

static int
replay_add(struct replay *replay, const struct block *block, struct error *error)
{
	struct block *blocks =
		array_grow(replay->blocks, &replay->capacity, replay->count + 1, sizeof *blocks);

	if (!blocks)
		return error_memory(error);
	replay->blocks = blocks;
	struct block copy = *block;
	copy.text = arena_copy(&replay->arena, block->text);
	replay->blocks[replay->count++] = copy;
	replay->bytes += block->text.length;
	return copy.text.at ? 0 : error_memory(error);
}

static void
replay_free(struct replay *replay)
{
	free(replay->blocks);
	arena_free(&replay->arena);
	*replay = (struct replay){ 0 };
}

/* Makes or checks the schema by the first row of an input. 1 when the row is data, 0 for a header, -1. */
static int
take_header(struct job *job, const struct csv_row *row, struct error *error)
{
	const struct schema_options *options = &job->plan->schema;

	if (row->first && schema_take_header(&job->schema, options, row, error))
		return -1;
	return !row->first || options->headless;
}

/* The inference pass, before conversion. */
struct inference {
	struct job *job;
	uint64_t rows;     /* data rows seen */
	uint64_t observed; /* good ones of these, after --skip */
	size_t fed;        /* bytes of a pipe that the reader got */
};

/* Handles a row of the inference pass. Broken rows are ignored here: conversion will reject them. In a pipe
 * that had no good row in its first block, one is enough. */
static int
infer_from_row(void *context, const struct csv_row *row, struct error *error)
{
	struct inference *inference = context;
	struct job *job = inference->job;
	struct refusal refusal;
	int is_data = take_header(job, row, error);

	if (is_data < 0)
		return -1;
	if (schema_declared(&job->schema))
		return 1;
	if (!is_data || inference->rows++ < job->plan->skip)
		return 0;
	if (row_check(&job->schema, row, &refusal))
		return 0;
	schema_observe(&job->schema, &job->plan->nulls, row);
	inference->observed++;
	return inference->fed > INPUT_BLOCK_SIZE;
}

/* Reads regular files to their end, by an input of its own; rewinds standard input. */
static int
infer_from_files(
	struct inference *inference, char *const *operands, struct csv_reader *reader, struct error *error)
{
	struct run *run = inference->job->run;
	struct input input = { 0 };
	off_t start = lseek(STDIN_FILENO, 0, SEEK_CUR);
	bool lost = start < 0 && errno != ESPIPE; /* a pipe is not among the inputs here */
	int status = input_open(&input, operands, error);

	if (!status)
		status = csv_reader_read(reader, &input, run, error);
	input_close(&input);
	if (lost || (start >= 0 && lseek(STDIN_FILENO, start, SEEK_SET) < 0))
		return error_system(error, "standard input: cannot be rewound");
	run->input.stopped = input.stopped;
	return status;
}

/* Whether to read on from a pipe: while no good row came, up to the length of the longest row; then until the
 * first block is full or nothing more comes. */
static bool
needs_more(const struct inference *inference)
{
	const struct input *input = &inference->job->run->input;
	size_t bytes = inference->job->replay.bytes;

	if (inference->observed == 0)
		return bytes < INPUT_LINE_LIMIT;
	return bytes < INPUT_BLOCK_SIZE && input_ready(input, QUIET_MS);
}

/* Feeds the first 256 KiB of a pipe, and what follows only while no good row came: so the types do not depend
 * on how the writer cuts its output. 0, 1 when inference ends, or -1. */
static int
feed_from_pipe(
	struct inference *inference, struct csv_reader *reader, struct block block, struct error *error)
{
	const struct slice text = block.text;
	size_t first = inference->fed < INPUT_BLOCK_SIZE ? INPUT_BLOCK_SIZE - inference->fed : 0;

	if (text.length > first) {
		block.text.length = first;
		int status = feed_from_pipe(inference, reader, block, error);
		if (status || inference->observed)
			return status ? status : 1;
		block.text = (struct slice){ text.at + first, text.length - first };
		block.offset += first;
	}
	inference->fed += block.text.length;
	return block.text.length ? csv_reader_feed(reader, &block, error) : 0;
}

static int
infer_from_pipe(struct inference *inference, struct csv_reader *reader, struct error *error)
{
	struct input *input = &inference->job->run->input;
	struct block block;

	while (needs_more(inference)) {
		int more = input_read_bytes(input, &block, error);
		if (more < 0)
			return -1;
		if (more == 0)
			return input->stopped ? 0 : csv_reader_end(reader, error);
		if (replay_add(&inference->job->replay, &block, error))
			return -1;
		int status = feed_from_pipe(inference, reader, block, error);
		if (status)
			return status;
	}
	return 0;
}

/* The first pass: infers types that are not declared. 0 or -1; run->input.stopped when a signal ended it. */
static int
infer_types(struct job *job, char *const *operands, struct error *error)
{
	struct inference inference = { .job = job };
	struct csv_reader reader = { 0 };
	int status = -1;

	if (job->plan->schema.types)
		return 0;
	if (csv_reader_open(&reader, &job->plan->dialect, infer_from_row, &inference, error) == 0)
		status = job->run->input.size_unknown
				 ? infer_from_pipe(&inference, &reader, error)
				 : infer_from_files(&inference, operands, &reader, error);
	csv_reader_close(&reader);
	if (status < 0)
		return -1;
	schema_infer(&job->schema);
	return 0;
}

static struct place
place_of(const struct csv_row *row)
{
	return (struct place){ row->input, row->line, row->offset };
}

static int
refuse_row(struct job *job, const struct csv_row *row, const struct refusal *refusal, struct error *error)
{
	struct run *run = job->run;

	return quarantine_take(&run->quarantine, refusal, place_of(row), row->raw, error);
}

/* True for the first --skip rows, which are counted as filtered. */
static bool
skip_row(struct job *job)
{
	if (job->rows++ >= job->plan->skip)
		return false;
	job->run->counts.read++;
	job->run->counts.filtered++;
	return true;
}

/* Handles a row for csv_infer. */
static int
observe_row(void *context, const struct csv_row *row, struct error *error)
{
	struct job *job = context;
	struct refusal refusal;
	int is_data = take_header(job, row, error);

	if (is_data <= 0 || skip_row(job))
		return is_data < 0 ? -1 : 0;
	job->run->counts.read++;
	if (row_check(&job->schema, row, &refusal))
		return refuse_row(job, row, &refusal, error);
	job->run->counts.used++;
	schema_observe(&job->schema, &job->plan->nulls, row);
	return 0;
}

static int
write_row(struct job *job, const struct csv_row *row, struct error *error)
{
	struct run *run = job->run;
	struct csv_record record;
	struct refusal refusal;
	struct error trouble; /* not cleared for every row: its text is 2 KiB */

	trouble.kind = STATUS_DONE;
	if (convert_row(&job->converter, row, &record, &refusal))
		return refuse_row(job, row, &refusal, error);
	if (job->converter.line.failed)
		return error_memory(error);
	if (job->output->write(job->output->context, &record, &trouble) == 0)
		return 0;
	return quarantine_take_error(&run->quarantine, &trouble, place_of(row), row->raw, error);
}

/* Waits until the next record may be written; nothing is held back meanwhile. 0, 1 when a signal came, -1. */
static int
keep_pace(struct job *job, struct error *error)
{
	int64_t ms = job->rate.count ? rate_limit_next(&job->rate) : 0;

	if (ms > 0 && job->output->before_wait(job->output->context, error))
		return -1;
	return ms > 0 && !rate_limit_wait(ms);
}

/* Handles a row for csv_convert. */
static int
convert_and_write(void *context, const struct csv_row *row, struct error *error)
{
	struct job *job = context;
	int is_data = take_header(job, row, error);

	if (is_data <= 0 || skip_row(job))
		return is_data < 0 ? -1 : 0;
	int status = job->converted < job->plan->limit ? keep_pace(job, error) : 1;
	if (status)
		return status;
	job->run->counts.read++;
	job->converted++;
	if (write_row(job, row, error))
		return -1;
	return job->converted >= job->plan->limit;
}

/* The main pass: the blocks that inference kept, then the rest of the input. */
static int
read_rows(struct job *job, csv_row_handler *handler, struct error *error)
{
	struct csv_reader reader = { 0 };
	int status = csv_reader_open(&reader, &job->plan->dialect, handler, job, error);

	for (size_t i = 0; i < job->replay.count && !status; i++)
		status = csv_reader_feed(&reader, &job->replay.blocks[i], error);
	replay_free(&job->replay);
	if (!status)
		status = csv_reader_read(&reader, &job->run->input, job->run, error);
	job->run->counts.blank = reader.blank;
	csv_reader_close(&reader);
	return status < 0 ? -1 : quarantine_check(&job->run->quarantine, job->run->counts.read, error);
}

static void
close_job(struct job *job)
{
	input_close(&job->run->input);
	schema_free(&job->schema);
	buffer_free(&job->converter.line);
	replay_free(&job->replay);
}

int
csv_convert(struct run *run, char *const *operands, const struct csv_plan *plan,
	const struct csv_output *output, struct error *error)
{
	struct job job = { .run = run, .plan = plan, .output = output, .rate = plan->rate };
	int failed = input_open(&run->input, operands, error);

	job.converter = (struct converter){ .schema = &job.schema, .nulls = &plan->nulls };
	run->input.wait = output->before_wait;
	run->input.context = output->context;
	if (!failed)
		failed = infer_types(&job, operands, error);
	if (!failed && (!run->input.stopped || job.replay.count))
		failed = read_rows(&job, convert_and_write, error);
	close_job(&job);
	return failed;
}

int
csv_infer(struct run *run, char *const *operands, const struct csv_plan *plan, struct error *error)
{
	struct job job = { .run = run, .plan = plan };
	struct buffer text = { 0 };
	int failed = input_open(&run->input, operands, error);

	if (!failed)
		failed = read_rows(&job, observe_row, error);
	if (!failed && !run->input.stopped) {
		schema_infer(&job.schema);
		schema_write(&text, &job.schema);
		failed = sink_buffer(&run->out, &text, error);
	}
	buffer_free(&text);
	close_job(&job);
	return failed;
}
