/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/grid.h"

#include "plot/escape.h"
#include "record/utf8.h"

#include <stdlib.h>

struct grid_cell {
	enum cell_role role;
	struct slice text;
};

static struct grid_cell
take_cell(struct slice *rows)
{
	struct grid_cell cell = { .role = (enum cell_role)rows->at[0] };

	memcpy(&cell.text.length, rows->at + 1, sizeof cell.text.length);
	size_t before = 1 + sizeof cell.text.length;
	cell.text.at = rows->at + before;
	rows->at += before + cell.text.length;
	rows->length -= before + cell.text.length;
	return cell;
}

static int
open_columns(struct grid *grid, struct error *error)
{
	grid->columns = grid->table->projection.slots;
	grid->widths = calloc(grid->columns + 1, sizeof *grid->widths);
	grid->numeric = calloc(grid->columns + 1, sizeof *grid->numeric);
	if (!grid->widths || !grid->numeric)
		return error_memory(error);
	for (size_t i = 0; i < grid->columns; i++)
		grid->numeric[i] = true;
	return 0;
}

static void
measure_row(struct grid *grid, struct slice *rows)
{
	for (size_t i = 0; i < grid->columns; i++) {
		struct grid_cell cell = take_cell(rows);
		size_t width = utf8_count(cell.text);
		if (width > grid->widths[i])
			grid->widths[i] = width;
		grid->numeric[i] = grid->numeric[i] && cell.role != CELL_TEXT && cell.role != CELL_OTHER;
	}
}

static void
append_border(const struct grid *grid, struct buffer *to)
{
	for (size_t i = 0; i < grid->columns; i++) {
		buffer_byte(to, '+');
		for (size_t j = 0; j < grid->widths[i] + 2; j++)
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

/* Appends the next of the rows; behind the names stands a border. */
static void
append_row(const struct grid *grid, struct slice *rows, struct buffer *to)
{
	bool names = false;

	for (size_t i = 0; i < grid->columns; i++) {
		struct grid_cell cell = take_cell(rows);
		size_t width = utf8_count(cell.text);
		size_t room = width < grid->widths[i] ? grid->widths[i] - width : 0;
		buffer_text(to, "| ");
		append_blanks(to, grid->numeric[i] ? room : 0);
		escape_plain(to, cell.text);
		append_blanks(to, grid->numeric[i] ? 1 : room + 1);
		names = cell.role == CELL_NAME;
	}
	buffer_text(to, "|\n");
	if (names)
		append_border(grid, to);
}

/* Appends what is held: now the widths are settled. */
static int
grid_begin(struct grid *grid, struct buffer *to, struct error *error)
{
	struct slice held = buffer_view(&grid->held);

	if (grid->begun || grid->columns == 0)
		return 0;
	grid->begun = true;
	append_border(grid, to);
	while (held.length > 0)
		append_row(grid, &held, to);
	buffer_free(&grid->held);
	return to->failed ? error_memory(error) : 0;
}

int
grid_take(struct grid *grid, struct slice rows, struct buffer *to, struct error *error)
{
	if (rows.length && grid->columns == 0 && open_columns(grid, error))
		return -1;
	while (rows.length > 0 && !grid->begun) {
		struct slice before = rows;
		measure_row(grid, &rows);
		buffer_append(&grid->held, before.at, before.length - rows.length);
		if (grid->held.failed)
			return error_memory(error);
		if ((++grid->rows == GRID_ROWS || grid->held.length > GRID_BYTES) &&
			grid_begin(grid, to, error))
			return -1;
	}
	while (rows.length > 0)
		append_row(grid, &rows, to);
	return to->failed ? error_memory(error) : 0;
}

int
grid_fold(void *state, struct batch *batch, struct error *error)
{
	return grid_take(state, buffer_view(&batch->rows), &batch->out, error);
}

int
grid_wait(void *state, struct run *run, struct error *error)
{
	struct grid *grid = state;

	/* Names alone settle no widths, and nobody waits for a file that appears whole. */
	if (run->output || grid->rows <= !grid->table->spec->no_header)
		return 0;
	return grid_begin(grid, &run->out.held, error);
}

int
grid_finish(void *state, struct run *run, struct error *error)
{
	struct grid *grid = state;
	struct buffer text = { 0 };
	int status = grid_begin(grid, &text, error);

	if (grid->columns)
		append_border(grid, &text);
	if (grid->table->cut)
		buffer_printf(&text, "only showing top %ju rows\n", (uintmax_t)grid->table->spec->limit);
	if (status == 0)
		status = sink_buffer(&run->out, &text, error);
	buffer_free(&text);
	return status;
}

void
grid_close(struct grid *grid)
{
	buffer_free(&grid->held);
	free(grid->widths);
	free(grid->numeric);
}
