/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/dedup.h"

#include "base/hash.h"
#include "base/system.h"

#include <stdlib.h>

/* A key and its time; or a source and its latest time. */
struct mark {
	uint64_t hash;
	int64_t time;
	struct mark *source; /* NULL in the mark of a source */
	size_t length;
	char key[];
};

enum {
	FIRST_CAPACITY = 64,
	FIRST_SWEEP = 4096, /* keys */
	MALLOC_COST = 16,   /* bytes of an allocation, about */
};

static bool
mark_is(const struct mark *mark, uint64_t hash, struct slice key)
{
	return mark->hash == hash && slice_equal((struct slice){ mark->key, mark->length }, key);
}

/* The place of the next mark with this key from `at` on, or of the first free one. */
static size_t
next_place(const struct marks *marks, size_t at, uint64_t hash, struct slice key)
{
	size_t mask = marks->capacity - 1;

	for (at &= mask; marks->table[at] && !mark_is(marks->table[at], hash, key);)
		at = (at + 1) & mask;
	return at;
}

static void
put(struct marks *marks, struct mark *mark)
{
	size_t mask = marks->capacity - 1, at = mark->hash & mask;

	while (marks->table[at])
		at = (at + 1) & mask;
	marks->table[at] = mark;
	marks->count++;
}

static uint64_t
mark_cost(const struct mark *mark)
{
	return sizeof *mark + mark->length + MALLOC_COST;
}

/* Whether a mark is so old that no record to come can be its duplicate. */
static bool
is_past(const struct dedup *dedup, const struct mark *mark)
{
	return dedup->within != DEDUP_EVER && mark->source->time - mark->time > 2 * dedup->within;
}

/* Moves the marks to a table of this capacity, without those that are past. 0, or -1 when memory ran out. */
static int
rebuild(struct dedup *dedup, struct marks *marks, size_t capacity)
{
	struct marks old = *marks;
	struct mark **table = calloc(capacity, sizeof(struct mark *));

	if (!table)
		return -1;
	*marks = (struct marks){ .table = table, .capacity = capacity };
	dedup->bytes += (capacity - old.capacity) * sizeof(struct mark *);
	for (size_t i = 0; i < old.capacity; i++) {
		struct mark *mark = old.table[i];
		if (!mark)
			continue;
		if (mark->source && is_past(dedup, mark)) {
			dedup->bytes -= mark_cost(mark);
			free(mark);
		} else {
			put(marks, mark);
		}
	}
	free(old.table);
	return 0;
}

static int
refuse_memory(const struct dedup *dedup, struct error *error)
{
	return error_set(error, STATUS_SYSTEM,
		"--dedup: %zu keys take more than the %llu KiB of --memory; allow more%s", dedup->keys.count,
		(unsigned long long)(dedup->memory >> 10),
		dedup->within == DEDUP_EVER ? ", or limit them with --within"
					    : ", or use a shorter --within");
}

/* Forgets the keys that are past. This walks over all of them, so it is done when they have doubled. */
static int
sweep(struct dedup *dedup, struct error *error)
{
	if (rebuild(dedup, &dedup->keys, dedup->keys.capacity))
		return error_memory(error);
	dedup->swept = dedup->keys.count;
	return 0;
}

/* Makes space for one more mark of that many bytes, in the table and in the memory limit. */
static int
reserve(struct dedup *dedup, struct marks *marks, uint64_t bytes, struct error *error)
{
	size_t capacity = marks->capacity ? 2 * marks->capacity : FIRST_CAPACITY;
	bool sweeps = dedup->within != DEDUP_EVER && marks == &dedup->keys;

	if (sweeps && marks->count >= FIRST_SWEEP && marks->count / 2 >= dedup->swept && sweep(dedup, error))
		return -1;
	bool full = 2 * marks->count >= marks->capacity;
	if (full)
		bytes += capacity * sizeof(struct mark *); /* while the old table is still there */
	if (dedup->bytes + bytes > dedup->memory && sweeps &&
		marks->count > dedup->swept + dedup->swept / 8 && sweep(dedup, error))
		return -1;
	if (dedup->bytes + bytes > dedup->memory)
		return refuse_memory(dedup, error);
	return full && rebuild(dedup, marks, capacity) ? error_memory(error) : 0;
}

/* NULL with the error. */
static struct mark *
add(struct dedup *dedup, struct marks *marks, uint64_t hash, struct slice key, struct error *error)
{
	struct mark *mark;

	if (reserve(dedup, marks, sizeof *mark + key.length + MALLOC_COST, error))
		return NULL;
	if (!(mark = malloc(sizeof *mark + key.length))) {
		error_memory(error);
		return NULL;
	}
	*mark = (struct mark){ .hash = hash, .length = key.length };
	if (key.length)
		memcpy(mark->key, key.at, key.length);
	dedup->bytes += mark_cost(mark);
	put(marks, mark);
	return mark;
}

/* The mark of the record's source, whose time is at least the record's. */
static struct mark *
clock_of(struct dedup *dedup, const struct dedup_record *record, struct error *error)
{
	struct marks *sources = &dedup->sources;
	uint64_t hash = hash_xxh64(record->source, system_hash_seed());
	struct mark *clock = NULL;

	if (sources->capacity)
		clock = sources->table[next_place(sources, hash, hash, record->source)];
	if (!clock) {
		if (!(clock = add(dedup, sources, hash, record->source, error)))
			return NULL;
		clock->time = record->time;
	}
	if (record->time > clock->time)
		clock->time = record->time;
	return clock;
}

/* Whether a mark of the key makes the record a duplicate. *past is a mark that can be reused, or NULL. */
static bool
is_seen(const struct dedup *dedup, const struct dedup_record *record, uint64_t hash, struct mark **past)
{
	const struct marks *keys = &dedup->keys;

	*past = NULL;
	if (keys->capacity == 0)
		return false;
	for (size_t at = hash;; at++) {
		at = next_place(keys, at, hash, record->key);
		struct mark *mark = keys->table[at];
		if (!mark)
			return false;
		if (is_past(dedup, mark))
			*past = mark;
		else if (dedup->within == DEDUP_EVER || (mark->time - record->time <= dedup->within &&
								record->time - mark->time <= dedup->within))
			return true;
	}
}

int
dedup_take(struct dedup *dedup, const struct dedup_record *record, bool *duplicate, struct error *error)
{
	struct mark *clock, *mark;

	uint64_t hash = hash_xxh64(record->key, system_hash_seed());
	if (!(clock = clock_of(dedup, record, error)))
		return -1;
	*duplicate = is_seen(dedup, record, hash, &mark);
	if (*duplicate) {
		dedup->duplicates++;
		return 0;
	}
	if (dedup->within != DEDUP_EVER && clock->time - record->time > 2 * dedup->within)
		return 0; /* it is past already */
	if (!mark && !(mark = add(dedup, &dedup->keys, hash, record->key, error)))
		return -1;
	mark->time = record->time;
	mark->source = clock;
	return 0;
}

static void
free_marks(struct marks *marks)
{
	for (size_t i = 0; i < marks->capacity; i++)
		free(marks->table[i]);
	free(marks->table);
}

void
dedup_free(struct dedup *dedup)
{
	free_marks(&dedup->keys);
	free_marks(&dedup->sources);
}
