#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# RFC 8259 line by line, and what is decided where it leaves room: in accepted/ every line passes, as `output` or as it
# came; in refused/ every line is refused, for the reasons in `reasons`.
. "$(dirname "$0")/lib.sh"

# The scanner goes other ways where a field is asked for: here whether there is one, whatever it holds.
accepted() {
	expected=$1/output
	[ -f "$expected" ] || expected=$1/input
	featurize "$1/input" | cmp - "$expected" &&
		featurize -w 'a is null or a is not null' "$1/input" | cmp - "$expected" &&
		featurize -s 'none = a is null' "$1/input" | LC_ALL=C sed 's/,\{0,1\}"none":[a-z]*//' | cmp - "$expected"
}

refused() { # refused FOLDER OPTION...
	folder=$1
	shift
	rm -f bad.ndjson
	featurize --bad bad.ndjson "$@" "$folder/input" >passed.ndjson && [ ! -s passed.ndjson ] || return 1
	LC_ALL=C sed 's/.*,"line":\([0-9]*\),.*,"reason":"\(.*\)","raw.*/\1: \2/' bad.ndjson | diff -a "$folder/reasons" -
}

for folder in "$TOP"/tests/json/accepted/*/; do
	check "accepted: $(basename "$folder")" accepted "${folder%/}"
done
for folder in "$TOP"/tests/json/refused/*/; do
	check "refused: $(basename "$folder")" refused "${folder%/}"
	check "refused: $(basename "$folder"), with a field asked for" refused "${folder%/}" -w 'a is null or a is not null'
done
finish
