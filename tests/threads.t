#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# -j N: whatever a run leaves (output, refused input, report, messages, status, files) is the same for every N, on
# files and on pipes. THREADS may say which N (see tsan).
. "$(dirname "$0")/lib.sh"

# Blocks are 256 KiB: these are five of them, with all that may stand in an input.
ordergen shop-behaviour --rows 4000 --seed 5 --format ndjson | awk '
	NR % 97 == 0 { print "" }
	NR % 101 == 0 { sub(/"price":[0-9.]*/, "\"price\":null") }
	NR % 89 == 0 { $0 = $0 "\r" }
	NR == 1500 { long = "0123456789"; while (length(long) < 300000) long = long long; sub(/}$/, ",\"note\":\"" long "\"}") }
	{ printf "%s%s", newline, $0; newline = "\n" }' >good
spoil() { # spoil LINE...: the good records with these lines refused
	awk -v lines=" $* " '
		index(lines, " " NR " ") { kind = ++n % 4
			if (kind == 0) $0 = "[1,2]"
			if (kind == 1) $0 = substr($0, 1, length($0) / 2)
			if (kind == 2) sub(/"price":[^,]*/, "\"price\":\"x\"")
			if (kind == 3) $0 = $0 "\377" }
		{ printf "%s%s", newline, $0; newline = "\n" }' good
}
spoil 1 >first
spoil 2100 >middle
spoil "$(awk 'END { print NR }' good)" >last
spoil 3 4 1000 1001 1002 2000 2999 3500 4000 4040 >dirty
awk 'BEGIN { for (i = 0; i < 4000; i++) print "x" i }' >refused
ordergen retail-invoices --rows 2500 --seed 7 --format ndjson >invoices
awk 'NR == 1700 { sub(/"unit_price":[0-9.]*/, "\"unit_price\":[]") } 1' invoices >spoilt_invoices
awk 'BEGIN { srand(4); for (i = 0; i < 9000; i++) {
	a = int(rand() * 1000); b = rand(); y = 3 * a - 2 * b + rand()
	printf "{\"id\":%d,\"y\":%.4f,\"a\":%s,\"b\":%.4f,\"w\":%d,\"g\":\"%c\"}\n",
		i, y, i % 50 == 7 ? "null" : a, b, i % 5, 97 + i % 3 } }' >rows
awk 'NR == 5000 { sub(/"a":[^,]*/, "\"a\":\"x\"") } 1' rows >spoilt_rows
linreg-fit -y y -x a,b -o model rows
: >empty

# Runs the command on N threads with the input as a file or down a pipe, in a folder of its own, and prints all that
# it leaves there.
leaves() { # leaves N file|pipe INPUT COMMAND...
	threads=$1 way=$2 input=$3 tool=$4
	shift 4
	rm -rf case
	mkdir case
	(
		cd case || exit
		if [ "$way" = file ]; then
			"$tool" -j "$threads" --report report "$@" <"$T/$input" >out 2>err
		else
			cat "$T/$input" | "$tool" -j "$threads" --report report "$@" >out 2>err
		fi
		echo "status $?" >status
		tail -n +1 -- *
	) | sed 's/"seconds":[^,}]*//'
}

same_for() { # same_for "N..." WAY TITLE INPUT COMMAND...: as one thread leaves it from a file
	numbers=$1 ways=$2 title=$3
	shift 3
	leaves 1 file "$@" >one
	differs=
	grep -q '"read":[1-9]' case/report || differs=" no record was read" # which is the same for every N
	for way in $ways; do
		for n in $numbers; do
			leaves "$n" "$way" "$@" >many
			cmp -s one many || differs="$differs -j $n ($way)"
		done
	done
	same "$title" "" "$differs"
}

every() {
	same_for "${THREADS:-1 2 3 4 5 6 7 8}" 'file pipe' "$@"
}

some() {
	same_for "${THREADS:-1 2 5}" 'file pipe' "$@"
}

every "featurize: records pass" good featurize
every "featurize: fields are set, records filtered, divisions by zero counted" good \
	featurize -v -s 'gross = price * 1.2' -s 'q = price / (product_id % 7)' -w 'event_type != "cart"' --drop note
every "featurize: refused records are put aside" dirty featurize -s 'x = price * 2' --bad bad
every "featurize: nothing but refused records" refused featurize --bad bad
every "featurize: too many are refused" dirty featurize -s 'x = price * 2' --bad bad --max-bad 6
every "featurize: too large a share of them" dirty featurize -s 'x = price * 2' --bad bad --max-bad 0.1%
for place in first middle last dirty; do
	every "featurize: a refused record ends the run ($place)" $place featurize -s 'x = price * 2'
done
every "featurize: records become many" invoices featurize --explode items -s 'total = items.unit_price * items.quantity'
some "featurize: ... and one of them is refused" spoilt_invoices featurize --explode items -s 'x = items.unit_price + 1'
some "featurize: ... and is put aside" spoilt_invoices \
	featurize --explode items -s 'x = items.unit_price + 1' -w 'x > 3' --bad bad
