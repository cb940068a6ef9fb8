/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/sources.h"

#include "base/array.h"
#include "base/hash.h"
#include "base/system.h"
#include "record/utf8.h"
#include "stream/run.h"
#include "time/instant.h"

#include <inttypes.h>
#include <stdlib.h>

enum { SHOWN_SOURCES = 20 }; /* most sources that a report lists; of more it shows only the slowest */

struct topic {
	struct slice name;
	uint64_t partitions; /* how many partitions are read, as records say */
	uint64_t seen;       /* how many have appeared */
};

static struct event_source *
add(struct sources *sources, struct slice name)
{
	struct event_source **at = array_grow(
		sources->at, &sources->capacity, sources->count + 1, sizeof(struct event_source *));
	struct event_source *source = at ? arena_alloc(&sources->arena, sizeof *source) : NULL;

	if (at)
		sources->at = at;
	if (!source)
		return NULL;
	source->name = arena_copy(&sources->arena, name);
	source->active_at = sources->newest_at = sources->waited;
	return source->name.at ? (sources->at[sources->count++] = source) : NULL;
}

int
sources_open(struct sources *sources, char *const *operands)
{
	for (size_t i = 0; operands[i] || i == 0; i++) {
		bool standard = !operands[i] || slice_is(slice_of(operands[i]), "-");
		struct slice name = slice_of(standard ? "standard input" : operands[i]);
		if (!add(sources, utf8_invalid(name) ? slice_of("(a name that is not UTF-8)") : name))
			return -1;
		sources->inputs++;
		if (!operands[i])
			break;
	}
	return 0;
}

void
sources_free(struct sources *sources)
{
	free(sources->at);
	hash_table_free(&sources->table);
	hash_table_free(&sources->topics);
	arena_free(&sources->arena);
	*sources = (struct sources){ 0 };
}

static bool
is_at(const struct event_source *source, const struct position *position)
{
	return source->kafka && source->partition == position->partition &&
	       slice_equal(source->name, position->topic);
}

static bool
is_wanted(const void *element, const void *wanted)
{
	return is_at(element, wanted);
}

static bool
is_named(const void *topic, const void *name)
{
	return slice_equal(((const struct topic *)topic)->name, *(const struct slice *)name);
}

static struct topic *
topic_of(struct sources *sources, struct slice name, uint64_t hash)
{
	if (hash_table_reserve(&sources->topics))
		return NULL;
	void **place = hash_table_find_slot(&sources->topics, (uint32_t)hash, is_named, &name);
	if (*place)
		return *place;
	struct topic *topic = arena_alloc(&sources->arena, sizeof *topic);
	if (!topic)
		return NULL;
	topic->name = arena_copy(&sources->arena, name);
	if (!topic->name.at)
		return NULL;
	sources->topics.count++;
	return *place = topic;
}

static struct event_source *
add_kafka(struct sources *sources, const struct position *position, uint64_t hash)
{
	struct topic *topic = topic_of(sources, position->topic, hash);
	struct event_source *source = topic ? add(sources, topic->name) : NULL;

	if (!source)
		return NULL;
	source->kafka = true;
	source->partition = position->partition;
	source->topic = topic;
	topic->seen++;
	sources->table.count++;
	return source;
}

static struct event_source *
find_kafka(struct sources *sources, const struct position *position)
{
	uint64_t hash = hash_bytes(position->topic, system_hash_seed());

	if (hash_table_reserve(&sources->table))
		return NULL;
	void **place = hash_table_find_slot(
		&sources->table, (uint32_t)hash_word(position->partition, hash), is_wanted, position);
	if (!*place)
		*place = add_kafka(sources, position, hash);
	struct event_source *source = *place;
	if (source && position->of > source->topic->partitions)
		source->topic->partitions = position->of;
	return source;
}

struct event_source *
sources_find(struct sources *sources, const struct position *position, size_t input)
{
	struct event_source *own = sources->at[input < sources->inputs ? input : sources->inputs - 1];

	if (!position->known)
		return sources->last = own;
	if (!own->seen)
		own->done = true; /* its records belong to partitions */
	if (!sources->last || !is_at(sources->last, position))
		sources->last = find_kafka(sources, position);
	return sources->last;
}

bool
sources_advance(struct sources *sources, struct event_source *source, int64_t time, int64_t *lag)
{
	*lag = source->seen ? source->greatest - time : 0;
	source->active_at = sources->waited;
	source->released = false;
	if (!source->kafka)
		source->done = false;
	if (!source->seen || time > source->greatest)
		source->greatest = time;
	source->seen = true;
	return *lag > sources->lateness;
}

void
sources_end_inputs(struct sources *sources, size_t count)
{
	for (size_t i = 0; i < count && i < sources->inputs; i++)
		sources->at[i]->done = true;
}

/* Whether no new source has appeared for so long that missing ones are not waited for. */
static bool
missing_released(const struct sources *sources)
{
	return sources->waited - sources->newest_at >= sources->idle;
}

