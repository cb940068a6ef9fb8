/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plotdata: pictures and tables from records. */
#include "cli/tool.h"
#include "plot/frames.h"
#include "plot/grid.h"
#include "plot/page.h"

static struct plot_spec spec = PLOT_SPEC_DEFAULTS;

static const struct option options[] = {
	{ 'x', "x", OPTION_TEXT, "FIELD", &spec.x, "the field on the x axis: numbers, times or labels" },
	{ 'y', "y", OPTION_LIST, "LIST", &spec.y, "the fields on the y axis, one series each" },
	{ 'g', "group", OPTION_TEXT, "FIELD", &spec.group, "one series for each value of this field" },
	{ 0, "title", OPTION_TEXT, "TEXT", &spec.title, "title of the picture or page" },
	{ 0, "xlabel", OPTION_TEXT, "TEXT", &spec.xlabel, "label of the x axis (default: the field's name)" },
	{ 0, "ylabel", OPTION_TEXT, "TEXT", &spec.ylabel, "label of the y axis (default: the field's name)" },
	{ 0, "size", OPTION_TEXT, "WxH", &spec.size, "size in pixels (default: 640x480)" },
	{ 0, "legend", OPTION_TEXT, "PLACE", &spec.legend,
		"place of the legend: above, below, right or none" },
	{ 0, "colors", OPTION_LIST, "LIST", &spec.colors,
		"colours of the series: names, or hexadecimal as in 1f77b4" },
	{ 0, "alpha", OPTION_NUMBER, "N", &spec.alpha,
		"opacity from 0 to 1 (default: 0.5 for scatter, else 1)" },
	{ 0, "log", OPTION_LIST, "LIST", &spec.log, "logarithmic axes: x, y or both" },
	{ 0, "si", OPTION_FLAG, NULL, &spec.si, "write 14k for 14000 on the axes" },
	{ 0, "term", OPTION_FLAG, NULL, &spec.term, "draw in the terminal" },
	{ 0, "every", OPTION_EVERY, "N|DURATION", &spec.every,
		"draw again every N records or DURATION; {n} in -o counts" },
	{ 0, "refresh", OPTION_DURATION, "DURATION", &spec.refresh,
		"make the page reload itself every DURATION" },
	{ 0, "limit", OPTION_COUNT, "N", &spec.limit, "use only the first N records, bars or slices" },
	{ 0, "identity", OPTION_FLAG, NULL, &spec.identity, "scatter: draw the line F(x) = x" },
	{ 0, "band", OPTION_PERCENT, "PERCENT", &spec.band,
		"scatter: count and colour the points within PERCENT of x" },
	{ 0, "sort", OPTION_FLAG, NULL, &spec.sort, "bar, pie: largest first" },
	{ 0, "stack", OPTION_FLAG, NULL, &spec.stack, "bar: stack the series" },
	{ 0, "categories", OPTION_LIST, "LIST", &spec.categories,
		"bar, pie: only these labels, in this order" },
	{ 0, "labels", OPTION_TEXT, "WHAT", &spec.labels,
		"pie: what to print: share, value or none (default: share)" },
	{ 0, "bins", OPTION_COUNT, "N", &spec.bins, "hist: number of bins (default: 10)" },
	{ 0, "columns", OPTION_LIST, "LIST", &spec.columns,
		"tables: the columns (default: the fields of the first record)" },
	{ 0, "no-header", OPTION_FLAG, NULL, &spec.no_header, "tables: no header line" },
	{ 0, "null", OPTION_TEXT, "TEXT", &spec.null_text,
		"tables: text for null (default: nothing; tsv: \\N)" },
	{ 0 },
};

static int
open_readers(struct workers *readers, size_t count, struct error *error)
{
	if (workers_open(readers, count, sizeof(struct plot_reader)))
		return error_memory(error);
	for (size_t i = 0; i < count; i++)
		if (plot_reader_open(workers_at(readers, i), &spec, error))
			return -1;
	return 0;
}

