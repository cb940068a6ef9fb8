/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gnuplot: the process. */
#ifndef PLOT_GNUPLOT_H
#define PLOT_GNUPLOT_H

#include "plot/spool.h"

/* Runs the script, to which the data is /dev/fd/3, and appends its picture, which must end in `ending`, to
 * the sink. Both spools are rewound. 0, or -1 with the error: STATUS_SYSTEM when gnuplot is missing or fails.
 */
int gnuplot_draw(const struct spool *script, const struct spool *data, struct slice ending, struct sink *to,
	struct error *error);

#endif
