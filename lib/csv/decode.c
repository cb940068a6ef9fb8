/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/decode.h"

#include <errno.h>
#include <string.h>

enum { DECODE_ROOM = 64 * 1024 };

static const char mark[] = { '\xEF', '\xBB', '\xBF' };

/* The bytes that one more character costs in the encoding: 2 in UTF-16, 4 in UTF-32, 1 in most; 0, with
 * errno, when iconv will not tell. */
static size_t
unit_of(const char *encoding)
{
	size_t length[2] = { 0 };

	for (size_t n = 0; n < 2; n++) {
		char letters[] = "aa", coded[32];
		char *from = letters, *to = coded;
		size_t left = n + 1, room = sizeof coded;
		iconv_t handle = iconv_open(encoding, "UTF-8");
		if (handle == (iconv_t)-1)
			return errno == EINVAL ? 1 : 0;
		iconv(handle, &from, &left, &to, &room);
		iconv_close(handle);
		length[n] = sizeof coded - room;
	}
	return length[1] > length[0] ? length[1] - length[0] : 1;
}

int
decoder_open(struct decoder *decoder, const char *encoding, struct error *error)
{
	*decoder = (struct decoder){ .encoding = encoding };
	decoder->handle = iconv_open("UTF-8", encoding);
	if (decoder->handle == (iconv_t)-1 && errno != EINVAL)
		return error_system(error, "--encoding %s: cannot be read", encoding);
	if (decoder->handle == (iconv_t)-1)
		return error_set(error, STATUS_USAGE,
			"--encoding %s: there is no such encoding; iconv -l lists them", encoding);
	decoder->open = true;
	decoder->unit = unit_of(encoding);
	return decoder->unit ? 0 : error_system(error, "--encoding %s: cannot be read", encoding);
}

void
decoder_close(struct decoder *decoder)
{
	if (decoder->open)
		iconv_close(decoder->handle);
	buffer_free(&decoder->bytes);
	buffer_free(&decoder->text);
	*decoder = (struct decoder){ 0 };
}

void
decoder_begin(struct decoder *decoder, uint64_t offset)
{
	iconv(decoder->handle, NULL, NULL, NULL, NULL);
	decoder->begun = false;
	decoder->bytes.length = decoder->done = 0;
	decoder->offset = offset;
}

int
decoder_give(struct decoder *decoder, struct slice bytes, struct error *error)
{
	struct buffer *held = &decoder->bytes;

	if (decoder->done) {
		held->length -= decoder->done;
		memmove(held->at, held->at + decoder->done, held->length);
		decoder->done = 0;
	}
	buffer_slice(held, bytes);
	return decoder->bytes.failed ? error_memory(error) : 0;
}

static size_t
undone(const struct decoder *decoder)
{
	return decoder->bytes.length - decoder->done;
}

static void
consume(struct decoder *decoder, size_t n)
{
	decoder->done += n;
	decoder->offset += n;
}

static struct slice
decoded(struct decoder *decoder)
{
	struct slice text = buffer_view(&decoder->text);

	if (!decoder->begun && text.length >= sizeof mark && memcmp(text.at, mark, sizeof mark) == 0)
		text = (struct slice){ text.at + sizeof mark, text.length - sizeof mark };
	decoder->begun |= decoder->text.length > 0;
	return text;
}

int
decode(struct decoder *decoder, struct slice *text, uint64_t *fault, struct error *error)
{
	size_t left = undone(decoder);
	char *from = left ? decoder->bytes.at + decoder->done : NULL;
	bool stopped = false, good = false;

	decoder->text.length = 0;
	while (left > 0 && !stopped && !good) {
		char *to = buffer_reserve(&decoder->text, DECODE_ROOM);
		size_t room = DECODE_ROOM;
		if (!to)
			return error_memory(error);
		good = iconv(decoder->handle, &from, &left, &to, &room) != (size_t)-1;
		stopped = !good && errno != E2BIG;
		decoder->text.length += DECODE_ROOM - room;
	}
	bool invalid = stopped && errno == EILSEQ;
	consume(decoder, undone(decoder) - left);
	if (invalid) {
		*fault = decoder->offset;
		consume(decoder, decoder->unit < left ? decoder->unit : left);
	}
	*text = decoded(decoder);
	return invalid;
}

int
decode_end(struct decoder *decoder, struct slice *text, uint64_t *fault, struct error *error)
{
	char *to;
	size_t room = DECODE_ROOM;
	bool cut = undone(decoder) > 0;

	decoder->text.length = 0;
	to = buffer_reserve(&decoder->text, DECODE_ROOM);
	if (!to)
		return error_memory(error);
	/* Some encodings hold a letter back until they know that no accent follows. */
	iconv(decoder->handle, NULL, NULL, &to, &room);
	decoder->text.length = DECODE_ROOM - room;
	*fault = decoder->offset;
	consume(decoder, undone(decoder));
	*text = decoded(decoder);
	return cut;
}
