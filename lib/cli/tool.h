/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tool: what each cmd file gives to the one main() in cli/main.c: its name, its option table, its work.
 * main parses, opens the output, runs, closes with a check, reports, and turns the error into the status. */
#ifndef CLI_TOOL_H
#define CLI_TOOL_H

#include "base/error.h"
#include "cli/options.h"
#include "stream/run.h"
#include "stream/stop.h"

#include <stdbool.h>

/* Option groups that several tools share. */
enum {
	GROUP_OUTPUT = 1, /* -o, --output */
	GROUP_BAD = 2,    /* --bad, --max-bad */
	GROUP_KAFKA = 4,  /* -b, -X, -F: fills cli_kafka */
	GROUP_EXPR = 8,   /* --defs, --arg: fills cli_expr */
	GROUP_TIME = 16,  /* --tz, --time-format: the zone is open before the tool runs */
	GROUP_JOBS = 32,  /* -j: run->threads */
};

struct tool {
	const char *name;
	const char *synopsis;         /* what follows the name, one form a line */
	const char *summary;          /* one line: what it does */
	const struct option *options; /* the tool's own */
	unsigned groups;
	enum stop_role role;
	bool runs_command; /* operands are a command line: parsing stops at the first */
	/* 0, or -1 with the error. operands is NULL-terminated. */
	int (*run)(struct run *run, size_t count, char **operands, struct error *error);
};

extern const struct tool tool;

/* -b, -X, -F as given. Brokers come from TILLPIPE_BROKERS when -b is not given, the file from
 * TILLPIPE_CONFIG. */
struct cli_kafka {
	const char *brokers;
	struct names properties; /* "name=value" */
	const char *file;
	const char *fallback; /* TILLPIPE_BROKERS, where -F is given and -b is not */
};
extern struct cli_kafka cli_kafka;

/* --defs and --arg as given. */
struct cli_expr {
	struct names defs;      /* file names */
	struct names arguments; /* "NAME=VALUE" */
};
extern struct cli_expr cli_expr;

#endif
