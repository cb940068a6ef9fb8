#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
. "$(dirname "$0")/../lib.sh"
cases kpi-agg

# Money by group against Python's decimal, to the last digit, on real orders.
if [ -f "$DATA/dataco-6000.csv" ]; then
	csv2kafka -n --normalize-names "$DATA/dataco-6000.csv" >orders.ndjson
	for field in Sales_per_customer Order_Item_Total Benefit_per_order; do
		kpi-agg -g Market,Customer_Segment -a 'n = count()' -a "s = sum($field)" orders.ndjson >ours
		check "sums of $field by market and segment are Python's decimals" \
			python3 "$TOP/tests/answers/decimal_sums.py" orders.ndjson "$field" ours
	done
else
	skip "sums of money are Python's decimals" "the real orders are not here"
fi

# The same records in another order and from several files: the same bytes.
i=0
while [ $i -lt 2000 ]; do
	i=$((i + 1))
	echo "{\"g\":$((i * 7919 % 13)),\"x\":$((i * 104729 % 1000)).$((i % 97)),\"y\":1e$((i % 40 - 20))}"
done >records
sort -t: -k3 records >shuffled
head -n 700 records >part1
tail -n +701 records >part2
query() {
	kpi-agg -g g -a 'n = count()' -a 's = sum(x)' -a 't = sum(y)' -a 'm = mean(y)' -a 'lo = min(x)' -a 'hi = max(y)' "$@"
}
query records >whole
same "thirteen groups" 13 "$(wc -l <whole)"
query shuffled >other
check "the order of the records does not matter" cmp whole other
query part2 part1 >other
check "nor the way they are cut" cmp whole other

# The top of many results, of which only some are in memory at a time: with --per a prefix of the key, not a prefix, over all windows.
ordergen shop-behaviour --rows 10000 --format ndjson >events
is_top() { # is_top TOP TIES "WINDOW [OPTION...]" PER
	set -- "$1" "$2" "$4" ${3:+--time event_time --window $3} -g user_id,event_type,brand -a 'n = count()' events
	top=$1 ties=$2 per=$3
	shift 3
	kpi-agg "$@" >all && python3 "$TOP/tests/answers/top.py" "$top" "$ties" $(echo "$per" | tr , ' ') <all >expected &&
		kpi-agg "$@" --order-by 'n desc' --top "$top" ${per:+--per "$per"} $([ "$ties" = 0 ] || echo --ties) >seen &&
		cmp expected seen
}
check "the first of all" is_top 3 0 "" ""
check "... and its ties" is_top 30 1 "" ""
check "the first of each user" is_top 1 0 "" user_id
check "... and its ties" is_top 1 1 "" user_id
check "the first of each user and event type" is_top 2 0 "" user_id,event_type
check "the first of each brand" is_top 3 1 "" brand
check "the first of each brand and user" is_top 1 0 "" brand,user_id
check "the first of each window" is_top 2 1 1m window
check "the first of each user in each window" is_top 1 0 1m window,user_id
check "the first of each user over all windows" is_top 1 0 "1m --lateness 1m" user_id
check "the first of each brand over all windows" is_top 3 1 "1m --lateness 1m" brand

# A full disk that is noticed while the windows before a refused record are written.
awk 'BEGIN { for (i = 0; i < 6000; i++) printf "{\"t\":%d,\"g\":%d}\n", 60 * i, i; print "{\"t\":\"x\"}" }' >last_refused
same "an error before a refused record is the one that is reported" "3 kpi-agg: standard output: cannot be written: No space left on device" \
	"$(kpi-agg --time t --time-format s --window 1m --lateness 1m -g g -a 'n = count()' last_refused 2>err >/dev/full; echo $? $(cat err))"

# Many groups, and memory that runs out. A build with ASan reserves more than any limit.
awk 'BEGIN { for (i = 0; i < 300000; i++) printf "{\"g\":%d,\"x\":1.5,\"t\":%d}\n", i * 7919 % 300007, 1700000000 + 60 * i }' >many
status_of() {
	"$@" >out 2>err
	echo $?
}
same "300,000 groups in order" 300000 "$(kpi-agg -g g -a 'n = count()' many | sort -t: -k2n -c && kpi-agg -g g -a 'n = count()' many | wc -l)"
# Groups that are prefetched, with windows and without, and batches that end in between.
awk 'BEGIN { for (i = 0; i < 120000; i++) { k = i * 7919 % 20011; printf "{\"g\":\"%s\",\"t\":%d}\n", substr("abcdefghijklmnop", 1, k % 17) k, 60 * (k * i % 3) } }' >again
tally() { # FIELDS: how often each combination of them stands there, and how many combinations do so often
	cut -d'"' -f "$1" again | LC_ALL=C sort | uniq -c | awk '{ print $1 }' | sort -n | uniq -c
}
counts() {
	kpi-agg -g g -a 'n = count()' "$@" again | sed 's/.*"n"://; s/}//' | sort -n | uniq -c
}
same "records of many groups, repeatedly" "$(tally 4)" "$(counts)"
same "... in alternating windows" "$(tally 4,7)" "$(counts --time t --time-format s --window 1m)"
if grep -q __asan "$BUILD/kpi-agg"; then
	skip "out of memory is status 3" "the build is sanitized"
else
	limit="kpi-agg: the groups need more than --memory allows; allow more, close windows by --lateness, or group by fewer fields"
	same "out of memory is status 3" "3 kpi-agg: out of memory" \
		"$(ulimit -v 20000 && status_of kpi-agg -g g -a 'n = count()' many) $(cat err)"
	same "... and by --memory" "3 $limit" \
		"$(status_of kpi-agg --memory 16M -g g -a 'n = count()' many) $(cat err)"
	same "... by the values that aggregates keep" "3 $limit" \
		"$(status_of kpi-agg --memory 4M -a 'n = distinct(g)' many) $(cat err)"
	same "windows that close give their memory back" 300000 \
		"$(kpi-agg --memory 8M --time t --time-format s --window 1m --lateness 1h -g g -a 'n = count()' many | wc -l)"
	same "a group takes less than 100 bytes beside its key and its states" 0 "$(status_of kpi-agg --memory 36M \
		--time t --time-format s --window 1m -g g -a 'n = count()' many)"
	ranked() {
		status_of kpi-agg -j 4 --memory 76M --time t --time-format s --window 66000m -g g -a 's = sum(x)' -a 'a = s' \
			-a 'b = s' -a 'c = s' -a 'd = s' -a 'e = s' -a 'f = s' -a 'h = s' -a 'i = s' --order-by s many
	}
	same "large windows are ranked in the memory of one, by whichever thread" "0 0 0" "$(echo $(ranked; ranked; ranked))"
fi
finish
