/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of aggregates share: records drawn at random, states in their own memory. */
#ifndef UNIT_AGG_H
#define UNIT_AGG_H

#include "agg/aggregate.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { STATE = 256 /* bytes; no state has more */ };

struct record {
	struct value values[2];
	struct event_position position;
};

struct state {
	_Alignas(8) unsigned char bytes[STATE];
};

static inline const struct aggregate_kind *
kind_of(const char *name)
{
	const struct aggregate_kind *kind = aggregate_find(slice_of(name));

	assert_non_null(kind);
	return kind;
}

static inline uint64_t
draw(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return *seed >> 33;
}

static inline struct value
number_value(struct number number)
{
	return (struct value){ .kind = VALUE_NUMBER, .number = number };
}

static inline struct value
decimal_value(int64_t units, int scale)
{
	return number_value((struct number){ .units = units, .scale = scale });
}

static inline struct value
text_value(const char *text)
{
	return (struct value){ .kind = VALUE_TEXT, .text = slice_of(text) };
}

/* Few different numbers of each sort, so that there are ties, and some of many. */
static inline struct value
draw_number(uint64_t *seed)
{
	static const double reals[] = { 1e300, -1e300, 5e-324, -2.5e-310, 1e-30, 0x1p70, -0.0, 0.5 };
	static const struct number decimals[] = { { .units = 0, .scale = 0 },
		{ .units = INT64_MAX, .scale = 0 }, { .units = INT64_MIN, .scale = 18 },
		{ .units = 10, .scale = 1 }, { .units = 1, .scale = 0 }, { .units = -1, .scale = 0 } };

	switch (draw(seed) % 4) {
	case 0:
		return number_value(number_of_double(reals[draw(seed) % 8]));
	case 1:
		return number_value(decimals[draw(seed) % 6]);
	case 2:
		return decimal_value((int64_t)(draw(seed) % 2000) - 1000, (int)(draw(seed) % 3));
	default:
		return number_value(
			number_of_double(ldexp((double)draw(seed) - 0x1p30, (int)(draw(seed) % 60) - 60)));
	}
}

static inline struct value
draw_value(uint64_t *seed)
{
	static const char *const texts[] = { "", "a", "b", "a\"\\\n\x01", "\xc3\xa4\xf0\x9f\x98\x80", "[1,2]",
		"2024-07-28T12:55:00.000Z", "a text that is longer than thirty-two bytes, by far" };

	switch (draw(seed) % 8) {
	case 0:
		return (struct value){ .kind = VALUE_BOOL, .truth = draw(seed) % 2 };
	case 1:
		return (struct value){ .kind = VALUE_TIME, .instant = (int64_t)(draw(seed) % 5) - 2 };
	case 2:
		return (struct value){ .kind = VALUE_OBJECT,
			.object = slice_of(draw(seed) % 2 ? "{\"a\":[1,\"]}\"]}" : "[1,[ 2]]") };
	case 3:
	case 4:
		return text_value(texts[draw(seed) % 8]);
	default:
		return draw_number(seed);
	}
}

static inline struct record
draw_record(const struct aggregate_kind *kind, uint64_t *seed)
{
	struct record record;

	for (int i = 0; i < 2; i++)
		record.values[i] = kind->numbers ? draw_number(seed) : draw_value(seed);
	if (kind->conditions)
		record.values[0] = (struct value){ .kind = VALUE_BOOL, .truth = draw(seed) % 2 };
	record.position = (struct event_position){ (int64_t)(draw(seed) % 4) - 1, (int64_t)(draw(seed) % 4),
		(uint32_t)(draw(seed) % 2), (uint32_t)(draw(seed) % 2) };
	return record;
}

static inline void
state_add(const struct aggregate_kind *kind, struct state *state, const struct record *record)
{
	assert_int_equal(kind->add(state->bytes, record->values, &record->position), 0);
}

static inline void
state_free(const struct aggregate_kind *kind, struct state *state)
{
	if (kind->free)
		kind->free(state->bytes);
	*state = (struct state){ { 0 } };
}

/* The saved state, ended by a NUL. */
static inline struct buffer
state_saved(const struct aggregate_kind *kind, struct state *state)
{
	struct buffer saved = { 0 };

	aggregate_settle(kind, state->bytes);
	kind->save(state->bytes, &saved);
	buffer_byte(&saved, '\0');
	assert_false(saved.failed);
	saved.length--;
	return saved;
}

/* The result as JSON, ended by a NUL; `inf` where it is too large for a double. */
static inline struct buffer
state_result(const struct aggregate_kind *kind, struct state *state, const struct value *parameter)
{
	struct arena arena = { 0 };
	struct buffer text = { 0 };
	struct value value;

	aggregate_settle(kind, state->bytes);
	assert_int_equal(kind->result(state->bytes, parameter, &arena, &value), 0);
	if (value.kind == VALUE_NUMBER && !number_is_finite(value.number))
		buffer_text(&text, "inf");
	else
		value_save(&text, &value);
	buffer_byte(&text, '\0');
	arena_free(&arena);
	return text;
}

#endif
