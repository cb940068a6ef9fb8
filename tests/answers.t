#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The five scenarios over 100,000 rows of ordergen, held to what Apache Spark answers (tests/answers/spark.py).

. "$(dirname "$0")/lib.sh"

make_data() {
	scenario=$1 format=$2
	shift 2
	ordergen "$scenario" --rows 100000 --seed 42 --format "$format" "$@" >"$scenario.$format"
}

# columns LIST FORMAT...: a table of these fields, each by its printf format.
columns() {
	list=$1
	shift
	plotdata tsv --no-header --columns "$list" | awk -F '\t' -v OFS='\t' -v formats="$*" '
		BEGIN { n = split(formats, format, " ") }
		{
			for (i = 1; i <= n; i++)
				if ($i == "\\N") $i = "null"
				else if (format[i] != "%s") $i = sprintf(format[i], $i)
			print
		}'
}

# is TABLE: the file seen is what Spark answers; of a long table its first 20 lines and the sha256 of all.
is() {
	lines=$(wc -l <seen)
	if [ "$lines" -gt 400 ]; then
		sum=$(sha256sum <seen)
		{ head -n 20 seen; echo "$lines lines, sha256 ${sum%% *}"; } >long && mv long seen
	fi
	check "as Spark: $1" diff "$TOP/tests/answers/spark/$1.tsv" seen
}

# Supply chain: months by market, the regression, the share within 15 %.

make_data supply-chain csv
csv2kafka -n --encoding ISO-8859-1 --normalize-names supply-chain.csv >supply.ndjson
kpi-agg --time order_date_DateOrders --time-format '%m/%d/%Y %H:%M' --window month -g Market -a 'n = count()' \
	-a 'sales = sum(Sales_per_customer)' -a 'late = sum(Late_delivery_risk)' supply.ndjson |
	columns window.start,Market,n,sales,late %s %s %d %.2f %d >seen
is supply-chain.months
X=Days_for_shipping_real,Days_for_shipment_scheduled,Benefit_per_order,Order_Item_Quantity,Order_Item_Discount,Product_Price
linreg-fit -y Sales_per_customer -x $X -o model.json supply.ndjson
featurize --explode terms -s 'name = terms.name' -s 'coefficient = terms.coefficient' model.json |
	columns name,coefficient %s %.7g >seen
is supply-chain.coefficients
linreg-predict -m model.json --band 15% supply.ndjson |
	kpi-agg -a 'inside = count_if(within)' -a 'n = count()' | columns inside,n %d %d >seen
is supply-chain.inside

# Shop behaviour: the notebook's tables, and what its text promises.

make_data shop-behaviour csv
csv2kafka -n --empty text shop-behaviour.csv >events.ndjson
kpi-agg -g user_id,category_code -a 'count = count()' --order-by 'count desc' --top 10 events.ndjson |
	columns user_id,category_code,count %s %s %d >seen
is shop-behaviour.top_10_interactions
kpi-agg -g user_id,category_code,brand -a 'count = count()' events.ndjson |
	kpi-agg -g category_code,brand -a 'max_count = max(count)' -a 'users = argmax_all(user_id, count)' |
	featurize -s 'users = join(users, " ")' |
	columns category_code,brand,max_count,users %s %s %d %s >seen
is shop-behaviour.most_engaged
kpi-agg -g user_id,category_code,brand -a 'count = count()' --per user_id --order-by 'count desc' --top 1 --ties \
	events.ndjson | columns user_id,category_code,brand,count %s %s %s %d >seen
is shop-behaviour.top_of_each_user
kpi-agg -g category_code -a 'mean = mean(price)' -a 'max = max(price)' -a 'min = min(price)' \
	--order-by 'mean desc' --top 10 events.ndjson |
	columns category_code,mean,max,min %s %.6f %.2f %.2f >seen
is shop-behaviour.top_10_categories_prices
kpi-agg -g category_id,category_code -a 'count = count()' --order-by 'count desc' --top 10 events.ndjson |
	columns category_id,category_code,count %s %s %d >seen
is shop-behaviour.top_10_categories

