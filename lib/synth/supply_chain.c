/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The 53 fields of the DataCo Smart Supply Chain file (Constante, Silva, Pereira, Mendeley Data): one row per
 * order item, in order of time. */
#include "base/bytes.h"
#include "synth/random.h"
#include "synth/scenario.h"
#include "synth/supply_tables.h"
#include "synth/ticks.h"
#include "time/instant.h"

#include <stdbool.h>
#include <stdio.h>

/* One order item. Money and rates are hundredths, zip codes tenths (the file writes 725.0), degrees 10^-8,
 * dates seconds. */
struct supply_row {
	/* customer */
	const char *customer_city, *customer_country, *customer_state, *first_name, *last_name, *segment;
	const char *street, *masked;
	int64_t customer_id, customer_zip, latitude, longitude;
	/* order */
	const char *type, *order_status, *delivery_status, *shipping_mode;
	const char *market, *region, *country, *state, *city;
	int64_t order_id, order_date, shipping_date, days_real, days_scheduled, late_risk, order_zip;
	/* item */
	const char *category, *department, *product, *image, *description;
	int64_t item_id, product_id, category_id, department_id, product_status;
	int64_t price, quantity, sales, discount_rate, discount, total, profit, profit_ratio;
	char street_text[64], image_text[160];
};

enum {
	CUSTOMERS = 12435,
	ORDER_ITEMS = 5, /* at most */
	DAY = 24 * 60 * 60,
	CUSTOMER_STREAM = 1, /* streams of the seed: customer n is stream CUSTOMER_STREAM + n */
};

struct supply_chain {
	struct supply_row row;
	struct random random;
	uint64_t seed, interval; /* seconds */
	int64_t next_order;      /* start of its interval, seconds */
	uint64_t items_to_go;    /* in the present order */
	struct weights products, places, homes, first_names, last_names, segments, payments, shippings;
};

static void
write_street(struct supply_row *row, struct random *random)
{
	/* one draw per statement, since the order in which arguments are evaluated is the compiler's */
	int number = (int)random_between(random, 1, 9999);
	size_t manner = random_below(random, supply_street_manner_count);
	size_t thing = random_below(random, supply_street_thing_count);
	size_t kind = random_below(random, supply_street_kind_count);
	bool blank = random_below(random, 90) == 0; /* as if typed by hand */

	snprintf(row->street_text, sizeof row->street_text, "%d %s %s %s%s", number,
		supply_street_manners[manner], supply_street_things[thing], supply_street_kinds[kind],
		blank ? " " : "");
	row->street = row->street_text;
}

/* All about a customer follows from the seed and the id, so that a returning one is the same person, and need
 * not be stored. */
static void
set_customer(const struct supply_chain *chain, struct supply_row *row, int64_t id)
{
	struct random random;
	const int64_t spread = 5000000; /* 0.05 degrees in units of 10^-8 */

	random_open(&random, chain->seed, CUSTOMER_STREAM + (uint64_t)id);
	const struct supply_home *home = &supply_homes[weights_choose(&chain->homes, &random)];
	row->customer_id = id;
	row->customer_city = home->city;
	row->customer_country = home->country;
	row->customer_state = home->state;
	row->customer_zip = 10 * (home->zip + random_between(&random, 0, home->zips - 1));
	row->latitude = home->latitude * INT64_C(1000000) + random_between(&random, -spread, spread);
	row->longitude = home->longitude * INT64_C(1000000) + random_between(&random, -spread, spread);
	row->first_name = supply_first_names[weights_choose(&chain->first_names, &random)].text;
	row->last_name = supply_last_names[weights_choose(&chain->last_names, &random)].text;
	row->segment = supply_segments[weights_choose(&chain->segments, &random)].text;
	write_street(row, &random);
	if (random_below(&random, 4000) == 0)
		row->customer_zip = FIELD_EMPTY;
}

