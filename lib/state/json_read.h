/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json_read: reads a small JSON file into memory, by jansson. */
#ifndef STATE_JSON_READ_H
#define STATE_JSON_READ_H

#include "base/error.h"

#include <jansson.h>

/* The contents of the file, for json_decref, or NULL with the error: STATUS_REFUSED for a file that is not
 * JSON, with `hint` at the end of the message. Before any thread is started. */
json_t *json_read(const char *path, size_t flags, const char *hint, struct error *error);

#endif
