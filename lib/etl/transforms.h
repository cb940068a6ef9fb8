/* SPDX-License-Identifier: GPL-3.0-or-later */
/* transforms: what --fit learns from records, STATS keeps, and --apply does to records. To add one, write its
 * row of the table in a file of its own; name it in the enum below, after struct transform_kind, and in the
 * table in transforms.c; and give cmd/featurize.c its option. */
#ifndef ETL_TRANSFORMS_H
#define ETL_TRANSFORMS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/names.h"
#include "expr/program.h"
#include "expr/value.h"
#include "number/number.h"
#include "record/refusal.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In the order of the work. Gaps are filled in the record itself, before -s; the other transforms work after
 * --dedup. */
enum transform_type { TRANSFORM_FILL, TRANSFORM_CLIP, TRANSFORM_SCALE, TRANSFORM_ONE_HOT, TRANSFORM_TYPES };

struct json_t;
struct plan;
struct statistics_reader;
struct transform_kind;
struct transforms;

struct optional_number { /* not known: the mean or the minimum of no numbers */
	bool known;
	struct number number;
};

enum { TRANSFORM_NUMBERS = 2 };

/* One transform of one field. */
struct transform {
	enum transform_type type;
	const struct transform_kind *kind; /* that of the type */
	struct transforms *owner;          /* whose arena owns its state and texts */
	struct slice field;
	struct slice text; /* in the option, after FIELD=; empty where the option takes only fields */
	bool observes;     /* it learns from the records of --fit; otherwise its text is all it needs */
	bool known;        /* it has all it needs: false if there was nothing to learn from */

	/* The numbers that it learns, their names in STATS (a NULL after the last; NULL: no numbers), and how
	 * many values they come from. */
	const char *const *names;
	struct optional_number numbers[TRANSFORM_NUMBERS];
	uint64_t count;

	const struct program *program; /* of the field's value */
	size_t setting;                /* index of the first value that it sets */
	void *state;                   /* the kind's own; all zero at first */
};

/* A row of the table. What returns int returns 0, or -1 with the error or the refusal. */
struct transform_kind {
	const char *list;   /* its name in STATS */
	const char *option; /* without the dashes */
	const char *form;   /* of each item of the option, for messages: "FIELD=standard|minmax" */
	size_t size;        /* of a transform's state */

	/* The name of the text in STATS, and the only text that must be learned for (NULL: every text). */
	const char *text_key, *learned;
	/* Reads the text, and sets the names of the numbers. 1 if it is not a text of this kind. NULL: the
	 * option takes only fields. */
	int (*read)(struct transform *transform, struct error *error);

	/* Compiles what it needs of a record, and checks it against the other options. */
	int (*bind)(struct transform *transform, struct plan *plan, struct error *error);
	/* Without --fit, when all of its kind are bound: declares the names that it sets. May be NULL. */
	int (*declare)(struct transform *transform, struct plan *plan, struct error *error);

	/* With --fit, for each record. In any thread: the value to learn from, which is a null, a bool, a
	 * number or a text. NULL: the program's number or null. */
	int (*observe)(const struct transform *transform, struct scratch *scratch, struct value *value,
		struct refusal *refusal);
	/* In one thread: learns from the value, whose text lives only until this returns. What is learned
	 * must not depend on the order. */
	int (*learn)(struct transform *transform, const struct value *value, struct error *error);
	/* After the last record; transforms before this one are finished. May be NULL. */
	int (*finish)(struct transform *transform, struct error *error);

	/* Its list may be missing in STATS, as in files that were written before the kind was added: true for
	 * all but the first three. */
	bool optional;
	/* Writes and reads what STATS holds besides field, text, count and numbers. May be NULL. */
	void (*write)(const struct transform *transform, struct buffer *to);
	int (*load)(struct transform *transform, const struct json_t *json,
		const struct statistics_reader *reader);

