/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record of Kafka as a line, in each layout: it is one line, and has the record's bytes. The first byte
 * chooses the layout and what is missing; then come lines with the key, a header's name and its value, then
 * the value. The records are those that a producer without brokers could not deliver. */
#include "kafka/envelope.h"
#include "record/text.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { NO_KEY = 1, NO_VALUE = 2, NO_HEADER = 4, LAYOUTS = 8 };

static const enum layout layouts[] = { LAYOUT_ENVELOPE, LAYOUT_META, LAYOUT_VALUE };
static const char delimiter[] = "|";

static struct sample {
	enum layout layout;
	struct slice key, name, header, value; /* absent: at is NULL */
	bool seen;
} sample;

static void
sure(bool truth)
{
	if (!truth)
		abort();
}

static int
base64_digit(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(digits, c) : NULL;

	sure(at);
	return (int)(at - digits);
}

static void
base64_read(struct buffer *to, struct slice text)
{
	sure(text.length % 4 == 0);
	for (size_t i = 0; i < text.length; i += 4) {
		int bits = 0, bytes = text.at[i + 3] != '=' ? 3 : text.at[i + 2] != '=' ? 2 : 1;
		for (size_t j = 0; j < 4; j++)
			bits = bits << 6 | (j <= (size_t)bytes ? base64_digit(text.at[i + j]) : 0);
		for (int j = 0; j < bytes; j++)
			buffer_byte(to, (char)(bits >> (16 - 8 * j)));
	}
}

/* The object has exactly one of NAME and NAME_base64, with the bytes; null where there are none. */
static void
bytes_agree(const json_t *object, const char *name, struct slice bytes)
{
	char coded[32];
	struct buffer read = { 0 };

	snprintf(coded, sizeof coded, "%s_base64", name);
	const json_t *text = json_object_get(object, name), *base64 = json_object_get(object, coded);
	sure(!text != !base64);
	if (!bytes.at) {
		sure(json_is_null(text));
		return;
	}
	sure(json_is_string(text ? text : base64));
	if (text)
		buffer_append(&read, json_string_value(text), json_string_length(text));
	else
		base64_read(&read, slice_of(json_string_value(base64)));
	sure(slice_equal(buffer_view(&read), bytes));
	buffer_free(&read);
}

static bool
is_object(struct slice text, struct buffer *object)
{
	struct projection projection = { 0 };
	struct scanner scanner;
	struct refusal refusal;

	sure(scanner_open(&scanner, &projection) == 0);
	bool is = text.at && scan(&scanner, text, &refusal) == 0;
	if (is)
		buffer_slice(object, scanner.text);
	scanner_close(&scanner);
	projection_free(&projection);
	for (size_t i = 0; i < object->length; i++)
		if (object->at[i] == '\n')
			object->at[i] = ' ';
	return is;
}

static const char *const fields[] = { "topic", "partition", "offset", "timestamp", "key", "key_base64",
	"headers", "value", "value_base64" };
enum { FIELDS = sizeof fields / sizeof *fields, VALUE = FIELDS - 2 };

/* Reads the line into an object of jansson; a value that is an object goes to *value instead. */
static json_t *
line_read(struct slice line, bool value_is_object, struct buffer *value)
{
	struct projection projection = { 0 };
	struct scanner scanner;
	struct refusal refusal;
	struct buffer rest = { 0 };

	for (size_t i = 0; i < FIELDS; i++)
		sure(projection_field(&projection, slice_of(fields[i])) == (int)i);
	sure(scanner_open(&scanner, &projection) == 0 && scan(&scanner, line, &refusal) == 0);
	for (size_t i = 0; i < FIELDS; i++) {
		const struct slot *slot = &scanner.slots[i];
		if (slot->kind == KIND_MISSING)
			continue;
		if (i == VALUE && value_is_object) {
			buffer_slice(value, slot->raw);
			continue;
		}
		buffer_printf(&rest, "%c\"%s\":", rest.length ? ',' : '{', fields[i]);
		buffer_slice(&rest, slot_json(slot));
	}
	buffer_byte(&rest, '}');
	json_t *object = json_loadb(rest.at, rest.length, JSON_ALLOW_NUL, NULL);
	sure(object);
	buffer_free(&rest);
	scanner_close(&scanner);
	projection_free(&projection);
	return object;
}

static void
place_agrees(const json_t *object)
{
	sure(strcmp(json_string_value(json_object_get(object, "topic")), "t\"ö") == 0);
	sure(json_is_null(json_object_get(object, "timestamp"))); /* it has none when given up */
	sure(json_is_integer(json_object_get(object, "partition")));
	sure(json_is_integer(json_object_get(object, "offset")));
	bytes_agree(object, "key", sample.key);
}

static void
envelope_agrees(struct slice line)
{
	struct buffer expected = { 0 }, seen = { 0 };
	bool is = is_object(sample.value, &expected);
	json_t *object = line_read(line, is, &seen);
	const json_t *headers = json_object_get(object, "headers");

	place_agrees(object);
	sure(json_is_array(headers) && json_array_size(headers) == (sample.name.at ? 1 : 0));
	if (sample.name.at) {
		bytes_agree(json_array_get(headers, 0), "name", sample.name);
		bytes_agree(json_array_get(headers, 0), "value", sample.header);
	}
	if (is)
		sure(slice_equal(buffer_view(&seen), buffer_view(&expected)));
	else
		bytes_agree(object, "value", sample.value);
	json_decref(object);
	buffer_free(&expected);
	buffer_free(&seen);
}

