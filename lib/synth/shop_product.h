/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shop_product: the goods of the shop-behaviour scenario. */
#ifndef SYNTH_SHOP_PRODUCT_H
#define SYNTH_SHOP_PRODUCT_H

#include "synth/random.h"
#include "synth/shop_tables.h"

#include <stdint.h>

struct shop_product {
	const struct shop_category *category;
	const char *brand; /* NULL: none */
	int64_t id, cents;
};

/* A product of a category, few of which are wanted by many. All of it follows from the shop's seed and its
 * id, so that one who comes back finds the same and nothing need be kept. */
struct shop_product shop_product_choose(
	const struct shop_category *category, uint64_t seed, struct random *random);

#endif
