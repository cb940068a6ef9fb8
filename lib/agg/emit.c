/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/emit.h"

#include "agg/key.h"
#include "base/array.h"
#include "stream/threads.h"
#include "stream/turns.h"

#include <stdlib.h>

enum {
	PART = 512,        /* groups that a thread takes at once, and more until something else begins */
	LINES = 256 * 1024 /* bytes that it makes of them before they are written */
};

/* What threads share that write results. */
struct emission {
	struct emitter *emitter;
	bool early;
	struct turns turns;
	size_t next;        /* of the thread that takes a part */
	struct error error; /* of the thread whose turn it was when it failed */
};

/* A thread's part of it. */
struct emissary {
	struct emission *emission;
	struct composer composer;
	struct ranking ranking;
	uint64_t number; /* of the part at hand */
	size_t from, to;
	struct error error;
};

/* Whether --top goes over all windows, so that only the end knows. */
static bool
keeps(const struct query *query)
{
	return query->per_all && query->window.shape != WINDOW_NONE;
}

static bool
per_leads(const struct query *query, size_t *fields)
{
	*fields = 0;
	for (size_t i = 0; i < query->per_count; i++)
		if (query->per[i] >= query->first_group && query->per[i] != query->first_group + (*fields)++)
			return false;
	return query->per_count == 0 || !keeps(query);
}

int
emitter_open(struct emitter *emitter, const struct query *query, struct run *run, uint64_t top, bool ties)
{
	*emitter = (struct emitter){ .query = query, .run = run };
	emitter->leads = per_leads(query, &emitter->per_fields);
	emitter->ranks = query->measure_count > query->aggregate_count + query->having_count ||
			 query->per_count > 0 || ties || keeps(query);
	if (form_open(&emitter->form, query, !emitter->leads) ||
		workers_open(&emitter->emissaries, keeps(query) ? 1 : run->threads, sizeof(struct emissary)))
		return -1;
	for (size_t i = 0; i < emitter->emissaries.count; i++) {
		struct emissary *emissary = workers_at(&emitter->emissaries, i);
		emissary->ranking = (struct ranking){ .top = top, .ties = ties, .one_per = emitter->leads };
		if (composer_open(&emissary->composer, &emitter->form))
			return -1;
	}
	return 0;
}

void
emitter_close(struct emitter *emitter)
{
	for (size_t i = 0; i < emitter->emissaries.count; i++) {
		struct emissary *emissary = workers_at(&emitter->emissaries, i);
		composer_close(&emissary->composer);
		ranking_free(&emissary->ranking);
	}
	workers_free(&emitter->emissaries);
	form_close(&emitter->form);
	free(emitter->groups);
	*emitter = (struct emitter){ 0 };
}

int
emitter_take(struct emitter *emitter, const struct window *window)
{
	for (struct group *group = window->first; group; group = group->next) {
		struct sorted *groups =
			array_grow(emitter->groups, &emitter->capacity, emitter->count + 1, sizeof *groups);
		if (!groups)
			return -1;
		emitter->groups = groups;
		groups[emitter->count++].group = group;
	}
	return 0;
}

void
emitter_order(struct emitter *emitter)
{
	/* Where results are ranked, but --per does not lead, most of that order comes cheaper so. */
	size_t fields =
		emitter->ranks && emitter->leads ? emitter->per_fields : emitter->query->group_names->count;

	if (emitter->count > emitter->ordered)
		groups_sort(emitter->groups + emitter->ordered, emitter->count - emitter->ordered, fields);
	emitter->ordered = emitter->count;
}

/* Whether what is ranked ends before the group: with the window, or with one of --per. */
static bool
begins(const struct emitter *emitter, size_t i)
{
	const struct group *before = emitter->groups[i - 1].group, *group = emitter->groups[i].group;

	if (span_compare(before->window->span, group->window->span) != 0)
		return true;
	return emitter->leads && !key_begins(group_key(before), group_key(group), emitter->per_fields);
}

/* In the turn of the part: writes the lines that are made of it. 0 or -1. */
static int
deliver(struct emissary *emissary)
{
	struct composer *composer = &emissary->composer;
	struct run *run = emissary->emission->emitter->run;

	if (!turns_wait(&emissary->emission->turns, emissary->number))
		return -1;
	int failed = sink_buffer(&run->out, &composer->lines, &emissary->error);
	run->counts.written += composer->written;
	run->counts.undefined += emissary->emission->early ? 0 : composer->undefined;
	composer->lines.length = 0;
	composer->written = composer->undefined = 0;
	return failed;
}

static int
write_line(struct emissary *emissary, const struct value *values, struct slice key)
{
	struct composer *composer = &emissary->composer;

	composer_write(composer, values, key, emissary->emission->early);
	return composer->lines.failed || composer->lines.length > LINES ? deliver(emissary) : 0;
}

/* Writes the results that are ranked. */
static int
write_ranked(struct emissary *emissary)
{
	struct ranking *ranking = &emissary->ranking;

	ranking_sort(ranking);
	for (size_t i = 0; i < ranking->count; i++)
		if (write_line(emissary, ranking->at[i].values, ranking->at[i].key))
			return -1;
	ranking_reset(ranking);
	composer_forget(&emissary->composer);
	return 0;
}

