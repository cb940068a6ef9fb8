/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scope: what names mean while expressions are compiled. One scope serves all expressions of a tool. */
#ifndef EXPR_SCOPE_H
#define EXPR_SCOPE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"
#include "expr/diagnostic.h"
#include "expr/types.h"
#include "record/projection.h"

#include <stdbool.h>
#include <stddef.h>

/* One line of --defs. */
struct definition {
	struct definition *next;
	struct slice name;
	struct text_origin origin; /* the line */
	const char *from;          /* after the '=' */
	bool open;                 /* being compiled: to use it now would be recursion */
};

/* One --arg. */
struct argument {
	struct argument *next;
	struct slice name, value;
};

/* A name that --set gives a value: the second kind of slot. */
struct setting_name {
	struct setting_name *next;
	struct slice name;
	size_t index;   /* of its value in scratch->settings */
	unsigned types; /* what the value can be: a set of expr/types.h */
};

struct scope {
	struct projection *projection; /* of the fields that no setting names */
	struct arena arena;            /* owns the programs, definitions and texts */
	struct setting_name *settings; /* of earlier --set, the newest first */
	size_t setting_count;
	struct definition *definitions; /* --defs */
	struct argument *arguments;     /* --arg */
	/* Aggregate calls are allowed in what is compiled from now on (kpi-agg's -a). Inside a call a name is
	 * a field or a definition; outside, where there is no record, a setting or a definition. */
	bool aggregates;
};

/* These copy what they are given. All return 0, or -1 with the error. */

/* Adds the argument "NAME=VALUE"; of two with one name the later counts. */
int scope_add_argument(struct scope *scope, struct slice pair, struct error *error);

/* Adds the definitions of a file, which are not compiled: see definitions_compile. */
int scope_add_definitions(struct scope *scope, const char *file, struct slice text, struct error *error);

/* Makes `name` mean the value of setting number *index, which can be of these types (expr/types.h), in every
 * expression compiled after this. Indices count from 0; a name that is set again keeps its index. */
int scope_add_setting(
	struct scope *scope, struct slice name, unsigned types, size_t *index, struct error *error);

/* Copies both into the scope; text must be UTF-8. */
int scope_origin(struct scope *scope, const char *label, struct slice text, struct text_origin *origin,
	struct error *error);

/* What has this name, or NULL. */
struct definition *scope_definition(const struct scope *scope, struct slice name);
const struct argument *scope_argument(const struct scope *scope, struct slice name);
struct setting_name *scope_setting(const struct scope *scope, struct slice name);

void scope_free(struct scope *scope);

#endif
