/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run may leave in which a call failed: see tillpipe(7). */
#include "crash.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct step {
	char what[16], name[NAME];
	uintmax_t file, directory; /* inodes */
};

static bool
same(struct text a, struct text b)
{
	return a.length == b.length && memcmp(a.at, b.at, a.length) == 0;
}

static bool
is_beginning(struct text beginning, struct text of)
{
	return beginning.length <= of.length && memcmp(beginning.at, of.at, beginning.length) == 0;
}

static bool
is_named(const struct file *file, const char *beginning)
{
	return strncmp(file->name, beginning, strlen(beginning)) == 0;
}

/* Whether a file is whole: the old one or the new one. Of refused and late records a run that failed keeps
 * those it came to; a report, and a file that is written repeatedly, is any line of JSON. */
static bool
is_whole(const struct file *file, const struct file *whole)
{
	struct text text = file->text;

	if (strcmp(text.at, OLD_TEXT) == 0 || same(text, whole->text))
		return true;
	if (is_named(file, "bad") || is_named(file, "late"))
		return is_beginning(text, whole->text) && (!text.length || text.at[text.length - 1] == '\n');
	return (is_named(file, "report") || is_named(file, "live")) && text.at[0] == '{' &&
	       strchr(text.at, '\n') == text.at + text.length - 1;
}

static const char *
litter(const struct outcome *run, const struct outcome *whole)
{
	static char said[2 * NAME];

	for (size_t i = 0; i < run->count; i++) {
		snprintf(said, sizeof said, "%s is left behind", run->files[i].name);
		if (!outcome_file(whole, run->files[i].name))
			return said;
	}
	for (size_t i = 0; i < whole->count; i++) {
		snprintf(said, sizeof said, "%s is gone", whole->files[i].name);
		if (!outcome_file(run, whole->files[i].name))
			return said;
	}
	return NULL;
}

const char *
differs(const struct outcome *run, const struct outcome *whole)
{
	static char said[2 * NAME];
	const char *wrong = litter(run, whole);

	if (wrong)
		return wrong;
	if (run->status != whole->status)
		return "another status";
	if (!same(run->error, whole->error))
		return "another message on standard error";
	if (!same(run->out, whole->out))
		return "another output";
	for (size_t i = 0; i < run->count; i++) {
		snprintf(said, sizeof said, "%s differs", run->files[i].name);
		if (!same(run->files[i].text, outcome_file(whole, run->files[i].name)->text))
			return said;
	}
	return NULL;
}

/* The next of the steps that fault.c logged; false after the last. */
static bool
next_step(const char **at, struct step *step)
{
	*step = (struct step){ 0 };
	if (!(*at = strstr(*at, "step ")))
		return false;
	sscanf(*at, "step %15s %ju %ju %63s", step->what, &step->file, &step->directory, step->name);
	*at += strcspn(*at, "\n");
	return true;
}

/* Whether the last step with the file, before the rename, is a sync. */
static bool
synced_before(const char *steps, const char *rename, uintmax_t file)
{
	struct step step;
	bool synced = false;

	while (next_step(&steps, &step) && steps < rename)
		if (step.file == file)
			synced = strcmp(step.what, "sync") == 0;
	return synced;
}

static bool
synced_after(const char *rename, uintmax_t directory)
{
	struct step step;

	while (next_step(&rename, &step))
		if (step.file == directory && strcmp(step.what, "sync") == 0)
			return true;
	return false;
}

static bool
is_renamed(const char *steps, const char *name)
{
	struct step step;

	while (next_step(&steps, &step))
		if (strcmp(step.name, name) == 0)
			return true;
	return false;
}

const char *
hasty(const struct outcome *run)
{
	static char said[2 * NAME];
	struct step step;

	for (const char *at = run->log.at; next_step(&at, &step);) {
		if (strcmp(step.what, "rename") != 0)
			continue;
		snprintf(said, sizeof said, "%s is renamed before its sync", step.name);
		if (!synced_before(run->log.at, at, step.file))
			return said;
		snprintf(said, sizeof said, "%s is renamed without a sync of its directory", step.name);
		if (!synced_after(at, step.directory))
			return said;
	}
	for (size_t i = 0; i < run->count; i++) {
		snprintf(said, sizeof said, "%s comes without a rename", run->files[i].name);
		if (!is_renamed(run->log.at, run->files[i].name))
			return said;
	}
	return NULL;
}

/* The last line that does not quote an expression. */
static const char *
last_words(const struct outcome *run)
{
	const char *last = run->error.at, *line = last;

	for (const char *newline; *line && (newline = strchr(line, '\n')); line = newline + 1)
		if (*line != ' ')
			last = line;
	return last;
}

static bool
has_message(const struct outcome *run, const char *tool)
{
	const char *line = last_words(run);

	return strncmp(line, tool, strlen(tool)) == 0 && line[strlen(tool)] == ':';
}

static bool
names_cause(const struct outcome *run, int cause)
{
	const char *line = last_words(run);

	return strstr(line, strerror(cause)) || (cause == ENOMEM && strstr(line, "out of memory"));
}

/* Judges a run that failed, as it should. */
static const char *
judge_failed(const struct outcome *run, const struct outcome *whole, const char *tool)
{
	static char said[2 * NAME];
	const char *wrong = litter(run, whole);

	if (wrong)
		return wrong;
	if (!has_message(run, tool))
		return "no message";
	if (!is_beginning(run->out, whole->out))
		return "the output is not the beginning of what it would be";
	for (size_t i = 0; i < run->count; i++) {
		snprintf(said, sizeof said, "%s is torn", run->files[i].name);
		if (!is_whole(&run->files[i], outcome_file(whole, run->files[i].name)))
			return said;
	}
	return NULL;
}

const char *
judge(const struct outcome *run, const struct outcome *whole, const char *tool, const struct kind *kind,
	int cause)
{
	bool failed = strstr(run->log.at, "failed "); /* with threads the N-th call may never come */

	if (run->status == STATUS_HANGS)
		return "hangs";
	if (kind->rules & DIES && run->status == STATUS_SIGNAL + SIGABRT &&
		strstr(run->error.at, "Assertion"))
		return NULL;
	if (run->status > 3 || strstr(run->error.at, "Sanitizer") || strstr(run->error.at, "runtime error"))
		return "crashes or leaks";
	if (run->status == 0 && failed && (kind->rules & MUST_FAIL))
		return "no error is reported";
	if (run->status == 0 || !failed)
		return differs(run, whole);
	if (run->status != 3 && run->status != whole->status && !(kind->rules & MISLEADS))
		return "a wrong status";
	if (run->status == 3 && !(kind->rules & MISLEADS) && !names_cause(run, cause))
		return "the message has another cause";
	return judge_failed(run, whole, tool);
}
