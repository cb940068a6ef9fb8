/* SPDX-License-Identifier: GPL-3.0-or-later */
/* merge: one model from several that were fitted on parts of the records. */
#ifndef LINEAR_MERGE_H
#define LINEAR_MERGE_H

#include "base/error.h"
#include "linear/model.h"

/* Reads the models (paths, NULL-terminated, one at least) and adds up their triangles, in an order that does
 * not depend on that of the paths. Target, terms, weight and penalty must agree; `penalty`, unless NULL, is
 * put in the place of theirs. The model is not solved. 0 or -1; model_free either way. */
int model_merge(struct model *model, char *const *paths, const struct penalty *penalty, struct error *error);

/* Reads a model to go on from: one with a triangle. 0 or -1. */
int model_read_whole(struct model *model, const char *path, struct error *error);

#endif
