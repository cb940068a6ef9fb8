/* SPDX-License-Identifier: GPL-3.0-or-later */
/* crc32: the checksum of zlib, PNG and Ethernet (ISO 3309, reflected polynomial 0xEDB88320). */
#ifndef BASE_CRC32_H
#define BASE_CRC32_H

#include "base/slice.h"

#include <stdint.h>

/* Goes on from the checksum of the bytes before, which is 0 when there are none. */
uint32_t crc32_of(struct slice bytes, uint32_t before);

#endif