static void
meta_agrees(struct slice line)
{
	struct projection projection = { 0 };
	struct scanner scanner;
	struct refusal refusal;
	int slot = projection_field(&projection, slice_of("_kafka"));

	sure(slot >= 0 && scanner_open(&scanner, &projection) == 0 && scan(&scanner, line, &refusal) == 0);
	struct slice raw = scanner.slots[slot].raw;
	json_t *object = json_loadb(raw.at, raw.length, JSON_ALLOW_NUL, NULL);
	sure(object);
	place_agrees(object);
	json_decref(object);
	scanner_close(&scanner);
	projection_free(&projection);
}

static void
value_agrees(struct slice line)
{
	struct buffer expected = { 0 }, object = { 0 };

	buffer_slice(&expected, sample.key);
	buffer_text(&expected, delimiter);
	size_t from = expected.length;
	buffer_slice(&expected, sample.value);
	for (size_t i = from; is_object(sample.value, &object) && i < expected.length; i++)
		if (expected.at[i] == '\n')
			expected.at[i] = ' ';
	sure(slice_equal(buffer_view(&expected), line));
	buffer_free(&expected);
	buffer_free(&object);
}

/* The delivery report of a record that was not delivered: gets it as a message of librdkafka. */
static void
given_up(rd_kafka_t *handle, const rd_kafka_message_t *message, void *opaque)
{
	struct envelope envelope;
	struct buffer to = { 0 }, unused = { 0 };
	struct error error = { 0 };
	struct refusal refusal;
	bool one_line = sample.layout != LAYOUT_VALUE;

	(void)handle;
	(void)opaque;
	sure(envelope_open(&envelope, sample.layout, slice_of(sample.layout == LAYOUT_VALUE ? delimiter : ""),
		     3, &error) == 0);
	enum verdict verdict = envelope_write(&envelope, message, &to, &refusal);
	envelope_close(&envelope);
	if (sample.layout != LAYOUT_ENVELOPE && !sample.value.at) {
		sure(verdict == VERDICT_FILTERED);
	} else if (sample.layout == LAYOUT_META && !is_object(sample.value, &unused)) {
		sure(verdict == VERDICT_REFUSED);
	} else {
		sure(verdict == VERDICT_WRITTEN && to.length > 0 && to.at[to.length - 1] == '\n');
		struct slice line = { to.at, to.length - 1 };
		sure(!one_line || !memchr(line.at, '\n', line.length));
		(sample.layout == LAYOUT_ENVELOPE ? envelope_agrees
			: one_line                ? meta_agrees
						  : value_agrees)(line);
	}
	sample.seen = true;
	buffer_free(&to);
	buffer_free(&unused);
}

static rd_kafka_t *
producer(void)
{
	static rd_kafka_t *handle;
	char why[100];

	if (handle)
		return handle;
	rd_kafka_conf_t *settings = rd_kafka_conf_new();
	rd_kafka_conf_set_dr_msg_cb(settings, given_up);
	sure(rd_kafka_conf_set(settings, "log_level", "0", why, sizeof why) == RD_KAFKA_CONF_OK);
	handle = rd_kafka_new(RD_KAFKA_PRODUCER, settings, why, sizeof why);
	sure(handle);
	return handle;
}

/* A line without NUL for a header's name. */
static struct slice
next_line(struct slice *text)
{
	struct slice line = { "", 0 };

	slice_take_line(text, &line);
	return line;
}

static void
pass(void)
{
	rd_kafka_headers_t *headers = rd_kafka_headers_new(1);

	if (sample.name.at)
		rd_kafka_header_add(headers, sample.name.at, (ssize_t)sample.name.length, sample.header.at,
			(ssize_t)sample.header.length);
	const rd_kafka_vu_t parts[] = {
		{ .vtype = RD_KAFKA_VTYPE_TOPIC, .u.cstr = "t\"ö" },
		{ .vtype = RD_KAFKA_VTYPE_KEY,
			.u.mem = { (void *)(uintptr_t)sample.key.at, sample.key.length } },
		{ .vtype = RD_KAFKA_VTYPE_VALUE,
			.u.mem = { (void *)(uintptr_t)sample.value.at, sample.value.length } },
		{ .vtype = RD_KAFKA_VTYPE_HEADERS, .u.headers = headers },
	};
	sure(!rd_kafka_produceva(producer(), parts, sizeof parts / sizeof *parts));
	sample.seen = false;
	while (!sample.seen) {
		rd_kafka_purge(producer(), RD_KAFKA_PURGE_F_QUEUE);
		rd_kafka_poll(producer(), 100);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice rest = { (const char *)data + 1, size ? size - 1 : 0 };

	if (size == 0)
		return 0;
	int how = *data;
	sample.layout = layouts[how / LAYOUTS % 3];
	sample.key = next_line(&rest);
	sample.name = next_line(&rest);
	sample.header = next_line(&rest);
	sample.value = rest.length ? rest : (struct slice){ "", 0 };
	if (memchr(sample.name.at, '\0', sample.name.length))
		return 0;
	if (how & NO_KEY)
		sample.key = (struct slice){ NULL, 0 };
	if (how & NO_VALUE)
		sample.value = (struct slice){ NULL, 0 };
	if (how & NO_HEADER)
		sample.name = sample.header = (struct slice){ NULL, 0 };
	pass();
	return 0;
}
