/* SPDX-License-Identifier: GPL-3.0-or-later */
/* options: one table per tool parses the command line and prints --help; a test holds the manual to it. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/names.h"
#include "stream/every.h"
#include "stream/pace.h"

#include <stdbool.h>
#include <stdint.h>

enum option_kind {
	OPTION_FLAG,     /* bool */
	OPTION_TEXT,     /* const char * ; the last one counts */
	OPTION_TEXTS,    /* struct names: one entry each time it is given */
	OPTION_LIST,     /* struct names: comma-separated, may be repeated */
	OPTION_COUNT,    /* uint64_t */
	OPTION_NUMBER,   /* double */
	OPTION_PERCENT,  /* double: "15%" and "0.15" are 0.15 */
	OPTION_SIZE,     /* uint64_t, bytes: 64K 64M 2G, in powers of 1024 */
	OPTION_DURATION, /* int64_t, microseconds: 500ms 10s 5m 2h 1d 1w */
	OPTION_EVERY,    /* struct every: N or a duration */
	OPTION_RATE,     /* struct pace: N/DURATION */
};

struct option {
	char letter;      /* or 0 */
	const char *name; /* long name; every option has one; NULL ends the table */
	enum option_kind kind;
	const char *argument; /* placeholder in --help, NULL for a flag */
	void *value;          /* what the kind says */
	const char *help;     /* one line */
};

/* Parses argv against several tables (ended by a NULL table). Options may stand after operands; `--` ends
 * them; "-" is an operand. argv is reordered: the operands come to stand at argv[0..], NULL-terminated, and
 * *operand_count says how many. stop_at_operand leaves everything from the first operand on alone (for tools
 * that run a command). 0, or -1 with STATUS_USAGE: an unknown option names the nearest one. */
int options_parse(const struct option *const *tables, char **argv, bool stop_at_operand,
	size_t *operand_count, struct error *error);

/* A use of the options that has no meaning: one that needs another, two that exclude each other. */
struct rule {
	bool broken;
	const char *text; /* the message, which names the options and the cure; NULL ends the table */
};

/* The first broken rule of the table is the error. 0, or -1 with STATUS_USAGE. */
int options_check(const struct rule *rules, struct error *error);

/* Appends one line an option, as --help prints them. */
void options_help(const struct option *table, struct buffer *to);

#endif
