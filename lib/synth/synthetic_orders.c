/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders of an imaginary shop: every column is uniform and independent of the others. The clock advances by
 * one interval per row; the time of a row is 1 to 365 whole days before it. */
#include "synth/random.h"
#include "synth/scenario.h"
#include "synth/ticks.h"
#include "time/instant.h"

#include <stdio.h>
#include <string.h>

enum { LOCATIONS = 50, DAY = 24 * 60 * 60, ORDER_DIGITS = 8 };

struct order_row {
	const char *order, *category, *location, *payment, *status, *currency;
	int64_t customer, product, price, quantity, time, discount, delivery_days, rating, prime, seller;
};

struct orders {
	struct order_row row;
	struct random random;
	int64_t clock; /* microseconds since 1970 */
	uint64_t interval, count;
	char order[32];
	char locations[LOCATIONS][16];
};

static const char *const categories[] = { "Electronics", "Clothing", "Books", "Home & Kitchen", "Toys" };
static const char *const payments[] = { "Credit Card", "Debit Card", "PayPal", "Cash on Delivery" };
static const char *const statuses[] = { "Shipped", "Delivered", "Pending", "Canceled" };
static const char *const currencies[] = { "USD", "EUR", "GBP", "INR" };

#define ONE_OF(random, table) ((table)[random_below(random, sizeof(table) / sizeof *(table))])

/* Adds one to the digits after ORD, which are eight until they overflow. */
static void
count_order(struct orders *orders)
{
	char *last = orders->order + strlen("ORD") + ORDER_DIGITS - 1, *digit = last;

	orders->count++;
	if (orders->count >= 100000000) {
		snprintf(orders->order, sizeof orders->order, "ORD%llu", (unsigned long long)orders->count);
		return;
	}
	for (; *digit == '9'; digit--)
		*digit = '0';
	++*digit;
}

static const void *
next(void *state)
{
	struct orders *orders = state;
	struct order_row *row = &orders->row;
	struct random *random = &orders->random;

	count_order(orders);
	row->customer = random_between(random, 1, 100000);
	row->product = random_between(random, 1, 10000);
	row->category = ONE_OF(random, categories);
	row->price = random_between(random, 500, 50000);
	row->quantity = random_between(random, 1, 5);
	row->time = orders->clock - random_between(random, 1, 365) * DAY * USEC_PER_SECOND;
	row->location = orders->locations[random_below(random, LOCATIONS)];
	row->payment = ONE_OF(random, payments);
	row->status = ONE_OF(random, statuses);
	row->discount = random_between(random, 0, 50);
	row->delivery_days = random_between(random, 1, 10);
	row->rating = random_between(random, 1, 5);
	row->prime = random_between(random, 0, 1);
	row->currency = ONE_OF(random, currencies);
	row->seller = random_between(random, 1, 1000);
	orders->clock += (int64_t)orders->interval;
	return row;
}

static void
open(void *state, uint64_t seed, int64_t start, uint64_t interval)
{
	struct orders *orders = state;

	random_open(&orders->random, seed, 0);
	orders->clock = start * USEC_PER_SECOND;
	orders->interval = interval;
	orders->row.order = strcpy(orders->order, "ORD00000000");
	for (int i = 0; i < LOCATIONS; i++)
		snprintf(orders->locations[i], sizeof orders->locations[i], "Location_%d", i + 1);
}

#define AT(field) offsetof(struct order_row, field)

static const struct field fields[] = {
	{ .name = "order_id", .kind = FIELD_TEXT, .offset = AT(order) },
	{ .name = "customer_id", .kind = FIELD_NUMBER, .offset = AT(customer) },
	{ .name = "product_id", .kind = FIELD_NUMBER, .offset = AT(product) },
	{ .name = "category", .kind = FIELD_TEXT, .offset = AT(category) },
	{ .name = "price", .kind = FIELD_FLOAT, .places = 2, .offset = AT(price) },
	{ .name = "quantity", .kind = FIELD_NUMBER, .offset = AT(quantity) },
	{ .name = "timestamp", .kind = FIELD_TIME_MICROS, .offset = AT(time) },
	{ .name = "location", .kind = FIELD_TEXT, .offset = AT(location) },
	{ .name = "payment_method", .kind = FIELD_TEXT, .offset = AT(payment) },
	{ .name = "status", .kind = FIELD_TEXT, .offset = AT(status) },
	{ .name = "discount", .kind = FIELD_NUMBER, .offset = AT(discount) },
	{ .name = "delivery_time", .kind = FIELD_NUMBER, .offset = AT(delivery_days) },
	{ .name = "user_rating", .kind = FIELD_NUMBER, .offset = AT(rating) },
	{ .name = "is_prime", .kind = FIELD_BOOL, .offset = AT(prime) },
	{ .name = "currency", .kind = FIELD_TEXT, .offset = AT(currency) },
	{ .name = "seller_id", .kind = FIELD_NUMBER, .offset = AT(seller) },
	{ .name = NULL },
};

const struct scenario scenario_synthetic_orders = {
	.name = "synthetic-orders",
	.fields = fields,
	.start = "2025-01-01 12:00:00",
	.interval = 1, /* microsecond: about what a fast generator takes per row */
	.unit = 1,
	.size = sizeof(struct orders),
	.open = open,
	.next = next,
};
