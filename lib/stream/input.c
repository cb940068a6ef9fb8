/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/input.h"

#include "base/system.h"
#include "stream/stop.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char byte_order_mark[] = { '\xEF', '\xBB', '\xBF' };

/* Files. */

static bool
is_standard_input(const char *operand)
{
	return strcmp(operand, "-") == 0;
}

/* Checks an operand and adds its size. 0 or -1. */
static int
check_operand(struct input *input, const char *operand, struct error *error)
{
	struct stat about;
	int failed = is_standard_input(operand) ? fstat(STDIN_FILENO, &about) : stat(operand, &about);

	if (failed)
		return error_system(error, "%s: cannot be read", operand);
	if (S_ISDIR(about.st_mode))
		return error_set(error, STATUS_SYSTEM, "%s: is a directory; name the files in it", operand);
	if (!is_standard_input(operand) && access(operand, R_OK))
		return error_system(error, "%s: cannot be read", operand);
	if (S_ISREG(about.st_mode))
		input->total_bytes += (uint64_t)about.st_size;
	else
		input->size_unknown = true;
	return 0;
}

/* True for a FIFO, whose opening waits for a writer. */
static bool
open_waits(const char *operand)
{
	struct stat about;

	return !is_standard_input(operand) && stat(operand, &about) == 0 && S_ISFIFO(about.st_mode);
}

/* Opens a file. 1; 0 when a signal came while opening waited; or -1. */
static int
open_file(struct input *input, const char *operand, bool waits, struct error *error)
{
	struct stat about;
	int fd = STDIN_FILENO;

	input->file.name = is_standard_input(operand) ? "standard input" : operand;
	if (!is_standard_input(operand))
		do
			fd = open(operand, O_RDONLY | O_CLOEXEC);
		while (fd < 0 && errno == EINTR && !stop_now(waits));
	if (fd < 0 && errno == EINTR)
		return 0;
	input->file.open = fd >= 0;
	input->file.fd = fd;
	if (fd < 0 || fstat(fd, &about))
		return error_system(error, "%s: cannot be read", input->file.name);
	input->file.pipe = S_ISFIFO(about.st_mode) || S_ISSOCK(about.st_mode);
	if (input->file.pipe)
		system_enlarge_pipe(fd);
	return 1;
}

static void
close_file(struct input *input)
{
	if (input->file.open && input->file.fd != STDIN_FILENO)
		close(input->file.fd);
	input->file.open = false;
}

/* Opens the next operand: 1, or 0 when there is none or a signal came, or -1. Calls the caller's wait before
 * it opens a FIFO. */
static int
open_next(struct input *input, struct error *error)
{
	const char *operand = input->operands[input->next];

	if (!operand)
		return 0;
	input->next++;
	bool waits = open_waits(operand);
	if (waits && input->wait && input->wait(input->context, error))
		return -1;
	int opened = open_file(input, operand, waits, error);
	input->stopped = opened == 0;
	input->file.ended = false;
	input->from = input->to = input->searched = 0;
	input->line = 1;
	input->offset = 0;
	return opened;
}

/* Buffers. */

void
input_buffer_free(struct input_buffer *buffer)
{
	free(buffer->bytes);
	*buffer = (struct input_buffer){ 0 };
}

/* Grows the buffer to `capacity` bytes, zeroed so that the padding after bytes that are read is defined. 0 or
 * -1. */
static int
grow_buffer(struct input_buffer *buffer, size_t capacity, struct error *error)
{
	if (capacity <= buffer->capacity)
		return 0;
	char *bytes = calloc(1, capacity + BUFFER_PADDING);
	if (!bytes)
		return error_memory(error);
	if (buffer->bytes)
		memcpy(bytes, buffer->bytes, buffer->capacity);
	free(buffer->bytes);
	buffer->bytes = bytes;
	buffer->capacity = capacity;
	return 0;
}

/* How much a buffer may hold after the next read, when it begins with `left` bytes that are not handed out: a
 * block, or twice as much of a long line as there is. */
static size_t
fill_size(size_t left)
{
	size_t size = INPUT_BLOCK_SIZE;

	while (size <= left)
		size *= 2;
	return size;
}

/* Switches to another buffer, and takes the bytes that are not handed out there. */
static int
switch_buffer(struct input *input, struct input_buffer *buffer, struct error *error)
{
	size_t left = input->to - input->from;

	if (buffer == input->buffer)
		return 0;
	if (buffer->capacity > INPUT_BUFFER_KEPT && left < INPUT_BLOCK_SIZE)
		input_buffer_free(buffer);
	if (grow_buffer(buffer, fill_size(left), error))
		return -1;
	if (left)
		memcpy(buffer->bytes, input->buffer->bytes + input->from, left);
	input->buffer = buffer;
	input->from = 0;
	input->to = left;
	return 0;
}

