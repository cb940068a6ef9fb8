/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario: a kind of generated data: its fields, and how the next row is made. */
#ifndef SYNTH_SCENARIO_H
#define SYNTH_SCENARIO_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum field_kind {
	FIELD_TEXT,    /* const char *, UTF-8; NULL is an empty field */
	FIELD_NUMBER,  /* int64_t in units of 10^-places, all places written; FIELD_EMPTY is an empty field */
	FIELD_FLOAT,   /* the same, written as Python prints a float: 228.7, 5.0 */
	FIELD_BOOL,    /* int64_t: True and False in CSV, true and false in NDJSON */
	FIELD_TIME_US, /* int64_t, seconds since 1970, written in UTC as M/D/YYYY H:MM */
	FIELD_TIME,    /* int64_t, seconds since 1970: 2019-10-01 00:00:00 */
	FIELD_TIME_UTC,    /* int64_t, seconds since 1970: 2019-10-01 00:00:00 UTC */
	FIELD_TIME_MICROS, /* int64_t, microseconds since 1970: 2024-09-08 12:00:00.000001, or no fraction */
	FIELD_LIST,        /* struct list; CSV cannot hold it */
};

#define FIELD_EMPTY INT64_MIN

/* Where a row keeps the value of a field. */
struct field {
	const char *name;
	enum field_kind kind;
	int places;
	size_t offset;             /* in the row */
	const struct field *items; /* FIELD_LIST: the fields of an item */
	size_t item_size;
};

/* Rows inside a row. */
struct list {
	const void *items;
	size_t count;
};

struct scenario {
	const char *name;
	const struct field *fields; /* ended by a NULL name */
	const char *start;          /* default time of the first row */
	uint64_t interval;          /* default time between orders or events, microseconds */
	uint64_t unit;              /* microseconds: an interval is a multiple of it */
	size_t size;                /* bytes of the state, which are zero before open */
	/* start is in seconds since 1970, interval in microseconds. */
	void (*open)(void *state, uint64_t seed, int64_t start, uint64_t interval);
	const void *(*next)(void *state); /* the row, which lives until the next call */
};

extern const struct scenario scenario_supply_chain, scenario_shop_behaviour, scenario_retail_invoices,
	scenario_synthetic_orders, scenario_ad_events;

/* True when rows hold lists, which CSV cannot. */
bool scenario_is_nested(const struct scenario *scenario);

/* The scenario of that name; or NULL with STATUS_USAGE, the nearest name and all names. */
const struct scenario *scenario_find(const char *name, struct error *error);

#endif
