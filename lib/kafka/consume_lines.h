/* SPDX-License-Identifier: GPL-3.0-or-later */
/* consume_lines: the records of a topic become lines of output. What is pending is written before a wait. */
#ifndef KAFKA_CONSUME_LINES_H
#define KAFKA_CONSUME_LINES_H

#include "kafka/consumer.h"
#include "kafka/envelope.h"

struct consume_plan {
	struct kafka_settings settings;
	struct subscription subscription;
	enum layout layout;
	struct slice key_delimiter; /* as in struct envelope */
	uint64_t limit;             /* records to read; UINT64_MAX for all */
	int64_t timeout_ms;         /* end after this long without a record; -1 for never */
};

/* 0, or -1 with the error; the records before it are written even then. */
int consume_lines(struct run *run, const struct consume_plan *plan, struct error *error);

#endif
