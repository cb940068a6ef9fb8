/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/merge.h"

#include <stdlib.h>

int
model_read_whole(struct model *model, const char *path, struct error *error)
{
	if (model_read(model, path, error))
		return -1;
	if (model->triangle.columns)
		return 0;
	return error_set(error, STATUS_REFUSED,
		"%s: the model has no triangle to go on from; fit it with linreg-fit", path);
}

/* What keeps two models from being added up, or NULL. */
static const char *
difference(const struct model *a, const struct model *b, bool penalties)
{
	if (!slice_equal(a->target, b->target))
		return "another target";
	if (a->count != b->count)
		return "other terms";
	for (size_t i = 0; i < a->count; i++)
		if (!slice_equal(a->terms[i], b->terms[i]))
			return "other terms, or in another order,";
	if (!slice_equal(a->weight, b->weight))
		return "another weight";
	if (penalties && (a->penalty.lambda != b->penalty.lambda || a->penalty.alpha != b->penalty.alpha))
		return "another penalty";
	return NULL;
}

/* Any order that is a matter of the triangles alone. */
static int
order(const void *left, const void *right)
{
	const struct triangle *a = &((const struct model *)left)->triangle;
	const struct triangle *b = &((const struct model *)right)->triangle;

	if (a->rows != b->rows)
		return a->rows < b->rows ? -1 : 1;
	for (size_t i = 0; i < a->columns * a->columns; i++)
		if (a->value[i] != b->value[i])
			return a->value[i] < b->value[i] ? -1 : 1;
	return 0;
}

static int
read_all(struct model *models, char *const *paths, size_t count, bool penalties, struct error *error)
{
	for (size_t i = 0; i < count; i++) {
		if (model_read_whole(&models[i], paths[i], error))
			return -1;
		const char *what = difference(&models[0], &models[i], penalties);
		if (what)
			return error_set(error, STATUS_REFUSED,
				"%s: the model has %s than %s; only models of the same can be added up",
				paths[i], what, paths[0]);
	}
	return 0;
}

int
model_merge(struct model *model, char *const *paths, const struct penalty *penalty, struct error *error)
{
	size_t count = 0;

	while (paths[count])
		count++;
	struct model *models = calloc(count, sizeof *models);
	if (!models)
		return error_memory(error);
	int failed = read_all(models, paths, count, !penalty, error);
	if (!failed) {
		qsort(models, count, sizeof *models, order);
		*model = models[0];
		models[0] = (struct model){ 0 };
		solution_free(&model->solution);
	}
	for (size_t i = 1; i < count && !failed; i++) {
		triangle_merge(&model->triangle, &models[i].triangle);
		model->missing += models[i].missing;
	}
	if (!failed && penalty)
		model->penalty = *penalty;
	for (size_t i = 0; i < count; i++)
		model_free(&models[i]);
	free(models);
	return failed;
}
