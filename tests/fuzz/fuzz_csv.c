/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a CSV text and their records do not depend on how it is cut into pieces, nor on whether
 * simple_split or libcsv splits a row. The first byte chooses the delimiter, the quote and the types; the
 * second is the length of the pieces. */
#include "../unit/csv_notes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint64_t plain, none;

	if (size < 2)
		return 0;
	struct slice text = { (const char *)data + 2, size - 2 };
	struct csv_way way = { .delimiter = ",;\t|"[data[0] & 3],
		.quote = data[0] & 4 ? '\'' : '"',
		.types = data[0] >> 3,
		.step = data[1] ? data[1] : size };
	struct buffer ours = csv_note(text, &way, &plain);
	way.libcsv_only = true;
	way.step = size;
	struct buffer theirs = csv_note(text, &way, &none);
	if (!slice_equal(buffer_view(&ours), buffer_view(&theirs)) || none)
		abort();
	buffer_free(&ours);
	buffer_free(&theirs);
	return 0;
}
