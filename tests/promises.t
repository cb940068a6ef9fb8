#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What tillpipe(7) promises of every tool, asked of every tool.
. "$(dirname "$0")/lib.sh"

i=0
while [ $i -lt 3000 ]; do
	i=$((i + 1))
	printf '{"id":%d,"g":"%d","x":%d,"y":%d.5,"prediction":%d}\n' $i $((i % 7)) $i $((i * 2 + i % 3)) $i
done >records.ndjson
(
	echo id,g,x,y
	sed -E 's/[^0-9.,]*([0-9.]+)[^0-9.,]*/\1/g' records.ndjson | cut -d, -f1-4
) >rows.csv
linreg-fit -y y -x x -o model.json records.ndjson

# Tools that read files: the command, and an input for it.
filters() {
	cat <<-'EOF'
		records.ndjson featurize -s z=x+1
		records.ndjson kpi-agg -g id -a n=count()
		records.ndjson linreg-fit -y y -x x
		records.ndjson linreg-predict -m model.json
		records.ndjson plotdata csv
		records.ndjson plotdata scatter -x x -y y
		rows.csv csv2kafka -n
	EOF
}

status_of() { # status_of COMMAND...: prints the exit status; standard error is in $T/err
	"$@" >"$T/out" 2>"$T/err"
	echo $?
}

one_line() { # exactly one line that begins with the tool's name
	[ "$(wc -l <"$T/err")" = 1 ] && grep -q "^$1: $2" "$T/err"
}

# Of the command and the input at hand.
writes_file() {
	$command "$input" >a && $command -o b "$input" && cmp a b
}

report_adds_up() {
	$command --report report.json "$input" >a &&
		jq -e --arg tool "$tool" '.tool == $tool and .read == 3000 and .read == .filtered + .late + .refused
			+ ([.used, .written] | if .[0] > 0 then .[0] else .[1] end)' report.json
}

reads_alike() {
	$command "$input" >a && cat "$input" | $command >b && cmp a b && $command - <"$input" >b && cmp a b
}

mkdir directory
while read -r input command; do
	tool=${command%% *}
	same "$command: a missing input is status 3" 3 "$(status_of $command nothing.here)"
	check "$command: ... and says which" one_line "$tool" "nothing.here: .*No such file"
	same "$command: a directory is status 3" 3 "$(status_of $command directory)"
	check "$command: ... and says so" one_line "$tool" "directory: is a directory"
	same "$command: nothing is read when a later input is missing" 3 "$(status_of $command "$input" nothing.here)"
	same "$command: an unknown option is status 2" 2 "$(status_of $command --no-such-option "$input")"
	check "$command: ... and says which" one_line "$tool" "unknown option --no-such-option"
	same "$command: a full disk is status 3" 3 "$($command "$input" 2>"$T/err" >/dev/full; echo $?)"
	check "$command: ... and says so" one_line "$tool" "standard output: cannot be written: No space left"
	same "$command: -o on a full disk is status 3" 3 "$(status_of $command -o /dev/full "$input")"
	same "$command: standard output closed is status 3" 3 "$($command "$input" >&- 2>"$T/err"; echo $?)"
	echo old >kept
	same "$command: -o with a bad option leaves the old file" "2 old" "$(status_of $command -o kept --no-such) $(cat kept)"
	check "$command: -o writes what standard output gets" writes_file
	check "$command: the report adds up" report_adds_up
	check "$command: a pipe, standard input and a file are the same" reads_alike
	same "$command: an empty input is status 0" 0 "$($command </dev/null >"$T/out" 2>"$T/err"; echo $?)"
done <<EOF
$(filters)
EOF

for tool in $(cd "$TOP/cmd" && echo *.c); do
	tool=${tool%.c}
	check "$tool --help names every way to call it" sh -c "$tool --help | grep -q '^usage: $tool '"
	same "$tool --help on a full disk is status 3" 3 "$("$tool" --help 2>"$T/err" >/dev/full; echo $?)"
	check "$tool --version" sh -c "$tool --version | grep -q '^$tool (tillpipe) '"
	same "$tool: an option without its value is status 2" 2 "$(status_of "$tool" --report)"
done

echo '{}' >secret
chmod 000 secret
same "an unreadable input is status 3" 3 "$(status_of as_reader featurize secret)"
check "... and says so" one_line featurize "secret: cannot be read: Permission denied"

# A reader that goes away ends the tool by SIGPIPE; with SIGPIPE ignored it is status 3.
i=0
while [ $i -lt 200 ]; do
	i=$((i + 1))
	cat records.ndjson
done >many.ndjson
cat >pipe_status <<'EOF'
{ featurize -s z=x+1 many.ndjson 2>err; echo $? >status; } | head -n 1 >/dev/null
cat status
EOF
same "a closed pipe ends a filter by SIGPIPE" 141 "$(sh pipe_status)"
same "... in silence" "" "$(cat err)"
same "a closed pipe with SIGPIPE ignored is status 3" 3 "$(trap '' PIPE; sh pipe_status)"

# Whole files: a failing run leaves the old file and no litter.
printf '{"x":1}\n{"x":\n' >cut.ndjson
echo old >kept
same "a run that is refused data leaves the old file" "1 old" "$(status_of featurize -o kept cut.ndjson) $(cat kept)"
same "... and nothing beside it" "" "$(find . -name '.*kept*')"
same "records before the refused one are on standard output" '{"x":1}' "$(featurize cut.ndjson 2>/dev/null)"
ln -s kept link
featurize -o link records.ndjson
same "a link is followed" "kept 3000" "$(readlink link) $(wc -l <kept)"
same "-o - is standard output" 3000 "$(featurize -o - records.ndjson | wc -l)"
chmod 640 kept
featurize -o kept records.ndjson
same "a file keeps its mode" 640 "$(stat -c %a kept)"

# One record through three filters while the input stays open. The FIFOs are the clock: a read returns when
# the record has come.
mkfifo feed drain
featurize -s a=1 <feed | featurize -s b=a+1 | featurize -s c=b+1 >drain &
exec 7>feed 8<drain
echo '{"id":1}' >&7
read -r line <&8
same "a record passes three filters while the input is open" '{"id":1,"a":1,"b":2,"c":3}' "$line"
exec 7>&-
wait
exec 8<&-

# Signals: a filter fed by a pipe continues to its end, then ends by the signal.
featurize -s a=1 <feed >drain &
filter=$!
exec 7>feed 8<drain
echo '{"id":1}' >&7
read -r line <&8
kill -TERM $filter
echo '{"id":2}' >&7
exec 7>&-
read -r line <&8
same "after SIGTERM a filter drains its pipe" '{"id":2,"a":1}' "$line"
ended $filter
same "... and ends by the signal" 143 $?
exec 8<&-
finish
