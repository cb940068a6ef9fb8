/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kafka/command.h"

#include "base/system.h"
#include "stream/stop.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int ended[2] = { -1, -1 }; /* a pipe: its reading end is readable once a child ended */

static void
child_ended(int signal_number)
{
	int kept = errno;
	ssize_t ignored = write(ended[1], "", 1); /* a full pipe is readable already */

	(void)signal_number, (void)ignored;
	errno = kept;
}

static void
close_pipe(void)
{
	close(ended[0]);
	close(ended[1]);
}

static int
wait_end(pid_t child, struct error *error)
{
	int how;

	if (stop_wait_readable(ended[0], -1) < 0 && stop_signal())
		kill(child, stop_signal());
	while (waitpid(child, &how, 0) < 0)
		if (errno != EINTR)
			return error_system(error, "the command cannot be waited for");
	return WIFSIGNALED(how) ? 128 + WTERMSIG(how) : WEXITSTATUS(how);
}

int
command_run(char *const *argv, int *status, struct error *error)
{
	struct sigaction action = { .sa_handler = child_ended, .sa_flags = SA_RESTART | SA_NOCLDSTOP };
	struct sigaction before;
	pid_t child;

	if (system_open_pipe(ended))
		return error_system(error, "a pipe cannot be made");
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
