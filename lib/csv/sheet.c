/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/sheet.h"

#include "csv/look.h"

struct sheet {
	struct run *run;
	const struct sheet_plan *plan;
	const struct receiver *receiver;
	struct table table;
	struct held held; /* of a pipe, to be read again */
	struct rate_limit pace;
	uint64_t read, taken;
};

static bool
is_header(const struct sheet *sheet, const struct csv_row *row)
{
	return row->first && !sheet->plan->table.headless;
}

static struct place
place_of(const struct csv_row *row)
{
	return (struct place){ row->source, row->line, row->offset };
}

static int
refuse_row(struct sheet *sheet, const struct csv_row *row, const struct refusal *refusal, struct error *error)
{
	struct run *run = sheet->run;

	return quarantine_take(&run->quarantine, refusal, place_of(row), row->raw, &run->counts, error);
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
	struct run *run = sheet->run;
	struct table_record record;
	struct refusal refusal;
	struct error trouble; /* its text is not cleared for each row */

	trouble.kind = STATUS_DONE;
	if (table_record(&sheet->table, row, &record, &refusal))
		return refuse_row(sheet, row, &refusal, error);
	if (sheet->table.line.failed)
		return error_memory(error);
	if (sheet->receiver->take(sheet->receiver->context, &record, &trouble) == 0)
		return 0;
	return quarantine_take_error(
		&run->quarantine, &trouble, place_of(row), row->raw, &run->counts, error);
}

/* Waits for the next record's turn, with nothing held back meanwhile. 0, 1 when a signal came, -1. */
static int
keep_pace(struct sheet *sheet, struct error *error)
{
	int64_t ms = rate_limit_next(&sheet->pace);

	if (ms > 0 && sheet->receiver->wait(sheet->receiver->context, error))
		return -1;
	return ms > 0 && !rate_limit_wait(ms);
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

/* Reads again what was held, then the rest. 0, 1 when the taker had enough, -1. */
static int
read_all(struct sheet *sheet, struct reader *reader, struct error *error)
{
	int said = 0;

	for (size_t i = 0; i < sheet->held.count && !said; i++)
		said = reader_take(reader, &sheet->held.at[i], error);
	held_free(&sheet->held);
	return said ? said : csv_reader_read(reader, &sheet->run->input, sheet->run, error);
}

static int
read_with(struct sheet *sheet, row_taker *take, struct error *error)
{
	struct reader reader = { 0 };
	int said = csv_reader_open(&reader, &sheet->plan->dialect, take, sheet, error);

	if (!said)
		said = read_all(sheet, &reader, error);
	sheet->run->counts.blank = reader.rows.blank;
	csv_reader_close(&reader);
	return said < 0 ? -1 : quarantine_check(&sheet->run->quarantine, &sheet->run->counts, error);
}

static void
sheet_free(struct sheet *sheet)
{
	input_close(&sheet->run->input);
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
	int failed = input_open(&run->input, operands, error);

	run->input.wait = receiver->wait;
	run->input.context = receiver->context;
	if (!failed)
		failed = look(&sheet.table, &plan->dialect, plan->skip, run, operands, &sheet.held, error);
	if (!failed && (!run->input.stopped || sheet.held.count))
		failed = read_with(&sheet, convert, error);
	sheet_free(&sheet);
	return failed;
}

int
sheet_infer(struct run *run, char *const *operands, const struct sheet_plan *plan, struct error *error)
{
	struct sheet sheet = { .run = run, .plan = plan, .table = { .plan = &plan->table } };
	struct buffer text = { 0 };
	int failed = input_open(&run->input, operands, error);

	if (!failed)
		failed = read_with(&sheet, infer, error);
	if (!failed && !run->input.stopped) {
		types_settle(&sheet.table.columns, sheet.table.evidence);
		types_write(&text, &sheet.table.columns, sheet.table.evidence);
		failed = sink_buffer(&run->out, &text, error);
	}
	buffer_free(&text);
	sheet_free(&sheet);
	return failed;
}
