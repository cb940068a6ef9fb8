# SPDX-License-Identifier: GPL-3.0-or-later
# TAP for the shell tests. A test file sources this, calls what follows, and ends in `finish`.
# BUILD is the folder of the tools under test; they stand first in PATH. Each file runs in a folder of its
# own, $T, that is removed at the end.

set -u
TOP=$(cd "$(dirname "$0")" && while [ ! -f Makefile ] && [ "$PWD" != / ]; do cd ..; done && pwd)
BUILD=$(cd "${BUILD:-$TOP/build}" && pwd)
DATA=$TOP/../shared/data
PATH=$BUILD:$PATH
LC_ALL=C.UTF-8 TZ=UTC
export TOP BUILD DATA PATH LC_ALL TZ
unset TILLPIPE_BROKERS TILLPIPE_CONFIG TILLPIPE_NOW || :
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
trap 'exit 1' INT TERM
cd "$T" || exit
tests=0

report() { # report ok|"not ok" TITLE
	tests=$((tests + 1))
	echo "$1 $tests - $2"
}

# check TITLE COMMAND...: passes when the command does.
check() {
	title=$1
	shift
	if "$@" >"$T/.said" 2>&1; then report ok "$title"; else
		report "not ok" "$title"
		sed 's/^/# /' "$T/.said"
	fi
}

# same TITLE EXPECTED ACTUAL: passes when the texts are equal.
same() {
	if [ "$2" = "$3" ]; then report ok "$1"; else
		report "not ok" "$1"
		printf 'expected: %s\nseen:     %s\n' "$2" "$3" | sed 's/^/# /'
	fi
}

# skip TITLE REASON: only for what the machine lacks by nature (private data), never for a failure.
skip() {
	tests=$((tests + 1))
	echo "ok $tests - $1 # SKIP $2"
}

# as_reader TOOL...: as somebody who cannot read everything: nobody, where we are root. A copy of the tool is
# run then, since nobody may not see the build either.
as_reader() {
	[ "$(id -u)" -eq 0 ] || { "$@"; return; }
	chmod 755 "$T"
	cp "$BUILD/$1" "$T/$1"
	reader=$T/$1
	shift
	setpriv --reuid=65534 --regid=65534 --clear-groups "$reader" "$@"
}

# One case folder: `cmd` is run by sh in an empty folder, its first line a comment with the title; standard
# input is `input` if there, else empty; $CASE is the folder. `output`, `error` and `status` are what must
# come out (empty, empty, 0 when absent).
case_folder() {
	CASE=$1
	export CASE
	input=$CASE/input
	[ -f "$input" ] || input=/dev/null
	rm -rf "$T/case"
	mkdir "$T/case"
	(cd "$T/case" && exec sh "$CASE/cmd") <"$input" >"$T/output" 2>"$T/error"
	status=$?
	expected=0
	[ ! -f "$CASE/status" ] || read -r expected <"$CASE/status"
	differences=$(
		[ "$status" = "$expected" ] || echo "status $status, expected $expected"
		for file in output error; do
			if [ -f "$CASE/$file" ]; then wanted=$CASE/$file; else wanted=/dev/null; fi
			[ -s "$wanted" ] || [ -s "$T/$file" ] || continue
			diff -a -u --label "$file expected" --label "$file seen" "$wanted" "$T/$file"
		done
	)
	read -r _ title <"$CASE/cmd"
	title="${CASE##*/}: $title"
	if [ -z "$differences" ]; then report ok "$title"; else
		report "not ok" "$title"
		echo "$differences" | sed 's/^/# /'
	fi
}

# cases TOOL: every case folder of a tool.
cases() {
	[ -x "$BUILD/$1" ] || { echo "Bail out! $BUILD/$1 is not built"; exit 1; }
	for folder in "$TOP/tests/tools/$1"/*/; do
		case_folder "${folder%/}"
	done
}

# ended PID: waits for a tool that was sent a signal, and returns its status. What the shell says of it
# ("Terminated") is no word of the tool.
ended() {
	wait "$1" 2>/dev/null
}

finish() {
	echo "1..$tests"
}
