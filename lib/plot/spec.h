/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spec: what plotdata was asked to draw, checked before any input is read. */
#ifndef PLOT_SPEC_H
#define PLOT_SPEC_H

#include "base/error.h"
#include "base/names.h"
#include "number/number.h"
#include "stream/pace.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

enum plot_kind {
	PLOT_SCATTER,
	PLOT_LINE,
	PLOT_BAR,
	PLOT_PIE,
	PLOT_HIST,
	PLOT_TABLE,
	PLOT_CSV,
	PLOT_TSV,
	PLOT_PAGE,
};
enum { PLOT_KINDS = PLOT_PAGE + 1 };

/* Where the legend stands; PLACE_OURS is right for a pie and for many series, else below. */
enum plot_place { PLACE_ABOVE, PLACE_BELOW, PLACE_RIGHT, PLACE_NONE, PLACE_OURS };

/* What stands beside the slices of a pie. */
enum plot_labels { LABELS_SHARE, LABELS_VALUE, LABELS_NONE };

/* What a suffix of the output means. */
struct plot_format {
	const char *suffix;
	/* gnuplot's `set terminal`, a format that takes width and height; NULL for the script itself. */
	const char *terminal;
	double across, down; /* pixels in one unit of that terminal */
	bool characters;     /* it draws with characters */
	/* The last bytes of a picture that is whole; empty where there is no such mark. */
	struct slice ending;
	bool xml;  /* text has to be escaped for SVG */
	bool page; /* the picture goes into a page of HTML */
};

struct plot_spec {
	enum plot_kind kind;
	/* As given on the command line; see man/plotdata.1. */
	const char *x, *group;
	struct names y;
	const char *title, *xlabel, *ylabel, *size;
	struct names log, categories, columns, colors;
	bool identity, sort, stack, si, no_header, term;
	double band;    /* NaN: none */
	double alpha;   /* NaN: none */
	uint64_t limit; /* UINT64_MAX: none */
	uint64_t bins;  /* 0: none given */
	const char *null_text, *labels, *legend;
	struct trigger every;
	int64_t refresh; /* microseconds; 0: none */
	/* Found by plot_spec_check. */
	enum plot_labels beside;
	enum plot_place place;
	const struct plot_format *format;
	unsigned width, height; /* pixels */
	bool log_x, log_y;
	bool by_band;        /* the two series are inside and outside the band */
	struct number share; /* of --band: 15% is the decimal 0.15, not the double nearest to it */
};

enum { SERIES_MOST = 100 }; /* a legend with more cannot be read */

/* The spec before its options are read. */
#define PLOT_SPEC_DEFAULTS                                     \
	{                                                      \
		.band = NAN, .alpha = NAN, .limit = UINT64_MAX \
	}

/* True for the kinds that gnuplot draws. */
static inline bool
plot_kind_drawn(enum plot_kind kind)
{
	return kind <= PLOT_HIST;
}

/* kind is the operand; output is -o FILE or NULL. Fills the lower half. 0, or -1 with STATUS_USAGE. */
int plot_spec_check(struct plot_spec *spec, const char *kind, const char *output, struct error *error);

/* format.c: what the output's suffix, --term and --size say. 0, or -1 with STATUS_USAGE. */
int plot_format_check(struct plot_spec *spec, const char *output, struct error *error);

/* color.c: the colour of a series or slice as six hexadecimal digits, from --colors or ten of ours, again and
 * again. */
void plot_color(const struct plot_spec *spec, size_t index, char digits[7]);
int plot_colors_check(const struct plot_spec *spec, struct error *error);

#endif
