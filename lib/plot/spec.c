/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/spec.h"

enum { SIZE_LEAST = 100, SIZE_MOST = 10000 };

static const char *const kinds[] = { "scatter", "line", "bar", "csv" };
enum { KINDS = sizeof kinds / sizeof *kinds };

/* Without the NUL. */
#define ENDING(text)                  \
	{                             \
		text, sizeof text - 1 \
	}

/* "Sans" and "sans-serif" are families that fontconfig always resolves. The picture of the sizes agrees: a
 * pixel of PNG and SVG is 1/96 inch of PDF, and a character of the text terminal is 8 by 16 of them. */
static const struct plot_format formats[] = {
	{ "png", "pngcairo noenhanced size %.0f,%.0f font 'Sans,10' background rgb 'white'", 1, 1, false,
		ENDING("IEND\xae\x42\x60\x82"), false },
	{ "svg", "svg noenhanced size %.0f,%.0f font 'sans-serif,13' background rgb 'white'", 1, 1, false,
		ENDING("</svg>\n\n"), true },
	{ "pdf", "pdfcairo noenhanced size %.4fin,%.4fin font 'Sans,10' background rgb 'white'", 96, 96,
		false, ENDING("%%EOF\n"), false },
	{ "gp", NULL, 1, 1, false, { 0 }, false },
	{ "txt", "dumb noenhanced size %.0f,%.0f", 8, 16, true, { 0 }, false },
};
enum { FORMATS = sizeof formats / sizeof *formats, SCRIPT_FORMAT = 3 };

static int
check_kind(struct plot_spec *spec, const char *kind, struct error *error)
{
	struct names list = { 0 };
	int status = 0;

	for (size_t i = 0; i < KINDS; i++) {
		if (strcmp(kind, kinds[i]) == 0) {
			spec->kind = (enum plot_kind)i;
			names_free(&list);
			return 0;
		}
		status |= names_add(&list, slice_of(kinds[i]));
	}
	const struct slice *near = status ? NULL : names_near(&list, slice_of(kind));
	error_set(error, STATUS_USAGE,
		"%s: no such kind of picture%s%.*s; there are scatter, line, bar and csv", kind,
		near ? "; nearest is " : "", near ? (int)near->length : 0, near ? near->at : "");
	names_free(&list);
	return -1;
}

static int
check_format(struct plot_spec *spec, const char *output, struct error *error)
{
	const char *slash = output ? strrchr(output, '/') : NULL;
	const char *dot = output ? strrchr(slash ? slash : output, '.') : NULL;

	spec->format = &formats[SCRIPT_FORMAT];
	if (!dot || spec->kind == PLOT_CSV)
		return 0;
	for (size_t i = 0; i < FORMATS; i++)
		if (strcmp(dot + 1, formats[i].suffix) == 0) {
			spec->format = &formats[i];
			return 0;
		}
	return error_set(error, STATUS_USAGE,
		"-o %s: the suffix says what to draw; use .png, .svg, .pdf, .txt, or .gp for a script",
		output);
}

static int
check_size(struct plot_spec *spec, struct error *error)
{
	const char *text = spec->size;
	unsigned size[2] = { 0, 0 };

	for (size_t i = 0; i < 2; i++) {
		while (*text >= '0' && *text <= '9' && size[i] <= SIZE_MOST)
			size[i] = 10 * size[i] + (unsigned)(*text++ - '0');
		if (size[i] < SIZE_LEAST || size[i] > SIZE_MOST || *text != (i ? '\0' : 'x'))
			return error_set(error, STATUS_USAGE,
				"--size %s: give WIDTHxHEIGHT in pixels, %d to %d each, as in 640x480",
				spec->size, SIZE_LEAST, SIZE_MOST);
		text++;
	}
	spec->width = size[0];
	spec->height = size[1];
	return 0;
}

