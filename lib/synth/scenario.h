/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario: a kind of made-up data: its fields and how one row after the other is made. */
#ifndef SYNTH_SCENARIO_H
#define SYNTH_SCENARIO_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

enum field_kind {
	FIELD_TEXT,   /* const char *, UTF-8; NULL is an empty field */
	FIELD_NUMBER, /* int64_t in units of 10^-places; FIELD_EMPTY is an empty field */
	FIELD_TIME,   /* int64_t, seconds since 1970, written in UTC as M/D/YYYY H:MM */
};

#define FIELD_EMPTY INT64_MIN

/* Where a row keeps the value of a field. */
struct field {
	const char *name;
	enum field_kind kind;
	int places;
	size_t offset; /* in the row */
};

struct scenario {
	const char *name;
	const char *summary;
	const struct field *fields; /* ended by a NULL name */
	uint64_t interval;          /* seconds between what is generated (orders, events), unless told */
	size_t size;                /* of the state, which begins as zeros */
	void (*open)(void *state, uint64_t seed, int64_t start, uint64_t interval);
	const void *(*next)(void *state); /* the row, good until the next call */
};

extern const struct scenario scenario_supply_chain;

/* The scenario of that name; or NULL with STATUS_USAGE, the nearest name and all there are. */
const struct scenario *scenario_find(const char *name, struct error *error);

#endif
