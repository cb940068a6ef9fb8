/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draw: from the data to the output, by gnuplot or as a script for it. */
#ifndef PLOT_DRAW_H
#define PLOT_DRAW_H

#include "plot/data.h"
#include "stream/sink.h"

/* Appends the picture, or the script where the output is one, to `to`. data must be finished. 0, or -1 with
 * the error: STATUS_SYSTEM when gnuplot is missing or fails. */
int plot_draw(struct plot_data *data, struct sink *to, struct error *error);

#endif
