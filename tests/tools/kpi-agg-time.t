#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# kpi-agg in event time: windows against Python's, sources and their clocks, early results.
. "$(dirname "$0")/../lib.sh"
answers=$TOP/tests/answers

# Every kind of window against a slow and simple program, byte for byte.
aggregate() { # aggregate SPEC ZONE FILE
	kpi-agg --time t --window "$1" --tz "$2" -g g -a 'n = count()' -a 's = sum(x)' "$3"
}
as_python() { # as_python SPEC ZONE FILE
	python3 "$answers/windows.py" "$1" "$2" "$3" >expected && aggregate "$1" "$2" "$3" >seen && cmp expected seen
}
python3 "$answers/windows.py" make 1 1500 2024-02-27 3 >days
python3 "$answers/windows.py" make 2 1500 2023-12-25 400 >year
for spec in 1m 1w 10m/4m 1d/7h session:30m session:1s 1h..1d hour week; do
	check "windows of $spec are Python's" as_python "$spec" UTC days
done
for spec in 1d session:3d day week month quarter year day..month month..year; do
	check "windows of $spec are Python's over a year" as_python "$spec" UTC year
done

# Days of 23 and of 25 hours, in both hemispheres.
python3 "$answers/windows.py" make 3 800 2024-03-09 3 >york-spring
python3 "$answers/windows.py" make 4 800 2024-11-02 3 >york-autumn
python3 "$answers/windows.py" make 5 800 2024-04-06 3 >sydney-autumn
python3 "$answers/windows.py" make 6 800 2024-10-05 3 >sydney-spring
for spec in day hour hour..day week; do
	for season in spring autumn; do
		check "windows of $spec are Python's in New York, $season" as_python $spec America/New_York york-$season
		check "windows of $spec are Python's in Sydney, $season" as_python $spec Australia/Sydney sydney-$season
	done
done

# Four partitions out of order: any interleaving gives the same bytes, and the same records are late.
python3 "$answers/partitions.py" make 7 3000 >partitions
query() { # query INPUT OUT LATE
	kpi-agg --time t --window "$spec" --lateness 1m -g g -a 'n = count()' -a 's = sum(x)' -a 'f = first(x)' \
		-a 'l = last(x)' -a 'a = argmax(g, x)' -a 'm = mode(x)' --late "$3.unsorted" --report "$3.report" <"$1" >"$2" &&
		LC_ALL=C sort "$3.unsorted" >"$3"
}
interleavings() {
	query partitions whole whole.late || return
	jq -e '.late > 50 and .used > 2000 and .read == .used + .late' whole.late.report || return
	for seed in $1; do
		python3 "$answers/partitions.py" deal "$seed" partitions >dealt
		query dealt other other.late && cmp whole other && cmp whole.late other.late || return
	done
}
for spec in 1m 5m/2m session:5s 10m..1h; do
	check "ten interleavings of four partitions give one answer, windows of $spec" \
		interleavings "1 2 3 4 5 6 7 8 9 10"
done

# In perfect order, read in long runs of one partition: nothing is late, and the results are as without --lateness.
python3 "$answers/partitions.py" perfect 200000 >perfect
long_runs() {
	kpi-agg --time t --window 1m -g g -a 'n = count()' -a 's = sum(x)' "$1" >at-once
	kpi-agg --time t --window 1m --lateness 1m -g g -a 'n = count()' -a 's = sum(x)' --report report "$1" >as-it-came
	cmp at-once as-it-came && jq -e '.read == 200000 and .used == 200000 and .late == 0' report
}
check "200,000 events in perfect order over four partitions: none is late" long_runs perfect
featurize --drop _kafka perfect >blind
same "without _kafka they are late, and one warning names the cure" "1 1" \
	"$(kpi-agg --time t --window 1m --lateness 1m -a 'n = count()' blind 2>&1 >/dev/null |
		awk '/came too late and are in no result; --late FILE keeps them; .* -M$/ { cure++ } END { print NR, cure }')"
sort blind >in-order
from_kafka() {
	kafka-sandbox --topic t:4 -- sh -c 'kafkacat-lite -P -t t --key t <in-order && kafkacat-lite -C -t t -e -M' >consumed || return
	grep -o '"partition":[0-9]*' consumed | uniq -c | sort -rn | sed -n 1p
	long_runs consumed
}
check "... read back from Kafka as they come, too" from_kafka

# While the input is open. The FIFOs are the clock: a read returns when the line has come.
mkfifo feed drain
begin() { # begin OPTION...: starts kpi-agg on the FIFO 7, its output is FIFO 8
	kpi-agg --time t --window 1m -a 'n = count()' -a 's = sum(x)' "$@" <feed >drain 2>err &
	exec 7>feed 8<drain
}
say() { # say TIME X [PARTITION]
	printf '{"t":"2024-07-28 12:%s","x":%s%s}\n' "$1" "$2" "${3:+,\"_kafka\":{\"topic\":\"t\",\"partition\":$3,\"offset\":1,\"of\":2\}}" >&7
}
hear() { # the next result: end of its window, n, s, early
	read -r line <&8 && echo "$line" | jq -r '[.window.end[14:19], .n, .s, .early // ""] | join(" ")' | sed 's/ $//'
}
end() { # ends the input; what is left of the output goes to `rest`
	exec 7>&-
	cat <&8 >rest
	wait
	exec 8<&-
}

