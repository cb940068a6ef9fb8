/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/sources.h"

#include "base/array.h"
#include "base/hash.h"
#include "base/system.h"
#include "record/utf8.h"
#include "time/instant.h"

#include <stdlib.h>

struct topic {
	struct slice name;
	uint64_t of, seen; /* partitions that are being read, and those that were heard of */
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
	source->heard = sources->grown = sources->waited;
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
	if (source && position->of > source->topic->of)
		source->topic->of = position->of;
	return source;
}

struct event_source *
sources_find(struct sources *sources, const struct position *position, size_t input)
{
	struct event_source *own = sources->at[input < sources->inputs ? input : sources->inputs - 1];

	if (!position->known)
		return sources->last = own;
	if (!own->seen)
		own->done = true; /* its records have sources of their own */
	if (!sources->last || !is_at(sources->last, position))
		sources->last = find_kafka(sources, position);
	return sources->last;
}

bool
sources_see(struct sources *sources, struct event_source *source, int64_t time, int64_t *behind)
{
	*behind = source->seen ? source->greatest - time : 0;
	source->heard = sources->waited;
	source->idle = false;
	if (!source->kafka)
		source->done = false;
	if (!source->seen || time > source->greatest)
		source->greatest = time;
	source->seen = true;
	return *behind > sources->lateness;
}

void
sources_passed(struct sources *sources, size_t input)
{
	for (size_t i = 0; i < input && i < sources->inputs; i++)
		sources->at[i]->done = true;
}

static bool
missing_released(const struct sources *sources)
{
	return sources->waited - sources->grown >= sources->idle;
}

uint64_t
sources_missing(const struct sources *sources)
{
	uint64_t missing = 0, heard = sources->count - sources->inputs;

	if (missing_released(sources))
		return 0;
	for (size_t i = 0; i < sources->inputs; i++)
		heard += sources->at[i]->seen;
	if (sources->demanded)
		return sources->demanded > heard ? sources->demanded - heard : 0;
	for (size_t i = 0; i < hash_table_capacity(&sources->topics); i++) {
		const struct topic *topic = hash_table_at(&sources->topics, i);
		if (topic && topic->of > topic->seen)
			missing += topic->of - topic->seen;
	}
	return missing;
}

bool
source_holds(const struct sources *sources, const struct event_source *source)
{
	return !source->done && !source->idle && (source->seen || !sources->demanded);
}

int64_t
source_watermark(const struct sources *sources, const struct event_source *source)
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
		int64_t left = sources->idle - (waited - source->heard);
		if (!source_holds(sources, source))
			continue;
		if (left > 0) {
			next = left < next ? left : next;
			continue;
		}
		source->idle = true;
		sources->released++;
	}
	if (sources->idle < INT64_MAX && sources_missing(sources)) {
		int64_t left = sources->idle - (waited - sources->grown);
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
		if (!source_holds(sources, source))
			continue;
		if (!source->seen)
			return INT64_MIN;
		int64_t watermark = source_watermark(sources, source);
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
