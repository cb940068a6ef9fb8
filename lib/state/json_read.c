/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state/json_read.h"

#include "stream/input.h"

#include <stdlib.h>

/* When memory runs out, jansson 2.14 drops a byte of a number or reports a syntax error, so this notes it. */
static bool failed;

static void *
allocate(size_t size)
{
	void *memory = malloc(size);

	failed = failed || !memory;
	return memory;
}

json_t *
json_read(const char *path, size_t flags, const char *hint, struct error *error)
{
	struct buffer text = { 0 };
	json_error_t fault;
	json_t *root = NULL;

	json_set_alloc_funcs(allocate, free);
	failed = false;
	if (read_file(&text, path, error) == 0) {
		root = json_loadb(text.length ? text.at : "", text.length, flags, &fault);
		if (failed)
			error_memory(error);
		else if (!root)
			error_set(error, STATUS_REFUSED, "%s:%d: %s; %s", path,
				fault.line > 0 ? fault.line : 1, fault.text, hint);
	}
	buffer_free(&text);
	if (!failed)
		return root;
	json_decref(root);
	return NULL;
}
