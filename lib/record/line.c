/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/line.h"

#include "base/array.h"
#include "base/bytes.h"
#include "record/text.h"

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

/* Whether the field in this slot stays; a field that no option named has the slot -1. */
static inline bool
keeps(const struct reshape *reshape, int slot)
{
	bool known = slot >= 0 && (size_t)slot < reshape->fate_count;

	if (known && reshape->fates[slot].drop)
		return false;
	return reshape->keep.count == 0 || (known && reshape->fates[slot].keep);
}

/* The fate of the field in this slot if it is renamed, or NULL. */
static inline const struct fate *
renaming(const struct reshape *reshape, int slot)
{
	if (slot < 0 || (size_t)slot >= reshape->fate_count || !reshape->fates[slot].renamed.at)
		return NULL;
	return &reshape->fates[slot];
}

static const struct setting *
setting_for(const struct setting *settings, size_t count, int slot)
{
	for (size_t i = 0; slot >= 0 && i < count; i++)
		if (settings[i].slot == slot)
			return &settings[i];
	return NULL;
}

/* The setting that replaces a member, or NULL. Of duplicates only the last one counts. */
static const struct setting *
replacing(const struct scanner *record, const struct member *member, const struct setting *settings,
	size_t count)
{
	const struct setting *setting = setting_for(settings, count, member->slot);

	if (!setting || slot_json(&record->slots[member->slot]).at != member->value.at)
		return NULL;
	return setting;
}

/* Writes the fields that are not in the record. any: other fields come before them. */
static void
append_new(struct buffer *to, const struct scanner *record, const struct setting *settings, size_t count,
	const struct reshape *reshape, bool any)
{
	for (size_t i = 0; i < count; i++) {
		int slot = settings[i].slot;
		if (record->slots[slot].kind != KIND_MISSING || !keeps(reshape, slot))
			continue;
		const struct fate *fate = renaming(reshape, slot);
		if (any)
			buffer_byte(to, ',');
		json_text_write(to, fate ? fate->renamed : settings[i].name);
		buffer_byte(to, ':');
		buffer_slice(to, settings[i].value);
		any = true;
	}
}

/* The setting that replaces the next value at or after `from`, and that value; or NULL. Of two settings for
 * one field the first counts. */
static const struct setting *
next_replacing(const struct scanner *record, const struct setting *settings, size_t count, const char *from,
	struct slice *value)
{
	const struct setting *next = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct slot *slot = &record->slots[settings[i].slot];
		if (slot->kind == KIND_MISSING)
			continue;
		struct slice whole = slot_json(slot);
		if (whole.at >= from && (!next || whole.at < value->at)) {
			next = &settings[i];
			*value = whole;
		}
	}
	return next;
}

/* Where every field keeps its name and its place, the bytes between the values are copied too. The slots say
 * where the replaced values are, so that the members are not needed. */
static void
write_in_place(struct buffer *to, const struct scanner *record, const struct setting *settings, size_t count,
	const struct reshape *reshape)
{
	const char *from = record->text.at, *end = from + record->text.length;
	const char *tail = end - 1; /* the bytes from after the last member on */
	const struct setting *setting;
	struct slice value;

	while (is_json_space(tail[-1]))
		tail--;
	bool any = tail[-1] != '{';
	if (!any)
		tail = end - 1;
	while ((setting = next_replacing(record, settings, count, from, &value))) {
		buffer_slice(to, slice_between(from, value.at));
		buffer_slice(to, setting->value);
		from = value.at + value.length;
	}
	buffer_slice(to, slice_between(from, tail));
	append_new(to, record, settings, count, reshape, any);
	buffer_slice(to, slice_between(tail, end));
}

void
line_write_members(struct buffer *to, const struct member *members, size_t count)
{
	struct slice piece = { 0 };

	for (size_t i = 0; i < count; i++) {
		struct slice whole = members[i].whole;
		if (i && piece.at + piece.length + 1 == whole.at) { /* with its comma */
			piece.length += 1 + whole.length;
			continue;
		}
		buffer_slice(to, piece);
		if (i)
			buffer_byte(to, ',');
		piece = whole;
	}
	buffer_slice(to, piece);
}

/* What becomes of a member. */
struct change {
	bool keeps;
	const struct fate *fate;       /* its new name, or NULL */
	const struct setting *setting; /* its new value, or NULL */
};

static struct change
change_of(const struct scanner *record, size_t i, const struct setting *settings, size_t count,
	const struct reshape *reshape)
{
	const struct member *member = &record->members[i];
	struct change change = { .keeps = keeps(reshape, member->slot) };

	if (change.keeps && member->slot >= 0) {
		change.fate = renaming(reshape, member->slot);
		change.setting = replacing(record, member, settings, count);
	}
	return change;
}

static void
write_changed(struct buffer *to, const struct member *member, struct change change)
{
	if (change.fate) {
		json_text_write(to, change.fate->renamed);
		buffer_byte(to, ':');
	} else {
		buffer_slice(to, slice_between(member->whole.at, member->value.at));
	}
	buffer_slice(to, change.setting ? change.setting->value : member->value);
}

/* Neighbours that do not change are written together. */
static void
write_reshaped(struct buffer *to, const struct scanner *record, const struct setting *settings, size_t count,
	const struct reshape *reshape)
{
	size_t same = 0; /* members before number i that are still to be written, unchanged */
	bool any = false;

	buffer_byte(to, '{');
	for (size_t i = 0; i <= record->member_count; i++) {
		struct change change = { 0 };
		if (i < record->member_count)
			change = change_of(record, i, settings, count, reshape);
		bool changed = change.fate || change.setting;
		if (change.keeps && !changed) {
			same++;
			continue;
		}
		if (same) {
			if (any)
				buffer_byte(to, ',');
			line_write_members(to, &record->members[i - same], same);
			any = true;
			same = 0;
		}
		if (changed) {
			if (any)
				buffer_byte(to, ',');
			write_changed(to, &record->members[i], change);
			any = true;
		}
	}
	append_new(to, record, settings, count, reshape, any);
	buffer_byte(to, '}');
}

static bool
present(const struct scanner *record, const struct setting *settings, size_t count, int slot)
{
	return record->slots[slot].kind != KIND_MISSING || setting_for(settings, count, slot);
}

/* A renamed field must not meet another one of its new name. */
static int
check_renames(const struct scanner *record, const struct setting *settings, size_t count,
	const struct reshape *reshape, struct refusal *refusal)
{
	for (size_t i = 0; i < reshape->fate_count; i++) {
		const struct fate *fate = renaming(reshape, (int)i);
		if (!fate || !present(record, settings, count, (int)i) || !keeps(reshape, (int)i))
			continue;
		int other = fate->renamed_slot;
		if (present(record, settings, count, other) && keeps(reshape, other) &&
			!renaming(reshape, other))
			return refuse(refusal, fate->renamed,
				"the record has this field already, so another cannot be renamed to it");
	}
	return 0;
}

int
line_write(struct buffer *to, const struct scanner *record, const struct setting *settings, size_t count,
	const struct reshape *reshape, struct refusal *refusal)
{
	if (reshape->fate_count == 0) {
		write_in_place(to, record, settings, count, reshape);
	} else {
		if (check_renames(record, settings, count, reshape, refusal))
			return -1;
		write_reshaped(to, record, settings, count, reshape);
	}
	buffer_byte(to, '\n');
	return 0;
}
