/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hex: numbers as the lower-case digits that ids are made of. */
#ifndef SYNTH_HEX_H
#define SYNTH_HEX_H

#include "synth/random.h"

#include <stddef.h>
#include <stdint.h>

enum { HEX_ID = 33, HEX_UUID = 37 }; /* bytes of the texts, the NUL included */

/* The last `digits` digits of n, without a NUL. */
void hex_write(char *to, uint64_t n, size_t digits);

/* 32 random digits, as an MD5 sum has them. */
void hex_id(char to[HEX_ID], struct random *random);

/* A random UUID, version 4 of RFC 4122. */
void hex_uuid(char to[HEX_UUID], struct random *random);

#endif
