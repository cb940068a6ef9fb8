/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of CSV, with their records: cut anywhere and split by our own look, or whole and by libcsv alone, they
 * are the same. The first byte chooses the delimiter, the quote and the types, the second how the rest is
 * cut. */
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
	way.careful = true;
	way.step = size;
	struct buffer theirs = csv_note(text, &way, &none);
	if (!slice_equal(buffer_view(&ours), buffer_view(&theirs)) || none)
		abort();
	buffer_free(&ours);
	buffer_free(&theirs);
	return 0;
}
