/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/kind.h"

#include <string.h>

enum { SIZE_MIN = 100, SIZE_LIMIT = 10000 };

/* Without the NUL. */
#define ENDING(text)                  \
	{                             \
		text, sizeof text - 1 \
	}
#define SVG "svg noenhanced size %.0f,%.0f font 'sans-serif,13' background rgb 'white'"

/* "Sans" and "sans-serif" are families that fontconfig always resolves. --size means the same in each format:
 * a pixel of PNG and SVG is 1/96 inch of PDF, and a character is 8 by 16 pixels. */
static const struct plot_format formats[] = {
	{
		.suffix = "png",
		.terminal = "pngcairo noenhanced size %.0f,%.0f font 'Sans,10' background rgb 'white'",
		.across = 1,
		.down = 1,
		.ending = ENDING("IEND\xae\x42\x60\x82"),
	},
	{
		.suffix = "svg",
		.terminal = SVG,
		.across = 1,
		.down = 1,
		.ending = ENDING("</svg>\n\n"),
		.svg = true,
	},
	{
		.suffix = "pdf",
		.terminal = "pdfcairo noenhanced size %.4fin,%.4fin font 'Sans,10' background rgb 'white'",
		.across = 96,
		.down = 96,
		.ending = ENDING("%%EOF\n"),
	},
	{
		.suffix = "html",
		.terminal = SVG,
		.across = 1,
		.down = 1,
		.ending = ENDING("</svg>\n\n"),
		.svg = true,
		.page = true,
	},
	{
		.suffix = "txt",
		.terminal = "dumb nofeed noenhanced size %.0f,%.0f",
		.across = 8,
		.down = 16,
		.characters = true,
	},
	{ .suffix = "gp" },
};
enum { FORMATS = sizeof formats / sizeof *formats, SCRIPT = FORMATS - 1 };

/* --term: characters with colours. */
static const struct plot_format terminal = {
	.suffix = "",
	.terminal = "dumb nofeed noenhanced ansi256 size %.0f,%.0f",
	.across = 8,
	.down = 16,
	.characters = true,
};

static bool
is_drawn(const struct plot_kind *kind)
{
	return kind->options & TAKES_DRAWING;
}

static int
find_format(struct plot_spec *spec, const char *output, struct error *error)
{
	const char *slash = output ? strrchr(output, '/') : NULL;
	const char *dot = output ? strrchr(slash ? slash : output, '.') : NULL;

	spec->format = spec->term ? &terminal : &formats[SCRIPT];
	if (spec->term && output)
		return error_set(error, STATUS_USAGE, "--term draws in the terminal, -o in a file; give one");
	if (!dot || !is_drawn(spec->kind))
		return 0;
	for (size_t i = 0; i < FORMATS; i++)
		if (strcmp(dot + 1, formats[i].suffix) == 0) {
			spec->format = &formats[i];
			return 0;
		}
	return error_set(error, STATUS_USAGE,
		"-o %s: the suffix selects the format; use .png, .svg, .pdf, .html, .txt, or .gp for a "
		"script",
		output);
}

static int
read_size(struct plot_spec *spec, const char *text, struct error *error)
{
	const char *x = strchr(text, 'x');
	uint64_t width, height;

	if (!x || !slice_read_unsigned(slice_between(text, x), SIZE_LIMIT, &width) ||
		!slice_read_unsigned(slice_of(x + 1), SIZE_LIMIT, &height) || width < SIZE_MIN ||
		height < SIZE_MIN)
		return error_set(error, STATUS_USAGE,
			"--size %s: give WIDTHxHEIGHT in pixels, %d to %d each, as in 640x480", text,
			SIZE_MIN, SIZE_LIMIT);
	spec->width = (unsigned)width;
	spec->height = (unsigned)height;
	return 0;
}

/* The ten that most plotting software begins with, red before green. */
static const char *const default_colors[DEFAULT_COLORS] = { "1f77b4", "ff7f0e", "d62728", "2ca02c", "9467bd",
	"8c564b", "e377c2", "7f7f7f", "bcbd22", "17becf" };

/* The names of CSS that a chart needs, in the shades of the default colours. */
static const struct {
	const char *name, *digits;
} color_names[] = {
	{ "black", "000000" },
	{ "blue", "1f77b4" },
	{ "brown", "8c564b" },
	{ "gray", "7f7f7f" },
	{ "green", "2ca02c" },
	{ "olive", "bcbd22" },
	{ "orange", "ff7f0e" },
	{ "pink", "e377c2" },
	{ "purple", "9467bd" },
	{ "red", "d62728" },
	{ "teal", "008080" },
};
enum { COLOR_NAMES = sizeof color_names / sizeof *color_names };

static bool
is_hexadecimal(struct slice text)
{
	for (size_t i = 0; i < text.length; i++)
		if (!memchr("0123456789abcdef", text.at[i], 16))
			return false;
	return text.length == 6;
}

/* The digits of a colour as --colors names it, or NULL. */
static const char *
read_color(struct slice text)
{
	for (size_t i = 0; i < COLOR_NAMES; i++)
		if (slice_is(text, color_names[i].name))
			return color_names[i].digits;
	if (text.length && text.at[0] == '#')
		text = (struct slice){ text.at + 1, text.length - 1 };
	return is_hexadecimal(text) ? text.at : NULL;
}

static int
check_colors(const struct plot_spec *spec, struct error *error)
{
	for (size_t i = 0; i < spec->colors.count; i++)
		if (!read_color(spec->colors.at[i]))
			return error_set(error, STATUS_USAGE,
				"--colors %.*s: give six hexadecimal digits in small letters, or black, "
				"blue, brown, gray, green, olive, orange, pink, purple, red, teal",
				SLICE_PRINT(spec->colors.at[i]));
	return 0;
}

