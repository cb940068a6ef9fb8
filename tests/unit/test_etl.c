/* SPDX-License-Identifier: GPL-3.0-or-later */
/* featurize's parts: duplicates against a plain search, statistics that are damaged. */
#include "etl/dedup.h"
#include "etl/transforms.h"
#include "synth/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

/* What a plain search remembers: all that passed. */
struct passed {
	unsigned key, source;
	int64_t time;
};

enum { ROWS = 6000, SOURCES = 3 };

static bool
is_near(const struct passed *passed, size_t count, const int64_t greatest[SOURCES], struct passed row,
	int64_t within)
{
	for (size_t i = 0; i < count; i++) {
		int64_t apart = passed[i].time - row.time;
		bool remembered = greatest[passed[i].source] - passed[i].time <= 2 * within;
		if (passed[i].key == row.key && (within < 0 || (remembered && llabs(apart) <= within)))
			return true;
	}
	return false;
}

static void
take(struct dedup *dedup, struct passed row, bool *duplicate)
{
	struct error error = { 0 };
	char key[32], source[32];

	snprintf(key, sizeof key, "%u", row.key);
	snprintf(source, sizeof source, "partition %u", row.source);
	struct dedup_record taken = { .key = slice_of(key), .source = slice_of(source), .time = row.time };
	assert_int_equal(dedup_take(dedup, &taken, duplicate, &error), 0);
}

/* Rows of random keys, whose times rise with some disorder; now and then one is far too early. */
static void
compare(uint64_t seed, int64_t within, unsigned keys)
{
	struct dedup dedup = { .within = within, .memory = 1 << 20 };
	struct random random = { 0 };
	int64_t greatest[SOURCES];
	static struct passed passed[ROWS];
	size_t count = 0;

	random_open(&random, seed, 0);
	for (size_t i = 0; i < SOURCES; i++)
		greatest[i] = INT64_MIN / 4;
	for (int64_t i = 0; i < ROWS; i++) {
		struct passed row = { .key = (unsigned)random_below(&random, keys),
			.source = (unsigned)random_below(&random, SOURCES) };
		int64_t back = (int64_t)random_below(&random, random_below(&random, 10) ? 50 : 2000);
		bool duplicate;
		row.time = 10 * i * (row.source + 1) - back;
		if (row.time > greatest[row.source])
			greatest[row.source] = row.time;
		take(&dedup, row, &duplicate);
		assert_int_equal(duplicate, is_near(passed, count, greatest, row, within));
		if (!duplicate)
			passed[count++] = row;
	}
	assert_int_equal(dedup.duplicates, ROWS - count);
	dedup_free(&dedup);
}

static void
duplicates_as_a_plain_search(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 3; seed++) {
		compare(seed, 100, 20);
		compare(seed, 100, 5000);
		compare(seed, 0, 3);
		compare(seed, 1000, 300);
		compare(seed, DEDUP_EVER, 3000);
	}
}

static void
memory_stays_flat(void **state)
{
	struct dedup dedup = { .within = 1000, .memory = 1 << 20 };
	bool duplicate;

	(void)state;
	for (unsigned i = 0; i < 300000; i++) {
		take(&dedup, (struct passed){ .key = i, .time = i }, &duplicate);
		assert_false(duplicate);
	}
	assert_true(dedup.keys.count <= 4 * 4096);
	dedup_free(&dedup);
}

static void
write_file(const char *path, const char *text, size_t length)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

/* 0, or -1 when it is refused; a clean failure of another kind is none of damaged data. */
static int
read_back(const char *path, const char *text, size_t length)
{
	struct transforms transforms = { 0 };
	struct buffer again = { 0 };
	struct error error = { 0 };

	write_file(path, text, length);
	int failed = statistics_read(&transforms, path, &error);
	/* a null that is filled in is a mistake of the option that it came from */
	assert_int_equal(error.kind == STATUS_USAGE ? STATUS_REFUSED : error.kind,
		failed ? STATUS_REFUSED : STATUS_DONE);
	if (!failed)
		statistics_write(&again, &transforms);
	transforms_free(&transforms);
	buffer_free(&again);
	return failed;
}

static const char whole[] =
	"{\"tillpipe\":\"statistics\",\"version\":1,\n\"fill\":[\n"
	"{\"field\":\"x\",\"with\":\"mean\",\"n\":3,\"mean\":4.5},\n{\"field\":\"z\",\"with\":\"0\"}],\n"
	"\"clip\":[\n{\"field\":\"y\",\"between\":\"0.05..\",\"n\":9,\"lower\":-0.5,\"upper\":null}],\n"
	"\"scale\":[\n{\"field\":\"x\",\"by\":\"standard\",\"n\":4,\"mean\":4.5,\"stddev\":2.160246899469287}"
	",\n"
	"{\"field\":\"y\",\"by\":\"minmax\",\"n\":4,\"min\":-1,\"max\":9e25}],\n\"one_hot\":[\n"
	"{\"field\":\"m\",\"categories\":[\n{\"value\":false,\"name\":\"m_false\",\"n\":2},\n"
	"{\"value\":7,\"name\":\"m_7\",\"n\":2},\n{\"value\":\"a b\",\"name\":\"m_a_b\",\"n\":1}]}]}\n";

