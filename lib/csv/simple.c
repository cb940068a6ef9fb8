/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv/simple.h"

#include <stdint.h>

#if defined __SSE2__ && !defined NO_SIMD
#include <emmintrin.h>
#endif

enum { STEP = 16 };

/* What a step of the text holds: a bit for each byte, the lowest for the first. */
struct sight {
	uint32_t special; /* delimiters, quotes, control characters */
	uint32_t odd;     /* what is not plain, except for quotes round cells and control characters */
};

#if defined __SSE2__ && !defined NO_SIMD

static inline struct sight
look_at(const char *at, char delimiter, char quote)
{
	const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
	__m128i special = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
	/* movemask takes the highest bits, which those outside ASCII have themselves */
	__m128i odd = _mm_or_si128(bytes, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));

	special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(delimiter)));
	special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(quote)));
	odd = _mm_or_si128(odd, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(quote == '"' ? '\\' : '"')));
	return (struct sight){ (uint32_t)_mm_movemask_epi8(special), (uint32_t)_mm_movemask_epi8(odd) };
}

#else

static inline struct sight
look_at(const char *at, char delimiter, char quote)
{
	struct sight sight = { 0 };

	for (int i = 0; i < STEP; i++) {
		unsigned char byte = (unsigned char)at[i];
		bool special = byte < 0x20 || at[i] == delimiter || at[i] == quote;
		bool odd = byte >= 0x80 || byte == '\\' || (byte == '"' && quote != '"');
		sight.special |= (uint32_t)special << i;
		sight.odd |= (uint32_t)odd << i;
	}
	return sight;
}

#endif

/* The walk over a row. */
struct walk {
	struct simple_row *row;
	const char *cell;   /* where the cell in progress begins, behind its quote */
	const char *closed; /* its closing quote, or NULL */
	bool quoted;        /* we are between quotes */
};

/* Ends the cell in progress before `at`. False when there is no room. */
static inline bool
end_cell(struct walk *walk, const char *at)
{
	struct simple_row *row = walk->row;

	if (row->count == row->most)
		return false;
	row->cells[row->count++] = slice_between(walk->cell, walk->closed ? walk->closed : at);
	walk->cell = at + 1;
	walk->closed = NULL;
	return true;
}

static inline bool
is_line_end(char byte)
{
	return byte == '\n' || byte == '\r';
}

/* False for a quote that does not stand round a whole cell. */
static inline bool
take_quote(struct walk *walk, const char *at, char delimiter)
{
	if (walk->quoted) {
		walk->closed = at;
		walk->quoted = false;
		return at[1] == delimiter || is_line_end(at[1]);
	}
	walk->quoted = at == walk->cell;
	walk->cell = at + 1;
	return walk->quoted;
}

const char *
simple_split(struct simple_row *row, char delimiter, char quote, const char *at, const char *end)
{
	struct walk walk = { .row = row, .cell = at };
	uint32_t odd = 0;

	row->count = 0;
	row->plain = true;
	for (; end - at >= STEP + SIMPLE_SPARE; at += STEP) {
		struct sight sight = look_at(at, delimiter, quote);
		for (; sight.special; sight.special &= sight.special - 1) {
			int bit = __builtin_ctz(sight.special);
			const char *here = at + bit;
			if (*here == delimiter && !walk.quoted) {
				if (!end_cell(&walk, here))
					return NULL;
			} else if (*here == quote) {
				if (!take_quote(&walk, here, delimiter))
					return NULL;
			} else if (is_line_end(*here)) {
				if (walk.quoted || !end_cell(&walk, here))
					return NULL;
				odd |= sight.odd & ((1u << bit) - 1);
				row->plain &= odd == 0;
				return here + 1 + (here[0] == '\r' && here[1] == '\n');
			} else {
				row->plain &= *here >= ' ';
			}
		}
		odd |= sight.odd;
	}
	return NULL;
}
