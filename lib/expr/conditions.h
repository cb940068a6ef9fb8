/* SPDX-License-Identifier: GPL-3.0-or-later */
/* conditions: what -w asks for: the records for which all of them hold. */
#ifndef EXPR_CONDITIONS_H
#define EXPR_CONDITIONS_H

#include "base/error.h"
#include "base/names.h"
#include "expr/program.h"

#include <stdbool.h>
#include <stddef.h>

struct conditions { /* all zero is none, which hold for every record */
	const struct program **at;
	size_t count;
};

/* Compiles the texts of -w. What it makes lives as long as the scope. 0 or -1. */
int conditions_compile(
	struct conditions *conditions, struct scope *scope, const struct names *texts, struct error *error);

/* Do all hold? Those behind the first that does not are not evaluated. 0 or -1 as program_run. */
int conditions_hold(
	const struct conditions *conditions, struct scratch *scratch, bool *hold, struct refusal *refusal);

#endif
