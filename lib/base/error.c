/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void
set(struct error *error, enum status kind, const char *format, va_list arguments)
{
	error->kind = kind;
	vsnprintf(error->text, sizeof error->text, format, arguments);
}

int
error_set(struct error *error, enum status kind, const char *format, ...)
{
	va_list arguments;

	if (error->kind != STATUS_DONE)
		return -1;
	va_start(arguments, format);
	set(error, kind, format, arguments);
	va_end(arguments);
	return -1;
}

int
error_system(struct error *error, const char *format, ...)
{
	va_list arguments;
	int cause = errno;

	if (error->kind != STATUS_DONE)
		return -1;
	va_start(arguments, format);
	set(error, STATUS_SYSTEM, format, arguments);
	va_end(arguments);
	size_t length = strlen(error->text);
	snprintf(error->text + length, sizeof error->text - length, ": %s", strerror(cause));
	return -1;
}

int
error_memory(struct error *error)
{
	return error_set(error, STATUS_SYSTEM, "out of memory");
}
