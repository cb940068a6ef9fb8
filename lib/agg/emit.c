/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/emit.h"

#include "agg/key.h"
#include "base/array.h"
#include "stream/threads.h"

#include <stdlib.h>

enum {
	PART = 512,        /* groups that a thread takes at once, and more until something else begins */
	LINES = 256 * 1024 /* bytes that it makes of them before they are written */
};

/* One emitter_write: what its threads share. */
struct writing {
	struct emitter *emitter;
	bool early;
	struct sequencer turns;
	size_t next;         /* of the thread that takes a part */
	struct error *error; /* of the thread whose turn it is */
};

/* A thread, and the part of the groups that it is at. */
struct writer {
	struct writing *writing;
	struct composer composer;
	struct ranking ranking;
	uint64_t number; /* of the part at hand */
	size_t from, to;
	struct error error;
};

/* Whether --per asks for the first fields of the key in their order; *fields is how many it asks for. */
static bool
per_leads(const struct query *query, size_t *fields)
{
	*fields = 0;
	for (size_t i = 0; i < query->per_count; i++)
		if (query->per[i] >= query->first_group && query->per[i] != query->first_group + (*fields)++)
			return false;
	return true;
}

int
emitter_open(struct emitter *emitter, const struct query *query, struct run *run, uint64_t top, bool ties)
{
	*emitter = (struct emitter){ .query = query, .run = run };
	emitter->keeps = query->per_all && query->window.shape != WINDOW_NONE;
	emitter->leads = per_leads(query, &emitter->per_fields) && (query->per_count == 0 || !emitter->keeps);
	if (!emitter->leads)
		emitter->per_fields = 0;
	emitter->ranks = query->measure_count > query->aggregate_count + query->having_count ||
			 query->per_count > 0 || ties || emitter->keeps;
	if (form_open(&emitter->form, query, !emitter->leads) ||
		workers_open(&emitter->writers, emitter->keeps ? 1 : run->threads, sizeof(struct writer)))
		return -1;
	for (size_t i = 0; i < emitter->writers.count; i++) {
		struct writer *writer = workers_at(&emitter->writers, i);
		writer->ranking = (struct ranking){ .top = top, .ties = ties, .one_per = emitter->leads };
		if (composer_open(&writer->composer, &emitter->form))
			return -1;
	}
	return 0;
}

void
emitter_close(struct emitter *emitter)
{
	for (size_t i = 0; i < emitter->writers.count; i++) {
		struct writer *writer = workers_at(&emitter->writers, i);
		composer_close(&writer->composer);
		ranking_free(&writer->ranking);
	}
	workers_free(&emitter->writers);
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
	return !key_begins(group_key(before), group_key(group), emitter->per_fields);
}

/* In the turn of the part: writes the lines that are made of it. 0 or -1. */
static int
deliver(struct writer *writer)
{
	struct composer *composer = &writer->composer;
	struct run *run = writer->writing->emitter->run;

	if (!sequencer_wait(&writer->writing->turns, writer->number))
		return -1;
	int failed = sink_buffer(&run->out, &composer->lines, &writer->error);
	run->counts.written += composer->written;
	run->counts.undefined += writer->writing->early ? 0 : composer->undefined;
	composer->lines.length = 0;
	composer->written = composer->undefined = 0;
	return failed;
}

static int
write_line(struct writer *writer, const struct value *values, struct slice key)
{
	struct composer *composer = &writer->composer;

	composer_write(composer, values, key, writer->writing->early);
	return composer->lines.failed || composer->lines.length > LINES ? deliver(writer) : 0;
}

/* Writes the results that are ranked. */
static int
write_ranked(struct writer *writer)
{
	struct ranking *ranking = &writer->ranking;

	ranking_sort(ranking);
	for (size_t i = 0; i < ranking->count; i++)
		if (write_line(writer, ranking->at[i]->values, ranking->at[i]->key))
			return -1;
	ranking_reset(ranking);
	composer_forget(&writer->composer);
	return 0;
}

/* Adds the group's result to those that are ranked. */
static int
rank(struct writer *writer, const struct group *group)
{
	struct ranking *ranking = &writer->ranking;
	const struct emitter *emitter = writer->writing->emitter;
	struct value *values = ranking_add(ranking, emitter->query, group_key(group));
	bool hold;

	if (!values)
		return error_memory(&writer->error);
	if (composer_evaluate(&writer->composer, group, values, &hold, &writer->error))
		return -1;
	if (!hold)
		ranking_drop(ranking);
	if (!emitter->keeps)
		return 0;
	if (hold && ranking_keep(ranking))
		return error_memory(&writer->error);
	composer_forget(&writer->composer);
	return 0;
}

