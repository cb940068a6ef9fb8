/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/counts.h"

#include "record/text.h"

void
counts_add(struct counts *counts, const struct counts *more)
{
	counts->read += more->read;
	counts->used += more->used;
	counts->written += more->written;
	counts->filtered += more->filtered;
	counts->late += more->late;
	counts->refused += more->refused;
	counts->blank += more->blank;
	counts->undefined += more->undefined;
	counts->exploded += more->exploded;
}

static void
field(struct buffer *to, const char *name, uint64_t value)
{
	buffer_byte(to, ',');
	json_text_write(to, slice_of(name));
	buffer_byte(to, ':');
	buffer_unsigned(to, value);
}

void
counts_report(
	struct buffer *to, const char *tool, const struct counts *counts, const struct extra_count *extra)
{
	const struct extra_count common[] = {
		{ "read", counts->read },
		{ "used", counts->used },
		{ "written", counts->written },
		{ "filtered", counts->filtered },
		{ "late", counts->late },
		{ "refused", counts->refused },
		{ "blank", counts->blank },
		{ "undefined", counts->undefined },
	};

	buffer_text(to, "{\"tool\":");
	json_text_write(to, slice_of(tool));
	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		field(to, common[i].name, common[i].value);
	for (; extra->name; extra++)
		field(to, extra->name, extra->value);
	buffer_text(to, "}\n");
}