begin --lateness 0s
say 00:10 1
say 01:10 2
same "a window is written as soon as it closes" "01:00 1 1" "$(hear)"
say 02:00 3
same "... also at its very end" "02:00 1 2" "$(hear)"
end
same "... and the last one at the end of the input" "03:00 1" "$(jq -r '[.window.end[14:19], .n] | join(" ")' rest)"

begin --lateness 0s --idle 20ms --late late --report report
say 00:10 1 0
say 05:00 2 0
same "a partition that never appeared is released" "01:00 1 1" "$(hear)"
same "... and when all are silent, all windows close" "06:00 1 2" "$(hear)"
say 05:30 3 1
say 00:40 4 1
say 07:00 5 1
same "one that delivers again counts again" "08:00 1 5" "$(hear)"
end
same "... and nothing is left" "" "$(cat rest)"
same "... but its records of closed windows are late" "30 t/1|290 t/1" \
	"$(jq -r '[._late.lateness, ._late.source] | join(" ")' late | paste -sd'|' -)"
check "... and all is counted" jq -e '.read == 5 and .used == 3 and .late == 2 and .released >= 2' report

begin --every 10ms
say 00:10 1
same "early results come while the input is open" "01:00 1 1 true" "$(hear)"
say 01:10 2
same "... only of the windows that changed" "02:00 1 2 true" "$(hear)"
say 00:20 3
same "... with all that came" "01:00 2 4 true" "$(hear)"
end
same "the final ones follow" "01:00 2 false|02:00 1 false" \
	"$(jq -r '[.window.end[14:19], .n, has("early")] | join(" ")' rest | paste -sd'|' -)"

# -v reports when all input so far has been read; another source may still deliver records of open windows.
mkfifo errors
listen() { # listen OPTION...: begin, with standard error on FIFO 9
	kpi-agg --time t --window 1m -a 'n = count()' -v "$@" <feed 2>errors >drain &
	exec 7>feed 9<errors 8<drain
}
awaited() { # awaited OF SOURCE OPTION...
	of=$1 source=$2
	shift 2
	listen "$@"
	at='{"t":"2024-07-28 12:%s","_kafka":{"topic":"t","partition":%d,"offset":1'$of'}}\n'
	printf "$at$at" 00:10 1 20:00 1 >&7
	read -r windows <&9
	read -r first <&9
	read -r missing <&9
	same "-v says why there is no output: windows" \
		"kpi-agg: 2 windows open, the first ends 2024-07-28T12:01:00.000Z; 0 records late" "$windows"
	same "... the watermark of each source" "kpi-agg: t/1: watermark 2024-07-28T12:15:00.000Z" "$first"
	same "... and which source is missing, by $source" \
		"kpi-agg: waiting for 1 more source, so no window closes; --idle stops waiting for silent ones" "$missing"
	printf "$at$at" 00:59 0 21:00 0 >&7
	same "... whose record then comes in time" "01:00 2" "$(read -r line <&8 && echo "$line" | jq -r '[.window.end[14:19], .n] | join(" ")')"
	exec 7>&-
	cat <&9 >/dev/null
	wait
	exec 8<&- 9<&-
}
awaited ',"of":2' _kafka.of --lateness 5m
awaited '' --sources --lateness 5m --sources 2

listen --lateness 0s --idle 20ms -a 's = sum(x)'
say 00:10 5 0
same "a window is written when the missing source is released" "01:00 1 5" "$(hear)"
exec 7>&-
same "... and -v then shows that none is missing" "0 windows open; 0 records late|t/0: watermark 2024-07-28T12:00:10.000Z, silent and no longer waited for" \
	"$(cat <&9 | grep -v '"tool"' | tail -n 2 | sed 's/^kpi-agg: //' | paste -sd'|' -)"
wait
exec 8<&- 9<&-

printf '{"t":"2024-07-28 12:00:10","x":1}\n' >whole-file
listen --lateness 0s --sources 1 -a 's = sum(x)' whole-file -
same "a file that was read delays nothing while the next input is silent" "01:00 1 1" "$(hear)"
exec 7>&-
same "... and -v shows that" "0 windows open; 0 records late|whole-file: watermark 2024-07-28T12:00:10.000Z, ended|standard input: no record yet" \
	"$(sed -n '1,3s/^kpi-agg: //p' <&9 | paste -sd'|' -)"
wait
exec 8<&- 9<&-
finish