/* Adds the group's result to those that are ranked. */
static int
rank(struct emissary *emissary, const struct group *group)
{
	struct ranking *ranking = &emissary->ranking;
	const struct query *query = emissary->emission->emitter->query;
	struct value *values = ranking_add(ranking, query, group_key(group));
	bool hold;

	if (!values)
		return error_memory(&emissary->error);
	if (composer_evaluate(&emissary->composer, group, values, &hold, &emissary->error))
		return -1;
	if (!hold)
		ranking_drop(ranking);
	if (!keeps(query))
		return 0;
	if (hold && ranking_keep(ranking))
		return error_memory(&emissary->error);
	composer_forget(&emissary->composer);
	return 0;
}

static int
write_part_ranked(struct emissary *emissary)
{
	const struct emitter *emitter = emissary->emission->emitter;

	for (size_t i = emissary->from; i < emissary->to; i++) {
		if ((i - emissary->from) % SORTED_BLOCK == 0)
			groups_fetch(emitter->groups + i, emissary->to - i);
		if (i > emissary->from && !keeps(emitter->query) && begins(emitter, i) &&
			write_ranked(emissary))
			return -1;
		if (rank(emissary, emitter->groups[i].group))
			return -1;
	}
	return keeps(emitter->query) ? 0 : write_ranked(emissary);
}

/* One result after the other, without holding any. */
static int
write_part_sorted(struct emissary *emissary)
{
	const struct emitter *emitter = emissary->emission->emitter;
	struct composer *composer = &emissary->composer;
	uint64_t written = 0; /* of the window */
	bool hold;

	for (size_t i = emissary->from; i < emissary->to; i++) {
		if ((i - emissary->from) % SORTED_BLOCK == 0)
			groups_fetch(emitter->groups + i, emissary->to - i);
		if (i > emissary->from && begins(emitter, i))
			written = 0;
		if (written == emissary->ranking.top)
			continue;
		const struct group *group = emitter->groups[i].group;
		if (composer_evaluate(composer, group, composer->values, &hold, &emissary->error) ||
			(hold && write_line(emissary, composer->values, group_key(group))))
			return -1;
		written += hold;
		composer_forget(composer);
	}
	return 0;
}

/* Where the part ends that begins at from: where nothing is ranked and there is no --top it may end anywhere.
 */
static size_t
part_end(const struct emission *emission, const struct emissary *emissary)
{
	const struct emitter *emitter = emission->emitter;
	size_t to = emitter->count - emissary->from < PART ? emitter->count : emissary->from + PART;

	if (!emitter->ranks && emissary->ranking.top == UINT64_MAX)
		return to;
	if (emitter->query->window.shape == WINDOW_NONE && !(emitter->leads && emitter->per_fields > 0))
		return emitter->count;
	while (to < emitter->count && !begins(emitter, to))
		to++;
	return to;
}

/* Takes the next part. False when there is none. */
static bool
take_part(struct emissary *emissary)
{
	struct emission *emission = emissary->emission;

	emissary->number = turns_take(&emission->turns);
	emissary->from = emission->next;
	emissary->to = emission->next = part_end(emission, emissary);
	bool took = emissary->to > emissary->from;
	turns_taken(&emission->turns, took);
	return took;
}

/* What each thread does. */
static void
work(void *context)
{
	struct emissary *emissary = context;
	struct emission *emission = emissary->emission;
	bool ranks = emission->emitter->ranks, failed = false;

	while (!failed && take_part(emissary)) {
		failed = ranks ? write_part_ranked(emissary) : write_part_sorted(emissary);
		failed |= deliver(emissary) != 0; /* what came before a result that failed too */
		if (failed && turns_wait(&emission->turns, emissary->number))
			emission->error = emissary->error;
		turns_pass(&emission->turns, failed);
	}
}

int
emitter_write(struct emitter *emitter, bool early, bool threads, struct error *error)
{
	struct emission emission = { .emitter = emitter, .early = early, .turns = TURNS_START };
	struct workers hands = emitter->emissaries;

	if (!threads || emitter->count < 2 * PART)
		hands.count = 1;
	for (size_t i = 0; i < hands.count; i++)
		((struct emissary *)workers_at(&hands, i))->emission = &emission;
	/* The caller's error may tell of a record that ends the run: what came before it is written. */
	threads_run(&hands, work, &emission.error);
	emitter->count = emitter->ordered = 0;
	if (emission.error.kind == STATUS_DONE)
		return 0;
	return error_set(error, emission.error.kind, "%s", emission.error.text);
}

int
emitter_finish(struct emitter *emitter, struct error *error)
{
	struct emission emission = { .emitter = emitter, .turns = TURNS_START };
	struct emissary *emissary = workers_at(&emitter->emissaries, 0);

	if (!keeps(emitter->query))
		return 0;
	emissary->emission = &emission;
	emissary->number = 0;
	if (write_ranked(emissary) == 0 && deliver(emissary) == 0)
		return 0;
	return error_set(error, emissary->error.kind, "%s", emissary->error.text);
}