	/* Gives the settings of a record, by index, their values. NULL: it works on the record, before -s. */
	int (*encode)(const struct transform *transform, struct scratch *scratch, struct value *values,
		struct refusal *refusal);

	void (*free)(struct transform *transform); /* what its state owns outside the arena; may be NULL */
};

/* The rows: fill.c, clip.c, scale.c, one_hot.c. */
extern const struct transform_kind transform_fill, transform_clip, transform_scale, transform_one_hot;

/* The table, by enum transform_type. */
extern const struct transform_kind *const transform_kinds[TRANSFORM_TYPES];

struct transforms {           /* all zero is none */
	struct transform *at; /* in the order of the table, then of the options or of STATS */
	size_t count, capacity;
	struct arena arena; /* owns states and texts */
	uint64_t memory;    /* bytes that numbers may take while learning: --memory */
};

/* transforms.c */

/* Compiles the transforms of the options or of STATS, after -s, -w and --dedup and before what reads their
 * values. fit and apply are names of STATS, or NULL. The options must outlive the plan. 0 or -1. */
int transforms_compile(struct plan *plan, const struct names options[TRANSFORM_TYPES], const char *fit,
	const char *apply, struct error *error);

/* Adds an all-zero transform, or returns NULL with the error. Pointers to others become invalid. */
struct transform *transforms_add(
	struct transforms *transforms, enum transform_type type, struct error *error);

/* Gives a transform its field and text, which must outlive it. 0; 1 when its kind does not know the text; or
 * -1. */
int transform_read(struct transform *transform, struct slice field, struct slice text, struct error *error);

/* Sets a learned number; it is not known if it is too large for a double. The transform is known if its first
 * number is. */
void transform_set_number(struct transform *transform, size_t i, struct number number);

/* The transform of a field, or NULL. */
struct transform *transforms_find(
	const struct transforms *transforms, enum transform_type type, struct slice field);

/* Compiles the program of the field's value. 0 or -1. */
int transform_compile(struct transform *transform, struct plan *plan, struct error *error);

/* --fit: appends what a record has to learn from; learns from it, in input order; ends. 0 or -1. */
int transforms_observe(const struct transforms *transforms, struct scratch *scratch, struct buffer *values,
	struct refusal *refusal);
int transforms_learn(struct transforms *transforms, struct slice values, struct error *error);
int transforms_finish(struct transforms *transforms, struct error *error);

/* --apply: gives the settings of a record their values. 0 or -1. */
int transforms_encode(const struct transforms *transforms, struct scratch *scratch, struct value *values,
	struct refusal *refusal);

void transforms_free(struct transforms *transforms);

/* statistics.c: STATS, a JSON file of transforms and what they learned. Equal ones have equal bytes. */

void statistics_write(struct buffer *to, const struct transforms *transforms);

/* Fills all-zero transforms from a file. 0; or -1, with STATUS_REFUSED when it is not what --fit writes, or
 * was learned from nothing. */
int statistics_read(struct transforms *transforms, const char *path, struct error *error);

/* Holds options to the file at path: `given` must be in `learned` with the same texts. What needs no learning
 * may be missing there and is added. The texts of `given` must outlive both. 0, or -1 with STATUS_USAGE. */
int statistics_agree(
	struct transforms *learned, const struct transforms *given, const char *path, struct error *error);

/* For load: a file that is being read. */
struct statistics_reader {
	struct arena *arena; /* of what is read */
	const char *path;
	struct error *error;
};

/* Refuses the file. Always -1. */
int statistics_refuse(const struct statistics_reader *reader, const char *what);

/* Members of an object: a text that is not empty; a count `n`, 0 where there is none. */
int statistics_text(const struct statistics_reader *reader, const struct json_t *object, const char *name,
	struct slice *text);
uint64_t statistics_count(const struct json_t *object);

/* False where it is not a number. */
bool statistics_number(const struct json_t *json, struct number *number);

/* Appends it so that it reads back the same. */
void statistics_write_number(struct buffer *to, struct number number);

#endif
