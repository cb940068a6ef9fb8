/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/line.h"

#include "record/json_text.h"
#include "record/token.h"

static const struct setting *
setting_for(const struct setting *settings, size_t count, int slot)
{
	for (size_t i = 0; slot >= 0 && i < count; i++)
		if (settings[i].slot == slot)
			return &settings[i];
	return NULL;
}

/* A member is replaced where it is the one that counts: of duplicates, the last. */
static const struct setting *
replacing(const struct scanner *record, const struct member *member, const struct setting *settings,
	size_t count)
{
	const struct setting *setting = setting_for(settings, count, member->slot);

	if (!setting || slot_whole(&record->slots[member->slot]).at != member->value.at)
		return NULL;
	return setting;
}

/* Writes the fields that were not in the record. any: something stands before them. */
static void
append_new(struct buffer *to, const struct scanner *record, const struct setting *settings, size_t count,
	const struct reshape *reshape, bool any)
{
	for (size_t i = 0; i < count; i++) {
		int slot = settings[i].slot;
		if (record->slots[slot].kind != KIND_MISSING || !reshape_keeps(reshape, slot))
			continue;
		const struct fate *fate = reshape_renaming(reshape, slot);
		if (any)
			buffer_byte(to, ',');
		json_text_write(to, fate ? fate->renamed : settings[i].name);
		buffer_byte(to, ':');
		buffer_slice(to, settings[i].value);
		any = true;
	}
}

/* The first setting that replaces a value at `from` or behind it, and that value; NULL without one. Of two
 * for one field the first counts. */
static const struct setting *
next_replacing(const struct scanner *record, const struct setting *settings, size_t count, const char *from,
	struct slice *value)
{
	const struct setting *next = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct slot *slot = &record->slots[settings[i].slot];
		if (slot->kind == KIND_MISSING)
			continue;
		struct slice whole = slot_whole(slot);
		if (whole.at >= from && (!next || whole.at < value->at)) {
			next = &settings[i];
			*value = whole;
		}
	}
	return next;
}

/* Every field keeps its name and its place: the bytes between the values are copied too. What is replaced is
 * where its slot says, so the members are not asked for. */
static void
write_in_place(struct buffer *to, const struct scanner *record, const struct setting *settings, size_t count,
	const struct reshape *reshape)
{
	const char *from = record->text.at, *end = from + record->text.length;
	const char *behind = end - 1; /* behind the last member, or before the brace */
	const struct setting *setting;
	struct slice value;

	while (token_is_space(behind[-1]))
		behind--;
	bool any = behind[-1] != '{';
	if (!any)
		behind = end - 1;
	while ((setting = next_replacing(record, settings, count, from, &value))) {
		buffer_slice(to, slice_between(from, value.at));
		buffer_slice(to, setting->value);
		from = value.at + value.length;
	}
	buffer_slice(to, slice_between(from, behind));
	append_new(to, record, settings, count, reshape, any);
	buffer_slice(to, slice_between(behind, end));
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
	struct change change = { .keeps = reshape_keeps(reshape, member->slot) };

	if (change.keeps && member->slot >= 0) {
		change.fate = reshape_renaming(reshape, member->slot);
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

/* Members beside each other that nothing changes are written together. */
static void
write_reshaped(struct buffer *to, const struct scanner *record, const struct setting *settings, size_t count,
	const struct reshape *reshape)
{
	size_t same = 0; /* members before number i that are still to be written as they are */
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

/* A renamed field must not meet another of its new name. */
static int
check_renames(const struct scanner *record, const struct setting *settings, size_t count,
	const struct reshape *reshape, struct refusal *refusal)
{
	for (size_t i = 0; i < reshape->fate_count; i++) {
		const struct fate *fate = reshape_renaming(reshape, (int)i);
		if (!fate || !present(record, settings, count, (int)i) || !reshape_keeps(reshape, (int)i))
			continue;
		int other = fate->renamed_slot;
		if (present(record, settings, count, other) && reshape_keeps(reshape, other) &&
			!reshape_renaming(reshape, other))
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
