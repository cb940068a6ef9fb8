/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scope: what the compiler looks names up in. The public part is in program.h. */
#ifndef EXPR_SCOPE_H
#define EXPR_SCOPE_H

#include "base/names.h"
#include "expr/mistake.h"
#include "expr/program.h"

struct definition {
	struct definition *next;
	struct slice name;
	struct origin origin; /* its line */
	const char *from;     /* behind the '=' */
	bool open;            /* being compiled: a use of it now would be a recursion */
};

struct argument {
	struct argument *next;
	struct slice name, value;
};

struct setting_name {
	struct setting_name *next;
	struct slice name;
	size_t index;
	unsigned types; /* see expr/types.h */
};

/* NULL when there is none of that name. */
struct definition *scope_definition(const struct scope *scope, struct slice name);
const struct argument *scope_argument(const struct scope *scope, struct slice name);
struct setting_name *scope_setting(const struct scope *scope, struct slice name);

/* Copies both into the scope. 0 or -1: out of memory, or no UTF-8. */
int scope_origin(struct scope *scope, const char *label, struct slice text, struct origin *origin,
	struct error *error);

#endif
