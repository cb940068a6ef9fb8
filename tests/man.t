#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The manual is true: its examples give the output shown, its options are those of --help.
. "$(dirname "$0")/lib.sh"

# The literal blocks of EXAMPLES as the reader sees them, without their indent.
examples() {
	mandoc -T ascii -O width=250 "$1" | sed "s/.$(printf '\b')//g" |
		awk '/^[A-Z]/ { on = /^EXAMPLES/ } on' | sed -n 's/^           //p'
}

# Turns the blocks into a script that prints each command before it runs it.
session() {
	awk '
	function finish() { if (command != "") { printf "%s\n", command; command = "" } }
	/^\$ / || more {
		line = $0; shown = line; gsub(/\047/, "\047\\\047\047", shown)
		printf "printf \047%%s\\n\047 \047%s\047\n", shown
		sub(/^\$ /, "", line)
		sub(/^> /, "", line)
		more = line ~ /\\$/
		command = command line "\n"
		if (!more) finish()
	}'
}

for page in "$TOP"/man/*; do
	name=$(basename "$page")
	examples "$page" | grep -v '^$' >"$T/shown"
	case $name in
	*.1) check "$name has examples" grep -q '^\$ ' "$T/shown" ;;
	esac
	session <"$T/shown" >"$T/script"
	mkdir -p "$T/$name"
	(cd "$T/$name" && sh "$T/script" 2>&1 </dev/null) | grep -v '^$' >"$T/seen"
	check "$name: its examples give the output shown" diff -u "$T/shown" "$T/seen"
done

# Options by letter and long name, once from --help and once from the manual's list.
for tool in "$TOP"/cmd/*.c; do
	name=$(basename "$tool" .c)
	"$name" --help | sed -nE 's/^  (-(.), )? *--([a-z-]+).*/\2 \3/p' | sort >"$T/help"
	sed -nE 's/^\.It Fl (([a-zA-Z]) , Fl )?-([a-z-]+).*/\2 \3/p' "$TOP/man/$name.1" | sort >"$T/manual"
	check "$name: --help and the manual have the same options" diff "$T/help" "$T/manual"
done
finish