/* Moves the bytes that are not handed out to the start of the buffer. *size: how many it may hold then. */
static int
make_space(struct input *input, size_t *size, struct error *error)
{
	struct input_buffer *buffer = input->buffer;
	size_t left = input->to - input->from;

	if (input->from > 0 && left)
		memmove(buffer->bytes, buffer->bytes + input->from, left);
	input->from = 0;
	input->to = left;
	*size = fill_size(left);
	return grow_buffer(buffer, *size, error);
}

/* Reading. */

/* Calls the caller's wait before the process sleeps in a read, and again each time that max_wait_ms pass. */
static int
wait_for_bytes(struct input *input, struct error *error)
{
	int ready = stop_wait_readable(input->file.fd, 0);

	while (ready == 0) {
		input->max_wait_ms = -1;
		if (input->wait && input->wait(input->context, error))
			return -1;
		int64_t before = system_monotonic_ms();
		ready = stop_wait_readable(input->file.fd, input->max_wait_ms);
		input->waited_ms += system_monotonic_ms() - before;
	}
	return 0;
}

/* Reads more bytes into the buffer: 1; 0, when there are none or a signal came, ends the file; or -1. */
static int
fill(struct input *input, struct error *error)
{
	size_t size;

	if (make_space(input, &size, error))
		return -1;
	for (;;) {
		if (wait_for_bytes(input, error))
			return -1;
		if (stop_now(input->file.pipe)) {
			input->stopped = input->file.ended = true;
			return 0;
		}
		ssize_t n = read(input->file.fd, input->buffer->bytes + input->to, size - input->to);
		if (n > 0) {
			input->to += (size_t)n;
			input->read_bytes += (uint64_t)n;
			return 1;
		}
		if (n == 0) {
			input->file.ended = true;
			return 0;
		}
		if (errno != EINTR && errno != EAGAIN)
			return error_system(error, "%s: cannot be read", input->file.name);
	}
}

/* True when the bytes so far may be the beginning of a byte-order mark. */
static bool
mark_incomplete(const struct input *input)
{
	size_t length = input->to - input->from;

	return length < sizeof byte_order_mark && !input->file.ended &&
	       (length == 0 || memcmp(input->buffer->bytes + input->from, byte_order_mark, length) == 0);
}

static void
skip_mark(struct input *input)
{
	if (input->to - input->from >= sizeof byte_order_mark &&
		memcmp(input->buffer->bytes + input->from, byte_order_mark, sizeof byte_order_mark) == 0) {
		input->from += sizeof byte_order_mark;
		input->offset += sizeof byte_order_mark;
	}
}

/* Opens the next file and reads its first bytes. 1, 0 at the end of all, -1. */
static int
begin_file(struct input *input, struct error *error)
{
	if (input->stopped)
		return 0;
	int opened = open_next(input, error);
	if (opened <= 0)
		return opened;
	while (mark_incomplete(input))
		if (fill(input, error) < 0)
			return -1;
	skip_mark(input);
	return 1;
}

/* Hands out the bytes up to `end`. */
static void
hand_out(struct input *input, size_t end, struct block *block)
{
	size_t length = end - input->from;

	*block = (struct block){
		.text = { input->buffer->bytes + input->from, length },
		.name = input->file.name,
		.line = input->unnumbered ? 0 : input->line,
		.offset = input->offset,
		.input = input->next - 1,
	};
	for (const char *at = block->text.at, *stop = at + length;
		!input->unnumbered && (at = memchr(at, '\n', (size_t)(stop - at))); at++)
		input->line++;
	input->offset += length;
	input->from = end;
	input->searched = 0;
}

/* Hands out what is left at the end of a file; false, and the file closed, when there is nothing. After a
 * signal, a line without its end is not a record: more of it might have followed. */
static bool
hand_out_rest(struct input *input, struct block *block)
{
	bool rest = input->to > input->from && !input->stopped;

	if (rest)
		hand_out(input, input->to, block);
	else
		close_file(input);
	return rest;
}

/* The last newline in the bytes that are not handed out, or NULL. Searches no byte twice, since a long line
 * comes in many pieces. */
static const char *
last_newline(struct input *input)
{
	const char *bytes = input->buffer->bytes;

	if (input->to == input->from)
		return NULL;
	const char *from = bytes + input->from + input->searched;
	for (const char *at = bytes + input->to; at > from;)
		if (*--at == '\n')
			return at;
	input->searched = input->to - input->from;
	return NULL;
}

