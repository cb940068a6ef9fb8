/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/fold.h"

#include "etl/row.h"
#include "etl/statistics.h"

int
fold_open(struct folding *folding, struct plan *plan, struct error *error)
{
	folding->plan = plan;
	if (plan->fits && learn_open(&folding->learning, &plan->transforms))
		return error_memory(error);
	return 0;
}

void
fold_close(struct folding *folding)
{
	dedup_free(&folding->dedup);
	learn_close(&folding->learning);
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

int
fold_batch(void *context, struct batch *batch, struct error *error)
{
	struct folding *folding = context;
	const struct plan *plan = folding->plan;
	const char *at = batch->rows.at, *end = at + batch->rows.length;
	const enum verdict passed = plan->fits ? VERDICT_USED : VERDICT_WRITTEN;
	struct gap gap = { batch->out.at, 0, 0 };

	while (at < end) {
		struct row row;
		bool duplicate = false;
		at = row_read(at, &row);
		if (plan->keying.count && dedup_take(&folding->dedup, &row, &duplicate, error))
			return -1;
		if (plan->keying.count)
			counts_verdict(&batch->counts, duplicate ? VERDICT_FILTERED : passed);
		if (plan->fits) {
			at = duplicate ? learn_skip(&folding->learning, at)
				       : learn_take(&folding->learning, at, error);
			if (!at)
				return -1;
		}
		close_gap(&gap, row.line, !duplicate);
	}
	batch->out.length = gap.to;
	return 0;
}

static void
warn(const struct run *run, const char *option, struct slice field)
{
	run->warn(run, "--%s %.*s: no record has a value; --apply will not take these statistics", option,
		SLICE_PRINT(field));
}

/* Nothing to learn from is no failure: there may have been no records. */
static void
warn_unknown(const struct run *run, const struct transforms *t)
{
	for (size_t i = 0; i < t->fill_count; i++)
		if (t->fills[i].mean && !t->fills[i].value.known)
			warn(run, "fill", t->fills[i].field);
	for (size_t i = 0; i < t->scale_count; i++)
		if (!t->scales[i].from.known)
			warn(run, "scale", t->scales[i].field);
	for (size_t i = 0; i < t->one_hot_count; i++)
		if (t->one_hots[i].categories.count == 0)
			warn(run, "one-hot", t->one_hots[i].field);
}

int
fold_finish(void *context, struct run *run, struct error *error)
{
	struct folding *folding = context;
	struct buffer text = { 0 };

	if (learn_finish(&folding->learning, error))
		return -1;
	warn_unknown(run, &folding->plan->transforms);
	statistics_write(&text, &folding->plan->transforms);
	int failed = sink_file(folding->fit, &text, error);
	buffer_free(&text);
	return failed;
}
