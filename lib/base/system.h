/* SPDX-License-Identifier: GPL-3.0-or-later */
/* system: calls that differ between Unix systems, or need more than one step. */
#ifndef BASE_SYSTEM_H
#define BASE_SYSTEM_H

#include <stdbool.h>
#include <stdint.h>

/* Milliseconds of the monotonic clock, from an arbitrary zero. */
int64_t system_monotonic_ms(void);

/* A seed for hash tables: the same throughout a process, but different in each, so that no input can be made
 * to collide. */
uint64_t system_hash_seed(void);

/* Makes allocations fail that would take the data of the process beyond this size. 0, or -1 with errno. */
int system_limit_memory(uint64_t bytes);

/* Opens those of the descriptors 0 to 2 that the process was started without, so that reading or writing
 * there fails. Otherwise a file opened later would get the number, and with it the text meant for standard
 * output or standard error. 0, or -1 with errno. */
int system_open_standard_descriptors(void);

/* fsync of the directory of path, so that a rename in it survives a power cut. 0, or -1 with errno; 0 on file
 * systems that cannot sync a directory. */
int system_sync_directory(const char *path);

/* A pipe with both ends nonblocking and closed on exec. 0, or -1 with errno and nothing open. */
int system_open_pipe(int ends[2]);

/* Gives a pipe a larger buffer where the system allows it; other files do not change. */
void system_enlarge_pipe(int fd);

#endif