/* The group of the part at that place: before it all of its block are fetched. */
static const struct group *
group_at(const struct writer *writer, size_t i)
{
	const struct sorted *groups = writer->writing->emitter->groups;

	if ((i - writer->from) % SORTED_BLOCK == 0)
		groups_fetch(groups + i, writer->to - i);
	return groups[i].group;
}

static int
write_part_ranked(struct writer *writer)
{
	const struct emitter *emitter = writer->writing->emitter;

	for (size_t i = writer->from; i < writer->to; i++) {
		const struct group *group = group_at(writer, i);
		if (i > writer->from && !emitter->keeps && begins(emitter, i) && write_ranked(writer))
			return -1;
		if (rank(writer, group))
			return -1;
	}
	return emitter->keeps ? 0 : write_ranked(writer);
}

/* One result after the other, without holding any. */
static int
write_part_sorted(struct writer *writer)
{
	const struct emitter *emitter = writer->writing->emitter;
	struct composer *composer = &writer->composer;
	const bool all = writer->ranking.top == UINT64_MAX;
	uint64_t written = 0; /* of the window */
	bool hold;

	for (size_t i = writer->from; i < writer->to; i++) {
		const struct group *group = group_at(writer, i);
		if (!all && i > writer->from && begins(emitter, i))
			written = 0;
		if (written == writer->ranking.top)
			continue;
		if (composer_evaluate(composer, group, composer->values, &hold, &writer->error) ||
			(hold && write_line(writer, composer->values, group_key(group))))
			return -1;
		written += hold;
		composer_forget(composer);
	}
	return 0;
}

/* Where the part ends that begins at from: where nothing is ranked and there is no --top it may end anywhere.
 */
static size_t
part_end(const struct writing *writing, const struct writer *writer)
{
	const struct emitter *emitter = writing->emitter;
	size_t to = emitter->count - writer->from < PART ? emitter->count : writer->from + PART;

	if (!emitter->ranks && writer->ranking.top == UINT64_MAX)
		return to;
	if (emitter->query->window.shape == WINDOW_NONE && emitter->per_fields == 0)
		return emitter->count;
	while (to < emitter->count && !begins(emitter, to))
		to++;
	return to;
}

/* Takes the next part. False when there is none. */
static bool
take_part(struct writer *writer)
{
	struct writing *writing = writer->writing;

	writer->number = sequencer_take(&writing->turns);
	writer->from = writing->next;
	writer->to = writing->next = part_end(writing, writer);
	bool took = writer->to > writer->from;
	sequencer_taken(&writing->turns, took);
	return took;
}

/* What each thread does. */
static void
work(void *context)
{
	struct writer *writer = context;
	struct writing *writing = writer->writing;
	bool ranks = writing->emitter->ranks, failed = false;

	while (!failed && take_part(writer)) {
		failed = ranks ? write_part_ranked(writer) : write_part_sorted(writer);
		failed |= deliver(writer) != 0; /* what came before a result that failed too */
		if (failed && sequencer_wait(&writing->turns, writer->number))
			*writing->error = writer->error;
		sequencer_delivered(&writing->turns, failed);
	}
}

int
emitter_write(struct emitter *emitter, bool early, bool threads, struct error *error)
{
	struct writing writing = {
		.emitter = emitter, .early = early, .turns = SEQUENCER_INIT, .error = error
	};
	struct workers workers = emitter->writers;
	struct writer *first = workers_at(&workers, 0);

	first->from = 0;
	if (!threads || emitter->count < 2 * PART || part_end(&writing, first) == emitter->count)
		workers.count = 1;
	for (size_t i = 0; i < workers.count; i++)
		((struct writer *)workers_at(&workers, i))->writing = &writing;
	int failed = threads_run(&workers, work, error);
	/* Which of them ranks a large window is chance: only the first may keep the room. */
	for (size_t i = 1; i < workers.count; i++)
		ranking_free(&((struct writer *)workers_at(&workers, i))->ranking);
	emitter->count = emitter->ordered = 0;
	return failed || error->kind != STATUS_DONE ? -1 : 0;
}

int
emitter_finish(struct emitter *emitter, struct error *error)
{
	struct writing writing = { .emitter = emitter, .turns = SEQUENCER_INIT };
	struct writer *writer = workers_at(&emitter->writers, 0);

	if (!emitter->keeps)
		return 0;
	writer->writing = &writing;
	writer->number = 0;
	if (write_ranked(writer) == 0 && deliver(writer) == 0)
		return 0;
	*error = writer->error;
	return -1;
}
