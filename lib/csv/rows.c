/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/rows.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	ROW_LONGEST = 64 * 1024 * 1024, /* so that a quote that is never closed cannot eat all memory */
	ROW_BEGINNING = 256,            /* what is kept of a longer one */
	CELL_STEP = 64 * 1024,          /* libcsv's buffer grows by this */
};

/* Blanks are part of a field (RFC 4180): libcsv would take them off. */
static int
no_blank(unsigned char byte)
{
	(void)byte;
	return 0;
}

static void
parser_begin(struct rows *rows)
{
	csv_free(&rows->parser);
	csv_init(&rows->parser, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_delim(&rows->parser, (unsigned char)rows->delimiter);
	csv_set_quote(&rows->parser, (unsigned char)rows->quote);
	csv_set_space_func(&rows->parser, no_blank);
	csv_set_blk_size(&rows->parser, CELL_STEP);
}

int
rows_open(struct rows *rows, char delimiter, char quote, row_taker *take, void *context, struct error *error)
{
	*rows = (struct rows){ .delimiter = delimiter, .quote = quote, .take = take, .context = context };
	parser_begin(rows);
	rows->cells = malloc(ROW_CELLS * sizeof *rows->cells);
	rows->ends = malloc(ROW_CELLS * sizeof *rows->ends);
	if (!rows->cells || !rows->ends)
		return error_memory(error);
	return 0;
}

void
rows_close(struct rows *rows)
{
	csv_free(&rows->parser);
	buffer_free(&rows->text);
	buffer_free(&rows->before);
	free(rows->cells);
	free(rows->ends);
	*rows = (struct rows){ 0 };
}

static void
cell_done(void *bytes, size_t length, void *context)
{
	struct rows *rows = context;

	if (rows->count < ROW_CELLS) {
		buffer_append(&rows->text, bytes, length);
		rows->ends[rows->count] = rows->text.length;
	}
	rows->count++;
}

static void
row_done(int byte, void *context)
{
	struct rows *rows = context;

	(void)byte;
	rows->complete = true;
}

/* Forgets the row in progress. */
static void
row_reset(struct rows *rows)
{
	rows->text.length = rows->before.length = 0;
	rows->count = 0;
	rows->begun = rows->complete = rows->broken = rows->cut = false;
	rows->fault[0] = '\0';
}

void
rows_begin(struct rows *rows, const char *source, uint64_t offset)
{
	parser_begin(rows);
	row_reset(rows);
	rows->source = source;
	rows->first = true;
	rows->line = 1;
	rows->offset = offset;
	rows->after_return = false;
}

void
rows_spoil(struct rows *rows, const char *fault)
{
	if (!rows->fault[0])
		snprintf(rows->fault, sizeof rows->fault, "%s", fault);
}

static void
row_break(struct rows *rows, const char *what)
{
	char fault[sizeof rows->fault];

	snprintf(fault, sizeof fault, "field %zu: %s", rows->count + 1, what);
	rows_spoil(rows, fault);
	rows->broken = true;
	parser_begin(rows);
}

static struct slice
without_end(struct slice raw)
{
	if (raw.length && raw.at[raw.length - 1] == '\n')
		raw.length--;
	if (raw.length && raw.at[raw.length - 1] == '\r')
		raw.length--;
	return raw;
}

/* The bytes of the row, of which `rest` is the last piece. */
static struct slice
row_bytes(struct rows *rows, struct slice rest)
{
	if (!rows->cut && rows->before.length == 0)
		return rest;
	if (!rows->cut)
		buffer_slice(&rows->before, rest);
	return buffer_view(&rows->before);
}

/* Hands the row over, of which these are the bytes. */
static int
row_hand(struct rows *rows, struct slice bytes, bool plain, struct error *error)
{
	struct csv_row row = {
		.cells = rows->cells,
		.count = rows->count,
		.raw = without_end(bytes),
		.line = rows->row_line,
		.offset = rows->row_offset,
		.source = rows->source,
		.first = rows->first,
		.plain = plain,
		.fault = rows->fault[0] ? rows->fault : NULL,
	};

	rows->first = false;
	int said = rows->take(rows->context, &row, error);
	row_reset(rows);
	return said;
}

/* The end of a row that libcsv split. */
static int
row_end(struct rows *rows, struct slice rest, struct error *error)
{
	size_t kept = rows->count < ROW_CELLS ? rows->count : ROW_CELLS;
	struct slice bytes = row_bytes(rows, rest);
	const char *text = rows->text.at ? rows->text.at : ""; /* of empty cells there is none */

	if (rows->text.failed || rows->before.failed)
		return error_memory(error);
	for (size_t i = 0, from = 0; i < kept; from = rows->ends[i++])
		rows->cells[i] = (struct slice){ text + from, rows->ends[i] - from };
	return row_hand(rows, bytes, false, error);
}

/* Keeps the piece of a row that the text's end cut. */
static void
row_keep(struct rows *rows, struct slice piece)
{
	if (rows->cut)
		return;
	buffer_slice(&rows->before, piece);
	if (rows->before.length <= ROW_LONGEST)
		return;
	snprintf(rows->fault, sizeof rows->fault,
		"the row is longer than %d MiB (raw is its beginning); is a quote not closed?",
		ROW_LONGEST / (1024 * 1024));
	rows->broken = rows->cut = true;
	parser_begin(rows);
	rows->count = 0;
	rows->before.length = ROW_BEGINNING;
}

static int
parse(struct rows *rows, struct slice line, struct error *error)
{
	size_t done = csv_parse(&rows->parser, line.at, line.length, cell_done, row_done, rows);

	if (done == line.length)
		return 0;
	if (csv_error(&rows->parser) != CSV_EPARSE)
		return error_memory(error);
	row_break(rows, rows->parser.quoted
				? "text follows its closing quote; a quote inside a quoted field is doubled"
				: "a quote stands inside an unquoted field; quote the field and double it");
	return 0;
}

static bool
is_end(char byte)
{
	return byte == '\n' || byte == '\r';
}

/* The first byte behind the line at `at`. *newline is the next LF, kept from call to call: a file that has
 * only CRs must not be searched through for every line of it. */
static const char *
line_end(const char *at, const char *end, const char **newline)
{
	if (!*newline || *newline < at) {
		*newline = memchr(at, '\n', (size_t)(end - at));
		if (!*newline)
			*newline = end;
	}
	const char *cr = memchr(at, '\r', (size_t)(*newline - at));
	if (cr && cr + 1 < *newline)
		return cr + 1;
	return *newline < end ? *newline + 1 : end;
}

/* Takes one line, or the piece of one that the text's end cut. *from is where the row in progress begins in
 * the text. */
static int
feed_line(struct rows *rows, struct slice line, const char **from, struct error *error)
{
	bool ended = is_end(line.at[line.length - 1]);
	bool second_half = rows->after_return && line.at[0] == '\n';
	int said = 0;

	if (!rows->begun && is_end(line.at[0])) {
		rows->blank += !second_half;
	} else {
		if (!rows->begun) {
			rows->begun = true;
			rows->row_line = rows->line;
			rows->row_offset = rows->offset;
			*from = line.at;
		}
		if (!rows->broken && parse(rows, line, error))
			return -1;
		if (rows->complete || (rows->broken && ended)) {
			const char *end = line.at + line.length;
			said = row_end(rows, slice_between(*from, end), error);
		}
	}
	rows->line += ended && !second_half;
	rows->offset += line.length;
	rows->after_return = line.at[line.length - 1] == '\r';
	return said;
}

/* Takes all rows that are simple up to the first that is not; *at moves behind them. */
static int
feed_simple(struct rows *rows, const char **at, const char *end, struct error *error)
{
	struct simple_row simple = { .cells = rows->cells, .most = ROW_CELLS };
	int said = 0;

	while (!said && *at < end && !is_end(**at)) {
		const char *next = simple_split(&simple, rows->delimiter, rows->quote, *at, end);
		if (!next)
			break;
		rows->count = simple.count;
		rows->row_line = rows->line++;
		rows->row_offset = rows->offset;
		rows->offset += (size_t)(next - *at);
		rows->after_return = next[-1] == '\r';
		said = row_hand(rows, slice_between(*at, next), simple.plain, error);
		*at = next;
	}
	return said;
}

int
rows_feed(struct rows *rows, struct slice text, struct error *error)
{
	const char *at = text.at, *end = text.at + text.length, *from = at;
	const char *newline = NULL;

	while (at < end) {
		int said = rows->begun || rows->careful ? 0 : feed_simple(rows, &at, end, error);
		if (said || at == end)
			return said;
		const char *next = line_end(at, end, &newline);
		said = feed_line(rows, slice_between(at, next), &from, error);
		if (said)
			return said;
		at = next;
	}
	if (rows->begun)
		row_keep(rows, slice_between(from, end));
	return rows->before.failed ? error_memory(error) : 0;
}

int
rows_end(struct rows *rows, struct error *error)
{
	struct slice nothing = { "", 0 };

	if (!rows->begun)
		return 0;
	if (!rows->broken && csv_fini(&rows->parser, cell_done, row_done, rows))
		row_break(rows, "its quote is not closed before the end of the input");
	return row_end(rows, nothing, error);
}
