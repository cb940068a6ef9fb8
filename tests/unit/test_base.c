/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"
#include "base/array.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "base/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* By length: the hash of the bytes 11, 48, 85, ... (mod 256) as Python's xxhash 3 gives it. */
static const struct {
	size_t length;
	uint64_t seed;
	uint64_t hash;
} hashes[] = {
	{ 0, 0, 0xef46db3751d8e999 },
	{ 1, 1000003, 0xc171e161e5180099 },
	{ 3, 3000009, 0xe43a37f9e5d51ba8 },
	{ 4, 4000012, 0x2fef493cf692086e },
	{ 7, 7000021, 0x320f103bfdd4b128 },
	{ 8, 8000024, 0x5653e38169fcdd93 },
	{ 15, 15000045, 0x9eff2caae76e38ef },
	{ 31, 31000093, 0x8830879637e56a03 },
	{ 32, 32000096, 0x91fa54c4bec5ef36 },
	{ 33, 33000099, 0xa6cc782ccf270d90 },
	{ 63, 63000189, 0x018d7506d42c2207 },
	{ 64, 64000192, 0x1a1476b542a2727a },
	{ 100, 100000300, 0xd1efa2f5fa6cca66 },
	{ 199, 199000597, 0x759eebb74b1a86af },
};

static void
hash_is_xxh64(void **state)
{
	char bytes[200];

	(void)state;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(unsigned char)(i * 37 + 11);
	for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++)
		assert_true(hash_xxh64((struct slice){ bytes, hashes[i].length }, hashes[i].seed) ==
			    hashes[i].hash);
}

static void
names_find_the_nearest(void **state)
{
	struct names names = { 0 };
	static const struct {
		const char *wanted, *nearest;
	} cases[] = {
		{ "Sales_per_custmer", "Sales_per_customer" },
		{ "sales_per_customer", "Sales_per_customer" },
		{ "Mraket", "Market" },
		{ "x", NULL },
		{ "Quantity_of_everything", NULL },
	};

	(void)state;
	assert_int_equal(names_split(&names, slice_of("Market,Sales,Sales_per_customer,Order Id")), 0);
	assert_int_equal(names.count, 4);
	assert_int_equal(names_find(&names, slice_of("Order Id")), 3);
	assert_int_equal(names_find(&names, slice_of("Order")), -1);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct slice *near = names_nearest(&names, slice_of(cases[i].wanted));
		if (cases[i].nearest)
			assert_true(near && slice_is(*near, cases[i].nearest));
		else
			assert_null(near);
	}
	names_free(&names);
}

static void
buffer_keeps_a_failure(void **state)
{
	struct buffer buffer = { 0 };

	(void)state;
	buffer_text(&buffer, "abc");
	buffer_printf(&buffer, "%0200d", 7);
	assert_int_equal(buffer.length, 203);
	assert_null(buffer_reserve(&buffer, SIZE_MAX - 1));
	assert_true(buffer.failed);
	buffer_byte(&buffer, 'x');
	assert_int_equal(buffer.length, 203);
	buffer_free(&buffer);
	assert_false(buffer.failed);
}

static void
arena_keeps_its_newest_block(void **state)
{
	struct arena arena = { 0 };

	(void)state;
	for (size_t size = 1; size < 200000; size *= 3) {
		char *piece = arena_alloc(&arena, size);
		assert_non_null(piece);
		assert_int_equal((uintptr_t)piece % _Alignof(max_align_t), 0);
		assert_int_equal(piece[0] | piece[size - 1], 0);
		memset(piece, 1, size);
	}
	struct slice copy = arena_copy(&arena, slice_of("text"));
	assert_string_equal(copy.at, "text");
	size_t total = arena.total;
	arena_reset(&arena);
	assert_true(arena.total > 0 && arena.total < total);
	arena_free(&arena);
	assert_int_equal(arena.total, 0);
}

static void
array_grows_by_doubling(void **state)
{
	size_t capacity = 0;
	int *at = array_grow(NULL, &capacity, 1, sizeof *at);

	(void)state;
	assert_non_null(at);
	size_t first = capacity;
	at[0] = 7;
	assert_ptr_equal(array_grow(at, &capacity, first, sizeof *at), at);
	assert_int_equal(capacity, first);
	at = array_grow(at, &capacity, first + 1, sizeof *at);
	assert_int_equal(capacity, 2 * first);
	assert_int_equal(at[0], 7);
	/* A failed allocation changes nothing; the size of the first, without a check, would overflow to a
	 * small one. */
	assert_null(array_grow(at, &capacity, SIZE_MAX / 4 + 2, sizeof *at));
	assert_null(array_grow(at, &capacity, SIZE_MAX, sizeof *at));
	assert_int_equal(capacity, 2 * first);
	assert_int_equal(at[0], 7);
	free(at);
}

static void
only_digits_make_an_unsigned(void **state)
{
	static const struct {
		const char *text;
		uint64_t most;
		bool is;
		uint64_t number;
	} cases[] = {
		{ "0", 0, true, 0 },
		{ "007", 7, true, 7 },
		{ "8", 7, false, 0 },
		{ "18446744073709551615", UINT64_MAX, true, UINT64_MAX },
		{ "18446744073709551616", UINT64_MAX, false, 0 },
		{ "9223372036854775807", INT64_MAX, true, INT64_MAX },
		{ "9223372036854775808", INT64_MAX, false, 0 },
		{ "", UINT64_MAX, false, 0 },
		{ "-1", UINT64_MAX, false, 0 },
		{ "+1", UINT64_MAX, false, 0 },
		{ "1 ", UINT64_MAX, false, 0 },
		{ "1.0", UINT64_MAX, false, 0 },
		{ "1\xb2", UINT64_MAX, false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		uint64_t number;
		bool is = slice_read_unsigned(slice_of(cases[i].text), cases[i].most, &number);
		if (is != cases[i].is || (is && number != cases[i].number))
			fail_msg("%s up to %ju", cases[i].text, (uintmax_t)cases[i].most);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hash_is_xxh64),
		cmocka_unit_test(names_find_the_nearest),
		cmocka_unit_test(buffer_keeps_a_failure),
		cmocka_unit_test(arena_keeps_its_newest_block),
		cmocka_unit_test(array_grows_by_doubling),
		cmocka_unit_test(only_digits_make_an_unsigned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
