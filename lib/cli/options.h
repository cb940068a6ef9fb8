/* SPDX-License-Identifier: GPL-3.0-or-later */
/* options: a tool's tables of options parse its command line and make its --help; a test compares the manual
 * with them. Its tables of rules say which options need or exclude each other. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/names.h"
#include "stream/pace.h"

#include <stdbool.h>
#include <stdint.h>

enum option_kind {
	OPTION_FLAG,     /* bool */
	OPTION_TEXT,     /* const char *: the last one given */
	OPTION_TEXTS,    /* struct names: one entry for each time it is given */
	OPTION_LIST,     /* struct names: comma-separated; more are appended when it is given again */
	OPTION_COUNT,    /* uint64_t */
	OPTION_NUMBER,   /* double */
	OPTION_PERCENT,  /* double: "15%" and "0.15" are 0.15 */
	OPTION_SIZE,     /* uint64_t, bytes: 64K 64M 2G, in powers of 1024 */
	OPTION_DURATION, /* int64_t, microseconds: 500ms 10s 5m 2h 1d 1w */
	OPTION_EVERY,    /* struct trigger: N or a duration */
	OPTION_RATE,     /* struct rate_limit: N/DURATION */
};

struct option {
	char letter;      /* or 0 */
	const char *name; /* the long name, which every option has; NULL ends the table */
	enum option_kind kind;
	const char *argument; /* placeholder in --help, NULL for a flag */
	void *value;          /* points to the type of its kind */
	const char *help;     /* one line */
};

/* Parses argv against several tables, of which NULL is the last. Options and operands may be mixed; after
 * `--` everything is an operand, and so is "-". The operands are moved to the front of argv, *operand_count
 * of them and a NULL. stop_at_operand ends the options at the first operand, for tools that run a command. 0,
 * or -1 with STATUS_USAGE; for an unknown option the message names the nearest one. */
int options_parse(const struct option *const *tables, char **argv, bool stop_at_operand,
	size_t *operand_count, struct error *error);

/* A rule of use: an option needs another, two exclude each other, a value makes no sense. */
struct rule {
	bool broken;
	const char *text; /* the message: the options and what to do; NULL ends the table */
};

/* Reports the first broken rule of the table. 0, or -1 with STATUS_USAGE. */
int options_check(const struct rule *rules, struct error *error);

/* Appends the table as --help prints it: a line for each option. */
void options_help(const struct option *table, struct buffer *to);

#endif
