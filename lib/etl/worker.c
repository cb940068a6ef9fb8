/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/worker.h"

#include "etl/fold.h"
#include "etl/row.h"
#include "expr/event_time.h"

#include <stdlib.h>

int
worker_open(void *memory, void *state, struct error *error)
{
	struct worker *worker = memory;
	const struct folding *folding = state;
	const struct plan *plan = folding->plan;

	*worker = (struct worker){ .plan = plan };
	worker->values = calloc(plan->values + 1, sizeof *worker->values);
	worker->fills = calloc(plan->fill_count + 1, sizeof *worker->fills);
	worker->settings = calloc(plan->count + 1, sizeof *worker->settings);
	if (scanner_open(&worker->scanner, &plan->projection) || !worker->values || !worker->fills ||
		!worker->settings)
		return error_memory(error);
	if (plan->explode[EXPLODE_FIELD].name.at &&
		explode_open(&worker->explosion, &plan->whole, plan->explode))
		return error_memory(error);
	memcpy(worker->settings, plan->settings, plan->count * sizeof *plan->settings);
	worker->scanner.wants_members =
		plan->flatten || plan->reshape.fate_count || (plan->split.count && !plan->split_by);
	worker->scratch.slots = worker->scanner.slots;
	worker->scratch.gathered = worker->scanner.gathered;
	worker->scratch.settings = worker->values;
	return 0;
}

void
worker_close(void *memory)
{
	struct worker *worker = memory;

	explode_close(&worker->explosion);
	flatten_close(&worker->flattening);
	scanner_close(&worker->scanner);
	scratch_free(&worker->scratch);
	free(worker->values);
	free(worker->fills);
	free(worker->settings);
	buffer_free(&worker->filled);
	buffer_free(&worker->key);
	buffer_free(&worker->split_key);
	buffer_free(&worker->text);
	buffer_free(&worker->learned);
}

static bool
has_failed(const struct worker *worker)
{
	return worker->scanner.failed || worker->scratch.failed || worker->flattening.failed ||
	       worker->filled.failed || worker->key.failed || worker->split_key.failed ||
	       worker->text.failed || worker->learned.failed || explode_failed(&worker->explosion);
}

static int
scan_flat(struct worker *worker, struct slice line, struct refusal *refusal)
{
	struct slice flat = line;

	if (scan(&worker->scanner, line, refusal))
		return -1;
	if (!worker->plan->flatten)
		return 0;
	if (flatten(&worker->flattening, &worker->scanner, &flat, refusal))
		return -1;
	return flat.at == line.at ? 0 : scan(&worker->scanner, flat, refusal);
}

static bool
is_gap(const struct worker *worker, int slot)
{
	return worker->scanner.slots[slot].kind <= KIND_NULL;
}

static bool
lacks_value(const struct worker *worker)
{
	const struct plan *plan = worker->plan;

	for (size_t i = 0; i < plan->drop_null_count; i++)
		if (is_gap(worker, plan->drop_nulls[i]))
			return true;
	return false;
}

/* A record with gaps is written anew and scanned again, so that all else goes on as if it had come so. */
static int
fill(struct worker *worker, struct refusal *refusal)
{
	const struct plan *plan = worker->plan;
	size_t count = 0;

	for (size_t i = 0; i < plan->fill_count; i++)
		if (is_gap(worker, plan->fills[i].slot))
			worker->fills[count++] = plan->fills[i];
	if (count == 0)
		return 0;
	worker->filled.length = 0;
	line_write(&worker->filled, &worker->scanner, worker->fills, count, &reshape_none, refusal);
	if (worker->filled.failed)
		return -1;
	struct slice line = { worker->filled.at, worker->filled.length - 1 };
	return scan(&worker->scanner, line, refusal);
}

static int
run_sets(struct worker *worker, struct refusal *refusal)
{
	const struct plan *plan = worker->plan;

	for (size_t i = 0; i < plan->set_count; i++) {
		const struct step *step = &plan->sets[i];
		if (program_run(step->program, &worker->scratch, &worker->values[step->index], refusal))
			return -1;
	}
	return 0;
}

