/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader: blocks of bytes to rows: sees where one input ends and the next begins, and decodes. */
#ifndef CSV_READER_H
#define CSV_READER_H

#include "csv/decode.h"
#include "csv/rows.h"
#include "stream/run.h"

struct dialect {
	char delimiter, quote;
	const char *encoding; /* iconv's name, or NULL for UTF-8 */
};

struct reader { /* all zero is a closed one */
	struct rows rows;
	struct decoder decoder;
	const char *name; /* of the input in progress */
	uint64_t offset;  /* where its next block begins */
};

/* 0, or -1: STATUS_USAGE for an unknown encoding. */
int csv_reader_open(struct reader *reader, const struct dialect *dialect, row_taker *take, void *context,
	struct error *error);
void csv_reader_close(struct reader *reader);

/* Takes the next block of input_read_bytes. An undecodable byte becomes U+FFFD in a row with a fault. 0, or
 * what the taker said. */
int reader_take(struct reader *reader, const struct block *block, struct error *error);

/* The end of the last input. 0, or what the taker said. */
int reader_end(struct reader *reader, struct error *error);

/* Takes all that is left of the source and shows run's progress. A row without an end is none when a signal
 * ended the reading. 0, or what the taker said. */
int csv_reader_read(struct reader *reader, struct input *source, struct run *run, struct error *error);

#endif
