/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/spec.h"

#include <string.h>

enum { SIZE_LEAST = 100, SIZE_MOST = 10000 };

/* Without the NUL. */
#define ENDING(text)                  \
	{                             \
		text, sizeof text - 1 \
	}
#define SVG "svg noenhanced size %.0f,%.0f font 'sans-serif,13' background rgb 'white'"

/* "Sans" and "sans-serif" are families that fontconfig always resolves. The picture of the sizes agrees: a
 * pixel of PNG and SVG is 1/96 inch of PDF, and a character of the text terminal is 8 by 16 of them. */
static const struct plot_format formats[] = {
	{ "png", "pngcairo noenhanced size %.0f,%.0f font 'Sans,10' background rgb 'white'", 1, 1, false,
		ENDING("IEND\xae\x42\x60\x82"), false, false },
	{ "svg", SVG, 1, 1, false, ENDING("</svg>\n\n"), true, false },
	{ "pdf", "pdfcairo noenhanced size %.4fin,%.4fin font 'Sans,10' background rgb 'white'", 96, 96,
		false, ENDING("%%EOF\n"), false, false },
	{ "html", SVG, 1, 1, false, ENDING("</svg>\n\n"), true, true },
	{ "txt", "dumb nofeed noenhanced size %.0f,%.0f", 8, 16, true, { 0 }, false, false },
	{ "gp", NULL, 1, 1, false, { 0 }, false, false },
};
enum { FORMATS = sizeof formats / sizeof *formats, SCRIPT = FORMATS - 1 };

/* --term: characters with colours. */
static const struct plot_format terminal = { "", "dumb nofeed noenhanced ansi256 size %.0f,%.0f", 8, 16, true,
	{ 0 }, false, false };

static int
find_format(struct plot_spec *spec, const char *output, struct error *error)
{
	const char *slash = output ? strrchr(output, '/') : NULL;
	const char *dot = output ? strrchr(slash ? slash : output, '.') : NULL;

	spec->format = spec->term ? &terminal : &formats[SCRIPT];
	if (spec->term && output)
		return error_set(error, STATUS_USAGE, "--term draws in the terminal, -o in a file; give one");
	if (!dot || !plot_kind_drawn(spec->kind))
		return 0;
	for (size_t i = 0; i < FORMATS; i++)
		if (strcmp(dot + 1, formats[i].suffix) == 0) {
			spec->format = &formats[i];
			return 0;
		}
	return error_set(error, STATUS_USAGE,
		"-o %s: the suffix says what to draw; use .png, .svg, .pdf, .html, .txt, or .gp for a script",
		output);
}

static int
read_size(struct plot_spec *spec, const char *text, struct error *error)
{
	const char *x = strchr(text, 'x');
	uint64_t width, height;

	if (!x || !slice_read_unsigned(slice_between(text, x), SIZE_MOST, &width) ||
		!slice_read_unsigned(slice_of(x + 1), SIZE_MOST, &height) || width < SIZE_LEAST ||
		height < SIZE_LEAST)
		return error_set(error, STATUS_USAGE,
			"--size %s: give WIDTHxHEIGHT in pixels, %d to %d each, as in 640x480", text,
			SIZE_LEAST, SIZE_MOST);
	spec->width = (unsigned)width;
	spec->height = (unsigned)height;
	return 0;
}

int
plot_format_check(struct plot_spec *spec, const char *output, struct error *error)
{
	return find_format(spec, output, error) || read_size(spec, spec->size ? spec->size : "640x480", error)
		       ? -1
		       : 0;
}
