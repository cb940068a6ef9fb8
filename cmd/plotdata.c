/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plotdata: pictures and tables from records. */
#include "cli/tool.h"
#include "plot/draw.h"
#include "plot/table.h"

static struct plot_spec spec = PLOT_SPEC_DEFAULTS;

static const struct option options[] = {
	{ 'x', "x", OPTION_TEXT, "FIELD", &spec.x, "the field on the x axis: numbers, or labels" },
	{ 'y', "y", OPTION_LIST, "LIST", &spec.y, "the fields on the y axis, a series each" },
	{ 'g', "group", OPTION_TEXT, "FIELD", &spec.group, "a series for each value of this field" },
	{ 0, "title", OPTION_TEXT, "TEXT", &spec.title, "text above the picture" },
	{ 0, "xlabel", OPTION_TEXT, "TEXT", &spec.xlabel, "text under the x axis (the field's name)" },
	{ 0, "ylabel", OPTION_TEXT, "TEXT", &spec.ylabel, "text beside the y axis (the field's name)" },
	{ 0, "size", OPTION_TEXT, "WxH", &spec.size, "size in pixels (640x480)" },
	{ 0, "log", OPTION_LIST, "LIST", &spec.log, "logarithmic axes: x, y or both" },
	{ 0, "si", OPTION_FLAG, NULL, &spec.si, "14k for 14000 on the axes" },
	{ 0, "alpha", OPTION_NUMBER, "N", &spec.alpha, "opacity, 0 to 1 (scatter: 0.5)" },
	{ 0, "limit", OPTION_COUNT, "N", &spec.limit, "only the first N records; of a bar chart N bars" },
	{ 0, "identity", OPTION_FLAG, NULL, &spec.identity, "scatter: the line F(x) = x" },
	{ 0, "band", OPTION_PERCENT, "PERCENT", &spec.band, "scatter: count and colour what lies within" },
	{ 0, "sort", OPTION_FLAG, NULL, &spec.sort, "bar: the largest first" },
	{ 0, "stack", OPTION_FLAG, NULL, &spec.stack, "bar: series on top of each other" },
	{ 0, "categories", OPTION_LIST, "LIST", &spec.categories, "bar: these labels only, in this order" },
	{ 0, "columns", OPTION_LIST, "LIST", &spec.columns, "csv: these fields (those of the first record)" },
	{ 0, "no-header", OPTION_FLAG, NULL, &spec.no_header, "csv: no line of names" },
	{ 0, "null", OPTION_TEXT, "TEXT", &spec.null_text, "csv: what null becomes (nothing)" },
	{ 0 },
};

static int
draw(void *state, struct run *run, struct error *error)
{
	struct plot_data *data = state;

	if (plot_data_finish(data, error))
		return -1;
	if (data->total == 0)
		run->warn(run, "nothing to draw: no record has both -x %s and -y; the picture is empty",
			spec.x);
	if (data->unseen)
		run->warn(
			run, "%ju bars at or below 0 cannot be seen on a log axis", (uintmax_t)data->unseen);
	return plot_draw(data, &run->out, error);
}

static int
run_picture(struct run *run, char **files, struct error *error)
{
	struct plot_reader reader = { 0 };
	struct plot_data data = { 0 };
	const struct stage stage = {
		.map = plot_row_map,
		.worker = &reader,
		.fold = plot_data_fold,
		.finish = draw,
		.state = &data,
	};
	int status = -1;

	if (plot_reader_open(&reader, &spec, error) == 0 && plot_data_open(&data, &spec, error) == 0)
		status = run_stage(run, files, &stage, error);
	plot_reader_close(&reader);
	plot_data_close(&data);
	return status;
}

static int
run_table(struct run *run, char **files, struct error *error)
{
	struct plot_table table = { 0 };
	const struct stage stage = { .map = plot_table_map, .worker = &table };
	int status = -1;

	if (plot_table_open(&table, &spec, error) == 0 &&
		sink_append(&run->out, plot_table_header(&table), error) == 0)
		status = run_stage(run, files, &stage, error);
	if (status == 0 && table.strays)
		run->warn(run,
			"%ju records have fields that are no columns, first %s; name all columns with "
			"--columns",
			(uintmax_t)table.strays, table.stray);
	plot_table_close(&table);
	return status;
}

static int
plotdata(struct run *run, size_t count, char **operands, struct error *error)
{
	if (count == 0)
		return error_set(error, STATUS_USAGE, "say what to make: scatter, line, bar or csv");
	if (plot_spec_check(&spec, operands[0], run->output, error))
		return -1;
	return spec.kind == PLOT_CSV ? run_table(run, operands + 1, error)
				     : run_picture(run, operands + 1, error);
}

const struct tool tool = {
	.name = "plotdata",
	.synopsis = "KIND -x FIELD -y LIST [-g FIELD] [options] [FILE...]\n"
		    "csv [--columns LIST] [options] [FILE...]",
	.summary = "pictures (scatter, line, bar) and tables (csv) from records",
	.options = options,
	.groups = GROUP_OUTPUT | GROUP_BAD | GROUP_TIME,
	.role = STOP_FILTER,
	.run = plotdata,
};
