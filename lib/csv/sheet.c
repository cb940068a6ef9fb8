/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/sheet.h"

#include "csv/held.h"
#include "stream/stop.h"

#include <unistd.h>

enum { SETTLE_MS = 100 }; /* a pipe's first block is complete when no more came for so long */

struct sheet {
	struct run *run;
	const struct sheet_plan *plan;
	const struct receiver *receiver;
	struct table table;
	struct held held; /* of a pipe, to be read again */
	struct pace pace;
	uint64_t looked; /* rows of the first pass */
	uint64_t read, taken;
};

static bool
is_header(const struct sheet *sheet, const struct csv_row *row)
{
	return row->first && !sheet->plan->table.headless;
}

/* The first pass: broken rows have their say in the second. */
static int
look(void *context, const struct csv_row *row, struct error *error)
{
	struct sheet *sheet = context;
	struct refusal refusal;

	if (row->first && table_header(&sheet->table, row, error))
		return -1;
	if (types_known(&sheet->table.columns))
		return 1;
	if (is_header(sheet, row) || sheet->looked++ < sheet->plan->skip)
		return 0;
	if (row_check(&sheet->table.columns, row, &refusal))
		return 0;
	table_look(&sheet->table, row);
	return 0;
}

static int
refuse_row(struct sheet *sheet, const struct csv_row *row, const struct refusal *refusal, struct error *error)
{
	struct place place = { row->source, row->line, row->offset };

	return quarantine_take(&sheet->run->quarantine, refusal, place, row->raw, &sheet->run->counts, error);
}

/* True for the first --skip rows, which are counted as filtered. */
static bool
skip_row(struct sheet *sheet)
{
	if (sheet->read++ >= sheet->plan->skip)
		return false;
	sheet->run->counts.read++;
	sheet->run->counts.filtered++;
	return true;
}

/* As look, but this is all that happens to the row. */
static int
infer(void *context, const struct csv_row *row, struct error *error)
{
	struct sheet *sheet = context;
	struct refusal refusal;

	if (row->first && table_header(&sheet->table, row, error))
		return -1;
	if (is_header(sheet, row) || skip_row(sheet))
		return 0;
	sheet->run->counts.read++;
	if (row_check(&sheet->table.columns, row, &refusal))
		return refuse_row(sheet, row, &refusal, error);
	sheet->run->counts.used++;
	table_look(&sheet->table, row);
	return 0;
}

/* Takes one row on: 0 or -1. */
static int
pass_on(struct sheet *sheet, const struct csv_row *row, struct error *error)
{
	struct table_record record;
	struct refusal refusal = { 0 };
	struct error trouble = { 0 };

	if (table_record(&sheet->table, row, &record, &refusal))
		return refuse_row(sheet, row, &refusal, error);
	if (sheet->table.line.failed)
		return error_memory(error);
	if (sheet->receiver->take(sheet->receiver->context, &record, &trouble) == 0)
		return 0;
	if (trouble.kind != STATUS_REFUSED) {
		*error = trouble;
		return -1;
	}
	refuse(&refusal, (struct slice){ 0 }, "%s", trouble.text);
	return refuse_row(sheet, row, &refusal, error);
}

/* Waits for the next record's turn, with nothing held back meanwhile. 0, 1 when a signal came, -1. */
static int
keep_pace(struct sheet *sheet, struct error *error)
{
	int64_t ms = pace_next(&sheet->pace);

	if (ms > 0 && sheet->receiver->wait(sheet->receiver->context, error))
		return -1;
	return ms > 0 && !pace_sleep(ms);
}

/* The second pass. */
static int
convert(void *context, const struct csv_row *row, struct error *error)
{
	struct sheet *sheet = context;

	if (row->first && table_header(&sheet->table, row, error))
		return -1;
	if (is_header(sheet, row) || skip_row(sheet))
		return 0;
	int said = sheet->taken < sheet->plan->limit ? keep_pace(sheet, error) : 1;
	if (said)
		return said;
	sheet->run->counts.read++;
	sheet->taken++;
	if (pass_on(sheet, row, error))
		return -1;
	return sheet->taken >= sheet->plan->limit;
}

/* Reads the source to its end. 0, 1 when the taker had enough, -1. */
static int
read_blocks(struct sheet *sheet, struct source *source, struct reader *reader, struct error *error)
{
	struct block block;
	int more;

	while ((more = source_read_bytes(source, &block, error)) > 0) {
		int said = reader_take(reader, &block, error);
		if (said)
			return said;
		if (sheet->run->progress)
			sheet->run->progress(sheet->run);
	}
	/* When a signal ends the reading, nobody knows how a row without an end would go on. */
	return more || source->stopped ? more : reader_end(reader, error);
}

