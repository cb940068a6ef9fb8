/* SPDX-License-Identifier: GPL-3.0-or-later */
/* system: the one place for what differs between Unix systems, and for the clock. */
#ifndef BASE_SYSTEM_H
#define BASE_SYSTEM_H

#include <stdbool.h>
#include <stdint.h>

/* Milliseconds of a clock that never goes back; its zero means nothing. */
int64_t system_monotonic_ms(void);

/* Microseconds since 1970-01-01T00:00:00Z. */
int64_t system_realtime_us(void);

/* The folder of the zone database, or NULL where there is none. */
const char *system_zoneinfo_directory(void);

/* Makes localtime_r work in a zone of the database, for the whole process and what it runs. 0, 1 when the
 * database has no zone of this name, or -1 with errno; nothing is changed then. Before any thread is started.
 */
int system_set_zone(const char *name);

/* A number that is the same all through a process and differs from process to process, so that no input can
 * be made to collide in a hash table. */
uint64_t system_hash_seed(void);

/* Makes every allocation fail that would take the process's data beyond so many bytes. 0, or -1 with errno.
 */
int system_limit_memory(uint64_t bytes);

/* Fills those of the descriptors 0 to 2 that came closed with what can neither be read nor written there. A
 * file opened later would get the number, and with it what is meant for standard output or standard error. 0
 * or -1 with errno. */
int system_open_standard_descriptors(void);

/* fsync of the directory that holds path, so that a rename in it survives a power cut. 0, or -1 with errno.
 * Systems that cannot sync a directory are taken at their word. */
int system_sync_directory(const char *path);

/* A pipe whose both ends never wait and are closed in programs that this one runs. 0, or -1 with errno and
 * nothing open. */
int system_open_pipe(int ends[2]);

/* Makes a pipe hold more bytes where the system allows; anything else is left as it is. */
void system_enlarge_pipe(int fd);

#endif
