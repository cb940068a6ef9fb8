#!/bin/sh
. "$(dirname "$0")/../lib.sh"

# values NAME: the numbers of that name in the model on standard input, one a line, in its order.
values() {
	grep -o "\"$1\":[^,}]*" | cut -d : -f 2
}

# digits SEEN CERTIFIED: the least number of correct digits among pairs of numbers, one a line in two files.
# Where the certified value is 0, or ABSOLUTE is set, the digits of the difference itself.
digits() {
	paste "$1" "$2" | awk -v absolute="${ABSOLUTE:-0}" 'BEGIN { least = 15 } {
		difference = $1 > $2 ? $1 - $2 : $2 - $1
		size = $2 < 0 ? -$2 : $2
		if ($1 == $2) next
		if ($1 == "null" || $2 == "null" || NF < 2) { least = -1; exit }
		if (size && !absolute) difference /= size
		seen = difference ? -log(difference) / log(10) : 15
		if (seen < least) least = seen
	} END { printf "%.1f", NR ? least : -1 }'
}

at_least() { # at_least WANTED SEEN
	echo "$2 digits"
	awk "BEGIN { exit !($2 >= $1) }"
}

# agree TITLE LEAST SEEN CERTIFIED: at least that many digits.
agree() {
	check "$1: $2 digits" at_least "$2" "$(digits "$3" "$4")"
}

nist() {
	certified=$TOP/tests/answers/nist/$1
	terms=$(head -n 1 "$certified.ndjson" | grep -o '"x[0-9]*"' | tr -d '"' | paste -s -d , -)
	intercept=
	grep -q '^intercept 1' "$certified.txt" || intercept=--no-intercept
	linreg-fit -y y -x "$terms" $intercept -o model.json "$certified.ndjson"
	values coefficient <model.json >seen
	awk '$1 == "coefficient" { print $2 }' "$certified.txt" >wanted
	agree "NIST $1: coefficients" "$2" seen wanted
	values std_error <model.json >seen
	awk '$1 == "coefficient" { print $3 }' "$certified.txt" >wanted
	agree "NIST $1: standard errors" 9 seen wanted
	for name in sigma r2 rss; do values $name <model.json; done >seen
	awk '$1 == "sigma" || $1 == "r2" || $1 == "rss" { print $2 }' "$certified.txt" >wanted
	agree "NIST $1: sigma, R2, residual sum of squares" 9 seen wanted
}

cases linreg-fit

for set in Norris Pontius NoInt1 NoInt2 Longley Filip Wampler3 Wampler4 Wampler5; do
	nist $set 9
done
for set in Wampler1 Wampler2; do # exact fits: judged by the difference itself
	ABSOLUTE=1 nist $set 9
done

# However the input is cut, the model has the same bytes: 2,500 rows, blocks of 1,024.
awk 'BEGIN { for (i = 0; i < 2500; i++)
	printf "{\"x\":%.0f,\"z\":%.3f,\"y\":%.2f}\n", 1700000000 + i, i * 7919 % 1000 / 1000, 2 * i + i * 31 % 17 / 10
}' >rows.ndjson
split -l 97 rows.ndjson part.
linreg-fit -y y -x x,z rows.ndjson >whole.json
linreg-fit -y y -x x,z part.* >parts.json
check "one file or many: the same bytes" cmp whole.json parts.json
while read -r line; do echo "$line"; done <rows.ndjson | linreg-fit -y y -x x,z >trickled.json
check "a file or a pipe line by line: the same bytes" cmp whole.json trickled.json

# (%.0f: the %d of some awks ends at 2^31.) Sums of products have nothing left of a slope over Unix seconds.
awk 'BEGIN { for (i = 0; i < 1000; i++) printf "{\"x\":%.0f,\"y\":%.0f}\n", 1700000000 + i, 2 * (1700000000 + i) - 5 }' |
	linreg-fit -y y -x x | values coefficient | sed -n 2p >seen
echo 2 >wanted
agree "slope over Unix seconds" 11 seen wanted

# block NAME FILE: the values of one member of the answers, in order.
block() {
	awk -v name="\"$1\":" '$1 == name && NF == 2 && $2 == "{" { on = 1; next } /}/ { on = 0 } on { sub(/,$/, ""); print $NF }' "$2"
}

