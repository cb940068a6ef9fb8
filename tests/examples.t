#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Each example ends well, makes every file that its README promises, and shows what its README shows.
. "$(dirname "$0")/lib.sh"

# promised NAME: the files that are named in the indented lines of its README.
promised() {
	grep '^    ' "$TOP/examples/$1/README" | grep -v 'demo' |
		grep -o '[A-Za-z0-9_/*-]*\.\(png\|html\|txt\|csv\|ndjson\|json\)' | grep -v '^refused\.'
}

all_there() { # all_there NAME
	promised "$1" | while read -r file; do
		# the name may be a pattern
		for made in $1/$file; do
			[ -s "$made" ] || { echo "$made is missing or empty"; exit 1; }
			case $made in *.png) head -c 4 "$made" | grep -q PNG || { echo "$made is no PNG"; exit 1; } ;; esac
		done
	done
}

# shown NAME: the lines of tables and records in its README.
shown() {
	sed -n 's/^    \([|"].*\)/\1/p; s/^    \([a-zA-Z0-9_.:-]*,[^ ].*\)/\1/p' "$TOP/examples/$1/README"
}

all_shown() { # all_shown NAME
	shown "$1" | while read -r line; do
		grep -qF -- "$line" "$1"/*.csv "$1"/*.ndjson "$1"/*.txt || { echo "in no file: $line"; exit 1; }
	done
}

# run NAME FILE...: the example, in the folder NAME
run() {
	name=$1
	shift
	OUT=$T/$name sh "$TOP/examples/$name/demo" "$@" >"$T/said" 2>&1
	status=$?
	[ $status = 0 ] || sed 's/^/# /' "$T/said"
	same "$name ends well" 0 $status
	check "$name: what its README promises" all_there "$name"
}

for name in shop-behaviour retail-invoices synthetic-orders ad-events; do
	run $name
	same "$name: its README shows something" yes "$([ -z "$(shown $name)" ] || echo yes)"
	check "$name: what its README shows" all_shown $name
done
same "shop-behaviour: the torn row is refused" "shop.csv 100002 4 fields, but there are 9 columns" \
	"$(jq -r '"\(.source) \(.line) \(.reason)"' shop-behaviour/refused.ndjson)"
same "shop-behaviour: the notebook's user" "569335945,kids.carriage,65" \
	"$(sed -n 2p shop-behaviour/top_10_interactions.csv)"
same "retail-invoices: repeated ones are dropped, late ones put aside" "20020 20000 20" \
	"$(jq -r '"\(.read) \(.used) \(.late)"' retail-invoices/report.json)"
same "retail-invoices: every invoice in both sets of KPIs" "20000 20000" \
	"$(jq -s 'map(.OPM) | add' retail-invoices/kpis_by_time.ndjson) $(
		jq -s 'map(.OPM) | add' retail-invoices/kpis_by_time_and_country.ndjson)"
same "synthetic-orders: seven figures on the page" 7 "$(grep -c '<figure>' synthetic-orders/index.html)"
same "ad-events: six series, five months and one" "36 74" \
	"$(jq -s 'length' ad-events/orders_by_month.ndjson) $(tail -n 6 ad-events/orders_by_month.ndjson |
		jq 'select(.series == "Total Orders").orders')"

ordergen supply-chain --rows 3000 -o 'my orders.csv'
run supply-chain 'my orders.csv'
check "supply-chain: every row came through" grep -q '^3000 rows read, 3000 acknowledged, 3000 read back' said

# Files of one's own, from where one stands.
mkdir own
ordergen shop-behaviour --rows 300 -o own/a.csv
ordergen shop-behaviour --rows 200 --seed 2 -o own/b.csv
run shop-behaviour own/a.csv own/b.csv
same "shop-behaviour: of two files" 500 "$(wc -l <shop-behaviour/events.ndjson)"
ordergen retail-invoices --rows 100 -o own/invoices.ndjson
OUT=own/retail sh "$TOP/examples/retail-invoices/demo" own/invoices.ndjson
same "retail-invoices: of a file" 100 "$(jq .used own/retail/report.json)"

same "a file that is not there" "3 demo: nothing.here: not a readable file" \
	"$(OUT=own/none sh "$TOP/examples/retail-invoices/demo" nothing.here 2>said; echo "$? $(cat said)")"
same "supply-chain: a file that is not there" "3 demo: nothing.here: not a readable file" \
	"$(sh "$TOP/examples/supply-chain/demo" nothing.here 2>said; echo "$? $(cat said)")"
same "supply-chain: without the tools" "2 demo: the tools are not in PATH and not in build; run make first" \
	"$(mkdir -p bare/examples/supply-chain && cp "$TOP/examples/supply-chain/demo" bare/examples/supply-chain &&
		PATH=/usr/bin:/bin sh bare/examples/supply-chain/demo 2>said; echo "$? $(cat said)")"
echo 'no record' >own/broken.ndjson
OUT=own/none sh "$TOP/examples/retail-invoices/demo" own/broken.ndjson >said 2>&1
same "a refused record ends it" 1 $?
finish
