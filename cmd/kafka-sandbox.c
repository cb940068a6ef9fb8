/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kafka-sandbox: a broker to try things on, for as long as a command runs. */
#include "cli/tool.h"
#include "kafka/command.h"
#include "kafka/sandbox.h"

#include <inttypes.h>
#include <stdlib.h>

static struct names topics;
static uint64_t brokers = 1;

static const struct option options[] = {
	{ 't', "topic", OPTION_TEXTS, "NAME:PARTITIONS", &topics, "create a topic (may be repeated)" },
	{ 0, "brokers", OPTION_COUNT, "N", &brokers, "number of brokers (default: 1)" },
	{ 0 },
};

/* Says where the brokers are and keeps them until a signal comes. */
static int
serve(struct run *run, const struct sandbox *sandbox, struct error *error)
{
	if (sink_append(&run->out, slice_of(sandbox_brokers(sandbox)), error) ||
		sink_append(&run->out, slice_of("\n"), error) || sink_flush(&run->out, error))
		return -1;
	while (!stop_signal())
		stop_wait_readable(-1, -1);
	return 0;
}

static int
run_command(const struct sandbox *sandbox, char **command, struct error *error)
{
	int status = 0;

	if (setenv("TILLPIPE_BROKERS", sandbox_brokers(sandbox), 1))
		return error_memory(error);
	if (command_run(command, &status, error))
		return -1;
	error->kind = (enum status)status; /* without a text: the command has said what there is to say */
	return status ? -1 : 0;
}

/* What the sandbox dropped must not go unseen. */
static void
warn_of_losses(const struct run *run, struct sandbox *sandbox)
{
	for (size_t i = 0; i < topics.count; i++) {
		int64_t dropped;
		if (sandbox_dropped(sandbox, topics.at[i], &dropped) == 0 && dropped > 0)
			run->warn(run,
				"topic %.*s: the first %" PRId64
				" records were dropped: a partition keeps 5 MiB or "
				"100,000 batches here; take more partitions, compress (-z zstd), or use a "
				"real broker",
				SLICE_PRINT(topics.at[i]), dropped);
	}
}

static int
run_sandbox(struct run *run, size_t count, char **operands, struct error *error)
{
	struct sandbox sandbox;
	int failed = sandbox_open(&sandbox, brokers, error);

	for (size_t i = 0; i < topics.count && !failed; i++)
		failed = sandbox_topic(&sandbox, topics.at[i], error);
	if (!failed)
		failed = count ? run_command(&sandbox, operands, error) : serve(run, &sandbox, error);
	if (sandbox.cluster)
		warn_of_losses(run, &sandbox);
	sandbox_close(&sandbox);
	return failed;
}

const struct tool tool = {
	.name = "kafka-sandbox",
	.synopsis = "[-t NAME:PARTITIONS]... [--brokers N] [-- COMMAND [ARGUMENT]...]",
	.summary = "Run a Kafka broker in memory, for a first try and for tests.",
	.options = options,
	.role = STOP_SOURCE,
	.runs_command = true,
	.run = run_sandbox,
};
