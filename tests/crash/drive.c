/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drive WORK LIMIT SEED JOBS FILE...: each FILE is named after a tool (up to a dot) and has one command per
 * line. Each call of that tool in each command fails in turn, at most LIMIT of each kind (0: all), chosen by
 * SEED. Prints TAP. The commands run in folders of WORK, where ../../input has the inputs. A command that
 * begins with `/N ` is slow: only every N-th call fails; one that begins with `=N ` ends with status N. */
#include "crash.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct kind kinds[] = {
	{ "memory", { ENOMEM }, 0 },     /* a guess can do without: the output shows what was needed */
	{ "library", { ENOMEM }, DIES }, /* libcsv tries again with less; jansson asserts */
	{ "read", { EIO }, MUST_FAIL },
	{ "write", { ENOSPC, EIO }, MUST_FAIL },
	{ "sync", { EIO }, MUST_FAIL },
	{ "rename", { EXDEV, EACCES }, MUST_FAIL },
	{ "open", { EMFILE }, MUST_FAIL },
	{ "close", { EIO }, MUST_FAIL },
	{ "look", { EACCES }, MISLEADS },
	{ "seek", { EIO }, 0 },
	{ "start", { EAGAIN }, MUST_FAIL },
	{ "wait", { ENOMEM }, 0 },
};
enum { KINDS = sizeof kinds / sizeof *kinds, WRONG_SHOWN = 5 };

static struct {
	const char *work;
	unsigned long limit, seed, jobs;
	unsigned long tests, faults, commands;
} drive;

/* A command and how it ends when nothing fails. */
struct subject {
	const char *tool;
	char *command;
	unsigned long step;
	int status;
	struct outcome whole;
};

static void
report(bool ok, const struct subject *subject, const char *what)
{
	printf("%sok %lu - %s: %s\n", ok ? "" : "not ", ++drive.tests, subject->command, what);
}

static void
comment(const char *text)
{
	for (const char *end; *text; text = *end ? end + 1 : end) {
		end = text + strcspn(text, "\n");
		printf("#   %.*s\n", (int)(end - text), text);
	}
}

static void
show(const char *wish, const char *wrong, const struct outcome *run)
{
	printf("# TILLPIPE_FAIL='%s' status %d: %s\n", wish, run->status, wrong);
	comment(run->log.at);
	comment(run->error.at);
}

/* Makes the folder of one worker. */
static void
own_folder(char *folder, size_t size, unsigned long worker)
{
	snprintf(folder, size, "%s/%lu", drive.work, worker);
	if (mkdir(folder, 0777) && errno != EEXIST)
		exit(1);
}

/* One worker's share of the calls: its first, and every (step * jobs)-th after it. Returns the number of runs
 * that went wrong. */
static int
work(const struct subject *subject, const struct kind *kind, unsigned long count, unsigned long step,
	unsigned long worker)
{
	char folder[256], wish[WISH];
	int wrong_ones = 0;

	own_folder(folder, sizeof folder, worker);
	for (unsigned long n = 1 + drive.seed % step + worker * step; n <= count; n += step * drive.jobs)
		for (const int *cause = kind->causes; *cause; cause++)
			for (int ever = 0; ever < 2; ever++) {
				struct outcome run;
				snprintf(wish, sizeof wish, "%s %s %lu %d%s", subject->tool, kind->name, n,
					*cause, ever ? " ever" : "");
				run_command(&run, folder, subject->command, wish, &subject->whole);
				const char *wrong = judge(&run, &subject->whole, subject->tool, kind, *cause);
				if (wrong && ++wrong_ones <= WRONG_SHOWN)
					show(wish, wrong, &run);
				outcome_free(&run);
			}
	return wrong_ones;
}

