/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gnuplot is started without a shell, without its user's start-up file, and with a minimal environment. It
 * gets no file name: the script is its standard input, the data its descriptor 3, the picture its standard
 * output, which is read here and written with every error checked (gnuplot itself exits with status 0 on a
 * full disk). */
#include "plot/page.h"
#include "plot/picture.h"
#include "stream/stop.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ENDING_LIMIT = 16 };

/* A running gnuplot. */
struct child {
	pid_t process;
	int picture; /* the reading end of its standard output */
	struct spool messages;
	char last[ENDING_LIMIT]; /* bytes of the picture so far */
	size_t last_length;
};

/* gnuplot sees only two variables: where programs are, and the character set. */
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

/* 0 or an errno. Our own handling of signals is not inherited. */
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

	/* Were the reading end open in gnuplot too, it would wait for ever once we are gone. */
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
	size_t added = bytes.length < ENDING_LIMIT ? bytes.length : ENDING_LIMIT;
	size_t kept = child->last_length + added > ENDING_LIMIT ? ENDING_LIMIT - added : child->last_length;

	memmove(child->last, child->last + child->last_length - kept, kept);
	memcpy(child->last + kept, bytes.at + bytes.length - added, added);
	child->last_length = kept + added;
}

/* Waits for bytes of the picture, or its end. After a signal gnuplot has as much time as other work has. */
static int
wait_for_picture(struct child *child, struct error *error)
{
	while (stop_wait_readable(child->picture, -1) < 0) {
		if (!stop_at_once())
			continue;
		kill(child->process, SIGKILL); /* it has nothing to clean up */
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

/* Reports the last line of its messages that has any text: the lines above it repeat the script. */
static int
report_failure(struct child *child, struct error *error)
{
	char line[256], last[256] = "it exited without a message";

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
		return report_failure(child, error);
	size_t length = ending.length < child->last_length ? ending.length : child->last_length;
	if (!slice_equal(ending, (struct slice){ child->last + child->last_length - length, length }))
		return error_set(error, STATUS_SYSTEM, "gnuplot failed: its picture is cut short");
	return 0;
}

/* Runs the script over the data, both rewound, and appends its picture, which must end in `ending`. */
static int
run_gnuplot(const struct spool *script, const struct spool *data, struct slice ending, struct sink *to,
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

static int
spool_script(struct spool *script, const struct plot_data *data, struct error *error)
{
	struct buffer text = { 0 };

	script_settings(&text, data);
	script_command(&text, data, "'/dev/fd/3'");
	int status = text.failed ? error_memory(error) : spool_append(script, buffer_view(&text), error);
	buffer_free(&text);
	return status ? -1 : spool_rewind(script, error);
}

static int
draw_picture(struct plot_data *data, struct sink *to, struct error *error)
{
	struct spool script = { 0 };
	int status = -1;

	if (spool_open(&script, error) == 0 && spool_script(&script, data, error) == 0)
		status = run_gnuplot(&script, &data->spool, data->spec->format->ending, to, error);
	spool_close(&script);
	return status;
}

/* The whole picture is needed before the first byte of its page: gnuplot may fail. */
static int
draw_page(struct plot_data *data, struct sink *to, struct error *error)
{
	const struct plot_spec *spec = data->spec;
	const char *title = spec->title ? spec->title : "plotdata";
	struct spool picture = { 0 };
	int status = -1;

	if (spool_open(&picture, error) == 0) {
		struct sink sink = { .fd = fileno(picture.file), .name = "a temporary file", .open = true };
		if (draw_picture(data, &sink, error) == 0 && sink_flush(&sink, error) == 0 &&
			spool_rewind(&picture, error) == 0 &&
			page_begin(to, NULL, spec->refresh, error) == 0 &&
			page_picture(to, picture.file, "image/svg+xml", slice_of(title), error) == 0)
			status = page_end(to, error);
		buffer_free(&sink.pending);
	}
	spool_close(&picture);
	return status;
}

/* The script with its data in it. Each line of the data begins with a digit, so none can end the block. */
static int
write_script(struct plot_data *data, struct sink *to, struct error *error)
{
	struct buffer text = { 0 };

	buffer_text(&text, "# Drawn by: gnuplot -p FILE\n");
	script_settings(&text, data);
	buffer_text(&text, "$data << END\n");
	int status = sink_buffer(to, &text, error);
	if (status == 0)
		status = spool_copy(&data->spool, to, error);
	text.length = 0;
	buffer_text(&text, "END\n");
	script_command(&text, data, "$data");
	if (status == 0)
		status = sink_buffer(to, &text, error);
	buffer_free(&text);
	return status;
}

int
plot_draw(struct plot_data *data, struct sink *to, struct error *error)
{
	const struct plot_format *format = data->spec->format;

	if (!format->terminal)
		return write_script(data, to, error);
	return format->page ? draw_page(data, to, error) : draw_picture(data, to, error);
}
