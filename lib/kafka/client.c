/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kafka/client.h"

#include "base/system.h"
#include "stream/input.h"
#include "stream/stop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WARNING_LEVEL = 4 /* as in syslog; less severe logs are not complaints */ };

static int
add_names(struct names *names, const char **pairs, size_t count)
{
	for (size_t i = 0; pairs && i < count; i += 2)
		if (names_add(names, slice_of(pairs[i])))
			return -1;
	return 0;
}

/* Reports which of librdkafka's properties may have been meant. */
static int
unknown_property(const char *place, const char *name, struct error *error)
{
	rd_kafka_conf_t *configuration = rd_kafka_conf_new();
	rd_kafka_topic_conf_t *topic_configuration = rd_kafka_topic_conf_new();
	size_t count, topic_count;
	const char **pairs = rd_kafka_conf_dump(configuration, &count);
	const char **topic_pairs = rd_kafka_topic_conf_dump(topic_configuration, &topic_count);
	struct names names = { 0 };
	const struct slice *near = NULL;

	if (!add_names(&names, pairs, count) && !add_names(&names, topic_pairs, topic_count))
		near = names_nearest(&names, slice_of(name));
	if (near)
		error_set(error, STATUS_USAGE, "%s: librdkafka has no property \"%s\"; nearest is \"%.*s\"",
			place, name, SLICE_PRINT(*near));
	else
		error_set(error, STATUS_USAGE,
			"%s: librdkafka has no property \"%s\"; its list is in CONFIGURATION.md of "
			"librdkafka",
			place, name);
	names_free(&names);
	rd_kafka_conf_dump_free(pairs, count);
	rd_kafka_conf_dump_free(topic_pairs, topic_count);
	rd_kafka_topic_conf_destroy(topic_configuration);
	rd_kafka_conf_destroy(configuration);
	return -1;
}

static int
set_property(rd_kafka_conf_t *configuration, const char *place, const char *name, const char *value,
	struct error *error)
{
	char reason[CLIENT_CAUSE];

	switch (rd_kafka_conf_set(configuration, name, value, reason, sizeof reason)) {
	case RD_KAFKA_CONF_OK:
		return 0;
	case RD_KAFKA_CONF_UNKNOWN:
		return unknown_property(place, name, error);
	default:
		return error_set(error, STATUS_USAGE, "%s: %s", place, reason);
	}
}

/* Sets "NAME=VALUE", without white space around either, which files written by hand may have. */
static int
set_pair(rd_kafka_conf_t *configuration, const char *place, struct slice pair, struct error *error)
{
	const char *equals = memchr(pair.at, '=', pair.length);

	if (!equals || equals == pair.at)
		return error_set(error, STATUS_USAGE, "%s: a property is written name=value", place);
	struct slice left = slice_trim(slice_between(pair.at, equals));
	struct slice right = slice_trim(slice_between(equals + 1, pair.at + pair.length));
	char *name = strndup(left.at, left.length), *value = strndup(right.at, right.length);
	int failed =
		name && value ? set_property(configuration, place, name, value, error) : error_memory(error);
	free(name);
	free(value);
	return failed;
}

static int
set_lines(rd_kafka_conf_t *configuration, const char *path, struct slice text, struct error *error)
{
	struct slice line;
	char place[CLIENT_CAUSE];

	for (size_t number = 1; slice_take_line(&text, &line); number++) {
		line = slice_trim(line);
		snprintf(place, sizeof place, "%s:%zu", path, number);
		if (line.length && line.at[0] != '#' && set_pair(configuration, place, line, error))
			return -1;
	}
	return 0;
}

static int
set_file(rd_kafka_conf_t *configuration, const char *path, struct error *error)
{
	struct buffer text = { 0 };
	int failed = path ? read_file(&text, path, error) : 0;

	if (!failed)
		failed = set_lines(configuration, path, buffer_view(&text), error);
	buffer_free(&text);
	return failed;
}

static int
set_properties(rd_kafka_conf_t *configuration, const struct names *properties, struct error *error)
{
	for (size_t i = 0; i < properties->count; i++)
		if (set_pair(configuration, "-X", properties->at[i], error))
			return -1;
	return 0;
}

static int
set_all(rd_kafka_conf_t *configuration, const struct kafka_settings *settings,
	const struct kafka_default *defaults, struct error *error)
{
	for (; defaults->name; defaults++)
		if (set_property(configuration, "our defaults", defaults->name, defaults->value, error))
			return -1;
	if (settings->fallback && set_property(configuration, "TILLPIPE_BROKERS", "bootstrap.servers",
					  settings->fallback, error))
		return -1;
	if (set_file(configuration, settings->file, error))
		return -1;
	if (settings->brokers &&
		set_property(configuration, "-b", "bootstrap.servers", settings->brokers, error))
		return -1;
	return set_properties(configuration, &settings->properties, error);
}

