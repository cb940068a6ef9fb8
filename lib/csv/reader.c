/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/reader.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	ROW_LONGEST = 64 * 1024 * 1024, /* so that a quote that is never closed cannot take all memory */
	ROW_BEGINNING = 256,            /* what is kept of a longer row */
	LIBCSV_STEP = 64 * 1024,        /* libcsv's buffer grows by this */
};

/* Blanks are part of a field (RFC 4180): libcsv would trim them. */
static int
no_blank(unsigned char byte)
{
	(void)byte;
	return 0;
}

static void
reset_parser(struct csv_reader *reader)
{
	csv_free(&reader->parser);
	csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_delim(&reader->parser, (unsigned char)reader->dialect.delimiter);
	csv_set_quote(&reader->parser, (unsigned char)reader->dialect.quote);
	csv_set_space_func(&reader->parser, no_blank);
	csv_set_blk_size(&reader->parser, LIBCSV_STEP);
}

int
csv_reader_open(struct csv_reader *reader, const struct dialect *dialect, csv_row_handler *handler,
	void *context, struct error *error)
{
	*reader = (struct csv_reader){ .dialect = *dialect, .handler = handler, .context = context };
	reset_parser(reader);
	if (dialect->encoding && decoder_open(&reader->decoder, dialect->encoding, error))
		return -1;
	reader->cells = malloc(ROW_CELLS * sizeof *reader->cells);
	reader->ends = malloc(ROW_CELLS * sizeof *reader->ends);
	return reader->cells && reader->ends ? 0 : error_memory(error);
}

void
csv_reader_close(struct csv_reader *reader)
{
	csv_free(&reader->parser);
	decoder_close(&reader->decoder);
	buffer_free(&reader->text);
	buffer_free(&reader->raw);
	free(reader->cells);
	free(reader->ends);
	*reader = (struct csv_reader){ 0 };
}

/* Forgets the row in progress. */
static void
reset_row(struct csv_reader *reader)
{
	reader->text.length = reader->raw.length = 0;
	reader->count = 0;
	reader->begun = reader->complete = reader->broken = reader->overlong = false;
	reader->fault[0] = '\0';
}

/* Marks the row in progress, or the next one. Only the first fault of a row is kept. */
static void
set_fault(struct csv_reader *reader, const char *fault)
{
	if (!reader->fault[0])
		snprintf(reader->fault, sizeof reader->fault, "%s", fault);
}

/* Gives up on the rest of the row. */
static void
break_row(struct csv_reader *reader, const char *reason)
{
	char fault[sizeof reader->fault];

	snprintf(fault, sizeof fault, "field %zu: %s", reader->count + 1, reason);
	set_fault(reader, fault);
	reader->broken = true;
	reset_parser(reader);
}

static struct slice
without_line_end(struct slice raw)
{
	if (raw.length && raw.at[raw.length - 1] == '\n')
		raw.length--;
	if (raw.length && raw.at[raw.length - 1] == '\r')
		raw.length--;
	return raw;
}

/* Hands over the row that consists of these bytes. */
static int
finish_row(struct csv_reader *reader, struct slice bytes, bool plain, struct error *error)
{
	struct csv_row row = {
		.cells = reader->cells,
		.count = reader->count,
		.raw = without_line_end(bytes),
		.line = reader->row_line,
		.offset = reader->row_offset,
		.input = reader->input,
		.first = reader->first,
		.plain = plain,
		.fault = reader->fault[0] ? reader->fault : NULL,
	};

	reader->first = false;
	int status = reader->handler(reader->context, &row, error);
	reset_row(reader);
	return status;
}

/* All bytes of the row in progress, which ends with these. */
static struct slice
row_bytes(struct csv_reader *reader, struct slice rest)
{
	if (!reader->overlong && reader->raw.length == 0)
		return rest;
	if (!reader->overlong)
		buffer_slice(&reader->raw, rest);
	return buffer_view(&reader->raw);
}