# Terms that follow from others, in cents that doubles cannot hold: the ones that R drops (values by lm.R).
answers=$TOP/tests/answers/aliased
linreg-fit -q -y y -x sales,discount,total,double,seven,price -o model.json "$answers/rows.ndjson"
for pair in coefficient:coefficients std_error:std_errors; do
	values ${pair%:*} <model.json >seen
	block ${pair#*:} "$answers/lm.json" >wanted
	agree "dependent terms: ${pair#*:} as R's" 10 seen wanted
done

# The real file against NumPy's lstsq and R's lm (scripts beside the values).
answers=$TOP/tests/answers/dataco-lstsq
terms=Days_for_shipping_real,Days_for_shipment_scheduled,Benefit_per_order
terms=$terms,Order_Item_Quantity,Order_Item_Discount,Product_Price
if [ -r "$DATA/dataco-6000.csv" ]; then
	csv2kafka -n --normalize-names "$DATA/dataco-6000.csv" | linreg-fit -y Sales_per_customer -x $terms >model.json
	values coefficient <model.json >seen
	block coefficients "$answers/numpy.json" >wanted
	agree "real data: coefficients as NumPy's" 10 seen wanted
	block coefficients "$answers/lm.json" >wanted
	agree "real data: coefficients as R's" 10 seen wanted
	values std_error <model.json >seen
	block std_errors "$answers/lm.json" >wanted
	agree "real data: standard errors as R's" 10 seen wanted
	values p <model.json | sed -n '2,4p;6p' >seen # R's others underflow its pt
	block p "$answers/lm.json" | sed -n '2,4p;6p' >wanted
	agree "real data: p values as R's" 10 seen wanted
	same "real data: n" 6000 "$(values n <model.json)"
	csv2kafka -n --normalize-names "$DATA/dataco-6000.csv" >real.ndjson
else
	skip "real data as NumPy and R" "no $DATA/dataco-6000.csv here"
fi

# as_lm TITLE ANSWERS: the model is R's.
as_lm() {
	for pair in coefficient:coefficients std_error:std_errors; do
		values ${pair%:*} <model.json >seen
		block ${pair#*:} "$TOP/tests/answers/weight/$2" >wanted
		agree "$1: ${pair#*:} as R's" 10 seen wanted
	done
	for name in n r2 adj_r2 sigma df f; do values $name <model.json; done >seen
	block quality "$TOP/tests/answers/weight/$2" >wanted
	agree "$1: n, R2, sigma, df and F as R's" 10 seen wanted
}

# Weights against R's lm; of the real ones 165 are 0.
linreg-fit -y y -x sales,discount --weight price -o model.json "$TOP/tests/answers/aliased/rows.ndjson"
as_lm "weights" rows.json
if [ -r real.ndjson ]; then
	linreg-fit -y Sales_per_customer --weight Days_for_shipping_real \
		-x Benefit_per_order,Order_Item_Quantity,Order_Item_Discount,Product_Price -o model.json real.ndjson
	as_lm "weights, real data" lm.json
else
	skip "weights, real data, as R's" "no $DATA/dataco-6000.csv here"
fi

# penalties ANSWERS: what other software makes of penalties, folds and weights; see answers/penalty.
penalties() {
	while IFS="$(printf '\t')" read -r file weight options name wanted; do
		input=$TOP/tests/answers/aliased/rows.ndjson target=y list=sales,discount,total,double,seven,price
		if [ "$file" = real ]; then input=real.ndjson target=Sales_per_customer list=$terms; fi
		title="penalty as in $1: $file, weight $weight, ${options:-plain}: $name"
		[ -r "$input" ] || { skip "$title" "no $DATA/dataco-6000.csv here"; continue; }
		[ "$weight" = - ] || options="$options --weight $weight"
		linreg-fit -q -y $target -x $list $options -o model.json "$input" </dev/null
		values "$name" <model.json >seen
		echo "$wanted" | tr ' ' '\n' >wanted
		agree "$title" 9 seen wanted
	done <"$TOP/tests/answers/penalty/$1"
}
penalties sklearn.tsv
penalties glmnet.tsv

# Folds go by the records: their order and how they are cut do not matter, nor where they come from.
awk 'BEGIN { for (i = 0; i < 1000; i++)
	printf "{\"x\":%d,\"z\":%.3f,\"y\":%.2f,\"g\":\"%d\",\"w\":%d}\n", i % 37, i * 7919 % 1000 / 1000, 2 * (i % 37) + i * 31 % 17 / 10, i % 9, i % 5
}' >rows.ndjson
sed 's/}$/,"_kafka":{"offset":7}}/' rows.ndjson | sort -k 2 >turned.ndjson
compare() { linreg-fit -y y -x x,z --compare --cv 7 "$@" | sed 's/"seconds":[^}]*//; s/\(\.[0-9]\{8\}\)[0-9]*/\1/g'; }
same "comparing: four models" "linear ridge lasso elastic-net" \
	"$(compare rows.ndjson | cut -d '"' -f 4 | paste -s -d ' ' -)"
same "comparing: any order of the records" "$(compare rows.ndjson)" "$(compare turned.ndjson)"
same "comparing: any order, folds by a field" "$(compare --cv-by g rows.ndjson)" "$(compare --cv-by g turned.ndjson)"
linreg-fit -y y -x x,z --compare -o best.json rows.ndjson >lines
least=$(values mse <lines | sort -g | head -n 1)
same "comparing: the best is written, with its error" "$least" "$(values mse <best.json)"
lambda=$(grep "$least" lines | values lambda)
same "comparing: the best is written, with its lambda" "$lambda" "$(values lambda <best.json)"
linreg-fit -y y -x x,z --cv 5 --lasso best -o chosen.json rows.ndjson
same "a lambda that is chosen: as comparing chooses it" "$(grep lasso lines | values lambda)" "$(values lambda <chosen.json)"

# Parts add up: to the same bytes in any order, to the whole's coefficients but for the last digits.
split -l 131 rows.ndjson piece.
for part in piece.a?; do linreg-fit -y y -x x,z --weight w -o "$part.json" "$part"; done
linreg-fit -y y -x x,z --weight w -o whole.json rows.ndjson
linreg-fit --merge piece.a?.json >merged.json
linreg-fit --merge $(ls -r piece.a?.json) >turned.json
check "merging: any order, the same bytes" cmp merged.json turned.json
for name in coefficient std_error n r2 sigma weights missing; do
	values $name <merged.json >seen
	values $name <whole.json >wanted
	agree "merging: $name as the whole's" 14 seen wanted
done
linreg-fit --merge piece.a[a-c].json >first.json
linreg-fit --merge piece.a[d-h].json | cat >second.json
linreg-fit --merge second.json first.json | values coefficient >seen
values coefficient <whole.json >wanted
agree "merging: merged models merge" 14 seen wanted

# Going on from a model: as if it had seen all records.
cp piece.aa.json on.json
for part in piece.a[b-h]; do linreg-fit --update on.json -o on.json "$part"; done
for name in coefficient std_error n r2 sigma weights missing; do
	values $name <on.json >seen
	values $name <whole.json >wanted
	agree "going on: $name as the whole's" 14 seen wanted
done

finish