every "featurize: duplicates" dirty featurize --dedup user_id --bad bad
some "featurize: duplicates in time" good featurize --dedup user_id --within 1m --time event_time -w 'price > 20'
some "featurize: a learned scale" dirty featurize --fill price=mean --scale price=standard --one-hot event_type \
	--fit stats --bad bad
some "featurize: flattened, split, in a zone" invoices \
	featurize --flatten --split a=0.5,b=0.5 -s "hour = time_part(timestamp, 'hour')" --tz Europe/Berlin
some "kpi-agg: groups" dirty kpi-agg -v -g brand -a 'n = count()' -a 'sum = sum(price)' -a 'mean = mean(price)' \
	-a 'users = distinct(user_id)' -a 'median = median(price)' --bad bad
some "kpi-agg: what depends on the order of the input" good kpi-agg -g event_type -a 'first = first(product_id)' \
	-a 'last = last(product_id)' -a 'top = top(brand, 3)' -a 'dear = argmax(product_id, price)' -w 'price > 5'
some "kpi-agg: windows of items" invoices kpi-agg --time timestamp --window 1h -g country -a 'n = count()' \
	-a 'sum = sum(items[].unit_price * items[].quantity)' --tz Europe/Berlin
every "kpi-agg: late records" dirty kpi-agg --time event_time --window 10s --lateness 0s --late late -g event_type \
	-a 'n = count()' -w 'price > 5' --bad bad
some "kpi-agg: sessions" good kpi-agg --time event_time --window session:30s --lateness 10s -g user_id -a 'n = count()'
# So many groups that threads share the results.
every "kpi-agg: many results" rows kpi-agg -g id -a 'n = count()' -a 's = sum(a)' -a 'q = s / (max(id) % 7)' --having 's != 5'
some "kpi-agg: ... one of which is refused" rows kpi-agg -g id -a 'x = 1e308 * if(max(id) == 5000, 10, 1)'
same "... and what comes before it is written" 5000 "$(kpi-agg -j 3 -g id -a 'x = 1e308 * if(max(id) % 4000 == 1000 and max(id) > 1000, 10, 1)' rows 2>err | wc -l)"
some "kpi-agg: ... the first within each of a field" rows kpi-agg -g w,id -a 's = sum(b)' --order-by 's desc' --top 700 \
	--per w
some "kpi-agg: ... within each of many" rows kpi-agg -g a,id -a 's = sum(b)' --order-by 's desc' --top 1 --per a
some "kpi-agg: ... of windows" rows kpi-agg --time id --time-format s --window 7s -g w,g -a 'n = count()' \
	-a 'q = n / (max(w) - 2)'
some "kpi-agg: ... the first of each window" rows kpi-agg --time id --time-format s --window 7s -g w,g -a 's = sum(b)' --top 3
some "kpi-agg: ... the first over all windows" rows kpi-agg --time id --time-format s --window 7s -g w,g -a 's = sum(b)' \
	--order-by s --top 3 --per g
some "kpi-agg: ... in the order of a result" rows kpi-agg -g id -a 's = sum(b)' --order-by 's desc'
some "kpi-agg: a partial result" good kpi-agg --partial -g brand -a 'n = count()' -a 's = stddev(price)'
some "kpi-agg: a refused record ends the run" middle kpi-agg -g brand -a 's = sum(price)'
every "linreg-fit" rows linreg-fit -v --summary -y y -x a,b --weight w
some "linreg-fit: refused records" spoilt_rows linreg-fit -v -y y -x a,b --bad bad
some "linreg-fit: a refused record ends the run" spoilt_rows linreg-fit -v -y y -x a,b
some "linreg-fit: cross-validation" rows linreg-fit -y y -x a,b --compare -o best
some "linreg-fit: nothing to learn from" rows linreg-fit -y y -x aa,b
some "linreg-fit: models as records come" rows linreg-fit -y y -x a,b --every 1000 --last 500
some "linreg-fit: predictions before learning" spoilt_rows linreg-fit -y y -x a,b --progressive -w 'g != "b"' \
	-o model --bad bad
every "linreg-predict" spoilt_rows linreg-predict -m "$T/model" --residual --interval 0.95 --band 15% --metrics metrics \
	--bad bad
some "linreg-predict: a refused record ends the run" spoilt_rows linreg-predict -m "$T/model"
every "plotdata: rows of named columns" dirty plotdata csv --columns brand,price,user_id --bad bad
some "plotdata: columns of the first record" good plotdata tsv
some "plotdata: a table of some" dirty plotdata table --columns brand,price --limit 2000 --bad bad
some "plotdata: points in time" dirty plotdata scatter -x event_time -y price -g event_type --bad bad
some "plotdata: points about a line" rows plotdata scatter -x y -y a,b --identity
some "plotdata: points in a band" spoilt_rows plotdata scatter -x y -y a --band 15% --bad bad
some "plotdata: some of the points" rows plotdata line -x id -y y,b --limit 5000
some "plotdata: bars" good plotdata bar -x event_type -y price
some "plotdata: a histogram" good plotdata hist -x price

