#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The scenarios of ordergen that came after supply-chain: their shapes, shares and relations.
. "$(dirname "$0")/../lib.sh"

# The sums are what gcc and clang builds both give.
while read -r scenario sum; do
	same "$scenario: the same bytes on every machine" "$sum" \
		"$(ordergen "$scenario" --rows 20000 | cksum | cut -d' ' -f1)"
	ordergen "$scenario" --rows 20000 --format ndjson >"$scenario.ndjson"
	ordergen "$scenario" --rows 7000 --format ndjson >b.ndjson
	head -n 7000 "$scenario.ndjson" >c.ndjson
	check "$scenario: fewer rows are the beginning of more" cmp b.ndjson c.ndjson
	check "$scenario: another seed, other rows" \
		sh -c "! ordergen $scenario --rows 7000 --seed 2 --format ndjson | cmp -s b.ndjson -"
	[ "$scenario" != retail-invoices ] || continue
	ordergen "$scenario" --rows 20000 >"$scenario.csv"
	csv2kafka -n "$scenario.csv" >b.ndjson
	check "$scenario: NDJSON is what csv2kafka makes of the CSV" cmp "$scenario.ndjson" b.ndjson
done <<SUMS
shop-behaviour 2535841084
retail-invoices 2958357754
synthetic-orders 2709702245
ad-events 1146916794
SUMS

# every SCENARIO TITLE CONDITION: it holds for each record.
every() {
	same "$1: $2" 0 "$(jq -c "select(($3) | not)" "$1.ndjson" | wc -l)"
}

# between TITLE LOW HIGH NUMBER
between() {
	check "$1 ($4)" awk "BEGIN { exit !($2 <= $4 && $4 <= $3) }"
}

# share FIELD VALUE FILE: per cent of the whole rows of a shop's file, by the number of the field.
share() {
	awk -F, -v field="$1" -v value="$2" 'NR > 1 && NF == 9 { n++; hit += $field == value }
		END { printf "%.2f", 100 * hit / n }' "$3"
}

# single SCENARIO TITLE KEY VALUE: equal keys have equal values.
single() {
	same "$1: $2" 0 "$(jq -c "[$3, $4]" "$1.ndjson" | sort -u | jq -c '.[0]' | sort | uniq -d | wc -l)"
}

# column SCENARIO N: the cells of a column.
column() {
	sed 1d "$1.csv" | cut -d, -f "$2"
}

# ---- shop-behaviour
every shop-behaviour "its types and ids" '.product_id > 1000000 and .price >= 0
	and (.event_type | test("^(view|cart|purchase)$"))
	and (.category_id | tostring | length) == 19
	and (.user_session | test("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"))
	and (.event_time | test("^2019-10-01 00:[0-9:]{5} UTC$"))'
column shop-behaviour 1 >times
check "shop-behaviour: in the order of time" sort -c times
single shop-behaviour "a session is of one user" .user_session .user_id
single shop-behaviour "a product has one category, brand and price" .product_id '[.category_id, .brand, .price]'
single shop-behaviour "a category id has one code" '(.category_id | tostring)' .category_code
same "shop-behaviour: two ids share a code" 2 \
	"$(grep electronics.clocks shop-behaviour.csv | cut -d, -f 4 | sort -u | wc -l)"
same "shop-behaviour: what is put into the cart or bought is what the session saw before" "" "$(awk -F, '
	$2 ~ /^(cart|purchase)$/ && last[$9] != $3 { print } { last[$9] = $3 }' shop-behaviour.csv)"
between "shop-behaviour: something is free" 1 100 "$(grep -c ',0.00,' shop-behaviour.csv)"

ordergen shop-behaviour --rows 200000 >shop.csv
between "shop-behaviour: of 100 events 98 are views" 97.5 98.5 "$(share 2 view shop.csv)"
between "... 1 puts into the cart" 0.8 1.2 "$(share 2 cart shop.csv)"
between "... 1 buys" 0.8 1.3 "$(share 2 purchase shop.csv)"
between "... a third has no code" 31 36 "$(share 5 "" shop.csv)"
between "... a seventh no brand" 12.5 15 "$(share 6 "" shop.csv)"
between "... 26 are of smartphones" 25 28 "$(share 5 electronics.smartphone shop.csv)"
same "shop-behaviour: who looks most at what" "kids.carriage,569335945" \
	"$(cut -d, -f 5,8 shop.csv | sort | uniq -c | sort -rn | sed -n '1s/.* //p')"
same "shop-behaviour: the ten leading categories make a pie of seven" 7 \
	"$(cut -d, -f 4,5 shop.csv | sort | uniq -c | sort -rn | head | cut -d, -f 2 | grep . | sort -u | wc -l)"

