/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plotdata: pictures and tables from records. */
#include "cli/tool.h"
#include "plot/kind.h"

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
	{ 0, "log", OPTION_LIST, "LIST", &spec.log, "logarithmic axes: x, y or x,y" },
	{ 0, "si", OPTION_FLAG, NULL, &spec.si, "write 14k for 14000 on the axes" },
	{ 0, "term", OPTION_FLAG, NULL, &spec.term, "draw in the terminal" },
	{ 0, "every", OPTION_EVERY, "N|DURATION", &spec.every,
		"draw again every N records or DURATION; {n} in -o is 1, 2, 3" },
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
missing_kind(struct error *error)
{
	struct buffer names = { 0 };

	plot_kind_names(&names, "or");
	if (names.failed)
		error_memory(error);
	else
		error_set(error, STATUS_USAGE, "the kind is missing: %.*s", SLICE_PRINT(buffer_view(&names)));
	buffer_free(&names);
	return -1;
}

static int
plotdata(struct run *run, size_t count, char **operands, struct error *error)
{
	if (count == 0)
		return missing_kind(error);
	if (plot_spec_check(&spec, operands[0], run->output, error))
		return -1;
	return spec.kind->run(run, &spec, operands + 1, error);
}

const struct tool tool = {
	.name = "plotdata",
	.append_synopsis = plot_kind_synopsis,
	.summary = "Make pictures, tables and HTML pages from records.",
	.options = options,
	.time_format_help = "format of texts that are used as times: strptime letters, or s, ms, us",
	.groups = GROUP_OUTPUT | GROUP_BAD | GROUP_TIME | GROUP_JOBS,
	.role = STOP_FILTER,
	.run = plotdata,
};
