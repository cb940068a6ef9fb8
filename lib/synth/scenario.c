/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/scenario.h"

#include "base/buffer.h"
#include "base/names.h"

#include <string.h>

static const struct scenario *const scenarios[] = {
	&scenario_supply_chain,
	&scenario_shop_behaviour,
	&scenario_retail_invoices,
	&scenario_synthetic_orders,
	&scenario_ad_events,
};
enum { SCENARIOS = sizeof scenarios / sizeof *scenarios };

static void
unknown(const char *name, struct error *error)
{
	struct buffer list = { 0 };
	struct names all = { 0 };
	const struct slice *near = NULL;

	for (size_t i = 0; i < SCENARIOS; i++) {
		buffer_text(&list, i ? ", " : "");
		buffer_text(&list, scenarios[i]->name);
		if (names_add(&all, slice_of(scenarios[i]->name)))
			break;
	}
	near = names_nearest(&all, slice_of(name));
	error_set(error, STATUS_USAGE, "%s: no such scenario%s%.*s; there are: %.*s", name,
		near ? "; nearest is " : "", near ? (int)near->length : 0, near ? near->at : "",
		SLICE_PRINT(list));
	names_free(&all);
	buffer_free(&list);
}

const struct scenario *
scenario_find(const char *name, struct error *error)
{
	for (size_t i = 0; i < SCENARIOS; i++)
		if (strcmp(scenarios[i]->name, name) == 0)
			return scenarios[i];
	unknown(name, error);
	return NULL;
}

bool
scenario_is_nested(const struct scenario *scenario)
{
	for (const struct field *field = scenario->fields; field->name; field++)
		if (field->kind == FIELD_LIST)
			return true;
	return false;
}
