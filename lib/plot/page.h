/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page: pictures and tables on one page of HTML that asks for nothing outside itself. Pictures are images:
 * a script in an SVG does not run there. */
#ifndef PLOT_PAGE_H
#define PLOT_PAGE_H

#include "plot/spec.h"
#include "stream/run.h"

#include <stdio.h>

/* Append the parts of a page to the sink: what stands before the first figure (title is NULL for none; the
 * page loads itself anew each `refresh` microseconds, 0 is never), one picture of a MIME type, the end. 0, or
 * -1 with the error. */
int page_begin(struct sink *to, const char *title, int64_t refresh, struct error *error);
int page_picture(struct sink *to, FILE *picture, const char *type, struct slice name, struct error *error);
int page_end(struct sink *to, struct error *error);

/* page_files.c: the page of these files to run->out, each by its suffix. 0 or -1. */
int page_files(struct run *run, const struct plot_spec *spec, char *const *files, struct error *error);

/* page_table.c: the tables of a CSV file, of PostgreSQL's COPY text, of records. 0 or -1. */
int page_csv(struct run *run, const struct plot_spec *spec, char *file, struct error *error);
int page_copy(struct run *run, const struct plot_spec *spec, char *file, struct error *error);
int page_records(struct run *run, const struct plot_spec *spec, char *file, struct error *error);

#endif
