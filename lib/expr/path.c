/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a record's line to values: slots are decoded, and paths walked from a field or a value. A field is
 * walked in its line; only what is at the end of the path is decoded. */
#include "expr/eval.h"
#include "record/elements.h"
#include "record/slot.h"
#include "record/text.h"

#include <math.h>

/* What decoding a slot needs for all of its parts. */
struct reading {
	struct slice path; /* for refusals */
	struct scratch *scratch;
	struct refusal *refusal;
};

static int read_slot(const struct reading *r, const struct slot *slot, struct value *value);

static int
read_number(const struct reading *r, const struct slot *slot, struct value *value)
{
	value->kind = VALUE_NUMBER;
	return number_read(slot->raw, &value->number) == NUMBER_OK
		       ? 0
		       : refuse(r->refusal, r->path, "this number is too large for a double");
}

static int
read_text(const struct reading *r, const struct slot *slot, struct value *value)
{
	if (!slot->escaped)
		return set_text(value, slot->raw);
	/* No escape is shorter than its character: the buffer is the scratch's and never grows. */
	struct buffer decoded = { .at = scratch_take(r->scratch, slot->raw.length),
		.capacity = slot->raw.length };
	if (!decoded.at)
		return -1;
	if (json_text_read(&decoded, slot->raw))
		return refuse(r->refusal, r->path, "this text has half a surrogate pair in it");
	return set_text(value, buffer_view(&decoded));
}

/* Reads from after the '[', in one pass however deep the arrays are nested (SCAN_DEPTH bounds it). */
static int
read_array(const struct reading *r, struct slice *rest, struct value *value)
{
	size_t from = r->scratch->collected.count;
	struct slot slot = { 0 };

	while (!elements_leave(rest)) {
		struct value item;
		bool inner = elements_enter(rest);
		if (!inner)
			elements_next(rest, &slot);
		if ((inner ? read_array(r, rest, &item) : read_slot(r, &slot, &item)) ||
			collect(r->scratch, &item))
			return -1;
	}
	return collected_array(r->scratch, from, value);
}

static int
read_slot(const struct reading *r, const struct slot *slot, struct value *value)
{
	struct slice rest = slot->raw;

	switch (slot->kind) {
	case KIND_FALSE:
	case KIND_TRUE:
		return set_truth(value, slot->kind == KIND_TRUE);
	case KIND_NUMBER:
		return read_number(r, slot, value);
	case KIND_TEXT:
		return read_text(r, slot, value);
	case KIND_ARRAY:
		elements_enter(&rest);
		return read_array(r, &rest, value);
	case KIND_OBJECT:
		value->kind = VALUE_OBJECT;
		value->object = slot->raw;
		return 0;
	default:
		return set_null(value);
	}
}

int
slot_decode(const struct slot *slot, struct slice path, struct scratch *scratch, struct value *value,
	struct refusal *refusal)
{
	return read_slot(&(struct reading){ path, scratch, refusal }, slot, value);
}

/* One path being walked. */
struct walk {
	struct evaluation *e;
	const struct node *node;
	const struct value *operands;
	bool many; /* after a []: what is found is collected */
	struct value found;
};

static int
find(struct walk *walk, const struct value *value)
{
	if (!walk->many) {
		walk->found = *value;
		return 0;
	}
	return collect(walk->e->scratch, value);
}

static int
find_null(struct walk *walk)
{
	return find(walk, &(struct value){ .kind = VALUE_NULL });
}

/* The place that an index means in an array of `count` elements; false where it means none. */
static bool
place(struct walk *walk, const struct step *step, size_t count, size_t *at)
{
	const struct value *index = &walk->operands[step->operand];
	double real = index->kind == VALUE_NULL ? NAN : number_to_double(index->number);

	if (real < 0)
		real += (double)count;
	if (!(real >= 0 && real < (double)count))
		return false;
	*at = (size_t)real;
	return true;
}

static int walk_slot(struct walk *walk, const struct slot *slot, const struct step *step);

static int
walk_elements(struct walk *walk, struct slice rest, const struct step *step)
{
	struct slot element;

	walk->many = true;
	while (elements_next(&rest, &element))
		if (walk_slot(walk, &element, step + 1))
			return -1;
	return 0;
}

static int
walk_element(struct walk *walk, struct slice rest, const struct step *step)
{
	struct slice counted = rest;
	struct slot element;
	size_t count = 0, at;

	while (elements_next(&counted, &element))
		count++;
	if (!place(walk, step, count, &at))
		return find_null(walk);
	for (size_t i = 0; i <= at; i++)
		elements_next(&rest, &element);
	return walk_slot(walk, &element, step + 1);
}

static int
walk_slot(struct walk *walk, const struct slot *slot, const struct step *step)
{
	struct value value;

	if (step->kind == STEP_END)
		return slot_value(slot, walk->node->text, walk->e->scratch, &value, walk->e->refusal)
			       ? -1
			       : find(walk, &value);
	if (slot->kind == KIND_MISSING || slot->kind == KIND_NULL)
		return find_null(walk);
	if (step->kind == STEP_KEY) {
		struct slot member = { 0 };
		if (slot->kind == KIND_OBJECT)
			member = member_find(slot->raw, step->key);
		return walk_slot(walk, &member, step + 1);
	}
	if (slot->kind != KIND_ARRAY)
		return slot_refuse(slot, step->before, "an array is needed", walk->e->refusal);
	return (step->kind == STEP_EACH ? walk_elements : walk_element)(
		walk, elements_inside(slot->raw), step);
}