# Retail invoices: the row fields with the original's null where nothing had a price, then both aggregations.

make_data retail-invoices ndjson
featurize -s 'cost = if(type == "RETURN", -1, 1) * sum(coalesce(items[].unit_price * items[].quantity, 0))' \
	-s 'total_cost = if(any(items[].unit_price is not null), cost, null)' \
	-s 'total_items = coalesce(sum(items[].quantity), 0)' \
	-s 'is_order = if(type == "ORDER", 1, 0)' -s 'is_return = if(type == "RETURN", 1, 0)' \
	retail-invoices.ndjson >invoices.ndjson
columns invoice_no,country,total_cost,total_items,is_order,is_return %s %s %.2f %d %d %d <invoices.ndjson |
	sort >seen
is retail-invoices.invoices
kpis() {
	kpi-agg --time timestamp --window 1m "$@" -a 'OPM = count()' -a 'volume = sum(total_cost)' \
		-a 'rate = sum(is_return) / (sum(is_order) + sum(is_return))' \
		-a 'average = sum(total_cost) / (sum(is_order) + sum(is_return))' invoices.ndjson
}
kpis | columns window.start,OPM,volume,rate,average %s %d %.2f %.6f %.6f >seen
is retail-invoices.kpis_by_time
kpis -g country | columns window.start,country,OPM,volume,rate %s %s %d %.2f %.6f >seen
is retail-invoices.kpis_by_time_and_country

# Synthetic orders: the dashboard's sums.

make_data synthetic-orders csv
csv2kafka -n synthetic-orders.csv >orders.ndjson
kpi-agg --time timestamp --window day -a 'sales = sum(price)' orders.ndjson |
	columns window.start,sales %s %.2f >seen
is synthetic-orders.sales_over_time
kpi-agg -g is_prime -a 'sales = sum(price)' orders.ndjson | columns is_prime,sales %s %.2f >seen
is synthetic-orders.prime
kpi-agg -g category -a 'sales = sum(price)' orders.ndjson |
	columns category,sales %s %.2f >seen
is synthetic-orders.sales_by_category
kpi-agg -g user_rating -a 'n = count()' orders.ndjson | columns user_rating,n %s %d >seen
is synthetic-orders.user_ratings
kpi-agg -g product_id -a 'sales = sum(price)' --order-by 'sales desc' --top 10 orders.ndjson |
	columns product_id,sales %s %.2f >seen
is synthetic-orders.top_10_products

# Ad events: the three charts, and questions of the notes.

make_data ad-events csv --interval 1m
csv2kafka -n ad-events.csv | featurize -s 'product = if(product == "company", "electronics", product)' >ads.ndjson
kpi-agg --time time --window day -g title,product -a 'n = count()' ads.ndjson |
	columns window.start,title,product,n %s %s %s %d >seen
is ad-events.status_by_day
kpi-agg -w 'title == "order"' --time time --window month -g product -a 'n = count()' ads.ndjson |
	columns window.start,product,n %s %s %d >seen
is ad-events.orders_by_month
kpi-agg -g site_version -a 'n = count()' ads.ndjson | columns site_version,n %s %d >seen
is ad-events.devices
kpi-agg -w 'title == "banner_show"' --time time --window 1h -g product -a 'users = distinct(user_id)' ads.ndjson |
	columns window.start,product,users %s %s %d >seen
is ad-events.users_by_hour
kpi-agg -g user_id,product -a 'clicks = count_if(title == "banner_click")' -a 'orders = count_if(title == "order")' \
	--having 'clicks > 0 and orders == 0' ads.ndjson | kpi-agg -g product -a 'n = count()' --order-by 'n desc' |
	columns product,n %s %d >seen
is ad-events.clicked_without_order
kpi-agg -g user_id -a 'n = count()' --order-by 'n desc' --top 5 ads.ndjson | columns user_id,n %s %d >seen
is ad-events.top_users
kpi-agg -g page_id -a 'n = count()' --order-by 'n desc' --top 2 ads.ndjson | columns page_id,n %s %d >seen
is ad-events.top_pages

finish
