/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table streams: one row is written for each record read. Only a box of characters keeps its first rows, to
 * find out how wide its columns are. */
#include "plot/tables.h"

#include "plot/escape.h"
#include "plot/kind.h"
#include "record/projection.h"
#include "record/scan.h"
#include "record/slot.h"
#include "record/text.h"
#include "record/utf8.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A null is written without quotes, and a text equal to the null text in quotes (PostgreSQL's rule). An empty
 * cell of the only column is quoted too, since readers skip blank lines. */
static void
write_csv(struct buffer *to, const struct cell *cell)
{
	bool like_null = cell->role == CELL_TEXT && slice_equal(cell->text, cell->null_text);

	if (like_null || (cell->only_column && cell->text.length == 0))
		csv_text_quote(to, cell->text);
	else
		csv_text_write(to, cell->text);
}

static void
escape_copy(struct buffer *to, struct slice text)
{
	static const char escaped[] = "\\\b\f\n\r\t\v", letters[] = "\\bfnrtv";

	for (size_t i = 0; i < text.length; i++) {
		const char *found = text.at[i] ? strchr(escaped, text.at[i]) : NULL;
		if (found)
			buffer_byte(to, '\\');
		buffer_byte(to, found ? letters[found - escaped] : text.at[i]);
	}
}

/* COPY compares a field with the null text before it reads escapes, so a text equal to it is written with its
 * first byte as an escape. An empty text has no first byte: if the null text is empty too, the two cannot be
 * told apart. */
static void
write_copy(struct buffer *to, const struct cell *cell)
{
	struct slice text = cell->text;

	if (cell->role == CELL_NULL) {
		buffer_slice(to, text);
		return;
	}
	if (text.length && text.at[0] != '\\' && slice_equal(text, cell->null_text)) {
		buffer_printf(to, "\\x%02x", (unsigned char)text.at[0]);
		text = (struct slice){ text.at + 1, text.length - 1 };
	}
	escape_copy(to, text);
}

/* A row for take_cell to read back. */
static void
write_box(struct buffer *to, const struct cell *cell)
{
	buffer_byte(to, (char)cell->role);
	buffer_append(to, (const char *)&cell->text.length, sizeof cell->text.length);
	buffer_slice(to, cell->text);
}

static const struct cell_style csv_style = {
	.before = "",
	.between = ",",
	.after = "\n",
	.null_text = "",
	.write = write_csv,
};
static const struct cell_style copy_style = {
	.before = "",
	.between = "\t",
	.after = "\n",
	.null_text = "\\N",
	.write = write_copy,
};
static const struct cell_style box_style = {
	.before = "",
	.between = "",
	.after = "",
	.null_text = "",
	.write = write_box,
	.boxed = true,
};

/* Names are searched one after the other: a record of a million of them must not take hours. */
enum { COLUMNS_LIMIT = 10000 };

/* The working memory of map. Without --columns the fields of the first record are the columns. */
struct table_worker {
	const struct plot_spec *spec;
	const struct cell_style *style;
	struct slice null_text;
	struct projection projection; /* a slot for each column */
	struct scanner scanner;
	struct buffer text, header;
	bool has_columns; /* they are known, and `header` is made */
	bool header_due;  /* it is not written yet */
	uint64_t records; /* written */
	bool cut;         /* there were more than --limit */
	uint64_t strays;  /* records with a field that is not a column */
	char stray[64];   /* the first such field */
};

static void
append_cell(const struct table_worker *table, struct buffer *to, enum cell_role role, struct slice text)
{
	const struct cell cell = { role, text, table->null_text, table->projection.slots == 1 };

	table->style->write(to, &cell);
}

/* 0, or -1 with the refusal. */
static int
append_slot(struct table_worker *table, int slot, struct buffer *to, struct refusal *refusal)
{
	const struct slot *value = &table->scanner.slots[slot];
	struct slice text;

	if (value->kind == KIND_MISSING || value->kind == KIND_NULL) {
		append_cell(table, to, CELL_NULL, table->null_text);
		return 0;
	}
	if (slot_text(value, table->projection.paths[slot], &table->text, &text, refusal))
		return -1;
	append_cell(table, to,
		value->kind == KIND_TEXT     ? CELL_TEXT
		: value->kind == KIND_NUMBER ? CELL_NUMBER
					     : CELL_OTHER,
		text);
	return 0;
}

static void
make_header(struct table_worker *table)
{
	struct buffer *header = &table->header;

	if (!table->spec->no_header) {
		buffer_text(header, table->style->before);
		for (size_t i = 0; i < table->projection.slots; i++) {
			buffer_text(header, i ? table->style->between : "");
			append_cell(table, header, CELL_NAME, table->projection.paths[i]);
		}
		buffer_text(header, table->style->after);
	}
	table->has_columns = true;
	table->header_due = true;
}

