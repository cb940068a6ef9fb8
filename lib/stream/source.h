/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source: the input files in order, as blocks of whole lines. */
#ifndef STREAM_SOURCE_H
#define STREAM_SOURCE_H

#include "base/error.h"
#include "base/slice.h"
#include "stream/input.h"
#include "stream/source_room.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	SOURCE_BLOCK = 256 * 1024,
	SOURCE_LINE = 64 * 1024 * 1024, /* a longer line is refused, so that memory stays bounded */
	SOURCE_ROOM = 8 * SOURCE_BLOCK, /* a room beyond that is not kept behind the line that needed it */
};

struct block {
	struct slice text; /* whole lines, each with its newline but for the last of an input; BUFFER_PADDING
			    * bytes behind them may be read */
	const char *name;  /* of the input */
	uint64_t line;     /* number of its first line, from 1; 0 where the reader counts them itself */
	uint64_t offset;   /* of its first byte in the input, from 0 */
	size_t input;      /* number of the operand, from 0 */
	bool overlong;     /* text is the beginning of a line longer than SOURCE_LINE; the rest was skipped */
};

struct source {
	char *const *operands; /* NULL-terminated; empty is standard input */
	size_t next;           /* operand to open next */
	struct input current;
	bool ended;               /* the current input has no more bytes */
	bool stopped;             /* a signal ended the reading before the input did */
	bool endless;             /* an input's size is not known */
	struct source_room own;   /* for readers that bring none */
	struct source_room *room; /* the one that was read into last; [from, to) is not handed out */
	size_t from, to;
	size_t searched;             /* bytes behind `from` without a newline */
	uint64_t line, offset;       /* of byte `from` */
	bool uncounted;              /* set by a reader that counts the lines itself: it costs a walk */
	_Atomic uint64_t read_bytes; /* over all inputs; any thread may ask */
	uint64_t total_bytes;        /* the same; 0 when a size is not known */
	/* Called before a read that would wait, and again when `patience` milliseconds of waiting have
	 * passed, which it may set (-1, without end, at each call); -1 ends the reading. May be NULL. */
	int (*wait)(void *context, struct error *error);
	void *context;
	int patience;
	int64_t waited; /* milliseconds, so far */
};

/* Looks at every operand at once (missing, a directory, unreadable: status 3) before anything is read. */
int source_open(struct source *source, char *const *operands, struct error *error);

/* The next block: 1, or 0 at the end of the last input or when a signal said to stop, or -1. A byte-order
 * mark at the start of an input is passed over. The block lives until the next call. */
int source_read(struct source *source, struct block *block, struct error *error);

/* The same into a room of the reader's, in which the block lives until the room is read into again: others
 * may read on into theirs, one at a time. Where the input is cut into blocks does not depend on the rooms. */
int source_read_into(
	struct source *source, struct source_room *room, struct block *block, struct error *error);

/* Raw bytes for readers with other lines than ours (CSV): as source_read, but the block is cut anywhere and
 * may hold any number of lines; line is always 1 + the newlines before it. */
int source_read_bytes(struct source *source, struct block *block, struct error *error);

void source_close(struct source *source);

#endif
