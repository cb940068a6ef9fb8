#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
. "$(dirname "$0")/../lib.sh"
cases kafka-sandbox

# Without a command it serves until a signal comes.
mkfifo brokers
kafka-sandbox -t t:1 >brokers &
sandbox=$!
read -r address <brokers
same "without a command it prints its brokers and serves" "topic t  partition 0  offsets 0 to 0" \
	"$(kafkacat-lite -L -t t -b "$address" | sed 's/  leader.*//')"
kill $sandbox
ended $sandbox
same "SIGTERM ends it by that signal" 143 $?

# A signal is passed on to the command, which decides.
mkfifo ready
kafka-sandbox -- sh -c 'trap "exit 5" TERM; echo >ready; while :; do sleep 0.01; done' &
sandbox=$!
read -r line <ready
kill $sandbox
ended $sandbox
same "SIGTERM is passed on to the command; it then ends by that signal" 143 $?
finish
