/* SPDX-License-Identifier: GPL-3.0-or-later */
/* retail_tables: what the retail-invoices scenario draws from. */
#ifndef SYNTH_RETAIL_TABLES_H
#define SYNTH_RETAIL_TABLES_H

#include <stddef.h>
#include <stdint.h>

struct retail_country {
	uint32_t weight;
	const char *name;
};
extern const struct retail_country retail_countries[];
extern const size_t retail_country_count;

struct retail_product {
	uint32_t weight;
	int32_t cents;
	const char *sku, *title;
};
extern const struct retail_product retail_products[];
extern const size_t retail_product_count;

#endif
