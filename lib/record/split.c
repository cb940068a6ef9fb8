/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/split.h"

#include "base/hash.h"
#include "number/number.h"
#include "record/line.h"

int
split_read(struct split *split, const struct names *shares, struct error *error)
{
	double sum = 0;

	for (size_t i = 0; i < shares->count; i++) {
		struct slice name, text;
		struct number share;
		if (split->count == SPLIT_SHARES)
			return error_set(error, STATUS_USAGE, "--split: at most %d shares", SPLIT_SHARES);
		if (!names_split_pair(shares->at[i], &name, &text) ||
			number_read(text, &share) != NUMBER_OK || number_to_double(share) <= 0)
			return error_set(error, STATUS_USAGE, "--split %.*s: write NAME=SHARE, as train=0.8",
				SLICE_PRINT(shares->at[i]));
		sum += number_to_double(share);
		split->share[split->count].name = name;
		split->share[split->count++].up_to = sum;
	}
	if (split->count && (sum < 1 - 1e-9 || sum > 1 + 1e-9))
		return error_set(error, STATUS_USAGE, "--split: the shares add up to %.9g, not to 1", sum);
	return 0;
}

static double
point_of(struct slice bytes, uint64_t seed)
{
	return (double)(hash_xxh64(bytes, seed) >> 11) * 0x1p-53;
}

size_t
split_fold(struct slice bytes, size_t folds)
{
	return (size_t)(point_of(bytes, SPLIT_FOLD_SEED) * (double)folds);
}

struct slice
split_choose(const struct split *split, struct slice bytes)
{
	double point = point_of(bytes, split->seed);
	size_t i = 0;

	while (i + 1 < split->count && point >= split->share[i].up_to)
		i++;
	return split->share[i].name;
}

void
split_record_key(struct buffer *to, const struct scanner *record)
{
	size_t from = 0;

	for (size_t i = 0; i <= record->member_count; i++) {
		if (i < record->member_count && !slice_is(record->members[i].key, "_kafka"))
			continue;
		if (to->length && from < i)
			buffer_byte(to, ',');
		line_write_members(to, &record->members[from], i - from);
		from = i + 1;
	}
}
