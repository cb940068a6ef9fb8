/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What -v says of windows and sources. */
#include "agg/grouping.h"

#include "time/instant.h"

#include <inttypes.h>

enum { SOURCES_TOLD = 20 };

static void
write_count(struct buffer *to, uint64_t count, const char *what)
{
	buffer_print(to, "%" PRIu64 " %s%s", count, what, count == 1 ? "" : "s");
}

static void
write_windows(struct buffer *to, const struct grouping *grouping)
{
	const struct windows *windows = &grouping->groups.windows;

	write_count(to, windows->count, "window");
	buffer_text(to, " open");
	if (windows->count > 0) {
		buffer_text(to, ", the first ends ");
		instant_write(to, windows_top(windows)->span.end);
	}
	if (grouping->options.lateness < 0 && windows->count > 0)
		buffer_text(to, "; without --lateness all are written at the end of the input");
	buffer_text(to, "; ");
	write_count(to, grouping->run->counts.late, "record");
	buffer_text(to, " late");
}

static void
write_source(struct buffer *to, const struct sources *sources, const struct event_source *source)
{
	source_write_name(to, source);
	buffer_text(to, ": ");
	if (source->seen) {
		buffer_text(to, "watermark ");
		instant_write(to, source->greatest - sources->lateness);
	} else {
		buffer_text(
			to, source->done ? "no times of its own" : "nothing came yet, so no window closes");
	}
	if (source->idle)
		buffer_text(to, ", silent and released");
	else if (source->done && source->seen)
		buffer_text(to, ", ended");
}

static void
say(const struct grouping *grouping, struct buffer *line)
{
	if (!line->failed)
		grouping->run->warn(grouping->run, "%.*s", (int)line->length, line->at);
	line->length = 0;
}

static void
tell_sources(const struct grouping *grouping, struct buffer *line)
{
	const struct sources *sources = &grouping->sources;
	uint64_t missing = sources_missing(sources);
	size_t told = 0;

	for (size_t i = 0; i < sources->count && told < SOURCES_TOLD; i++) {
		if (sources->at[i]->done && !sources->at[i]->seen)
			continue;
		write_source(line, sources, sources->at[i]);
		say(grouping, line);
		told++;
	}
	if (sources->count > SOURCES_TOLD + sources->inputs) {
		buffer_print(line, "%zu sources in all", sources->count - sources->inputs);
		say(grouping, line);
	}
	if (missing > 0) {
		write_count(line, missing, "more source");
		buffer_text(line, " awaited, so no window closes; --idle releases what stays silent");
		say(grouping, line);
	}
}

void
grouping_tell(struct grouping *grouping)
{
	struct buffer line = { 0 };

	write_windows(&line, grouping);
	say(grouping, &line);
	if (grouping->options.lateness >= 0)
		tell_sources(grouping, &line);
	buffer_free(&line);
}
