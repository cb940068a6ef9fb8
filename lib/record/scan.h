/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scan: walks one line of NDJSON in place, proves that it is one JSON object, and fills the slots that a
 * projection asks for. Strict RFC 8259 and UTF-8; nothing is copied or decoded. */
#ifndef RECORD_SCAN_H
#define RECORD_SCAN_H

#include "base/buffer.h"
#include "base/slice.h"
#include "record/gathered.h"
#include "record/guess.h"
#include "record/projection.h"
#include "record/refusal.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	SCAN_DEPTH = 1000,    /* objects and arrays inside each other, the record itself counted */
	SCAN_FIELDS = 100000, /* of the record itself, so that no line can grow memory without end */
};

enum kind {
	KIND_MISSING,
	KIND_NULL,
	KIND_FALSE,
	KIND_TRUE,
	KIND_NUMBER,
	KIND_TEXT,
	KIND_ARRAY,
	KIND_OBJECT,
};

/* A value as it stands in the line. */
struct slot {
	enum kind kind;
	bool escaped;     /* text with a backslash in it */
	struct slice raw; /* the value's bytes; of a text what is between its quotes */
};

/* One `"key": value` of the record itself, in the order of the line. */
struct member {
	struct slice whole; /* from the key's first quote to the value's last byte */
	struct slice key;   /* between its quotes, not decoded */
	struct slice value; /* a text's quotes included */
	int slot;           /* the slot asked for under this key, or -1 */
};

struct scanner {
	const struct projection *projection;
	struct slot *slots;        /* projection->slots of them; a duplicate key's last value stays */
	struct gathered *gathered; /* projection->gathered of them */
	struct slice text;         /* the object, without the white space round it */
	bool wants_members;        /* set it before scanning to have members filled */
	struct member *members;
	size_t member_count;
	size_t member_capacity;
	struct buffer key; /* an escaped one, decoded */
	struct guesses guesses;
	bool failed; /* memory ran out */
};

/* 0, or -1 when memory ran out. The projection must gain no slots afterwards and outlive the scanner. */
int scanner_open(struct scanner *scanner, const struct projection *projection);
void scanner_close(struct scanner *scanner);

/* Scans one line (no newline; white space and a CR round the object are allowed). The slots and members
 * point into the line, and what is gathered does: all of it until the next scan. -1 when it is refused, with
 * the reason and the byte where it went wrong; or when scanner->failed is set: ask for it before the record
 * is put aside. */
int scan(struct scanner *scanner, struct slice line, struct refusal *refusal);

/* True when every byte of text is JSON white space. */
bool scan_blank(struct slice text);

/* The value's bytes in the line, quotes included. */
struct slice slot_whole(const struct slot *slot);

#endif
