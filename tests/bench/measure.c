/* SPDX-License-Identifier: GPL-3.0-or-later */
/* measure COMMAND: runs it by bash, its output thrown away, and prints what it took: seconds of wall and of
 * processor time, and the memory of its largest process in MiB. A process of its own, since memory is counted
 * from the fork on: what starts the command must be small. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
seconds_of(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
run(const char *command)
{
	int nowhere = open("/dev/null", O_WRONLY);

	if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0)
		_exit(126);
	execlp("bash", "bash", "-o", "pipefail", "-c", command, (char *)NULL);
	_exit(126);
}

int
main(int count, char **arguments)
{
	struct rusage used;
	int status;

	if (count != 2) {
		fprintf(stderr, "usage: measure COMMAND\n");
		return 2;
	}
	double from = now();
	pid_t child = fork();
	if (child == 0)
		run(arguments[1]);
	if (child < 0 || waitpid(child, &status, 0) < 0 || getrusage(RUSAGE_CHILDREN, &used)) {
		perror("measure");
		return 3;
	}
	if (!WIFEXITED(status) || WEXITSTATUS(status))
		return 1;
	printf("%.4f %.4f %.1f\n", now() - from, seconds_of(used.ru_utime) + seconds_of(used.ru_stime),
		(double)used.ru_maxrss / 1024);
	return 0;
}
