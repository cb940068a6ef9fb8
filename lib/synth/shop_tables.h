/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shop_tables: what the shop-behaviour scenario draws from. */
#ifndef SYNTH_SHOP_TABLES_H
#define SYNTH_SHOP_TABLES_H

#include <stddef.h>
#include <stdint.h>

enum { SHOP_PRICES = 5, SHOP_BRANDS = 6 };

struct shop_category {
	uint32_t weight;
	uint32_t nameless;               /* products without a brand, per cent */
	int64_t id;                      /* two may share a code */
	int32_t prices[SHOP_PRICES];     /* cents: quantiles at 0, 25, ... 100 % */
	const char *code;                /* NULL: none */
	const char *brands[SHOP_BRANDS]; /* the commonest first; NULL where there are fewer */
};
extern const struct shop_category shop_categories[];
extern const size_t shop_category_count;

struct shop_robot {
	uint32_t weight; /* events in a million */
	int64_t user;
	const char *code; /* of the category it looks at */
};
extern const struct shop_robot shop_robots[];
extern const size_t shop_robot_count;

#endif
