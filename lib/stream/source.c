/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stream/source.h"

#include "base/system.h"
#include "stream/stop.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

int
source_open(struct source *source, char *const *operands, struct error *error)
{
	static char dash[] = "-";
	static char *const standard_input[] = { dash, NULL };

	source->operands = operands && operands[0] ? operands : standard_input;
	source->current.fd = -1;
	for (size_t i = 0; source->operands[i]; i++)
		if (input_look(source->operands[i], &source->total_bytes, &source->endless, error))
			return -1;
	if (source->endless)
		source->total_bytes = 0;
	source->room = &source->own;
	return 0;
}

/* Opens the next operand: 1, or 0 when there is none or a signal said to stop, or -1. A FIFO is waited for as
 * a read is: the owner is told before. */
static int
open_next(struct source *source, struct error *error)
{
	const char *operand = source->operands[source->next];

	if (!operand)
		return 0;
	source->next++;
	bool waits = input_waits(operand);
	if (waits && source->wait && source->wait(source->context, error))
		return -1;
	int opened = input_open(&source->current, operand, waits, error);
	source->stopped = opened == 0;
	source->ended = false;
	source->from = source->to = source->searched = 0;
	source->line = 1;
	source->offset = 0;
	return opened;
}

/* Tells the owner before the process goes to sleep in a read, and wakes it when it asked for that. */
static int
wait_for_input(struct source *source, struct error *error)
{
	int ready = stop_wait_readable(source->current.fd, 0);

	while (ready == 0) {
		source->patience = -1;
		if (source->wait && source->wait(source->context, error))
			return -1;
		int64_t before = system_monotonic_ms();
		ready = stop_wait_readable(source->current.fd, source->patience);
		source->waited += system_monotonic_ms() - before;
	}
	return 0;
}

/* From now on the room is read into; what was not handed out yet goes there. */
static int
enter_room(struct source *source, struct source_room *room, struct error *error)
{
	size_t left = source->to - source->from;

	if (room == source->room)
		return 0;
	if (room->capacity > SOURCE_ROOM && left < SOURCE_BLOCK)
		source_room_free(room); /* that a long line has made */
	if (source_room_grow(room, source_room_size(left), error))
		return -1;
	if (left)
		memcpy(room->bytes, source->room->bytes + source->from, left);
	source->room = room;
	source->from = 0;
	source->to = left;
	return 0;
}

/* Moves what was not handed out to the room's beginning. *size is how much the room may hold then. */
static int
make_room(struct source *source, size_t *size, struct error *error)
{
	struct source_room *room = source->room;
	size_t left = source->to - source->from;

	if (source->from > 0 && left)
		memmove(room->bytes, room->bytes + source->from, left);
	source->from = 0;
	source->to = left;
	*size = source_room_size(left);
	return source_room_grow(room, *size, error);
}

/* Reads more bytes behind `to`. 1; 0 with `ended` set when there are no more or a signal said to stop; -1. */
static int
fill(struct source *source, struct error *error)
{
	size_t size;

	if (make_room(source, &size, error))
		return -1;
	for (;;) {
		if (wait_for_input(source, error))
			return -1;
		if (stop_now(source->current.pipe)) {
			source->stopped = source->ended = true;
			return 0;
		}
		ssize_t n = read(source->current.fd, source->room->bytes + source->to, size - source->to);
		if (n > 0) {
			source->to += (size_t)n;
			source->read_bytes += (uint64_t)n;
			return 1;
		}
		if (n == 0) {
			source->ended = true;
			return 0;
		}
		if (errno != EINTR && errno != EAGAIN)
			return error_system(error, "%s: cannot be read", source->current.name);
	}
}

static void
skip_mark(struct source *source)
{
	if (source->offset == 0 && source->to - source->from >= 3 &&
		memcmp(source->room->bytes + source->from, "\xEF\xBB\xBF", 3) == 0) {
		source->from += 3;
		source->searched = 0;
		source->offset += 3;
	}
}

/* Hands out the bytes up to `end`. */
static void
hand_out(struct source *source, size_t end, struct block *block)
{
	size_t length = end - source->from;

	*block = (struct block){
		.text = { source->room->bytes + source->from, length },
		.name = source->current.name,
		.line = source->uncounted ? 0 : source->line,
		.offset = source->offset,
		.input = source->next - 1,
	};
	for (const char *at = block->text.at, *stop = at + length;
		!source->uncounted && (at = memchr(at, '\n', (size_t)(stop - at))); at++)
		source->line++;
	source->offset += length;
	source->from = end;
	source->searched = 0;
}

