/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json_read: a small file of JSON in memory, by jansson. */
#ifndef STATE_JSON_READ_H
#define STATE_JSON_READ_H

#include "base/error.h"

#include <jansson.h>

/* What the file holds, for json_decref, or NULL with the error: STATUS_REFUSED, with `meant` behind what is
 * wrong, for what is no JSON. Before any thread is started. */
json_t *json_read(const char *path, size_t flags, const char *meant, struct error *error);

#endif
