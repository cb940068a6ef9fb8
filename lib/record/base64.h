/* SPDX-License-Identifier: GPL-3.0-or-later */
/* base64: bytes that are no text, inside JSON (RFC 4648, with padding). */
#ifndef RECORD_BASE64_H
#define RECORD_BASE64_H

#include "base/buffer.h"
#include "base/slice.h"

void base64_write(struct buffer *to, struct slice bytes);

#endif
