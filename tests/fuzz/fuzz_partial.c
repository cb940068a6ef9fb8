/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of partials. The first byte says how the rest is given: `r` a whole document; or lines, which
 * get a header with a query and a last line that is right. What is not refused with its line is written
 * again, and that is read and written as the same bytes. */
#include "agg/partial.h"
#include "stream/input.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Together they have all aggregates, windows that a line can have, sessions, and no windows. */
static const char *const queries[] = {
	"{\"group\":[\"g\"],\"agg\":[\"a = count() + sum(x)\",\"b = mean(x)\",\"c = min(x)\",\"d = "
	"max(x)\"]}",
	"{\"agg\":[\"a = var(x)\",\"b = stddev(x)\",\"c = corr(x, y)\",\"d = slope(x, y)\"]}",
	"{\"time\":\"t\",\"window\":\"1m\",\"group\":[\"g\",\"h\"],\"agg\":[\"a = first(x)\",\"b = last(x)\","
	"\"c = argmin(x, y)\",\"d = argmax(x, y)\",\"e = argmax_all(x, y)\"],\"top\":3,\"ties\":true,"
	"\"order-by\":[\"a\"]}",
	"{\"time\":\"t\",\"window\":\"session:1m\",\"group\":[\"g\"],\"agg\":[\"a = mode(x)\",\"b = "
	"mode_all(x)\","
	"\"c = top(x, 2)\",\"d = collect(x)\"]}",
	"{\"group\":[\"g\"],\"agg\":[\"a = distinct(x)\",\"b = approx_distinct(x)\",\"c = quantile(x, 0.9)\","
	"\"d = median(x)\",\"e = approx_quantile(x, 0.5)\",\"f = count_if(x > 1)\"]}",
};
enum { QUERIES = sizeof queries / sizeof *queries };

static char path[] = "/tmp/fuzz_partial.XXXXXX";

static void
put(struct slice text)
{
	FILE *file = fopen(path, "wb");

	if (!file || fwrite(text.at, 1, text.length, file) != text.length || fclose(file))
		abort();
}

/* Reads the file, and writes it again into the file: STATUS_DONE, or how it was refused. */
static enum status
merge(struct error *error)
{
	char *operands[] = { path, NULL };
	struct run run = { .tool = "fuzz" };
	struct query query = { 0 };
	struct partial_reader reader = { 0 };
	struct groups groups = { 0 };

	query.scope.projection = &query.projection;
	int failed = partial_reader_open(&reader, &run, operands, error) ||
		     request_define(&reader.request, &query.scope, error) ||
		     query_compile(&query, &reader.request, error);
	if (!failed) {
		groups_open(&groups, &query);
		failed = partial_read(&reader, &groups, error) || sink_open(&run.out, path, error) ||
			 partial_write(&groups, &reader.request, &run, error) || sink_close(&run.out, error);
	}
	groups_free(&groups);
	partial_reader_close(&reader);
	query_free(&query);
	return failed ? error->kind : STATUS_DONE;
}

static void
check(void)
{
	struct error error = { 0 };
	struct buffer first = { 0 }, second = { 0 };
	enum status status = merge(&error);

	if (status != STATUS_DONE) { /* the query or the data are refused */
		if (status == STATUS_SYSTEM || !error.text[0])
			abort();
		return;
	}
	if (read_file(&first, path, &error) || merge(&error) != STATUS_DONE ||
		read_file(&second, path, &error) || !slice_equal(buffer_view(&first), buffer_view(&second)))
		abort();
	buffer_free(&first);
	buffer_free(&second);
}

/* A document around the lines. */
static void
put_lines(const char *query, struct slice lines)
{
	struct buffer text = { 0 };
	uint64_t count = 1;

	buffer_printf(&text, "{\"tillpipe\":\"kpi-partial\",\"version\":1,\"query\":%s}\n", query);
	for (struct slice line; slice_take_line(&lines, &line); count++) {
		buffer_slice(&text, line);
		buffer_byte(&text, '\n');
	}
	buffer_printf(&text, "{\"lines\":%" PRIu64 ",\"crc32\":\"%08" PRIx32 "\"}\n", count,
		(uint32_t)crc32_z(0, (const unsigned char *)text.at, text.length));
	put(buffer_view(&text));
	buffer_free(&text);
}

static void
remove_path(void)
{
	unlink(path);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool open;
	struct slice rest = { (const char *)data + 1, size ? size - 1 : 0 };

	if (!open) {
		int fd = mkstemp(path);
		if (fd < 0 || close(fd) || atexit(remove_path))
			abort();
		open = true;
	}
	if (size == 0)
		return 0;
	if (*data == 'r')
		put(rest);
	else
		put_lines(queries[*data % QUERIES], rest);
	check();
	return 0;
}
