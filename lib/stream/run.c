/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/run.h"

#include "record/scan.h"
#include "stream/threads.h"
#include "stream/turns.h"
#include "stream/workers.h"

#include <string.h>

/* A batch beyond this is delivered before its block ends: records can become many, and refusals say much. */
enum { BATCH_LARGE = 16 * SOURCE_BLOCK, REFUSALS_LARGE = SOURCE_BLOCK / 4 };

struct loop {
	struct run *run;
	const struct stage *stage;
	struct turns turns;
	bool goes_on; /* behind a refused record: there is a --bad */
	/* Of the thread that takes a block: */
	uint64_t number; /* of the block */
	bool read_up;    /* there is nothing more to read */
	/* Of the thread whose turn it is: */
	size_t input;  /* of the block before */
	uint64_t line; /* number of its last line that was delivered */
	struct error *error;
};

/* A thread's part of it. */
struct hand {
	struct loop *loop;
	void *worker;
	struct source_room room;
	struct block block;
	uint64_t number; /* of the block */
	uint64_t lines;  /* of it, in the batch */
	struct batch batch;
	struct refusal refusal; /* of the line at hand */
	struct error error;     /* of reading */
};

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

/* Before the reader waits all that was read is delivered and written. */
static int
before_waiting(void *context, struct error *error)
{
	struct loop *loop = context;
	const struct stage *stage = loop->stage;

	if (!turns_wait(&loop->turns, loop->number))
		return -1;
	if (stage->wait && stage->wait(stage->state, loop->run, error))
		return -1;
	return run_flush(loop->run, error);
}

/* Takes the next block. False when there is none, or the run is over. */
static bool
take_block(struct hand *hand)
{
	struct loop *loop = hand->loop;
	int more = 0;

	hand->number = loop->number = turns_take(&loop->turns);
	if (!loop->read_up)
		more = source_read_into(&loop->run->source, &hand->room, &hand->block, &hand->error);
	loop->read_up = more <= 0;
	turns_taken(&loop->turns, more != 0);
	if (more >= 0)
		return more > 0;
	if (turns_wait(&loop->turns, hand->number))
		*loop->error = hand->error;
	turns_pass(&loop->turns, true);
	return false;
}

/* Books the refusals of a batch, in order. At one that ends the run, what came behind it is taken back. */
static int
book_refusals(struct hand *hand, struct error *error)
{
	struct loop *loop = hand->loop;
	struct run *run = loop->run;
	struct batch_refused refused;
	size_t at = 0;

	while (batch_refused(&hand->batch, &at, &refused)) {
		const struct place place = { hand->block.name, loop->line + refused.line + 1,
			hand->block.offset + refused.offset };
		if (quarantine_take(
			    &run->quarantine, &refused.refusal, place, refused.raw, &run->counts, error)) {
			batch_return(&hand->batch, &refused.before);
			hand->batch.counts.read++;
			return -1;
		}
	}
	return hand->batch.failed ? error_memory(error) : 0;
}

/* In its turn: books, folds and writes what the batch holds, even when one of its records ends the run: the
 * records before that one are done, and what fails with them came first. */
