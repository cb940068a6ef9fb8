/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spec: the options of plotdata, checked before any input is read. */
#ifndef PLOT_SPEC_H
#define PLOT_SPEC_H

#include "base/error.h"
#include "base/names.h"
#include "number/number.h"
#include "stream/pace.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

struct plot_kind;

/* Where the legend stands. PLACE_AUTO is right for a pie and for many series, else below. */
enum plot_place { PLACE_ABOVE, PLACE_BELOW, PLACE_RIGHT, PLACE_NONE, PLACE_AUTO };

/* What stands beside the slices of a pie. */
enum plot_labels { LABELS_SHARE, LABELS_VALUE, LABELS_NONE };

/* What a suffix of the output means. */
struct plot_format {
	const char *suffix;
	/* gnuplot's `set terminal`, a format that takes width and height; NULL for the script itself. */
	const char *terminal;
	double across, down; /* pixels in one unit of that terminal */
	bool characters;     /* it draws with characters */
	struct slice ending; /* the last bytes of a complete picture; empty where they are not known */
	bool svg;            /* gnuplot's SVG terminal draws it */
	bool page;           /* the picture goes into a page of HTML */
};

struct plot_spec {
	/* As given on the command line; see man/plotdata.1. */
	const char *x, *group;
	struct names y;
	const char *title, *xlabel, *ylabel, *size;
	struct names log, categories, columns, colors;
	bool identity, sort, stack, si, no_header, term;
	double band;    /* NaN: none */
	double alpha;   /* NaN: the kind's own */
	uint64_t limit; /* UINT64_MAX: none */
	uint64_t bins;  /* 0: not given */
	const char *null_text, *labels, *legend;
	struct trigger every;
	int64_t refresh; /* microseconds; 0: none */
	/* Set by plot_spec_check. */
	const struct plot_kind *kind;
	enum plot_labels beside;
	enum plot_place place;
	const struct plot_format *format;
	unsigned width, height; /* pixels */
	bool log_x, log_y;
	bool by_band;        /* the two series are inside and outside the band */
	struct number share; /* --band as a decimal: 15% is 0.15, not the double nearest to it */
};

/* The spec before its options are read. */
#define PLOT_SPEC_DEFAULTS                                     \
	{                                                      \
		.band = NAN, .alpha = NAN, .limit = UINT64_MAX \
	}

enum { SERIES_LIMIT = 100 }; /* a legend with more cannot be read */

/* kind is the operand; output is -o FILE or NULL. Sets the members from `kind` on. 0, or -1 with
 * STATUS_USAGE. */
int plot_spec_check(struct plot_spec *spec, const char *kind, const char *output, struct error *error);

enum { DEFAULT_COLORS = 10 };

/* The colour of a series or slice as six hexadecimal digits: from --colors, else one of the default. They
 * repeat. */
void plot_color(const struct plot_spec *spec, size_t index, char digits[7]);

#endif
