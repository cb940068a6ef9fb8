#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The manual as it is rendered: markup that is valid but gives nonsense, such as a quotation or an option that runs on
# into the sentence. EXAMPLES and literal blocks are left out. PAGES is the directory of the pages (default: man).
. "$(dirname "$0")/lib.sh"

backspace=$(printf '\b')
bold=$(printf '\001')
roman=$(printf '\002')

# rendered PAGE: one line per paragraph; bold text stands between the two marks, other styles are lost.
rendered() {
	sed '/^\.Bd/,/^\.Ed/d' "$1" | mandoc -T utf8 -O width=1000 |
		sed "s/_$backspace\(.\)/\1/g; s/\(.\)$backspace\1/$bold\1$roman/g; s/$roman$bold//g" |
		awk '/^[^ ]/ { skip = /EXAMPLES/ } !skip' | awk 'BEGIN { RS = "" } { gsub(/\n */, " "); print }'
}

# report_slips WHAT: each line of standard input is a slip of that kind.
report_slips() {
	tr -d "$bold$roman" | sed "s/^/$1: /"
}

# slips PAGE: the slips in it, one per line.
slips() {
	rendered "$1" >styled
	tr -d "$bold$roman" <styled >plain
	grep -oE '‘[^’]*‘[^’]*’?|“[^”]*“[^”]*”?' plain | report_slips 'quotation in a quotation'
	grep -oE '‘[^’]*$|“[^”]*$' plain | report_slips 'quotation without an end'
	grep -oE '‘[^ ’]+, [^’]*’' plain | grep -E '‘["[:alnum:]_.]+,' | report_slips 'list in a quotation'
	grep -oE '‘[^‘’]* (an|between|by|of|that|the|white|with) [^’]*’' plain | report_slips 'sentence in a quotation'
	grep -oE "‘[^‘’]*$bold[^’]*’" styled | report_slips 'bold text in a quotation'
	grep -oE "$bold-[^ $roman]+" styled | tr -d "$bold" | sed 's/[,;:.)]*$//' | sort -u | grep -vxF -f options |
		report_slips 'option of no tool'
	grep -oE '[^ ]* [,;:]( [^ ]*|$)' plain | report_slips 'blank before punctuation'
}

for tool in "$TOP"/cmd/*.c; do
	"$(basename "$tool" .c)" --help | sed -nE 's/^  (-.), (--[a-z-]+).*/\1\n\2/p; s/^      (--[a-z-]+).*/\1/p'
done >options
echo '--' >>options

# A page with one slip of each kind, and none in its last section.
cat >page <<'EOF'
.Dd January 1, 2026
.Dt PAGE 1
.Os
.Sh DESCRIPTION
A value
.Pq Ql true No and Ql false ,
.Pq or Ql used No by tools that write results ,
.Ql n , missing
or
.Ql \eN No in Cm tsv .
With
.Fl o ; wider cells
.Fa x
, as it should not be.
.Sh EXAMPLES
.Ql examples , are No not Ql read .
EOF
cat >expected <<'EOF'
quotation in a quotation: ‘true and ‘false’
list in a quotation: ‘n, missing’
sentence in a quotation: ‘used by tools that write results’
bold text in a quotation: ‘\N in tsv’
option of no tool: -cells
option of no tool: -wider
blank before punctuation: x , as
EOF
slips page >found
check "slips of every kind are found" diff expected found

for page in "${PAGES:-$TOP/man}"/*; do
	same "$(basename "$page"): no slips of markup" "" "$(slips "$page")"
done
finish
