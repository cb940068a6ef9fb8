/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asked: the query as the options give it, and as the JSON by which a partial result carries it. */
#ifndef AGG_ASKED_H
#define AGG_ASKED_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/names.h"
#include "expr/program.h"

#include <stdbool.h>
#include <stdint.h>

struct asked {                    /* what is not asked is empty, NULL or ASKED_ALL; the texts are not owned */
	struct names definitions; /* lines of --defs */
	struct names arguments;   /* --arg */
	struct names groups, wheres, aggregates, having, order, per;
	const char *zone, *time_format, *time, *window;
	uint64_t top;
	bool ties;
};
#define ASKED_ALL UINT64_MAX

/* Adds what --defs and --arg gave the scope, which must outlive it. 0, or -1 when memory ran out. */
int asked_scope(struct asked *asked, const struct scope *scope);

/* Gives a scope the definitions and arguments that were asked for. 0 or -1. */
int asked_define(const struct asked *asked, struct scope *scope, struct error *error);

/* Appends the query as a JSON object: the same bytes for the same query. */
void asked_write(struct buffer *to, const struct asked *asked);

/* Reads what asked_write wrote (of any JSON: `what is wrong`, with STATUS_REFUSED). The texts live in
 * *arena. 0 or -1. */
int asked_read(struct asked *asked, struct slice json, struct arena *arena, struct error *error);

/* The first part in which what is asked differs from what was asked before, as its option; NULL where there
 * is none: what is not asked agrees with everything. */
const char *asked_differs(const struct asked *asked, const struct asked *before);

void asked_free(struct asked *asked);

#endif