static int
table_open(struct table_worker *table, const struct plot_spec *spec, const struct cell_style *style,
	struct error *error)
{
	*table = (struct table_worker){ .spec = spec, .style = style };
	table->null_text = slice_of(spec->null_text ? spec->null_text : style->null_text);
	for (size_t i = 0; i < spec->columns.count; i++) {
		if (projection_path(&table->projection, spec->columns.at[i]) < 0)
			return error_memory(error);
		if (table->projection.slots == i)
			return error_set(error, STATUS_USAGE, "--columns: \"%.*s\" comes twice",
				SLICE_PRINT(spec->columns.at[i]));
	}
	if (scanner_open(&table->scanner, &table->projection))
		return error_memory(error);
	table->scanner.wants_members = spec->columns.count == 0;
	if (spec->columns.count)
		make_header(table);
	return table->header.failed ? error_memory(error) : 0;
}

static void
table_close(void *worker)
{
	struct table_worker *table = worker;

	scanner_close(&table->scanner);
	projection_free(&table->projection);
	buffer_free(&table->text);
	buffer_free(&table->header);
}

/* The header line, where the columns are known before any record; else empty. The caller writes it. */
static struct slice
take_header(struct table_worker *table)
{
	if (!table->has_columns)
		return (struct slice){ "", 0 };
	table->header_due = false;
	return buffer_view(&table->header);
}

/* A scanner's projection cannot grow: a new one takes its place. */
static int
set_columns(struct table_worker *table, struct projection projection)
{
	scanner_close(&table->scanner);
	projection_free(&table->projection);
	table->projection = projection;
	table->scanner = (struct scanner){ 0 };
	if (scanner_open(&table->scanner, &table->projection))
		return -1;
	table->scanner.wants_members = true;
	make_header(table);
	return 0;
}

/* Adds a column for each field of the record that was just scanned. VERDICT_WRITTEN is success. */
static enum verdict
project_members(struct table_worker *table, struct projection *projection, struct refusal *refusal)
{
	const struct scanner *scanner = &table->scanner;

	for (size_t i = 0; i < scanner->member_count; i++) {
		struct slice key = scanner->members[i].key;
		table->text.length = 0;
		if (json_text_read(&table->text, key)) {
			refuse(refusal, key, "a field's name has half a surrogate pair in it");
			return VERDICT_REFUSED;
		}
		if (table->text.failed || projection_field(projection, buffer_view(&table->text)) < 0)
			return VERDICT_FAILED;
	}
	return VERDICT_WRITTEN;
}

/* Makes the fields of the record that was just scanned the columns, and scans it again for them.
 * VERDICT_WRITTEN is success. */
static enum verdict
learn_columns(struct table_worker *table, struct slice line, struct refusal *refusal)
{
	struct projection projection = { 0 };
	struct scanner *scanner = &table->scanner;

	if (scanner->member_count == 0) {
		refuse(refusal, slice_of(""),
			"the first record has no fields to make columns of; use --columns");
		return VERDICT_REFUSED;
	}
	if (scanner->member_count > COLUMNS_LIMIT) {
		refuse(refusal, slice_of(""),
			"the first record has %zu fields, too many to make columns of; use --columns",
			scanner->member_count);
		return VERDICT_REFUSED;
	}
	enum verdict verdict = project_members(table, &projection, refusal);
	if (verdict != VERDICT_WRITTEN) {
		projection_free(&projection);
		return verdict;
	}
	if (set_columns(table, projection))
		return VERDICT_FAILED;
	if (scan(scanner, line, refusal))
		return scanner->failed ? VERDICT_FAILED : VERDICT_REFUSED;
	return VERDICT_WRITTEN;
}

static void
count_stray(struct table_worker *table)
{
	for (size_t i = 0; i < table->scanner.member_count; i++) {
		struct slice key = table->scanner.members[i].key;
		if (table->scanner.members[i].slot >= 0)
			continue;
		if (table->strays++ == 0)
			snprintf(table->stray, sizeof table->stray, "%.*s", SLICE_PRINT(key));
		return;
	}
}

/* The header if it is due, and the record. 0, or -1 with the refusal. */
static int
append_record(struct table_worker *table, struct buffer *to, struct refusal *refusal)
{
	if (table->header_due)
		buffer_slice(to, buffer_view(&table->header));
	buffer_text(to, table->style->before);
	for (size_t i = 0; i < table->projection.slots; i++) {
		buffer_text(to, i ? table->style->between : "");
		if (append_slot(table, (int)i, to, refusal))
			return -1;
	}
	buffer_text(to, table->style->after);
	return 0;
}

