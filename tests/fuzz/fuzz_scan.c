/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines: one scanner over all of them says what a new scanner says of each; and what it has accepted is
 * walked by elements, down to the last value, to the same members. */
#include "record/elements.h"
#include "record/scan.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
demand(bool holds)
{
	if (!holds)
		abort();
}

static bool
same(struct slice a, struct slice b)
{
	return a.length == b.length && (a.at == b.at || a.length == 0);
}

static bool
same_slot(const struct slot *a, const struct slot *b)
{
	return a->kind == b->kind && a->escaped == b->escaped && same(a->raw, b->raw);
}

static void
compare(const struct scanner *with, const struct scanner *without)
{
	demand(same(with->text, without->text));
	for (size_t i = 0; i < with->projection->slots; i++)
		demand(same_slot(&with->slots[i], &without->slots[i]));
	demand(with->member_count == without->member_count);
	for (size_t i = 0; i < with->member_count; i++) {
		const struct member *a = &with->members[i], *b = &without->members[i];
		demand(same(a->whole, b->whole) && same(a->key, b->key) && same(a->value, b->value));
		demand(a->slot == b->slot);
	}
}

/* Reads each value again from its own bytes: the result is the same as among the others. */
static void
walk(const struct slot *slot)
{
	struct slice rest;
	struct slot key, value, alone = elements_slot(slot_json(slot));

	demand(same_slot(slot, &alone));
	if (slot->kind != KIND_ARRAY && slot->kind != KIND_OBJECT)
		return;
	rest = elements_inside(slot->raw);
	while (slot->kind == KIND_ARRAY ? elements_next(&rest, &value) : members_next(&rest, &key, &value)) {
		demand(value.kind != KIND_MISSING);
		demand(slot->kind == KIND_ARRAY || key.kind == KIND_TEXT);
		walk(&value);
	}
	demand(rest.length == 0);
}

static void
walk_members(const struct scanner *scanner)
{
	struct slice rest = elements_inside(scanner->text);
	struct slot key, value;
	size_t count = 0;

	for (; members_next(&rest, &key, &value); count++) {
		demand(count < scanner->member_count);
		demand(same(key.raw, scanner->members[count].key));
		demand(same(slot_json(&value), scanner->members[count].value));
		walk(&value);
	}
	demand(count == scanner->member_count);
}

static void
scan_both(struct scanner *with, struct slice line)
{
	struct scanner without;
	struct refusal a, b;
	char *exact = malloc(line.length + !line.length); /* so that ASan knows its end */

	if (!exact || scanner_open(&without, with->projection))
		abort();
	if (line.length)
		memcpy(exact, line.at, line.length);
	line.at = exact;
	without.wants_members = true;
	int refused = scan(with, line, &a);
	demand(scan(&without, line, &b) == refused);
	if (refused) {
		demand(strcmp(a.reason, b.reason) == 0);
	} else {
		compare(with, &without);
		walk_members(with);
	}
	scanner_close(&without);
	free(exact);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const paths[] = { "a", "a.b", "b", "items", "key" };
	struct projection projection = { 0 };
	struct scanner scanner;
	struct slice rest = { (const char *)data, size }, line;

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		projection_path(&projection, slice_of(paths[i]));
	projection_gather(&projection, projection_path(&projection, slice_of("items")), slice_of("a"));
	if (scanner_open(&scanner, &projection))
		abort();
	scanner.wants_members = true;
	while (slice_take_line(&rest, &line))
		scan_both(&scanner, line);
	scanner_close(&scanner);
	projection_free(&projection);
	return 0;
}
