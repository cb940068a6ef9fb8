/* SPDX-License-Identifier: GPL-3.0-or-later */
/* literals: texts that a function does not take as they are: units, parts, formats. One that is written out
 * is looked at when the program is compiled; the rest, which records bring, by the function. */
#ifndef EXPR_LITERALS_H
#define EXPR_LITERALS_H

#include "base/error.h"
#include "expr/mistake.h"
#include "expr/node.h"

/* Looks at the constant that stands where the table of builtins has these types. 0, or -1 with the mistake.
 */
int literal_check(
	const struct origin *origin, const struct node *constant, unsigned types, struct error *error);

#endif
