/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/document.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

/* Continues the CRC-32 of the bytes before with these. */
static uint32_t
crc_add(uint32_t crc, struct slice bytes)
{
	return (uint32_t)crc32_z(crc, (const unsigned char *)bytes.at, bytes.length);
}

int
document_write(struct document_writer *writer, struct buffer *line, struct error *error)
{
	buffer_byte(line, '\n');
	if (line->failed)
		return error_memory(error);
	writer->crc = crc_add(writer->crc, buffer_view(line));
	writer->lines++;
	int failed = sink_buffer(writer->sink, line, error);
	line->length = 0;
	return failed;
}

int
document_finish(struct document_writer *writer, struct error *error)
{
	char text[80];
	int length = snprintf(text, sizeof text, "{\"lines\":%" PRIu64 ",\"crc32\":\"%08" PRIx32 "\"}\n",
		writer->lines, writer->crc);

	return sink_append(writer->sink, (struct slice){ text, (size_t)length }, error);
}

int
document_open(struct document_reader *reader, struct input *input, char *const *operands, const char *kind,
	struct error *error)
{
	reader->input = input;
	reader->kind = slice_of(kind);
	reader->kind_slot = projection_field(&reader->projection, slice_of("tillpipe"));
	reader->lines_slot = projection_field(&reader->projection, slice_of("lines"));
	reader->crc_slot = projection_field(&reader->projection, slice_of("crc32"));
	if (reader->kind_slot < 0 || reader->lines_slot < 0 || reader->crc_slot < 0 ||
		scanner_open(&reader->scanner, &reader->projection))
		return error_memory(error);
	return input_open(input, operands, error);
}

void
document_close(struct document_reader *reader)
{
	if (reader->input)
		input_close(reader->input);
	scanner_close(&reader->scanner);
	projection_free(&reader->projection);
}

int
document_refuse(const struct document_reader *reader, struct error *error, const char *format, ...)
{
	char what[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(what, sizeof what, format, arguments);
	va_end(arguments);
	return error_set(
		error, STATUS_REFUSED, "%s:%" PRIu64 ": %s", reader->block.name, reader->number, what);
}

static int
refuse_cut(const struct document_reader *reader, struct error *error)
{
	return document_refuse(reader, error,
		"the input ends before the last line of the %.*s, {\"lines\":..}; it was truncated: make it "
		"again",
		SLICE_PRINT(reader->kind));
}

/* The next line of the inputs: 1, 0 at the end of all, or -1. A document cannot continue in another input. */
static int
next_line(struct document_reader *reader, struct slice *line, struct error *error)
{
	while (!slice_take_line(&reader->rest, line)) {
		struct block block;
		int more = input_read(reader->input, &block, error);
		if (more < 0)
			return -1;
		if (reader->inside && (more == 0 || block.line == 1))
			return reader->input->stopped ? 0 : refuse_cut(reader, error);
		if (more == 0)
			return 0;
		reader->block = block;
		reader->rest = block.text;
		reader->number = block.line - 1;
		if (block.overlong) {
			reader->number++;
			return document_refuse(reader, error, "a line longer than 64 MiB");
		}
	}
	reader->number++;
	return 1;
}

static int
read_header(struct document_reader *reader, struct error *error)
{
	const struct slot *kind = &reader->scanner.slots[reader->kind_slot];

	if (kind->kind != KIND_TEXT || !slice_equal(kind->raw, reader->kind))
		return document_refuse(reader, error,
			"this is not the first line of a %.*s; kpi-agg --partial writes one",
			SLICE_PRINT(reader->kind));
	reader->inside = true;
	reader->lines = 0;
	reader->crc = 0;
	return 0;
}

/* Compares the last line with the lines before it. */
static int
check_last(struct document_reader *reader, struct error *error)
{
	const struct slot *count = &reader->scanner.slots[reader->lines_slot];
	const struct slot *sum = &reader->scanner.slots[reader->crc_slot];
	char lines[24], crc[12];

	snprintf(lines, sizeof lines, "%" PRIu64, reader->lines);
	snprintf(crc, sizeof crc, "%08" PRIx32, reader->crc);
	if (!slice_is(count->raw, lines))
		return document_refuse(reader, error,
			"there should be %.*s lines before this one, not %s; lines were lost or added: "
			"make it again",
			SLICE_PRINT(count->raw), lines);
	if (sum->kind != KIND_TEXT || !slice_is(sum->raw, crc))
		return document_refuse(reader, error,
			"the lines before this one have the crc32 %s, not %.*s; they were changed: make it "
			"again",
			crc, SLICE_PRINT(sum->raw));
	reader->inside = false;
	return 0;
}

static int
scan_line(struct document_reader *reader, struct slice line, struct error *error)
{
	struct refusal refusal = { 0 };

	if (scan(&reader->scanner, line, &refusal) == 0)
		return 0;
	if (reader->scanner.failed)
		return error_memory(error);
	return document_refuse(reader, error, "%s; the %.*s is damaged: make it again", refusal.reason,
		SLICE_PRINT(reader->kind));
}

int
document_read(
	struct document_reader *reader, enum document_part *part, struct slice *line, struct error *error)
{
	for (;;) {
		int more = next_line(reader, line, error);
		if (more <= 0) {
			*part = DOCUMENT_END;
			return more;
		}
		if (scan_line(reader, *line, error))
			return -1;
		*part = reader->inside ? DOCUMENT_LINE : DOCUMENT_HEADER;
		if (!reader->inside && read_header(reader, error))
			return -1;
		if (*part == DOCUMENT_LINE && reader->scanner.slots[reader->crc_slot].kind != KIND_MISSING) {
			if (check_last(reader, error))
				return -1;
			continue;
		}
		reader->crc = crc_add(reader->crc, *line);
		reader->crc = crc_add(reader->crc, slice_of("\n"));
		reader->lines++;
		return 0;
	}
}
