/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/random.h"
#include "synth/retail_tables.h"
#include "synth/row.h"
#include "synth/scenario.h"
#include "synth/shop_tables.h"
#include "synth/supply_tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka needs those before it */
#include <cmocka.h>

/* Every table fits the weights, and no text is too long for its place in the row. */
static void
tables_fit(void **state)
{
	(void)state;
	assert_true(supply_product_count <= WEIGHTS && supply_place_count <= WEIGHTS);
	assert_true(supply_home_count <= WEIGHTS && supply_first_name_count <= WEIGHTS);
	assert_true(supply_last_name_count <= WEIGHTS && supply_payment_count <= WEIGHTS);
	assert_true(shop_category_count <= WEIGHTS && shop_robot_count <= 16);
	assert_true(retail_country_count == 37 && retail_product_count <= WEIGHTS);
	for (size_t i = 0; i < supply_product_count; i++)
		assert_true(3 * strlen(supply_products[i].name) + 30 < 160);
}

struct odd_row {
	const char *text, *nothing;
	int64_t number, small, empty, time;
};

#define AT(field) offsetof(struct odd_row, field)
static const struct field odd_fields[] = {
	{ .name = "a (b)", .kind = FIELD_TEXT, .offset = AT(text) },
	{ .name = "(c, d) e_f", .kind = FIELD_TEXT, .offset = AT(nothing) },
	{ .name = "n", .kind = FIELD_NUMBER, .places = 2, .offset = AT(number) },
	{ .name = "s", .kind = FIELD_NUMBER, .places = 8, .offset = AT(small) },
	{ .name = "e", .kind = FIELD_NUMBER, .offset = AT(empty) },
	{ .name = "t", .kind = FIELD_TIME_US, .offset = AT(time) },
	{ .name = NULL },
};

static void
rows_are_written(void **state)
{
	const struct odd_row row = { "say \"x, y\"\n", NULL, -5, 1830000001, FIELD_EMPTY, 951782700 };
	struct buffer text = { 0 };

	(void)state;
	row_csv_header(&text, odd_fields);
	row_csv(&text, odd_fields, &row);
	row_ndjson(&text, odd_fields, &row);
	buffer_byte(&text, '\0');
	assert_string_equal(text.at,
		"a (b),\"(c, d) e_f\",n,s,e,t\n"
		"\"say \"\"x, y\"\"\n\",,-0.05,18.30000001,,2/29/2000 0:05\n"
		"{\"a_b\":\"say \\\"x, y\\\"\\n\",\"c_d_e_f\":null,\"n\":-0.05,\"s\":18.30000001,"
		"\"e\":null,\"t\":\"2/29/2000 0:05\"}\n");
	buffer_free(&text);
}

struct inner {
	const char *name;
	int64_t price;
};

struct outer {
	int64_t yes, no, short_time, utc, micros, whole, early;
	struct list list;
};

#define INNER(field) offsetof(struct inner, field)
#define OUTER(field) offsetof(struct outer, field)
static const struct field inner_fields[] = {
	{ .name = "SKU", .kind = FIELD_TEXT, .offset = INNER(name) },
	{ .name = "p", .kind = FIELD_FLOAT, .places = 2, .offset = INNER(price) },
	{ .name = NULL },
};
static const struct field outer_fields[] = {
	{ .name = "y", .kind = FIELD_BOOL, .offset = OUTER(yes) },
	{ .name = "n", .kind = FIELD_BOOL, .offset = OUTER(no) },
	{ .name = "t", .kind = FIELD_TIME, .offset = OUTER(short_time) },
	{ .name = "u", .kind = FIELD_TIME_UTC, .offset = OUTER(utc) },
	{ .name = "m", .kind = FIELD_TIME_MICROS, .offset = OUTER(micros) },
	{ .name = "w", .kind = FIELD_TIME_MICROS, .offset = OUTER(whole) },
	{ .name = "e", .kind = FIELD_TIME_MICROS, .offset = OUTER(early) },
	{ .name = "l",
		.kind = FIELD_LIST,
		.offset = OUTER(list),
		.items = inner_fields,
		.item_size = sizeof(struct inner) },
	{ .name = NULL },
};

