/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/decoder.h"

#include <errno.h>
#include <string.h>

enum { TEXT_STEP = 64 * 1024 }; /* how much text is decoded at a time */

static const char byte_order_mark[] = { '\xEF', '\xBB', '\xBF' };

/* How many bytes an "a" adds to a text in the encoding: 2 in UTF-16, 4 in UTF-32, 1 in most; 0, with errno,
 * when iconv fails. */
static size_t
find_unit(const char *encoding)
{
	size_t length[2] = { 0 };

	for (size_t n = 0; n < 2; n++) {
		char text[] = "aa", coded[32];
		char *from = text, *to = coded;
		size_t left = n + 1, space = sizeof coded;
		iconv_t handle = iconv_open(encoding, "UTF-8");
		if (handle == (iconv_t)-1)
			return errno == EINVAL ? 1 : 0;
		iconv(handle, &from, &left, &to, &space);
		iconv_close(handle);
		length[n] = sizeof coded - space;
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
	decoder->unit = find_unit(encoding);
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
decoder_feed(struct decoder *decoder, struct slice bytes, struct error *error)
{
	struct buffer *pending = &decoder->bytes;

	if (decoder->done) {
		pending->length -= decoder->done;
		memmove(pending->at, pending->at + decoder->done, pending->length);
		decoder->done = 0;
	}
	buffer_slice(pending, bytes);
	return pending->failed ? error_memory(error) : 0;
}

static size_t
bytes_left(const struct decoder *decoder)
{
	return decoder->bytes.length - decoder->done;
}

static void
advance(struct decoder *decoder, size_t n)
{
	decoder->done += n;
	decoder->offset += n;
}

/* The text that was decoded, without a byte-order mark at the start of the input. */
static struct slice
decoded_text(struct decoder *decoder)
{
	struct slice text = buffer_view(&decoder->text);

	if (!decoder->begun && text.length >= sizeof byte_order_mark &&
		memcmp(text.at, byte_order_mark, sizeof byte_order_mark) == 0)
		text = (struct slice){ text.at + sizeof byte_order_mark,
			text.length - sizeof byte_order_mark };
	decoder->begun |= decoder->text.length > 0;
	return text;
}

int
decoder_next(struct decoder *decoder, struct slice *text, uint64_t *fault, struct error *error)
{
	size_t left = bytes_left(decoder);
	char *from = left ? decoder->bytes.at + decoder->done : NULL;
	bool stopped = false, good = false;

	decoder->text.length = 0;
	while (left > 0 && !stopped && !good) {
		char *to = buffer_reserve(&decoder->text, TEXT_STEP);
		size_t space = TEXT_STEP;
		if (!to)
			return error_memory(error);
		good = iconv(decoder->handle, &from, &left, &to, &space) != (size_t)-1;
		stopped = !good && errno != E2BIG;
		decoder->text.length += TEXT_STEP - space;
	}
	bool invalid = stopped && errno == EILSEQ;
	advance(decoder, bytes_left(decoder) - left);
	if (invalid) {
		*fault = decoder->offset;
		advance(decoder, decoder->unit < left ? decoder->unit : left);
	}
	*text = decoded_text(decoder);
	return invalid;
}

int
decoder_end(struct decoder *decoder, struct slice *text, uint64_t *fault, struct error *error)
{
	char *to;
	size_t space = TEXT_STEP;
	bool cut = bytes_left(decoder) > 0;

	decoder->text.length = 0;
	to = buffer_reserve(&decoder->text, TEXT_STEP);
	if (!to)
		return error_memory(error);
	/* Some encodings hold back a letter until it is certain that no accent follows. */
	iconv(decoder->handle, NULL, NULL, &to, &space);
	decoder->text.length = TEXT_STEP - space;
	*fault = decoder->offset;
	advance(decoder, bytes_left(decoder));
	*text = decoded_text(decoder);
	return cut;
}
