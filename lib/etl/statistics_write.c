/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/statistics.h"

#include "record/json_text.h"

/* What is no decimal has a point or an exponent, so that it reads back as a double however long it is. */
static void
write_number(struct buffer *to, struct number number)
{
	size_t from = to->length;

	number = number_as_written(number);
	number_append(to, number);
	if (!number_is_real(number) || to->failed)
		return;
	for (size_t i = from; i < to->length; i++)
		if (to->at[i] == '.' || to->at[i] == 'e')
			return;
	buffer_text(to, ".0");
}

static void
write_text(struct buffer *to, const char *name, struct slice text)
{
	buffer_printf(to, "\"%s\":", name);
	json_text_write(to, text);
}

static void
write_figure(struct buffer *to, const char *name, const struct figure *figure)
{
	buffer_printf(to, ",\"%s\":", name);
	if (figure->known)
		write_number(to, figure->number);
	else
		buffer_text(to, "null");
}

static void
write_count(struct buffer *to, uint64_t count)
{
	buffer_text(to, ",\"n\":");
	buffer_unsigned(to, count);
}

static void
write_fill(struct buffer *to, const struct fill *fill)
{
	write_text(to, "field", fill->field);
	buffer_byte(to, ',');
	write_text(to, "with", fill->with);
	if (fill->mean) {
		write_count(to, fill->count);
		write_figure(to, "mean", &fill->value);
	}
}

static void
write_scale(struct buffer *to, const struct scale *scale)
{
	bool standard = scale->by == SCALE_STANDARD;

	write_text(to, "field", scale->field);
	buffer_byte(to, ',');
	write_text(to, "by", slice_of(scaling_name(scale->by)));
	write_count(to, scale->count);
	write_figure(to, standard ? "mean" : "min", &scale->from);
	write_figure(to, standard ? "stddev" : "max", &scale->to);
}

static void
write_one_hot(struct buffer *to, const struct one_hot *one_hot)
{
	const struct categories *categories = &one_hot->categories;

	write_text(to, "field", one_hot->field);
	buffer_text(to, ",\"categories\":[");
	for (size_t i = 0; i < categories->count; i++) {
		const struct category *category = &categories->at[i];
		buffer_text(to, i ? ",\n{\"value\":" : "\n{\"value\":");
		if (category->value.kind == VALUE_NUMBER)
			write_number(to, category->value.number);
		else
			value_write(to, &category->value);
		buffer_byte(to, ',');
		write_text(to, "name", category->name);
		write_count(to, category->count);
		buffer_byte(to, '}');
	}
	buffer_byte(to, ']');
}

/* Between two transforms, or before the first. */
static void
write_opening(struct buffer *to, size_t i)
{
	buffer_text(to, i ? ",\n{" : "\n{");
}

void
statistics_write(struct buffer *to, const struct transforms *transforms)
{
	buffer_text(to, "{\"tillpipe\":\"statistics\",\"version\":1,\n\"fill\":[");
	for (size_t i = 0; i < transforms->fill_count; i++) {
		write_opening(to, i);
		write_fill(to, &transforms->fills[i]);
		buffer_byte(to, '}');
	}
	buffer_text(to, "],\n\"scale\":[");
	for (size_t i = 0; i < transforms->scale_count; i++) {
		write_opening(to, i);
		write_scale(to, &transforms->scales[i]);
		buffer_byte(to, '}');
	}
	buffer_text(to, "],\n\"one_hot\":[");
	for (size_t i = 0; i < transforms->one_hot_count; i++) {
		write_opening(to, i);
		write_one_hot(to, &transforms->one_hots[i]);
		buffer_byte(to, '}');
	}
	buffer_text(to, "]}\n");
}
