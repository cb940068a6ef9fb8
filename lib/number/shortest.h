/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortest: the shortest decimal that reads back as a double. Only lib/number includes it. */
#ifndef NUMBER_SHORTEST_H
#define NUMBER_SHORTEST_H

#include "number/figures.h"

/* Of a finite double above 0; without zeros at the end. Of several the nearest to it, of two as near the
 * even one. */
struct figures shortest_figures(double real);

#endif