static int
settle(struct hand *hand)
{
	struct loop *loop = hand->loop;
	struct run *run = loop->run;
	const struct stage *stage = loop->stage;
	struct batch *batch = &hand->batch;
	struct error earlier = { 0 };

	int failed = book_refusals(hand, loop->error);
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

/* Waits for the block's turn, then delivers what is mapped of it. False when the run is over. */
static bool
deliver(struct hand *hand)
{
	struct loop *loop = hand->loop;
	struct run *run = loop->run;

	if (!turns_wait(&loop->turns, hand->number))
		return false;
	if (hand->block.input != loop->input)
		loop->line = 0;
	loop->input = hand->block.input;
	bool goes_on = settle(hand) == 0;
	batch_empty(&hand->batch);
	loop->line += hand->lines;
	hand->lines = 0;
	if (goes_on && run->progress)
		run->progress(run);
	return goes_on;
}

/* Keeps a refusal in the batch, which then holds what it held before the record. */
static void
keep_refusal(struct hand *hand, struct slice raw, uint64_t offset, const struct batch_mark *before)
{
	const struct batch_refused refused = { *before, hand->lines, offset, raw, hand->refusal };

	batch_return(&hand->batch, before);
	batch_refuse(&hand->batch, &refused);
	hand->batch.counts.read++;
	hand->batch.failed = hand->batch.refusals.failed;
}

/* Maps one line into the batch. False where the run will end at it. */
static bool
map_line(struct hand *hand, struct slice line)
{
	const struct stage *stage = hand->loop->stage;
	struct batch *batch = &hand->batch;
	const struct batch_mark before = batch_mark(batch);

	if (scan_blank(line)) {
		batch->counts.blank++;
		return true;
	}
	enum verdict verdict = stage->map(hand->worker, line, batch, &hand->refusal);
	if (verdict == VERDICT_FAILED || batch->out.failed || batch->rows.failed) {
		batch_return(batch, &before);
		batch->failed = true;
		return false;
	}
	if (verdict == VERDICT_REFUSED) {
		keep_refusal(hand, line, (uint64_t)(line.at - hand->block.text.at), &before);
		return hand->loop->goes_on && !batch->failed;
	}
	batch->counts.read++;
	counts_verdict(&batch->counts, verdict);
	return true;
}

static void
map_overlong(struct hand *hand)
{
	const struct batch_mark before = batch_mark(&hand->batch);

	quarantine_refuse_overlong(&hand->refusal);
	keep_refusal(hand, hand->block.text, 0, &before);
	hand->lines++;
}

/* Maps the block into the batch. False when the run ended before the last part of it. */
static bool
map_block(struct hand *hand)
{
	struct batch *batch = &hand->batch;
	struct slice rest = hand->block.text, line;

	batch->input = hand->block.input;
	if (hand->block.overlong) {
		map_overlong(hand);
		return true;
	}
	while (slice_take_line(&rest, &line) && map_line(hand, line)) {
		hand->lines++;
		if ((batch_size(batch) > BATCH_LARGE || batch->refusals.length > REFUSALS_LARGE) &&
			!deliver(hand))
			return false;
	}
	return true;
}

/* What each thread does. */
static void
work(void *context)
{
	struct hand *hand = context;
	bool goes_on = true;

	while (goes_on && take_block(hand)) {
		goes_on = map_block(hand) && deliver(hand);
		turns_pass(&hand->loop->turns, !goes_on);
	}
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

/* Maps and folds on as many threads as there are workers. */
static int
run_loop(struct run *run, const struct stage *stage, const struct workers *workers, struct error *error)
{
	struct loop loop = {
		.run = run,
		.stage = stage,
		.turns = TURNS_START,
		.goes_on = run->quarantine.sink.open,
		.error = error,
	};
	struct workers hands;

	run->source.wait = before_waiting;
	run->source.context = &loop;
	run->source.uncounted = true;
	if (workers_open(&hands, workers->count, sizeof(struct hand)))
		return error_memory(error);
	for (size_t i = 0; i < hands.count; i++) {
		struct hand *hand = workers_at(&hands, i);
		hand->loop = &loop;
		hand->worker = workers_at(workers, i);
	}
	int failed = threads_run(&hands, work, error);
	for (size_t i = 0; i < hands.count; i++) {
		struct hand *hand = workers_at(&hands, i);
		source_room_free(&hand->room);
		batch_free(&hand->batch);
	}
	workers_free(&hands);
	run->source.wait = NULL;
	return failed || error->kind != STATUS_DONE ? -1 : 0;
}

/* Gives each thread its worker. */
static int
run_workers(struct run *run, const struct stage *stage, struct error *error)
{
	struct workers workers = { .at = stage->only_worker, .count = 1 };

	if (stage->only_worker)
		return run_loop(run, stage, &workers, error);
	int failed =
		open_workers(&workers, run->threads, stage, error) || run_loop(run, stage, &workers, error);
	close_workers(&workers, stage);
	return failed ? -1 : 0;
}

int
run_stage(struct run *run, char *const *operands, const struct stage *stage, struct error *error)
{
	if (source_open(&run->source, operands, error))
		return -1;
	int failed = run_workers(run, stage, error);
	source_close(&run->source);
	if (failed || quarantine_verdict(&run->quarantine, &run->counts, error))
		return -1;
	if (run->source.stopped)
		return 0; /* a result of half the input is none; what was written line by line stands */
	return stage->finish ? stage->finish(stage->state, run, error) : 0;
}
