/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/conditions.h"

int
conditions_compile(
	struct conditions *conditions, struct scope *scope, const struct names *texts, struct error *error)
{
	conditions->count = texts->count;
	conditions->at = arena_take(&scope->arena, texts->count * sizeof *conditions->at);
	if (!conditions->at)
		return error_memory(error);
	for (size_t i = 0; i < texts->count; i++)
		if (!(conditions->at[i] = program_compile_condition(scope, "-w", texts->at[i], error)))
			return -1;
	return 0;
}

int
conditions_hold(
	const struct conditions *conditions, struct scratch *scratch, bool *hold, struct refusal *refusal)
{
	*hold = true;
	for (size_t i = 0; i < conditions->count && *hold; i++)
		if (program_holds(conditions->at[i], scratch, hold, refusal))
			return -1;
	return 0;
}
