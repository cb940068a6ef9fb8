/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/spec.h"

#include <string.h>

/* The ten that most plotting software begins with, red before green. */
static const char *const ours[] = { "1f77b4", "ff7f0e", "d62728", "2ca02c", "9467bd", "8c564b", "e377c2",
	"7f7f7f", "bcbd22", "17becf" };
enum { OURS = sizeof ours / sizeof *ours };

/* CSS has these names; of them what a chart wants. */
static const struct {
	const char *name, *digits;
} names[] = {
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
enum { NAMES = sizeof names / sizeof *names };

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
	for (size_t i = 0; i < NAMES; i++)
		if (slice_is(text, names[i].name))
			return names[i].digits;
	if (text.length && text.at[0] == '#')
		text = (struct slice){ text.at + 1, text.length - 1 };
	return is_hexadecimal(text) ? text.at : NULL;
}

int
plot_colors_check(const struct plot_spec *spec, struct error *error)
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
	const char *found = ours[index % OURS];

	if (spec->colors.count)
		found = read_color(spec->colors.at[index % spec->colors.count]);
	memcpy(digits, found, 6);
	digits[6] = '\0';
}