void
plot_color(const struct plot_spec *spec, size_t index, char digits[7])
{
	const char *found = default_colors[index % DEFAULT_COLORS];

	if (spec->colors.count)
		found = read_color(spec->colors.at[index % spec->colors.count]);
	memcpy(digits, found, 6);
	digits[6] = '\0';
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

/* Rejects options that the kind does not take. */
static int
check_options(const struct plot_spec *spec, struct error *error)
{
	const struct {
		const char *name;
		bool given;
		unsigned option;
	} options[] = {
		{ "-x", spec->x, TAKES_DRAWING },
		{ "-y", spec->y.count, TAKES_Y },
		{ "-g", spec->group, TAKES_GROUP },
		{ "--title", spec->title, TAKES_TITLE },
		{ "--xlabel", spec->xlabel, TAKES_AXES },
		{ "--ylabel", spec->ylabel, TAKES_AXES },
		{ "--size", spec->size, TAKES_DRAWING },
		{ "--term", spec->term, TAKES_DRAWING },
		{ "--every", trigger_is_set(&spec->every), TAKES_DRAWING },
		{ "--legend", spec->legend, TAKES_DRAWING },
		{ "--colors", spec->colors.count, TAKES_DRAWING },
		{ "--alpha", !isnan(spec->alpha), TAKES_DRAWING },
		{ "--si", spec->si, TAKES_AXES },
		{ "--log", spec->log.count, TAKES_AXES },
		{ "--log x", spec->log_x, TAKES_LOG_X },
		{ "--identity", spec->identity, TAKES_BAND },
		{ "--band", !isnan(spec->band), TAKES_BAND },
		{ "--categories", spec->categories.count, TAKES_CATEGORIES },
		{ "--sort", spec->sort, TAKES_CATEGORIES },
		{ "--stack", spec->stack, TAKES_STACK },
		{ "--labels", spec->labels, TAKES_LABELS },
		{ "--bins", spec->bins, TAKES_BINS },
		{ "--columns", spec->columns.count, TAKES_COLUMNS },
		{ "--no-header", spec->no_header, TAKES_COLUMNS },
		{ "--null", spec->null_text, TAKES_COLUMNS },
		{ "--refresh", spec->refresh, TAKES_TITLE },
	};

	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (options[i].given && !(options[i].option & spec->kind->options))
			return error_set(error, STATUS_USAGE, "%s: not an option of %s", options[i].name,
				spec->kind->name);
	return 0;
}

/* The index of the word, or `count` with STATUS_USAGE. */
static size_t
find_word(const char *option, const char *word, const char *const *words, size_t count, const char *all,
	struct error *error)
{
	size_t i = 0;

	while (i < count && strcmp(word, words[i]) != 0)
		i++;
	if (i == count)
		error_set(error, STATUS_USAGE, "%s %s: use %s", option, word, all);
	return i;
}

static int
check_words(struct plot_spec *spec, struct error *error)
{
	static const char *const labels[] = { "share", "value", "none" };
	static const char *const places[] = { "above", "below", "right", "none" };

	spec->place = PLACE_AUTO;
	if (spec->labels)
		spec->beside = (enum plot_labels)find_word(
			"--labels", spec->labels, labels, 3, "share, value or none", error);
	if (spec->legend)
		spec->place = (enum plot_place)find_word(
			"--legend", spec->legend, places, 4, "above, below, right or none", error);
	return error->kind == STATUS_DONE ? 0 : -1;
}

/* --every needs a place to draw to, --refresh a page. */
static int
check_every(const struct plot_spec *spec, const char *output, struct error *error)
{
	if (trigger_is_set(&spec->every) && !output && !spec->term)
		return error_set(error, STATUS_USAGE,
			"--every: give a place to draw: -o FILE, -o with {n} in its name, or --term");
	if (spec->refresh && is_drawn(spec->kind) && !spec->format->page)
		return error_set(error, STATUS_USAGE, "--refresh: only a page reloads itself: -o FILE.html");
	return 0;
}

/* The rules for pictures of all kinds. */
static int
check_picture(struct plot_spec *spec, struct error *error)
{
	const struct plot_kind *kind = spec->kind;

	if (!spec->x || (kind->options & TAKES_Y && spec->y.count == 0))
		return error_set(error, STATUS_USAGE, "%s: give %s", kind->name, kind->needs);
	if (kind->check && kind->check(spec, error))
		return -1;
	if (spec->y.count > SERIES_LIMIT)
		return error_set(error, STATUS_USAGE,
			"-y: %zu series are too many to tell apart; give at most %d", spec->y.count,
			SERIES_LIMIT);
	if (spec->si && spec->log.count && spec->y.count) /* the counts of a histogram have both */
		return error_set(error, STATUS_USAGE, "--si: not on a log axis");
	if (spec->alpha > 1 || spec->alpha < 0)
		return error_set(
			error, STATUS_USAGE, "--alpha: give a number from 0 (invisible) to 1 (solid)");
	return 0;
}

int
plot_spec_check(struct plot_spec *spec, const char *kind, const char *output, struct error *error)
{
	if (!(spec->kind = plot_kind_find(kind, error)) || find_format(spec, output, error) ||
		read_size(spec, spec->size ? spec->size : "640x480", error) || check_log(spec, error) ||
		check_options(spec, error) || check_words(spec, error) || check_colors(spec, error) ||
		check_every(spec, output, error))
		return -1;
	return is_drawn(spec->kind) ? check_picture(spec, error) : 0;
}
