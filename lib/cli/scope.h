/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scope: opens an expression scope with what --defs and --arg gave. */
#ifndef CLI_SCOPE_H
#define CLI_SCOPE_H

#include "base/error.h"
#include "expr/program.h"

/* 0 or -1. The projection must outlive the scope; scope_free ends it. */
int cli_scope_open(struct scope *scope, struct projection *projection, struct error *error);

#endif
