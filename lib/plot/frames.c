/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures of a run: one at the end of the input, and with --every also one every N records or DURATION.
 * Each shows all the data so far. */
#include "base/system.h"
#include "plot/picture.h"

#include <limits.h>
#include <unistd.h>

static const char mark[] = "{n}";

struct frames {
	struct plot_data *data;
	struct run *run;
	struct trigger every;
	uint64_t count; /* pictures so far */
	uint64_t shown; /* records in the last one */
};

/* With --every and -o every picture is a file of its own, so run->out is abandoned. 0, or -1 with
 * STATUS_USAGE. */
static int
frames_open(struct frames *frames, struct error *error)
{
	const char *output = frames->run->output;
	struct error echo = { 0 };

	frames->every = frames->data->spec->every;
	if (output && strstr(output, mark) && !trigger_is_set(&frames->every))
		return error_set(error, STATUS_USAGE,
			"-o %s: {n} counts the pictures of --every, which is not given", output);
	if (output && trigger_is_set(&frames->every)) {
		sink_abandon(&frames->run->out, &echo);
		sink_standard(&frames->run->out); /* nothing is written to it */
	}
	return 0;
}

/* The name of the next picture: {n} is its number, from 1. */
static void
append_name(struct buffer *to, const struct frames *frames)
{
	const char *at = frames->run->output, *found;

	for (; (found = strstr(at, mark)); at = found + sizeof mark - 1) {
		buffer_append(to, at, (size_t)(found - at));
		buffer_unsigned(to, frames->count + 1);
	}
	buffer_text(to, at);
	buffer_byte(to, '\0');
}

static int
draw_file(struct frames *frames, struct error *error)
{
	struct buffer name = { 0 };
	struct sink sink = { 0 };
	int status = -1;

	append_name(&name, frames);
	if (name.failed)
		error_memory(error);
	else if (sink_open(&sink, name.at, error) == 0)
		status = plot_draw(frames->data, &sink, error);
	if (status == 0)
		status = sink_close(&sink, error);
	else
		sink_abandon(&sink, error);
	buffer_free(&name);
	return status;
}

/* In the terminal a picture replaces the one before. */
static int
draw_here(struct frames *frames, struct error *error)
{
	struct run *run = frames->run;
	bool live = trigger_is_set(&frames->every) && !run->output && isatty(STDOUT_FILENO);

	if (live && sink_append(&run->out, slice_of("\033[H\033[2J"), error))
		return -1;
	return plot_draw(frames->data, &run->out, error) || sink_flush(&run->out, error) ? -1 : 0;
}

static int
draw_frame(struct frames *frames, struct error *error)
{
	bool file = frames->run->output && trigger_is_set(&frames->every);

	if (plot_data_finish(frames->data, error) ||
		(file ? draw_file(frames, error) : draw_here(frames, error)))
		return -1;
	frames->count++;
	frames->shown = frames->data->records;
	return plot_data_resume(frames->data, error);
}

static int
frames_fold(void *state, struct batch *batch, struct error *error)
{
	struct frames *frames = state;
	struct slice rows = buffer_view(&batch->rows);
	struct plot_row row;

	while (plot_row_next(&rows, &row, frames->data->values)) {
		if (plot_data_add(frames->data, &row, error))
			return -1;
		if (trigger_record(&frames->every) && draw_frame(frames, error))
			return -1;
	}
	return 0;
}

static int
frames_wait(void *state, struct run *run, struct error *error)
{
	struct frames *frames = state;
	struct trigger *every = &frames->every;
	int64_t now = system_monotonic_ms(), left = every->began + every->microseconds / 1000 - now;

	if (!every->microseconds || frames->shown == frames->data->records)
		return 0;
	if (left > 0) {
		run->input.max_wait_ms = left < INT_MAX ? (int)left : INT_MAX;
		return 0;
	}
	if (draw_frame(frames, error))
		return -1;
	/* If drawing is slow, the input gets at least as much time. */
	every->began = system_monotonic_ms();
	every->began += every->began - now;
	return 0;
}

static void
warn_empty(const struct plot_data *data, const struct run *run)
{
	const char *x = data->spec->x;

	if (data->records)
		run->warn(run, "nothing to draw: all values are 0; the picture is empty");
	else if (data->spec->y.count == 0)
		run->warn(run, "nothing to draw: no record has -x %s; the picture is empty", x);
	else
		run->warn(run, "nothing to draw: no record has both -x %s and -y; the picture is empty", x);
}

/* Draws the last picture, unless the one before showed all records already. */
static int
frames_finish(void *state, struct run *run, struct error *error)
{
	struct frames *frames = state;
	const struct plot_data *data = frames->data;

	if ((frames->count == 0 || frames->shown < data->records) && draw_frame(frames, error))
		return -1;
	if (data->total == 0)
		warn_empty(data, run);
	if (data->hidden)
		run->warn(
			run, "%ju bars at or below 0 cannot be seen on a log axis", (uintmax_t)data->hidden);
	return 0;
}

static int
open_reader(void *reader, void *state, struct error *error)
{
	const struct frames *frames = state;

	return plot_reader_open(reader, frames->data->spec, error);
}

static void
close_reader(void *reader)
{
	plot_reader_close(reader);
}

int
picture_run(struct run *run, const struct plot_spec *spec, char *const *files, struct error *error)
{
	struct plot_reader first = { 0 };
	struct plot_data data = { 0 };
	struct frames frames = { .data = &data, .run = run };
	const struct stage stage = {
		.state = &frames,
		.map = plot_row_map,
		.worker_size = sizeof(struct plot_reader),
		.open = open_reader,
		.close = close_reader,
		.only_worker = plot_reader_needs_order(spec) ? &first : NULL,
		.fold = frames_fold,
		.wait = frames_wait,
		.finish = frames_finish,
	};
	int status = -1;

	if (plot_reader_open(&first, spec, error) == 0 && plot_data_open(&data, spec, error) == 0 &&
		frames_open(&frames, error) == 0)
		status = run_stage(run, files, &stage, error);
	plot_reader_close(&first);
	plot_data_close(&data);
	return status;
}
