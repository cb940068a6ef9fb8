/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kafka/settings.h"

#include "stream/input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REASON = 512 };

static int
add_names(struct names *names, const char **pairs, size_t count)
{
	for (size_t i = 0; pairs && i < count; i += 2)
		if (names_add(names, slice_of(pairs[i])))
			return -1;
	return 0;
}

/* Says which of librdkafka's properties was meant. */
static int
unknown_property(const char *place, const char *name, struct error *error)
{
	rd_kafka_conf_t *configuration = rd_kafka_conf_new();
	rd_kafka_topic_conf_t *of_topic = rd_kafka_topic_conf_new();
	size_t count, of_topic_count;
	const char **pairs = rd_kafka_conf_dump(configuration, &count);
	const char **of_topic_pairs = rd_kafka_topic_conf_dump(of_topic, &of_topic_count);
	struct names names = { 0 };
	const struct slice *near = NULL;

	if (!add_names(&names, pairs, count) && !add_names(&names, of_topic_pairs, of_topic_count))
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
	rd_kafka_conf_dump_free(of_topic_pairs, of_topic_count);
	rd_kafka_topic_conf_destroy(of_topic);
	rd_kafka_conf_destroy(configuration);
	return -1;
}

static int
set(rd_kafka_conf_t *configuration, const char *place, const char *name, const char *value,
	struct error *error)
{
	char reason[REASON];

	switch (rd_kafka_conf_set(configuration, name, value, reason, sizeof reason)) {
	case RD_KAFKA_CONF_OK:
		return 0;
	case RD_KAFKA_CONF_UNKNOWN:
		return unknown_property(place, name, error);
	default:
		return error_set(error, STATUS_USAGE, "%s: %s", place, reason);
	}
}

/* Sets "name=value". White space round either goes: files that are written by hand have it. */
static int
set_pair(rd_kafka_conf_t *configuration, const char *place, struct slice pair, struct error *error)
{
	const char *equals = memchr(pair.at, '=', pair.length);

	if (!equals || equals == pair.at)
		return error_set(error, STATUS_USAGE, "%s: a property is written name=value", place);
	struct slice left = slice_trim(slice_between(pair.at, equals));
	struct slice right = slice_trim(slice_between(equals + 1, pair.at + pair.length));
	char *name = strndup(left.at, left.length), *value = strndup(right.at, right.length);
	int failed = name && value ? set(configuration, place, name, value, error) : error_memory(error);
	free(name);
	free(value);
	return failed;
}

static int
set_lines(rd_kafka_conf_t *configuration, const char *path, struct slice text, struct error *error)
{
	struct slice line;
	char place[REASON];

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
		if (set(configuration, "our defaults", defaults->name, defaults->value, error))
			return -1;
	if (settings->fallback &&
		set(configuration, "TILLPIPE_BROKERS", "bootstrap.servers", settings->fallback, error))
		return -1;
	if (set_file(configuration, settings->file, error))
		return -1;
	if (settings->brokers && set(configuration, "-b", "bootstrap.servers", settings->brokers, error))
		return -1;
	return set_properties(configuration, &settings->properties, error);
}

rd_kafka_conf_t *
settings_configure(
	const struct kafka_settings *settings, const struct kafka_default *defaults, struct error *error)
{
	rd_kafka_conf_t *configuration = rd_kafka_conf_new();

	if (!set_all(configuration, settings, defaults, error))
		return configuration;
	rd_kafka_conf_destroy(configuration);
	return NULL;
}

char *
settings_value(const rd_kafka_conf_t *configuration, const char *name)
{
	size_t size = 0;

	if (rd_kafka_conf_get(configuration, name, NULL, &size))
		return strdup("");
	char *value = calloc(1, size + 1);
	if (value)
		rd_kafka_conf_get(configuration, name, value, &size);
	return value;
}
