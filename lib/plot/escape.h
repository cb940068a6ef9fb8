/* SPDX-License-Identifier: GPL-3.0-or-later */
/* escape: texts of records and of the command line in the form that each output needs: a string of gnuplot,
 * which may end up in an SVG picture; HTML; plain characters. Whatever a text holds, it is shown and never
 * executed. */
#ifndef PLOT_ESCAPE_H
#define PLOT_ESCAPE_H

#include "base/buffer.h"

#include <stddef.h>

/* In all three a control character (C1 too) becomes a blank, and a byte that is not UTF-8 a question mark. */

/* What reads the string after gnuplot. */
enum {
	ESCAPE_SVG = 1, /* the SVG terminal, which escapes some characters itself, but not all */
	ESCAPE_TIC = 2, /* the format of a tic label, in which % begins a conversion */
};

/* Appends the text as a quoted string of gnuplot: at most `limit` characters of it, then an ellipsis. */
void escape_gnuplot(struct buffer *to, struct slice text, unsigned flags, size_t limit);

/* Appends the text as HTML, for an element or an attribute in quotes. Newlines stay. */
void escape_html(struct buffer *to, struct slice text);

/* Appends the text for a terminal, one character for each of its own. */
void escape_plain(struct buffer *to, struct slice text);

#endif
