/* SPDX-License-Identifier: GPL-3.0-or-later */
/* labels: distinct texts, numbered in order of appearance. A balanced tree, so that no choice of labels can
 * make it slow. */
#ifndef PLOT_LABELS_H
#define PLOT_LABELS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/slice.h"

#include <stddef.h>

/* Beyond this a picture says nothing, and memory would grow with the input. */
enum { LABEL_COUNT = 100000, LABEL_BYTES = 64 * 1024 * 1024 };

struct labels {            /* all zero is an empty one */
	struct label **at; /* by number */
	size_t count, capacity;
	void *tree;
	struct arena arena;
};

/* The text's number, a new one when it was not seen before; *index. field names it in messages, most is the
 * largest count allowed. 0, or -1 with the error. */
int labels_index(struct labels *labels, struct slice text, const char *field, size_t most, size_t *index,
	struct error *error);

struct slice labels_text(const struct labels *labels, size_t index);

void labels_free(struct labels *labels);

#endif
