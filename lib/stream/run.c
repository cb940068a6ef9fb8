/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/run.h"

#include "record/scan.h"

#include <string.h>

/* A batch beyond this is delivered before its block ends: records can become many. */
enum { BATCH_LARGE = 16 * SOURCE_BLOCK };

struct waiting {
	struct run *run;
	const struct stage *stage;
};

static int
before_waiting(void *context, struct error *error)
{
	const struct waiting *waiting = context;
	const struct stage *stage = waiting->stage;

	if (stage->wait && stage->wait(stage->state, waiting->run, error))
		return -1;
	return run_flush(waiting->run, error);
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

/* Books one verdict. 0, or -1 when the run ends here. */
static int
book(struct run *run, enum verdict verdict, const struct refusal *refusal, struct place place,
	struct slice line, struct error *error)
{
	run->counts.read++;
	switch (verdict) {
	case VERDICT_WRITTEN:
		run->counts.written++;
		return 0;
	case VERDICT_USED:
		run->counts.used++;
		return 0;
	case VERDICT_FILTERED:
		run->counts.filtered++;
		return 0;
	case VERDICT_REFUSED:
		return quarantine_take(&run->quarantine, refusal, place, line, &run->counts, error);
	case VERDICT_FAILED:
		break;
	}
	return error_memory(error);
}

/* Maps one line into the batch; what a refused one left there is taken back. 0 or -1. */
static int
map_line(struct run *run, const struct stage *stage, struct slice line, struct place place,
	struct batch *batch, struct error *error)
{
	struct refusal refusal = { 0 };
	const struct batch before = *batch;

	if (scan_blank(line)) {
		run->counts.blank++;
		return 0;
	}
	enum verdict verdict = stage->map(stage->worker, line, batch, &refusal);
	if (batch->out.failed || batch->rows.failed)
		return error_memory(error);
	if (verdict == VERDICT_REFUSED) {
		const struct buffer out = batch->out, rows = batch->rows; /* they may have moved */
		*batch = before;
		batch->out = (struct buffer){ out.at, before.out.length, out.capacity, false };
		batch->rows = (struct buffer){ rows.at, before.rows.length, rows.capacity, false };
	}
	return book(run, verdict, &refusal, place, line, error);
}

/* Folds and writes what the batch holds, and empties it. 0 or -1. */
static int
deliver(struct run *run, const struct stage *stage, struct batch *batch, struct error *error)
{
	struct counts *counts = &run->counts;
	struct error unwritten = { 0 };

	int failed = stage->fold ? stage->fold(stage->state, batch, error) : 0;
	counts->undefined += batch->undefined;
	counts->exploded += batch->exploded;
	counts->used += (uint64_t)batch->used;
	counts->written += (uint64_t)batch->written;
	counts->filtered += (uint64_t)batch->filtered;
	if (!failed && sink_append(&run->out, buffer_view(&batch->out), &unwritten)) {
		*error = unwritten; /* weighs more than a refused record */
		failed = -1;
	}
	*batch = (struct batch){ .out = batch->out, .rows = batch->rows, .input = batch->input };
	batch->out.length = batch->rows.length = 0;
	return failed;
}

static int
map_block(struct run *run, const struct stage *stage, const struct block *block, struct batch *batch,
	struct error *error)
{
	struct slice rest = block->text, line;
	struct place place = { block->name, block->line, block->offset };

	while (slice_line(&rest, &line)) {
		if (map_line(run, stage, line, place, batch, error))
			return -1;
		if (batch->out.length + batch->rows.length > BATCH_LARGE && deliver(run, stage, batch, error))
			return -1;
		place.line++;
		place.offset += line.length + 1;
	}
	return 0;
}

/* Maps a block, then folds and writes what came of it, even when one of its records ends the run: the records
 * before that one are done. */
static int
run_block(struct run *run, const struct stage *stage, const struct block *block, struct batch *batch,
	struct error *error)
{
	batch->input = block->input;
	int failed = block->overlong ? quarantine_overlong(&run->quarantine, block, &run->counts, error)
				     : map_block(run, stage, block, batch, error);
	if (failed && error->kind == STATUS_SYSTEM)
		return -1;
	return deliver(run, stage, batch, error) || failed ? -1 : 0;
}

static int
run_blocks(struct run *run, const struct stage *stage, struct error *error)
{
	struct batch batch = { 0 };
	struct block block;
	int more;

	while ((more = source_read(&run->source, &block, error)) > 0) {
		if (run_block(run, stage, &block, &batch, error)) {
			more = -1;
			break;
		}
		if (run->progress)
			run->progress(run);
	}
	buffer_free(&batch.out);
	buffer_free(&batch.rows);
	return more;
}

int
run_stage(struct run *run, char *const *operands, const struct stage *stage, struct error *error)
{
	struct waiting waiting = { run, stage };

	if (source_open(&run->source, operands, error))
		return -1;
	run->source.wait = before_waiting;
	run->source.context = &waiting;
	int failed = run_blocks(run, stage, error);
	source_close(&run->source);
	if (failed || quarantine_verdict(&run->quarantine, &run->counts, error))
		return -1;
	if (run->source.stopped)
		return 0; /* a result of half the input is none; what was written line by line stands */
	return stage->finish ? stage->finish(stage->state, run, error) : 0;
}
