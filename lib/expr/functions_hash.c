/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include "expr/builtins.h"
#include "expr/evaluation.h"

/* The upper 53 bits of XXH64, seed 0, over the arguments in JSON with commas between: every such number is a
 * double too, and hash(x) / 2^53 is the point of featurize --split. */
int
hash_hash(struct call *call)
{
	struct buffer json = { 0 };

	for (size_t i = 0; i < call->count; i++) {
		if (i)
			buffer_byte(&json, ',');
		value_write(&json, &call->arguments[i]);
	}
	give_number(call->result, number_of_int((int64_t)(hash_xxh64(buffer_view(&json), 0) >> 11)));
	call->scratch->failed = call->scratch->failed || json.failed;
	buffer_free(&json);
	return call->scratch->failed ? -1 : 0;
}