static int walk_value(struct walk *walk, const struct value *value, const struct step *step);

static int
walk_array(struct walk *walk, const struct value *array, const struct step *step)
{
	size_t at;

	if (step->kind == STEP_INDEX)
		return place(walk, step, array->array.count, &at)
			       ? walk_value(walk, &array->array.items[at], step + 1)
			       : find_null(walk);
	walk->many = true;
	for (size_t i = 0; i < array->array.count; i++)
		if (walk_value(walk, &array->array.items[i], step + 1))
			return -1;
	return 0;
}

static int
walk_value(struct walk *walk, const struct value *value, const struct step *step)
{
	const struct node before = { .kind = NODE_CALL, .text = step->before };

	if (step->kind == STEP_END)
		return find(walk, value);
	if (value->kind == VALUE_NULL)
		return find_null(walk);
	if (value->kind == VALUE_OBJECT && step->kind == STEP_KEY) {
		struct slot member = member_find(value->object, step->key);
		return walk_slot(walk, &member, step + 1);
	}
	if (step->kind == STEP_KEY)
		return find_null(walk);
	if (value->kind != VALUE_ARRAY)
		return refuse_type(walk->e->refusal, &before, value, TYPE_ARRAY);
	return walk_array(walk, value, step);
}

/* What the scanner has gathered for the first two steps, `[].key`, or NULL. */
static const struct gathered *
gathered_for(const struct evaluation *e, const struct node *node)
{
	int number = node->inside.gathering.number;

	if (number < 0 || !e->scratch->gathered)
		return NULL;
	const struct gathered *gathered = &e->scratch->gathered[number];
	const struct slot *slot = &e->scratch->slots[node->inside.slot];
	return slot->kind == KIND_ARRAY && slot->raw.at == gathered->array ? gathered : NULL;
}

/* The key's slot in an element. */
static const struct slot *
gathered_slot(const struct gathered *gathered, const struct node *node, size_t element)
{
	return &gathered->slots[element * gathered->keys + node->inside.gathering.key];
}

/* The values of the key, where the path ends after it. */
static int
read_gathered(struct evaluation *e, const struct node *node, const struct gathered *gathered)
{
	struct value *items = scratch_take(e->scratch, gathered->elements * sizeof *items);

	if (!items)
		return -1;
	for (size_t i = 0; i < gathered->elements; i++)
		if (slot_value(
			    gathered_slot(gathered, node, i), node->text, e->scratch, &items[i], e->refusal))
			return -1;
	return set_array(e->top++, items, gathered->elements);
}

static int
walk_gathered(struct walk *walk, const struct gathered *gathered)
{
	const struct step *step = walk->node->inside.steps + 2;

	walk->many = true;
	for (size_t i = 0; i < gathered->elements; i++)
		if (walk_slot(walk, gathered_slot(gathered, walk->node, i), step))
			return -1;
	return 0;
}

/* An index must be a number; one that is not whole means no element, and is counted as undefined. */
static int
check_indexes(struct evaluation *e, struct value *operands)
{
	const struct node *node = &e->nodes[e->at];

	for (size_t i = node->inside.slot < 0; i < node->count; i++) {
		struct value *index = &operands[i];
		if (!types_agree(type_of(index), TYPE_NUMBER))
			return refuse_type(e->refusal, &e->nodes[operand_at(e->nodes, e->at, node->count, i)],
				index, TYPE_NUMBER);
		if (index->kind == VALUE_NUMBER &&
			number_compare(index->number, number_floor(index->number)) != 0) {
			e->scratch->undefined++;
			set_null(index);
		}
	}
	return 0;
}

static int
walk_path(struct walk *walk, const struct gathered *gathered)
{
	const struct step *steps = walk->node->inside.steps;
	int slot = walk->node->inside.slot;

	if (gathered)
		return walk_gathered(walk, gathered);
	return slot < 0 ? walk_value(walk, walk->operands, steps)
			: walk_slot(walk, &walk->e->scratch->slots[slot], steps);
}

static int
run_steps(struct evaluation *e, const struct node *node, const struct gathered *gathered)
{
	struct value *operands = e->top - node->count;
	struct walk walk = { .e = e, .node = node, .operands = operands };
	size_t from = e->scratch->collected.count;

	if (check_indexes(e, operands))
		return -1;
	if (walk_path(&walk, gathered))
		return -1;
	if (walk.many && collected_array(e->scratch, from, &walk.found))
		return -1;
	*operands = walk.found;
	e->top = operands + 1;
	return 0;
}

int
run_path(struct evaluation *e)
{
	const struct node *node = &e->nodes[e->at];
	const struct gathered *gathered = gathered_for(e, node);

	if (gathered && node->inside.steps[2].kind == STEP_END)
		return read_gathered(e, node, gathered);
	return run_steps(e, node, gathered);
}
