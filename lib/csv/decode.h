/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decode: bytes in another encoding to UTF-8 by iconv, block by block. */
#ifndef CSV_DECODE_H
#define CSV_DECODE_H

#include "base/buffer.h"
#include "base/error.h"

#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>

struct decoder { /* all zero is a closed one */
	const char *encoding;
	iconv_t handle;
	bool open;
	bool begun;          /* something was decoded, so no byte-order mark can come */
	size_t unit;         /* bytes of the smallest character: how far to go on behind what is none */
	struct buffer bytes; /* a character that a block cut, then the block */
	size_t done;         /* of bytes, decoded already */
	uint64_t offset;     /* of the next byte in the input */
	struct buffer text;
};

/* -1 with STATUS_USAGE when iconv does not know the name, which must outlive the decoder. */
int decoder_open(struct decoder *decoder, const char *encoding, struct error *error);
void decoder_close(struct decoder *decoder);

/* A new input begins at this offset. */
void decoder_begin(struct decoder *decoder, uint64_t offset);

/* Hands in the next bytes; then decode until it says 0. 0 or -1. */
int decoder_give(struct decoder *decoder, struct slice bytes, struct error *error);

/* Decodes what was given: 0 when all is done; 1 when it stopped behind an undecodable byte at *fault. Either
 * way *text is what stands before it, and lives until the next call. -1 when memory ran out. */
int decode(struct decoder *decoder, struct slice *text, uint64_t *fault, struct error *error);

/* The end of the input, as decode: 1 when it ends inside a character that began at *fault. */
int decode_end(struct decoder *decoder, struct slice *text, uint64_t *fault, struct error *error);

#endif
