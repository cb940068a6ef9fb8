/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader: the bytes of the inputs become rows of cells, wherever the bytes are cut into blocks. It decodes
 * other encodings, and has libcsv split the rows that are not simple (simple.h).
 *
 * libcsv is strict here: a quote inside an unquoted field, text after a closing quote and a quote that is
 * never closed are faults. Blanks belong to the field. LF, CRLF and a lone CR end a row. After a fault,
 * reading resumes at the next line. */
#ifndef CSV_READER_H
#define CSV_READER_H

#include "csv/decoder.h"
#include "csv/simple.h"
#include "stream/run.h"

#include <csv.h>

enum { ROW_CELLS = 16384 }; /* cells that are kept of a row; more are only counted */

struct csv_row {
	const struct slice *cells; /* the first ROW_CELLS; without quotes */
	size_t count;              /* number of all its cells */
	struct slice raw;          /* its bytes without the line end; only the first of an overlong row */
	uint64_t line, offset;     /* of its first byte */
	const char *input;         /* name of the input */
	bool first;                /* it is the first row of its input */
	bool plain;                /* no cell has a control character, a backslash, a " or a byte outside
				    * ASCII, and CELL_PADDING bytes after each may be read */
	const char *fault;         /* why it cannot be read, or NULL; then the cells mean nothing */
};

/* Receives a row, which lives until the return. 0 to continue, 1 to stop, -1 with the error. */
typedef int csv_row_handler(void *context, const struct csv_row *row, struct error *error);

struct dialect {
	char delimiter, quote;
	const char *encoding; /* iconv's name, or NULL for UTF-8 */
};

struct csv_reader { /* all zero is a closed one */
	struct dialect dialect;
	csv_row_handler *handler;
	void *context;
	bool libcsv_only; /* set by tests, which compare: libcsv splits simple rows too */
	uint64_t blank;   /* empty lines, which are skipped */
	struct decoder decoder;
	struct csv_parser parser;

	/* The input in progress: */
	const char *input;     /* its name, or NULL */
	uint64_t next_block;   /* offset where its next block begins */
	uint64_t line, offset; /* of the next byte of its text */
	bool first;            /* it had no row yet */
	bool after_return;     /* the last byte was a CR: a LF now belongs to it */

	/* The row in progress: */
	uint64_t row_line, row_offset;
	struct slice *cells;
	size_t count;       /* number of cells so far */
	struct buffer text; /* the cells that libcsv found, contiguous */
	size_t *ends;       /* where these end in text */
	struct buffer raw;  /* the row's bytes from earlier blocks */
	bool begun;
	bool complete; /* libcsv has seen its end */
	bool broken;   /* libcsv gave up: the row ends with the line */
	bool overlong; /* no more of its bytes are kept */
	char fault[160];
};

/* 0, or -1: STATUS_USAGE for an unknown encoding. Close it either way. */
int csv_reader_open(struct csv_reader *reader, const struct dialect *dialect, csv_row_handler *handler,
	void *context, struct error *error);
void csv_reader_close(struct csv_reader *reader);

/* Takes the next block, as input_read_bytes cuts it; the input's name must outlive the reader. A byte that
 * cannot be decoded becomes U+FFFD in a row with a fault. 0, or what the handler returned. */
int csv_reader_feed(struct csv_reader *reader, const struct block *block, struct error *error);

/* Ends the last input, whose last row needs no newline. 0, or what the handler returned. */
int csv_reader_end(struct csv_reader *reader, struct error *error);

/* Reads the input to its end, showing run's progress. When a signal ends the reading, an unfinished row is
 * dropped. 0, or what the handler returned. */
int csv_reader_read(struct csv_reader *reader, struct input *input, struct run *run, struct error *error);

#endif
