#!/bin/sh
. "$(dirname "$0")/../lib.sh"
cases featurize

# answers TITLE COMMAND...: check, unless the command says by status 77 that it lacks a library.
answers() {
	title=$1
	shift
	"$@" >"$T/.answer" 2>&1
	status=$?
	if [ $status -eq 77 ]; then skip "$title" "a Python library is not there"; else
		check "$title" sh -c 'cat "$1"; exit "$2"' - "$T/.answer" $status
	fi
}

# Shares on 100,000 rows: right to half a percent whatever they go by, and where others find them too.
seq 100000 | awk '{ printf "{\"id\":%d,\"price\":%.6f,\"uuid\":\"%08x-%04x-4000-8000-%012x\",\"name\":\"é %d\"}\n",
	$1, $1 * 0.37, $1 * 7919, $1 % 65536, $1 * 104729, $1 }' >rows.ndjson
shares() {
	left=100000
	for share in train=80000 valid=5000 test=15000; do
		n=$(grep -c "\"split\":\"${share%=*}\"" split.ndjson)
		off=$((n - ${share#*=})) left=$((left - n))
		[ ${off#-} -le 500 ] || return
	done
	[ $left -eq 0 ]
}
split_as_others() {
	head -n 20000 split.ndjson |
		python3 "$TOP/tests/answers/split.py" "$1" "$2" train=0.8 valid=0.05 test=0.15
}
for by in id price uuid name -; do
	if [ $by = - ]; then by_field=; else by_field="--split-by $by"; fi
	# shellcheck disable=SC2086
	featurize --split train=0.8,valid=0.05,test=0.15 --seed 42 $by_field rows.ndjson >split.ndjson
	check "--split by $by: shares right to 0.5 %" shares
	answers "--split by $by: python-xxhash finds the same" split_as_others 42 $by
done

# A million keys within a memory limit, since --within forgets them; all of them are counted.
million() {
	seq 1000000 | sed 's/.*/{"id":"order &","t":&}/'
}
within_a_minute() {
	million | featurize --dedup id --within 1m --time t --time-format s --memory 1M --report report.json |
		wc -l >lines
	[ "$(cat lines)" -eq 1000000 ] && jq -e '.read == 1000000 and .duplicates == 0' report.json
}
check "--dedup --within keeps to 1 MiB over a million keys" within_a_minute

# Statistics: the same bytes for any order of the records, and for doubles beyond decimals too.
seq 20000 | awk '{ printf "{\"x\":%.3f,\"y\":%d.5e%d,\"m\":\"%c\"}\n", $1 * 7919 % 10007 / 8, $1 % 89 + 1, $1 % 40, 97 + $1 % 7 }' >a.ndjson
tac a.ndjson >b.ndjson
sort a.ndjson >c.ndjson
learn() {
	featurize -j "$2" --fill x=mean --clip x=0.01..0.99,y=..0.9 --scale x=standard,y=standard --one-hot m \
		--fit "$1.json" "$1.ndjson"
}
any_order() {
	learn a 1 && learn b 2 && learn c 4 && cmp a.json b.json && cmp a.json c.json
}
check "--fit writes the same bytes for any order of the records and any -j" any_order

# The quantiles of --clip are those of kpi-agg, and of NumPy below.
as_kpi_agg() {
	featurize --clip x=0.015..0.985 --fit clip.json a.ndjson &&
		kpi-agg -a 'lower = quantile(x, 0.015)' -a 'upper = quantile(x, 0.985)' a.ndjson >quantiles.ndjson &&
		jq -e -s '(.[0].clip[0] | [.lower, .upper]) == (.[1] | [.lower, .upper])' clip.json quantiles.ndjson
}
check "--clip learns the quantiles of kpi-agg" as_kpi_agg

# A record of 100,000 elements takes memory only for itself.
seq 100000 | awk 'BEGIN { printf "{\"id\":1,\"a\":[" } { printf "%s{\"p\":%d}", (NR > 1 ? "," : ""), $1 }
	END { print "]}" }' >large.ndjson
large() {
	featurize --explode a -s 'q = 2 * a_p' -w 'a_p % 2 == 0' --flatten --report report.json large.ndjson >parts.ndjson || return
	[ "$(wc -l <parts.ndjson)" -eq 50000 ] && tail -n 1 parts.ndjson | grep -F '"a_p":100000,"part":[100000,100000]' &&
		jq -e '.read + .exploded == .written + .filtered + .refused and .exploded == 99999' report.json
}
check "an array of 100,000 elements" large

# Real rows, held to pandas and scikit-learn.
scaled=Order_Item_Profit_Ratio=standard,Sales_per_customer=standard,Product_Price=standard,Order_Item_Discount=standard
learn_orders() {
	featurize --fill Order_Item_Profit_Ratio=mean --clip Sales_per_customer=0.01..0.99 --scale $scaled --one-hot Shipping_Mode,Market,Type "$@" orders.ndjson
}
learned_as_others() {
	# shellcheck disable=SC2046
	python3 "$TOP/tests/answers/learned.py" orders.ndjson stats.json applied.ndjson Order_Item_Profit_Ratio \
		Sales_per_customer=0.01..0.99 \
		$(echo $scaled | sed 's/=standard//g; s/,/ /g') -- Shipping_Mode Market Type
}
if [ -f "$DATA/dataco-6000.csv" ]; then
	csv2kafka -n --normalize-names "$DATA/dataco-6000.csv" |
		featurize -s 'Order_Item_Profit_Ratio = if(Order_Item_Quantity == 3, null, Order_Item_Profit_Ratio)' >orders.ndjson
	learn_orders --fit stats.json
	learn_orders --apply stats.json >applied.ndjson
	answers "6,000 orders are learned as NumPy, pandas and scikit-learn do, to 1e-12" learned_as_others
else
	skip "6,000 orders are learned as NumPy, pandas and scikit-learn do, to 1e-12" "no data"
fi
# A FIFO that nobody writes yet.
mkfifo unwritten passed
printf '{"a":1}\n' >first
featurize first unwritten >passed 2>error &
tool=$!
exec 8<passed
read -r line <&8
same "what came before a FIFO passes while nobody writes to it" '{"a":1}' "$line"
kill $tool
printf '{"a":2}\n' >unwritten &
ended $tool
same "SIGTERM while its writer is awaited: it is drained, nothing is said" '143 {"a":2}' "$? $(cat <&8)$(cat error)"
wait
exec 8<&-
finish
