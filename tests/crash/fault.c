/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TILLPIPE_FAIL="TOOL KIND N CAUSE" makes the N-th call of a kind fail with errno CAUSE, and "TOOL KIND N
 * CAUSE ever" all calls from the N-th on. With "TOOL count" none fails; with "TOOL short" each read and write
 * moves one byte; with "TOOL interrupted" a signal interrupts each call that can wait. TILLPIPE_FAIL_LOG is a
 * file that gets one line for the call that failed, and at the end one line "counted KIND NUMBER" per kind.
 * With "count" it also gets the operations on files, in order: "step write INODE", "step sync INODE", "step
 * rename INODE INODE-OF-DIRECTORY NAME". */
#define _GNU_SOURCE
#include "fault.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const kind_names[] = { "memory", "library", "read", "write", "sync", "rename", "open",
	"close", "look", "seek", "start", "wait" };

static atomic_ulong counts[KINDS];
static int failing = -1;
static unsigned long first;
static bool ever, counting;
struct fault fault;

void __sanitizer_print_stack_trace(void) __attribute__((weak));

static void
write_log(const char *text)
{
	const char *path = getenv("TILLPIPE_FAIL_LOG");
	int fd = path ? __real_open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666) : -1;

	if (fd < 0)
		return;
	if (__real_write(fd, text, strlen(text)) < 0)
		abort();
	__real_close(fd);
}

__attribute__((constructor)) static void
begin(void)
{
	char tool[32] = "", kind[32] = "", all[32] = "";
	const char *wish = getenv("TILLPIPE_FAIL");

	if (!wish)
		return;
	sscanf(wish, "%31s %31s %lu %d %31s", tool, kind, &first, &fault.cause, all);
	if (strcmp(tool, program_invocation_short_name) != 0)
		return;
	ever = strcmp(all, "ever") == 0;
	counting = strcmp(kind, "count") == 0;
	fault.short_steps = strcmp(kind, "short") == 0;
	fault.interrupted = strcmp(kind, "interrupted") == 0;
	for (int i = 0; i < KINDS; i++)
		if (strcmp(kind, kind_names[i]) == 0)
			failing = i;
}

__attribute__((destructor)) static void
end(void)
{
	char line[64];
	const char *wish = getenv("TILLPIPE_FAIL");

	if (!wish || failing >= 0 || strncmp(wish, program_invocation_short_name, strcspn(wish, " ")) != 0)
		return;
	for (int i = 0; i < KINDS; i++) {
		snprintf(line, sizeof line, "counted %s %lu\n", kind_names[i], atomic_load(&counts[i]));
		write_log(line);
	}
}

bool
fault_fails(enum kind kind, const char *name)
{
	unsigned long n = atomic_fetch_add(&counts[kind], 1) + 1;
	char line[64];

	if (fault.interrupted && n % 2 && (kind == READ || kind == WRITE || kind == WAIT)) {
		errno = EINTR;
		return true;
	}
	if ((int)kind != failing || n < first || (n > first && !ever))
		return false;
	if (n == first) {
		snprintf(line, sizeof line, "failed %s\n", name);
		write_log(line);
		if (getenv("TILLPIPE_FAIL_TRACE") && __sanitizer_print_stack_trace)
			__sanitizer_print_stack_trace();
	}
	errno = fault.cause;
	return true;
}

void
fault_step(const char *name, int fd)
{
	struct stat about;
	char line[64];

	if (!counting || __real_fstat(fd, &about) || !(S_ISREG(about.st_mode) || S_ISDIR(about.st_mode)))
		return;
	snprintf(line, sizeof line, "step %s %ju\n", name, (uintmax_t)about.st_ino);
	write_log(line);
}

void
fault_step_rename(const char *from, const char *to)
{
	const char *slash = strrchr(to, '/'), *name = slash ? slash + 1 : to;
	char line[512], directory[256];
	struct stat file = { 0 }, around = { 0 };

	if (!counting)
		return;
	snprintf(directory, sizeof directory, "%.*s.", (int)(name - to), to);
	__real_stat(from, &file);
	__real_stat(directory, &around);
	snprintf(line, sizeof line, "step rename %ju %ju %s\n", (uintmax_t)file.st_ino,
		(uintmax_t)around.st_ino, name);
	write_log(line);
}
