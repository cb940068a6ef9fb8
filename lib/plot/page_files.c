/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/page.h"

#include "plot/escape.h"
#include "stream/read_file.h"

#include <string.h>

/* The name without its folders. */
static struct slice
name_of(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slice_of(slash ? slash + 1 : file);
}

/* The same without its suffix. */
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

/* What a suffix of a file means; a figure of text has a caption, a picture has its own. */
static const struct part {
	const char *suffix;
	int (*add)(struct run *run, const struct plot_spec *spec, char *file, struct error *error);
	const char *before, *after; /* NULL for a picture */
} parts[] = {
	{ "svg", add_svg, NULL, NULL },
	{ "png", add_png, NULL, NULL },
	{ "txt", add_text, "", "" },
	{ "csv", page_csv, "<table>\n", "</table>\n" },
	{ "tsv", page_copy, "<table>\n", "</table>\n" },
	{ "ndjson", page_records, "<table>\n", "</table>\n" },
	{ "json", page_records, "<table>\n", "</table>\n" },
};
enum { PARTS = sizeof parts / sizeof *parts };

static const struct part *
find_part(const char *file, struct error *error)
{
	const char *dot = strrchr(name_of(file).at, '.');

	for (size_t i = 0; dot && i < PARTS; i++)
		if (strcmp(dot + 1, parts[i].suffix) == 0)
			return &parts[i];
	error_set(error, STATUS_USAGE,
		"page: %s: the suffix says what it is; a page takes .svg, .png, .csv, .tsv, .ndjson, .json, "
		".txt",
		file);
	return NULL;
}

static int
add_part(struct run *run, const struct plot_spec *spec, const struct part *part, char *file,
	struct error *error)
{
	struct buffer text = { 0 };

	if (!part->before)
		return part->add(run, spec, file, error);
	buffer_text(&text, "<figure><figcaption>");
	escape_html(&text, stem_of(file));
	buffer_printf(&text, "</figcaption>\n%s", part->before);
	int status = sink_buffer(&run->out, &text, error);
	buffer_free(&text);
	if (status || part->add(run, spec, file, error) ||
		sink_append(&run->out, slice_of(part->after), error))
		return -1;
	return sink_append(&run->out, slice_of("</figure>\n"), error);
}

int
page_files(struct run *run, const struct plot_spec *spec, char *const *files, struct error *error)
{
	const struct part *part;

	if (!files[0])
		return error_set(error, STATUS_USAGE, "page: name the pictures and tables that stand on it");
	for (char *const *file = files; *file; file++)
		if (!find_part(*file, error))
			return -1;
	if (page_begin(&run->out, spec->title, spec->refresh, error))
		return -1;
	for (; *files; files++)
		if (!(part = find_part(*files, error)) || add_part(run, spec, part, *files, error))
			return -1;
	return page_end(&run->out, error);
}