/* The configuration, which the caller owns; NULL with the error. */
static rd_kafka_conf_t *
configure(const struct kafka_settings *settings, const struct kafka_default *defaults, struct error *error)
{
	rd_kafka_conf_t *configuration = rd_kafka_conf_new();

	if (!set_all(configuration, settings, defaults, error))
		return configuration;
	rd_kafka_conf_destroy(configuration);
	return NULL;
}

/* The value of a property, which the caller frees; NULL when memory ran out. */
static char *
property_value(const rd_kafka_conf_t *configuration, const char *name)
{
	size_t size = 0;

	if (rd_kafka_conf_get(configuration, name, NULL, &size))
		return strdup("");
	char *value = calloc(1, size + 1);
	if (value)
		rd_kafka_conf_get(configuration, name, value, &size);
	return value;
}

/* Keeps a complaint, without librdkafka's prefix "[thrd:...]: ". */
static void
keep_cause(struct client *client, const char *text)
{
	if (client->fatal) /* its cause must not be overwritten */
		return;
	const char *prefix_end = strncmp(text, "[thrd:", 6) == 0 ? strstr(text, "]: ") : NULL;

	snprintf(client->cause, sizeof client->cause, "%s", prefix_end ? prefix_end + 3 : text);
}

static void
on_log(const rd_kafka_t *handle, int level, const char *facility, const char *text)
{
	(void)facility;
	if (handle && level <= WARNING_LEVEL)
		keep_cause(rd_kafka_opaque(handle), text);
}

static void
on_error(rd_kafka_t *handle, int code, const char *reason, void *opaque)
{
	struct client *client = opaque;
	char text[CLIENT_CAUSE];

	switch (code) {
	case RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN:
		/* Reported once per outage: a second report means that a broker was up in between. */
		client->down_since = system_monotonic_ms();
		if (!client->cause[0])
			keep_cause(client, reason);
		break;
	case RD_KAFKA_RESP_ERR__FATAL:
		rd_kafka_fatal_error(handle, text, sizeof text);
		keep_cause(client, text);
		client->fatal = true;
		break;
	case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
	case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
		/* A partition that is being read was deleted; the consumer would wait for it forever. */
		keep_cause(client, reason);
		client->fatal = true;
		break;
	default:
		keep_cause(client, reason);
	}
}

static int
start(struct client *client, rd_kafka_conf_t *configuration, bool produces, struct error *error)
{
	char reason[CLIENT_CAUSE];

	client->handle = rd_kafka_new(
		produces ? RD_KAFKA_PRODUCER : RD_KAFKA_CONSUMER, configuration, reason, sizeof reason);
	if (!client->handle) {
		rd_kafka_conf_destroy(configuration);
		return error_set(error, STATUS_USAGE, "%s; see -X and -F", reason);
	}
	rd_kafka_set_log_queue(client->handle, NULL); /* logs are kept until we poll */
	return 0;
}

int
client_open(struct client *client, const struct kafka_settings *settings,
	const struct kafka_default *defaults, client_delivered *delivered, struct error *error)
{
	*client = (struct client){ 0 };
	rd_kafka_conf_t *configuration = configure(settings, defaults, error);

	if (!configuration)
		return -1;
	client->brokers = property_value(configuration, "bootstrap.servers");
	if (!client->brokers || !client->brokers[0]) {
		rd_kafka_conf_destroy(configuration);
		return client->brokers
			       ? error_set(error, STATUS_USAGE,
					 "no brokers; give them with -b HOST:PORT or TILLPIPE_BROKERS")
			       : error_memory(error);
	}
	rd_kafka_conf_set(configuration, "log.queue", "true", NULL, 0);
	rd_kafka_conf_set(configuration, "client.software.name", "tillpipe", NULL, 0);
	rd_kafka_conf_set_opaque(configuration, client);
	rd_kafka_conf_set_log_cb(configuration, on_log);
	rd_kafka_conf_set_error_cb(configuration, on_error);
	if (delivered)
		rd_kafka_conf_set_dr_msg_cb(configuration, delivered);
	return start(client, configuration, delivered != NULL, error);
}

