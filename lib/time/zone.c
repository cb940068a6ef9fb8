/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The C library knows the zone; each call of it takes a lock and a search, so its answers are cached by
 * quarters of an hour. */
#include "time/zone.h"

#include "base/arena.h"
#include "base/names.h"
#include "time/instant.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* No clock is farther from UTC than this, and none was set twice within twice this time (at least 95 hours
 * lie between, in the zone database of 2025): the offset of a local time is one of those that hold this much
 * earlier and later. */
static const int64_t FARTHEST = 16 * USEC_PER_HOUR;
static const int64_t QUARTER = 15 * USEC_PER_MINUTE;

enum { CACHE_SIZE = 256 }; /* quarters of an hour, for each thread */

static struct {
	bool local;          /* else UTC */
	unsigned generation; /* counts zone_open: what was cached before it does not hold */
} zone = { .generation = 1 };

/* The directory of the zone database, or NULL where there is none. */
static const char *
zone_directory(void)
{
	const char *directories[] = { getenv("TZDIR"), "/usr/share/zoneinfo", "/usr/lib/zoneinfo",
		"/usr/share/lib/zoneinfo", "/etc/zoneinfo" };

	for (size_t i = 0; i < sizeof directories / sizeof *directories; i++)
		if (directories[i] && access(directories[i], R_OK | X_OK) == 0)
			return directories[i];
	return NULL;
}

/* Such names cannot lead out of the database. Zones in right/ count leap seconds, which instants do not. */
static bool
is_zone_name(const char *name)
{
	const char *letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-_/";

	return *name && strlen(name) < 64 && name[strspn(name, letters)] == '\0' &&
	       strncmp(name, "right/", 6) != 0;
}

/* 0 for a zone file, 1 for none, -1 with errno. */
static int
check_zone_file(const char *path)
{
	char magic[4] = { 0 };
	size_t length = 0;
	ssize_t n;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? 1 : -1;
	while ((n = read(fd, magic + length, sizeof magic - length)) > 0 || (n < 0 && errno == EINTR))
		length += n > 0 ? (size_t)n : 0;
	int cause = errno;
	close(fd);
	errno = cause;
	if (n < 0 && cause != EISDIR)
		return -1;
	return memcmp(magic, "TZif", sizeof magic) != 0;
}

/* Sets the zone of localtime_r, by its name in the database, for the process and its children. 0, 1 when the
 * database has no zone of this name, or -1 with errno; then nothing has changed. */
static int
set_zone(const char *name)
{
	const char *directory = zone_directory();
	size_t size = directory ? strlen(directory) + strlen(name) + 3 : 0;

	if (!directory || !is_zone_name(name))
		return 1;
	char *variable = malloc(size); /* ":DIRECTORY/NAME" */
	if (!variable)
		return -1;
	snprintf(variable, size, ":%s/%s", directory, name);
	int failed = check_zone_file(variable + 1);
	if (!failed)
		failed = setenv("TZ", variable, 1);
	free(variable);
	if (!failed)
		tzset();
	return failed;
}

/* The names in zone.tab: country, place, name, comment, with tabs between them. */
static void
read_names(struct names *names, struct arena *arena, FILE *table)
{
	char *line = NULL, *rest;
	size_t size = 0;

	while (getline(&line, &size, table) >= 0) {
		if (*line == '#' || !strtok_r(line, "\t\n", &rest) || !strtok_r(NULL, "\t\n", &rest))
			continue;
		const char *name = strtok_r(NULL, "\t\n", &rest);
		struct slice copy = arena_copy(arena, slice_of(name ? name : ""));
		if (!copy.at || names_add(names, copy))
			break;
	}
	free(line);
}

static int
unknown_zone(const char *name, struct error *error)
{
	const char *directory = zone_directory();
	char path[256];
	struct names names = { 0 };
	struct arena arena = { 0 };

	snprintf(path, sizeof path, "%s/zone.tab", directory ? directory : "");
	FILE *table = directory ? fopen(path, "r") : NULL;
	if (table) {
		read_names(&names, &arena, table);
		fclose(table);
	}
	const struct slice *near = names_nearest(&names, slice_of(name));
	if (near)
		error_set(error, STATUS_USAGE, "--tz %s: unknown zone; nearest is %.*s", name,
			SLICE_PRINT(*near));
	else
		error_set(error, STATUS_USAGE,
			"--tz %s: unknown zone; zones have names as in the zone database of this system, "
			"such as Europe/Berlin or UTC",
			name);
	names_free(&names);
	arena_free(&arena);
	return -1;
}

int
zone_open(const char *name, struct error *error)
{
	bool utc = strcmp(name, "UTC") == 0;
	int failed = utc ? 0 : set_zone(name);

	if (failed < 0)
		return error_system(error, "--tz %s: cannot be read", name);
	if (failed)
		return unknown_zone(name, error);
	zone.local = !utc;
	zone.generation++;
	return 0;
}

bool
zone_is_utc(void)
{
	return !zone.local;
}

/* Asks the C library. */
static int32_t
find_offset(int64_t instant)
{
	time_t second = (time_t)floor_divide(instant, USEC_PER_SECOND);
	struct tm tm;

	if (!localtime_r(&second, &tm))
		return 0; /* a year beyond int */
	int64_t days = days_from_date((struct date){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday });
	return (int32_t)(days * 86400 + tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec - second);
}

struct cached_offset {
	int64_t quarter; /* since 1970 */
	unsigned generation;
	int32_t offset;
};

int32_t
zone_offset(int64_t instant)
{
	static _Thread_local struct cached_offset cache[CACHE_SIZE];

	if (!zone.local)
		return 0;
	int64_t quarter = floor_divide(instant, QUARTER);
	/* Multiplied by 2^64 divided by the golden ratio, shifted to 8 bits. */
	struct cached_offset *cached = &cache[(uint64_t)quarter * UINT64_C(0x9E3779B97F4A7C15) >> 56];
	if (cached->quarter == quarter && cached->generation == zone.generation)
		return cached->offset;
	int32_t offset = find_offset(instant);
	if (find_offset(quarter * QUARTER) == offset && find_offset((quarter + 1) * QUARTER - 1) == offset) {
		cached->quarter = quarter;
		cached->generation = zone.generation;
		cached->offset = offset;
	}
	return offset;
}

/* The instant of a local time. Not *found: it is in a gap, and is moved forward by the length of the gap. */
static int64_t
resolve(int64_t local, bool *found)
{
	int32_t before = zone_offset(local - FARTHEST), after = zone_offset(local + FARTHEST);
	int64_t instant = local - before * USEC_PER_SECOND;

	*found = before == after || zone_offset(instant) == before;
	if (*found)
		return instant;
	int64_t later = local - after * USEC_PER_SECOND;
	*found = zone_offset(later) == after;
	return *found ? later : instant;
}

bool
zone_instant(int64_t local, int64_t *instant)
{
	bool found;

	*instant = resolve(local, &found);
	return found;
}

int64_t
zone_resolve(int64_t local)
{
	bool found;

	return resolve(local, &found);
}
