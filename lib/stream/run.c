/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/run.h"

#include "record/scan.h"
#include "record/text.h"
#include "stream/threads.h"

#include <string.h>

enum {
	/* A batch beyond either is delivered before its block ends: a record can become many, and a refusal
	 * can be longer than its record. */
	BATCH_LARGE = 16 * INPUT_BLOCK_SIZE,
	REFUSALS_LARGE = INPUT_BLOCK_SIZE / 4,
	BUFFER_KEPT = 8 * 1024 * 1024, /* a larger buffer is freed after the batch that needed it */
};

/* What the threads of a run share. */
struct loop {
	struct run *run;
	const struct stage *stage;
	struct sequencer sequencer;
	bool keeps_refused; /* a refused record does not end the run: there is a --bad */
	struct error *error;
	/* For the thread that is reading a block: */
	uint64_t reading; /* number of that block */
	bool ended;       /* there is nothing more to read */
	/* For the thread whose block is delivered: */
	size_t input;  /* operand of the block before */
	uint64_t line; /* number of the last line that was delivered of it */
};

/* One thread. Its batch holds what map made of the block since the last delivery. */
struct thread {
	struct loop *loop;
	void *worker;
	struct input_buffer buffer;
	struct block block;
	uint64_t number; /* number of the block, in input order */
	uint64_t lines;  /* lines of the block in the batch */
	struct batch batch;
	struct buffer refused_records; /* of the batch: each a struct refused_record and its texts */
	bool failed;                   /* memory ran out in map: the batch is whole, but nothing follows */
	struct refusal refusal;        /* why map refused the current line */
	struct error error;            /* why a block could not be read */
};

/* How far a batch has come. */
struct batch_mark {
	size_t out, rows;
	struct counts counts;
};

/* A refused record. The texts of its refusal, field and reason, follow it in the buffer. */
struct refused_record {
	struct batch_mark before; /* the batch without it and what comes after it */
	uint64_t line;            /* its number among the lines of the batch, from 0 */
	uint64_t offset;          /* where it begins in the block */
	struct slice raw;         /* its bytes in the block */
	size_t field_length, reason_length;
};

void
counts_verdict(struct counts *counts, enum verdict verdict)
{
	if (verdict == VERDICT_WRITTEN)
		counts->written++;
	else if (verdict == VERDICT_USED)
		counts->used++;
	else if (verdict == VERDICT_FILTERED)
		counts->filtered++;
	else if (verdict == VERDICT_LATE)
		counts->late++;
}

static void
counts_add(struct counts *counts, const struct counts *more)
{
	counts->read += more->read;
	counts->used += more->used;
	counts->written += more->written;
	counts->filtered += more->filtered;
	counts->late += more->late;
	counts->blank += more->blank;
	counts->undefined += more->undefined;
	counts->exploded += more->exploded;
}

static struct batch_mark
batch_mark(const struct batch *batch)
{
	return (struct batch_mark){ batch->out.length, batch->rows.length, batch->counts };
}

/* Takes back what came after the mark. */
static void
batch_rewind(struct batch *batch, const struct batch_mark *mark)
{
	batch->out.length = mark->out;
	batch->rows.length = mark->rows;
	batch->out.failed = batch->rows.failed = false;
	batch->counts = mark->counts;
}

/* Empties a buffer but keeps its memory, unless a line far longer than others has made it large. */
static void
reuse(struct buffer *buffer)
{
	if (buffer->capacity > BUFFER_KEPT)
		buffer_free(buffer);
	buffer->length = 0;
}

static void
batch_empty(struct thread *thread)
{
	const struct batch_mark nothing = { 0 };

	batch_rewind(&thread->batch, &nothing);
	reuse(&thread->batch.out);
	reuse(&thread->batch.rows);
	reuse(&thread->refused_records);
	thread->failed = false;
}

static bool
batch_is_large(const struct thread *thread)
{
	return thread->batch.out.length + thread->batch.rows.length + thread->refused_records.length >
		       BATCH_LARGE ||
	       thread->refused_records.length > REFUSALS_LARGE;
}

/* Notes a refused record; what map appended for it is taken back. */
static void
note_refused(struct thread *thread, struct slice raw, const struct batch_mark *before)
{
	const struct slice field = slice_of(thread->refusal.field), reason = slice_of(thread->refusal.reason);
	const struct refused_record refused = { *before, thread->lines,
		thread->block.overlong ? 0 : (uint64_t)(raw.at - thread->block.text.at), raw, field.length,
		reason.length };

	batch_rewind(&thread->batch, before);
	buffer_append(&thread->refused_records, (const char *)&refused, sizeof refused);
	buffer_slice(&thread->refused_records, field);
	buffer_slice(&thread->refused_records, reason);
	thread->batch.counts.read++;
	thread->failed = thread->refused_records.failed;
}

