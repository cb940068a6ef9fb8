/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/reader.h"

#include <inttypes.h>
#include <stdio.h>

int
csv_reader_open(struct reader *reader, const struct dialect *dialect, row_taker *take, void *context,
	struct error *error)
{
	*reader = (struct reader){ 0 };
	if (dialect->encoding && decoder_open(&reader->decoder, dialect->encoding, error))
		return -1;
	return rows_open(&reader->rows, dialect->delimiter, dialect->quote, take, context, error);
}

void
csv_reader_close(struct reader *reader)
{
	rows_close(&reader->rows);
	decoder_close(&reader->decoder);
}

/* Puts U+FFFD where a byte could not be decoded, and marks its row. */
static int
feed_fault(struct reader *reader, uint64_t offset, struct error *error)
{
	char fault[128];

	snprintf(fault, sizeof fault, "the byte at offset %" PRIu64 " cannot be decoded from %s", offset,
		reader->decoder.encoding);
	rows_spoil(&reader->rows, fault);
	return rows_feed(&reader->rows, slice_of("\xEF\xBF\xBD"), error);
}

static int
feed_decoded(struct reader *reader, struct error *error)
{
	struct slice text;
	uint64_t fault;
	int more, said;

	do {
		more = decode(&reader->decoder, &text, &fault, error);
		if (more < 0)
			return -1;
		said = rows_feed(&reader->rows, text, error);
		if (!said && more)
			said = feed_fault(reader, fault, error);
	} while (more && !said);
	return said;
}

int
reader_end(struct reader *reader, struct error *error)
{
	struct slice text;
	uint64_t fault;
	int said = 0;

	if (!reader->name)
		return 0;
	reader->name = NULL;
	if (reader->decoder.open) {
		int cut = decode_end(&reader->decoder, &text, &fault, error);
		if (cut < 0)
			return -1;
		said = rows_feed(&reader->rows, text, error);
		if (!said && cut)
			said = feed_fault(reader, fault, error);
	}
	return said ? said : rows_end(&reader->rows, error);
}

int
reader_take(struct reader *reader, const struct block *block, struct error *error)
{
	/* The same file named twice begins anew at its start. */
	if (reader->name != block->name || reader->offset != block->offset) {
		int said = reader_end(reader, error);
		if (said)
			return said;
		rows_begin(&reader->rows, block->name, block->offset);
		if (reader->decoder.open)
			decoder_begin(&reader->decoder, block->offset);
		reader->name = block->name;
	}
	reader->offset = block->offset + block->text.length;
	if (!reader->decoder.open)
		return rows_feed(&reader->rows, block->text, error);
	return decoder_give(&reader->decoder, block->text, error) ? -1 : feed_decoded(reader, error);
}

int
csv_reader_read(struct reader *reader, struct input *source, struct run *run, struct error *error)
{
	struct block block;
	int more;

	source->unnumbered = true;
	while ((more = input_read_bytes(source, &block, error)) > 0) {
		int said = reader_take(reader, &block, error);
		if (said)
			return said;
		if (run->progress)
			run->progress(run);
	}
	/* When a signal ends the reading, nobody knows how a row without an end would go on. */
	return more || source->stopped ? more : reader_end(reader, error);
}
