/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The source, read by several who hand it on: whatever the rooms, the blocks are the same and whole. */
#include "base/buffer.h"
#include "stream/input.h"
#include "stream/threads.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { READERS = 4 };

static char path[] = "/tmp/test_source_XXXXXX";

/* Lines of all lengths, some longer than a block; the last one has no end. */
static int
make_input(void **state)
{
	static const size_t lengths[] = { 0, 1, 79, 300, 4096, INPUT_BLOCK_SIZE - 1, 7, INPUT_BLOCK_SIZE, 3,
		3 * INPUT_BLOCK_SIZE + 5, 100 };
	struct buffer text = { 0 };

	(void)state;
	buffer_text(&text, "\xEF\xBB\xBF");
	for (size_t i = 0; i < 3000; i++) {
		size_t length = lengths[i % 400 < 11 ? i % 400 : 2 + i % 3];
		for (size_t k = 0; k < length; k++)
			buffer_byte(&text, (char)('a' + (i + k) % 26));
		buffer_byte(&text, '\n');
	}
	buffer_text(&text, "end");
	int fd = mkstemp(path);
	int failed = fd < 0 || text.failed || write(fd, text.at, text.length) != (ssize_t)text.length;
	if (fd >= 0)
		close(fd);
	buffer_free(&text);
	return failed;
}

static int
remove_input(void **state)
{
	(void)state;
	return unlink(path);
}

/* One line for each block: where it begins, how long it is, its first and last bytes. */
static void
describe(struct buffer *to, const struct block *block)
{
	const char *at = block->text.at;
	size_t length = block->text.length;

	buffer_printf(to, "%ju %ju %zu %zu %02x %02x\n", (uintmax_t)block->offset, (uintmax_t)block->line,
		block->input, length, (unsigned)at[0], (unsigned)at[length - 1]);
}

static void
open_twice(struct input *source)
{
	static char *operands[] = { path, path, NULL };
	struct error error = { 0 };

	*source = (struct input){ 0 };
	assert_int_equal(input_open(source, operands, &error), 0);
}

/* How one reader finds the blocks; *bytes are all their bytes. */
static struct buffer
read_alone(struct buffer *bytes)
{
	struct input source;
	struct error error = { 0 };
	struct buffer seen = { 0 };
	struct block block;
	int more;

	open_twice(&source);
	while ((more = input_read(&source, &block, &error)) > 0) {
		describe(&seen, &block);
		buffer_slice(bytes, block.text);
	}
	assert_int_equal(more, 0);
	input_close(&source);
	return seen;
}

static void
assert_same(struct buffer a, struct buffer b)
{
	assert_false(a.failed || b.failed);
	assert_int_equal(a.length, b.length);
	assert_memory_equal(a.at, b.at, a.length);
}

static void
blocks_do_not_depend_on_rooms(void **state)
{
	struct input_buffer rooms[READERS] = { 0 };
	struct block block[READERS];
	struct input source;
	struct error error = { 0 };
	struct buffer all = { 0 }, bytes = { 0 }, seen = { 0 };
	struct buffer alone = read_alone(&all);
	unsigned random = 1, at = 0, held = 0;
	int more = 1;

	(void)state;
	open_twice(&source);
	/* Any reader may be next. A block is looked at when three more were read behind it. */
	while (more > 0 || held > 0) {
		unsigned place = (at + held) % READERS;
		random = random * 1103515245 + 12345;
		if (more > 0 && held < READERS && (held == 0 || random >> 30)) {
			more = input_read_into(&source, &rooms[place], &block[place], &error);
			held += more > 0;
			continue;
		}
		describe(&seen, &block[at]);
		buffer_slice(&bytes, block[at].text);
		at = (at + 1) % READERS;
		held--;
	}
	assert_int_equal(more, 0);
	assert_same(alone, seen);
	assert_same(all, bytes);
	input_close(&source);
	for (size_t i = 0; i < READERS; i++)
		input_buffer_free(&rooms[i]);
	buffer_free(&all);
	buffer_free(&alone);
	buffer_free(&bytes);
	buffer_free(&seen);
}

/* The same by threads, who take turns. */
struct reading {
	struct input source;
	struct sequencer turns;
	struct buffer seen, bytes;
	bool ended; /* of the thread that takes a block */
};

static void *
read_along(void *context)
{
	struct reading *reading = context;
	struct input_buffer room = { 0 };
	struct error error = { 0 };
	struct block block;

	for (;;) {
		uint64_t number = sequencer_take(&reading->turns);
		bool more = !reading->ended && input_read_into(&reading->source, &room, &block, &error) > 0;
		reading->ended = !more;
		sequencer_taken(&reading->turns, more);
		if (!more)
			break;
		sequencer_wait(&reading->turns, number);
		describe(&reading->seen, &block);
		buffer_slice(&reading->bytes, block.text);
		sequencer_delivered(&reading->turns, false);
	}
	input_buffer_free(&room);
	return NULL;
}

static void
threads_read_in_turn(void **state)
{
	struct reading reading = { .turns = SEQUENCER_INIT };
	struct buffer all = { 0 }, alone = read_alone(&all);
	pthread_t threads[READERS];

	(void)state;
	open_twice(&reading.source);
	for (size_t i = 0; i < READERS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, read_along, &reading), 0);
	for (size_t i = 0; i < READERS; i++)
		pthread_join(threads[i], NULL);
	assert_same(alone, reading.seen);
	assert_same(all, reading.bytes);
	input_close(&reading.source);
	buffer_free(&all);
	buffer_free(&alone);
	buffer_free(&reading.seen);
	buffer_free(&reading.bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_do_not_depend_on_rooms),
		cmocka_unit_test(threads_read_in_turn),
	};

	return cmocka_run_group_tests(tests, make_input, remove_input);
}