static void
close_line(struct source *source, const char *newline)
{
	source->offset += (uint64_t)(newline + 1 - (source->room->bytes + source->from));
	source->from = (size_t)(newline + 1 - source->room->bytes);
	source->searched = 0;
	source->line++;
}

/* A line beyond the limit: its beginning is handed out, the rest is read and thrown away. 1 or -1. */
static int
skip_line(struct source *source, struct block *block, struct error *error)
{
	struct source_room *room = source->room;

	memcpy(room->beginning, room->bytes + source->from, sizeof room->beginning);
	*block = (struct block){
		.text = { room->beginning, sizeof room->beginning },
		.name = source->current.name,
		.line = source->uncounted ? 0 : source->line,
		.offset = source->offset,
		.input = source->next - 1,
		.overlong = true,
	};
	for (;;) {
		const char *from = room->bytes + source->from;
		const char *newline = memchr(from, '\n', source->to - source->from);
		if (newline) {
			close_line(source, newline);
			return 1;
		}
		source->offset += source->to - source->from;
		source->from = source->to = 0;
		int more = fill(source, error);
		if (more <= 0)
			return more < 0 ? -1 : 1;
	}
}

/* The end of the last whole line in what is read, or NULL. Looks at no byte twice: a long line comes in
 * many pieces. */
static const char *
last_newline(struct source *source)
{
	const char *bytes = source->room->bytes, *from;

	if (source->to == source->from)
		return NULL;
	from = bytes + source->from + source->searched;
	for (const char *at = bytes + source->to; at > from;)
		if (*--at == '\n')
			return at;
	source->searched = source->to - source->from;
	return NULL;
}

/* True while a byte-order mark may still be on its way. */
static bool
mark_unsure(const struct source *source)
{
	size_t length = source->to - source->from;

	return source->offset == 0 && length < 3 && !source->ended &&
	       (length == 0 || memcmp(source->room->bytes + source->from, "\xEF\xBB\xBF", length) == 0);
}

/* Opens the next input where none is open and reads the first bytes. 1, 0 at the end of all, -1. */
static int
begin(struct source *source, struct error *error)
{
	if (source->stopped)
		return 0;
	int opened = open_next(source, error);
	if (opened <= 0)
		return opened;
	while (mark_unsure(source))
		if (fill(source, error) < 0)
			return -1;
	skip_mark(source);
	return 1;
}

/* What is left when an input has ended. A reader that was told to stop knows nothing of the bytes that would
 * follow, so a line without an end is no record then. */
static bool
hand_out_rest(struct source *source, struct block *block)
{
	bool rest = source->to > source->from && !source->stopped;

	if (rest)
		hand_out(source, source->to, block);
	else
		input_close(&source->current);
	return rest;
}

int
source_read(struct source *source, struct block *block, struct error *error)
{
	return source_read_into(source, &source->own, block, error);
}

int
source_read_into(struct source *source, struct source_room *room, struct block *block, struct error *error)
{
	if (enter_room(source, room, error))
		return -1;
	for (;;) {
		int more = source->current.fd < 0 ? begin(source, error) : 1;
		if (more <= 0)
			return more;
		const char *newline = last_newline(source);
		if (newline) {
			hand_out(source, (size_t)(newline + 1 - source->room->bytes), block);
			return 1;
		}
		if (source->ended) {
			if (hand_out_rest(source, block))
				return 1;
			continue;
		}
		if (source->to - source->from >= SOURCE_LINE)
			return skip_line(source, block, error);
		if (fill(source, error) < 0)
			return -1;
	}
}

int
source_read_bytes(struct source *source, struct block *block, struct error *error)
{
	for (;;) {
		int more = source->current.fd < 0 ? begin(source, error) : 1;
		if (more <= 0)
			return more;
		if (source->to > source->from) {
			hand_out(source, source->to, block);
			return 1;
		}
		if (source->ended)
			input_close(&source->current);
		else if (fill(source, error) < 0)
			return -1;
	}
}

void
source_close(struct source *source)
{
	input_close(&source->current);
	source_room_free(&source->own);
	source->room = NULL;
	source->from = source->to = 0;
}
