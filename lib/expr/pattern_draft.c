/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/pattern_draft.h"

int
draft_insert(struct pattern_draft *draft, size_t before, struct instruction instruction)
{
	struct instruction *at = &draft->code[before];

	if (draft->size == PATTERN_SIZE)
		return -1;
	memmove(at + 1, at, (draft->size - before) * sizeof *at);
	*at = instruction;
	draft->size++;
	return 0;
}

int
draft_append(struct pattern_draft *draft, enum instruction_kind kind, int32_t x, int32_t y)
{
	return draft_insert(draft, draft->size, (struct instruction){ kind, x, y });
}

static int
append_piece(struct pattern_draft *draft, const struct instruction *piece, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (draft_insert(draft, draft->size, piece[i]))
			return -1;
	return 0;
}

int
draft_repeat(struct pattern_draft *draft, size_t from, int least, int most)
{
	struct instruction piece[PATTERN_SIZE];
	size_t size = draft->size - from;
	int32_t length = (int32_t)size;
	/* x* is (x+)?, so that a group in it has its place where x is empty. */
	int left = most < 0 ? least == 0 : most - least;

	memcpy(piece, &draft->code[from], size * sizeof *piece);
	draft->size = from;
	for (int i = 0; i < least; i++)
		if (append_piece(draft, piece, size))
			return -1;
	for (; left > 0; left--) {
		int32_t end = most < 0 ? length + 2 : left * (length + 1);
		if (draft_append(draft, MATCH_FORK, 1, end) || append_piece(draft, piece, size))
			return -1;
	}
	return most < 0 ? draft_append(draft, MATCH_FORK, -length, 1) : 0;
}
