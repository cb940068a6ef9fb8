/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kafka/settings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REASON = 512, PROPERTY_LINE = 64 * 1024 };

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
		near = names_near(&names, slice_of(name));
	if (near)
		error_set(error, STATUS_USAGE,
			"%s: librdkafka has no property \"%s\"; did you mean \"%.*s\"?", place, name,
			SLICE_PRINT(*near));
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

/* Blanks at both ends go: files that are written by hand have them. */
static char *
trimmed(char *text)
{
	static const char blanks[] = " \t\r\n";

	text += strspn(text, blanks);
	for (size_t length = strlen(text); length > 0 && strchr(blanks, text[length - 1]); length--)
		text[length - 1] = '\0';
	return text;
}

/* Sets "name=value", which it writes into. */
static int
set_pair(rd_kafka_conf_t *configuration, const char *place, char *pair, struct error *error)
{
	char *equals = strchr(pair, '=');

	if (!equals || equals == pair)
		return error_set(error, STATUS_USAGE, "%s: a property is written name=value", place);
	*equals = '\0';
	return set(configuration, place, trimmed(pair), trimmed(equals + 1), error);
}

static int
set_lines(rd_kafka_conf_t *configuration, const char *path, FILE *file, struct error *error)
{
	char *line = malloc(PROPERTY_LINE), place[REASON];
	int failed = line ? 0 : error_memory(error);

	for (unsigned long number = 1; !failed && fgets(line, PROPERTY_LINE, file); number++) {
		char *pair = trimmed(line);
		snprintf(place, sizeof place, "%s:%lu", path, number);
		if (*pair != '\0' && *pair != '#')
			failed = set_pair(configuration, place, pair, error);
	}
	free(line);
	if (!failed && ferror(file))
		return error_system(error, "%s: cannot be read", path);
	return failed;
}

static int
set_file(rd_kafka_conf_t *configuration, const char *path, struct error *error)
{
	FILE *file = path ? fopen(path, "r") : NULL;

	if (!path)
		return 0;
	if (!file)
		return error_system(error, "%s: cannot be read", path);
	int failed = set_lines(configuration, path, file, error);
	fclose(file);
	return failed;
}

static int
set_properties(rd_kafka_conf_t *configuration, const struct names *properties, struct error *error)
{
	int failed = 0;

	for (size_t i = 0; i < properties->count && !failed; i++) {
		struct slice pair = properties->at[i];
		char *copy = strndup(pair.at, pair.length);
		failed = copy ? set_pair(configuration, "-X", copy, error) : error_memory(error);
		free(copy);
	}
	return failed;
}

static int
set_all(rd_kafka_conf_t *configuration, const struct kafka_settings *settings,
	const struct kafka_default *defaults, struct error *error)
{
	for (; defaults->name; defaults++)
		if (set(configuration, "our defaults", defaults->name, defaults->value, error))
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