/* The record's key, which stands in worker->key with its source behind it; and its time. */
static int
find_key(struct worker *worker, struct row *row, struct refusal *refusal)
{
	const struct keying *keying = &worker->plan->keying;
	const struct slot *slots = worker->scanner.slots;
	struct buffer *text = &worker->key;
	struct value value;

	text->length = 0;
	for (size_t i = 0; i < keying->count; i++) {
		if (program_run(keying->programs[i], &worker->scratch, &value, refusal))
			return -1;
		value_write(text, &value);
		buffer_byte(text, '\n');
	}
	size_t length = text->length;
	if (keying->time) {
		if (program_run(keying->time, &worker->scratch, &value, refusal) ||
			event_time(&value, keying->time_name, &row->time, refusal))
			return -1;
		buffer_slice(text, slots[keying->topic].raw);
		buffer_byte(text, '\n');
		buffer_slice(text, slots[keying->partition].raw);
	}
	row->key = (struct slice){ text->at, length };
	row->source = (struct slice){ text->at + length, text->length - length };
	return 0;
}

/* Up to where --fit learns: *hold is whether the record comes that far. */
static int
prepare(struct worker *worker, struct slice line, bool *hold, struct refusal *refusal)
{
	const struct plan *plan = worker->plan;

	if (scan_flat(worker, line, refusal))
		return -1;
	if (plan->split.count && !plan->split_by) {
		worker->split_key.length = 0;
		split_whole_record(&worker->split_key, &worker->scanner);
	}
	*hold = !lacks_value(worker);
	if (!*hold)
		return 0;
	if (fill(worker, refusal) || run_sets(worker, refusal))
		return -1;
	return conditions_hold(&plan->wheres, &worker->scratch, hold, refusal);
}

static enum verdict
featurize(struct worker *worker, struct slice line, struct batch *batch, struct refusal *refusal)
{
	const struct plan *plan = worker->plan;
	size_t from = batch->out.length;
	struct row row = { 0 };
	bool hold;

	if (prepare(worker, line, &hold, refusal))
		return VERDICT_REFUSED;
	if (!hold)
		return VERDICT_FILTERED;
	if (plan->keying.count && find_key(worker, &row, refusal))
		return VERDICT_REFUSED;
	if (plan->fits) {
		worker->learned.length = 0;
		if (transforms_observe(&plan->transforms, &worker->scratch, &worker->learned, refusal))
			return VERDICT_REFUSED;
		row.values = worker->learned.length;
		row_write(&batch->rows, &row);
		buffer_slice(&batch->rows, buffer_view(&worker->learned));
		return plan->keying.count ? VERDICT_DEFERRED : VERDICT_USED;
	}
	if ((plan->transforms.count &&
		    transforms_encode(&plan->transforms, &worker->scratch, worker->values, refusal)) ||
		worker_write(worker, &batch->out, refusal))
		return VERDICT_REFUSED;
	if (!plan->keying.count)
		return VERDICT_WRITTEN;
	row.line = batch->out.length - from;
	row_write(&batch->rows, &row);
	return VERDICT_DEFERRED; /* the fold knows whether it is a duplicate */
}

static enum verdict
map_one(struct worker *worker, struct slice line, struct batch *batch, struct refusal *refusal)
{
	scratch_begin(&worker->scratch);
	enum verdict verdict = featurize(worker, line, batch, refusal);
	batch->counts.undefined += worker->scratch.undefined;
	return has_failed(worker) ? VERDICT_FAILED : verdict;
}

/* All of a record's parts pass through, or none does; each is counted. */
static enum verdict
map_parts(struct worker *worker, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct slice part;

	if (explode_begin(&worker->explosion, line, refusal))
		return has_failed(worker) ? VERDICT_FAILED : VERDICT_REFUSED;
	for (bool first = true; explode_next(&worker->explosion, &part); first = false) {
		enum verdict verdict = map_one(worker, part, batch, refusal);
		if (verdict == VERDICT_REFUSED || verdict == VERDICT_FAILED)
			return verdict;
		counts_verdict(&batch->counts, verdict);
		batch->counts.exploded += !first;
	}
	return has_failed(worker) ? VERDICT_FAILED : VERDICT_DEFERRED;
}

enum verdict
worker_map(void *context, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct worker *worker = context;
	bool explodes = worker->plan->explode[EXPLODE_FIELD].name.at != NULL;

	return (explodes ? map_parts : map_one)(worker, line, batch, refusal);
}