/* A line beyond the limit: hands out its start, and reads and drops the rest. 1 or -1. */
static int
skip_line(struct input *input, struct block *block, struct error *error)
{
	struct input_buffer *buffer = input->buffer;

	memcpy(buffer->start, buffer->bytes + input->from, sizeof buffer->start);
	*block = (struct block){
		.text = { buffer->start, sizeof buffer->start },
		.name = input->file.name,
		.line = input->unnumbered ? 0 : input->line,
		.offset = input->offset,
		.input = input->next - 1,
		.overlong = true,
	};
	for (;;) {
		const char *from = buffer->bytes + input->from;
		const char *newline = memchr(from, '\n', input->to - input->from);
		if (newline) {
			input->offset += (uint64_t)(newline + 1 - from);
			input->from += (size_t)(newline + 1 - from);
			input->searched = 0;
			input->line++;
			return 1;
		}
		input->offset += input->to - input->from;
		input->from = input->to = 0;
		int more = fill(input, error);
		if (more <= 0)
			return more < 0 ? -1 : 1;
	}
}

int
input_open(struct input *input, char *const *operands, struct error *error)
{
	static char dash[] = "-";
	static char *const standard_input[] = { dash, NULL };

	input->operands = operands && operands[0] ? operands : standard_input;
	for (size_t i = 0; input->operands[i]; i++)
		if (check_operand(input, input->operands[i], error))
			return -1;
	if (input->size_unknown)
		input->total_bytes = 0;
	input->buffer = &input->own;
	return 0;
}

void
input_close(struct input *input)
{
	close_file(input);
	input_buffer_free(&input->own);
	input->buffer = NULL;
	input->from = input->to = 0;
}

int
input_read_into(struct input *input, struct input_buffer *buffer, struct block *block, struct error *error)
{
	if (switch_buffer(input, buffer, error))
		return -1;
	for (;;) {
		int more = input->file.open ? 1 : begin_file(input, error);
		if (more <= 0)
			return more;
		const char *newline = last_newline(input);
		if (newline) {
			hand_out(input, (size_t)(newline + 1 - input->buffer->bytes), block);
			return 1;
		}
		if (input->file.ended) {
			if (hand_out_rest(input, block))
				return 1;
			continue;
		}
		if (input->to - input->from >= INPUT_LINE_LIMIT)
			return skip_line(input, block, error);
		if (fill(input, error) < 0)
			return -1;
	}
}

int
input_read(struct input *input, struct block *block, struct error *error)
{
	return input_read_into(input, &input->own, block, error);
}

int
input_read_bytes(struct input *input, struct block *block, struct error *error)
{
	for (;;) {
		int more = input->file.open ? 1 : begin_file(input, error);
		if (more <= 0)
			return more;
		if (input->to > input->from) {
			hand_out(input, input->to, block);
			return 1;
		}
		if (input->file.ended)
			close_file(input);
		else if (fill(input, error) < 0)
			return -1;
	}
}

bool
input_ready(const struct input *input, int ms)
{
	return input->file.open && !input->file.ended && stop_wait_readable(input->file.fd, ms) > 0;
}

/* Small files. */

static int
read_all(int fd, struct buffer *to, const char *path, struct error *error)
{
	enum { CHUNK = 64 * 1024 };

	for (;;) {
		char *at = buffer_reserve(to, CHUNK);
		if (!at)
			return error_memory(error);
		ssize_t n = read(fd, at, CHUNK);
		if (n == 0)
			return 0;
		if (n < 0 && errno != EINTR)
			return error_system(error, "%s: cannot be read", path);
		if (n > 0)
			to->length += (size_t)n;
		if (to->length > READ_FILE_LIMIT)
			return error_set(error, STATUS_SYSTEM,
				"%s: larger than %d MiB, the limit for such files", path,
				READ_FILE_LIMIT / (1024 * 1024));
	}
}

int
read_file(struct buffer *to, const char *path, struct error *error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return error_system(error, "%s: cannot be read", path);
	size_t start = to->length;
	int failed = read_all(fd, to, path, error);
	close(fd);
	if (to->length - start >= sizeof byte_order_mark &&
		memcmp(to->at + start, byte_order_mark, sizeof byte_order_mark) == 0) {
		to->length -= sizeof byte_order_mark;
		memmove(to->at + start, to->at + start + sizeof byte_order_mark, to->length - start);
	}
	return failed;
}
