/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invoices of a gift shop with their items: orders and returns, with positive quantities in both. A few lack
 * their items, a price or a quantity. */
#include "synth/random.h"
#include "synth/retail_tables.h"
#include "synth/scenario.h"
#include "synth/ticks.h"
#include "time/instant.h"

enum {
	ITEMS = 24,         /* at most */
	RETURNS = 10,       /* per cent */
	NO_ITEMS = 250,     /* one invoice in NO_ITEMS has none */
	NO_PRICE = 800,     /* one item in NO_PRICE has none */
	NO_QUANTITY = 800,  /* one item in NO_QUANTITY has none */
	NUMBER_STEP = 1000, /* mean distance of invoice numbers, which grow by 1 to 1999 */
};
static const int64_t first_number = INT64_C(154132541000000);

struct item {
	const char *sku, *title;
	int64_t price, quantity;
};

struct invoice {
	const char *country, *type;
	int64_t number, time;
	struct list items;
};

struct retail {
	struct invoice row;
	struct random random;
	struct ticks ticks;
	int64_t count;
	struct weights countries, products;
	struct item items[ITEMS];
};

static void
set_item(struct retail *retail, struct item *item)
{
	static const int32_t quantities[] = { 1, 1, 1, 2, 2, 3, 4, 6, 10, 13, 24 };
	struct random *random = &retail->random;
	const struct retail_product *product = &retail_products[weights_choose(&retail->products, random)];

	item->sku = product->sku;
	item->title = product->title;
	item->price = product->cents;
	item->quantity = random_quantile(random, quantities, sizeof quantities / sizeof *quantities);
	if (random_below(random, NO_PRICE) == 0)
		item->price = FIELD_EMPTY;
	if (random_below(random, NO_QUANTITY) == 0)
		item->quantity = FIELD_EMPTY;
}

static const void *
next(void *state)
{
	static const int32_t items[] = { 1, 1, 1, 1, 2, 2, 3, 4, 6, 9, ITEMS };
	struct retail *retail = state;
	struct invoice *row = &retail->row;
	struct random *random = &retail->random;

	row->number =
		first_number + retail->count++ * NUMBER_STEP + random_between(random, 0, NUMBER_STEP - 1);
	row->country = retail_countries[weights_choose(&retail->countries, random)].name;
	row->time = ticks_next(&retail->ticks, random);
	row->type = random_below(random, 100) < RETURNS ? "RETURN" : "ORDER";
	row->items.count = (size_t)random_quantile(random, items, sizeof items / sizeof *items);
	if (random_below(random, NO_ITEMS) == 0)
		row->items.count = 0;
	for (size_t i = 0; i < row->items.count; i++)
		set_item(retail, &retail->items[i]);
	return row;
}

static void
open(void *state, uint64_t seed, int64_t start, uint64_t interval)
{
	struct retail *retail = state;

	random_open(&retail->random, seed, 0);
	ticks_open(&retail->ticks, start, interval);
	retail->row.items.items = retail->items;
	weights_open(&retail->countries, &retail_countries->weight, sizeof *retail_countries,
		retail_country_count);
	weights_open(
		&retail->products, &retail_products->weight, sizeof *retail_products, retail_product_count);
}

#define ITEM(field) offsetof(struct item, field)

static const struct field item_fields[] = {
	{ .name = "SKU", .kind = FIELD_TEXT, .offset = ITEM(sku) },
	{ .name = "title", .kind = FIELD_TEXT, .offset = ITEM(title) },
	{ .name = "unit_price", .kind = FIELD_FLOAT, .places = 2, .offset = ITEM(price) },
	{ .name = "quantity", .kind = FIELD_NUMBER, .offset = ITEM(quantity) },
	{ .name = NULL },
};

#define AT(field) offsetof(struct invoice, field)

static const struct field fields[] = {
	{ .name = "invoice_no", .kind = FIELD_NUMBER, .offset = AT(number) },
	{ .name = "country", .kind = FIELD_TEXT, .offset = AT(country) },
	{ .name = "timestamp", .kind = FIELD_TIME, .offset = AT(time) },
	{ .name = "type", .kind = FIELD_TEXT, .offset = AT(type) },
	{ .name = "items",
		.kind = FIELD_LIST,
		.offset = AT(items),
		.items = item_fields,
		.item_size = sizeof(struct item) },
	{ .name = NULL },
};

const struct scenario scenario_retail_invoices = {
	.name = "retail-invoices",
	.fields = fields,
	.start = "2024-07-26 12:56:54",
	.interval = UINT64_C(6) * USEC_PER_SECOND, /* ten in a minute */
	.unit = 1,
	.size = sizeof(struct retail),
	.open = open,
	.next = next,
};
