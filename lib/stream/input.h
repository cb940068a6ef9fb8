/* SPDX-License-Identifier: GPL-3.0-or-later */
/* input: reads the operands of a tool, one after another, in blocks of whole lines; and small files whole. */
#ifndef STREAM_INPUT_H
#define STREAM_INPUT_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	INPUT_BLOCK_SIZE = 256 * 1024,
	INPUT_LINE_LIMIT = 64 * 1024 * 1024,      /* a longer line is refused, so that memory stays bounded */
	INPUT_BUFFER_KEPT = 8 * INPUT_BLOCK_SIZE, /* a buffer that a long line made larger is freed */
	INPUT_START_SIZE = 256,                   /* bytes of an overlong line that are kept */
};

struct block {
	struct slice text; /* whole lines, each with its newline but for the last of a file; BUFFER_PADDING
			    * bytes after them may be read */
	const char *name;  /* name of the file */
	uint64_t line;     /* number of its first line, from 1; 0 where `unnumbered` is set */
	uint64_t offset;   /* offset of its first byte in the file, from 0 */
	size_t input;      /* number of the operand, from 0 */
	bool overlong;     /* text is the start of a line longer than INPUT_LINE_LIMIT; the rest is skipped */
};

/* Holds the blocks that are read into it. Each thread that reads has its own. */
struct input_buffer { /* all zero is an empty one */
	char *bytes;
	size_t capacity;
	char start[INPUT_START_SIZE]; /* start of an overlong line */
};

void input_buffer_free(struct input_buffer *buffer);

struct input {                 /* all zero is a closed one */
	char *const *operands; /* NULL-terminated; none is standard input */
	size_t next;           /* operand to open next */
	struct {
		bool open;
		int fd;
		const char *name; /* for messages */
		bool pipe;        /* a pipe, a FIFO or a socket */
		bool ended;       /* there are no more bytes */
	} file;
	bool stopped;                /* a signal ended the reading before the end of the input */
	bool size_unknown;           /* one file at least is a pipe or a device */
	uint64_t total_bytes;        /* size of all files; 0 when a size is not known */
	_Atomic uint64_t read_bytes; /* so far; any thread may ask */

	struct input_buffer own;     /* for callers of input_read */
	struct input_buffer *buffer; /* the one that was read into last */
	size_t from, to;             /* its bytes that are not handed out: [from, to) */
	size_t searched;             /* bytes after `from` that hold no newline */
	uint64_t line, offset;       /* position of byte `from` in the file */
	bool unnumbered; /* set by a caller that counts the lines itself, which saves a pass over the bytes */

	/* Called before a read that would wait, and again each time that max_wait_ms have passed, which it
	 * may set (it is -1, no limit, at each call). -1 ends the reading. May be NULL. */
	int (*wait)(void *context, struct error *error);
	void *context;
	int max_wait_ms;
	int64_t waited_ms; /* total time of waiting */
};

/* Checks every operand (missing, a directory, unreadable: status 3) before anything is read. 0 or -1;
 * input_close either way. The operands must outlive the input. */
int input_open(struct input *input, char *const *operands, struct error *error);
void input_close(struct input *input);

/* Reads the next block: 1; 0 at the end of the last file or when a signal ended the reading; or -1. A
 * byte-order mark at the start of a file is skipped. The block lives until the next call. */
int input_read(struct input *input, struct block *block, struct error *error);

/* The same into a buffer of the caller's, where the block lives until the next call with that buffer: other
 * threads may read on into theirs, one at a time. How the input is cut into blocks does not depend on the
 * buffers. */
int input_read_into(
	struct input *input, struct input_buffer *buffer, struct block *block, struct error *error);

/* Raw bytes, for formats whose records may span lines (CSV): as input_read, but a block may be cut anywhere
 * and be longer than a line may be. */
int input_read_bytes(struct input *input, struct block *block, struct error *error);

/* Whether the file that is being read has more bytes, or gets them within `ms` milliseconds. */
bool input_ready(const struct input *input, int ms);

/* Appends a small document (definitions, column types, a model) to the buffer; a byte-order mark at its start
 * is skipped. 0; or -1 with STATUS_SYSTEM, also for a file beyond READ_FILE_LIMIT. */
enum { READ_FILE_LIMIT = 64 * 1024 * 1024 };
int read_file(struct buffer *to, const char *path, struct error *error);

#endif
