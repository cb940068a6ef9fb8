/* SPDX-License-Identifier: GPL-3.0-or-later */
/* document: what one process saves and another reads: NDJSON that head(1) can show. A header line says what
 * it is, lines follow, and a last one, {"lines":N,"crc32":".."}, proves all before it: what was cut, changed
 * or glued together wrongly is refused with its line. Several documents may follow each other. */
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

struct document_writer { /* all zero but the sink at first */
	struct sink *sink;
	uint64_t lines;
	uint32_t crc;
};

/* Writes a line, the header first; the buffer holds it without its newline and is emptied. 0 or -1. */
int document_write(struct document_writer *writer, struct buffer *line, struct error *error);

/* Writes the last line. 0 or -1. */
int document_finish(struct document_writer *writer, struct error *error);

enum document_part { DOCUMENT_END, DOCUMENT_HEADER, DOCUMENT_LINE };

struct document_reader {
	/* What the caller wants of lines: paths may be added before document_open. Their slots are in
	 * scanner.slots after each line. */
	struct projection projection;
	struct scanner scanner;
	struct input *source;
	struct block block;
	struct slice rest; /* of the block */
	uint64_t number;   /* of the line, for messages */
	uint64_t lines;    /* of the document so far */
	uint32_t crc;
	bool inside;          /* a header was read, the last line not yet */
	int kind, count, sum; /* slots of "tillpipe", "lines", "crc32" */
	struct slice wanted;  /* the kind of document that is read */
};

/* Reads documents whose header has `kind` for "tillpipe", from the operands. 0 or -1; document_close either
 * way. The source and the kind must outlive the reader. */
int document_open(struct document_reader *reader, struct input *source, char *const *operands,
	const char *kind, struct error *error);
void document_close(struct document_reader *reader);

/* The next line, which lives until the next call. The last lines of documents are looked at and passed over.
 * -1 with the error, also where an input ends inside a document. */
int document_read(
	struct document_reader *reader, enum document_part *part, struct slice *line, struct error *error);

/* Refuses the line that was read: `input:line: what is wrong`. Always -1. */
int document_refuse(const struct document_reader *reader, struct error *error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
