/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tools cannot send themselves: records of several lines, and headers. */
#include "kafka/consumer.h"
#include "kafka/envelope.h"
#include "kafka/producer.h"
#include "kafka/sandbox.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct sandbox sandbox;
static struct kafka_settings settings;

static int
setup(void **state)
{
	struct error error = { 0 };

	(void)state;
	if (sandbox_open(&sandbox, 1, &error) || sandbox_topic(&sandbox, slice_of("t:1"), &error))
		return -1;
	settings.brokers = sandbox_brokers(&sandbox);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	sandbox_close(&sandbox);
	return 0;
}

/* Sends one record and gives the line that comes back. */
static struct slice
pass(const char *value, rd_kafka_headers_t *headers, enum layout layout, enum verdict *verdict,
	struct buffer *line)
{
	const struct names all = { 0 };
	const struct subscription subscription = {
		.topic = "t", .partitions = &all, .from = { OFFSET_LAST, 1 }, .bounded = true
	};
	struct producer producer;
	struct consumer consumer;
	struct envelope envelope;
	struct error error = { 0 };
	struct refusal refusal;
	rd_kafka_message_t *message;

	assert_int_equal(producer_open(&producer, &settings, "t", NULL, &error), 0);
	const rd_kafka_vu_t parts[] = {
		{ .vtype = RD_KAFKA_VTYPE_TOPIC, .u.cstr = "t" },
		{ .vtype = RD_KAFKA_VTYPE_VALUE, .u.mem = { (char *)(uintptr_t)value, strlen(value) } },
		{ .vtype = RD_KAFKA_VTYPE_MSGFLAGS, .u.i = RD_KAFKA_MSG_F_COPY },
		{ .vtype = RD_KAFKA_VTYPE_TIMESTAMP, .u.i64 = 1234567890123 },
		{ .vtype = RD_KAFKA_VTYPE_HEADERS, .u.headers = headers },
	};
	assert_null(rd_kafka_produceva(producer.client.handle, parts, sizeof parts / sizeof *parts));
	producer.sent++;
	assert_int_equal(producer_flush(&producer, &error), 0);
	producer_close(&producer);
	assert_int_equal(consumer_open(&consumer, &settings, &subscription, &error), 0);
	assert_int_equal(envelope_open(&envelope, layout, slice_of(""), 1, &error), 0);
	while (consumer_take(&consumer, &message, &error) == 0)
		assert_int_equal(consumer_wait(&consumer, 30000, &error), 1);
	*line = (struct buffer){ 0 };
	*verdict = envelope_write(&envelope, message, line, &refusal);
	rd_kafka_message_destroy(message);
	envelope_close(&envelope);
	consumer_close(&consumer);
	return buffer_view(line);
}

static void
expect(const char *value, enum layout layout, const char *expected)
{
	enum verdict verdict;
	struct buffer line;
	struct slice seen = pass(value, NULL, layout, &verdict, &line);

	assert_int_equal(verdict, VERDICT_WRITTEN);
	assert_int_equal(seen.length, strlen(expected));
	assert_memory_equal(seen.at, expected, seen.length);
	buffer_free(&line);
}

static void
newlines_in_json_become_spaces(void **state)
{
	(void)state;
	expect("{\n\"a\":\r\n1}\n", LAYOUT_VALUE, "{ \"a\":\r 1} \n");
	expect("{\"a\":1}\n{\"b\":2}", LAYOUT_VALUE, "{\"a\":1}\n{\"b\":2}\n");
	expect("two\nlines", LAYOUT_VALUE, "two\nlines\n");
}

static void
envelope_is_one_line(void **state)
{
	enum verdict verdict;
	struct buffer line;

	(void)state;
	pass("{\n}", NULL, LAYOUT_ENVELOPE, &verdict, &line);
	buffer_byte(&line, '\0');
	assert_non_null(
		strstr(line.at, ",\"timestamp\":1234567890123,\"key\":null,\"headers\":[],\"value\":{ }}\n"));
	buffer_free(&line);
}

