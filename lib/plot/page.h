/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page: pictures and tables on one page of HTML that loads nothing from elsewhere. Pictures are images: a
 * script inside an SVG does not run there. */
#ifndef PLOT_PAGE_H
#define PLOT_PAGE_H

#include "base/error.h"
#include "base/slice.h"
#include "stream/sink.h"

#include <stdint.h>
#include <stdio.h>

/* These append a part of a page to the sink. 0 or -1. */

/* All that stands before the first figure. The page has no heading where title is NULL, and reloads itself
 * every `refresh` microseconds, never for 0. */
int page_begin(struct sink *to, const char *title, int64_t refresh, struct error *error);

/* A picture of that MIME type; name describes it to those who do not see it. */
int page_picture(struct sink *to, FILE *picture, const char *type, struct slice name, struct error *error);

int page_end(struct sink *to, struct error *error);

#endif