/* Hands over a row that libcsv split. */
static int
finish_parsed_row(struct csv_reader *reader, struct slice rest, struct error *error)
{
	size_t kept = reader->count < ROW_CELLS ? reader->count : ROW_CELLS;
	struct slice bytes = row_bytes(reader, rest);
	const char *text = reader->text.at ? reader->text.at : ""; /* NULL when all cells are empty */

	if (reader->text.failed || reader->raw.failed)
		return error_memory(error);
	for (size_t i = 0, from = 0; i < kept; from = reader->ends[i++])
		reader->cells[i] = (struct slice){ text + from, reader->ends[i] - from };
	return finish_row(reader, bytes, false, error);
}

/* Keeps the bytes of an unfinished row, since the block that they are in goes. */
static void
keep_unfinished(struct csv_reader *reader, struct slice piece)
{
	if (reader->overlong)
		return;
	buffer_slice(&reader->raw, piece);
	if (reader->raw.length <= ROW_LONGEST)
		return;
	snprintf(reader->fault, sizeof reader->fault,
		"the row is longer than %d MiB (raw is its beginning); is a quote not closed?",
		ROW_LONGEST / (1024 * 1024));
	reader->broken = reader->overlong = true;
	reset_parser(reader);
	reader->count = 0;
	reader->raw.length = ROW_BEGINNING;
}

static void
on_cell(void *bytes, size_t length, void *context)
{
	struct csv_reader *reader = context;

	if (reader->count < ROW_CELLS) {
		buffer_append(&reader->text, bytes, length);
		reader->ends[reader->count] = reader->text.length;
	}
	reader->count++;
}

static void
on_row(int byte, void *context)
{
	struct csv_reader *reader = context;

	(void)byte;
	reader->complete = true;
}

static int
parse(struct csv_reader *reader, struct slice line, struct error *error)
{
	size_t done = csv_parse(&reader->parser, line.at, line.length, on_cell, on_row, reader);

	if (done == line.length)
		return 0;
	if (csv_error(&reader->parser) != CSV_EPARSE)
		return error_memory(error);
	break_row(reader,
		reader->parser.quoted
			? "text after the closing quote; a quote inside a quoted field must be doubled"
			: "a quote inside an unquoted field; quote the field and double the quote");
	return 0;
}

/* The byte after the line at `at`. *newline is the next LF, kept from call to call: without it, a file that
 * has only CRs would be searched to its end for each of its lines. */
static const char *
find_line_end(const char *at, const char *end, const char **newline)
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

/* Takes a line, or the part of it that is in the block. *row is where the row in progress begins in the
 * block. */
static int
feed_line(struct csv_reader *reader, struct slice line, const char **row, struct error *error)
{
	bool ended = is_line_end(line.at[line.length - 1]);
	bool second_half = reader->after_return && line.at[0] == '\n';
	int status = 0;

	if (!reader->begun && is_line_end(line.at[0])) {
		reader->blank += !second_half;
	} else {
		if (!reader->begun) {
			reader->begun = true;
			reader->row_line = reader->line;
			reader->row_offset = reader->offset;
			*row = line.at;
		}
		if (!reader->broken && parse(reader, line, error))
			return -1;
		if (reader->complete || (reader->broken && ended)) {
			const char *end = line.at + line.length;
			status = finish_parsed_row(reader, slice_between(*row, end), error);
		}
	}
	reader->line += ended && !second_half;
	reader->offset += line.length;
	reader->after_return = line.at[line.length - 1] == '\r';
	return status;
}

/* Takes the rows up to the first that is not simple, and moves *at there. */
static int
feed_simple_rows(struct csv_reader *reader, const char **at, const char *end, struct error *error)
{
	struct simple_row simple = { .cells = reader->cells, .capacity = ROW_CELLS };
	int status = 0;

	while (!status && *at < end && !is_line_end(**at)) {
		const char *next =
			simple_split(&simple, reader->dialect.delimiter, reader->dialect.quote, *at, end);
		if (!next)
			break;
		reader->count = simple.count;
		reader->row_line = reader->line++;
		reader->row_offset = reader->offset;
		reader->offset += (size_t)(next - *at);
		reader->after_return = next[-1] == '\r';
		status = finish_row(reader, slice_between(*at, next), simple.plain, error);
		*at = next;
	}
	return status;
}

