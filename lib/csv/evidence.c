/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of types.h that finds types out. */
#include "csv/types.h"
#include "record/json_text.h"
#include "record/utf8.h"

#include <inttypes.h>

void
evidence_add(struct evidence *evidence, struct slice cell, uint64_t line)
{
	const unsigned before = evidence->ruled_out;

	evidence->seen = true;
	for (enum cell_type type = 0; type < CELL_TEXT; type++)
		if (!(evidence->ruled_out & 1u << type) && !cell_fits(cell, type))
			evidence->ruled_out |= 1u << type;
	if (!evidence_is_text(evidence))
		return;
	enum cell_type missed = 0;
	while (before & 1u << missed)
		missed++;
	evidence->reason = cell_misfit(cell, missed);
	evidence->line = line;
	evidence->cell_length = utf8_prefix(cell, sizeof evidence->cell / 4);
	evidence->cut = evidence->cell_length < cell.length;
	memcpy(evidence->cell, cell.at, evidence->cell_length);
}

static enum cell_type
guessed_type(const struct evidence *evidence)
{
	enum cell_type type = 0;

	if (!evidence->seen)
		return CELL_TEXT;
	while (evidence->ruled_out & 1u << type)
		type++;
	return type;
}

void
types_settle(const struct columns *columns, const struct evidence *evidence)
{
	for (size_t i = 0; i < columns->count; i++)
		if (!columns->at[i].declared)
			columns->at[i].type = guessed_type(&evidence[i]);
}

static void
write_reason(struct buffer *to, const struct evidence *evidence)
{
	struct slice cell = { evidence->cell, evidence->cell_length };

	if (!evidence->seen) {
		buffer_text(to, "# no cell has a value\n");
		return;
	}
	buffer_printf(to, "# line %" PRIu64 ": ", evidence->line);
	json_text_write(to, cell);
	buffer_printf(to, "%s %s\n", evidence->cut ? "..." : "", evidence->reason);
}

void
types_write(struct buffer *to, const struct columns *columns, const struct evidence *evidence)
{
	for (size_t i = 0; i < columns->count; i++) {
		const struct column *column = &columns->at[i];
		if (column->dropped)
			continue;
		if (column->type == CELL_TEXT && !column->declared)
			write_reason(to, &evidence[i]);
		types_write_name(to, column->name);
		buffer_printf(to, "=%s\n", cell_type_names[column->type]);
	}
}
