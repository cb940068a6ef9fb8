/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The input, read by several threads into buffers of their own: the blocks are the same, and whole. */
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

/* Lines of all lengths, some longer than a block; the last one has no newline. */
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

/* Appends one line per block: its place, length, first and last byte. */
static void
describe(struct buffer *to, const struct block *block)
{
	const char *at = block->text.at;
	size_t length = block->text.length;

	buffer_printf(to, "%ju %ju %zu %zu %02x %02x\n", (uintmax_t)block->offset, (uintmax_t)block->line,
		block->input, length, (unsigned)at[0], (unsigned)at[length - 1]);
}

static void
open_twice(struct input *input)
{
	static char *operands[] = { path, path, NULL };
	struct error error = { 0 };

	*input = (struct input){ 0 };
	assert_int_equal(input_open(input, operands, &error), 0);
}

/* Describes the blocks as one reader gets them; appends their bytes. */
static struct buffer
read_alone(struct buffer *bytes)
{
	struct input input;
	struct error error = { 0 };
	struct buffer seen = { 0 };
	struct block block;
	int more;

	open_twice(&input);
	while ((more = input_read(&input, &block, &error)) > 0) {
		describe(&seen, &block);
		buffer_slice(bytes, block.text);
	}
	assert_int_equal(more, 0);
	input_close(&input);
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
blocks_do_not_depend_on_buffers(void **state)
{
	struct input_buffer buffers[READERS] = { 0 };
	struct block block[READERS];
	struct input input;
	struct error error = { 0 };
	struct buffer all = { 0 }, bytes = { 0 }, seen = { 0 };
	struct buffer alone = read_alone(&all);
	unsigned random = 1, at = 0, unread = 0;
	int more = 1;

	(void)state;
	open_twice(&input);
	/* Any reader may be next. A block is checked only after up to three more were read. */
	while (more > 0 || unread > 0) {
		unsigned place = (at + unread) % READERS;
		random = random * 1103515245 + 12345;
		if (more > 0 && unread < READERS && (unread == 0 || random >> 30)) {
			more = input_read_into(&input, &buffers[place], &block[place], &error);
			unread += more > 0;
			continue;
		}
		describe(&seen, &block[at]);
		buffer_slice(&bytes, block[at].text);
		at = (at + 1) % READERS;
		unread--;
	}
	assert_int_equal(more, 0);
	assert_same(alone, seen);
	assert_same(all, bytes);
	input_close(&input);
	for (size_t i = 0; i < READERS; i++)
		input_buffer_free(&buffers[i]);
	buffer_free(&all);
	buffer_free(&alone);
	buffer_free(&bytes);
	buffer_free(&seen);
}

/* The same by threads. */
struct reading {
	struct input input;
	struct sequencer sequencer;
	struct buffer seen, bytes;
	bool ended; /* for the thread that reads a block */
};

static void *
read_along(void *context)
{
	struct reading *reading = context;
	struct input_buffer buffer = { 0 };
	struct error error = { 0 };
	struct block block;

	for (;;) {
		uint64_t number = sequencer_take(&reading->sequencer);
		bool more = !reading->ended && input_read_into(&reading->input, &buffer, &block, &error) > 0;
		reading->ended = !more;
		sequencer_taken(&reading->sequencer, more);
		if (!more)
			break;
		sequencer_wait(&reading->sequencer, number);
		describe(&reading->seen, &block);
		buffer_slice(&reading->bytes, block.text);
		sequencer_delivered(&reading->sequencer, false);
	}
	input_buffer_free(&buffer);
	return NULL;
}

static void
threads_read_in_turn(void **state)
{
	struct reading reading = { .sequencer = SEQUENCER_INIT };
	struct buffer all = { 0 }, alone = read_alone(&all);
	pthread_t threads[READERS];

	(void)state;
	open_twice(&reading.input);
	for (size_t i = 0; i < READERS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, read_along, &reading), 0);
	for (size_t i = 0; i < READERS; i++)
		pthread_join(threads[i], NULL);
	assert_same(alone, reading.seen);
	assert_same(all, reading.bytes);
	input_close(&reading.input);
	buffer_free(&all);
	buffer_free(&alone);
	buffer_free(&reading.seen);
	buffer_free(&reading.bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_do_not_depend_on_buffers),
		cmocka_unit_test(threads_read_in_turn),
	};

	return cmocka_run_group_tests(tests, make_input, remove_input);
}
