/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear/field_number.h"

const long double field_number_tens[NUMBER_SCALE + 1] = { 1e0L, 1e1L, 1e2L, 1e3L, 1e4L, 1e5L, 1e6L, 1e7L,
	1e8L, 1e9L, 1e10L, 1e11L, 1e12L, 1e13L, 1e14L, 1e15L, 1e16L, 1e17L, 1e18L };