/* All calls of a kind, by several workers at a time. */
static void
try_kind(const struct subject *subject, const struct kind *kind, unsigned long count)
{
	unsigned long step = subject->step;
	int wrong = 0, how;
	char what[64];

	while (drive.limit && (count + step - 1) / step > drive.limit)
		step++;
	fflush(stdout);
	for (unsigned long worker = 0; worker < drive.jobs; worker++) {
		pid_t child = fork();
		if (child < 0)
			exit(1);
		if (child == 0) { /* exit would seek back in the file of commands, for the parent too */
			int failed = work(subject, kind, count, step, worker) > 0;
			fflush(stdout);
			_exit(failed);
		}
	}
	while (wait(&how) > 0)
		wrong += how != 0;
	unsigned long tried = 0;
	for (unsigned long n = 1 + drive.seed % step; n <= count; n += step)
		for (const int *cause = kind->causes; *cause; cause++)
			tried += 2;
	drive.faults += tried;
	snprintf(what, sizeof what, "%lu failures of %s", tried, kind->name);
	report(wrong == 0, subject, what);
}

/* A mode that must not change the outcome. */
static void
try_same(const struct subject *subject, const char *mode, const char *what)
{
	char wish[WISH], folder[256];
	struct outcome run;

	own_folder(folder, sizeof folder, 0);
	snprintf(wish, sizeof wish, "%s %s 0 0", subject->tool, mode);
	run_command(&run, folder, subject->command, wish, &subject->whole);
	const char *wrong = differs(&run, &subject->whole);
	if (wrong)
		show(wish, wrong, &run);
	report(!wrong, subject, what);
	outcome_free(&run);
}

static void
try_command(struct subject *subject)
{
	char wish[WISH], folder[256], line[64];
	struct outcome first;

	own_folder(folder, sizeof folder, 0);
	snprintf(wish, sizeof wish, "%s count 0 0", subject->tool);
	run_command(&first, folder, subject->command, NULL, NULL);
	run_command(&subject->whole, folder, subject->command, wish, &first);
	const char *wrong = differs(&subject->whole, &first);
	if (wrong)
		show(wish, wrong, &subject->whole);
	report(!wrong && first.status == subject->status, subject, "works");
	if ((wrong = hasty(&subject->whole)))
		show(wish, wrong, &subject->whole);
	report(!wrong, subject, "keeps files over a loss of power");
	try_same(subject, "short", "a byte at a time");
	try_same(subject, "interrupted", "interrupted by signals");
	for (size_t i = 0; i < KINDS; i++) {
		snprintf(line, sizeof line, "counted %s ", kinds[i].name);
		const char *at = strstr(subject->whole.log.at, line);
		unsigned long count = at ? strtoul(at + strlen(line), NULL, 10) : 0;
		if (count)
			try_kind(subject, &kinds[i], count);
	}
	outcome_free(&first);
	outcome_free(&subject->whole);
	drive.commands++;
}

static int
try_file(const char *path)
{
	char line[1024], tool[32];
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	FILE *file = fopen(path, "r");

	if (!file)
		return -1;
	snprintf(tool, sizeof tool, "%.*s", (int)strcspn(name, "."), name);
	while (fgets(line, sizeof line, file)) {
		struct subject subject = { .tool = tool, .command = line, .step = 1 };
		line[strcspn(line, "\n")] = '\0';
		if (*line == '#' || !*line)
			continue;
		if (*subject.command == '/')
			subject.step = strtoul(subject.command + 1, &subject.command, 10);
		if (*subject.command == '=')
			subject.status = (int)strtoul(subject.command + 1, &subject.command, 10);
		subject.command += strspn(subject.command, " ");
		try_command(&subject);
	}
	return fclose(file);
}

int
main(int argc, char **argv)
{
	if (argc < 6)
		return 2;
	drive.work = argv[1];
	drive.limit = strtoul(argv[2], NULL, 10);
	drive.seed = strtoul(argv[3], NULL, 10);
	drive.jobs = strtoul(argv[4], NULL, 10);
	for (char **file = argv + 5; *file; file++)
		if (try_file(*file)) {
			printf("Bail out! %s: %s\n", *file, strerror(errno));
			return 1;
		}
	printf("# %lu faults in %lu commands\n1..%lu\n", drive.faults, drive.commands, drive.tests);
	return 0;
}
