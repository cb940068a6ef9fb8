/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/look.h"

#include "stream/stop.h"

#include <errno.h>
#include <unistd.h>

enum { SETTLE_MS = 100 }; /* a pipe's first block is complete when no more came for so long */

struct look {
	struct table *table;
	uint64_t skip, rows;
	struct run *run;
	struct held *held;
	size_t taken; /* bytes of a pipe that went to the reader */
};

/* The first pass: broken rows have their say in the second. */
static int
look_at_row(void *context, const struct csv_row *row, struct error *error)
{
	struct look *look = context;
	struct refusal refusal;

	if (row->first && table_header(look->table, row, error))
		return -1;
	if (types_known(&look->table->columns))
		return 1;
	if ((row->first && !look->table->plan->headless) || look->rows++ < look->skip)
		return 0;
	if (row_check(&look->table->columns, row, &refusal))
		return 0;
	table_look(look->table, row);
	return look->taken > INPUT_BLOCK_SIZE; /* then one row is enough */
}

/* Looks at regular files from end to end; standard input is wound back. */
static int
look_at_files(struct look *look, char *const *operands, struct reader *reader, struct error *error)
{
	struct input source = { 0 };
	off_t start = lseek(STDIN_FILENO, 0, SEEK_CUR);
	bool lost = start < 0 && errno != ESPIPE; /* what is no file is no operand here */
	int said = input_open(&source, operands, error);

	if (!said)
		said = csv_reader_read(reader, &source, look->run, error);
	input_close(&source);
	if (lost || (start >= 0 && lseek(STDIN_FILENO, start, SEEK_SET) < 0))
		return error_system(error, "standard input: cannot be wound back");
	look->run->input.stopped = source.stopped;
	return said;
}

/* True while a look at a pipe should go on: no good row yet (within bounds: a broken one may be as long as a
 * line), or the first block is not full and more is there. */
static bool
look_further(const struct look *look)
{
	const struct input *source = &look->run->input;

	if (look->table->looked == 0)
		return look->held->bytes < INPUT_LINE_LIMIT;
	return look->held->bytes < INPUT_BLOCK_SIZE && input_ready(source, SETTLE_MS);
}

/* Hands on the bytes of the first 256 KiB, and what comes behind them while there is no good row: so what is
 * found does not depend on how the writer cuts them. 0, 1 when the look ends, or -1. */
static int
take(struct look *look, struct reader *reader, struct block block, struct error *error)
{
	const struct slice text = block.text;
	size_t room = look->taken < INPUT_BLOCK_SIZE ? INPUT_BLOCK_SIZE - look->taken : 0;

	if (text.length > room) {
		block.text.length = room;
		int said = take(look, reader, block, error);
		if (said || look->table->looked)
			return said ? said : 1;
		block.text = (struct slice){ text.at + room, text.length - room };
		block.offset += room;
	}
	look->taken += block.text.length;
	return block.text.length ? reader_take(reader, &block, error) : 0;
}

static int
look_at_pipe(struct look *look, struct reader *reader, struct error *error)
{
	struct input *source = &look->run->input;
	struct block block;

	while (look_further(look)) {
		int more = input_read_bytes(source, &block, error);
		if (more < 0)
			return -1;
		if (more == 0)
			return source->stopped ? 0 : reader_end(reader, error);
		if (held_add(look->held, &block, error))
			return -1;
		int said = take(look, reader, block, error);
		if (said)
			return said;
	}
	return 0;
}

int
look(struct table *table, const struct dialect *dialect, uint64_t skip, struct run *run,
	char *const *operands, struct held *held, struct error *error)
{
	struct look look = { .table = table, .skip = skip, .run = run, .held = held };
	struct reader reader = { 0 };
	int said = -1;

	if (table->plan->declaration.types)
		return 0;
	if (csv_reader_open(&reader, dialect, look_at_row, &look, error) == 0)
		said = run->input.size_unknown ? look_at_pipe(&look, &reader, error)
					       : look_at_files(&look, operands, &reader, error);
	csv_reader_close(&reader);
	if (said < 0)
		return -1;
	types_settle(&table->columns, table->evidence);
	return 0;
}