/* All brokers were reported down a while ago. librdkafka does not report that one is back, so ask it. */
static int
check_still_down(struct client *client, struct error *error)
{
	const struct rd_kafka_metadata *metadata;

	if (rd_kafka_metadata(client->handle, 0, NULL, &metadata, 1000) == RD_KAFKA_RESP_ERR_NO_ERROR) {
		rd_kafka_metadata_destroy(metadata);
		client->down_since = 0;
		return 0;
	}
	return error_set(error, STATUS_SYSTEM, "%s: all brokers have been down for %d s: %s", client->brokers,
		CLIENT_DOWN_MS / 1000, client->cause);
}

int
client_poll(struct client *client, int ms, struct error *error)
{
	rd_kafka_poll(client->handle, ms);
	if (client->fatal)
		return error_set(error, STATUS_SYSTEM, "%s: %s", client->brokers, client->cause);
	if (client->down_since && system_monotonic_ms() - client->down_since > CLIENT_DOWN_MS)
		return check_still_down(client, error);
	return 0;
}

static int
no_broker(const struct client *client, rd_kafka_resp_err_t code, int waited_ms, struct error *error)
{
	if (stop_signal())
		return error_set(error, STATUS_SYSTEM, "%s: stopped by a signal before a broker answered",
			client->brokers);
	return error_set(error, STATUS_SYSTEM,
		"%s: no broker answered within %d s: %s; is it running, and are address and security right?",
		client->brokers, waited_ms / 1000, client->cause[0] ? client->cause : rd_kafka_err2str(code));
}

/* Asks in rounds, so that a signal or a fatal error ends the wait early; the rounds grow, so that a slow
 * broker is not flooded with requests. */
const struct rd_kafka_metadata *
client_metadata(struct client *client, struct error *error)
{
	static const int rounds_ms[] = { 500, 500, 1000, 2000, 3000, 3000 };
	const struct rd_kafka_metadata *metadata = NULL;
	rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
	int waited_ms = 0;

	for (size_t i = 0; i < sizeof rounds_ms / sizeof *rounds_ms && !stop_signal(); i++) {
		code = rd_kafka_metadata(client->handle, 1, NULL, &metadata, rounds_ms[i]);
		if (client_poll(client, 0, error))
			break;
		if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
			client->down_since = 0;
			return metadata;
		}
		waited_ms += rounds_ms[i];
	}
	if (metadata)
		rd_kafka_metadata_destroy(metadata);
	no_broker(client, code, waited_ms, error);
	return NULL;
}

static int
unknown_topic(const struct client *client, const struct rd_kafka_metadata *metadata, const char *topic,
	struct error *error)
{
	struct names names = { 0 };
	char meant[512] = "";

	for (int i = 0; i < metadata->topic_cnt; i++)
		if (names_add(&names, slice_of(metadata->topics[i].topic)))
			break;
	const struct slice *near = names_nearest(&names, slice_of(topic));
	if (near)
		snprintf(meant, sizeof meant, "nearest is \"%.*s\"; or ", SLICE_PRINT(*near));
	error_set(error, STATUS_USAGE,
		"%s: there is no topic \"%s\"; %screate it: "
		"kafka-topics --bootstrap-server %s --create --topic %s --partitions 4",
		client->brokers, topic, meant, client->brokers, topic);
	names_free(&names);
	return -1;
}

const struct rd_kafka_metadata_topic *
client_topic(const struct client *client, const struct rd_kafka_metadata *metadata, const char *topic,
	struct error *error)
{
	for (int i = 0; i < metadata->topic_cnt; i++) {
		const struct rd_kafka_metadata_topic *entry = &metadata->topics[i];
		if (strcmp(entry->topic, topic) != 0)
			continue;
		if (entry->err == RD_KAFKA_RESP_ERR_NO_ERROR && entry->partition_cnt > 0)
			return entry;
		error_set(error, STATUS_SYSTEM, "%s: topic \"%s\" cannot be used: %s", client->brokers, topic,
			entry->err ? rd_kafka_err2str(entry->err) : "it has no partitions");
		return NULL;
	}
	unknown_topic(client, metadata, topic, error);
	return NULL;
}

int
client_watermarks(struct client *client, const char *topic, int32_t partition, int64_t *low, int64_t *high,
	struct error *error)
{
	rd_kafka_resp_err_t code = rd_kafka_query_watermark_offsets(
		client->handle, topic, partition, low, high, CLIENT_QUERY_MS);

	if (client_poll(client, 0, error))
		return -1;
	if (code == RD_KAFKA_RESP_ERR_NO_ERROR)
		return 0;
	return error_set(error, STATUS_SYSTEM, "%s: offsets of %s/%d: %s", client->brokers, topic,
		(int)partition, rd_kafka_err2str(code));
}

void
client_close(struct client *client)
{
	if (client->handle)
		rd_kafka_destroy(client->handle);
	free(client->brokers);
	*client = (struct client){ 0 };
}
