/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sources: how far each one has come in event time. A source is a partition of Kafka, or an input whose
 * records have no `_kafka`. The verdict of lateness is each source's own; windows close by the least of all.
 */
#ifndef AGG_SOURCES_H
#define AGG_SOURCES_H

#include "base/arena.h"
#include "base/hash_table.h"
#include "base/slice.h"
#include "record/position.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct event_source {
	bool kafka; /* a partition */
	bool seen;  /* a record came, so that greatest is set */
	bool done;  /* an input that has ended, or whose records are of Kafka: it holds nothing back */
	bool idle;  /* released: silent for so long */
	uint32_t partition;  /* of Kafka */
	struct topic *topic; /* the same */
	struct slice name;   /* of the topic, or of the input */
	int64_t greatest;    /* event time */
	int64_t heard;       /* how long the reader had waited when it was last heard of */
};

struct sources {
	int64_t lateness;  /* microseconds */
	int64_t idle;      /* as long as a source may be silent, or INT64_MAX */
	uint64_t demanded; /* --sources, or 0 */
	struct event_source **at;
	size_t count, capacity;
	size_t inputs;             /* the first ones are the inputs */
	struct hash_table table;   /* those of Kafka */
	struct hash_table topics;  /* theirs */
	struct event_source *last; /* that was asked for */
	int64_t waited;            /* by the reader, so far */
	int64_t grown;             /* the same, when the newest source was first heard of */
	uint64_t released;         /* how often a source was released */
	struct arena arena;
};

/* Makes a source of each input (NULL-terminated; none is standard input). lateness, idle and demanded are
 * set. 0, or -1 when memory ran out; sources_free either way. */
int sources_open(struct sources *sources, char *const *operands);
void sources_free(struct sources *sources);

/* The source of a record at that position, read from that input; NULL when memory ran out. */
struct event_source *sources_find(struct sources *sources, const struct position *position, size_t input);

/* A record of that time came. Sets *behind to how far behind the source's greatest time it is, and returns
 * true when that is more than the lateness. */
bool sources_see(struct sources *sources, struct event_source *source, int64_t time, int64_t *behind);

/* The inputs before this one have been read to their ends. */
void sources_passed(struct sources *sources, size_t input);

/* The reader has waited that long (in microseconds) over all: releases those that were silent for too long.
 * Returns how long it may wait on before there is one more to release, or INT64_MAX. */
int64_t sources_wait(struct sources *sources, int64_t waited);

/* The time before which nothing is awaited any more: INT64_MIN while a source has not been heard of,
 * INT64_MAX when none holds anything back. */
int64_t sources_watermark(const struct sources *sources);

/* Sources that windows wait for until they are heard of: by `_kafka.of` those of Kafka, or by --sources,
 * which counts inputs too. */
uint64_t sources_missing(const struct sources *sources);

/* Whether a record came with `_kafka`. */
static inline bool
sources_kafka(const struct sources *sources)
{
	return sources->count > sources->inputs;
}

/* Whether windows wait for it. With --sources an input counts when its first record comes. */
bool source_holds(const struct sources *sources, const struct event_source *source);

/* The watermark of a source that was heard of. */
int64_t source_watermark(const struct sources *sources, const struct event_source *source);

/* Appends the source's name: `topic/partition`, or the input's. */
void source_write_name(struct buffer *to, const struct event_source *source);

#endif
