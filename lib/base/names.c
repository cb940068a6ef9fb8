/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/names.h"

#include "base/array.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

/* Longer names are not compared: typing errors are searched in short ones. */
enum { NEAR_LONGEST = 128 };

int
names_add(struct names *names, struct slice name)
{
	struct slice *at = array_grow(names->at, &names->capacity, names->count + 1, sizeof *at);

	if (!at)
		return -1;
	names->at = at;
	names->at[names->count++] = name;
	return 0;
}

int
names_split(struct names *names, struct slice text)
{
	const char *end = text.at + text.length;

	for (const char *from = text.at;;) {
		const char *comma = memchr(from, ',', (size_t)(end - from));
		if (names_add(names, slice_between(from, comma ? comma : end)))
			return -1;
		if (!comma)
			return 0;
		from = comma + 1;
	}
}

ptrdiff_t
names_find(const struct names *names, struct slice name)
{
	for (size_t i = 0; i < names->count; i++)
		if (slice_equal(names->at[i], name))
			return (ptrdiff_t)i;
	return -1;
}

bool
names_split_pair(struct slice text, struct slice *left, struct slice *right)
{
	const char *equals = memchr(text.at, '=', text.length);

	if (!equals)
		return false;
	*left = slice_between(text.at, equals);
	*right = slice_between(equals + 1, text.at + text.length);
	return left->length && right->length;
}

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Twice the edit distance by Damerau and Levenshtein: letters that differ only in case cost one, all else
 * two. */
static unsigned
distance(struct slice a, struct slice b)
{
	unsigned row[NEAR_LONGEST + 1], older[NEAR_LONGEST + 1];

	for (size_t j = 0; j <= b.length; j++)
		row[j] = (unsigned)(2 * j);
	for (size_t i = 1; i <= a.length; i++) {
		unsigned before[NEAR_LONGEST + 1];
		memcpy(before, row, sizeof before);
		unsigned diagonal = row[0];
		row[0] = (unsigned)(2 * i);
		for (size_t j = 1; j <= b.length; j++) {
			int x = (unsigned char)a.at[i - 1], y = (unsigned char)b.at[j - 1];
			unsigned change = x == y ? 0 : tolower(x) == tolower(y) ? 1 : 2;
			unsigned above = row[j];
			row[j] = least(diagonal + change, least(above, row[j - 1]) + 2);
			if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1])
				row[j] = least(row[j], older[j - 2] + 2);
			diagonal = above;
		}
		memcpy(older, before, sizeof older);
	}
	return row[b.length];
}

static bool
is_but_for_case(struct slice a, struct slice b)
{
	return a.length == b.length && strncasecmp(a.at, b.at, a.length) == 0;
}

const struct slice *
names_nearest(const struct names *names, struct slice name)
{
	const struct slice *nearest = NULL;
	unsigned best = 0;

	if (name.length > NEAR_LONGEST)
		return NULL;
	for (size_t i = 0; i < names->count; i++) {
		if (names->at[i].length > NEAR_LONGEST)
			continue;
		if (is_but_for_case(names->at[i], name))
			return &names->at[i];
		unsigned d = distance(name, names->at[i]);
		if (!nearest || d < best) {
			nearest = &names->at[i];
			best = d;
		}
	}
	/* Two thirds of the name must match, and at least one letter. */
	return nearest && 3 * best <= 2 * name.length + 2 && best < 2 * name.length ? nearest : NULL;
}

void
names_free(struct names *names)
{
	free(names->at);
	*names = (struct names){ 0 };
}
