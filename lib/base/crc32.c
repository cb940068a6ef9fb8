/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crc32.h"

/* Four bits of the division at a time: the remainder of each i << 28. */
static const uint32_t remainders[16] = {
	0x00000000,
	0x1DB71064,
	0x3B6E20C8,
	0x26D930AC,
	0x76DC4190,
	0x6B6B51F4,
	0x4DB26158,
	0x5005713C,
	0xEDB88320,
	0xF00F9344,
	0xD6D6A3E8,
	0xCB61B38C,
	0x9B64C2B0,
	0x86D3D2D4,
	0xA00AE278,
	0xBDBDF21C,
};

uint32_t
crc32_of(struct slice bytes, uint32_t before)
{
	uint32_t crc = ~before;

	for (size_t i = 0; i < bytes.length; i++) {
		crc ^= (unsigned char)bytes.at[i];
		crc = crc >> 4 ^ remainders[crc & 15];
		crc = crc >> 4 ^ remainders[crc & 15];
	}
	return ~crc;
}
