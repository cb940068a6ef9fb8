/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The legend: which series it names, where it stands. */
#include "plot/script.h"

enum { LEGEND_LONG = 8 }; /* a legend of more series stands at the right */

/* Both sides of the band have a place in the legend, other series only where they have something to show. */
bool
script_is_shown(const struct plot_data *data, size_t series)
{
	return data->drawn[series] > 0 || data->spec->by_band || data->spec->kind == PLOT_PIE;
}

size_t
script_shown(const struct plot_data *data)
{
	size_t count = 0;

	for (size_t i = 0; i < plot_data_series_count(data); i++)
		count += script_is_shown(data, i);
	return count;
}

bool
script_has_legend(const struct plot_data *data)
{
	return script_shown(data) > 1 || data->spec->identity || data->spec->by_band ||
	       data->spec->kind == PLOT_PIE;
}

/* Lines of text beside the picture, less what turned labels take from its height. */
size_t
script_legend_room(const struct plot_data *data)
{
	enum { LINE = 16, MARGINS = 80, LABELS = 140 };
	unsigned taken = MARGINS + (data->labelled && data->spec->kind != PLOT_PIE ? LABELS : 0);

	return data->spec->height > taken + LINE ? (data->spec->height - taken) / LINE : 1;
}

enum plot_place
script_place(const struct plot_data *data)
{
	const struct plot_spec *spec = data->spec;

	if (spec->place == PLACE_NONE || !script_has_legend(data))
		return PLACE_NONE;
	if (spec->place != PLACE_OURS)
		return spec->place;
	return spec->kind == PLOT_PIE || script_shown(data) > LEGEND_LONG ? PLACE_RIGHT : PLACE_BELOW;
}

/* Above, below (a line away from the axis' title) or at the right: never over the points. */
void
script_legend(struct buffer *to, const struct plot_data *data)
{
	static const char *const places[] = {
		[PLACE_ABOVE] = "set key above center horizontal Left reverse\n",
		[PLACE_BELOW] = "set key below center horizontal Left reverse height 1\n",
		[PLACE_RIGHT] = "set key outside right top vertical Left reverse\n",
		[PLACE_NONE] = "unset key\n",
	};
	enum plot_place place = script_place(data);
	size_t shown = script_shown(data), room = script_legend_room(data);

	buffer_text(to, places[place]);
	if (place != PLACE_NONE && shown > room)
		buffer_printf(to, "set key title '%zu of %zu series'\n", room, shown);
}
