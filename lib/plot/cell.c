/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/cell.h"

#include "plot/escape.h"
#include "record/csv_text.h"

/* A null is the null text without quotes; a text that looks like it has quotes, so that the two can be told
 * apart (PostgreSQL's rule). A table of one column would have blank lines, which readers skip: its empty
 * cells stand in quotes. */
static void
write_csv(struct buffer *to, const struct cell *cell)
{
	bool like_null = cell->role == CELL_TEXT && slice_equal(cell->text, cell->null_text);

	if (like_null || (cell->alone && cell->text.length == 0))
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

/* COPY compares a field with the null text before it reads its escapes: a text that is equal to it begins
 * with an escape. An empty null text leaves no such way out. */
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

static void
write_html(struct buffer *to, const struct cell *cell)
{
	buffer_text(to, cell->role == CELL_NAME     ? "<th>"
			: cell->role == CELL_NUMBER ? "<td class=\"number\">"
						    : "<td>");
	escape_html(to, cell->text);
	buffer_text(to, cell->role == CELL_NAME ? "</th>" : "</td>");
}

static void
write_grid(struct buffer *to, const struct cell *cell)
{
	buffer_byte(to, (char)cell->role);
	buffer_append(to, (const char *)&cell->text.length, sizeof cell->text.length);
	buffer_slice(to, cell->text);
}

const struct cell_style cell_csv = { "", ",", "\n", "", write_csv, false };
const struct cell_style cell_tsv = { "", "\t", "\n", "\\N", write_copy, false };
const struct cell_style cell_html = { "<tr>", "", "</tr>\n", "", write_html, false };
const struct cell_style cell_grid = { "", "", "", "", write_grid, true };
