/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/progress.h"

#include "base/system.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { INTERVAL_MS = 250 };

static int64_t began, shown; /* system_monotonic_ms of the first call, and of the last line */
static bool visible;

bool
progress_watched(void)
{
	struct stat about;

	return isatty(STDERR_FILENO) && fstat(STDOUT_FILENO, &about) == 0 && !S_ISFIFO(about.st_mode);
}

static void
show_share(const struct input *input, int64_t elapsed)
{
	if (input->total_bytes == 0 || input->read_bytes == 0)
		return;
	double share = (double)input->read_bytes / (double)input->total_bytes;
	fprintf(stderr, ", %.0f %%, %.0f s left", 100 * share, (double)elapsed / 1000 * (1 / share - 1));
}

void
progress_show(struct run *run)
{
	int64_t now = system_monotonic_ms();

	if (began == 0)
		began = now;
	if (now - shown < INTERVAL_MS || now == began)
		return;
	shown = now;
	visible = true;
	fprintf(stderr, "\r\033[K%s: %" PRIu64 " records, %.0f/s", run->tool, run->counts.read,
		(double)run->counts.read * 1000 / (double)(now - began));
	show_share(&run->input, now - began);
	if (run->quarantine.refused)
		fprintf(stderr, ", %" PRIu64 " refused", run->quarantine.refused);
	if (run->counts.late)
		fprintf(stderr, ", %" PRIu64 " late", run->counts.late);
}

void
progress_end(void)
{
	if (visible)
		fputs("\r\033[K", stderr);
	visible = false;
}