uint64_t
sources_missing(const struct sources *sources)
{
	uint64_t missing = 0, present = sources->count - sources->inputs;

	if (missing_released(sources))
		return 0;
	for (size_t i = 0; i < sources->inputs; i++)
		present += sources->at[i]->seen;
	if (sources->required)
		return sources->required > present ? sources->required - present : 0;
	for (size_t i = 0; i < hash_table_capacity(&sources->topics); i++) {
		const struct topic *topic = hash_table_at(&sources->topics, i);
		if (topic && topic->partitions > topic->seen)
			missing += topic->partitions - topic->seen;
	}
	return missing;
}

/* Whether windows wait for the source. With --sources an input counts from its first record on. */
static bool
holds_windows(const struct sources *sources, const struct event_source *source)
{
	return !source->done && !source->released && (source->seen || !sources->required);
}

/* The watermark of a source that has delivered a record. */
static int64_t
watermark_of(const struct sources *sources, const struct event_source *source)
{
	int64_t watermark = source->greatest - sources->lateness;

	return watermark > INSTANT_MIN ? watermark : INSTANT_MIN;
}

int64_t
sources_wait(struct sources *sources, int64_t waited)
{
	int64_t next = INT64_MAX;

	sources->waited = waited;
	for (size_t i = 0; i < sources->count && sources->idle < INT64_MAX; i++) {
		struct event_source *source = sources->at[i];
		int64_t left = sources->idle - (waited - source->active_at);
		if (!holds_windows(sources, source))
			continue;
		if (left > 0) {
			next = left < next ? left : next;
			continue;
		}
		source->released = true;
		sources->released++;
	}
	if (sources->idle < INT64_MAX && sources_missing(sources)) {
		int64_t left = sources->idle - (waited - sources->newest_at);
		next = left < next ? left : next;
	}
	return next;
}

int64_t
sources_watermark(const struct sources *sources)
{
	int64_t least = INT64_MAX;

	if (sources_missing(sources))
		return INT64_MIN;
	for (size_t i = 0; i < sources->count; i++) {
		const struct event_source *source = sources->at[i];
		if (!holds_windows(sources, source))
			continue;
		if (!source->seen)
			return INT64_MIN;
		int64_t watermark = watermark_of(sources, source);
		least = watermark < least ? watermark : least;
	}
	return least;
}

void
source_write_name(struct buffer *to, const struct event_source *source)
{
	buffer_slice(to, source->name);
	if (source->kafka)
		buffer_printf(to, "/%u", (unsigned)source->partition);
}

static void
write_source(struct buffer *to, const struct sources *sources, const struct event_source *source)
{
	source_write_name(to, source);
	buffer_text(to, ": ");
	if (source->seen) {
		buffer_text(to, "watermark ");
		instant_write(to, watermark_of(sources, source));
	} else {
		buffer_text(to, "no record yet");
		if (holds_windows(sources, source))
			buffer_text(to, ", so no window closes");
	}
	if (source->released)
		buffer_text(to, ", silent and no longer waited for");
	else if (source->done)
		buffer_text(to, ", ended");
}

/* Shows the line and empties it. */
static void
show(const struct run *run, struct buffer *line)
{
	if (!line->failed)
		run->warn(run, "%.*s", (int)line->length, line->at);
	line->length = 0;
}

/* Whether the source has a clock, or is waited for. */
static bool
is_shown(const struct event_source *source)
{
	return source->seen || !source->done;
}

/* The source that windows wait for: the first without a record, or the slowest; NULL where there is none. */
static const struct event_source *
find_slowest(const struct sources *sources)
{
	const struct event_source *slowest = NULL;

	for (size_t i = 0; i < sources->count; i++) {
		const struct event_source *source = sources->at[i];
		if (!holds_windows(sources, source))
			continue;
		if (!source->seen)
			return source;
		if (!slowest || source->greatest < slowest->greatest)
			slowest = source;
	}
	return slowest;
}

static void
report_sources(const struct sources *sources, const struct run *run, struct buffer *line)
{
	const struct event_source *slowest = find_slowest(sources);
	size_t count = 0;

	for (size_t i = 0; i < sources->count; i++)
		count += is_shown(sources->at[i]);
	for (size_t i = 0; i < sources->count && count <= SHOWN_SOURCES; i++) {
		if (!is_shown(sources->at[i]))
			continue;
		write_source(line, sources, sources->at[i]);
		show(run, line);
	}
	if (count <= SHOWN_SOURCES)
		return;
	buffer_printf(line, "%zu sources, %s", count, slowest ? "the slowest is " : "none delays windows");
	if (slowest)
		write_source(line, sources, slowest);
	show(run, line);
}

void
sources_report(const struct sources *sources, const struct run *run)
{
	const uint64_t missing = sources_missing(sources);
	struct buffer line = { 0 };

	report_sources(sources, run, &line);
	if (missing > 0) {
		buffer_printf(&line,
			"waiting for %" PRIu64
			" more source%s, so no window closes; --idle stops waiting for "
			"silent ones",
			missing, missing == 1 ? "" : "s");
		show(run, &line);
	}
	buffer_free(&line);
}