real=$DATA/events-2019-oct-5019.csv
if [ -f "$real" ]; then
	same "shop-behaviour: the columns of the real file" "$(head -n 1 "$real")" "$(head -n 1 shop.csv)"
	for part in 2:view 2:cart 2:purchase 5: 6: 6:samsung 6:xiaomi 5:electronics.audio.headphone; do
		wanted=$(share "${part%:*}" "${part#*:}" "$real")
		between "shop-behaviour: the share of \"${part#*:}\" is near the real file's $wanted" \
			"0.8 * $wanted" "1.2 * $wanted" "$(share "${part%:*}" "${part#*:}" shop.csv)"
	done
else
	skip "shop-behaviour: shares as in the real file" "no $real here"
fi

# ---- retail-invoices
every retail-invoices "its types" '(.invoice_no | tostring | length) == 15 and (.type == "ORDER" or .type == "RETURN")
	and (.timestamp | test("^2024-0[78]-[0-3][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2}$"))
	and ([.items[] | (.SKU | type), (.title | type)] | all(. == "string"))'
every retail-invoices "prices and quantities are positive, in returns too" '
	([.items[] | .quantity | . == null or (. >= 1 and . == floor)] | all) and
	([.items[] | .unit_price | . == null or . > 0] | all)'
same "retail-invoices: no number comes twice" 0 "$(jq .invoice_no retail-invoices.ndjson | sort | uniq -d | wc -l)"
jq -r .timestamp retail-invoices.ndjson >times
check "retail-invoices: in the order of time" sort -c times
cut -c 1-16 times | uniq -c | awk '{ print $1 }' >minutes
between "retail-invoices: ten in a minute" 9.9 10.1 "$(awk '{ n += $1 } END { print n / NR }' minutes)"
between "... now more, now fewer" 10 25 "$(sort -u minutes | wc -l)"
ordergen retail-invoices --rows 100000 | jq -r .country | sort | uniq -c | sort -rn >countries
same "retail-invoices: 37 countries" 37 "$(wc -l <countries)"
same "... odd ones among them" 4 "$(grep -c 'EIRE\|RSA\|European Community\|Unspecified' countries)"
between "... the United Kingdom far ahead" 88000 93000 "$(awk 'NR == 1 && /United Kingdom/ { print $1 }' countries)"

# ---- synthetic-orders
every synthetic-orders "its ranges" '
	def within(low; high): . >= low and . <= high and . == floor;
	(.customer_id | within(1; 100000)) and (.product_id | within(1; 10000)) and (.quantity | within(1; 5)) and
	(.discount | within(0; 50)) and (.delivery_time | within(1; 10)) and (.user_rating | within(1; 5)) and
	(.seller_id | within(1; 1000)) and .price >= 5 and .price <= 500 and (.is_prime | type) == "boolean" and
	(.timestamp | test("^2024-[01][0-9]-[0-3][0-9] 12:00:00([.]0[0-9]{5})?$"))'
same "synthetic-orders: order n has number n" 0 \
	"$(awk -F, 'NR > 1 && $1 != sprintf("ORD%08d", NR - 1)' synthetic-orders.csv | wc -l)"
same "synthetic-orders: all values of the columns that have few, and all days" "5 5 50 4 4 51 10 5 2 4 365" "$(
	for number in 4 6 8 9 10 11 12 13 14 15; do
		column synthetic-orders $number | sort -u | wc -l
	done | xargs) $(column synthetic-orders 7 | cut -c 1-10 | sort -u | wc -l)"
column synthetic-orders 8 | sort | uniq -c | awk '{ print $1 }' | sort -n >places
between "synthetic-orders: even columns, at least 320 of 20,000 in each of 50 places" 320 400 "$(head -n 1 places)"
between "... at most 480" 400 480 "$(tail -n 1 places)"
same "synthetic-orders: two decimals at most, one at least, no idle zero" 0 \
	"$(column synthetic-orders 5 | grep -cvE '^[0-9]+[.]([0-9]|[0-9][1-9])$')"

# ---- ad-events
every ad-events "its types" '(.order_id + .user_id + .page_id | test("^[0-9a-f]{96}$"))
	and .target == (if .title == "order" then 1 else 0 end) and (.time | test("^2019-01-01 [0-9:]{8}$"))'
same "ad-events: no order id comes twice" 0 "$(column ad-events 1 | sort | uniq -d | wc -l)"
same "ad-events: nobody orders the company" 0 "$(grep -c ',company,.*,order,' ad-events.csv)"
single ad-events "a user has one version of the site" .user_id .site_version
same "ad-events: a click follows a show of the product to the user, an order a click" "" "$(awk -F, '
	$7 == "banner_click" && last[$2] != $4 " banner_show" { print }
	$7 == "order" && last[$2] != $4 " banner_click" { print }
	{ last[$2] = $4 " " $7 }' ad-events.csv)"
same "ad-events: one page has all orders, no other more than two events" "order 2" "$(
	cut -d, -f 3,7 ad-events.csv | awk -F, '{ n[$1]++; title[$1] = $2 }
		END { for (page in n) print n[page], title[page] }' | sort -rn |
		awk 'NR == 1 { first = $2 } NR == 2 { print first, $1 }')"
between "ad-events: two events a user" 1.9 2.1 "$(column ad-events 2 | sort -u | awk 'END { print 20000 / NR }')"
column ad-events 7 | sort | uniq -c | awk '{ print $2, $1 / 200 }' >titles
between "ad-events: of 100 events 87 are shown" 86 88.5 "$(sed -n 's/banner_show //p' titles)"
between "... 10 clicked" 9 10.5 "$(sed -n 's/banner_click //p' titles)"
between "... 3 ordered" 2.5 3.4 "$(sed -n 's/order //p' titles)"
same "ad-events: 130 seconds apart 100,000 go from January to May" "2019-01-01 2019-05-31" "$(
	ordergen ad-events --rows 100000 --interval 130s | cut -d, -f 6 | sed -n '2s/ .*//p; $s/ .*//p' | xargs)"
finish
