/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/input.h"

#include "base/system.h"
#include "stream/stop.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
is_standard_input(const char *operand)
{
	return strcmp(operand, "-") == 0;
}

int
input_look(const char *operand, uint64_t *bytes, bool *endless, struct error *error)
{
	struct stat about;
	int failed = is_standard_input(operand) ? fstat(STDIN_FILENO, &about) : stat(operand, &about);

	if (failed)
		return error_system(error, "%s: cannot be read", operand);
	if (S_ISDIR(about.st_mode))
		return error_set(error, STATUS_SYSTEM, "%s: is a directory; name the files in it", operand);
	if (!is_standard_input(operand) && access(operand, R_OK))
		return error_system(error, "%s: cannot be read", operand);
	if (S_ISREG(about.st_mode))
		*bytes += (uint64_t)about.st_size;
	else
		*endless = true;
	return 0;
}

bool
input_waits(const char *operand)
{
	struct stat about;

	return !is_standard_input(operand) && stat(operand, &about) == 0 && S_ISFIFO(about.st_mode);
}

int
input_open(struct input *input, const char *operand, bool waits, struct error *error)
{
	struct stat about;

	input->name = is_standard_input(operand) ? "standard input" : operand;
	if (is_standard_input(operand))
		input->fd = STDIN_FILENO;
	else
		do
			input->fd = open(operand, O_RDONLY | O_CLOEXEC);
		while (input->fd < 0 && errno == EINTR && !stop_now(waits));
	if (input->fd < 0 && errno == EINTR)
		return 0;
	if (input->fd < 0 || fstat(input->fd, &about))
		return error_system(error, "%s: cannot be read", input->name);
	input->pipe = S_ISFIFO(about.st_mode) || S_ISSOCK(about.st_mode);
	if (input->pipe)
		system_enlarge_pipe(input->fd);
	return 1;
}

void
input_close(struct input *input)
{
	if (input->fd > STDIN_FILENO)
		close(input->fd);
	input->fd = -1;
}