static int
check_log(struct plot_spec *spec, struct error *error)
{
	for (size_t i = 0; i < spec->log.count; i++) {
		struct slice axis = spec->log.at[i];
		if (slice_is(axis, "x"))
			spec->log_x = true;
		else if (slice_is(axis, "y"))
			spec->log_y = true;
		else
			return error_set(
				error, STATUS_USAGE, "--log %.*s: the axes are x and y", SLICE_PRINT(axis));
	}
	return 0;
}

/* Every option that some kind does not know, with the kinds that do. */
static int
check_options(const struct plot_spec *spec, struct error *error)
{
	const unsigned scatter = 1U << PLOT_SCATTER, line = 1U << PLOT_LINE, bar = 1U << PLOT_BAR,
		       csv = 1U << PLOT_CSV;
	const unsigned drawn = scatter | line | bar;
	const struct {
		const char *name;
		bool given;
		unsigned kinds;
	} uses[] = {
		{ "-x", spec->x, drawn },
		{ "-y", spec->y.count, drawn },
		{ "-g", spec->group, drawn },
		{ "--title", spec->title, drawn },
		{ "--xlabel", spec->xlabel, drawn },
		{ "--ylabel", spec->ylabel, drawn },
		{ "--si", spec->si, drawn },
		{ "--log", spec->log.count, drawn },
		{ "--log x", spec->log_x, scatter | line },
		{ "--identity", spec->identity, scatter },
		{ "--band", !isnan(spec->band), scatter },
		{ "--alpha", !isnan(spec->alpha), drawn },
		{ "--categories", spec->categories.count, bar },
		{ "--sort", spec->sort, bar },
		{ "--stack", spec->stack, bar },
		{ "--columns", spec->columns.count, csv },
		{ "--no-header", spec->no_header, csv },
		{ "--null", spec->null_text, csv },
	};

	for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
		if (uses[i].given && !(uses[i].kinds & 1U << spec->kind))
			return error_set(error, STATUS_USAGE, "%s: not an option of %s", uses[i].name,
				kinds[spec->kind]);
	return 0;
}

static int
check_together(const struct plot_spec *spec, struct error *error)
{
	bool banded = !isnan(spec->band), lines = spec->identity || banded;

	if (!spec->x || spec->y.count == 0)
		return error_set(error, STATUS_USAGE, "%s: give the field of each axis: -x FIELD -y FIELD",
			kinds[spec->kind]);
	if (spec->y.count > SERIES_MOST)
		return error_set(error, STATUS_USAGE,
			"-y: %zu series are too many to tell apart; give %d at most", spec->y.count,
			SERIES_MOST);
	if (banded && !(spec->band > 0))
		return error_set(
			error, STATUS_USAGE, "--band must be above 0; 15%% is a share of what -x holds");
	if (banded && (spec->group || spec->y.count > 1))
		return error_set(error, STATUS_USAGE,
			"--band: the colours say what is inside the band; give one -y and no -g");
	if (lines && spec->log_x != spec->log_y)
		return error_set(error, STATUS_USAGE,
			"--log: the lines of --identity and --band are straight with --log x,y only");
	if (spec->stack && spec->log_y)
		return error_set(
			error, STATUS_USAGE, "--stack: stacked bars on a log axis would mean nothing");
	if (spec->si && spec->log.count)
		return error_set(error, STATUS_USAGE, "--si: not on a log axis");
	if (spec->alpha > 1 || spec->alpha < 0)
		return error_set(error, STATUS_USAGE, "--alpha: 0 is invisible and 1 is solid");
	return 0;
}

int
plot_spec_check(struct plot_spec *spec, const char *kind, const char *output, struct error *error)
{
	if (check_kind(spec, kind, error) || check_format(spec, output, error) || check_size(spec, error) ||
		check_log(spec, error) || check_options(spec, error))
		return -1;
	spec->by_band = !isnan(spec->band);
	if (spec->by_band)
		spec->share = number_shortest(spec->band);
	return spec->kind == PLOT_CSV ? 0 : check_together(spec, error);
}
