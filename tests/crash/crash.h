/* SPDX-License-Identifier: GPL-3.0-or-later */
/* crash: runs a command repeatedly, with another call failing each time, and judges the outcome. */
#ifndef TESTS_CRASH_H
#define TESTS_CRASH_H

#include <stdbool.h>
#include <stddef.h>

enum { FILES = 16, NAME = 64, WISH = 96 };

/* Status of a run that was killed by a signal, or by us because it did not end. */
enum { STATUS_SIGNAL = 128, STATUS_HANGS = 255 };

struct text {
	char *at; /* ended by NUL, which length does not count */
	size_t length;
};

struct file {
	char name[NAME];
	struct text text;
};

/* What a run left. */
struct outcome {
	int status;
	struct text out, error;
	struct text log; /* lines of fault.c */
	size_t count;    /* of the files in its folder */
	struct file files[FILES];
};

/* The contents, before the run, of each file that a command writes. */
#define OLD_TEXT "old\n"

/* Runs the command by sh in the folder WORK/run, which is emptied and then has `files` of old text; `wish` is
 * TILLPIPE_FAIL. The outcome is freed by outcome_free. Ends the process where that is not possible. */
void run_command(struct outcome *outcome, const char *work, const char *command, const char *wish,
	const struct outcome *files);
void outcome_free(struct outcome *outcome);

/* The file of this name, or NULL. */
const struct file *outcome_file(const struct outcome *outcome, const char *name);

/* A kind of call that fails. */
struct kind {
	const char *name;
	int causes[3];  /* what errno it has, in turn, ended by 0 */
	unsigned rules; /* bits of enum rule */
};

enum rule {
	MUST_FAIL = 1, /* the run must fail */
	MISLEADS = 2,  /* a file that cannot be inspected counts as missing: another status and message */
	DIES = 4,      /* the run may end by an assertion */
};

/* What is wrong with a run in which a call failed, or NULL. `whole` is the same without failure. */
const char *judge(const struct outcome *run, const struct outcome *whole, const char *tool,
	const struct kind *kind, int cause);

/* What a loss of power could tear, by the steps of a run that was counted, or NULL: every file comes by a
 * rename, between the sync of all that was written to it and the sync of its directory. */
const char *hasty(const struct outcome *run);

/* What differs from the whole, or NULL. */
const char *differs(const struct outcome *run, const struct outcome *whole);

#endif
