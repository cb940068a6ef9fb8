#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The corpora of the fuzzers, replayed without libFuzzer: inputs that lead far, and those that once broke something.
. "$(dirname "$0")/lib.sh"

for source in "$TOP"/tests/fuzz/fuzz_*.c; do
	target=$(basename "$source" .c)
	check "$target: its corpus" "$BUILD/tests/fuzz/$target" "$TOP/tests/fuzz/corpus/$target"/*
done
finish
