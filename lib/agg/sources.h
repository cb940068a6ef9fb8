/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sources: how far each source has come in event time. A source is a partition in Kafka, or an input whose
 * records have no `_kafka`. Whether a record is late is judged by its own source; windows close by the
 * slowest of all. */
#ifndef AGG_SOURCES_H
#define AGG_SOURCES_H

#include "base/arena.h"
#include "base/hash_table.h"
#include "base/slice.h"
#include "record/position.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct run;

struct event_source {
	bool kafka;          /* a partition */
	bool seen;           /* a record came, so that greatest is set */
	bool done;           /* an input that has ended, or whose records are from Kafka: it delays nothing */
	bool released;       /* it was silent for too long, and is not waited for */
	uint32_t partition;  /* number of the partition */
	struct topic *topic; /* topic of the partition */
	struct slice name;   /* name of the topic, or of the input */
	int64_t greatest;    /* greatest event time of its records */
	int64_t active_at;   /* how long the reader had waited when the last record came */
};

struct sources {
	int64_t lateness;  /* microseconds */
	int64_t idle;      /* how long a source may be silent, or INT64_MAX */
	uint64_t required; /* --sources, or 0 */
	struct event_source **at;
	size_t count, capacity;
	size_t inputs;             /* the first ones are the inputs */
	struct hash_table table;   /* partitions by topic and number */
	struct hash_table topics;  /* topics by name */
	struct event_source *last; /* source that was found last */
	int64_t waited;            /* how long the reader has waited so far */
	int64_t newest_at;         /* how long it had waited when the newest source appeared */
	uint64_t released;         /* how often a source was released */
	struct arena arena;
};

/* Makes a source of each input (NULL-terminated; none is standard input). lateness, idle and required are set
 * by the caller. 0, or -1 when memory ran out; sources_free either way. */
int sources_open(struct sources *sources, char *const *operands);
void sources_free(struct sources *sources);

/* The source of a record at that position in Kafka, read from that input; NULL when memory ran out. */
struct event_source *sources_find(struct sources *sources, const struct position *position, size_t input);

/* Advances the clock of the source by a record of that time. Sets *lag to how far the record is behind the
 * greatest time of its source, and returns true when that is more than the lateness. */
bool sources_advance(struct sources *sources, struct event_source *source, int64_t time, int64_t *lag);

/* The first `count` inputs have been read to their ends. */
void sources_end_inputs(struct sources *sources, size_t count);

/* The reader has waited that long in all (microseconds): releases the sources that were silent for too long.
 * Returns how long it may wait until the next one is due, or INT64_MAX. */
int64_t sources_wait(struct sources *sources, int64_t waited);

/* The time before which no more records are expected: INT64_MIN while a source has not delivered any,
 * INT64_MAX when there is no source to wait for. */
int64_t sources_watermark(const struct sources *sources);

/* The number of sources that windows wait for and that have not appeared: partitions, by `_kafka.of`; or with
 * --sources, partitions and inputs. */
uint64_t sources_missing(const struct sources *sources);

/* Whether a record came with `_kafka`. */
static inline bool
sources_have_kafka(const struct sources *sources)
{
	return sources->count > sources->inputs;
}

/* Appends the name of the source: `topic/partition`, or that of the input. */
void source_write_name(struct buffer *to, const struct event_source *source);

/* Shows how far each source is, or of many the slowest, and which are missing. */
void sources_report(const struct sources *sources, const struct run *run);

#endif
