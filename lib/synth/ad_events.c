/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What visitors do with the banners of a shop: each is shown one of five, some click, some of those order. */
#include "synth/hex.h"
#include "synth/random.h"
#include "synth/scenario.h"
#include "synth/ticks.h"

#include <stdbool.h>
#include <string.h>

enum {
	VISITORS = 64, /* at once; each returns half of the time, so the number of events per visitor is 2 on
			  average, and about 22 at most in eight million */
	MOBILE = 719,  /* of a thousand visitors */
	TEN_THOUSAND = 10000,
	CLICKS = 2240,    /* of ten thousand who return after a show */
	ORDERS = 7600,    /* of ten thousand who return after a click */
	SAME_PAGE = 1000, /* one click in SAME_PAGE is on the page of the show */
};

enum stage { STAGE_SHOW, STAGE_CLICK, STAGE_ORDER };

struct visitor {
	char id[HEX_ID], page[HEX_ID];
	enum stage stage; /* the last event */
	size_t product;
	bool mobile;
};

struct ad_row {
	const char *order, *user, *page, *product, *site, *title;
	int64_t time, target;
};

struct ads {
	struct ad_row row;
	struct random random;
	struct ticks ticks;
	struct weights products;
	char order[HEX_ID];
	struct visitor visitors[VISITORS];
	bool met[VISITORS];
};

/* The weight is how often each was shown. The company itself is advertised, but cannot be ordered. */
static const struct {
	uint32_t weight;
	bool sold;
	const char *name;
} products[] = {
	{ 211, true, "clothes" },
	{ 206, false, "company" },
	{ 201, true, "sneakers" },
	{ 192, true, "sports_nutrition" },
	{ 190, true, "accessories" },
};

/* All orders are on one page. */
static const char order_page[] = "3c59dc048e8850243be8079a5c74d079";

static enum stage
next_stage(const struct visitor *visitor, struct random *random)
{
	uint64_t ticket = random_below(random, TEN_THOUSAND);

	if (visitor->stage == STAGE_SHOW && ticket < CLICKS)
		return STAGE_CLICK;
	if (visitor->stage == STAGE_CLICK && ticket < ORDERS && products[visitor->product].sold)
		return STAGE_ORDER;
	return STAGE_SHOW;
}

/* A click or an order is for the product that was shown. A click may be on the page of the show; all other
 * shows and clicks have a page of their own. */
static void
act(struct ads *ads, struct visitor *visitor, enum stage stage)
{
	struct random *random = &ads->random;

	visitor->stage = stage;
	if (stage == STAGE_SHOW)
		visitor->product = weights_choose(&ads->products, random);
	if (stage != STAGE_CLICK || random_below(random, SAME_PAGE))
		hex_id(visitor->page, random);
}

static struct visitor *
choose_visitor(struct ads *ads)
{
	struct random *random = &ads->random;
	uint64_t place = random_below(random, VISITORS);
	struct visitor *visitor = &ads->visitors[place];

	if (ads->met[place] && random_below(random, 2)) {
		act(ads, visitor, next_stage(visitor, random));
		return visitor;
	}
	ads->met[place] = true;
	hex_id(visitor->id, random);
	visitor->mobile = random_below(random, 1000) < MOBILE;
	act(ads, visitor, STAGE_SHOW);
	return visitor;
}

static const void *
next(void *state)
{
	static const char *const titles[] = { "banner_show", "banner_click", "order" };
	struct ads *ads = state;
	const struct visitor *visitor = choose_visitor(ads);
	struct ad_row *row = &ads->row;

	hex_id(ads->order, &ads->random);
	row->order = ads->order;
	row->user = visitor->id;
	row->page = visitor->stage == STAGE_ORDER ? order_page : visitor->page;
	row->product = products[visitor->product].name;
	row->site = visitor->mobile ? "mobile" : "desktop";
	row->time = ticks_next(&ads->ticks, &ads->random);
	row->title = titles[visitor->stage];
	row->target = visitor->stage == STAGE_ORDER;
	return row;
}

static void
open(void *state, uint64_t seed, int64_t start, uint64_t interval)
{
	struct ads *ads = state;

	random_open(&ads->random, seed, 0);
	ticks_open(&ads->ticks, start, interval);
	weights_open(&ads->products, &products->weight, sizeof *products, sizeof products / sizeof *products);
}

#define AT(field) offsetof(struct ad_row, field)

static const struct field fields[] = {
	{ .name = "order_id", .kind = FIELD_TEXT, .offset = AT(order) },
	{ .name = "user_id", .kind = FIELD_TEXT, .offset = AT(user) },
	{ .name = "page_id", .kind = FIELD_TEXT, .offset = AT(page) },
	{ .name = "product", .kind = FIELD_TEXT, .offset = AT(product) },
	{ .name = "site_version", .kind = FIELD_TEXT, .offset = AT(site) },
	{ .name = "time", .kind = FIELD_TIME, .offset = AT(time) },
	{ .name = "title", .kind = FIELD_TEXT, .offset = AT(title) },
	{ .name = "target", .kind = FIELD_NUMBER, .offset = AT(target) },
	{ .name = NULL },
};

const struct scenario scenario_ad_events = {
	.name = "ad-events",
	.fields = fields,
	.start = "2019-01-01",
	.interval = 1540000, /* 8,471,220 events from January to May */
	.unit = 1,
	.size = sizeof(struct ads),
	.open = open,
	.next = next,
};
