/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target over the files named, where libFuzzer is not linked. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT = 1 << 20 };

int
main(int count, char **files)
{
	static uint8_t bytes[INPUT];

	for (int i = 1; i < count; i++) {
		FILE *file = fopen(files[i], "rb");
		if (!file) {
			perror(files[i]);
			return 1;
		}
		size_t size = fread(bytes, 1, INPUT, file);
		fclose(file);
		uint8_t *exact = malloc(size ? size : 1); /* so that valgrind and ASan know its end */
		if (!exact)
			return 3;
		for (size_t at = 0; at < size; at++)
			exact[at] = bytes[at];
		LLVMFuzzerTestOneInput(exact, size);
		free(exact);
	}
	return 0;
}
