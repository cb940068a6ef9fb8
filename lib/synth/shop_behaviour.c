/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The events of a shop, with the fields of the REES46 "eCommerce behavior data from multi category store":
 * concurrent sessions of one user each, in which products are viewed, put into the cart and bought. */
#include "synth/hex.h"
#include "synth/random.h"
#include "synth/scenario.h"
#include "synth/shop_tables.h"
#include "synth/ticks.h"
#include "time/instant.h"

#include <stdbool.h>
#include <string.h>

enum {
	SESSIONS = 4096, /* at once, at most */
	ROBOTS = 16,
	MILLION = 1000000,
	PAUSE = 60 * USEC_PER_SECOND, /* between two events of a session, on average */
	USERS = 5300003,              /* a prime, so that a rank times SCATTER goes through all numbers */
	SCATTER = 2654435,
	FIRST_USER = 512000000,
};

enum {
	PRODUCTS = 90, /* per brand and category */
	FREE = 45,     /* from this product on, one in FREE_SHARE costs nothing */
	FREE_SHARE = 25,
	CATEGORY_IDS = 300000, /* distances of ids, so that each is unique */
	BRAND_IDS = 2000,
	NUMBER_IDS = 17,
	FIRST_ID = 1001003,
};

struct shop_row {
	const char *type, *code, *brand, *session;
	int64_t time, product, category, price, user;
};

struct shop_product {
	const struct shop_category *category;
	const char *brand; /* NULL: none */
	int64_t id, cents;
};

enum stage { STAGE_NEW, STAGE_VIEW, STAGE_CART, STAGE_PURCHASE };

struct session {
	char id[HEX_UUID];
	enum stage stage; /* the last event */
	bool robot;
	int64_t user;
	int64_t events_to_go;
	struct shop_product product;
};

struct shop {
	struct shop_row row;
	struct random random;
	struct ticks ticks;
	uint64_t seed;
	struct weights categories, robots;
	size_t session_count;
	struct session sessions[SESSIONS], robot_sessions[ROBOTS];
};

/* One visit in four favours a few users: the product of two uniform draws is mostly small. */
static int64_t
choose_user(struct random *random)
{
	uint64_t rank = random_below(random, USERS);

	if (random_below(random, 4) == 0)
		rank = rank * random_below(random, USERS) / USERS;
	return FIRST_USER + (int64_t)(rank * SCATTER % USERS * 10 + rank % 10);
}

/* Small numbers are common, large ones rare: for n = 90, every seventh draw is 0. */
static uint64_t
popular_below(struct random *random, uint64_t n)
{
	n = random_below(random, n) + 1;
	n = random_below(random, n) + 1;
	return random_below(random, n);
}

/* The commonest brands come first; SHOP_BRANDS means no brand. */
static size_t
choose_brand(const struct shop_category *category, struct random *random)
{
	size_t brands = 0;

	while (brands < SHOP_BRANDS && category->brands[brands])
		brands++;
	if (random_below(random, 100) < category->nameless)
		return SHOP_BRANDS;
	return (size_t)random_below(random, 1 + random_below(random, brands));
}

/* A product of a category; a few are popular. All about a product follows from the seed and its id, so that
 * it is the same whenever it is chosen, and need not be stored. */
static struct shop_product
choose_product(const struct shop_category *category, uint64_t seed, struct random *random)
{
	size_t place = (size_t)(category - shop_categories), brand = choose_brand(category, random);
	uint64_t number = popular_below(random, PRODUCTS);
	struct shop_product product = { .category = category };
	struct random own;

	product.brand = brand < SHOP_BRANDS ? category->brands[brand] : NULL;
	product.id = (int64_t)(FIRST_ID + place * CATEGORY_IDS + brand * BRAND_IDS + number * NUMBER_IDS);
	random_open(&own, seed, (uint64_t)product.id);
	product.cents = random_quantile(&own, category->prices, SHOP_PRICES);
	if (number >= FREE && random_below(&own, FREE_SHARE) == 0)
		product.cents = 0;
	return product;
}

static void
begin_session(struct shop *shop, struct session *session)
{
	static const int32_t events[] = { 1, 1, 1, 1, 2, 2, 3, 4, 6, 11, 40 };

	hex_uuid(session->id, &shop->random);
	session->stage = STAGE_NEW;
	session->events_to_go = random_quantile(&shop->random, events, sizeof events / sizeof *events);
}

static void
begin_visit(struct shop *shop, struct session *session)
{
	begin_session(shop, session);
	session->user = choose_user(&shop->random);
	session->product.category = &shop_categories[weights_choose(&shop->categories, &shop->random)];
}

