#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
. "$(dirname "$0")/../lib.sh"
cases csv2kafka

# Against other software.
if command -v python3 >python3; then
	check "odd CSV is read as Python's csv module reads it" python3 "$TOP/tests/answers/csv_rows.py" 1 100
	check "broken CSV is refused where RFC 4180 and Python's csv module say" python3 "$TOP/tests/answers/csv_odd.py" 1 100
else
	skip "Python's csv module" "no python3 here"
fi

# Inputs of some size.
awk 'BEGIN { printf "a,b\n1,"; for (i = 0; i < 65536; i++) printf "0123456789abcdef"; print "\n2,x" }' >long.csv
same "a cell of 1 MiB" 1048591 "$(csv2kafka -n long.csv | head -n 1 | wc -c)"
awk 'BEGIN { print "a,b\n1,\"open"; for (i = 0; i < 80; i++) { for (j = 0; j < 16384; j++) printf "%064d", 0; print "" } print "2,x" }' >open.csv
csv2kafka -n --types text --bad bad open.csv >out
same "a row beyond 64 MiB is refused with its beginning, and reading resumes at the next line" \
	'16 {"source":"open.csv","line":2,"offset":4,"field":null,"reason":"the row is longer than 64 MiB (raw is its beginning); is a quote not closed?","raw":"1,\"open
{"a":"2","b":"x"}' "$(wc -l <bad) $(sed 's/open\\n.*/open/' bad | head -n 1)
$(cat out)"
rm open.csv
awk 'BEGIN { print "a,b"; for (i = 0; i < 200000; i++) printf "%d,\"x\r\ny\"\"z\"\r", i }' >cr.csv
same "rows that end in lone CRs, over many blocks" '200000 {"a":199999,"b":"x\r\ny\"z"}' "$(csv2kafka -n cr.csv >out; wc -l <out) $(tail -n 1 out)"
same "the same from a pipe" "$(cksum <out)" "$(cat cr.csv | csv2kafka -n | cksum)"

# What the cells of a case folder cannot have.
printf 'a,b\n1,2\n' >ab.csv
chmod 0 ab.csv
as_reader csv2kafka -n ab.csv 2>error
same "an unreadable file is status 3" "3 csv2kafka: ab.csv: cannot be read: Permission denied" "$? $(cat error)"
chmod 600 ab.csv
csv2kafka -n ab.csv 2>error >/dev/full
same "a full disk is status 3" "3 csv2kafka: standard output: cannot be written: No space left on device" "$? $(cat error)"
(csv2kafka -n cr.csv; echo $? >status) | head -n 1 >first
same "a closed pipe ends it by SIGPIPE" 141 "$(cat status)"
echo old >kept
csv2kafka -n -o kept --type b=bool ab.csv 2>error
same "a failed run leaves the old file, and no other" "1 old" "$? $(cat kept)$(find . -name '.*kept*')"
csv2kafka -n -o kept ab.csv
same "-o: the file is there when all is done" '{"a":1,"b":2}' "$(cat kept)"

# A row passes at once while the input stays open; SIGTERM ends the tool by that signal.
mkfifo in trickle
csv2kafka -n --report report <in >trickle & tool=$!
exec 3>in 4<trickle
printf 'a,b\n1,"x\ny"\n' >&3
same "a trickle passes at once" '{"a":1,"b":"x\ny"}' "$(timeout 30 head -n 1 <&4)"
printf '2,z\n3,cu' >&3
same "and the next row too" '{"a":2,"b":"z"}' "$(timeout 30 head -n 1 <&4)"
kill $tool
ended $tool
same "SIGTERM: ended by it, without the row that was not whole" '143 ,"read":2,"used":0,"written":2,' "$? $(sed 's/.*"csv2kafka"//;s/"filtered.*//' report)"
exec 3>&- 4<&-

same "--rate spreads the rows" "5 1" "$(start=$(date +%s%N)
	n=$(printf 'a\n1\n2\n3\n4\n5\n' | csv2kafka -n --rate 4/200ms | wc -l)
	echo "$n $(($(date +%s%N) - start >= 200000000))")"

