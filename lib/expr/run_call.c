/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls of functions while a program runs. */
#include "expr/builtins.h"
#include "expr/evaluation.h"
#include "expr/functions_time.h"

#include <math.h>

int
call_refuse(struct call *call, size_t i, const struct value *value, unsigned needed)
{
	const struct evaluation *e = call->evaluation;
	size_t operand = operand_at(e->nodes, e->at, call->count, i);

	return wrong_type(call->refusal, &e->nodes[operand], value, needed);
}

char *
call_room(struct call *call, size_t n)
{
	if (n > CALL_TEXT_LIMIT) {
		refuse(call->refusal, (struct slice){ 0 }, "%.*s gives a text longer than 64 MiB",
			SLICE_PRINT(call->text));
		return NULL;
	}
	return scratch_take(call->scratch, n + 1);
}

int
call_undefined(struct call *call)
{
	call->scratch->undefined++;
	return give_null(call->result);
}

bool
call_whole(const struct call *call, size_t i, long *whole)
{
	double real = number_to_double(call->arguments[i].number);

	*whole = (long)fmax(-1e9, fmin(1e9, real));
	return real == floor(real);
}

/* Looks at argument i, which is not null; a text that is needed as a time becomes one. */
static int
check_argument(struct call *call, unsigned types, size_t i, struct value *argument)
{
	unsigned elements = types_elements(types);

	if (!types_agree(type_of(argument), types))
		return call_refuse(call, i, argument, types);
	if ((types & ARGUMENT_TIME) && !time_argument(argument))
		return call_refuse(call, i, argument, TYPE_TIME);
	if (argument->kind != VALUE_ARRAY || elements == TYPE_KINDS)
		return 0;
	for (size_t k = 0; k < argument->array.count; k++)
		if (!types_agree(type_of(&argument->array.items[k]), elements))
			return call_refuse(call, i, &argument->array.items[k], elements);
	return 0;
}

static int
call_single(struct evaluation *e, struct value *arguments, struct value *result)
{
	const struct node *node = &e->nodes[e->at];
	const struct builtin *builtin = node->builtin;
	struct call call = { e->scratch, e->refusal, node->text, arguments, node->count, result,
		node->pattern, e };
	bool null = false;

	for (size_t i = 0; i < node->count; i++) {
		if (check_argument(&call, builtin_argument(builtin, i), i, &arguments[i]))
			return -1;
		bool counts = !(builtin_argument(builtin, i) & ARGUMENT_NULL);
		null = null || (counts && arguments[i].kind == VALUE_NULL);
	}
	if (null)
		return give_null(result);
	return builtin->function(&call) ? -1 : settle(e, result);
}

int
run_call(struct evaluation *e)
{
	return run_mapped(e, e->nodes[e->at].count, call_single);
}
