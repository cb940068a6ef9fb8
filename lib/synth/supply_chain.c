/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The 53 fields of the DataCo Smart Supply Chain file (Constante, Silva, Pereira, Mendeley Data): one row an
 * order item, in the order of time. */
#include "base/bytes.h"
#include "synth/random.h"
#include "synth/scenario.h"
#include "synth/supply_row.h"
#include "synth/supply_tables.h"
#include "synth/ticks.h"
#include "time/date.h"

#include <stdbool.h>
#include <stdio.h>

enum {
	CUSTOMERS = 12435,
	ITEMS_OF_AN_ORDER = 5,
	DAY = 24 * 60 * 60,
	CUSTOMER_STREAM = 1, /* streams of the seed: customer n is stream CUSTOMER_STREAM + n */
};

struct supply_chain {
	struct supply_row row;
	struct random random;
	uint64_t seed, interval; /* seconds */
	int64_t next_order;      /* the beginning of its interval, seconds */
	uint64_t items_to_go;    /* of the present order */
	struct weights products, places, homes, first_names, last_names, segments, payments, shippings;
};

static void
write_street(struct supply_row *row, struct random *random)
{
	/* drawn one statement after the other: the order of a call's arguments is the compiler's */
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

/* All of a customer follows from the seed and the number, so that one who comes back is the same person and
 * nothing need be kept. */
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
	/* what is promised for the same day leaves after twelve hours, even when it counts as one day */
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
	chain->items_to_go = 1 + random_below(random, ITEMS_OF_AN_ORDER);
	set_customer(chain, row, random_between(random, 1, CUSTOMERS));
	set_place(chain, row, random);
	set_delivery(chain, row, random);
}

/* The picture's address: blanks are plus signs, and what is no letter, digit, dot or dash is %XX. */
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

/* units divided by a power of ten, halves away from zero */
static int64_t
divide_rounded(int64_t units, int64_t by)
{
	return (units + (units < 0 ? -by : by) / 2) / by;
}

/* Sales less the discount, give or take one part in a hundred (rebates and fees that no field tells). */
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

const struct scenario scenario_supply_chain = {
	.name = "supply-chain",
	.summary = "order items with product, customer, place, delivery, price, discount and profit",
	.fields = supply_fields,
	.start = "2015-01-01",
	.interval = UINT64_C(21) * 60 * USEC_PER_SECOND, /* the file has an order every 21 minutes */
	.unit = USEC_PER_SECOND,
	.size = sizeof(struct supply_chain),
	.open = open,
	.next = next,
};
