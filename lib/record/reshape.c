/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/reshape.h"

#include "base/array.h"

#include <stdlib.h>

const struct reshape reshape_none = { 0 };

static struct fate *
fate_of(struct reshape *reshape, struct projection *projection, struct slice name, struct error *error)
{
	int slot = projection_field(projection, name);

	if (slot < 0) {
		error_memory(error);
		return NULL;
	}
	if ((size_t)slot >= reshape->fate_count) {
		size_t known = reshape->fate_count;
		struct fate *fates =
			array_grow(reshape->fates, &reshape->fate_count, (size_t)slot + 1, sizeof *fates);
		if (!fates) {
			error_memory(error);
			return NULL;
		}
		for (reshape->fates = fates; known < reshape->fate_count; known++)
			fates[known] = (struct fate){ .renamed_slot = -1 };
	}
	return &reshape->fates[slot];
}

static int
bind_rename(struct reshape *reshape, struct projection *projection, struct slice pair, struct error *error)
{
	struct slice old, new;

	if (!names_split_pair(pair, &old, &new))
		return error_set(error, STATUS_USAGE, "--rename %.*s: write OLD=NEW", SLICE_PRINT(pair));
	int renamed_slot = projection_field(projection, new);
	struct fate *fate = fate_of(reshape, projection, old, error);
	if (!fate)
		return -1;
	if (renamed_slot < 0)
		return error_memory(error);
	if (fate->renamed.at)
		return error_set(
			error, STATUS_USAGE, "--rename: \"%.*s\" is renamed twice", SLICE_PRINT(old));
	for (size_t i = 0; i < reshape->fate_count; i++)
		if (reshape->fates[i].renamed_slot == renamed_slot)
			return error_set(error, STATUS_USAGE, "--rename: two fields become \"%.*s\"",
				SLICE_PRINT(new));
	fate->renamed_slot = renamed_slot;
	fate->renamed = projection->paths[renamed_slot];
	return 0;
}

int
reshape_bind(struct reshape *reshape, struct projection *projection, struct error *error)
{
	struct fate *fate;

	for (size_t i = 0; i < reshape->keep.count; i++) {
		if (!(fate = fate_of(reshape, projection, reshape->keep.at[i], error)))
			return -1;
		fate->keep = true;
	}
	for (size_t i = 0; i < reshape->drop.count; i++) {
		if (!(fate = fate_of(reshape, projection, reshape->drop.at[i], error)))
			return -1;
		fate->drop = true;
	}
	for (size_t i = 0; i < reshape->rename.count; i++)
		if (bind_rename(reshape, projection, reshape->rename.at[i], error))
			return -1;
	return 0;
}

void
reshape_free(struct reshape *reshape)
{
	names_free(&reshape->keep);
	names_free(&reshape->drop);
	names_free(&reshape->rename);
	free(reshape->fates);
	reshape->fates = NULL;
	reshape->fate_count = 0;
}
