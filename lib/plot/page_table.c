/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables on a page. Each streams, row by row. */
#include "csv/reader.h"
#include "plot/page.h"
#include "plot/table.h"

/* Rows that come from a file of cells. */
struct sheet_rows {
	struct run *run;
	uint64_t limit, rows; /* rows: those behind the names */
	bool names;           /* the row of names is out */
	struct buffer text, cell;
};

static void
append_cell(struct buffer *to, struct slice text, bool name)
{
	struct number ignored;
	bool number = number_read(text, &ignored) == NUMBER_OK;
	const struct cell cell = { name     ? CELL_NAME
				   : number ? CELL_NUMBER
					    : CELL_TEXT,
		text, { "", 0 }, false };

	cell_html.write(to, &cell);
}

static int
refuse_row(struct run *run, const struct csv_row *row, struct error *error)
{
	const struct place place = { row->source, row->line, row->offset };
	struct refusal refusal = { 0 };

	refuse(&refusal, slice_of(""), "%s", row->fault);
	return quarantine_take(&run->quarantine, &refusal, place, row->raw, &run->counts, error);
}

static int
take_csv(void *context, const struct csv_row *row, struct error *error)
{
	struct sheet_rows *sheet = context;
	size_t cells = row->count < ROW_CELLS ? row->count : ROW_CELLS;
	bool names = !sheet->names;

	sheet->run->counts.read++;
	if (row->fault)
		return refuse_row(sheet->run, row, error);
	sheet->names = true;
	if (!names && sheet->rows++ >= sheet->limit) {
		sheet->run->counts.filtered++;
		return 0;
	}
	sheet->run->counts.written++;
	sheet->text.length = 0;
	buffer_text(&sheet->text, cell_html.before);
	for (size_t i = 0; i < cells; i++)
		append_cell(&sheet->text, row->cells[i], names);
	buffer_text(&sheet->text, cell_html.after);
	return sink_buffer(&sheet->run->out, &sheet->text, error);
}

int
page_csv(struct run *run, const struct plot_spec *spec, char *file, struct error *error)
{
	const struct dialect dialect = { ',', '"', NULL };
	struct sheet_rows sheet = { .run = run, .limit = spec->limit };
	struct reader reader = { 0 };
	char *operands[] = { file, NULL };
	int status = -1;

	run->source = (struct source){ .current.fd = -1 };
	if (source_open(&run->source, operands, error) == 0) {
		if (reader_open(&reader, &dialect, take_csv, &sheet, error) == 0 &&
			reader_read(&reader, &run->source, run, error) >= 0)
			status = 0;
		reader_close(&reader);
	}
	source_close(&run->source);
	buffer_free(&sheet.text);
	return status;
}

/* One field of COPY text: what follows a backslash is a letter for a control character, two hexadecimal
 * digits after an x, or itself. */
static void
decode_copy(struct buffer *to, struct slice field)
{
	static const char letters[] = "bfnrtv", meant[] = "\b\f\n\r\t\v", digits[] = "0123456789abcdef";

	to->length = 0;
	for (size_t i = 0; i < field.length; i++) {
		if (field.at[i] != '\\' || i + 1 == field.length) {
			buffer_byte(to, field.at[i]);
			continue;
		}
		char c = field.at[++i];
		const char *letter = memchr(letters, c, sizeof letters - 1);
		const char *high = i + 2 < field.length ? memchr(digits, field.at[i + 1], 16) : NULL;
		const char *low = high ? memchr(digits, field.at[i + 2], 16) : NULL;
		if (c == 'x' && low) {
			buffer_byte(to, (char)((high - digits) << 4 | (low - digits)));
			i += 2;
		} else {
			buffer_byte(to, letter ? meant[letter - letters] : c);
		}
	}
}

static enum verdict
map_copy(void *context, struct slice line, struct batch *batch, struct refusal *refusal)
{
	struct sheet_rows *sheet = context;
	const char *end = line.at + line.length;
	bool names = !sheet->names;

	(void)refusal;
	sheet->names = true;
	if (!names && sheet->rows++ >= sheet->limit)
		return VERDICT_FILTERED;
	buffer_text(&batch->out, cell_html.before);
	for (const char *at = line.at, *tab; at <= end; at = tab + 1) {
		tab = at < end ? memchr(at, '\t', (size_t)(end - at)) : NULL;
		tab = tab ? tab : end;
		struct slice field = slice_between(at, tab);
		decode_copy(&sheet->cell, slice_is(field, "\\N") ? slice_of("") : field);
		append_cell(&batch->out, buffer_view(&sheet->cell), names);
	}
	buffer_text(&batch->out, cell_html.after);
	return sheet->cell.failed ? VERDICT_FAILED : VERDICT_WRITTEN;
}

static int
run_table(struct run *run, char *file, const struct stage *stage, struct error *error)
{
	char *operands[] = { file, NULL };

	run->source = (struct source){ .current.fd = -1 };
	return run_stage(run, operands, stage, error);
}

int
page_copy(struct run *run, const struct plot_spec *spec, char *file, struct error *error)
{
	struct sheet_rows sheet = { .run = run, .limit = spec->limit };
	const struct stage stage = { .map = map_copy, .only_worker = &sheet };
	int status = run_table(run, file, &stage, error);

	buffer_free(&sheet.cell);
	return status;
}

int
page_records(struct run *run, const struct plot_spec *spec, char *file, struct error *error)
{
	struct plot_table table = { 0 };
	const struct stage stage = { .map = plot_table_map, .only_worker = &table };
	int status = plot_table_open(&table, spec, &cell_html, error);

	if (status == 0)
		status = run_table(run, file, &stage, error);
	plot_table_close(&table);
	return status;
}
