#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
. "$(dirname "$0")/../lib.sh"
cases ordergen

gen() {
	ordergen supply-chain "$@"
}

gen --rows 3000 >a.csv
gen --rows 3000 --format ndjson >a.ndjson
gen --rows 3000 >b.csv
check "two runs are equal" cmp a.csv b.csv
gen --rows 1000 >b.csv
head -n 1001 a.csv >c.csv
check "fewer rows are the beginning of more" cmp b.csv c.csv
same "the same bytes on every machine" 3101941039 "$(gen --rows 20000 | cksum | cut -d' ' -f1)"
gen --rows 3000 -o c.csv
check "-o writes the same" cmp a.csv c.csv

# What holds in the file holds in every row; money is in cents. All of it is asked at once.
holds() { # holds TITLE CONDITION
	echo "$1" >>titles
	conditions="${conditions:+$conditions, }\"$1\": ($2)"
}
conditions=
holds "sales are price times quantity" \
	'(.Order_Item_Product_Price * 100 | round) * .Order_Item_Quantity == (.Sales * 100 | round)'
holds "the discount is its rate of sales" \
	'(.Order_Item_Discount - .Sales * .Order_Item_Discount_Rate | fabs) < 0.0051'
holds "what the customer pays is sales less discount and a little noise" \
	'(.Sales - .Order_Item_Discount - .Sales_per_customer | fabs) <= 0.06 * .Sales + 0.01'
holds "profit is its ratio of the total" \
	'(.Benefit_per_order - .Order_Item_Total * .Order_Item_Profit_Ratio | fabs) <= 0.0051 * .Order_Item_Total + 0.01'
holds "the delivery status follows from the days" '.Delivery_Status == (
	if .Order_Status == "CANCELED" or .Order_Status == "SUSPECTED_FRAUD" then "Shipping canceled"
	elif .Days_for_shipping_real > .Days_for_shipment_scheduled then "Late delivery"
	elif .Days_for_shipping_real == .Days_for_shipment_scheduled then "Shipping on time"
	else "Advance shipping" end)'
holds "late risk is late delivery" '(.Late_delivery_risk == 1) == (.Delivery_Status == "Late delivery")'
holds "the mode decides the days scheduled" '.Days_for_shipment_scheduled ==
	{"Standard Class": 4, "Second Class": 2, "First Class": 1, "Same Day": 0}[.Shipping_Mode]'
holds "columns that repeat agree" '.Sales_per_customer == .Order_Item_Total and .Customer_Id == .Order_Customer_Id
	and .Product_Card_Id == .Order_Item_Cardprod_Id and .Category_Id == .Product_Category_Id
	and .Product_Price == .Order_Item_Product_Price and .Benefit_per_order == .Order_Profit_Per_Order'
holds "only orders to the United States have a zip code" \
	'(.Order_Zipcode != null) == (.Order_Country == "Estados Unidos")'
jq -r "{ $conditions } | to_entries[] | select(.value | not).key" a.ndjson >broken || cp titles broken
while read -r title; do
	same "$title" 0 "$(grep -cFx "$title" broken)"
done <titles
same "a region has one market, a product one price and category" "0 0 0" "$(
	for pair in .Order_Region,.Market .Product_Name,.Product_Price .Product_Card_Id,.Category_Name; do
		jq -c "[$pair]" a.ndjson | sort -u | jq -c '.[0]' | uniq -d | wc -l
	done | xargs)"
same "an order has one customer, date and place" 0 "$(
	jq -c '[.Order_Id, .Customer_Id, .Customer_Street, .order_date_DateOrders, .Order_City, .Type]' a.ndjson |
		sort -u | jq '.[0]' | sort | uniq -d | wc -l)"
same "a customer who comes back is the same person" 0 "$(
	gen --rows 40000 --format ndjson | featurize --keep Customer_Id,Customer_Lname,Customer_Street |
		sort -u | cut -d, -f1 | uniq -d | wc -l)"
check "some texts end in a blank, some have accents" sh -c 'grep -q " ,Golf\|[a-z] ,[0-9]" a.csv && grep -q "[áéíóúñã]" a.csv'

if [ -f "$DATA/dataco-6000.csv" ]; then
	same "the columns of the real file" "$(head -n 1 "$DATA/dataco-6000.csv")" "$(head -n 1 a.csv)"
else
	skip "the columns of the real file" "no $DATA/dataco-6000.csv here"
fi
csv2kafka -n --normalize-names a.csv >b.ndjson
check "NDJSON is what csv2kafka makes of the CSV" cmp a.ndjson b.ndjson

# A signal in the flood: what was counted was written, the last line is whole.
mkfifo flood
ordergen supply-chain --rows 100000000 --report report.json >flood &
exec 3<flood
head -c 100000 <&3 >part
kill -TERM $!
cat <&3 >>part
ended $!
same "SIGTERM in a flood: ends by the signal" 143 $?
same "... every row counted is written, the last one whole" "$(jq .written report.json)" \
	"$(($(wc -l <part) - 1))"
exec 3<&-

# A signal in a write that waits on a full pipe: small writes wait as a whole. The pause lets the pipe fill;
# were it too short, the test would only prove less.
ordergen supply-chain --rows 100000 --rate 1000/s --report report.json >flood 2>said &
exec 3<flood
sleep 0.5
kill -TERM $!
cat <&3 >part
ended $!
same "SIGTERM in a write that waits: all is written, nothing is said" "$(jq .written report.json) " \
	"$(($(wc -l <part) - 1)) $(cat said)"
exec 3<&-

# A slow rate: the first row comes at once, and a signal ends the wait.
ordergen supply-chain --rows 1000 --rate 1/1h --report report.json >flood &
exec 3<flood
same "--rate: what is due is not held back" "TRANSFER" "$({ read -r line && read -r line && echo "${line%%,*}"; } <&3)"
kill -TERM $!
ended $!
check "--rate: a signal ends the wait" test $? -gt 128
same "--rate: no row before its time" 1 "$(jq .written report.json)"
exec 3<&-
same "--rate: all rows come" "$(gen --rows 300 | cksum)" "$(gen --rows 300 --rate 10000/s | cksum)"
echo old >kept
ordergen supply-chain --rows 1000 --rate 1/1h -o kept &
until [ -n "$(find . -name '.kept.*')" ]; do :; done # it runs and listens
kill -TERM $!
ended $!
same "SIGTERM with -o leaves the old file, and nothing beside it" "143 old" "$? $(cat kept)$(find . -name '.*kept*')"
finish
