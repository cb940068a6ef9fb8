/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What -v says of windows and sources. */
#include "agg/grouping.h"

#include "time/instant.h"

#include <inttypes.h>

enum { SOURCES_TOLD = 20 };

static void
write_count(struct buffer *to, uint64_t count, const char *what)
{
	buffer_printf(to, "%" PRIu64 " %s%s", count, what, count == 1 ? "" : "s");
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
	else if (grouping->query->per_all)
		buffer_text(to, "; the top of a --per without window is known at the end of the input");
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
		instant_write(to, source_watermark(sources, source));
	} else {
		buffer_text(to, "no record yet");
		if (source_holds(sources, source))
			buffer_text(to, ", so no window closes");
	}
	if (source->idle)
		buffer_text(to, ", silent and no longer waited for");
	else if (source->done)
		buffer_text(to, ", ended");
}

static void
say(const struct grouping *grouping, struct buffer *line)
{
	if (!line->failed)
		grouping->run->warn(grouping->run, "%.*s", (int)line->length, line->at);
	line->length = 0;
}

/* What has a clock, or is waited for. */
static bool
counts(const struct event_source *source)
{
	return source->seen || !source->done;
}

/* The one that windows wait for: the first that nothing came from, or the slowest; NULL where there is none.
 */
static const struct event_source *
find_slowest(const struct sources *sources)
{
	const struct event_source *slowest = NULL;

	for (size_t i = 0; i < sources->count; i++) {
		const struct event_source *source = sources->at[i];
		if (!source_holds(sources, source))
			continue;
		if (!source->seen)
			return source;
		if (!slowest || source->greatest < slowest->greatest)
			slowest = source;
	}
	return slowest;
}

/* Each source, or of many the one that matters. */
static void
tell_sources(const struct grouping *grouping, struct buffer *line)
{
	const struct sources *sources = &grouping->sources;
	const struct event_source *slowest = find_slowest(sources);
	size_t count = 0;

	for (size_t i = 0; i < sources->count; i++)
		count += counts(sources->at[i]);
	for (size_t i = 0; i < sources->count && count <= SOURCES_TOLD; i++) {
		if (!counts(sources->at[i]))
			continue;
		write_source(line, sources, sources->at[i]);
		say(grouping, line);
	}
	if (count <= SOURCES_TOLD)
		return;
	buffer_printf(line, "%zu sources, %s", count, slowest ? "the slowest is " : "none delays windows");
	if (slowest)
		write_source(line, sources, slowest);
	say(grouping, line);
}

static void
tell_missing(const struct grouping *grouping, struct buffer *line)
{
	uint64_t missing = sources_missing(&grouping->sources);

	if (missing == 0)
		return;
	buffer_text(line, "waiting for ");
	write_count(line, missing, "more source");
	buffer_text(line, ", so no window closes; --idle stops waiting for silent ones");
	say(grouping, line);
}

void
grouping_tell(struct grouping *grouping)
{
	struct buffer line = { 0 };

	write_windows(&line, grouping);
	say(grouping, &line);
	if (grouping->options.lateness >= 0) {
		tell_sources(grouping, &line);
		tell_missing(grouping, &line);
	}
	buffer_free(&line);
}
