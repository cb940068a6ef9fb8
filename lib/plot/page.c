/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/page.h"

#include "csv/reader.h"
#include "number/number.h"
#include "plot/escape.h"
#include "plot/kind.h"
#include "plot/tables.h"
#include "record/text.h"
#include "stream/input.h"

#include <string.h>

static const char head[] =
	"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
	"style-src 'unsafe-inline'\">\n"
	"<meta name=\"viewport\" content=\"width=device-width\">\n";
static const char style[] =
	"<style>\n"
	"body { margin: 1rem; font-family: sans-serif; color: #202020; background: #ffffff }\n"
	"main { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start }\n"
	"figure { margin: 0; max-width: 100%; overflow-x: auto }\n"
	"figcaption { font-weight: bold; padding: 0.3rem 0 }\n"
	"img { max-width: 100%; height: auto }\n"
	"table { border-collapse: collapse; font-size: 0.9rem }\n"
	"th, td { padding: 0.2rem 0.6rem; border-bottom: 1px solid #dddddd; text-align: left; "
	"white-space: pre-wrap }\n"
	"td.number { text-align: right }\n"
	"</style>\n</head>\n<body>\n";

static void
append_element(struct buffer *to, const char *name, const char *text)
{
	buffer_printf(to, "<%s>", name);
	escape_html(to, slice_of(text));
	buffer_printf(to, "</%s>\n", name);
}

/* Appends the buffer to the sink and frees it. */
static int
write_out(struct sink *to, struct buffer *text, struct error *error)
{
	int status = sink_buffer(to, text, error);

	buffer_free(text);
	return status;
}

int
page_begin(struct sink *to, const char *title, int64_t refresh, struct error *error)
{
	const int64_t second = 1000000;
	struct buffer text = { 0 };

	buffer_text(&text, head);
	if (refresh)
		buffer_printf(&text, "<meta http-equiv=\"refresh\" content=\"%jd\">\n",
			(intmax_t)((refresh + second - 1) / second));
	append_element(&text, "title", title ? title : "plotdata");
	buffer_text(&text, style);
	if (title)
		append_element(&text, "h1", title);
	buffer_text(&text, "<main>\n");
	return write_out(to, &text, error);
}

/* The size of a block is a multiple of three bytes, so base64 pads only the last one. */
static int
append_base64(struct sink *to, FILE *picture, struct error *error)
{
	struct buffer text = { 0 };
	char block[48 * 1024];
	size_t n;
	int status = 0;

	while (status == 0 && (n = fread(block, 1, sizeof block, picture)) > 0) {
		text.length = 0;
		base64_write(&text, (struct slice){ block, n });
		status = sink_buffer(to, &text, error);
	}
	buffer_free(&text);
	return status;
}

int
page_picture(struct sink *to, FILE *picture, const char *type, struct slice name, struct error *error)
{
	struct buffer text = { 0 };

	buffer_text(&text, "<figure><img alt=\"");
	escape_html(&text, name);
	buffer_printf(&text, "\" src=\"data:%s;base64,", type);
	if (write_out(to, &text, error) || append_base64(to, picture, error))
		return -1;
	if (ferror(picture))
		return error_system(error, "%.*s: cannot be read", SLICE_PRINT(name));
	return sink_append(to, slice_of("\"></figure>\n"), error);
}

int
page_end(struct sink *to, struct error *error)
{
	return sink_append(to, slice_of("</main>\n</body>\n</html>\n"), error);
}

static void
write_html(struct buffer *to, const struct cell *cell)
{
	buffer_text(to, cell->role == CELL_NAME     ? "<th>"
			: cell->role == CELL_NUMBER ? "<td class=\"number\">"
						    : "<td>");
	escape_html(to, cell->text);
	buffer_text(to, cell->role == CELL_NAME ? "</th>" : "</td>");
}

static const struct cell_style html = {
	.before = "<tr>",
	.between = "",
	.after = "</tr>\n",
	.null_text = "",
	.write = write_html,
};

/* The name of the file without its directories. */
static struct slice
name_of(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slice_of(slash ? slash + 1 : file);
}

