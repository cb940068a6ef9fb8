/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/quarantine.h"

#include "base/bytes.h"
#include "record/text.h"
#include "record/utf8.h"
#include "stream/input.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

int
quarantine_read_limit(struct quarantine *quarantine, const char *text, struct error *error)
{
	char *end;

	quarantine->limit = UINT64_MAX;
	quarantine->limit_percent = -1;
	if (!text)
		return 0;
	if (is_digit(*text)) {
		if (text[strlen(text) - 1] == '%') {
			quarantine->limit_percent = strtod(text, &end);
			if (strcmp(end, "%") == 0)
				return 0;
		} else {
			quarantine->limit = strtoull(text, &end, 10);
			if (*end == '\0')
				return 0;
		}
	}
	return error_set(error, STATUS_USAGE, "--max-bad %s: write a count (10) or a share (2%%)", text);
}

static void
write_line(struct buffer *to, const struct refusal *refusal, struct place place, struct slice raw)
{
	buffer_text(to, "{\"source\":");
	json_text_write(to, slice_of(place.source));
	buffer_printf(
		to, ",\"line\":%" PRIu64 ",\"offset\":%" PRIu64 ",\"field\":", place.line, place.offset);
	if (refusal->field[0])
		json_text_write(to, slice_of(refusal->field));
	else
		buffer_text(to, "null");
	buffer_text(to, ",\"reason\":");
	json_text_write(to, slice_of(refusal->reason));
	if (utf8_invalid(raw)) {
		buffer_text(to, ",\"raw_base64\":\"");
		base64_write(to, raw);
		buffer_text(to, "\"}\n");
	} else {
		buffer_text(to, ",\"raw\":");
		json_text_write(to, raw);
		buffer_text(to, "}\n");
	}
}

/* A file's name need not be UTF-8, but the quarantine must be JSON. */
static struct place
printable(struct place place)
{
	if (utf8_invalid(slice_of(place.source)))
		place.source = "(a name that is not UTF-8)";
	return place;
}

static int
refuse_run(const struct refusal *refusal, struct place place, struct error *error)
{
	return error_set(error, STATUS_REFUSED,
		"%s:%" PRIu64 ": %s%s%s; --bad FILE puts such input aside and continues", place.source,
		place.line, refusal->field, refusal->field[0] ? ": " : "", refusal->reason);
}

int
quarantine_take(struct quarantine *quarantine, const struct refusal *refusal, struct place place,
	struct slice raw, struct error *error)
{
	struct buffer line = { 0 };

	quarantine->refused++;
	if (!quarantine->sink.open)
		return refuse_run(refusal, place, error);
	write_line(&line, refusal, printable(place), raw);
	int failed = sink_buffer(&quarantine->sink, &line, error);
	buffer_free(&line);
	if (!failed && quarantine->refused > quarantine->limit)
		return error_set(error, STATUS_REFUSED,
			"%" PRIu64 " records refused, --max-bad allows %" PRIu64
			"; %s has them with their reasons",
			quarantine->refused, quarantine->limit, quarantine->sink.name);
	return failed;
}

void
quarantine_refuse_overlong(struct refusal *refusal)
{
	const struct slice no_field = { 0 };

	refuse(refusal, no_field, "the line is longer than %d MiB (raw is its beginning)",
		INPUT_LINE_LIMIT / (1024 * 1024));
}

int
quarantine_take_error(struct quarantine *quarantine, const struct error *cause, struct place place,
	struct slice raw, struct error *error)
{
	struct refusal refusal;
	const struct slice no_field = { 0 };

	if (cause->kind != STATUS_REFUSED) {
		*error = *cause;
		return -1;
	}
	refuse(&refusal, no_field, "%s", cause->text);
	return quarantine_take(quarantine, &refusal, place, raw, error);
}

int
quarantine_check(const struct quarantine *quarantine, uint64_t read, struct error *error)
{
	double percent = quarantine->limit_percent;

	if (percent < 0 || (double)quarantine->refused <= percent / 100 * (double)read)
		return 0;
	return error_set(error, STATUS_REFUSED,
		"%" PRIu64 " of %" PRIu64
		" records refused, --max-bad allows %g%%; %s has them with their reasons",
		quarantine->refused, read, percent, quarantine->sink.name);
}
