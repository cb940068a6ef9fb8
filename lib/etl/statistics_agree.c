/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "etl/statistics.h"

/* What the command line says, against what the file says. */
struct agreement {
	struct transforms *learned;
	const char *path;
	struct error *error;
};

static int
not_learned(const struct agreement *agreement, const char *option, struct slice field)
{
	return error_set(agreement->error, STATUS_USAGE,
		"--%s: %s knows nothing of \"%.*s\"; learn it with --fit", option, agreement->path,
		SLICE_PRINT(field));
}

static int
differs(const struct agreement *agreement, const char *option, struct slice field, struct slice said,
	struct slice learned)
{
	return error_set(agreement->error, STATUS_USAGE, "--%s %.*s=%.*s: %s has %.*s=%.*s", option,
		SLICE_PRINT(field), SLICE_PRINT(said), agreement->path, SLICE_PRINT(field),
		SLICE_PRINT(learned));
}

/* A value needs no learning, so a field that the file does not fill may be filled beside it. */
static int
agree_fills(const struct agreement *agreement, const struct transforms *given)
{
	struct transforms *learned = agreement->learned;
	size_t known = learned->fill_count;
	struct fill *fills = arena_alloc(&learned->arena, (known + given->fill_count) * sizeof *fills);

	if (!fills)
		return error_memory(agreement->error);
	if (known)
		memcpy(fills, learned->fills, known * sizeof *fills);
	learned->fills = fills;
	for (size_t i = 0; i < given->fill_count; i++) {
		const struct fill *fill = &given->fills[i], *other = transforms_fill(learned, fill->field);
		if (other && !slice_equal(fill->with, other->with))
			return differs(agreement, "fill", fill->field, fill->with, other->with);
		if (!other && fill->mean)
			return not_learned(agreement, "fill", fill->field);
		if (other)
			continue;
		fills[learned->fill_count] = *fill;
		fills[learned->fill_count].json = arena_copy(&learned->arena, fill->json);
		if (!fills[learned->fill_count++].json.at)
			return error_memory(agreement->error);
	}
	return 0;
}

static int
agree_scale(const struct agreement *agreement, const struct scale *scale)
{
	const struct transforms *learned = agreement->learned;

	for (size_t i = 0; i < learned->scale_count; i++) {
		const struct scale *other = &learned->scales[i];
		if (!slice_equal(other->field, scale->field))
			continue;
		if (other->by == scale->by)
			return 0;
		return differs(agreement, "scale", scale->field, slice_of(scaling_name(scale->by)),
			slice_of(scaling_name(other->by)));
	}
	return not_learned(agreement, "scale", scale->field);
}

static int
agree_one_hot(const struct agreement *agreement, const struct one_hot *one_hot)
{
	const struct transforms *learned = agreement->learned;

	for (size_t i = 0; i < learned->one_hot_count; i++)
		if (slice_equal(learned->one_hots[i].field, one_hot->field))
			return 0;
	return not_learned(agreement, "one-hot", one_hot->field);
}

int
statistics_agree(
	struct transforms *learned, const struct transforms *given, const char *path, struct error *error)
{
	const struct agreement agreement = { learned, path, error };

	for (size_t i = 0; i < given->scale_count; i++)
		if (agree_scale(&agreement, &given->scales[i]))
			return -1;
	for (size_t i = 0; i < given->one_hot_count; i++)
		if (agree_one_hot(&agreement, &given->one_hots[i]))
			return -1;
	return agree_fills(&agreement, given);
}
