/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tool: what a file of cmd/ hands to the only main(), in cli/main.c: its name, its options, its work. main
 * parses the command line, opens the output, runs the tool, closes the output with a check, writes the
 * report, and turns the error into the exit status. */
#ifndef CLI_TOOL_H
#define CLI_TOOL_H

#include "base/error.h"
#include "cli/options.h"
#include "kafka/settings.h"
#include "stream/run.h"
#include "stream/stop.h"

#include <stdbool.h>

/* Groups of options that several tools share. */
enum {
	GROUP_OUTPUT = 1, /* -o, --output */
	GROUP_BAD = 2,    /* --bad, --max-bad */
	GROUP_KAFKA = 4,  /* -b, -X, -F: fills cli_kafka */
	GROUP_EXPR = 8,   /* --defs, --arg: fills cli_expr */
	GROUP_TIME = 16,  /* --tz, --time-format: fills cli_time; both are in force when the tool runs */
	GROUP_JOBS = 32,  /* -j: run->threads */
};

struct tool {
	const char *name;
	const char *synopsis; /* what follows the name; a line for each form */
	/* Appends the synopsis instead, for a tool that makes it from a table. */
	void (*append_synopsis)(struct buffer *to);
	const char *summary;          /* one line: what it does */
	const struct option *options; /* the tool's own */
	const char *time_format_help; /* with GROUP_TIME: which times --time-format is for */
	unsigned groups;
	enum stop_role role;
	bool runs_command; /* the operands are a command line: options end at the first operand */
	/* 0, or -1 with the error. operands is NULL-terminated. */
	int (*run)(struct run *run, size_t count, char **operands, struct error *error);
};

extern const struct tool tool;

/* -b, -X and -F. Without -F, TILLPIPE_CONFIG names the file; without -b, TILLPIPE_BROKERS names the brokers,
 * but only as the fallback when -F is given. */
extern struct kafka_settings cli_kafka;

/* --tz and --time-format as given; NULL where they were not. */
struct cli_time {
	const char *zone, *format;
};
extern struct cli_time cli_time;

/* --defs and --arg as given. */
struct cli_expr {
	struct names defs;      /* names of files */
	struct names arguments; /* "NAME=VALUE" */
};
extern struct cli_expr cli_expr;

struct scope;
struct projection;

/* Opens an expression scope that knows the definitions of --defs and the texts of --arg. 0 or -1; scope_free
 * either way. The projection must outlive it. */
int cli_scope_open(struct scope *scope, struct projection *projection, struct error *error);

#endif
