/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decoder: bytes in another encoding become UTF-8, by iconv, block by block. */
#ifndef CSV_DECODER_H
#define CSV_DECODER_H

#include "base/buffer.h"
#include "base/error.h"

#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>

struct decoder { /* all zero is a closed one */
	const char *encoding;
	iconv_t handle;
	bool open;
	bool begun;          /* some text was decoded: a byte-order mark can no longer come */
	size_t unit;         /* size of the smallest character: how much is skipped of what is not one */
	struct buffer bytes; /* the beginning of a character that a block cut, then the next block */
	size_t done;         /* how many of these are decoded */
	uint64_t offset;     /* offset of the next byte in the input */
	struct buffer text;
};

/* -1 with STATUS_USAGE when iconv does not know the encoding. The name must outlive the decoder. */
int decoder_open(struct decoder *decoder, const char *encoding, struct error *error);
void decoder_close(struct decoder *decoder);

/* Begins a new input; its next byte is at this offset. */
void decoder_begin(struct decoder *decoder, uint64_t offset);

/* Adds the next bytes of the input, for decoder_next. 0 or -1. */
int decoder_feed(struct decoder *decoder, struct slice bytes, struct error *error);

/* Decodes up to the next byte that cannot be decoded: 1, with its offset in *fault; or up to the end of the
 * bytes: 0. *text is what was decoded, and lives until the next call. -1 when memory ran out. */
int decoder_next(struct decoder *decoder, struct slice *text, uint64_t *fault, struct error *error);

/* Ends the input: as decoder_next, but 1 when the input ends inside the character that begins at *fault. */
int decoder_end(struct decoder *decoder, struct slice *text, uint64_t *fault, struct error *error);

#endif
