/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/kind.h"

#include <string.h>

/* In the order of --help and of the messages. */
static const struct plot_kind *const kinds[] = {
	&plot_scatter,
	&plot_line,
	&plot_steps,
	&plot_bar,
	&plot_pie,
	&plot_hist,
	&plot_table,
	&plot_csv,
	&plot_tsv,
	&plot_page,
};
enum { KINDS = sizeof kinds / sizeof *kinds };

void
plot_kind_names(struct buffer *to, const char *last)
{
	for (size_t i = 0; i < KINDS; i++) {
		if (i > 0 && i + 1 < KINDS)
			buffer_text(to, ", ");
		else if (i > 0)
			buffer_printf(to, " %s ", last);
		buffer_text(to, kinds[i]->name);
	}
}

static void
unknown_kind(const char *name, struct error *error)
{
	struct names all = { 0 };
	struct buffer text = { 0 };
	int failed = 0;

	for (size_t i = 0; i < KINDS; i++)
		failed |= names_add(&all, slice_of(kinds[i]->name));
	const struct slice *near = failed ? NULL : names_nearest(&all, slice_of(name));
	if (near)
		buffer_printf(&text, "nearest is %.*s; ", SLICE_PRINT(*near));
	buffer_text(&text, "the kinds are ");
	plot_kind_names(&text, "and");
	if (failed || text.failed)
		error_memory(error);
	else
		error_set(
			error, STATUS_USAGE, "%s: unknown kind; %.*s", name, SLICE_PRINT(buffer_view(&text)));
	buffer_free(&text);
	names_free(&all);
}

const struct plot_kind *
plot_kind_find(const char *name, struct error *error)
{
	for (size_t i = 0; i < KINDS; i++)
		if (strcmp(name, kinds[i]->name) == 0)
			return kinds[i];
	unknown_kind(name, error);
	return NULL;
}

void
plot_kind_synopsis(struct buffer *to)
{
	for (size_t i = 0; i < KINDS; i++) {
		bool last = i + 1 == KINDS || strcmp(kinds[i]->arguments, kinds[i + 1]->arguments) != 0;
		buffer_text(to, kinds[i]->name);
		if (last)
			buffer_printf(to, " %s%s", kinds[i]->arguments, i + 1 < KINDS ? "\n" : "");
		else
			buffer_text(to, " | ");
	}
}
