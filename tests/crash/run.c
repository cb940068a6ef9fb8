/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crash.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE = 30 }; /* seconds until a run hangs */

static volatile sig_atomic_t running;

static void
fail(const char *what)
{
	printf("Bail out! %s: %s\n", what, strerror(errno));
	exit(1);
}

static void
end_run(int signal)
{
	(void)signal;
	kill(-(pid_t)running, SIGKILL);
}

static struct text
read_text(const char *path)
{
	struct text text = { 0 };
	size_t capacity = 0, n = 0;
	FILE *file = fopen(path, "rb");

	do {
		text.length += n;
		if (capacity - text.length < 2)
			text.at = realloc(text.at, capacity = 2 * capacity + 4096);
		if (!text.at)
			fail(path);
	} while (file && (n = fread(text.at + text.length, 1, capacity - text.length - 1, file)) > 0);
	text.at[text.length] = '\0';
	if (file)
		fclose(file);
	return text;
}

/* Calls `each` for every file of the folder. */
static void
each_file(
	const char *folder, void (*each)(void *context, const char *folder, const char *name), void *context)
{
	DIR *files = opendir(folder);

	if (!files)
		fail(folder);
	for (struct dirent *entry; (entry = readdir(files));)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			each(context, folder, entry->d_name);
	closedir(files);
}

static void
remove_file(void *context, const char *folder, const char *name)
{
	char path[512];

	(void)context;
	snprintf(path, sizeof path, "%s/%s", folder, name);
	if (unlink(path))
		fail(path);
}

static void
take_file(void *context, const char *folder, const char *name)
{
	struct outcome *outcome = context;
	struct file *file = &outcome->files[outcome->count];
	char path[512];

	if (outcome->count == FILES)
		return;
	snprintf(file->name, sizeof file->name, "%.63s", name);
	snprintf(path, sizeof path, "%s/%s", folder, name);
	file->text = read_text(path);
	outcome->count++;
}

static void
prepare(const char *folder, const struct outcome *files)
{
	char path[512];

	if (mkdir(folder, 0777) && errno != EEXIST)
		fail(folder);
	each_file(folder, remove_file, NULL);
	for (size_t i = 0; files && i < files->count; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, files->files[i].name);
		FILE *file = fopen(path, "w");
		if (!file || fputs(OLD_TEXT, file) == EOF || fclose(file))
			fail(path);
	}
}

static void
redirect(int fd, const char *path, int flags)
{
	int file = open(path, flags, 0666);

	if (file < 0 || dup2(file, fd) < 0)
		fail(path);
	close(file);
}

static void
become(const char *folder, const char *command, const char *wish)
{
	setpgid(0, 0);
	if (chdir(folder))
		fail(folder);
	redirect(STDIN_FILENO, "/dev/null", O_RDONLY);
	redirect(STDERR_FILENO, "../error", O_WRONLY | O_CREAT | O_TRUNC);
	redirect(STDOUT_FILENO, "../out", O_WRONLY | O_CREAT | O_TRUNC);
	if (wish)
		setenv("TILLPIPE_FAIL", wish, 1);
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(126);
}

static int
wait_for(pid_t child)
{
	int how;

	running = (sig_atomic_t)child;
	alarm(PATIENCE);
	while (waitpid(child, &how, 0) < 0)
		if (errno != EINTR)
			fail("waitpid");
	bool hangs = alarm(0) == 0;
	kill(-child, SIGKILL); /* what it left behind */
	if (hangs)
		return STATUS_HANGS;
	return WIFSIGNALED(how) ? STATUS_SIGNAL + WTERMSIG(how) : WEXITSTATUS(how);
}

void
run_command(struct outcome *outcome, const char *work, const char *command, const char *wish,
	const struct outcome *files)
{
	char folder[256], path[256], log[256];

	signal(SIGALRM, end_run);
	snprintf(folder, sizeof folder, "%s/run", work);
	snprintf(log, sizeof log, "%s/log", work);
	prepare(folder, files);
	unlink(log);
	setenv("TILLPIPE_FAIL_LOG", log, 1);
	fflush(stdout);
	pid_t child = fork();
	if (child < 0)
		fail("fork");
	if (child == 0)
		become(folder, command, wish);
	*outcome = (struct outcome){ .status = wait_for(child) };
	snprintf(path, sizeof path, "%s/out", work);
	outcome->out = read_text(path);
	snprintf(path, sizeof path, "%s/error", work);
	outcome->error = read_text(path);
	outcome->log = read_text(log);
	each_file(folder, take_file, outcome);
}

void
outcome_free(struct outcome *outcome)
{
	free(outcome->out.at);
	free(outcome->error.at);
	free(outcome->log.at);
	for (size_t i = 0; i < outcome->count; i++)
		free(outcome->files[i].text.at);
}

const struct file *
outcome_file(const struct outcome *outcome, const char *name)
{
	for (size_t i = 0; i < outcome->count; i++)
		if (strcmp(outcome->files[i].name, name) == 0)
			return &outcome->files[i];
	return NULL;
}
