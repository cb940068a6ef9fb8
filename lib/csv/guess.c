/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of types.h that finds types out. */
#include "csv/types.h"
#include "record/json_text.h"
#include "record/utf8.h"

#include <inttypes.h>

void
guess_cell(struct guess *guess, struct slice cell, uint64_t line)
{
	const unsigned before = guess->ruled_out;

	guess->seen = true;
	for (enum cell_type type = 0; type < CELL_TEXT; type++)
		if (!(guess->ruled_out & 1u << type) && !cell_fits(cell, type))
			guess->ruled_out |= 1u << type;
	if (!guess_is_text(guess))
		return;
	enum cell_type missed = 0;
	while (before & 1u << missed)
		missed++;
	guess->reason = cell_misfit(cell, missed);
	guess->line = line;
	guess->cell_length = utf8_prefix(cell, sizeof guess->cell / 4);
	guess->cut = guess->cell_length < cell.length;
	memcpy(guess->cell, cell.at, guess->cell_length);
}

static enum cell_type
guessed_type(const struct guess *guess)
{
	enum cell_type type = 0;

	if (!guess->seen)
		return CELL_TEXT;
	while (guess->ruled_out & 1u << type)
		type++;
	return type;
}

void
types_settle(const struct columns *columns, const struct guess *guesses)
{
	for (size_t i = 0; i < columns->count; i++)
		if (!columns->at[i].declared)
			columns->at[i].type = guessed_type(&guesses[i]);
}

static void
write_reason(struct buffer *to, const struct guess *guess)
{
	struct slice cell = { guess->cell, guess->cell_length };

	if (!guess->seen) {
		buffer_text(to, "# no cell has a value\n");
		return;
	}
	buffer_print(to, "# line %" PRIu64 ": ", guess->line);
	json_text_write(to, cell);
	buffer_print(to, "%s %s\n", guess->cut ? "..." : "", guess->reason);
}

void
types_write(struct buffer *to, const struct columns *columns, const struct guess *guesses)
{
	for (size_t i = 0; i < columns->count; i++) {
		const struct column *column = &columns->at[i];
		if (column->dropped)
			continue;
		if (column->type == CELL_TEXT && !column->declared)
			write_reason(to, &guesses[i]);
		types_write_name(to, column->name);
		buffer_print(to, "=%s\n", cell_type_names[column->type]);
	}
}
