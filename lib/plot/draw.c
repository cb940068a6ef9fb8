/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/draw.h"

#include "plot/gnuplot.h"
#include "plot/page.h"
#include "plot/script.h"

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
		status = gnuplot_draw(&script, &data->spool, data->spec->format->ending, to, error);
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
		struct sink held = { .fd = fileno(picture.file), .name = "a temporary file", .open = true };
		if (draw_picture(data, &held, error) == 0 && sink_flush(&held, error) == 0 &&
			spool_rewind(&picture, error) == 0 &&
			page_begin(to, NULL, spec->refresh, error) == 0 &&
			page_picture(to, picture.file, "image/svg+xml", slice_of(title), error) == 0)
			status = page_end(to, error);
		buffer_free(&held.held);
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
