/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wide: whole numbers of 128 bits. */
#ifndef BASE_WIDE_H
#define BASE_WIDE_H

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 unsigned_wide;

#endif
