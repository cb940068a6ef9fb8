/* SPDX-License-Identifier: GPL-3.0-or-later */
/* supply_tables: what the supply-chain scenario draws from. Names of products, people and streets are made
 * up; weights, prices and regions follow the shape of the DataCo Smart Supply Chain file. */
#ifndef SYNTH_SUPPLY_TABLES_H
#define SYNTH_SUPPLY_TABLES_H

#include <stddef.h>
#include <stdint.h>

struct supply_product {
	uint32_t weight;
	int32_t cents;
	int16_t id, category_id, department_id;
	int16_t most; /* largest quantity of an order item */
	const char *category, *department, *name;
};
extern const struct supply_product supply_products[];
extern const size_t supply_product_count;

/* Where orders go. */
struct supply_place {
	uint32_t weight;
	int32_t zip; /* the lowest of the city; 0 where the file has none */
	const char *market, *region, *country, *state, *city;
};
extern const struct supply_place supply_places[];
extern const size_t supply_place_count;

/* Where customers live. */
struct supply_home {
	uint32_t weight;
	int32_t zip, zips;           /* the lowest of the city, and their number */
	int32_t latitude, longitude; /* hundredths of a degree */
	const char *country, *state, *city;
};
extern const struct supply_home supply_homes[];
extern const size_t supply_home_count;

struct supply_word {
	uint32_t weight;
	const char *text;
};
extern const struct supply_word supply_first_names[], supply_last_names[], supply_segments[];
extern const size_t supply_first_name_count, supply_last_name_count, supply_segment_count;

extern const char *const supply_street_manners[], *const supply_street_things[], *const supply_street_kinds[];
extern const size_t supply_street_manner_count, supply_street_thing_count, supply_street_kind_count;

/* How an order is paid and what becomes of it. */
struct supply_payment {
	uint32_t weight;
	int32_t canceled; /* 1: nothing is delivered */
	const char *type, *status;
};
extern const struct supply_payment supply_payments[];
extern const size_t supply_payment_count;

struct supply_shipping {
	uint32_t weight;
	int16_t scheduled, fastest, slowest; /* days */
	const char *mode;
};
extern const struct supply_shipping supply_shippings[];
extern const size_t supply_shipping_count;

/* Hundredths, all equally likely. */
extern const uint8_t supply_discount_rates[];
extern const size_t supply_discount_rate_count;

/* Profit as a share of the total, ten-thousandths: quantiles at 0, 5, ... 100 %. */
extern const int32_t supply_profit_ratios[];
extern const size_t supply_profit_ratio_count;

#endif