static enum verdict
table_map(void *worker, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct table_worker *table = worker;
	enum verdict verdict;

	if (scan(&table->scanner, line, refusal))
		return table->scanner.failed ? VERDICT_FAILED : VERDICT_REFUSED;
	if (table->records == table->spec->limit) {
		table->cut = true;
		return VERDICT_FILTERED;
	}
	if (!table->has_columns && (verdict = learn_columns(table, line, refusal)) != VERDICT_WRITTEN)
		return verdict;
	if (append_record(table, table->style->boxed ? &batch->rows : &batch->out, refusal))
		return VERDICT_REFUSED;
	if (table->text.failed || table->header.failed)
		return VERDICT_FAILED;
	if (table->spec->columns.count == 0)
		count_stray(table);
	table->header_due = false;
	table->records++;
	return VERDICT_WRITTEN;
}

/* A box keeps at most this many rows, and bytes. */
enum { BOX_ROWS = 1000, BOX_BYTES = 1024 * 1024 };

/* A box of characters. After the rows that it kept it streams, and a cell that is too wide pushes the rest of
 * its row to the right. */
struct box {
	struct table_worker *table; /* the first worker's */
	size_t columns;             /* 0 before the first row */
	size_t *widths;             /* in characters */
	bool *numeric;              /* numbers stand at the right */
	struct buffer kept;         /* rows of write_box */
	size_t rows;                /* in `kept` */
	bool begun;                 /* the widths are settled, and the kept rows are written */
};

static int
open_columns(struct box *box, struct error *error)
{
	box->columns = box->table->projection.slots;
	box->widths = calloc(box->columns + 1, sizeof *box->widths);
	box->numeric = calloc(box->columns + 1, sizeof *box->numeric);
	if (!box->widths || !box->numeric)
		return error_memory(error);
	for (size_t i = 0; i < box->columns; i++)
		box->numeric[i] = true;
	return 0;
}

struct box_cell {
	enum cell_role role;
	struct slice text;
};

static struct box_cell
take_cell(struct slice *rows)
{
	struct box_cell cell = { .role = (enum cell_role)rows->at[0] };

	memcpy(&cell.text.length, rows->at + 1, sizeof cell.text.length);
	size_t before = 1 + sizeof cell.text.length;
	cell.text.at = rows->at + before;
	rows->at += before + cell.text.length;
	rows->length -= before + cell.text.length;
	return cell;
}

static void
measure_row(struct box *box, struct slice *rows)
{
	for (size_t i = 0; i < box->columns; i++) {
		struct box_cell cell = take_cell(rows);
		size_t width = utf8_count(cell.text);
		if (width > box->widths[i])
			box->widths[i] = width;
		box->numeric[i] = box->numeric[i] && cell.role != CELL_TEXT && cell.role != CELL_OTHER;
	}
}

static void
append_border(const struct box *box, struct buffer *to)
{
	for (size_t i = 0; i < box->columns; i++) {
		buffer_byte(to, '+');
		for (size_t j = 0; j < box->widths[i] + 2; j++)
			buffer_byte(to, '-');
	}
	buffer_text(to, "+\n");
}

static void
append_blanks(struct buffer *to, size_t count)
{
	while (count-- > 0)
		buffer_byte(to, ' ');
}

/* Appends the next row, and a border after the names. */
static void
append_row(const struct box *box, struct slice *rows, struct buffer *to)
{
	bool names = false;

	for (size_t i = 0; i < box->columns; i++) {
		struct box_cell cell = take_cell(rows);
		size_t width = utf8_count(cell.text);
		size_t blanks = width < box->widths[i] ? box->widths[i] - width : 0;
		buffer_text(to, "| ");
		append_blanks(to, box->numeric[i] ? blanks : 0);
		escape_plain(to, cell.text);
		append_blanks(to, box->numeric[i] ? 1 : blanks + 1);
		names = cell.role == CELL_NAME;
	}
	buffer_text(to, "|\n");
	if (names)
		append_border(box, to);
}

/* Settles the widths and appends the rows kept so far. */
static int
box_begin(struct box *box, struct buffer *to, struct error *error)
{
	struct slice kept = buffer_view(&box->kept);

	if (box->begun || box->columns == 0)
		return 0;
	box->begun = true;
	append_border(box, to);
	while (kept.length > 0)
		append_row(box, &kept, to);
	buffer_free(&box->kept);
	return to->failed ? error_memory(error) : 0;
}

