/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/shop_product.h"

enum {
	PRODUCTS = 90, /* of a brand in a category */
	FREE = 45,     /* from this number on one in FREE_SHARE costs nothing */
	FREE_SHARE = 25,
	OF_A_CATEGORY = 300000, /* ids lie that far apart, so that none is given twice */
	OF_A_BRAND = 2000,
	OF_A_NUMBER = 17,
	FIRST_ID = 1001003,
};

/* Small numbers are common, large ones rare: of 0 to 89 every seventh is 0. */
static uint64_t
popular_below(struct random *random, uint64_t n)
{
	n = random_below(random, n) + 1;
	n = random_below(random, n) + 1;
	return random_below(random, n);
}

/* The commonest brands come first; SHOP_BRANDS is none. */
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

struct shop_product
shop_product_choose(const struct shop_category *category, uint64_t seed, struct random *random)
{
	size_t place = (size_t)(category - shop_categories), brand = choose_brand(category, random);
	uint64_t number = popular_below(random, PRODUCTS);
	struct shop_product product = { .category = category };
	struct random own;

	product.brand = brand < SHOP_BRANDS ? category->brands[brand] : NULL;
	product.id = (int64_t)(FIRST_ID + place * OF_A_CATEGORY + brand * OF_A_BRAND + number * OF_A_NUMBER);
	random_open(&own, seed, (uint64_t)product.id);
	product.cents = random_quantile(&own, category->prices, SHOP_PRICES);
	if (number >= FREE && random_below(&own, FREE_SHARE) == 0)
		product.cents = 0;
	return product;
}