/* name_of without the suffix. */
static struct slice
stem_of(const char *file)
{
	struct slice name = name_of(file);
	const char *dot = strrchr(name.at, '.');

	return dot && dot > name.at ? slice_between(name.at, dot) : name;
}

static int
add_image(struct run *run, const char *type, char *file, struct error *error)
{
	FILE *picture = fopen(file, "rb");

	if (!picture)
		return error_system(error, "%s: cannot be read", file);
	int first = getc(picture);
	if (first == EOF) {
		int status = ferror(picture) ? error_system(error, "%s: cannot be read", file)
					     : error_set(error, STATUS_REFUSED, "%s: is empty", file);
		fclose(picture);
		return status;
	}
	ungetc(first, picture);
	int status = page_picture(&run->out, picture, type, stem_of(file), error);
	fclose(picture);
	return status;
}

static int
add_svg(struct run *run, const struct plot_spec *spec, char *file, struct error *error)
{
	(void)spec;
	return add_image(run, "image/svg+xml", file, error);
}

static int
add_png(struct run *run, const struct plot_spec *spec, char *file, struct error *error)
{
	(void)spec;
	return add_image(run, "image/png", file, error);
}

static int
add_text(struct run *run, const struct plot_spec *spec, char *file, struct error *error)
{
	struct buffer text = { 0 }, escaped = { 0 };
	int status = read_file(&text, file, error);

	(void)spec;
	buffer_text(&escaped, "<pre>");
	escape_html(&escaped, buffer_view(&text));
	buffer_text(&escaped, "</pre>\n");
	if (status == 0)
		status = text.failed ? error_memory(error) : sink_buffer(&run->out, &escaped, error);
	buffer_free(&text);
	buffer_free(&escaped);
	return status;
}

/* The rows of a file that is a table already. */
struct table_file {
	struct run *run;
	uint64_t limit, rows; /* rows: those after the names */
	bool names;           /* the row of names is written */
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

	html.write(to, &cell);
}

static int
refuse_row(struct run *run, const struct csv_row *row, struct error *error)
{
	const struct place place = { row->input, row->line, row->offset };
	struct refusal refusal = { 0 };

	refuse(&refusal, slice_of(""), "%s", row->fault);
	return quarantine_take(&run->quarantine, &refusal, place, row->raw, error);
}

static int
take_csv(void *context, const struct csv_row *row, struct error *error)
{
	struct table_file *table = context;
	size_t cells = row->count < ROW_CELLS ? row->count : ROW_CELLS;
	bool names = !table->names;

	table->run->counts.read++;
	if (row->fault)
		return refuse_row(table->run, row, error);
	table->names = true;
	if (!names && table->rows++ >= table->limit) {
		table->run->counts.filtered++;
		return 0;
	}
	table->run->counts.written++;
	table->text.length = 0;
	buffer_text(&table->text, html.before);
	for (size_t i = 0; i < cells; i++)
		append_cell(&table->text, row->cells[i], names);
	buffer_text(&table->text, html.after);
	return sink_buffer(&table->run->out, &table->text, error);
}

static int
add_csv(struct run *run, const struct plot_spec *spec, char *file, struct error *error)
{
	const struct dialect dialect = { ',', '"', NULL };
	struct table_file table = { .run = run, .limit = spec->limit };
	struct csv_reader reader = { 0 };
	char *operands[] = { file, NULL };
	int status = -1;

	run->input = (struct input){ 0 };
	if (input_open(&run->input, operands, error) == 0) {
		if (csv_reader_open(&reader, &dialect, take_csv, &table, error) == 0 &&
			csv_reader_read(&reader, &run->input, run, error) >= 0)
			status = 0;
		csv_reader_close(&reader);
	}
	input_close(&run->input);
	buffer_free(&table.text);
	return status;
}

