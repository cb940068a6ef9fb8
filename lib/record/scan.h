/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scan: walks one line of NDJSON in place, proves that it is one JSON object, and fills the slots that a
 * projection asks for. Strict RFC 8259 and UTF-8; nothing is copied or decoded. */
#ifndef RECORD_SCAN_H
#define RECORD_SCAN_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/slice.h"
#include "record/projection.h"
#include "record/refusal.h"
#include "record/slot.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	SCAN_DEPTH = 1000,     /* levels of objects and arrays, the record itself included */
	SCAN_FIELDS = 100000,  /* of the record itself, so that no line can grow memory without end */
	SCAN_GATHERED = 16384, /* slots gathered of one array; of a longer one nothing is gathered */
	SCAN_GUESSES = 1000,   /* keys that a scanner remembers in order to predict them */
};

/* One `"key": value` of the record itself, in the order of the line. */
struct member {
	struct slice whole; /* from the key's first quote to the value's last byte */
	struct slice key;   /* between its quotes, not decoded */
	struct slice value; /* a text's quotes included */
	int slot;           /* the slot asked for under this key, or -1 */
};

/* The values of the keys that projection_gather asked for, of each element of one array, so that nobody walks
 * over the array again (record/elements.h) for them. It is of the array whose '[' is at `array`: compare that
 * with the slot, since the array may be too long, or of an earlier line. */
struct gathered {
	const char *array; /* its '['; NULL where it is too long */
	size_t elements, keys;
	struct slot *slots; /* [element * keys + key]; KIND_MISSING where the element has no such key */
	size_t capacity;
};

/* Predicts which key comes next; see scan.c. */
struct guesses {
	struct guess *root;
	struct arena arena;
	size_t count;
	size_t missed; /* members that were not guessed; for tests, since guesses change nothing else */
};

struct scanner {
	const struct projection *projection;
	struct slot *slots;        /* projection->slots of them; of a duplicate key the last value stays */
	struct gathered *gathered; /* projection->gathered of them */
	struct slice text;         /* the object, without the white space around it */
	bool wants_members;        /* set it before scanning to have `members` filled */
	struct member *members;
	size_t member_count;
	size_t member_capacity;
	struct buffer key; /* a decoded one */
	struct guesses guesses;
	bool failed; /* memory ran out */
};

/* 0, or -1 when memory ran out; scanner_close either way. The projection must gain no slots afterwards and
 * outlive the scanner. */
int scanner_open(struct scanner *scanner, const struct projection *projection);
void scanner_close(struct scanner *scanner);

/* Scans one line, given without its newline; white space and a CR around the object are allowed. Slots,
 * members and gathered values point into the line and hold until the next scan. 0, or -1: scanner->failed is
 * set where memory ran out, else the refusal has the reason and the byte at fault. */
int scan(struct scanner *scanner, struct slice line, struct refusal *refusal);

/* Whether every byte of text is JSON white space. */
bool scan_blank(struct slice text);

#endif
