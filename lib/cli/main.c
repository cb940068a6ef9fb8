/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only main(). However a tool ends, its output is closed with a check, its report is written, and its
 * error becomes the exit status. */
#include "base/system.h"
#include "cli/outputs.h"
#include "cli/progress.h"
#include "cli/tool.h"
#include "time/instant.h"
#include "time/time_format.h"
#include "time/zone.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct kafka_settings cli_kafka;
struct cli_time cli_time;
struct cli_expr cli_expr;

static bool help, version, verbose, quiet, progress, no_progress;
static const char *report, *output, *bad, *max_bad;
static uint64_t threads = 1;

static const struct option common_options[] = {
	{ 'h', "help", OPTION_FLAG, NULL, &help, "print this help and exit" },
	{ 'V', "version", OPTION_FLAG, NULL, &version, "print the version and exit" },
	{ 'v', "verbose", OPTION_FLAG, NULL, &verbose, "print the report on standard error at the end" },
	{ 'q', "quiet", OPTION_FLAG, NULL, &quiet, "show no warnings and no progress" },
	{ 0, "report", OPTION_TEXT, "FILE", &report,
		"write the counts to FILE as one line of JSON at the end" },
	{ 0, "progress", OPTION_FLAG, NULL, &progress,
		"show progress even if standard error is not a terminal" },
	{ 0, "no-progress", OPTION_FLAG, NULL, &no_progress, "never show progress" },
	{ 0 },
};

static const struct option output_options[] = {
	{ 'o', "output", OPTION_TEXT, "FILE", &output,
		"write to FILE; it is replaced only if the run succeeds" },
	{ 0 },
};

static const struct option bad_options[] = {
	{ 0, "bad", OPTION_TEXT, "FILE", &bad, "write rejected input and the reason to FILE, and continue" },
	{ 0, "max-bad", OPTION_TEXT, "N|N%", &max_bad,
		"exit with status 1 if more is rejected (default: no limit)" },
	{ 0 },
};

static const struct option kafka_options[] = {
	{ 'b', "brokers", OPTION_TEXT, "LIST", &cli_kafka.brokers,
		"brokers as HOST:PORT,... (default: $TILLPIPE_BROKERS)" },
	{ 'X', "property", OPTION_TEXTS, "NAME=VALUE", &cli_kafka.properties, "set a librdkafka property" },
	{ 'F', "config", OPTION_TEXT, "FILE", &cli_kafka.file,
		"read properties from FILE (default: $TILLPIPE_CONFIG)" },
	{ 0 },
};

static const struct option expr_options[] = {
	{ 0, "defs", OPTION_TEXTS, "FILE", &cli_expr.defs,
		"read definitions from FILE: lines of NAME = EXPR" },
	{ 0, "arg", OPTION_TEXTS, "NAME=VALUE", &cli_expr.arguments,
		"define $NAME, a text, for use in expressions" },
	{ 0 },
};

enum { TIME_FORMAT = 1 }; /* its help is the tool's */
static struct option time_options[] = {
	{ 0, "tz", OPTION_TEXT, "ZONE", &cli_time.zone,
		"zone of times without one and of days and months (default: UTC)" },
	[TIME_FORMAT] = { 0, "time-format", OPTION_TEXT, "FORMAT", &cli_time.format, NULL },
	{ 0 },
};

static const struct option jobs_options[] = {
	{ 'j', "threads", OPTION_COUNT, "N", &threads,
		"use N threads; the output is the same for any N (default: 1)" },
	{ 0 },
};

enum { TABLES = 8, THREADS_MOST = 256 };

/* The tool's own table, those of its groups, and the common one; NULL is the last. */
static void
collect_tables(const struct option *tables[TABLES + 1])
{
	const struct option *groups[] = { output_options, bad_options, kafka_options, expr_options,
		time_options, jobs_options }; /* in the order of their bits */

	time_options[TIME_FORMAT].help = tool.time_format_help;
	*tables++ = tool.options;
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		if (tool.groups & 1u << i)
			*tables++ = groups[i];
	*tables++ = common_options;
	*tables = NULL;
}

/* One line for each form of the synopsis. */
static void
append_usage(struct buffer *to)
{
	struct buffer forms = { 0 };

	if (tool.append_synopsis)
		tool.append_synopsis(&forms);
	else
		buffer_text(&forms, tool.synopsis);
	const char *end = forms.at + forms.length;
	for (const char *at = forms.at, *newline; at < end; at = newline + 1) {
		newline = memchr(at, '\n', (size_t)(end - at));
		newline = newline ? newline : end;
		buffer_printf(to, "%s %s %.*s\n", at == forms.at ? "usage:" : "      ", tool.name,
			(int)(newline - at), at);
	}
	to->failed = to->failed || forms.failed;
	buffer_free(&forms);
}

static int
print_help(struct sink *out, const struct option *const *tables, struct error *error)
{
	struct buffer text = { 0 };

	append_usage(&text);
	buffer_printf(&text, "%s\n\n", tool.summary);
	for (; *tables; tables++)
		options_help(*tables, &text);
	buffer_printf(&text, "\nFull description: man %s\n", tool.name);
	int failed = sink_buffer(out, &text, error);
	buffer_free(&text);
	return failed;
}

static int
print_version(struct sink *out, struct error *error)
{
	char text[128];

	snprintf(text, sizeof text, "%s (tillpipe) %s\n", tool.name, TILLPIPE_VERSION);
	return sink_append(out, slice_of(text), error);
}

