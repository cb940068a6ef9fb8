/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/row.h"

#include "record/text.h"
#include "synth/field_text.h"

#include <string.h>

static const char *
text_of(const struct field *field, const void *row)
{
	const char *text;

	memcpy(&text, (const char *)row + field->offset, sizeof text);
	return text;
}

static int64_t
number_of(const struct field *field, const void *row)
{
	int64_t number;

	memcpy(&number, (const char *)row + field->offset, sizeof number);
	return number;
}

static void
csv_field(struct buffer *to, const struct field *field, const void *row)
{
	if (field->kind == FIELD_TEXT) {
		const char *text = text_of(field, row);
		if (text)
			csv_text_write(to, slice_of(text));
		return;
	}
	int64_t number = number_of(field, row);
	if (field->kind == FIELD_BOOL)
		buffer_text(to, number ? "True" : "False");
	else if (number != FIELD_EMPTY)
		field_write(to, field, number);
}

void
row_csv_header(struct buffer *to, const struct field *fields)
{
	for (const struct field *field = fields; field->name; field++) {
		if (field != fields)
			buffer_byte(to, ',');
		csv_text_write(to, slice_of(field->name));
	}
	buffer_byte(to, '\n');
}

void
row_csv(struct buffer *to, const struct field *fields, const void *row)
{
	for (const struct field *field = fields; field->name; field++) {
		if (field != fields)
			buffer_byte(to, ',');
		csv_field(to, field, row);
	}
	buffer_byte(to, '\n');
}

static void
write_key(struct buffer *to, const char *name)
{
	char *room;

	buffer_byte(to, '"');
	room = buffer_reserve(to, strlen(name));
	if (room)
		to->length += plain_name_write(slice_of(name), room);
	buffer_append(to, "\":", 2);
}

static void
json_number(struct buffer *to, const struct field *field, int64_t number)
{
	if (number == FIELD_EMPTY) {
		buffer_append(to, "null", 4);
	} else if (field->kind == FIELD_BOOL) {
		buffer_text(to, number ? "true" : "false");
	} else if (field_is_time(field)) {
		buffer_byte(to, '"');
		field_write(to, field, number);
		buffer_byte(to, '"');
	} else {
		field_write(to, field, number);
	}
}

static void
json_text(struct buffer *to, const char *text)
{
	if (text)
		json_text_write(to, slice_of(text));
	else
		buffer_append(to, "null", 4);
}

static void json_object(struct buffer *to, const struct field *fields, const void *row);

static void
json_list(struct buffer *to, const struct field *field, const void *row)
{
	struct list list;

	memcpy(&list, (const char *)row + field->offset, sizeof list);
	buffer_byte(to, '[');
	for (size_t i = 0; i < list.count; i++) {
		if (i)
			buffer_byte(to, ',');
		json_object(to, field->items, (const char *)list.items + i * field->item_size);
	}
	buffer_byte(to, ']');
}

static void
json_object(struct buffer *to, const struct field *fields, const void *row)
{
	for (const struct field *field = fields; field->name; field++) {
		buffer_byte(to, field == fields ? '{' : ',');
		write_key(to, field->name);
		if (field->kind == FIELD_TEXT)
			json_text(to, text_of(field, row));
		else if (field->kind == FIELD_LIST)
			json_list(to, field, row);
		else
			json_number(to, field, number_of(field, row));
	}
	buffer_byte(to, '}');
}

void
row_ndjson(struct buffer *to, const struct field *fields, const void *row)
{
	json_object(to, fields, row);
	buffer_byte(to, '\n');
}
