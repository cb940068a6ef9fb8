/* SPDX-License-Identifier: GPL-3.0-or-later */
/* summary: a model as text for people, in the layout of R's summary(lm(...)). What needs a second pass over
 * the rows (the quartiles of the residuals) is left out. */
#ifndef LINEAR_SUMMARY_H
#define LINEAR_SUMMARY_H

#include "base/buffer.h"
#include "linear/model.h"

/* Appends the text. */
void model_summary(struct buffer *to, const struct model *model);

#endif
