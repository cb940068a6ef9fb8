/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agg/partial.h"

#include "agg/key.h"
#include "agg/sorting.h"
#include "state/document.h"
#include "time/instant.h"

#include <stdlib.h>

static void
write_window(struct buffer *to, struct span span)
{
	buffer_text(to, "\"window\":{\"start\":\"");
	instant_write(to, span.start);
	buffer_text(to, "\",\"end\":\"");
	instant_write(to, span.end);
	buffer_text(to, "\"},");
}

static void
write_group(struct buffer *to, const struct query *query, const struct group *group)
{
	struct slice key = group_key(group), text;

	buffer_byte(to, '{');
	if (query->window.shape != WINDOW_NONE)
		write_window(to, group->window->span);
	buffer_text(to, "\"group\":[");
	for (bool first = true; key_next(&key, &text); first = false) {
		if (!first)
			buffer_byte(to, ',');
		buffer_slice(to, text);
	}
	buffer_text(to, "],\"states\":[");
	for (size_t i = 0; i < query->call_count; i++) {
		const struct call *call = &query->calls[i];
		if (i)
			buffer_byte(to, ',');
		call->kind->save(group_states(group) + call->offset, to);
	}
	buffer_text(to, "]}");
}

static int
write_groups(struct document_writer *writer, const struct groups *groups, struct run *run,
	struct buffer *line, struct error *error)
{
	size_t count;
	struct sorted *all = groups_sorted(groups, &count);
	int failed = all ? 0 : error_memory(error);

	for (size_t i = 0; i < count && !failed; i++) {
		write_group(line, groups->query, all[i].group);
		failed = document_write(writer, line, error);
		run->counts.written++;
	}
	free(all);
	return failed;
}

int
partial_write(const struct groups *groups, const struct asked *asked, struct run *run, struct error *error)
{
	struct document_writer writer = { .sink = &run->out };
	struct buffer line = { 0 };

	buffer_text(&line, "{\"tillpipe\":\"kpi-partial\",\"version\":1,\"query\":");
	asked_write(&line, asked);
	buffer_byte(&line, '}');
	int failed = document_write(&writer, &line, error) ||
		     write_groups(&writer, groups, run, &line, error) || document_finish(&writer, error);
	buffer_free(&line);
	return failed ? -1 : 0;
}
