/* SPDX-License-Identifier: GPL-3.0-or-later */
/* request: the text of a query, as the options give it, and as the JSON in which a partial carries it. */
#ifndef AGG_REQUEST_H
#define AGG_REQUEST_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/names.h"
#include "expr/program.h"

#include <stdbool.h>
#include <stdint.h>

struct request { /* what is not requested is empty, NULL or REQUEST_ALL; texts are not owned */
	struct names definitions; /* lines of --defs */
	struct names arguments;   /* --arg */
	struct names groups, conditions, aggregates, having, order_by, per;
	const char *zone, *time_format, *time, *window;
	uint64_t top;
	bool ties;
};
#define REQUEST_ALL UINT64_MAX

/* Adds the definitions and arguments of the scope, which must outlive the request. 0, or -1 when memory ran
 * out. */
int request_add_scope(struct request *request, const struct scope *scope);

/* Gives a scope the definitions and arguments of the request. 0 or -1. */
int request_define(const struct request *request, struct scope *scope, struct error *error);

/* Appends the request as a JSON object: the same bytes for the same request. */
void request_write(struct buffer *to, const struct request *request);

/* Reads what request_write wrote; of any other JSON: what is wrong with it, with STATUS_REFUSED. The texts
 * live in *arena. 0 or -1. */
int request_read(struct request *request, struct slice json, struct arena *arena, struct error *error);

/* The option of the first part that differs from that of another request, or NULL. What is not requested
 * agrees with everything. */
const char *request_differs(const struct request *request, const struct request *other);

void request_free(struct request *request);

#endif
