/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Interleaved partitions of many topics: each is a source, and each topic waits for its own partitions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "agg/sources.h"

#include <stdio.h>

enum { TOPICS = 1000, PARTITIONS = 3 };

static struct event_source *
find(struct sources *sources, size_t topic, uint32_t partition, uint32_t of)
{
	char name[24];
	struct position position = { .known = true, .partition = partition, .of = of };

	snprintf(name, sizeof name, "t%zu", topic);
	position.topic = slice_of(name);
	struct event_source *source = sources_find(sources, &position, 0);
	assert_non_null(source);
	return source;
}

static void
partitions_of_many_topics_are_sources(void **state)
{
	static char *const operands[] = { NULL };
	static struct event_source *found[PARTITIONS][TOPICS];
	struct sources sources = { .idle = INT64_MAX };

	(void)state;
	assert_int_equal(sources_open(&sources, operands), 0);
	for (uint32_t p = 0; p < PARTITIONS; p++)
		for (size_t t = 0; t < TOPICS; t++) {
			found[p][t] = find(&sources, t, p, t % 2 && p == 1 ? PARTITIONS : 0);
			assert_int_equal(found[p][t]->partition, p);
		}
	assert_int_equal(sources.count - sources.inputs, PARTITIONS * TOPICS);
	for (size_t t = 0; t < TOPICS; t++)
		for (uint32_t p = 0; p < PARTITIONS; p++)
			assert_ptr_equal(find(&sources, t, p, 0), found[p][t]);
	assert_int_equal(sources.count - sources.inputs, PARTITIONS * TOPICS);
	sources_free(&sources);
}

static void
each_topic_waits_for_its_own(void **state)
{
	static char *const operands[] = { NULL };
	struct sources sources = { .idle = INT64_MAX };
	uint64_t missing = 0;

	(void)state;
	assert_int_equal(sources_open(&sources, operands), 0);
	for (size_t t = 0; t < TOPICS; t++) { /* topics in turn: no number given, 1, 2 and 3 partitions */
		find(&sources, t, 0, (uint32_t)t % 4);
		missing += t % 4 > 1 ? t % 4 - 1 : 0;
		assert_int_equal(sources_missing(&sources), missing);
	}
	for (size_t t = TOPICS; t-- > 0;) { /* by now each has said that it has 3 */
		find(&sources, t, 1, t % 4 == 3 ? 0 : PARTITIONS);
		missing = missing + 1 - (t % 4 > 1 ? t % 4 - 1 : 0);
		assert_int_equal(sources_missing(&sources), missing);
	}
	for (size_t t = 0; t < TOPICS; t++) {
		find(&sources, t, 2, 0);
		assert_int_equal(sources_missing(&sources), TOPICS - 1 - t);
	}
	sources_free(&sources);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(partitions_of_many_topics_are_sources),
		cmocka_unit_test(each_topic_waits_for_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
