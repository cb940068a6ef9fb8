/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --fill FIELD=VALUE|mean: a value replaces null: JSON if it can be read as JSON, otherwise a text; or the
 * mean of the field's numbers. */
#include "etl/plan.h"
#include "etl/transforms.h"
#include "number/power_sum.h"
#include "record/slot.h"
#include "record/text.h"

struct fill {
	struct slice json; /* the value; at is NULL while it is a mean that is not known */
	int slot;          /* of the field in the record */
	struct power_sum sums;
};

/* The value in `{"v":TEXT}`, on one line, if that is a record of one field; else at is NULL. */
static struct slice
find_value(struct slice line, struct scanner *scanner)
{
	static const struct projection nothing = { 0 }; /* outlives the scanner */
	struct slice none = { 0 };
	struct refusal why;

	if (memchr(line.at, '\n', line.length) || memchr(line.at, '\r', line.length) ||
		scanner_open(scanner, &nothing))
		return none;
	scanner->wants_members = true;
	bool one_field = scan(scanner, line, &why) == 0 && scanner->member_count == 1;
	return one_field ? scanner->members[0].value : none;
}

/* The text itself where it is JSON, else the text in quotes; at is NULL when memory ran out. */
static struct slice
json_of_text(struct slice text, struct arena *arena)
{
	struct scanner scanner = { 0 };
	struct buffer line = { 0 }, quoted = { 0 };
	struct slice json = { 0 };

	buffer_text(&line, "{\"v\":");
	buffer_slice(&line, text);
	buffer_byte(&line, '}');
	if (!line.failed)
		json = find_value(buffer_view(&line), &scanner);
	if (!json.at) {
		json_text_write(&quoted, text);
		json = buffer_view(&quoted);
	}
	bool failed = line.failed || quoted.failed || scanner.failed;
	json = failed ? (struct slice){ 0 } : arena_copy(arena, json);
	scanner_close(&scanner);
	buffer_free(&line);
	buffer_free(&quoted);
	return json;
}

static int
fill_read(struct transform *transform, struct error *error)
{
	static const char *const names[TRANSFORM_NUMBERS] = { "mean" };
	struct fill *fill = transform->state;

	if (transform->observes) {
		transform->names = names;
		return 0;
	}
	fill->json = json_of_text(transform->text, &transform->owner->arena);
	if (!fill->json.at)
		return error_memory(error);
	if (slice_is(fill->json, "null"))
		return error_set(error, STATUS_USAGE, "--fill %.*s=null: null is what --fill replaces",
			SLICE_PRINT(transform->field));
	return 0;
}

/* Whether anything compiled so far reads this field of the record, or something inside it. */
static bool
is_read(const struct projection *projection, struct slice field)
{
	const struct path_node *node = projection->root.child;

	while (node && !slice_equal(node->key, field))
		node = node->sibling;
	return node != NULL;
}

/* A mean that --fit is still learning is not known: nothing may read the field that it fills. */
static int
check_mean(const struct plan *plan, struct slice field, struct error *error)
{
	if (is_read(&plan->projection, field))
		return error_set(error, STATUS_USAGE,
			"--fit: -s, -w or --dedup reads \"%.*s\", whose mean is not known yet; learn it in "
			"a run of its own, and the rest from what --apply writes",
			SLICE_PRINT(field));
	if (transforms_find(&plan->transforms, TRANSFORM_ONE_HOT, field))
		return error_set(error, STATUS_USAGE,
			"--fit: \"%.*s\" is filled with its mean, which is not a category",
			SLICE_PRINT(field));
	return 0;
}

static int
fill_bind(struct transform *transform, struct plan *plan, struct error *error)
{
	struct fill *fill = transform->state;
	bool learns = transform->observes && plan->fits;

	if (learns && check_mean(plan, transform->field, error))
		return -1;
	fill->slot = projection_field(&plan->projection, transform->field);
	if (fill->slot < 0)
		return error_memory(error);
	if (!learns)
		plan->fills[plan->fill_count++] =
			(struct setting){ transform->field, fill->slot, fill->json };
	return 0;
}

static int
fill_observe(const struct transform *transform, struct scratch *scratch, struct value *value,
	struct refusal *refusal)
{
	const struct fill *fill = transform->state;
	const struct slot *slot = &scratch->slots[fill->slot];

	value->kind = slot->kind > KIND_NULL ? VALUE_NUMBER : VALUE_NULL;
	return value->kind ? slot_number(slot, transform->field, &value->number, refusal) : 0;
}

static int
fill_learn(struct transform *transform, const struct value *value, struct error *error)
{
	struct fill *fill = transform->state;

	if (value->kind == VALUE_NULL)
		return 0;
	return power_sum_add(&fill->sums, value->number) ? error_memory(error) : 0;
}

static int
fill_finish(struct transform *transform, struct error *error)
{
	const struct fill *fill = transform->state;

	(void)error;
	transform->count = fill->sums.count;
	if (transform->count)
		transform_set_number(transform, 0, power_sum_mean(&fill->sums));
	return 0;
}

/* The mean is what is filled in. */
static int
fill_load(struct transform *transform, const struct json_t *json, const struct statistics_reader *reader)
{
	struct fill *fill = transform->state;
	char text[NUMBER_TEXT_SIZE];

	(void)json;
	if (!transform->observes || !transform->known)
		return 0;
	const size_t length = number_write(transform->numbers[0].number, text);
	fill->json = arena_copy(reader->arena, (struct slice){ text, length });
	return fill->json.at ? 0 : error_memory(reader->error);
}

static void
fill_free(struct transform *transform)
{
	struct fill *fill = transform->state;

	power_sum_free(&fill->sums);
}

const struct transform_kind transform_fill = {
	.list = "fill",
	.option = "fill",
	.form = "FIELD=VALUE|mean",
	.size = sizeof(struct fill),
	.text_key = "with",
	.learned = "mean",
	.read = fill_read,
	.bind = fill_bind,
	.observe = fill_observe,
	.learn = fill_learn,
	.finish = fill_finish,
	.load = fill_load,
	.free = fill_free,
};