static void
set_place(const struct supply_chain *chain, struct supply_row *row, struct random *random)
{
	const struct supply_place *place = &supply_places[weights_choose(&chain->places, random)];

	row->market = place->market;
	row->region = place->region;
	row->country = place->country;
	row->state = place->state;
	row->city = place->city;
	row->order_zip = place->zip ? 10 * (place->zip + random_between(random, 0, 19)) : FIELD_EMPTY;
}

static void
set_delivery(const struct supply_chain *chain, struct supply_row *row, struct random *random)
{
	const struct supply_payment *payment = &supply_payments[weights_choose(&chain->payments, random)];
	const struct supply_shipping *shipping = &supply_shippings[weights_choose(&chain->shippings, random)];

	row->type = payment->type;
	row->order_status = payment->status;
	row->shipping_mode = shipping->mode;
	row->days_scheduled = shipping->scheduled;
	row->days_real = random_between(random, shipping->fastest, shipping->slowest);
	/* a same-day order leaves after twelve hours, even when that counts as one day */
	row->shipping_date = row->order_date + (shipping->slowest < 2 ? DAY / 2 : row->days_real * DAY);
	row->late_risk = !payment->canceled && row->days_real > row->days_scheduled;
	row->delivery_status = payment->canceled                       ? "Shipping canceled"
			       : row->late_risk                        ? "Late delivery"
			       : row->days_real == row->days_scheduled ? "Shipping on time"
								       : "Advance shipping";
}

static void
begin_order(struct supply_chain *chain)
{
	struct supply_row *row = &chain->row;
	struct random *random = &chain->random;

	row->order_id++;
	row->order_date = chain->next_order + (int64_t)random_below(random, chain->interval);
	chain->next_order += (int64_t)chain->interval;
	chain->items_to_go = 1 + random_below(random, ORDER_ITEMS);
	set_customer(chain, row, random_between(random, 1, CUSTOMERS));
	set_place(chain, row, random);
	set_delivery(chain, row, random);
}

/* The address of the product's picture. Blanks become plus signs; bytes other than letters, digits, dots and
 * dashes become %XX. */
static void
write_image(struct supply_row *row)
{
	static const char hex[] = "0123456789ABCDEF";
	int length = snprintf(row->image_text, sizeof row->image_text, "http://images.shop.example/");
	char *to = row->image_text + length, *end = row->image_text + sizeof row->image_text - 4;

	for (const char *at = row->product; *at && to < end; at++) {
		unsigned char c = (unsigned char)*at;
		if (is_digit(*at) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '.' || c == '-') {
			*to++ = *at;
		} else if (c == ' ') {
			*to++ = '+';
		} else {
			*to++ = '%';
			*to++ = hex[c >> 4];
			*to++ = hex[c & 15];
		}
	}
	*to = '\0';
	row->image = row->image_text;
}

static void
set_product(const struct supply_chain *chain, struct supply_row *row, struct random *random)
{
	const struct supply_product *product = &supply_products[weights_choose(&chain->products, random)];

	row->product_id = product->id;
	row->product = product->name;
	row->category_id = product->category_id;
	row->category = product->category;
	row->department_id = product->department_id;
	row->department = product->department;
	row->price = product->cents;
	row->quantity = random_between(random, 1, product->most);
	write_image(row);
}

/* Rounds units / by, halves away from zero. */
static int64_t
divide_rounded(int64_t units, int64_t by)
{
	return (units + (units < 0 ? -by : by) / 2) / by;
}

/* Sales less the discount, with 1 % of noise (rebates and fees that no field shows). */
static void
set_money(struct supply_row *row, struct random *random)
{
	row->discount_rate = supply_discount_rates[random_below(random, supply_discount_rate_count)];
	row->sales = row->price * row->quantity;
	row->discount = divide_rounded(row->sales * row->discount_rate, 100);
	int64_t noise = divide_rounded(row->sales * random_normal(random), 100 * INT64_C(1000000));
	row->total = row->sales - row->discount + noise;
	int64_t ratio = random_quantile(random, supply_profit_ratios, supply_profit_ratio_count);
	row->profit_ratio = divide_rounded(ratio, 100);
	row->profit = divide_rounded(row->total * ratio, 10000);
}