static void
meta_wants_one_object(void **state)
{
	enum verdict verdict;
	struct buffer line;

	(void)state;
	pass("{\"a\":1}\n{\"b\":2}", NULL, LAYOUT_META, &verdict, &line);
	assert_int_equal(verdict, VERDICT_REFUSED);
	buffer_free(&line);
	struct slice seen = pass("{\"a\":\n1}", NULL, LAYOUT_META, &verdict, &line);
	assert_int_equal(verdict, VERDICT_WRITTEN);
	assert_memory_equal(seen.at, "{\"a\": 1,\"_kafka\":{", 18);
	assert_ptr_equal(memchr(seen.at, '\n', seen.length), seen.at + seen.length - 1);
	buffer_free(&line);
}

static void
headers_keep_order_and_bytes(void **state)
{
	rd_kafka_headers_t *headers = rd_kafka_headers_new(3);
	enum verdict verdict;
	struct buffer line;

	(void)state;
	rd_kafka_header_add(headers, "a", -1, "1", 1);
	rd_kafka_header_add(headers, "a", -1, "\377", 1);
	rd_kafka_header_add(headers, "b", -1, NULL, 0);
	pass("x", headers, LAYOUT_ENVELOPE, &verdict, &line);
	buffer_byte(&line, '\0');
	assert_non_null(strstr(line.at,
		"\"headers\":[{\"name\":\"a\",\"value\":\"1\"},{\"name\":\"a\",\"value_base64\":\"/w==\"},"
		"{\"name\":\"b\",\"value\":null}],\"value\":\"x\"}\n"));
	buffer_free(&line);
}

static void
a_record_that_cannot_be_handed_over_is_counted(void **state)
{
	struct producer producer;
	struct error error = { 0 }, end = { 0 };

	(void)state;
	assert_int_equal(producer_open(&producer, &settings, "t", NULL, &error), 0);
	rd_kafka_test_fatal_error(
		producer.client.handle, RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER, "made up");
	assert_int_equal(producer_send(&producer, (struct slice){ 0 }, slice_of("{}"), -1, 7, &error), -1);
	assert_int_equal(error.kind, STATUS_SYSTEM);
	assert_int_equal(producer_flush(&producer, &end), -1);
	assert_int_equal(producer.sent, 1);
	assert_int_equal(producer.failed, 1);
	assert_int_equal(producer.failed_tag, 7);
	producer_close(&producer);
}

static void
a_topic_that_is_deleted_ends_its_reader(void **state)
{
	const struct names all = { 0 };
	const struct subscription subscription = { .topic = "gone", .partitions = &all };
	struct consumer consumer;
	struct error error = { 0 };
	int said = 1;

	(void)state;
	assert_int_equal(sandbox_topic(&sandbox, slice_of("gone:1"), &error), 0);
	assert_int_equal(consumer_open(&consumer, &settings, &subscription, &error), 0);
	rd_kafka_mock_topic_set_error(sandbox.cluster, "gone", RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART);
	rd_kafka_metadata_destroy(client_metadata(&consumer.client, &error));
	for (rd_kafka_message_t *message; said > 0; said = consumer_wait(&consumer, 30000, &error))
		consumer_take(&consumer, &message, &error);
	assert_int_equal(said, -1);
	assert_int_equal(error.kind, STATUS_SYSTEM);
	consumer_close(&consumer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(newlines_in_json_become_spaces),
		cmocka_unit_test(envelope_is_one_line),
		cmocka_unit_test(meta_wants_one_object),
		cmocka_unit_test(headers_keep_order_and_bytes),
		cmocka_unit_test(a_record_that_cannot_be_handed_over_is_counted),
		cmocka_unit_test(a_topic_that_is_deleted_ends_its_reader),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
