/* SPDX-License-Identifier: GPL-3.0-or-later */
/* moment: where a record stands among the others: by its event time, then its position in Kafka; without
 * either, by its place in the input. Records of one moment are told apart by their values, so that no answer
 * depends on how the input was cut. */
#ifndef AGG_MOMENT_H
#define AGG_MOMENT_H

#include <stdint.h>

struct moment {
	int64_t time;       /* microseconds, 0 without --time */
	int64_t offset;     /* of Kafka, or the place in the input, or 0 */
	uint32_t partition; /* 0 without Kafka */
	uint32_t part;      /* of what --explode made of one record, 0 where it is whole */
};

/* Below, equal to or above 0: earlier, the same, later. */
static inline int
moment_compare(const struct moment *a, const struct moment *b)
{
	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	if (a->partition != b->partition)
		return a->partition < b->partition ? -1 : 1;
	if (a->offset != b->offset)
		return a->offset < b->offset ? -1 : 1;
	return (a->part > b->part) - (a->part < b->part);
}

#endif