# Where the fold ends the run depends on how the input is cut into blocks, which for a file is always the same.
same_for "${THREADS:-1 2 3 8}" file "featurize: no room for the keys of --dedup" good \
	featurize --dedup user_session --memory 64K --bad bad
same_for "${THREADS:-1 2 3 8}" file "featurize: too many categories" good featurize --one-hot user_session --fit stats --bad bad
same_for "${THREADS:-1 2 3 8}" file "kpi-agg: a partial that could not be merged" good kpi-agg --partial -a 'n = first(brand)'
same_for "${THREADS:-1 2 3 8}" file "plotdata: too many series" good plotdata scatter -x price -y price -g user_id

# Places are counted anew in each file.
spoil 2 4000 >second
for n in 1 2 4 8; do
	featurize -j $n -s 'x = price * 2' --bad bad.$n empty good second - middle <first >out.$n
done
check "several files are one input" sh -c 'for n in 2 4 8; do cmp out.1 out.$n && cmp bad.1 bad.$n || exit; done'
same "... each with lines of its own" "second:2 second:4000 standard input:1 middle:2100" \
	"$(jq -rs 'map("\(.source):\(.line)") | join(" ")' bad.4)"

# What is pending is passed on before the reader waits.
mkfifo pipe
featurize -j 4 -s b=a <pipe >trickle &
filter=$!
exec 3>pipe
seen=
for i in 1 2 3; do
	echo "{\"a\":$i}" >&3
	for _ in $(seq 100); do
		[ "$(wc -l <trickle)" = $i ] && break
		sleep 0.05
	done
	seen="$seen$(wc -l <trickle) "
done
same "each record is passed on at once" "1 2 3 " "$seen"
kill -TERM $filter
echo '{"a":4}' >&3
exec 3>&-
ended $filter
same "after SIGTERM the pipe is drained" "143 4" "$? $(wc -l <trickle)"

# The signal is for one of the two threads. After one record the other one waits for input than after two.
for records in 1 2; do
	rm -f report
	featurize -j 2 --report report <pipe >out &
	filter=$!
	exec 3>pipe
	for i in $(seq $records); do
		echo '{"a":1}' >&3
		for _ in $(seq 100); do
			[ "$(wc -l <out)" = "$i" ] && break
			sleep 0.05
		done
	done
	kill -TERM $filter
	sleep 0.1
	kill -TERM $filter
	(
		trap 'kill $!' TERM
		sleep 20 & # must not hold the pipe open
		wait $! && kill -KILL $filter
	) 3>&- >/dev/null 2>&1 &
	guard=$!
	ended $filter
	same "a second SIGTERM ends the wait, and the run as any other (after $records)" "143 $records" \
		"$? $(jq .read report)"
	kill $guard
	exec 3>&-
done
cat >pipe_status <<'E2'
{ featurize -j 4 good good good good; echo $? >status; } | head -n 1 >line
cat status
E2
same "a closed pipe ends the run by SIGPIPE" 141 "$(sh pipe_status)"
same "... while threads write results too" 141 "$(sh -c '{ kpi-agg -j 4 -g id -a "long = \"$(printf %0500d 0)\"" rows; echo $? >status; } | head -n 1 >line; cat status')"
same "a full disk is status 3" "3 featurize: standard output: cannot be written: No space left on device" \
	"$(featurize -j 4 good >/dev/full 2>err; echo $?) $(cat err)"

# 50 MB down a pipe, whose reader comes late and stops before the end, so that the peak can still be asked for.
if grep -q -e __asan -e __tsan "$BUILD/featurize"; then
	skip "-j 8 holds no more than its blocks" "the build is sanitized"
else
	mkfifo slow
	yes '{"a":1,"b":"what the rest of a record of one hundred bytes may look like, more or less as it comes"}' |
		head -n 520000 >pipe &
	featurize -j 8 -s 'c = a + 1' <pipe >slow &
	filter=$!
	peak=$(exec <slow && sleep 1 && head -c 50000000 >drained &&
		sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' /proc/$filter/status && cat >rest)
	wait $filter
	same "-j 8 holds no more than its blocks" "520000 below" \
		"$(cat drained rest | wc -l) $([ "$peak" -gt 1000 ] && [ "$peak" -lt 40000 ] && echo below || echo "$peak kB")"
	rm drained rest
fi

same "no thread is no number of threads" "2 featurize: --threads 0: write a number of threads from 1 to 256" \
	"$(featurize -j 0 good 2>err; echo $?) $(cat err)"
same "too many threads" "2 kpi-agg: --threads 257: write a number of threads from 1 to 256" \
	"$(kpi-agg -j 257 -a 'n = count()' good 2>err; echo $?) $(cat err)"
for tool in csv2kafka kafka-sandbox kafkacat-lite ordergen; do
	same "$tool reads no records and has no -j" "2 $tool: unknown option -j; --help lists them" \
		"$($tool -j 2 2>err; echo $?) $(cat err)"
done
finish
