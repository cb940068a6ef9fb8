#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The README's pipeline gives the output shown there.
. "$(dirname "$0")/lib.sh"

ordergen supply-chain --rows 5000 >orders.csv
cat >session <<'EOF'
csv2kafka -t orders --key Order_Id -z zstd --normalize-names orders.csv
kafkacat-lite -C -t orders -e |
	kpi-agg -g Market -a 'orders = count()' -a 'sales = sum(Sales)' --order-by 'sales desc' |
	tee sales.ndjson
plotdata bar -x Market -y sales --si --title 'Sales by market' -o sales.png sales.ndjson
plotdata bar -x Market -y sales --si --title 'Sales by market' --size 560x220 -o sales.txt sales.ndjson
EOF
kafka-sandbox --topic orders:4 -- sh session >seen
same "five markets" 5 "$(wc -l <seen)"

# Every line of the session, its output and its picture stands in the README, white space at the ends apart.
in_readme() {
	sed 's/^[[:space:]]*//; s/[[:space:]]*$//' "$TOP/README" >readme
	sed 's/^[[:space:]]*//; s/[[:space:]]*$//' "$1" | grep . | while read -r line; do
		grep -qF -- "$line" readme || { echo "not in README: $line"; exit 1; }
	done
}
check "its output is the README's" in_readme seen
check "so is its picture" in_readme sales.txt
grep -v sales.txt session >commands
check "so are its commands" in_readme commands
check "the picture is a PNG" sh -c "head -c 4 sales.png | grep -q PNG"
finish
