/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run in which a call failed may leave: see tillpipe(7). */
#include "crash.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

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

/* Two reports are the same up to the time that each took. */
static bool
same_file(const struct file *a, const struct file *b)
{
	return same(a->text, b->text) || (is_named(a, "report") && strncmp(a->text.at, "{\"tool\"", 7) == 0);
}

/* Refused and late records are kept though the run failed, as many as it came to; a report tells of it. */
static bool
is_whole(const struct file *file, const struct file *whole)
{
	struct text text = file->text;

	if (strcmp(text.at, OLD_TEXT) == 0 || same_file(file, whole))
		return true;
	if (is_named(file, "bad") || is_named(file, "late"))
		return is_beginning(text, whole->text) && (!text.length || text.at[text.length - 1] == '\n');
	return false;
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
		return "other words on standard error";
	if (!same(run->out, whole->out))
		return "another output";
	for (size_t i = 0; i < run->count; i++) {
		snprintf(said, sizeof said, "%s differs", run->files[i].name);
		if (!same_file(&run->files[i], outcome_file(whole, run->files[i].name)))
			return said;
	}
	return NULL;
}

/* The last line is the tool's, and tells the cause. */
static bool
tells(const struct outcome *run, const char *tool, int cause)
{
	const char *line = run->error.at;

	for (const char *newline; (newline = strchr(line, '\n')) && newline[1];)
		line = newline + 1;
	return strncmp(line, tool, strlen(tool)) == 0 && line[strlen(tool)] == ':' &&
	       (strstr(line, strerror(cause)) || (cause == ENOMEM && strstr(line, "out of memory")));
}

const char *
judge(const struct outcome *run, const struct outcome *whole, const char *tool, const struct kind *kind,
	int cause)
{
	static char said[2 * NAME];
	const char *wrong = litter(run, whole);

	if (run->status == STATUS_HANGS)
		return "hangs";
	if (strstr(run->error.at, "Sanitizer") || strstr(run->error.at, "runtime error"))
		return "a sanitizer speaks";
	if (run->status == whole->status && !(wrong = differs(run, whole)) &&
		(!kind->must_tell || whole->status != 0 || !strstr(run->log.at, "failed ")))
		return NULL;
	if (run->status == whole->status)
		return wrong ? wrong : "nobody is told";
	if (wrong)
		return wrong;
	if (run->status != 3)
		return "a wrong status";
	if (!tells(run, tool, cause))
		return "no message, or not of the cause";
	if (!is_beginning(run->out, whole->out))
		return "the output is not the beginning of what it would be";
	for (size_t i = 0; i < run->count; i++) {
		snprintf(said, sizeof said, "%s is torn", run->files[i].name);
		if (!is_whole(&run->files[i], outcome_file(whole, run->files[i].name)))
			return said;
	}
	return NULL;
}
