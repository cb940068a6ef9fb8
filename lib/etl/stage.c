/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/stage.h"

#include "etl/explode.h"
#include "etl/flatten.h"
#include "expr/record_reader.h"
#include "record/text.h"

#include <stdlib.h>

/* The working memory of a thread that maps records. */
struct worker {
	const struct plan *plan;
	struct explosion explosion;
	struct flattening flattening;
	struct record_reader reader;
	struct value *values;     /* of what -s and the transforms set */
	struct setting *fills;    /* those of plan->fills that this record needs */
	struct setting *settings; /* plan->settings with this record's values */
	struct buffer filled;     /* the record with its gaps filled */
	struct dedup_record record;
	struct buffer key;       /* the bytes of its key, then of its source */
	struct buffer split_key; /* the bytes that decide the split */
	struct buffer text;      /* the bytes of the settings' values */
};

/* What map leaves in batch->rows for each record that fold decides about (--dedup) or learns from (--fit):
 * this, then the bytes of key and source, then those of transforms_observe. */
struct fold_row {
	size_t line; /* bytes of the record in batch->out */
	struct dedup_record record;
	size_t observed; /* bytes */
};

static int
worker_open(void *memory, void *state, struct error *error)
{
	struct worker *worker = memory;
	const struct featurizer *featurizer = state;
	const struct plan *plan = featurizer->plan;

	*worker = (struct worker){ .plan = plan };
	worker->values = calloc(plan->values + 1, sizeof *worker->values);
	worker->fills = calloc(plan->fill_count + 1, sizeof *worker->fills);
	worker->settings = calloc(plan->count + 1, sizeof *worker->settings);
	if (record_reader_open(&worker->reader, &plan->projection, &plan->wheres) || !worker->values ||
		!worker->fills || !worker->settings)
		return error_memory(error);
	if (plan->explode[EXPLODE_FIELD].name.at &&
		explode_open(&worker->explosion, &plan->whole, plan->explode))
		return error_memory(error);
	memcpy(worker->settings, plan->settings, plan->count * sizeof *plan->settings);
	worker->reader.scanner.wants_members =
		plan->flatten || plan->reshape.fate_count || (plan->split.count && !plan->split_by);
	worker->reader.scratch.settings = worker->values;
	return 0;
}

static void
worker_close(void *memory)
{
	struct worker *worker = memory;

	explode_close(&worker->explosion);
	flatten_close(&worker->flattening);
	record_reader_close(&worker->reader);
	free(worker->values);
	free(worker->fills);
	free(worker->settings);
	buffer_free(&worker->filled);
	buffer_free(&worker->key);
	buffer_free(&worker->split_key);
	buffer_free(&worker->text);
}

/* Whether memory ran out outside the reader; map_parts asks the explosion. */
static bool
has_failed(const struct worker *worker)
{
	return worker->flattening.failed || worker->filled.failed || worker->key.failed ||
	       worker->split_key.failed || worker->text.failed;
}

static int
scan_flat(struct worker *worker, struct slice line, struct refusal *refusal)
{
	struct slice flat = line;

	if (scan(&worker->reader.scanner, line, refusal))
		return -1;
	if (!worker->plan->flatten)
		return 0;
	if (flatten(&worker->flattening, &worker->reader.scanner, &flat, refusal))
		return -1;
	return flat.at == line.at ? 0 : scan(&worker->reader.scanner, flat, refusal);
}