/* The event after each stage, per ten thousand; all others are views. */
static const struct {
	uint32_t cart, purchase;
} following[] = {
	[STAGE_NEW] = { 0, 0 },
	[STAGE_VIEW] = { 130, 95 },
	[STAGE_CART] = { 0, 4500 },
	[STAGE_PURCHASE] = { 0, 0 },
};

/* The next event of a session. A view is of the same product, another one of its category, or one of another
 * category. */
static void
next_event(struct shop *shop, struct session *session)
{
	struct random *random = &shop->random;
	uint64_t ticket = random_below(random, 10000), same = random_below(random, 100);
	uint32_t cart = following[session->stage].cart;

	session->events_to_go--;
	if (!session->robot && ticket < cart + following[session->stage].purchase) {
		session->stage = ticket < cart ? STAGE_CART : STAGE_PURCHASE;
		return;
	}
	if (!session->robot && session->stage != STAGE_NEW && same < 11)
		session->product.category = &shop_categories[weights_choose(&shop->categories, random)];
	if (session->stage == STAGE_NEW || same < 66)
		session->product = choose_product(session->product.category, shop->seed, random);
	session->stage = STAGE_VIEW;
}

/* The session that the next event belongs to. A robot views one category for ever, in one session after
 * another. */
static struct session *
choose_session(struct shop *shop)
{
	struct session *session = &shop->sessions[random_below(&shop->random, shop->session_count)];
	bool robot = random_below(&shop->random, MILLION) < shop->robots.up_to[shop_robot_count - 1];

	if (robot)
		session = &shop->robot_sessions[weights_choose(&shop->robots, &shop->random)];
	if (session->events_to_go == 0)
		(robot ? begin_session : begin_visit)(shop, session);
	return session;
}

static const void *
next(void *state)
{
	static const char *const types[] = {
		[STAGE_VIEW] = "view", [STAGE_CART] = "cart", [STAGE_PURCHASE] = "purchase"
	};
	struct shop *shop = state;
	struct session *session = choose_session(shop);

	next_event(shop, session);
	shop->row = (struct shop_row){
		.time = ticks_next(&shop->ticks, &shop->random),
		.type = types[session->stage],
		.product = session->product.id,
		.category = session->product.category->id,
		.code = session->product.category->code,
		.brand = session->product.brand,
		.price = session->product.cents,
		.user = session->user,
		.session = session->id,
	};
	return &shop->row;
}

static const struct shop_category *
category_of(const char *code)
{
	const struct shop_category *category = shop_categories;

	while (code ? !category->code || strcmp(category->code, code) != 0 : category->code != NULL)
		category++;
	return category;
}

static void
open(void *state, uint64_t seed, int64_t start, uint64_t interval)
{
	struct shop *shop = state;
	uint64_t sessions = PAUSE / interval;

	shop->seed = seed;
	shop->session_count = sessions < 4 ? 4 : sessions > SESSIONS ? SESSIONS : (size_t)sessions;
	random_open(&shop->random, seed, 0);
	ticks_open(&shop->ticks, start, interval);
	weights_open(
		&shop->categories, &shop_categories->weight, sizeof *shop_categories, shop_category_count);
	weights_open(&shop->robots, &shop_robots->weight, sizeof *shop_robots, shop_robot_count);
	for (size_t i = 0; i < shop_robot_count; i++) {
		shop->robot_sessions[i].robot = true;
		shop->robot_sessions[i].user = shop_robots[i].user;
		shop->robot_sessions[i].product.category = category_of(shop_robots[i].code);
	}
}

#define AT(field) offsetof(struct shop_row, field)

static const struct field fields[] = {
	{ .name = "event_time", .kind = FIELD_TIME_UTC, .offset = AT(time) },
	{ .name = "event_type", .kind = FIELD_TEXT, .offset = AT(type) },
	{ .name = "product_id", .kind = FIELD_NUMBER, .offset = AT(product) },
	{ .name = "category_id", .kind = FIELD_NUMBER, .offset = AT(category) },
	{ .name = "category_code", .kind = FIELD_TEXT, .offset = AT(code) },
	{ .name = "brand", .kind = FIELD_TEXT, .offset = AT(brand) },
	{ .name = "price", .kind = FIELD_NUMBER, .places = 2, .offset = AT(price) },
	{ .name = "user_id", .kind = FIELD_NUMBER, .offset = AT(user) },
	{ .name = "user_session", .kind = FIELD_TEXT, .offset = AT(session) },
	{ .name = NULL },
};

const struct scenario scenario_shop_behaviour = {
	.name = "shop-behaviour",
	.fields = fields,
	.start = "2019-10-01",
	.interval = 48000, /* 110 million events in two months */
	.unit = 1,
	.size = sizeof(struct shop),
	.open = open,
	.next = next,
};
