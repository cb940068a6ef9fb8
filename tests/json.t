#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# RFC 8259 line by line, and what is decided where it leaves room: in accepted/ every line passes, as `output` or as it
# came; in refused/ every line is refused, for the reasons in `reasons`.
. "$(dirname "$0")/lib.sh"

accepted() {
	expected=$1/output
	[ -f "$expected" ] || expected=$1/input
	featurize "$1/input" | cmp - "$expected"
}

refused() {
	featurize --bad bad.ndjson "$1/input" >passed.ndjson && [ ! -s passed.ndjson ] || return 1
	sed 's/.*,"line":\([0-9]*\),.*,"reason":"\(.*\)","raw.*/\1: \2/' bad.ndjson | diff -a "$1/reasons" -
}

for folder in "$TOP"/tests/json/accepted/*/; do
	check "accepted: $(basename "$folder")" accepted "${folder%/}"
done
for folder in "$TOP"/tests/json/refused/*/; do
	check "refused: $(basename "$folder")" refused "${folder%/}"
done
finish
