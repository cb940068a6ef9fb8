/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expr/types.h"

const char *
types_name(unsigned types)
{
	static const char *const names[] = {
		[TYPE_BOOL] = "true or false",
		[TYPE_NUMBER] = "a number",
		[TYPE_TEXT] = "a text",
		[TYPE_ORDERED] = "a number or a text",
		[TYPE_BOOL | TYPE_NUMBER] = "a number, true or false",
		[TYPE_BOOL | TYPE_TEXT] = "a text, true or false",
		[TYPE_ANY] = "a number, a text, true or false",
	};

	return types == TYPE_NONE ? "null" : names[types];
}
