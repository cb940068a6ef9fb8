/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rows: text to rows of cells. libcsv splits the cells, but for rows that a look is enough for (simple.h),
 * which are most; this adds where a row stands, its bytes, and what to do with a broken one.
 *
 * libcsv is kept strict: a quote inside an unquoted field, text behind a closing quote and a quote that is
 * never closed are faults. Blanks belong to the field. LF, CRLF and a lone CR end a row. Behind a fault the
 * rows go on at the next line. */
#ifndef CSV_ROWS_H
#define CSV_ROWS_H

#include "base/buffer.h"
#include "base/error.h"
#include "csv/simple.h"

#include <csv.h>
#include <stdbool.h>
#include <stdint.h>

enum {
	ROW_CELLS = 16384, /* cells of a row that are kept; it may have more, then they are only counted */
	ROW_SPARE = SIMPLE_SPARE,
};

struct csv_row {
	const struct slice *cells; /* the first ROW_CELLS; without quotes */
	size_t count;              /* how many the row has */
	struct slice raw;          /* its bytes without the line's end; of an overlong one the beginning */
	uint64_t line, offset;     /* of its first byte */
	const char *source;        /* the input's name */
	bool first;                /* it is the first row of its input */
	bool plain;                /* no cell has a control character, a backslash, a " or a byte outside
				    * ASCII, and ROW_SPARE bytes behind each may be read */
	const char *fault;         /* what is broken, or NULL; then the cells mean nothing */
};

/* Takes one row; it lives until the return. 0 to go on, 1 to stop, -1 with the error. */
typedef int row_taker(void *context, const struct csv_row *row, struct error *error);

struct rows { /* all zero is a closed one */
	struct csv_parser parser;
	char delimiter, quote;
	bool careful; /* libcsv takes every row: for tests, which compare */
	row_taker *take;
	void *context;
	uint64_t blank; /* lines without a byte, skipped */

	const char *source;
	bool first;         /* no row of this input came yet */
	struct buffer text; /* the cells so far, one behind the other */
	struct slice *cells;
	size_t *ends; /* of the cells in text */
	size_t count;
	struct buffer before;  /* bytes of the row from earlier texts */
	uint64_t line, offset; /* of the next byte */
	uint64_t row_line, row_offset;
	bool begun;        /* a row is in progress */
	bool complete;     /* libcsv has seen its end */
	bool broken;       /* libcsv gave up: the row ends with the line */
	bool cut;          /* it is overlong: its bytes are kept no more */
	bool after_return; /* the text before ended in CR: a LF now belongs to it */
	char fault[160];
};

/* 0, or -1 when memory ran out. */
int rows_open(
	struct rows *rows, char delimiter, char quote, row_taker *take, void *context, struct error *error);
void rows_close(struct rows *rows);

/* A new input begins: its first byte is at this offset of line 1. The name must outlive it. */
void rows_begin(struct rows *rows, const char *source, uint64_t offset);

/* Takes the next text of the input, cut anywhere. 0, or what the taker said. */
int rows_feed(struct rows *rows, struct slice text, struct error *error);

/* Marks the row in progress, or the next one, as faulty. */
void rows_spoil(struct rows *rows, const char *fault);

/* The end of the input: the last row needs no newline. 0, or what the taker said. */
int rows_end(struct rows *rows, struct error *error);

#endif