static const void *
next(void *state)
{
	struct supply_chain *chain = state;

	if (chain->items_to_go == 0)
		begin_order(chain);
	chain->items_to_go--;
	chain->row.item_id++;
	set_product(chain, &chain->row, &chain->random);
	set_money(&chain->row, &chain->random);
	return &chain->row;
}

#define OPEN(weights, table, count) weights_open(&(weights), &(table)[0].weight, sizeof *(table), count)

static void
open(void *state, uint64_t seed, int64_t start, uint64_t interval)
{
	struct supply_chain *chain = state;

	chain->seed = seed;
	chain->interval = interval / USEC_PER_SECOND;
	chain->next_order = start;
	chain->row.masked = "XXXXXXXXX";
	random_open(&chain->random, seed, 0);
	OPEN(chain->products, supply_products, supply_product_count);
	OPEN(chain->places, supply_places, supply_place_count);
	OPEN(chain->homes, supply_homes, supply_home_count);
	OPEN(chain->first_names, supply_first_names, supply_first_name_count);
	OPEN(chain->last_names, supply_last_names, supply_last_name_count);
	OPEN(chain->segments, supply_segments, supply_segment_count);
	OPEN(chain->payments, supply_payments, supply_payment_count);
	OPEN(chain->shippings, supply_shippings, supply_shipping_count);
}

#define AT(field) offsetof(struct supply_row, field)

