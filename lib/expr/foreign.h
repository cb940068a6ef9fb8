/* SPDX-License-Identifier: GPL-3.0-or-later */
/* foreign: functions and words of SQL, Spark, Python and spreadsheets, and what stands for them here. */
#ifndef EXPR_FOREIGN_H
#define EXPR_FOREIGN_H

#include "base/slice.h"

/* What to write instead of a function or of a word between values, in any case of letters; NULL of those that
 * nobody is known to write. */
const char *foreign_function(struct slice name);
const char *foreign_word(struct slice word);

#endif
