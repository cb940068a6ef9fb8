/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document: state that one process writes and another reads, as NDJSON. After a header, which names the kind
 * of document, and any number of lines, a last line {"lines":N,"crc32":".."} proves that all of them are
 * complete: a document that was truncated, changed or put together wrongly is rejected with the number of the
 * line. An input may consist of several documents. */
#ifndef STATE_DOCUMENT_H
#define STATE_DOCUMENT_H

#include "base/buffer.h"
#include "base/error.h"
#include "record/projection.h"
#include "record/scan.h"
#include "stream/input.h"
#include "stream/sink.h"

#include <stdbool.h>
#include <stdint.h>

struct document_writer { /* all zero at first, but for the sink */
	struct sink *sink;
	uint64_t lines;
	uint32_t crc;
};

/* Writes a line, the header first, from a buffer without the newline, and empties the buffer. 0 or -1. */
int document_write(struct document_writer *writer, struct buffer *line, struct error *error);

/* Writes the last line. 0 or -1. */
int document_finish(struct document_writer *writer, struct error *error);

enum document_part { DOCUMENT_END, DOCUMENT_HEADER, DOCUMENT_LINE };

struct document_reader {
	/* The caller may add paths to the projection before document_open; scanner.slots has their values
	 * after each line. */
	struct projection projection;
	struct scanner scanner;
	struct input *input;
	struct block block;
	struct slice rest;                   /* of the block: what is not yet read */
	uint64_t number;                     /* number of the line in the input, for messages */
	uint64_t lines;                      /* lines of the document so far */
	uint32_t crc;                        /* CRC-32 of these */
	bool inside;                         /* whether the header was read, but not the last line */
	struct slice kind;                   /* the kind of document that is read */
	int kind_slot, lines_slot, crc_slot; /* slots of "tillpipe", "lines", "crc32" */
};

/* Opens the operands, files of documents whose header has `kind` for "tillpipe". 0 or -1; document_close in
 * either case. The input and the kind must outlive the reader. */
int document_open(struct document_reader *reader, struct input *input, char *const *operands,
	const char *kind, struct error *error);
void document_close(struct document_reader *reader);

/* Reads the next header or line, which lives until the next call; last lines are checked and skipped. 0, or
 * -1 with the error, also where an input ends inside a document. */
int document_read(
	struct document_reader *reader, enum document_part *part, struct slice *line, struct error *error);

/* Rejects the line that was read: `input:line: what is wrong`. Always -1. */
int document_refuse(const struct document_reader *reader, struct error *error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
