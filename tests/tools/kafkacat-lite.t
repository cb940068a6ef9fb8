#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
. "$(dirname "$0")/../lib.sh"
cases kafkacat-lite

# What follows needs names of ports, pipes or signals.

without_port() { sed 's/127\.0\.0\.1:[0-9]*/BROKER/g'; }

seen=$(kafka-sandbox -t orders:1 -- kafkacat-lite -C -t order -e 2>&1 | without_port)
same "an unknown topic: the nearest name and how to create it" 'kafkacat-lite: BROKER: there is no topic "order"; nearest is "orders"; or create it: kafka-topics --bootstrap-server BROKER --create --topic order --partitions 4' "$seen"
kafka-sandbox -t orders:1 -- kafkacat-lite -P -t order </dev/null 2>/dev/null
same "an unknown topic is wrong use" 2 $?
same "asking for an unknown topic does not create it" "orders" "$(kafka-sandbox -t orders:1 -- sh -c '
	kafkacat-lite -P -t order; kafkacat-lite -C -t order -e; kafkacat-lite -L -t order
	kafkacat-lite -L' 2>/dev/null </dev/null | sed -n 's/^topic \([a-z]*\) .*/\1/p')"

kafkacat-lite -P -t t -b 127.0.0.1:1 </dev/null 2>error
same "a dead broker is status 3" 3 $?
check "a dead broker: the message has the address and the cause" grep -q '^kafkacat-lite: 127.0.0.1:1: no broker answered within 10 s: .*Connection refused' error
same "a dead broker: one line is printed" 1 "$(wc -l <error)"

cat >closed <<'S'
seq 100000 | kafkacat-lite -P -t t || exit
(kafkacat-lite -C -t t; echo $? >status) | head -n 1
cat status
S
same "a closed pipe ends it by SIGPIPE" "1 141" "$(kafka-sandbox -t t:1 -- sh closed | xargs)"

# A record goes from the input of a running -P to the output of a running -C while both stay open.
rm -f input output
cat >trickle <<'S'
mkfifo input output
kafkacat-lite -P -t t <input & producer=$!
kafkacat-lite -C -t t -M >output & consumer=$!
exec 3>input 4<output
echo '{"n":1}' >&3
timeout 30 head -n 1 <&4 | sed 's/"timestamp".*//'
echo '{"n":2}' >&3
timeout 30 head -n 1 <&4 | sed 's/"timestamp".*//'
kill $consumer
wait $consumer
echo consumer $?
exec 3>&-
wait $producer
echo producer $?
S
same "a trickle passes at once; SIGTERM ends a consumer by that signal" '{"n":1,"_kafka":{"topic":"t","partition":0,"offset":0,"of":1,
{"n":2,"_kafka":{"topic":"t","partition":0,"offset":1,"of":1,
consumer 143
producer 0' "$(kafka-sandbox -t t:1 -- sh trickle 2>/dev/null)"

# A producer that is asked to stop still sends what comes down its pipe.
cat >drain <<'S'
mkfifo drained
kafkacat-lite -P -t t --report report <drained & producer=$!
exec 3>drained
echo 1 >&3
timeout 30 kafkacat-lite -C -t t -c 1
kill $producer
echo 2 >&3
exec 3>&-
wait $producer
echo $?
kafkacat-lite -C -t t -e
grep -o '"acknowledged":2' report
S
same "SIGTERM: a producer drains its pipe first" '1
143
1
2
"acknowledged":2' "$(kafka-sandbox -t t:1 -- sh drain 2>/dev/null)"

# -e ends where the topic ended at the start, though others write: the output is more than a pipe holds, so
# the consumer waits while they do.
cat >bounded <<'S'
seq 50000 | kafkacat-lite -P -t t || exit
kafkacat-lite -C -t t -e | { read -r line; echo more | kafkacat-lite -P -t t; echo "$line"; cat; } | tail -n 1
kafkacat-lite -C -t t -e | tail -n 1
S
same "-e ends though others continue to write" '50000 more' "$(kafka-sandbox -t t:1 -- sh bounded | xargs)"

kafka-sandbox -t t:1 -- sh -c 'seq 100000 | kafkacat-lite -P -t t && kafkacat-lite -C -t t -e >/dev/full' 2>error
same "a full disk is status 3" 3 $?
finish
