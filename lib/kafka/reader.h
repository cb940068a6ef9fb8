/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reader: a topic to the output, line by line. What is held is written before it waits for more. */
#ifndef KAFKA_READER_H
#define KAFKA_READER_H

#include "base/error.h"
#include "kafka/consume.h"
#include "kafka/envelope.h"
#include "stream/run.h"

#include <stdint.h>

struct reader_plan {
	struct kafka_settings settings;
	struct reading reading;
	enum layout layout;
	struct slice key_delimiter; /* as in struct envelope */
	uint64_t most;              /* records to read, UINT64_MAX for all */
	int64_t timeout_ms;         /* end when nothing came for so long, -1 for never */
};

/* 0, or -1 with the error. Records that came before a refused one are written even then. */
int reader_run(struct run *run, const struct reader_plan *plan, struct error *error);

#endif
