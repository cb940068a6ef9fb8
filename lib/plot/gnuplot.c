/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gnuplot is started without a shell, without its user's start-up file, and with an environment of ours. It
 * learns no file name: the script is its standard input, the data its descriptor 3, the picture its standard
 * output, which is read here and written with every error checked (gnuplot itself ends with status 0 on a
 * full disk). */
#include "plot/gnuplot.h"

#include "stream/stop.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ENDING_MOST = 16 };

/* What is known of a running gnuplot. */
struct child {
	pid_t process;
	int picture; /* the reading end of its standard output */
	struct spool messages;
	char last[ENDING_MOST]; /* bytes of the picture so far */
	size_t last_length;
};

/* The only variables that gnuplot sees: where programs are, and a character set. */
static int
spawn_with(struct child *child, posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes)
{
	static char name[] = "gnuplot", no_defaults[] = "-d", characters[] = "LC_ALL=C.UTF-8";
	char *arguments[] = { name, no_defaults, NULL };
	struct buffer path = { 0 };

	buffer_printf(&path, "PATH=%s", getenv("PATH") ? getenv("PATH") : "/usr/bin:/bin");
	buffer_byte(&path, '\0');
	if (path.failed)
		return ENOMEM;
	char *environment[] = { path.at, characters, NULL };
	int failure = posix_spawnp(&child->process, name, actions, attributes, arguments, environment);
	buffer_free(&path);
	return failure;
}

/* 0 or an errno. Signals are as a program expects them: our own handling of them is not inherited. */
static int
spawn_gnuplot(struct child *child, int script, int data, int picture)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, pipe;
	int failure;

	sigemptyset(&none);
	sigemptyset(&pipe);
	sigaddset(&pipe, SIGPIPE);
	if ((failure = posix_spawn_file_actions_init(&actions)))
		return failure;
	if ((failure = posix_spawnattr_init(&attributes)) == 0) {
		if (!(failure = posix_spawnattr_setsigmask(&attributes, &none)) &&
			!(failure = posix_spawnattr_setsigdefault(&attributes, &pipe)) &&
			!(failure = posix_spawnattr_setflags(
				  &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)) &&
			!(failure = posix_spawn_file_actions_adddup2(&actions, script, 0)) &&
			!(failure = posix_spawn_file_actions_adddup2(&actions, picture, 1)) &&
			!(failure = posix_spawn_file_actions_adddup2(
				  &actions, fileno(child->messages.file), 2)) &&
			!(failure = posix_spawn_file_actions_adddup2(&actions, data, SPOOL_DATA)))
			failure = spawn_with(child, &actions, &attributes);
		posix_spawnattr_destroy(&attributes);
	}
	posix_spawn_file_actions_destroy(&actions);
	return failure;
}

static int
start(struct child *child, const struct spool *script, const struct spool *data, struct error *error)
{
	int ends[2];

	/* gnuplot must not hold the reading end itself, or it would wait for ever once we are gone. */
	if (pipe(ends))
		return error_system(error, "cannot make a pipe to gnuplot");
	ends[0] = spool_descriptor(ends[0]);
	ends[1] = spool_descriptor(ends[1]);
	if (ends[0] < 0 || ends[1] < 0)
		return error_system(error, "cannot make a pipe to gnuplot");
	int failure = spawn_gnuplot(child, fileno(script->file), fileno(data->file), ends[1]);
	close(ends[1]);
	child->picture = ends[0];
	if (failure == 0)
		return 0;
	close(ends[0]);
	errno = failure;
	if (failure == ENOENT)
		return error_set(
			error, STATUS_SYSTEM, "gnuplot is not installed; install it (Debian: gnuplot-nox)");
	return error_system(error, "cannot start gnuplot");
}

static void
remember_last(struct child *child, struct slice bytes)
{
	size_t added = bytes.length < ENDING_MOST ? bytes.length : ENDING_MOST;
	size_t kept = child->last_length + added > ENDING_MOST ? ENDING_MOST - added : child->last_length;

	memmove(child->last, child->last + child->last_length - kept, kept);
	memcpy(child->last + kept, bytes.at + bytes.length - added, added);
	child->last_length = kept + added;
}

/* Waits for bytes of the picture, or its end. A signal lets gnuplot go on as long as it lets other work. */
static int
wait_for_picture(struct child *child, struct error *error)
{
	while (stop_wait_readable(child->picture, -1) < 0) {
		if (!stop_at_once())
			continue;
		kill(child->process, SIGKILL); /* it has nothing to tidy up */
		return error_set(error, STATUS_SYSTEM, "stopped by a signal before the picture was drawn");
	}
	return 0;
}

static int
copy_picture(struct child *child, struct sink *to, struct error *error)
{
	char block[16 * 1024];
	ssize_t n;

	for (;;) {
		if (wait_for_picture(child, error))
			return -1;
		if ((n = read(child->picture, block, sizeof block)) == 0)
			break;
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_system(error, "cannot read from gnuplot");
		struct slice bytes = { block, (size_t)n };
		remember_last(child, bytes);
		if (sink_append(to, bytes, error))
			return -1;
	}
	return 0;
}

/* Its own words: the last line that says anything, since what stands above repeats the script. */
static int
complain(struct child *child, struct error *error)
{
	char line[256], last[256] = "it ended without a message";

	if (spool_rewind(&child->messages, error))
		return -1;
	while (fgets(line, sizeof line, child->messages.file)) {
		const char *text = line + strspn(line, " \t^");
		size_t length = strcspn(text, "\n");
		if (length == 0)
			continue;
		memcpy(last, text, length);
		last[length] = '\0';
	}
	return error_set(error, STATUS_SYSTEM, "gnuplot failed: %s", last);
}

static int
finish(struct child *child, struct slice ending, struct error *error)
{
	int status;

	close(child->picture);
	while (waitpid(child->process, &status, 0) < 0)
		if (errno != EINTR)
			return error_system(error, "cannot wait for gnuplot");
	if (error->kind != STATUS_DONE)
		return -1;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return complain(child, error);
	size_t length = ending.length < child->last_length ? ending.length : child->last_length;
	if (!slice_equal(ending, (struct slice){ child->last + child->last_length - length, length }))
		return error_set(error, STATUS_SYSTEM, "gnuplot failed: its picture is cut short");
	return 0;
}

int
gnuplot_draw(const struct spool *script, const struct spool *data, struct slice ending, struct sink *to,
	struct error *error)
{
	struct child child = { 0 };
	int status = -1;

	if (spool_open(&child.messages, error) == 0 && start(&child, script, data, error) == 0) {
		copy_picture(&child, to, error);
		status = finish(&child, ending, error);
	}
	spool_close(&child.messages);
	return status;
}
