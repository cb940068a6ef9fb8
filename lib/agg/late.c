/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/late.h"

#include "number/number.h"
#include "record/text.h"

int
late_open(struct late *late, const char *path, struct error *error)
{
	*late = (struct late){ .setting.name = slice_of("_late") };
	late->setting.slot = projection_field(&late->projection, late->setting.name);
	if (late->setting.slot < 0 || scanner_open(&late->scanner, &late->projection))
		return error_memory(error);
	return sink_open(&late->sink, path, error);
}

static void
write_reason(struct buffer *to, struct span window, int64_t lag, const struct event_source *source)
{
	struct buffer name = { 0 };

	buffer_byte(to, '{');
	span_write(to, window);
	buffer_text(to, ",\"lateness\":");
	number_append(to, (struct number){ .units = lag, .scale = 6 });
	buffer_text(to, ",\"source\":");
	source_write_name(&name, source);
	json_text_write(to, buffer_view(&name));
	buffer_byte(to, '}');
	to->failed = to->failed || name.failed;
	buffer_free(&name);
}

int
late_write(struct late *late, struct slice record, struct span window, int64_t lag,
	const struct event_source *source, struct error *error)
{
	struct refusal never; /* the record was scanned before, and only renames can be refused */

	if (!late->sink.open)
		return 0;
	late->text.length = late->line.length = 0;
	write_reason(&late->text, window, lag, source);
	if (late->text.failed || scan(&late->scanner, record, &never))
		return error_memory(error);
	late->setting.value = buffer_view(&late->text);
	line_write(&late->line, &late->scanner, &late->setting, 1, &reshape_none, &never);
	return sink_buffer(&late->sink, &late->line, error);
}

int
late_close(struct late *late, struct error *error)
{
	int failed = late->sink.open ? sink_close(&late->sink, error) : 0;

	scanner_close(&late->scanner);
	projection_free(&late->projection);
	buffer_free(&late->text);
	buffer_free(&late->line);
	*late = (struct late){ 0 };
	return failed;
}