/* Reads the refused record at *at and moves on to the next; false when there is none. */
static bool
next_refused(const struct thread *thread, size_t *at, struct refused_record *refused, struct refusal *refusal)
{
	if (*at == thread->refused_records.length)
		return false;
	const char *from = thread->refused_records.at + *at;
	memcpy(refused, from, sizeof *refused);
	from += sizeof *refused;
	memcpy(refusal->field, from, refused->field_length);
	refusal->field[refused->field_length] = '\0';
	from += refused->field_length;
	memcpy(refusal->reason, from, refused->reason_length);
	refusal->reason[refused->reason_length] = '\0';
	*at += sizeof *refused + refused->field_length + refused->reason_length;
	return true;
}

/* Puts the refused records into quarantine. At one that ends the run, what came after it is taken back. */
static int
quarantine_batch(struct thread *thread, struct error *error)
{
	struct loop *loop = thread->loop;
	struct run *run = loop->run;
	struct refused_record refused;
	struct refusal refusal;

	for (size_t at = 0; next_refused(thread, &at, &refused, &refusal);) {
		const struct place place = { thread->block.name, loop->line + refused.line + 1,
			thread->block.offset + refused.offset };
		if (quarantine_take(&run->quarantine, &refusal, place, refused.raw, error)) {
			batch_rewind(&thread->batch, &refused.before);
			thread->batch.counts.read++;
			return -1;
		}
	}
	return thread->failed ? error_memory(error) : 0;
}

/* Quarantines, folds, counts and writes what the batch holds. When one of its records ends the run, those
 * before it are still folded and written; an error of theirs, being earlier in the input, replaces that of
 * the record. After a failure of the system nothing more of the batch is written: it is lost. */
static int
deliver_batch(struct thread *thread)
{
	struct loop *loop = thread->loop;
	struct run *run = loop->run;
	const struct stage *stage = loop->stage;
	struct batch *batch = &thread->batch;
	struct error earlier = { 0 };

	int failed = quarantine_batch(thread, loop->error);
	bool lost = failed && loop->error->kind == STATUS_SYSTEM;
	if (!lost && stage->fold && stage->fold(stage->state, batch, &earlier))
		failed = -1, lost = true;
	counts_add(&run->counts, &batch->counts); /* of a lost one too: it was read */
	if (!lost && sink_append(&run->out, buffer_view(&batch->out), &earlier))
		failed = -1;
	if (earlier.kind != STATUS_DONE)
		*loop->error = earlier;
	return failed;
}

/* Waits for the block's turn and delivers the batch. False when the run has ended. */
static bool
deliver(struct thread *thread)
{
	struct loop *loop = thread->loop;
	struct run *run = loop->run;

	if (!sequencer_wait(&loop->sequencer, thread->number))
		return false;
	if (thread->block.input != loop->input)
		loop->line = 0;
	loop->input = thread->block.input;
	bool failed = deliver_batch(thread) != 0;
	batch_empty(thread);
	loop->line += thread->lines;
	thread->lines = 0;
	if (!failed && run->progress)
		run->progress(run);
	return !failed;
}

/* Maps one line. False when the run ends at it, once the batch is delivered. */
static bool
map_line(struct thread *thread, struct slice line)
{
	struct batch *batch = &thread->batch;
	const struct batch_mark before = batch_mark(batch);

	if (scan_blank(line)) {
		batch->counts.blank++;
		return true;
	}
	enum verdict verdict = thread->loop->stage->map(thread->worker, line, batch, &thread->refusal);
	if (verdict == VERDICT_FAILED || batch->out.failed || batch->rows.failed) {
		batch_rewind(batch, &before);
		thread->failed = true;
		return false;
	}
	if (verdict == VERDICT_REFUSED) {
		note_refused(thread, line, &before);
		return thread->loop->keeps_refused && !thread->failed;
	}
	batch->counts.read++;
	counts_verdict(&batch->counts, verdict);
	return true;
}

static void
refuse_overlong(struct thread *thread)
{
	const struct batch_mark before = batch_mark(&thread->batch);

	quarantine_refuse_overlong(&thread->refusal);
	note_refused(thread, thread->block.text, &before);
	thread->lines++;
}

/* Maps the block into the batch, which is delivered whenever it is large. False when the run has ended. Where
 * a line ends the run, the rest is not mapped, and what the batch holds is left to deliver. */
static bool
map_block(struct thread *thread)
{
	struct slice rest = thread->block.text, line;

	thread->batch.input = thread->block.input;
	if (thread->block.overlong) {
		refuse_overlong(thread);
		return true;
	}
	while (slice_take_line(&rest, &line) && map_line(thread, line)) {
		thread->lines++;
		if (batch_is_large(thread) && !deliver(thread))
			return false;
	}
	return true;
}

/* The input's wait: before a read that would wait, all blocks before are delivered and written. */
static int
before_waiting(void *context, struct error *error)
{
	struct loop *loop = context;
	const struct stage *stage = loop->stage;

	if (!sequencer_wait(&loop->sequencer, loop->reading))
		return -1;
	if (stage->wait && stage->wait(stage->state, loop->run, error))
		return -1;
	return run_flush(loop->run, error);
}

