/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kafka-sandbox: a Kafka broker in memory, for as long as a command runs. */
#include "base/system.h"
#include "cli/tool.h"
#include "kafka/sandbox.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static struct names topics;
static uint64_t brokers = 1;

static const struct option options[] = {
	{ 't', "topic", OPTION_TEXTS, "NAME:PARTITIONS", &topics, "create a topic (may be repeated)" },
	{ 0, "brokers", OPTION_COUNT, "N", &brokers, "number of brokers (default: 1)" },
	{ 0 },
};

/* Prints the addresses of the brokers and keeps them up until a signal comes. */
static int
serve(struct run *run, const struct sandbox *sandbox, struct error *error)
{
	if (sink_append(&run->out, slice_of(sandbox_brokers(sandbox)), error) ||
		sink_append(&run->out, slice_of("\n"), error) || sink_flush(&run->out, error))
		return -1;
	while (!stop_signal())
		stop_wait_readable(-1, -1);
	return 0;
}

static int child_ended[2] = { -1, -1 }; /* a pipe that is readable once a child has ended */

static void
on_child_ended(int signal_number)
{
	int saved_errno = errno;
	ssize_t ignored = write(child_ended[1], "", 1); /* when the pipe is full it is readable already */

	(void)signal_number, (void)ignored;
	errno = saved_errno;
}

static void
close_pipe(void)
{
	close(child_ended[0]);
	close(child_ended[1]);
}

static int
wait_end(pid_t child, struct error *error)
{
	int how;

	if (stop_wait_readable(child_ended[0], -1) < 0 && stop_signal())
		kill(child, stop_signal());
	while (waitpid(child, &how, 0) < 0)
		if (errno != EINTR)
			return error_system(error, "cannot wait for the command");
	return WIFSIGNALED(how) ? 128 + WTERMSIG(how) : WEXITSTATUS(how);
}

/* Runs argv[0], found in PATH, with its arguments and waits for its end, passing on the first SIGINT or
 * SIGTERM. 0 with its exit status, or as in a shell 128 + n when signal n ended it; -1 with STATUS_SYSTEM
 * when it cannot be run. */
static int
spawn_and_wait(char *const *argv, int *status, struct error *error)
{
	struct sigaction action = { .sa_handler = on_child_ended, .sa_flags = SA_RESTART | SA_NOCLDSTOP };
	struct sigaction before;
	pid_t child;

	if (system_open_pipe(child_ended))
		return error_system(error, "cannot create a pipe");
	sigemptyset(&action.sa_mask);
	sigaction(SIGCHLD, &action, &before);
	int code = posix_spawnp(&child, argv[0], NULL, NULL, argv, environ);
	if (code) {
		errno = code;
		error_system(error, "%s: cannot be run", argv[0]);
	} else {
		*status = wait_end(child, error);
	}
	sigaction(SIGCHLD, &before, NULL);
	close_pipe();
	return code || *status < 0 ? -1 : 0;
}

static int
run_command(const struct sandbox *sandbox, char **command, struct error *error)
{
	int status = 0;

	if (setenv("TILLPIPE_BROKERS", sandbox_brokers(sandbox), 1))
		return error_memory(error);
	if (spawn_and_wait(command, &status, error))
		return -1;
	error->kind = (enum status)status; /* without a text: the command has reported its error */
	return status ? -1 : 0;
}

/* The user should know of records that the sandbox dropped. */
static void
warn_of_losses(const struct run *run, struct sandbox *sandbox)
{
	for (size_t i = 0; i < topics.count; i++) {
		int64_t dropped;
		if (sandbox_dropped(sandbox, topics.at[i], &dropped) == 0 && dropped > 0)
			run->warn(run,
				"topic %.*s: the first %" PRId64
				" records were dropped: a partition keeps 5 MiB or "
				"100,000 batches here; use more partitions, compress (-z zstd), or use a "
				"real broker",
				SLICE_PRINT(topics.at[i]), dropped);
	}
}

static int
run_sandbox(struct run *run, size_t count, char **operands, struct error *error)
{
	struct sandbox sandbox;
	int failed = sandbox_open(&sandbox, brokers, error);

	for (size_t i = 0; i < topics.count && !failed; i++)
		failed = sandbox_topic(&sandbox, topics.at[i], error);
	if (!failed)
		failed = count ? run_command(&sandbox, operands, error) : serve(run, &sandbox, error);
	if (sandbox.cluster)
		warn_of_losses(run, &sandbox);
	sandbox_close(&sandbox);
	return failed;
}

const struct tool tool = {
	.name = "kafka-sandbox",
	.synopsis = "[-t NAME:PARTITIONS]... [--brokers N] [-- COMMAND [ARGUMENT]...]",
	.summary = "Run a Kafka broker in memory, for a first try and for tests.",
	.options = options,
	.role = STOP_SOURCE,
	.runs_command = true,
	.run = run_sandbox,
};
