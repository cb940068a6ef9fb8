/* SPDX-License-Identifier: GPL-3.0-or-later */
/* supply_row: one order item of the supply-chain scenario and the fields that show it. Money and rates are
 * hundredths, zip codes tenths (the file writes 725.0), degrees 10^-8, dates seconds. */
#ifndef SYNTH_SUPPLY_ROW_H
#define SYNTH_SUPPLY_ROW_H

#include "synth/scenario.h"

#include <stdint.h>

struct supply_row {
	/* of the customer */
	const char *customer_city, *customer_country, *customer_state, *first_name, *last_name, *segment;
	const char *street, *masked;
	int64_t customer_id, customer_zip, latitude, longitude;
	/* of the order */
	const char *type, *order_status, *delivery_status, *shipping_mode;
	const char *market, *region, *country, *state, *city;
	int64_t order_id, order_date, shipping_date, days_real, days_scheduled, late_risk, order_zip;
	/* of the item */
	const char *category, *department, *product, *image, *description;
	int64_t item_id, product_id, category_id, department_id, product_status;
	int64_t price, quantity, sales, discount_rate, discount, total, profit, profit_ratio;
	char street_text[64], image_text[160];
};

extern const struct field supply_fields[];

#endif