static const struct field fields[] = {
	{ .name = "Type", .kind = FIELD_TEXT, .offset = AT(type) },
	{ .name = "Days for shipping (real)", .kind = FIELD_NUMBER, .offset = AT(days_real) },
	{ .name = "Days for shipment (scheduled)", .kind = FIELD_NUMBER, .offset = AT(days_scheduled) },
	{ .name = "Benefit per order", .kind = FIELD_NUMBER, .places = 2, .offset = AT(profit) },
	{ .name = "Sales per customer", .kind = FIELD_NUMBER, .places = 2, .offset = AT(total) },
	{ .name = "Delivery Status", .kind = FIELD_TEXT, .offset = AT(delivery_status) },
	{ .name = "Late_delivery_risk", .kind = FIELD_NUMBER, .offset = AT(late_risk) },
	{ .name = "Category Id", .kind = FIELD_NUMBER, .offset = AT(category_id) },
	{ .name = "Category Name", .kind = FIELD_TEXT, .offset = AT(category) },
	{ .name = "Customer City", .kind = FIELD_TEXT, .offset = AT(customer_city) },
	{ .name = "Customer Country", .kind = FIELD_TEXT, .offset = AT(customer_country) },
	{ .name = "Customer Email", .kind = FIELD_TEXT, .offset = AT(masked) },
	{ .name = "Customer Fname", .kind = FIELD_TEXT, .offset = AT(first_name) },
	{ .name = "Customer Id", .kind = FIELD_NUMBER, .offset = AT(customer_id) },
	{ .name = "Customer Lname", .kind = FIELD_TEXT, .offset = AT(last_name) },
	{ .name = "Customer Password", .kind = FIELD_TEXT, .offset = AT(masked) },
	{ .name = "Customer Segment", .kind = FIELD_TEXT, .offset = AT(segment) },
	{ .name = "Customer State", .kind = FIELD_TEXT, .offset = AT(customer_state) },
	{ .name = "Customer Street", .kind = FIELD_TEXT, .offset = AT(street) },
	{ .name = "Customer Zipcode", .kind = FIELD_NUMBER, .places = 1, .offset = AT(customer_zip) },
	{ .name = "Department Id", .kind = FIELD_NUMBER, .offset = AT(department_id) },
	{ .name = "Department Name", .kind = FIELD_TEXT, .offset = AT(department) },
	{ .name = "Latitude", .kind = FIELD_NUMBER, .places = 8, .offset = AT(latitude) },
	{ .name = "Longitude", .kind = FIELD_NUMBER, .places = 8, .offset = AT(longitude) },
	{ .name = "Market", .kind = FIELD_TEXT, .offset = AT(market) },
	{ .name = "Order City", .kind = FIELD_TEXT, .offset = AT(city) },
	{ .name = "Order Country", .kind = FIELD_TEXT, .offset = AT(country) },
	{ .name = "Order Customer Id", .kind = FIELD_NUMBER, .offset = AT(customer_id) },
	{ .name = "order date (DateOrders)", .kind = FIELD_TIME_US, .offset = AT(order_date) },
	{ .name = "Order Id", .kind = FIELD_NUMBER, .offset = AT(order_id) },
	{ .name = "Order Item Cardprod Id", .kind = FIELD_NUMBER, .offset = AT(product_id) },
	{ .name = "Order Item Discount", .kind = FIELD_NUMBER, .places = 2, .offset = AT(discount) },
	{ .name = "Order Item Discount Rate",
		.kind = FIELD_NUMBER,
		.places = 2,
		.offset = AT(discount_rate) },
	{ .name = "Order Item Id", .kind = FIELD_NUMBER, .offset = AT(item_id) },
	{ .name = "Order Item Product Price", .kind = FIELD_NUMBER, .places = 2, .offset = AT(price) },
	{ .name = "Order Item Profit Ratio", .kind = FIELD_NUMBER, .places = 2, .offset = AT(profit_ratio) },
	{ .name = "Order Item Quantity", .kind = FIELD_NUMBER, .offset = AT(quantity) },
	{ .name = "Sales", .kind = FIELD_NUMBER, .places = 2, .offset = AT(sales) },
	{ .name = "Order Item Total", .kind = FIELD_NUMBER, .places = 2, .offset = AT(total) },
	{ .name = "Order Profit Per Order", .kind = FIELD_NUMBER, .places = 2, .offset = AT(profit) },
	{ .name = "Order Region", .kind = FIELD_TEXT, .offset = AT(region) },
	{ .name = "Order State", .kind = FIELD_TEXT, .offset = AT(state) },
	{ .name = "Order Status", .kind = FIELD_TEXT, .offset = AT(order_status) },
	{ .name = "Order Zipcode", .kind = FIELD_NUMBER, .places = 1, .offset = AT(order_zip) },
	{ .name = "Product Card Id", .kind = FIELD_NUMBER, .offset = AT(product_id) },
	{ .name = "Product Category Id", .kind = FIELD_NUMBER, .offset = AT(category_id) },
	{ .name = "Product Description", .kind = FIELD_TEXT, .offset = AT(description) },
	{ .name = "Product Image", .kind = FIELD_TEXT, .offset = AT(image) },
	{ .name = "Product Name", .kind = FIELD_TEXT, .offset = AT(product) },
	{ .name = "Product Price", .kind = FIELD_NUMBER, .places = 2, .offset = AT(price) },
	{ .name = "Product Status", .kind = FIELD_NUMBER, .offset = AT(product_status) },
	{ .name = "shipping date (DateOrders)", .kind = FIELD_TIME_US, .offset = AT(shipping_date) },
	{ .name = "Shipping Mode", .kind = FIELD_TEXT, .offset = AT(shipping_mode) },
	{ .name = NULL },
};

const struct scenario scenario_supply_chain = {
	.name = "supply-chain",
	.fields = fields,
	.start = "2015-01-01",
	.interval = UINT64_C(21) * 60 * USEC_PER_SECOND, /* the file has an order every 21 minutes */
	.unit = USEC_PER_SECOND,
	.size = sizeof(struct supply_chain),
	.open = open,
	.next = next,
};