# Through a broker.
without_port() { sed 's/127\.0\.0\.1:[0-9]*/BROKER/g'; }
printf 'id,key,at,n\n1,00725,2020-01-01 00:00:00.25,a\n2,,2020-01-01T01:00:00+01:00,b\n3,"x,y",1999-12-31T23:59:59Z,c\n' >keys.csv
same "keys, times and values of a topic" '{"timestamp":1577836800250,"key":"00725","value":{"id":1,"key":"00725","n":"a"}}
{"timestamp":1577836800000,"key":null,"value":{"id":2,"key":null,"n":"b"}}
{"timestamp":946684799000,"key":"x,y","value":{"id":3,"key":"x,y","n":"c"}}' "$(kafka-sandbox -t t:1 -- sh -c '
	csv2kafka -t t --key key --time at --drop at -z zstd keys.csv && kafkacat-lite -C -t t -e -J' |
	jq -c '{timestamp, key, value: (.value | if type == "string" then fromjson else . end)}')"
printf 'id,n\n1,a\n2\n3,c\n' >ragged.csv
same "the counts of the report: acknowledged and refused" '{"read":3,"filtered":0,"refused":1,"acknowledged":2,"failed":0}' "$(kafka-sandbox -t t:1 -- csv2kafka -t t --bad bad --report report ragged.csv; jq -c '{read,filtered,refused,acknowledged,failed}' report)"
same "without --bad the rows before the refused one are acknowledged, too" '1 1 1' "$(kafka-sandbox -t t:1 -- csv2kafka -t t --report report ragged.csv 2>error; echo $? $(jq .acknowledged report) $(grep -c 'ragged.csv:3: 1 field' error))"
same "an unknown topic: the nearest name and how to create it" '2 csv2kafka: BROKER: there is no topic "order"; nearest is "orders"; or create it: kafka-topics --bootstrap-server BROKER --create --topic order --partitions 4' "$(kafka-sandbox -t orders:1 -- csv2kafka -t order keys.csv 2>error; echo $? "$(without_port <error)")"
csv2kafka -b 127.0.0.1:1 -t t keys.csv 2>error
same "a dead broker is status 3, and one line" "3 1" "$? $(grep -c '^csv2kafka: 127.0.0.1:1: no broker answered' error)"
(unset TILLPIPE_BROKERS; csv2kafka -t t keys.csv 2>error)
same "no brokers are named" 2 $?
awk 'BEGIN { printf "a\n1\n"; for (i = 0; i < 131072; i++) printf "0123456789abcdef"; print "\n2" }' >large.csv
same "only the record that is too large for the broker is refused" '2 2 1' "$(kafka-sandbox -t t:1 -- csv2kafka -t t --bad bad --report report large.csv; jq -r '"\(.acknowledged) \(.acknowledged) \(.refused)"' report)"

# The word comes after the first 256 KiB, whatever pieces these come in.
awk 'BEGIN { print "a"; for (i = 0; i < 48000; i++) print i == 45000 ? "oops!" : "12345" }' >late.csv
for piece in 4096 30000 65536 1000000; do
	same "a column is decided on the first 256 KiB, in pieces of $piece" 1 \
		"$(dd if=late.csv bs=$piece 2>dd | csv2kafka -n >out 2>error; echo $?)"
done

# The real file.
orders=$DATA/dataco-6000.csv
if [ -r "$orders" ]; then
	csv2kafka -n "$orders" >plain
	same "DataCo: a record a row" 6000 "$(wc -l <plain)"
	iconv -t ISO-8859-1//TRANSLIT "$orders" >l1.csv
	sed 's/$/\r/' "$orders" >crlf.csv
	iconv -t UTF-16 "$orders" >utf16.csv
	csv2kafka -n --encoding ISO-8859-1 l1.csv >seen
	check "DataCo in ISO-8859-1" cmp seen plain
	csv2kafka -n --encoding UTF-16 utf16.csv >seen
	check "DataCo in UTF-16" cmp seen plain
	csv2kafka -n crlf.csv >seen
	check "DataCo with CRLF" cmp seen plain
	csv2kafka --infer -o types "$orders"
	csv2kafka -n --types types <"$orders" >seen
	check "DataCo by a declaration, on standard input" cmp seen plain
	same "DataCo: 6,000 acknowledged, 6,000 out, the same" "6000 $(sort plain | cksum)" "$(kafka-sandbox -t t:3 -- sh -c '
		csv2kafka -t t --key "Order Item Id" --report report "$0" && kafkacat-lite -C -t t -e' "$orders" | sort | cksum >sum
		echo "$(jq .acknowledged report) $(cat sum)")"
else
	skip "the DataCo file" "not here"
fi
finish