static void
all_kinds_are_written(void **state)
{
	const struct inner items[] = { { "a\"b", 22870 }, { NULL, 500 }, { "c", FIELD_EMPTY }, { "d", 22875 },
		{ "e", 5 } };
	struct outer row = { 1, 0, 1569888000, 951782399, INT64_C(1725796800000001), 1000000, -1,
		{ items, 5 } };
	const struct field flat[] = { outer_fields[1], outer_fields[2], { .name = NULL } };
	struct buffer text = { 0 };

	(void)state;
	row_ndjson(&text, outer_fields, &row);
	row.list.count = 0;
	row_ndjson(&text, outer_fields, &row);
	row_csv(&text, flat, &row);
	buffer_byte(&text, '\0');
	assert_non_null(strstr(text.at,
		"{\"y\":true,\"n\":false,\"t\":\"2019-10-01 00:00:00\",\"u\":\"2000-02-28 23:59:59 UTC\","
		"\"m\":\"2024-09-08 12:00:00.000001\",\"w\":\"1970-01-01 00:00:01\","
		"\"e\":\"1969-12-31 23:59:59.999999\",\"l\":[{\"SKU\":\"a\\\"b\",\"p\":228.7},"
		"{\"SKU\":null,\"p\":5.0},{\"SKU\":\"c\",\"p\":null},{\"SKU\":\"d\",\"p\":228.75},"
		"{\"SKU\":\"e\",\"p\":0.05}]}\n"));
	assert_non_null(strstr(text.at, ",\"l\":[]}\nFalse,2019-10-01 00:00:00\n"));
	buffer_free(&text);
}

static int64_t
number_in(const struct scenario *scenario, const void *row, const char *name)
{
	const struct field *field = scenario->fields;
	int64_t number;

	while (strcmp(field->name, name) != 0)
		field++;
	memcpy(&number, (const char *)row + field->offset, sizeof number);
	return number;
}

/* The ids of a category's products lie together, and their prices are those of the category. */
static void
products_are_told_apart(void **state)
{
	const struct scenario *shop = &scenario_shop_behaviour;
	void *rows = calloc(1, shop->size);

	(void)state;
	assert_non_null(rows);
	shop->open(rows, 7, 0, shop->interval);
	for (size_t i = 0; i < shop_category_count; i++)
		assert_non_null(shop_categories[i].brands[0]);
	for (int i = 0; i < 30000; i++) {
		const void *row = shop->next(rows);
		size_t category = (size_t)(number_in(shop, row, "product_id") - 1000000) / 300000;
		assert_in_range(category, 0, shop_category_count - 1);
		assert_int_equal(shop_categories[category].id, number_in(shop, row, "category_id"));
		assert_in_range(
			number_in(shop, row, "price"), 0, shop_categories[category].prices[SHOP_PRICES - 1]);
	}
	free(rows);
}

static void
scenario_names(void **state)
{
	struct error error = { 0 };

	(void)state;
	assert_ptr_equal(scenario_find("supply-chain", &error), &scenario_supply_chain);
	assert_true(scenario_is_nested(&scenario_retail_invoices));
	assert_false(scenario_is_nested(&scenario_ad_events));
	assert_null(scenario_find("suply-chain", &error));
	assert_int_equal(error.kind, STATUS_USAGE);
	assert_non_null(strstr(error.text, "nearest is supply-chain"));
	error = (struct error){ 0 };
	assert_null(scenario_find("zzz", &error));
	assert_null(strstr(error.text, "nearest"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_fit),
		cmocka_unit_test(rows_are_written),
		cmocka_unit_test(all_kinds_are_written),
		cmocka_unit_test(products_are_told_apart),
		cmocka_unit_test(scenario_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