static void
statistics_read_back(void **state)
{
	struct transforms transforms = { 0 };
	struct buffer again = { 0 };
	struct error error = { 0 };
	char path[] = "/tmp/tillpipe-etl-XXXXXX";

	(void)state;
	assert_true(close(mkstemp(path)) == 0);
	write_file(path, whole, sizeof whole - 1);
	assert_int_equal(statistics_read(&transforms, path, &error), 0);
	statistics_write(&again, &transforms);
	assert_int_equal(again.length, sizeof whole - 1);
	assert_memory_equal(again.at, whole, again.length);
	transforms_free(&transforms);
	buffer_free(&again);
	unlink(path);
}

/* Cut at every byte, and with every byte another: refused, or read as what it then says. */
static void
damaged_statistics(void **state)
{
	char path[] = "/tmp/tillpipe-etl-XXXXXX", text[sizeof whole];
	struct random random = { 0 };

	(void)state;
	random_open(&random, 1, 0);
	assert_true(close(mkstemp(path)) == 0);
	for (size_t length = 0; length + 2 < sizeof whole; length++)
		assert_int_equal(read_back(path, whole, length), -1);
	for (size_t i = 0; i + 1 < sizeof whole; i++) {
		memcpy(text, whole, sizeof whole);
		text[i] = (char)random_below(&random, 256);
		read_back(path, text, sizeof whole - 1);
	}
	unlink(path);
}

/* Learns 999 numbers of which 333 differ, in this or the other order. */
static void
learn(struct transforms *transforms, enum transform_type type, struct slice text, bool backwards)
{
	struct error error = { 0 };
	struct transform *transform = transforms_add(transforms, type, &error);

	assert_non_null(transform);
	assert_int_equal(transform_read(transform, slice_of("x"), text, &error), 0);
	for (int64_t i = 0; i < 999; i++) {
		int64_t units = (backwards ? 998 - i : i) * 100 % 333;
		const struct value value = { .kind = VALUE_NUMBER, .number = { .units = units, .scale = 2 } };
		assert_int_equal(transform->kind->learn(transform, &value, &error), 0);
	}
	assert_int_equal(transforms_finish(transforms, &error), 0);
	assert_true(transform->known);
}

/* What is learned is the same in any order, and read back. */
static void
check_kind(enum transform_type type, struct slice text)
{
	struct transforms forwards = { .memory = 1 << 20 }, backwards = { .memory = 1 << 20 }, read = { 0 };
	struct buffer one = { 0 }, other = { 0 }, again = { 0 };
	struct error error = { 0 };
	char path[] = "/tmp/tillpipe-etl-XXXXXX";

	learn(&forwards, type, text, false);
	learn(&backwards, type, text, true);
	statistics_write(&one, &forwards);
	statistics_write(&other, &backwards);
	assert_int_equal(one.length, other.length);
	assert_memory_equal(one.at, other.at, one.length);
	assert_true(close(mkstemp(path)) == 0);
	write_file(path, one.at, one.length);
	assert_int_equal(statistics_read(&read, path, &error), 0);
	statistics_write(&again, &read);
	assert_int_equal(again.length, one.length);
	assert_memory_equal(again.at, one.at, one.length);
	unlink(path);
	buffer_free(&one);
	buffer_free(&other);
	buffer_free(&again);
	transforms_free(&forwards);
	transforms_free(&backwards);
	transforms_free(&read);
}

/* Every row of the table, by each of the texts that its form shows: FIELD=standard|minmax */
static void
every_kind_in_any_order(void **state)
{
	(void)state;
	for (enum transform_type type = 0; type < TRANSFORM_TYPES; type++) {
		const struct transform_kind *kind = transform_kinds[type];
		const char *at = strchr(kind->form, '=');
		size_t checked = 0;
		if (!kind->read) {
			check_kind(type, (struct slice){ 0 });
			continue;
		}
		for (assert_non_null(at); *at;) {
			const char *end = at + 1 + strcspn(at + 1, "|");
			const struct slice text = slice_between(at + 1, end);
			at = end;
			if (kind->learned && !slice_is(text, kind->learned))
				continue; /* VALUE is not learned */
			check_kind(type, text);
			checked++;
		}
		assert_true(checked > 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(duplicates_as_a_plain_search),
		cmocka_unit_test(memory_stays_flat),
		cmocka_unit_test(statistics_read_back),
		cmocka_unit_test(damaged_statistics),
		cmocka_unit_test(every_kind_in_any_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