/* Takes rows of write_box. 0 or -1. */
static int
box_take(struct box *box, struct slice rows, struct buffer *to, struct error *error)
{
	if (rows.length && box->columns == 0 && open_columns(box, error))
		return -1;
	while (rows.length > 0 && !box->begun) {
		struct slice before = rows;
		measure_row(box, &rows);
		buffer_append(&box->kept, before.at, before.length - rows.length);
		if (box->kept.failed)
			return error_memory(error);
		if ((++box->rows == BOX_ROWS || box->kept.length > BOX_BYTES) && box_begin(box, to, error))
			return -1;
	}
	while (rows.length > 0)
		append_row(box, &rows, to);
	return to->failed ? error_memory(error) : 0;
}

static int
box_fold(void *state, struct batch *batch, struct error *error)
{
	return box_take(state, buffer_view(&batch->rows), &batch->out, error);
}

/* Shows the rows kept so far to whoever is watching: not in a file, which appears only at the end, and not
 * the names without a row. */
static int
box_wait(void *state, struct run *run, struct error *error)
{
	struct box *box = state;

	if (run->output || box->rows <= !box->table->spec->no_header)
		return 0;
	return box_begin(box, &run->out.pending, error);
}

/* The lower border, and whether there were more records than --limit. */
static int
box_finish(void *state, struct run *run, struct error *error)
{
	struct box *box = state;
	struct buffer text = { 0 };
	int status = box_begin(box, &text, error);

	if (box->columns)
		append_border(box, &text);
	if (box->table->cut)
		buffer_printf(&text, "only showing top %ju rows\n", (uintmax_t)box->table->spec->limit);
	if (status == 0)
		status = sink_buffer(&run->out, &text, error);
	buffer_free(&text);
	return status;
}

static void
box_close(struct box *box)
{
	buffer_free(&box->kept);
	free(box->widths);
	free(box->numeric);
}

/* The other threads do not write the header. */
static int
open_worker(void *worker, void *state, struct error *error)
{
	const struct table_worker *first = ((const struct box *)state)->table;

	if (table_open(worker, first->spec, first->style, error))
		return -1;
	take_header(worker);
	return 0;
}

/* Writes the names of the columns, if they are known before the first record. */
static int
write_header(struct run *run, struct box *box, struct error *error)
{
	struct slice header = take_header(box->table);

	return box->table->style->boxed ? box_take(box, header, &run->out.pending, error)
					: sink_append(&run->out, header, error);
}

/* Whether one record decides for others: the first names the columns, or those after --limit are left out.
 * Then one thread reads them all. */
static bool
needs_order(const struct plot_spec *spec)
{
	return spec->columns.count == 0 || spec->limit != UINT64_MAX;
}

static void
warn_of_strays(const struct run *run, const struct table_worker *table)
{
	if (table->strays)
		run->warn(run,
			"%ju records have fields that are not columns, first %s; name all columns with "
			"--columns",
			(uintmax_t)table->strays, table->stray);
}

int
table_write(struct run *run, const struct plot_spec *spec, const struct cell_style *style, char *const *files,
	struct error *error)
{
	struct table_worker table = { 0 };
	struct box box = { .table = &table };
	const struct stage stage = {
		.state = &box,
		.map = table_map,
		.worker_size = sizeof(struct table_worker),
		.open = open_worker,
		.close = table_close,
		.only_worker = needs_order(spec) ? &table : NULL,
		.fold = style->boxed ? box_fold : NULL,
		.wait = style->boxed ? box_wait : NULL,
		.finish = style->boxed ? box_finish : NULL,
	};
	int failed = table_open(&table, spec, style, error) || write_header(run, &box, error) ||
		     run_stage(run, files, &stage, error);

	if (!failed && spec->kind->options & TAKES_COLUMNS)
		warn_of_strays(run, &table);
	box_close(&box);
	table_close(&table);
	return failed ? -1 : 0;
}

static int
run_table(struct run *run, const struct plot_spec *spec, char *const *files, struct error *error)
{
	return table_write(run, spec, &box_style, files, error);
}

static int
run_csv(struct run *run, const struct plot_spec *spec, char *const *files, struct error *error)
{
	return table_write(run, spec, &csv_style, files, error);
}

static int
run_tsv(struct run *run, const struct plot_spec *spec, char *const *files, struct error *error)
{
	return table_write(run, spec, &copy_style, files, error);
}

#define ARGUMENTS "[--columns LIST] [options] [FILE...]"

const struct plot_kind plot_table = {
	.name = "table",
	.arguments = ARGUMENTS,
	.options = TAKES_COLUMNS,
	.run = run_table,
};
const struct plot_kind plot_csv = {
	.name = "csv",
	.arguments = ARGUMENTS,
	.options = TAKES_COLUMNS,
	.run = run_csv,
};
const struct plot_kind plot_tsv = {
	.name = "tsv",
	.arguments = ARGUMENTS,
	.options = TAKES_COLUMNS,
	.run = run_tsv,
};
