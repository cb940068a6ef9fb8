/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kafka/envelope.h"

#include "record/line.h"
#include "record/text.h"
#include "record/utf8.h"

#include <inttypes.h>
#include <string.h>

int
envelope_open(struct envelope *envelope, enum layout layout, struct slice key_delimiter, size_t partitions,
	struct error *error)
{
	*envelope = (struct envelope){
		.layout = layout, .key_delimiter = key_delimiter, .partitions = partitions
	};
	envelope->slot = projection_field(&envelope->projection, slice_of("_kafka"));
	if (envelope->slot < 0 || scanner_open(&envelope->scanner, &envelope->projection))
		return error_memory(error);
	return 0;
}

static struct slice
value_of(const rd_kafka_message_t *message)
{
	return (struct slice){ message->payload, message->len };
}

static struct slice
key_of(const rd_kafka_message_t *message)
{
	return (struct slice){ message->key, message->key_len };
}

/* Appends "NAME":text, or "NAME_base64":text for bytes that are not UTF-8, or "NAME":null. */
static void
write_bytes(struct buffer *to, const char *name, struct slice bytes)
{
	if (!bytes.at) {
		buffer_printf(to, "\"%s\":null", name);
	} else if (utf8_invalid(bytes)) {
		buffer_printf(to, "\"%s_base64\":\"", name);
		base64_write(to, bytes);
		buffer_byte(to, '"');
	} else {
		buffer_printf(to, "\"%s\":", name);
		json_text_write(to, bytes);
	}
}

static void
write_place(struct buffer *to, const rd_kafka_message_t *message)
{
	buffer_text(to, "{\"topic\":");
	json_text_write(to, slice_of(rd_kafka_topic_name(message->rkt)));
	buffer_printf(
		to, ",\"partition\":%" PRId32 ",\"offset\":%" PRId64, message->partition, message->offset);
}

static void
write_time_and_key(struct buffer *to, const rd_kafka_message_t *message)
{
	rd_kafka_timestamp_type_t type;
	int64_t ms = rd_kafka_message_timestamp(message, &type);

	if (type == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE)
		buffer_text(to, ",\"timestamp\":null,");
	else
		buffer_printf(to, ",\"timestamp\":%" PRId64 ",", ms);
	write_bytes(to, "key", key_of(message));
}

/* An array, because a name may come more than once, and the order counts. */
static void
write_headers(struct buffer *to, const rd_kafka_message_t *message)
{
	rd_kafka_headers_t *headers;
	const char *name;
	struct slice value;

	buffer_text(to, ",\"headers\":[");
	if (rd_kafka_message_headers(message, &headers) == RD_KAFKA_RESP_ERR_NO_ERROR)
		for (size_t i = 0; rd_kafka_header_get_all(headers, i, &name, (const void **)&value.at,
					   &value.length) == RD_KAFKA_RESP_ERR_NO_ERROR;
			i++) {
			if (i)
				buffer_byte(to, ',');
			buffer_byte(to, '{');
			write_bytes(to, "name", slice_of(name));
			buffer_byte(to, ',');
			write_bytes(to, "value", value);
			buffer_byte(to, '}');
		}
	buffer_byte(to, ']');
}

/* In JSON a newline can only be white space between tokens, so that a space means the same. */
static void
spaces_for_newlines(struct buffer *to, size_t from)
{
	char *at = to->at + from, *end = to->at + to->length;

	while (!to->failed && (at = memchr(at, '\n', (size_t)(end - at))))
		*at++ = ' ';
}

static bool
is_object(struct envelope *envelope, struct slice text, struct refusal *refusal)
{
	return scan(&envelope->scanner, text, refusal) == 0;
}

static enum verdict
write_value(struct envelope *envelope, const rd_kafka_message_t *message, struct buffer *to)
{
	struct slice value = value_of(message);
	struct refusal unused;

	if (envelope->key_delimiter.length) {
		if (message->key)
			buffer_slice(to, key_of(message));
		buffer_slice(to, envelope->key_delimiter);
	}
	size_t start = to->length;
	buffer_slice(to, value);
	if (value.length && memchr(value.at, '\n', value.length) && is_object(envelope, value, &unused))
		spaces_for_newlines(to, start);
	buffer_byte(to, '\n');
	return VERDICT_WRITTEN;
}

static enum verdict
write_meta(struct envelope *envelope, const rd_kafka_message_t *message, struct buffer *to,
	struct refusal *refusal)
{
	struct setting setting = { .name = slice_of("_kafka"), .slot = envelope->slot };
	size_t start = to->length;

	if (!is_object(envelope, value_of(message), refusal))
		return VERDICT_REFUSED;
	envelope->meta.length = 0;
	write_place(&envelope->meta, message);
	buffer_printf(&envelope->meta, ",\"of\":%zu", envelope->partitions);
	write_time_and_key(&envelope->meta, message);
	buffer_byte(&envelope->meta, '}');
	if (envelope->meta.failed)
		return VERDICT_FAILED;
	setting.value = buffer_view(&envelope->meta);
	if (line_write(to, &envelope->scanner, &setting, 1, &reshape_none, refusal))
		return VERDICT_REFUSED;
	if (!to->failed)
		to->length--; /* the newline that ends the line */
	spaces_for_newlines(to, start);
	buffer_byte(to, '\n');
	return VERDICT_WRITTEN;
}

static enum verdict
write_envelope(struct envelope *envelope, const rd_kafka_message_t *message, struct buffer *to)
{
	struct slice value = value_of(message);
	struct refusal unused;

	write_place(to, message);
	write_time_and_key(to, message);
	write_headers(to, message);
	buffer_byte(to, ',');
	if (value.at && is_object(envelope, value, &unused)) {
		buffer_text(to, "\"value\":");
		size_t start = to->length;
		buffer_slice(to, envelope->scanner.text);
		spaces_for_newlines(to, start);
	} else {
		write_bytes(to, "value", value);
	}
	buffer_text(to, "}\n");
	return VERDICT_WRITTEN;
}

static enum verdict
write_layout(struct envelope *envelope, const rd_kafka_message_t *message, struct buffer *to,
	struct refusal *refusal)
{
	if (envelope->layout == LAYOUT_ENVELOPE)
		return write_envelope(envelope, message, to);
	if (!message->payload)
		return VERDICT_FILTERED;
	return envelope->layout == LAYOUT_META ? write_meta(envelope, message, to, refusal)
					       : write_value(envelope, message, to);
}

enum verdict
envelope_write(struct envelope *envelope, const rd_kafka_message_t *message, struct buffer *to,
	struct refusal *refusal)
{
	enum verdict verdict = write_layout(envelope, message, to, refusal);

	return envelope->scanner.failed ? VERDICT_FAILED : verdict;
}

void
envelope_close(struct envelope *envelope)
{
	scanner_close(&envelope->scanner);
	projection_free(&envelope->projection);
	buffer_free(&envelope->meta);
	*envelope = (struct envelope){ 0 };
}