/* Decodes a field of COPY text. A backslash stands before a letter for a control character, before x and two
 * hexadecimal digits, or before a character that stands for itself. */
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
	struct table_file *table = context;
	const char *end = line.at + line.length;
	bool names = !table->names;

	(void)refusal;
	table->names = true;
	if (!names && table->rows++ >= table->limit)
		return VERDICT_FILTERED;
	buffer_text(&batch->out, html.before);
	for (const char *at = line.at, *tab; at <= end; at = tab + 1) {
		tab = at < end ? memchr(at, '\t', (size_t)(end - at)) : NULL;
		tab = tab ? tab : end;
		struct slice field = slice_between(at, tab);
		decode_copy(&table->cell, slice_is(field, "\\N") ? slice_of("") : field);
		append_cell(&batch->out, buffer_view(&table->cell), names);
	}
	buffer_text(&batch->out, html.after);
	return table->cell.failed ? VERDICT_FAILED : VERDICT_WRITTEN;
}

static int
add_copy(struct run *run, const struct plot_spec *spec, char *file, struct error *error)
{
	struct table_file table = { .run = run, .limit = spec->limit };
	const struct stage stage = { .map = map_copy, .only_worker = &table };
	char *operands[] = { file, NULL };

	run->input = (struct input){ 0 };
	int status = run_stage(run, operands, &stage, error);
	buffer_free(&table.cell);
	return status;
}

static int
add_records(struct run *run, const struct plot_spec *spec, char *file, struct error *error)
{
	char *operands[] = { file, NULL };

	run->input = (struct input){ 0 };
	return table_write(run, spec, &html, operands, error);
}

/* How a file with that suffix becomes a figure. Text gets a caption; a picture has a title of its own. */
static const struct figure_kind {
	const char *suffix;
	int (*add)(struct run *run, const struct plot_spec *spec, char *file, struct error *error);
	const char *before, *after; /* NULL for a picture */
} figure_kinds[] = {
	{ "svg", add_svg, NULL, NULL },
	{ "png", add_png, NULL, NULL },
	{ "txt", add_text, "", "" },
	{ "csv", add_csv, "<table>\n", "</table>\n" },
	{ "tsv", add_copy, "<table>\n", "</table>\n" },
	{ "ndjson", add_records, "<table>\n", "</table>\n" },
	{ "json", add_records, "<table>\n", "</table>\n" },
};
enum { FIGURE_KINDS = sizeof figure_kinds / sizeof *figure_kinds };

static const struct figure_kind *
find_kind(const char *file, struct error *error)
{
	const char *dot = strrchr(name_of(file).at, '.');

	for (size_t i = 0; dot && i < FIGURE_KINDS; i++)
		if (strcmp(dot + 1, figure_kinds[i].suffix) == 0)
			return &figure_kinds[i];
	error_set(error, STATUS_USAGE,
		"page: %s: unknown suffix; a page takes .svg, .png, .csv, .tsv, .ndjson, .json, "
		".txt",
		file);
	return NULL;
}

static int
add_figure(struct run *run, const struct plot_spec *spec, const struct figure_kind *kind, char *file,
	struct error *error)
{
	struct buffer text = { 0 };

	if (!kind->before)
		return kind->add(run, spec, file, error);
	buffer_text(&text, "<figure><figcaption>");
	escape_html(&text, stem_of(file));
	buffer_printf(&text, "</figcaption>\n%s", kind->before);
	int status = sink_buffer(&run->out, &text, error);
	buffer_free(&text);
	if (status || kind->add(run, spec, file, error) ||
		sink_append(&run->out, slice_of(kind->after), error))
		return -1;
	return sink_append(&run->out, slice_of("</figure>\n"), error);
}

static int
page_files(struct run *run, const struct plot_spec *spec, char *const *files, struct error *error)
{
	const struct figure_kind *kind;

	if (!files[0])
		return error_set(error, STATUS_USAGE, "page: name the pictures and tables to put on it");
	for (char *const *file = files; *file; file++)
		if (!find_kind(*file, error))
			return -1;
	if (page_begin(&run->out, spec->title, spec->refresh, error))
		return -1;
	for (; *files; files++)
		if (!(kind = find_kind(*files, error)) || add_figure(run, spec, kind, *files, error))
			return -1;
	return page_end(&run->out, error);
}

const struct plot_kind plot_page = {
	.name = "page",
	.arguments = "[--title TEXT] [--refresh DURATION] PICTURE...",
	.options = TAKES_TITLE,
	.run = page_files,
};