static int
feed_text(struct csv_reader *reader, struct slice text, struct error *error)
{
	const char *at = text.at, *end = text.at + text.length, *row = at;
	const char *newline = NULL;

	while (at < end) {
		int status =
			reader->begun || reader->libcsv_only ? 0 : feed_simple_rows(reader, &at, end, error);
		if (status || at == end)
			return status;
		const char *next = find_line_end(at, end, &newline);
		status = feed_line(reader, slice_between(at, next), &row, error);
		if (status)
			return status;
		at = next;
	}
	if (reader->begun)
		keep_unfinished(reader, slice_between(row, end));
	return reader->raw.failed ? error_memory(error) : 0;
}

/* Puts U+FFFD in place of a byte that could not be decoded, and marks its row. */
static int
feed_undecodable(struct csv_reader *reader, uint64_t offset, struct error *error)
{
	char fault[128];

	snprintf(fault, sizeof fault, "the byte at offset %" PRIu64 " cannot be decoded from %s", offset,
		reader->decoder.encoding);
	set_fault(reader, fault);
	return feed_text(reader, slice_of("\xEF\xBF\xBD"), error);
}

static int
feed_encoded(struct csv_reader *reader, struct slice bytes, struct error *error)
{
	struct slice text;
	uint64_t fault;
	int stopped, status;

	if (decoder_feed(&reader->decoder, bytes, error))
		return -1;
	do {
		stopped = decoder_next(&reader->decoder, &text, &fault, error);
		if (stopped < 0)
			return -1;
		status = feed_text(reader, text, error);
		if (!status && stopped)
			status = feed_undecodable(reader, fault, error);
	} while (stopped && !status);
	return status;
}

static void
begin_input(struct csv_reader *reader, const struct block *block)
{
	reset_parser(reader);
	reset_row(reader);
	if (reader->decoder.open)
		decoder_begin(&reader->decoder, block->offset);
	reader->input = block->name;
	reader->first = true;
	reader->line = 1;
	reader->offset = block->offset;
	reader->after_return = false;
}

int
csv_reader_feed(struct csv_reader *reader, const struct block *block, struct error *error)
{
	/* A file that is named twice comes again under the same name, from its start. */
	if (reader->input != block->name || reader->next_block != block->offset) {
		int status = csv_reader_end(reader, error);
		if (status)
			return status;
		begin_input(reader, block);
	}
	reader->next_block = block->offset + block->text.length;
	return (reader->decoder.open ? feed_encoded : feed_text)(reader, block->text, error);
}

int
csv_reader_end(struct csv_reader *reader, struct error *error)
{
	struct slice text;
	uint64_t fault;
	int status = 0;

	if (reader->input && reader->decoder.open) {
		int cut = decoder_end(&reader->decoder, &text, &fault, error);
		if (cut < 0)
			return -1;
		status = feed_text(reader, text, error);
		if (!status && cut)
			status = feed_undecodable(reader, fault, error);
	}
	if (!status && reader->begun) {
		if (!reader->broken && csv_fini(&reader->parser, on_cell, on_row, reader))
			break_row(reader, "its quote is not closed before the end of the input");
		status = finish_parsed_row(reader, slice_of(""), error);
	}
	reader->input = NULL;
	return status;
}

int
csv_reader_read(struct csv_reader *reader, struct input *input, struct run *run, struct error *error)
{
	struct block block;
	int more;

	input->unnumbered = true;
	while ((more = input_read_bytes(input, &block, error)) > 0) {
		int status = csv_reader_feed(reader, &block, error);
		if (status)
			return status;
		if (run->progress)
			run->progress(run);
	}
	return more || input->stopped ? more : csv_reader_end(reader, error);
}
