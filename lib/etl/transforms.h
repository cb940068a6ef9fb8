/* SPDX-License-Identifier: GPL-3.0-or-later */
/* transforms: what is filled, scaled and encoded, and the numbers that were learned for it. */
#ifndef ETL_TRANSFORMS_H
#define ETL_TRANSFORMS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/names.h"
#include "etl/categories.h"
#include "number/number.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A number that may not be known: of no numbers there is neither mean nor least. */
struct figure {
	bool known;
	struct number number;
};

/* --fill FIELD=VALUE|mean: VALUE is JSON where it can be, else a text. */
struct fill {
	struct slice field;
	struct slice with; /* as the option has it */
	struct slice json; /* of a VALUE */
	bool mean;
	struct figure value; /* of a mean */
	uint64_t count;      /* of numbers that it is the mean of */
};

enum scaling { SCALE_STANDARD, SCALE_MINMAX };

/* --scale FIELD=standard|minmax */
struct scale {
	struct slice field;
	enum scaling by;
	uint64_t count; /* of numbers that it was learned from */
	/* Mean and deviation (by count - 1; not known of one number), or least and greatest. */
	struct figure from, to;
	bool filled; /* while learning: nulls count as the mean */
};

/* --one-hot FIELD */
struct one_hot {
	struct slice field;
	struct categories categories;
};

struct transforms { /* all zero is none */
	struct fill *fills;
	struct scale *scales;
	struct one_hot *one_hots;
	size_t fill_count, scale_count, one_hot_count;
	struct arena arena; /* owns all of them */
};

/* Room for that many of each, all zero; the counts are the caller's to set. 0 or -1. */
int transforms_room(
	struct transforms *transforms, size_t fills, size_t scales, size_t one_hots, struct error *error);

/* Reads the options. The lists must outlive the transforms. 0, or -1 with STATUS_USAGE. */
int transforms_read(struct transforms *transforms, const struct names *fills, const struct names *scales,
	const struct names *one_hots, struct error *error);

/* Sets a transform's field and text, which must outlive it. 0 or -1. */
int fill_read(
	struct fill *fill, struct slice field, struct slice with, struct arena *arena, struct error *error);

const char *scaling_name(enum scaling by);
bool scaling_read(struct slice name, enum scaling *by);

/* The fill of a field, or NULL. */
const struct fill *transforms_fill(const struct transforms *transforms, struct slice field);

/* Are there some whose numbers are learned? */
bool transforms_learn(const struct transforms *transforms);

void transforms_free(struct transforms *transforms);

#endif
