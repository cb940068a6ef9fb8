/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/fold.h"

#include "etl/row.h"

void
fold_close(struct folding *folding)
{
	dedup_free(&folding->dedup);
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
		struct slice values = { at, row.values };
		at += row.values;
		if (plan->fits && !duplicate && transforms_learn(&folding->plan->transforms, values, error))
			return -1;
		close_gap(&gap, row.line, !duplicate);
	}
	batch->out.length = gap.to;
	return 0;
}

/* Nothing to learn from is no failure: there may have been no records. */
static void
warn_unknown(const struct run *run, const struct transforms *transforms)
{
	for (size_t i = 0; i < transforms->count; i++) {
		const struct transform *transform = &transforms->at[i];
		if (!transform->known)
			run->warn(run,
				"--%s %.*s: no record has a value; --apply will not take these statistics",
				transform->kind->option, SLICE_PRINT(transform->field));
	}
}

int
fold_finish(void *context, struct run *run, struct error *error)
{
	struct folding *folding = context;
	struct buffer text = { 0 };

	if (transforms_finish(&folding->plan->transforms, error))
		return -1;
	warn_unknown(run, &folding->plan->transforms);
	statistics_write(&text, &folding->plan->transforms);
	int failed = sink_file(folding->fit, &text, error);
	buffer_free(&text);
	return failed;
}