/* Looks at regular files from end to end; standard input is wound back. */
static int
look_at_files(struct sheet *sheet, char *const *operands, struct reader *reader, struct error *error)
{
	struct source source = { .fd = -1 };
	off_t start = lseek(STDIN_FILENO, 0, SEEK_CUR);
	int said = source_open(&source, operands, error);

	if (!said)
		said = read_blocks(sheet, &source, reader, error);
	source_close(&source);
	if (start >= 0)
		lseek(STDIN_FILENO, start, SEEK_SET);
	sheet->run->source.stopped = source.stopped;
	return said;
}

/* True while a look at a pipe should go on: no row yet, or the first block is not full and more is there. */
static bool
look_further(const struct sheet *sheet)
{
	const struct source *source = &sheet->run->source;

	if (sheet->table.looked == 0)
		return true;
	return sheet->held.bytes < SOURCE_BLOCK && source->fd >= 0 && !source->ended &&
	       stop_wait_readable(source->fd, SETTLE_MS) > 0;
}

static int
look_at_pipe(struct sheet *sheet, struct reader *reader, struct error *error)
{
	struct source *source = &sheet->run->source;
	struct block block;

	while (look_further(sheet)) {
		int more = source_read_bytes(source, &block, error);
		if (more < 0)
			return -1;
		if (more == 0)
			return source->stopped ? 0 : reader_end(reader, error);
		if (held_add(&sheet->held, &block, error))
			return -1;
		int said = reader_take(reader, &block, error);
		if (said)
			return said;
	}
	return 0;
}

/* Finds the types that are not declared. 0 or -1. */
static int
find_types(struct sheet *sheet, char *const *operands, struct error *error)
{
	struct reader reader = { 0 };
	int said = -1;

	if (sheet->plan->table.declaration.types)
		return 0;
	if (reader_open(&reader, &sheet->plan->dialect, look, sheet, error) == 0)
		said = sheet->run->source.endless ? look_at_pipe(sheet, &reader, error)
						  : look_at_files(sheet, operands, &reader, error);
	reader_close(&reader);
	if (said < 0)
		return -1;
	types_settle(&sheet->table.columns, sheet->table.guesses);
	return 0;
}

/* Reads again what was held, then the rest. 0, 1 when the taker had enough, -1. */
static int
read_all(struct sheet *sheet, struct reader *reader, struct error *error)
{
	int said = 0;

	for (size_t i = 0; i < sheet->held.count && !said; i++)
		said = reader_take(reader, &sheet->held.at[i], error);
	held_free(&sheet->held);
	return said ? said : read_blocks(sheet, &sheet->run->source, reader, error);
}

static int
read_with(struct sheet *sheet, row_taker *take, struct error *error)
{
	struct reader reader = { 0 };
	int said = reader_open(&reader, &sheet->plan->dialect, take, sheet, error);

	if (!said)
		said = read_all(sheet, &reader, error);
	sheet->run->counts.blank = reader.rows.blank;
	reader_close(&reader);
	return said < 0 ? -1 : quarantine_verdict(&sheet->run->quarantine, &sheet->run->counts, error);
}

static void
sheet_free(struct sheet *sheet)
{
	source_close(&sheet->run->source);
	table_free(&sheet->table);
	held_free(&sheet->held);
}

int
sheet_read(struct run *run, char *const *operands, const struct sheet_plan *plan,
	const struct receiver *receiver, struct error *error)
{
	struct sheet sheet = { .run = run,
		.plan = plan,
		.receiver = receiver,
		.table = { .plan = &plan->table },
		.pace = plan->pace };
	int failed = source_open(&run->source, operands, error);

	run->source.wait = receiver->wait;
	run->source.context = receiver->context;
	if (!failed)
		failed = find_types(&sheet, operands, error);
	if (!failed && (!run->source.stopped || sheet.held.count))
		failed = read_with(&sheet, convert, error);
	sheet_free(&sheet);
	return failed;
}

int
sheet_infer(struct run *run, char *const *operands, const struct sheet_plan *plan, struct error *error)
{
	struct sheet sheet = { .run = run, .plan = plan, .table = { .plan = &plan->table } };
	struct buffer text = { 0 };
	int failed = source_open(&run->source, operands, error);

	if (!failed)
		failed = read_with(&sheet, infer, error);
	if (!failed && !run->source.stopped) {
		types_settle(&sheet.table.columns, sheet.table.guesses);
		types_write(&text, &sheet.table.columns, sheet.table.guesses);
		failed =
			text.failed ? error_memory(error) : sink_append(&run->out, buffer_view(&text), error);
	}
	buffer_free(&text);
	sheet_free(&sheet);
	return failed;
}
