/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/hex.h"

void
hex_write(char *to, uint64_t n, size_t digits)
{
	for (; digits; n >>= 4)
		to[--digits] = "0123456789abcdef"[n & 15];
}

void
hex_id(char to[HEX_ID], struct random *random)
{
	hex_write(to, random_next(random), 16);
	hex_write(to + 16, random_next(random), 16);
	to[32] = '\0';
}

void
hex_uuid(char to[HEX_UUID], struct random *random)
{
	uint64_t high = random_next(random), low = random_next(random);

	high = (high & ~UINT64_C(0xf000)) | 0x4000;                        /* the version */
	low = (low & ~(UINT64_C(3) << 62)) | UINT64_C(0x8000000000000000); /* the variant */
	hex_write(to, high >> 32, 8);
	hex_write(to + 9, high >> 16, 4);
	hex_write(to + 14, high, 4);
	hex_write(to + 19, low >> 48, 4);
	hex_write(to + 24, low, 12);
	to[8] = to[13] = to[18] = to[23] = '-';
	to[36] = '\0';
}
