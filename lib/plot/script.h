/* SPDX-License-Identifier: GPL-3.0-or-later */
/* script: the text that makes gnuplot draw. Nothing of a record or of the command line gets into it but as a
 * number that was read and printed again, or through escape_gnuplot. */
#ifndef PLOT_SCRIPT_H
#define PLOT_SCRIPT_H

#include "base/buffer.h"
#include "plot/data.h"
#include "plot/escape.h"

#include <stdbool.h>

/* Appends what stands before the data (settings) and after it (the plot command). source is how the command
 * calls the data: "$data", or a file name in quotes. A failed allocation shows in the buffers. */
void script_settings(struct buffer *to, const struct plot_data *data);
void script_command(struct buffer *to, const struct plot_data *data, const char *source);

/* The flags of the output's format. */
unsigned script_flags(const struct plot_spec *spec);

/* Appends "Error < 15%" (series 0) or "Other Points" (series 1). */
void script_band_name(struct buffer *to, const struct plot_spec *spec, size_t series);

/* script_legend.c: where the legend stands; appends it; whether it names a series. */
enum plot_place script_place(const struct plot_data *data);
void script_legend(struct buffer *to, const struct plot_data *data);
bool script_is_shown(const struct plot_data *data, size_t series);

/* A series alone needs no name. */
bool script_has_legend(const struct plot_data *data);

/* How many series are drawn, and how many of them a legend has room to name. */
size_t script_shown(const struct plot_data *data);
size_t script_legend_room(const struct plot_data *data);

/* Appends the tics of an axis ("x" or "y") with 14k for 14000, and the range that goes with them. */
void script_si_axis(struct buffer *to, const char *axis, struct extent extent);

/* Appends the tics of an x axis of times, at whole units of the zone's calendar, and its range. */
void script_time_axis(struct buffer *to, const struct plot_data *data);

/* Appends ", 2024-07-28" where the tics are times of that one day and do not say so. */
void script_time_day(struct buffer *to, const struct plot_data *data);

/* Appends what a pie has in place of axes, its slices, the colour and the name of one. */
void script_pie_settings(struct buffer *to, const struct plot_data *data);
void script_pie_slice(struct buffer *to, const struct plot_data *data, size_t slice, const char *source);
size_t script_pie_color(const struct plot_data *data, size_t slice);
void script_pie_name(struct buffer *to, const struct plot_data *data, size_t slice);

/* Appends the labels of the x axis, turned when they are too long and thinned when they are too many. */
void script_label_axis(struct buffer *to, const struct plot_data *data);

#endif
