/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record/line.h"

#include "record/json_text.h"

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

/* Every field keeps its name and its place: the bytes between the values are copied too. */
static void
write_in_place(struct buffer *to, const struct scanner *record, const struct setting *settings, size_t count,
	const struct reshape *reshape)
{
	const char *from = record->text.at, *end = from + record->text.length;

	for (size_t i = 0; count > 0 && i < record->member_count; i++) {
		const struct member *member = &record->members[i];
		const struct setting *setting = replacing(record, member, settings, count);
		if (!setting)
			continue;
		buffer_slice(to, slice_between(from, member->value.at));
		buffer_slice(to, setting->value);
		from = member->value.at + member->value.length;
	}
	const char *last = end - 1; /* the closing brace, and the white space before it */
	if (record->member_count) {
		struct slice whole = record->members[record->member_count - 1].whole;
		last = whole.at + whole.length;
	}
	buffer_slice(to, slice_between(from, last));
	append_new(to, record, settings, count, reshape, record->member_count > 0);
	buffer_slice(to, slice_between(last, end));
}

static void
write_reshaped(struct buffer *to, const struct scanner *record, const struct setting *settings, size_t count,
	const struct reshape *reshape)
{
	bool any = false;

	buffer_byte(to, '{');
	for (size_t i = 0; i < record->member_count; i++) {
		const struct member *member = &record->members[i];
		if (!reshape_keeps(reshape, member->slot))
			continue;
		const struct setting *setting = replacing(record, member, settings, count);
		const struct fate *fate = reshape_renaming(reshape, member->slot);
		if (any)
			buffer_byte(to, ',');
		if (fate) {
			json_text_write(to, fate->renamed);
			buffer_byte(to, ':');
		} else {
			buffer_slice(to, slice_between(member->whole.at, member->value.at));
		}
		buffer_slice(to, setting ? setting->value : member->value);
		any = true;
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