static bool
is_gap(const struct worker *worker, int slot)
{
	return worker->reader.scanner.slots[slot].kind <= KIND_NULL;
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

/* Writes a record with gaps anew and scans it again, so that the steps after this one need not know. */
static int
fill_gaps(struct worker *worker, struct refusal *refusal)
{
	const struct plan *plan = worker->plan;
	size_t count = 0;

	for (size_t i = 0; i < plan->fill_count; i++)
		if (is_gap(worker, plan->fills[i].slot))
			worker->fills[count++] = plan->fills[i];
	if (count == 0)
		return 0;
	worker->filled.length = 0;
	line_write(&worker->filled, &worker->reader.scanner, worker->fills, count, &reshape_none, refusal);
	if (worker->filled.failed)
		return -1;
	struct slice line = { worker->filled.at, worker->filled.length - 1 };
	return scan(&worker->reader.scanner, line, refusal);
}

static int
run_sets(struct worker *worker, struct refusal *refusal)
{
	const struct plan *plan = worker->plan;

	for (size_t i = 0; i < plan->set_count; i++) {
		const struct assignment *set = &plan->sets[i];
		if (program_run(set->program, &worker->reader.scratch, &worker->values[set->index], refusal))
			return -1;
	}
	return 0;
}

/* The steps from --flatten to -w: VERDICT_USED where the record passes them. */
static enum verdict
prepare(struct worker *worker, struct slice line, struct refusal *refusal)
{
	const struct plan *plan = worker->plan;

	if (scan_flat(worker, line, refusal))
		return VERDICT_REFUSED;
	if (plan->split.count && !plan->split_by) {
		worker->split_key.length = 0;
		split_record_key(&worker->split_key, &worker->reader.scanner);
	}
	if (lacks_value(worker))
		return VERDICT_FILTERED;
	if (fill_gaps(worker, refusal) || run_sets(worker, refusal))
		return VERDICT_REFUSED;
	return record_reader_filter(&worker->reader, refusal);
}

/* Finds what --dedup compares the record by. */
static int
find_key(struct worker *worker, struct refusal *refusal)
{
	const struct dedup_key *key = &worker->plan->dedup_key;
	const struct slot *slots = worker->reader.scanner.slots;
	struct dedup_record *record = &worker->record;
	struct buffer *text = &worker->key;
	struct value value;

	text->length = 0;
	for (size_t i = 0; i < key->count; i++) {
		if (program_run(key->programs[i], &worker->reader.scratch, &value, refusal))
			return -1;
		value_write(text, &value);
		buffer_byte(text, '\n');
	}
	size_t length = text->length;
	if (key->time) {
		if (program_run(key->time, &worker->reader.scratch, &value, refusal) ||
			event_time(&value, key->time_name, &record->time, refusal))
			return -1;
		buffer_slice(text, slots[key->topic].raw);
		buffer_byte(text, '\n');
		buffer_slice(text, slots[key->partition].raw);
	}
	record->key = (struct slice){ text->at, length };
	record->source = (struct slice){ text->at + length, text->length - length };
	return 0;
}

static int
write_features(struct worker *worker, struct refusal *refusal)
{
	const struct names *names = worker->plan->feature_names;
	struct buffer *text = &worker->text;

	for (size_t i = 0; i < names->count; i++) {
		struct value value;
		if (program_number(worker->plan->features[i], &worker->reader.scratch, &value, refusal))
			return -1;
		if (value.kind == VALUE_NULL)
			return refuse(refusal, names->at[i], "this is null, a feature must be a number");
		buffer_byte(text, i ? ',' : '[');
		value_write(text, &value);
	}
	buffer_byte(text, ']');
	return 0;
}

static int
write_split(struct worker *worker, struct refusal *refusal)
{
	struct value value;

	if (worker->plan->split_by) {
		if (program_run(worker->plan->split_by, &worker->reader.scratch, &value, refusal))
			return -1;
		worker->split_key.length = 0;
		value_write(&worker->split_key, &value);
	}
	json_text_write(&worker->text, split_choose(&worker->plan->split, buffer_view(&worker->split_key)));
	return 0;
}

/* Fills the settings' values for this record. Their bytes lie in one buffer that may move while it grows, so
 * they are cut into slices at the end. */
static int
write_settings(struct worker *worker, struct refusal *refusal)
{
	const struct plan *plan = worker->plan;
	size_t i = 0;

	worker->text.length = 0;
	for (; i < plan->values; i++) {
		value_write(&worker->text, &worker->values[i]);
		worker->settings[i].value.length = worker->text.length;
	}
	if (plan->feature_names->count) {
		if (write_features(worker, refusal))
			return -1;
		worker->settings[i++].value.length = worker->text.length;
	}
	if (plan->split.count) {
		if (write_split(worker, refusal))
			return -1;
		worker->settings[i++].value.length = worker->text.length;
	}
	size_t from = 0;
	for (i = 0; i < plan->count; i++) {
		size_t end = worker->settings[i].value.length;
		worker->settings[i].value = (struct slice){ worker->text.at + from, end - from };
		from = end;
	}
	return 0;
}

/* Appends the row of a record whose line has this length, and what --fit learns from it. 0 or -1. */
static int
append_row(struct worker *worker, struct batch *batch, size_t line, struct refusal *refusal)
{
	const struct plan *plan = worker->plan;
	struct fold_row row = { .line = line, .record = worker->record };
	struct buffer *rows = &batch->rows;
	const size_t from = rows->length;

	buffer_append(rows, (const char *)&row, sizeof row);
	buffer_slice(rows, row.record.key);
	buffer_slice(rows, row.record.source);
	if (!plan->fits)
		return 0;
	const size_t values = rows->length;
	if (transforms_observe(&plan->transforms, &worker->reader.scratch, rows, refusal))
		return -1;
	row.observed = rows->length - values;
	if (!rows->failed)
		memcpy(rows->at + from, &row, sizeof row);
	return 0;
}

static int
append_line(struct worker *worker, struct buffer *out, struct refusal *refusal)
{
	const struct plan *plan = worker->plan;
	const struct transforms *transforms = &plan->transforms;

	if (transforms->count &&
		transforms_encode(transforms, &worker->reader.scratch, worker->values, refusal))
		return -1;
	if (write_settings(worker, refusal))
		return -1;
	return line_write(
		out, &worker->reader.scanner, worker->settings, plan->count, &plan->reshape, refusal);
}

static enum verdict
map_part(struct worker *worker, struct slice line, struct batch *batch, struct refusal *refusal)
{
	const struct plan *plan = worker->plan;
	const bool keyed = plan->dedup_key.count;
	const size_t from = batch->out.length;

	enum verdict verdict = prepare(worker, line, refusal);
	if (verdict != VERDICT_USED)
		return verdict;
	if (keyed && find_key(worker, refusal))
		return VERDICT_REFUSED;
	if (!plan->fits && append_line(worker, &batch->out, refusal))
		return VERDICT_REFUSED;
	if ((keyed || plan->fits) && append_row(worker, batch, batch->out.length - from, refusal))
		return VERDICT_REFUSED;
	if (keyed)
		return VERDICT_DEFERRED; /* the fold knows whether it is a duplicate */
	return plan->fits ? VERDICT_USED : VERDICT_WRITTEN;
}

static enum verdict
map_one(struct worker *worker, struct slice line, struct batch *batch, struct refusal *refusal)
{
	record_reader_begin(&worker->reader);
	enum verdict verdict = map_part(worker, line, batch, refusal);
	verdict = record_reader_end(&worker->reader, verdict, &batch->counts);
	return has_failed(worker) ? VERDICT_FAILED : verdict;
}

/* All of a record's parts pass through, or none does; each is counted. */
static enum verdict
map_parts(struct worker *worker, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct slice part;

	if (explode_begin(&worker->explosion, line, refusal))
		return explode_failed(&worker->explosion) ? VERDICT_FAILED : VERDICT_REFUSED;
	for (bool first = true; explode_next(&worker->explosion, &part); first = false) {
		enum verdict verdict = map_one(worker, part, batch, refusal);
		if (verdict == VERDICT_REFUSED || verdict == VERDICT_FAILED)
			return verdict;
		counts_verdict(&batch->counts, verdict);
		batch->counts.exploded += !first;
	}
	return explode_failed(&worker->explosion) ? VERDICT_FAILED : VERDICT_DEFERRED;
}

static enum verdict
map(void *context, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct worker *worker = context;
	bool explodes = worker->plan->explode[EXPLODE_FIELD].name.at != NULL;

	return (explodes ? map_parts : map_one)(worker, line, batch, refusal);
}

/* The row at the beginning of what is left of the rows. */
static struct fold_row
next_row(struct slice *rows, struct slice *observed)
{
	const char *at = rows->at, *end = at + rows->length;
	struct fold_row row;

	memcpy(&row, at, sizeof row);
	row.record.key.at = at + sizeof row;
	row.record.source.at = row.record.key.at + row.record.key.length;
	*observed = (struct slice){ row.record.source.at + row.record.source.length, row.observed };
	*rows = slice_between(observed->at + observed->length, end);
	return row;
}

/* Moves the lines that stay over those that go. */
struct gap {
	char *lines;
	size_t from, to;
};

static void
close_gap(struct gap *gap, size_t line, bool stays)
{
	if (stays && gap->to < gap->from)
		memmove(gap->lines + gap->to, gap->lines + gap->from, line);
	gap->to += stays ? line : 0;
	gap->from += line;
}

static int
fold(void *context, struct batch *batch, struct error *error)
{
	struct featurizer *featurizer = context;
	struct plan *plan = featurizer->plan;
	const enum verdict passed = plan->fits ? VERDICT_USED : VERDICT_WRITTEN;
	struct slice rows = buffer_view(&batch->rows);
	struct gap gap = { batch->out.at, 0, 0 };

	while (rows.length) {
		struct slice observed;
		struct fold_row row = next_row(&rows, &observed);
		bool duplicate = false;
		if (plan->dedup_key.count) {
			if (dedup_take(&featurizer->dedup, &row.record, &duplicate, error))
				return -1;
			counts_verdict(&batch->counts, duplicate ? VERDICT_FILTERED : passed);
		}
		if (plan->fits && !duplicate && transforms_learn(&plan->transforms, observed, error))
			return -1;
		close_gap(&gap, row.line, !duplicate);
	}
	batch->out.length = gap.to;
	return 0;
}

/* To learn nothing is not a failure: there may have been no records. */
static void
warn_unknown(const struct run *run, const struct transforms *transforms)
{
	for (size_t i = 0; i < transforms->count; i++) {
		const struct transform *transform = &transforms->at[i];
		if (!transform->known)
			run->warn(run,
				"--%s %.*s: no record has a value; --apply will reject these statistics",
				transform->kind->option, SLICE_PRINT(transform->field));
	}
}

static int
finish(void *context, struct run *run, struct error *error)
{
	const struct featurizer *featurizer = context;
	struct transforms *transforms = &featurizer->plan->transforms;
	struct buffer text = { 0 };

	if (transforms_finish(transforms, error))
		return -1;
	warn_unknown(run, transforms);
	statistics_write(&text, transforms);
	int failed = sink_file(featurizer->fit, &text, error);
	buffer_free(&text);
	return failed;
}

struct stage
featurizer_stage(struct featurizer *featurizer)
{
	const struct plan *plan = featurizer->plan;

	return (struct stage){
		.state = featurizer,
		.map = map,
		.worker_size = sizeof(struct worker),
		.open = worker_open,
		.close = worker_close,
		.fold = plan->dedup_key.count || plan->fits ? fold : NULL,
		.finish = plan->fits ? finish : NULL,
	};
}
