/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spec: what plotdata was asked to draw, checked before any input is read. */
#ifndef PLOT_SPEC_H
#define PLOT_SPEC_H

#include "base/error.h"
#include "base/names.h"
#include "number/number.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

enum plot_kind { PLOT_SCATTER, PLOT_LINE, PLOT_BAR, PLOT_CSV };

/* What a suffix of the output means. */
struct plot_format {
	const char *suffix;
	/* gnuplot's `set terminal`, a format that takes width and height; NULL for the script itself. */
	const char *terminal;
	double across, down; /* pixels in one unit of that terminal */
	bool characters;     /* it draws with characters */
	/* The last bytes of a picture that is whole; empty where there is no such mark. */
	struct slice ending;
	bool xml; /* text has to be escaped for SVG */
};

struct plot_spec {
	enum plot_kind kind;
	/* As given on the command line; see man/plotdata.1. */
	const char *x, *group;
	struct names y;
	const char *title, *xlabel, *ylabel, *size;
	struct names log, categories, columns;
	bool identity, sort, stack, si, no_header;
	double band;    /* NaN: none */
	double alpha;   /* NaN: none */
	uint64_t limit; /* UINT64_MAX: none */
	const char *null_text;
	/* Found by plot_spec_check. */
	const struct plot_format *format;
	unsigned width, height; /* pixels */
	bool log_x, log_y;
	bool by_band;        /* the two series are inside and outside the band */
	struct number share; /* of --band: 15% is the decimal 0.15, not the double nearest to it */
};

enum { SERIES_MOST = 100 }; /* a legend with more cannot be read */

/* The spec before its options are read. */
#define PLOT_SPEC_DEFAULTS                                                        \
	{                                                                         \
		.band = NAN, .alpha = NAN, .limit = UINT64_MAX, .size = "640x480" \
	}

/* kind is the operand; output is -o FILE or NULL. Fills the lower half. 0, or -1 with STATUS_USAGE. */
int plot_spec_check(struct plot_spec *spec, const char *kind, const char *output, struct error *error);

#endif