static void
warn(const struct run *run, const char *format, ...)
{
	va_list arguments;

	if (run->quiet)
		return;
	progress_end();
	fprintf(stderr, "%s: ", run->tool);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}

/* TILLPIPE_BROKERS is the default of -b, and TILLPIPE_CONFIG that of -F. The file of -F overrides
 * TILLPIPE_BROKERS; that of TILLPIPE_CONFIG does not, or a command in a kafka-sandbox could reach a real
 * cluster. */
static void
read_kafka_environment(void)
{
	if (!cli_kafka.brokers)
		*(cli_kafka.file ? &cli_kafka.fallback : &cli_kafka.brokers) = getenv("TILLPIPE_BROKERS");
	if (!cli_kafka.file)
		cli_kafka.file = getenv("TILLPIPE_CONFIG");
}

/* No output may replace another output or a file of definitions. --bad and --report may not replace an input;
 * -o may, since it is replaced only at the end and then holds the records. */
static int
check_outputs(char *const *operands, struct error *error)
{
	const struct named_output outputs[] = { { "output", output }, { "bad", bad }, { "report", report } };

	if (outputs_check_distinct(outputs, 3, error))
		return -1;
	for (size_t i = 0; i < cli_expr.defs.count; i++) {
		char *const definitions[] = { (char *)cli_expr.defs.at[i].at, NULL };
		if (outputs_check_inputs(outputs, 3, definitions, error))
			return -1;
	}
	return tool.runs_command ? 0 : outputs_check_inputs(outputs + 1, 2, operands, error);
}

static int
open_times(struct error *error)
{
	if (cli_time.zone && zone_open(cli_time.zone, error))
		return -1;
	if (cli_time.format && time_format_open(cli_time.format, error))
		return -1;
	return clock_open(getenv("TILLPIPE_NOW"), error);
}

/* Checks the common options and opens the files they name. */
static int
open_run(struct run *run, char *const *operands, struct error *error)
{
	run->quiet = quiet;
	run->output = output;
	run->threads = (size_t)threads;
	if (threads < 1 || threads > THREADS_MOST)
		return error_set(error, STATUS_USAGE,
			"--threads %" PRIu64 ": write a number of threads from 1 to %d", threads,
			THREADS_MOST);
	if (quarantine_read_limit(&run->quarantine, max_bad, error))
		return -1;
	if (max_bad && !bad)
		return error_set(
			error, STATUS_USAGE, "--max-bad needs --bad FILE, which takes the rejected input");
	if (check_outputs(operands, error))
		return -1; /* and nothing is written */
	run->report = report;
	run->verbose = verbose && !quiet;
	if (!no_progress && !quiet && (progress || progress_watched()))
		run->progress = progress_show;
	if (bad && sink_open(&run->quarantine.sink, bad, error))
		return -1;
	if (!output)
		sink_standard(&run->out);
	else if (sink_open(&run->out, output, error))
		return -1;
	return 0;
}

/* What became of the records, for --report and -v. */
static void
report_counts(const struct run *run, struct error *error)
{
	struct buffer line = { 0 };
	bool shown = verbose && !quiet;

	if (!shown && !run->report)
		return;
	run_report(&line, run);
	if (shown && !line.failed) {
		progress_end();
		fwrite(line.at, 1, line.length, stderr);
	}
	if (run->report)
		sink_file(run->report, &line, error);
	buffer_free(&line);
}

/* Ends a run, which has succeeded only when every file is closed. Rejected input is kept even when the run
 * failed: the user needs it then. */
static void
close_run(struct run *run, struct error *error)
{
	struct error echo = { 0 }; /* errors after the first are not reported */
	bool stopped = run->input.stopped || (tool.role == STOP_SOURCE && stop_signal());
	bool whole = error->kind == STATUS_DONE && !stopped;

	if (whole)
		sink_close(&run->out, error);
	else
		sink_abandon(&run->out, &echo);
	sink_close(&run->quarantine.sink, error->kind == STATUS_DONE ? error : &echo);
	report_counts(run, error->kind == STATUS_DONE ? error : &echo);
}

static void
run_tool(struct run *run, const struct option *const *tables, char **argv, struct error *error)
{
	size_t count;

	if (options_parse(tables, argv, tool.runs_command, &count, error))
		return;
	read_kafka_environment();
	if (output && strcmp(output, "-") == 0)
		output = NULL; /* standard output */
	if (help || version) {
		sink_standard(&run->out);
		if ((help ? print_help(&run->out, tables, error) : print_version(&run->out, error)) == 0)
			sink_close(&run->out, error);
		return;
	}
	stop_install(tool.role);
	if (open_times(error) == 0 && open_run(run, argv, error) == 0)
		tool.run(run, count, argv, error);
	close_run(run, error);
}

int
main(int argc, char **argv)
{
	const struct option *tables[TABLES + 1];
	struct run run = { .tool = tool.name, .threads = 1, .warn = warn };
	struct error error = { 0 };

	collect_tables(tables);
	if (system_open_standard_descriptors())
		error_system(&error, "/dev/null: cannot be opened");
	else
		run_tool(&run, tables, argv + (argc > 0), &error);
	progress_end();
	/* A closed pipe is not worth a message; a command that kafka-sandbox ran has printed its own. */
	if (error.text[0] && !stop_is_broken_pipe())
		fprintf(stderr, "%s: %s\n", tool.name, error.text);
	stop_reraise();
	return (int)error.kind;
}
