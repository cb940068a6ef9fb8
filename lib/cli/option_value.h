/* SPDX-License-Identifier: GPL-3.0-or-later */
/* option_value: what stands behind an option, understood as its kind says. */
#ifndef CLI_OPTION_VALUE_H
#define CLI_OPTION_VALUE_H

#include "cli/options.h"

/* Puts the text, which is NULL for a flag and must stay, where the option's value is. 0, or -1 with
 * STATUS_USAGE for one of another kind. */
int option_store(const struct option *option, const char *text, struct error *error);

#endif
