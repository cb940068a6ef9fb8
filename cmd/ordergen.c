/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ordergen: seeded test data: the same rows on every machine, in constant memory. */
#include "cli/tool.h"
#include "synth/row.h"
#include "synth/scenario.h"
#include "synth/ticks.h"
#include "time/instant.h"

#include <stdlib.h>
#include <string.h>

static uint64_t rows = UINT64_MAX, seed = 1;
static int64_t interval = -1; /* microseconds; or the scenario's own */
static const char *start, *format;
static struct rate_limit pace;

static const struct option options[] = {
	{ 0, "rows", OPTION_COUNT, "N", &rows, "number of rows (required)" },
	{ 0, "seed", OPTION_COUNT, "N", &seed, "random seed (default: 1)" },
	{ 0, "start", OPTION_TEXT, "TIME", &start, "time of the first row (default: the scenario's)" },
	{ 0, "interval", OPTION_DURATION, "DURATION", &interval,
		"average time between orders or events (default: the scenario's)" },
	{ 0, "format", OPTION_TEXT, "csv|ndjson", &format,
		"format of the rows (default: csv; ndjson for retail-invoices)" },
	{ 0, "rate", OPTION_RATE, "N/DURATION", &pace, "at most N rows per DURATION, evenly spread" },
	{ 0 },
};

/* What the command line asks for. */
struct settings {
	const struct scenario *scenario;
	int64_t start;     /* seconds since 1970 */
	uint64_t interval; /* microseconds */
	bool csv;
};

static int
read_format(struct settings *settings, struct error *error)
{
	bool nested = scenario_is_nested(settings->scenario);

	if (!format)
		format = nested ? "ndjson" : "csv";
	settings->csv = strcmp(format, "csv") == 0;
	if (settings->csv && nested)
		return error_set(error, STATUS_USAGE,
			"--format csv: rows of %s hold arrays, which CSV cannot hold; use ndjson",
			settings->scenario->name);
	if (settings->csv || strcmp(format, "ndjson") == 0)
		return 0;
	return error_set(error, STATUS_USAGE, "--format %s: give csv or ndjson", format);
}

/* A date without a time is its midnight. */
static int
read_start(struct settings *settings, struct error *error)
{
	struct buffer text = { 0 };
	int64_t instant = 0;

	if (!start)
		start = settings->scenario->start;
	buffer_text(&text, start);
	if (strlen(start) == strlen("2015-01-01"))
		buffer_text(&text, " 00:00:00");
	bool failed = text.failed, good = !failed && instant_read(buffer_view(&text), &instant);
	buffer_free(&text);
	settings->start = instant / USEC_PER_SECOND;
	if (failed)
		return error_memory(error);
	if (good)
		return 0;
	return error_set(error, STATUS_USAGE,
		"--start %s: a time such as 2015-01-01 or 2015-01-01T08:30:00Z is needed", start);
}

/* Keeps all times within the years 1 to 9999: those of a row may be a year, or some intervals, off. */
static int
read_interval(struct settings *settings, struct error *error)
{
	const int64_t year = 366 * 24 * 3600, last = 253402300800 - year, first = year - 62135596800;
	const uint64_t unit = settings->scenario->unit;

	if (interval == 0)
		return error_set(error, STATUS_USAGE, "--interval 0: give a duration above 0, such as 1ms");
	settings->interval = interval > 0 ? (uint64_t)interval : settings->scenario->interval;
	if (settings->interval % unit)
		return error_set(
			error, STATUS_USAGE, "--interval: %s takes whole seconds", settings->scenario->name);
	if (settings->start < first)
		return error_set(error, STATUS_USAGE, "--start %s: a later year is needed", start);
	if (settings->start < last && rows / TICKS < (uint64_t)(last - settings->start) * USEC_PER_SECOND /
							     TICKS / settings->interval)
		return 0;
	return error_set(error, STATUS_USAGE,
		"--rows, --start and --interval: the last rows would come after the year 9999; "
		"use a shorter interval or fewer rows");
}

static int
read_options(struct settings *settings, size_t count, char **operands, struct error *error)
{
	if (count != 1)
		return error_set(error, STATUS_USAGE, "name one scenario, such as supply-chain");
	settings->scenario = scenario_find(operands[0], error);
	if (!settings->scenario)
		return -1;
	if (rows == UINT64_MAX)
		return error_set(error, STATUS_USAGE, "give the number of rows: --rows N");
	if (read_format(settings, error) || read_start(settings, error))
		return -1;
	return read_interval(settings, error);
}

/* Waits for the next row's turn; pending output is written first. 0, or -1 when a write failed. */
static int
keep_pace(struct run *run, struct error *error)
{
	int64_t ms = rate_limit_next(&pace);

	if (ms <= 0)
		return 0;
	if (run_flush(run, error))
		return -1;
	rate_limit_wait(ms);
	return 0;
}

static int
write_rows(struct run *run, const struct settings *settings, void *state, struct error *error)
{
	const struct field *fields = settings->scenario->fields;
	struct buffer line = { 0 };

	if (settings->csv)
		row_csv_header(&line, fields);
	int failed = sink_buffer(&run->out, &line, error);
	line.length = 0;
	for (uint64_t row = 0; row < rows && !failed; row++) {
		failed = keep_pace(run, error);
		if (failed || stop_signal())
			break;
		(settings->csv ? row_csv : row_ndjson)(&line, fields, settings->scenario->next(state));
		failed = sink_buffer(&run->out, &line, error);
		line.length = 0;
		run->counts.read++;
		run->counts.written++;
		if (run->progress)
			run->progress(run);
	}
	buffer_free(&line);
	return failed;
}

static int
run(struct run *run, size_t count, char **operands, struct error *error)
{
	struct settings settings = { 0 };

	if (read_options(&settings, count, operands, error))
		return -1;
	void *state = calloc(1, settings.scenario->size);
	if (!state)
		return error_memory(error);
	settings.scenario->open(state, seed, settings.start, settings.interval);
	int failed = write_rows(run, &settings, state, error);
	free(state);
	return failed;
}

const struct tool tool = {
	.name = "ordergen",
	.synopsis = "SCENARIO --rows N [options]",
	.summary = "Generate seeded test data: supply-chain, shop-behaviour, retail-invoices, "
		   "synthetic-orders, ad-events.",
	.options = options,
	.groups = GROUP_OUTPUT,
	.role = STOP_SOURCE,
	.run = run,
};
