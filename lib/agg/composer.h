/* SPDX-License-Identifier: GPL-3.0-or-later */
/* composer: makes a group's result: its values, and a line of them. The window, the group fields, then -a's.
 * Each thread has one; the form is the same for all. */
#ifndef AGG_COMPOSER_H
#define AGG_COMPOSER_H

#include "agg/groups.h"
#include "agg/query.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "expr/program.h"

#include <stdbool.h>
#include <stdint.h>

struct form {
	const struct query *query;
	bool keyed;           /* the group fields are needed as values */
	struct slice *labels; /* of a result's values: `"name":` */
	struct arena texts;   /* of the labels */
};

/* 0, or -1 when memory ran out; form_close either way. The query must outlive it. keyed says that somebody
 * else looks at the group fields' values. */
int form_open(struct form *form, const struct query *query, bool keyed);
void form_close(struct form *form);

struct composer {
	const struct form *form;
	struct value *values;     /* room for one result: query_width of them */
	struct value *aggregates; /* results of the calls */
	struct scratch scratch;
	struct arena arena;  /* of what values point to, and of texts of keys */
	struct buffer lines; /* that are made */
	uint64_t written;    /* how many these are */
	uint64_t undefined;  /* divisions by zero in results that were forgotten */
};

/* 0, or -1 when memory ran out; composer_close either way. The form must outlive it. */
int composer_open(struct composer *composer, const struct form *form);
void composer_close(struct composer *composer);

/* Fills the values of a group's result, those of its key only where they are needed; *hold is false where
 * --having leaves it out. What they point to lives until composer_forget. 0 or -1. */
int composer_evaluate(struct composer *composer, const struct group *group, struct value *values, bool *hold,
	struct error *error);

/* Appends the line of a result with such a key; early ones are marked. That memory ran out, lines.failed
 * says. */
void composer_write(struct composer *composer, const struct value *values, struct slice key, bool early);

/* Forgets what the results of groups pointed to. */
void composer_forget(struct composer *composer);

#endif