static int
run_picture(struct run *run, char **files, struct error *error)
{
	struct workers readers = { 0 };
	struct plot_data data = { 0 };
	struct frames frames = { .data = &data, .run = run };
	int status = -1;

	if (open_readers(&readers, plot_reader_alone(&spec) ? 1 : run->threads, error) == 0 &&
		plot_data_open(&data, &spec, error) == 0 && frames_open(&frames, error) == 0) {
		const struct stage stage = { plot_row_map, readers, frames_fold, frames_wait, frames_finish,
			&frames };
		status = run_stage(run, files, &stage, error);
	}
	for (size_t i = 0; i < readers.count; i++)
		plot_reader_close(workers_at(&readers, i));
	workers_free(&readers);
	plot_data_close(&data);
	return status;
}

/* What stands before the first record. */
static int
begin_table(struct run *run, struct plot_table *table, struct grid *grid, struct error *error)
{
	struct slice header = plot_table_header(table);

	return table->style->held ? grid_take(grid, header, &run->out.held, error)
				  : sink_append(&run->out, header, error);
}

/* The tables of all threads but the first have no header to write. */
static int
open_tables(struct workers *tables, size_t count, const struct cell_style *style, struct error *error)
{
	if (workers_open(tables, count, sizeof(struct plot_table)))
		return error_memory(error);
	for (size_t i = 0; i < count; i++) {
		struct plot_table *table = workers_at(tables, i);
		if (plot_table_open(table, &spec, style, error))
			return -1;
		if (i > 0)
			plot_table_header(table);
	}
	return 0;
}

static void
warn_of_strays(const struct run *run, const struct plot_table *table)
{
	if (table->strays)
		run->warn(run,
			"%ju records have fields that are no columns, first %s; name all columns with "
			"--columns",
			(uintmax_t)table->strays, table->stray);
}

static int
run_table(struct run *run, char **files, const struct cell_style *style, struct error *error)
{
	struct workers tables = { 0 };
	struct grid grid = { 0 };
	int status = open_tables(&tables, plot_table_alone(&spec) ? 1 : run->threads, style, error);

	if (status == 0) {
		const struct stage lines = { .map = plot_table_map, .workers = tables };
		const struct stage boxed = { plot_table_map, tables, grid_fold, grid_wait, grid_finish,
			&grid };
		grid.table = workers_at(&tables, 0);
		status = begin_table(run, grid.table, &grid, error) ||
					 run_stage(run, files, style->held ? &boxed : &lines, error)
				 ? -1
				 : 0;
	}
	if (status == 0)
		warn_of_strays(run, grid.table);
	grid_close(&grid);
	for (size_t i = 0; i < tables.count; i++)
		plot_table_close(workers_at(&tables, i));
	workers_free(&tables);
	return status;
}

static int
plotdata(struct run *run, size_t count, char **operands, struct error *error)
{
	if (count == 0)
		return error_set(error, STATUS_USAGE,
			"say what to make: scatter, line, bar, pie, hist, table, csv, tsv or page");
	if (plot_spec_check(&spec, operands[0], run->output, error))
		return -1;
	switch (spec.kind) {
	case PLOT_PAGE:
		return page_files(run, &spec, operands + 1, error);
	case PLOT_TABLE:
		return run_table(run, operands + 1, &cell_grid, error);
	case PLOT_CSV:
		return run_table(run, operands + 1, &cell_csv, error);
	case PLOT_TSV:
		return run_table(run, operands + 1, &cell_tsv, error);
	default:
		return run_picture(run, operands + 1, error);
	}
}

const struct tool tool = {
	.name = "plotdata",
	.synopsis = "scatter | line | bar -x FIELD -y LIST [-g FIELD] [options] [FILE...]\n"
		    "pie -x FIELD -y FIELD [options] [FILE...]\n"
		    "hist -x FIELD [--bins N] [options] [FILE...]\n"
		    "table | csv | tsv [--columns LIST] [options] [FILE...]\n"
		    "page [--title TEXT] [--refresh DURATION] PICTURE...",
	.summary = "Make pictures, tables and HTML pages from records.",
	.options = options,
	.groups = GROUP_OUTPUT | GROUP_BAD | GROUP_TIME | GROUP_JOBS,
	.role = STOP_FILTER,
	.run = plotdata,
};
