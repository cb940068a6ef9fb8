/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario: a kind of made-up data: its columns and how one row after the other is made. */
#ifndef SYNTH_SCENARIO_H
#define SYNTH_SCENARIO_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

enum cell_kind {
	CELL_TEXT,   /* const char *, UTF-8; NULL is an empty cell */
	CELL_NUMBER, /* int64_t in units of 10^-places; CELL_EMPTY is an empty cell */
	CELL_TIME,   /* int64_t, seconds since 1970, written in UTC as M/D/YYYY H:MM */
};

#define CELL_EMPTY INT64_MIN

/* Where a row keeps the value of a column. */
struct column {
	const char *name;
	enum cell_kind kind;
	int places;
	size_t offset; /* in the row */
};

struct scenario {
	const char *name;
	const char *summary;
	const struct column *columns; /* ended by a NULL name */
	uint64_t interval;            /* seconds between what is generated (orders, events), unless told */
	size_t size;                  /* of the state, which begins as zeros */
	void (*open)(void *state, uint64_t seed, int64_t start, uint64_t interval);
	const void *(*next)(void *state); /* the row, good until the next call */
};

extern const struct scenario scenario_supply_chain;

/* The scenario of that name; or NULL with STATUS_USAGE, the nearest name and all there are. */
const struct scenario *scenario_find(const char *name, struct error *error);

#endif
