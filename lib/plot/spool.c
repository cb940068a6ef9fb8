/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot/spool.h"

#include "base/buffer.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static const char *
folder(void)
{
	const char *name = getenv("TMPDIR");

	return name && *name ? name : "/tmp";
}

int
spool_descriptor(int fd)
{
	int moved = fcntl(fd, F_DUPFD_CLOEXEC, SPOOL_DATA + 1);

	close(fd);
	return moved;
}

int
spool_open(struct spool *spool, struct error *error)
{
	struct buffer path = { 0 };

	buffer_printf(&path, "%s/.plotdata-XXXXXX", folder());
	buffer_byte(&path, '\0');
	int fd = path.failed ? -1 : mkstemp(path.at);
	if (fd >= 0) {
		unlink(path.at);
		fd = spool_descriptor(fd);
		spool->file = fd < 0 ? NULL : fdopen(fd, "w+");
		if (!spool->file && fd >= 0)
			close(fd);
	}
	buffer_free(&path);
	return spool->file ? 0 : error_system(error, "%s: cannot make a temporary file", folder());
}

int
spool_append(struct spool *spool, struct slice bytes, struct error *error)
{
	if (bytes.length && fwrite(bytes.at, 1, bytes.length, spool->file) != bytes.length)
		return error_system(error, "%s: cannot write a temporary file", folder());
	return 0;
}

int
spool_rewind(struct spool *spool, struct error *error)
{
	if (fflush(spool->file) || fseek(spool->file, 0, SEEK_SET))
		return error_system(error, "%s: cannot write a temporary file", folder());
	return 0;
}

int
spool_resume(struct spool *spool, struct error *error)
{
	if (fseek(spool->file, 0, SEEK_END))
		return error_system(error, "%s: cannot write a temporary file", folder());
	return 0;
}

int
spool_empty(struct spool *spool, struct error *error)
{
	if (spool_rewind(spool, error))
		return -1;
	if (ftruncate(fileno(spool->file), 0))
		return error_system(error, "%s: cannot write a temporary file", folder());
	return 0;
}

int
spool_copy(struct spool *spool, struct sink *to, struct error *error)
{
	char block[16 * 1024];
	size_t n;

	while ((n = fread(block, 1, sizeof block, spool->file)) > 0)
		if (sink_append(to, (struct slice){ block, n }, error))
			return -1;
	return ferror(spool->file) ? error_system(error, "%s: cannot read a temporary file", folder()) : 0;
}

void
spool_close(struct spool *spool)
{
	if (spool->file)
		fclose(spool->file);
	spool->file = NULL;
}
