/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/outputs.h"

#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

/* Devices and FIFOs do not count: several outputs may go there. */
static bool
is_same(const char *a, const char *b)
{
	struct stat one, other;
	bool exists = stat(a, &one) == 0;

	if (stat(b, &other) != 0)
		return !exists && strcmp(a, b) == 0;
	return exists && S_ISREG(one.st_mode) && strncmp(a, "/dev/", 5) != 0 && one.st_dev == other.st_dev &&
	       one.st_ino == other.st_ino;
}

int
outputs_check_distinct(const struct named_output *outputs, size_t count, struct error *error)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < i && outputs[i].path; j++)
			if (outputs[j].path && is_same(outputs[i].path, outputs[j].path))
				return error_set(error, STATUS_USAGE,
					"--%s and --%s are the same file, %s; name two files",
					outputs[j].option, outputs[i].option, outputs[i].path);
	return 0;
}

int
outputs_check_inputs(
	const struct named_output *outputs, size_t count, char *const *inputs, struct error *error)
{
	for (size_t i = 0; i < count; i++)
		for (char *const *input = inputs; *input && outputs[i].path; input++)
			if (is_same(outputs[i].path, *input))
				return error_set(error, STATUS_USAGE,
					"--%s %s: this is an input and would be replaced; name another file",
					outputs[i].option, outputs[i].path);
	return 0;
}

int
outputs_check_own(struct run *run, struct named_output own, char *const *inputs, struct error *error)
{
	struct sink *bad = &run->quarantine.sink;
	struct error echo = { 0 };
	const struct named_output outputs[] = {
		own,
		{ "output", run->output },
		{ "bad", bad->open ? bad->name : NULL },
		{ "report", run->report },
	};

	if (outputs_check_distinct(outputs, 4, error) == 0 &&
		outputs_check_inputs(outputs, 1, inputs, error) == 0)
		return 0;
	sink_abandon(bad, &echo); /* a failed run would still write these two */
	run->report = NULL;
	return -1;
}