/* Reads the next block. False when there is none, or the run is over. */
static bool
read_block(struct thread *thread)
{
	struct loop *loop = thread->loop;
	int more = 0;

	thread->number = loop->reading = sequencer_take(&loop->sequencer);
	if (!loop->ended)
		more = input_read_into(&loop->run->input, &thread->buffer, &thread->block, &thread->error);
	loop->ended = more <= 0;
	sequencer_taken(&loop->sequencer, more != 0);
	if (more >= 0)
		return more > 0;
	if (sequencer_wait(&loop->sequencer, thread->number))
		*loop->error = thread->error;
	sequencer_delivered(&loop->sequencer, true);
	return false;
}

/* What each thread does. */
static void
work(void *context)
{
	struct thread *thread = context;
	bool failed = false;

	while (!failed && read_block(thread)) {
		failed = !map_block(thread) || !deliver(thread);
		sequencer_delivered(&thread->loop->sequencer, failed);
	}
}

/* Works on as many threads as there are workers. */
static int
run_threads(struct run *run, const struct stage *stage, const struct workers *workers, struct error *error)
{
	struct loop loop = {
		.run = run,
		.stage = stage,
		.sequencer = SEQUENCER_INIT,
		.keeps_refused = run->quarantine.sink.open,
		.error = error,
	};
	struct workers threads;

	if (workers_open(&threads, workers->count, sizeof(struct thread)))
		return error_memory(error);
	for (size_t i = 0; i < threads.count; i++) {
		struct thread *thread = workers_at(&threads, i);
		thread->loop = &loop;
		thread->worker = workers_at(workers, i);
	}
	run->input.wait = before_waiting;
	run->input.context = &loop;
	run->input.unnumbered = true;
	int failed = threads_run(&threads, work, error);
	run->input.wait = NULL;
	for (size_t i = 0; i < threads.count; i++) {
		struct thread *thread = workers_at(&threads, i);
		input_buffer_free(&thread->buffer);
		buffer_free(&thread->batch.out);
		buffer_free(&thread->batch.rows);
		buffer_free(&thread->refused_records);
	}
	workers_free(&threads);
	return failed || error->kind != STATUS_DONE ? -1 : 0;
}

static int
open_workers(struct workers *workers, size_t count, const struct stage *stage, struct error *error)
{
	if (workers_open(workers, count, stage->worker_size))
		return error_memory(error);
	for (size_t i = 0; i < count; i++)
		if (stage->open(workers_at(workers, i), stage->state, error))
			return -1;
	return 0;
}

static void
close_workers(struct workers *workers, const struct stage *stage)
{
	for (size_t i = 0; i < workers->count; i++)
		stage->close(workers_at(workers, i));
	workers_free(workers);
}

/* Works with the stage's only worker, or with one for each thread. */
static int
run_workers(struct run *run, const struct stage *stage, struct error *error)
{
	struct workers workers = { .at = stage->only_worker, .count = 1 };

	if (stage->only_worker)
		return run_threads(run, stage, &workers, error);
	int failed = open_workers(&workers, run->threads, stage, error) ||
		     run_threads(run, stage, &workers, error);
	close_workers(&workers, stage);
	return failed ? -1 : 0;
}

int
run_stage(struct run *run, char *const *operands, const struct stage *stage, struct error *error)
{
	if (input_open(&run->input, operands, error))
		return -1;
	int failed = run_workers(run, stage, error);
	input_close(&run->input);
	if (failed || quarantine_check(&run->quarantine, run->counts.read, error))
		return -1;
	if (run->input.stopped)
		return 0; /* half the input has no result; what was written line by line stands */
	return stage->finish ? stage->finish(stage->state, run, error) : 0;
}

int
run_flush(struct run *run, struct error *error)
{
	if (sink_flush(&run->out, error))
		return -1;
	return run->quarantine.sink.open ? sink_flush(&run->quarantine.sink, error) : 0;
}

void
run_extra(struct run *run, const char *name, uint64_t value)
{
	for (size_t i = 0; i < EXTRA_COUNTS; i++) {
		if (run->extra[i].name && strcmp(run->extra[i].name, name) != 0)
			continue;
		run->extra[i] = (struct extra_count){ name, value };
		return;
	}
}

static void
report_count(struct buffer *to, const char *name, uint64_t value)
{
	buffer_byte(to, ',');
	json_text_write(to, slice_of(name));
	buffer_byte(to, ':');
	buffer_unsigned(to, value);
}

void
run_report(struct buffer *to, const struct run *run)
{
	const struct counts *counts = &run->counts;

	buffer_text(to, "{\"tool\":");
	json_text_write(to, slice_of(run->tool));
	report_count(to, "read", counts->read);
	report_count(to, "used", counts->used);
	report_count(to, "written", counts->written);
	report_count(to, "filtered", counts->filtered);
	report_count(to, "late", counts->late);
	report_count(to, "refused", run->quarantine.refused);
	report_count(to, "blank", counts->blank);
	report_count(to, "undefined", counts->undefined);
	for (const struct extra_count *extra = run->extra; extra->name; extra++)
		report_count(to, extra->name, extra->value);
	buffer_text(to, "}\n");
}
