#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/deps among packages, roots and failures that are made up: each command it starts is a script here.
. "$(dirname "$0")/../lib.sh"

# fake NAME: the script is standard input. Nothing else but sh, sed, tr and env is in PATH.
mkdir bin
for command in sh sed tr env; do
	ln -s "$(command -v $command)" bin/$command
done
fake() {
	{
		echo '#!/bin/sh'
		cat
	} >bin/$1
	chmod +x bin/$1
}

# deps [ci]: its output in said, the commands of apt in asked.
deps() {
	rm -f asked
	PATH=$T/bin sh "$TOP/tests/deps" "$@" >said 2>&1
	status=$?
}

# Every package asked for is there, but for those in the file missing.
fake dpkg-query <<'E2'
for package; do
	case $package in
	-* | *'{'*) ;;
	*) sed -n "/^$package\$/q1" missing && echo "installed $package" || echo "not-installed $package" ;;
	esac
done
E2
fake apt-get <<'E2'
echo "apt-get $*" >>asked
E2
fake sudo <<'E2'
echo "sudo" >>asked
exec "$@"
E2
fake id <<'E2'
echo 0
E2

: >missing
deps
same "nothing missing: status 0" 0 $status
same "nothing missing: silent" "" "$(cat said)"
check "nothing missing: apt-get is not started" test ! -e asked

printf 'libgsl-dev\njq\n' >missing
deps
same "two missing: status 0" 0 $status
same "two missing: says which" "deps: installing libgsl-dev jq" "$(cat said)"
same "two missing: installs only these" "apt-get update -q
apt-get install -q -y --no-install-recommends libgsl-dev jq" "$(cat asked)"

echo valgrind >missing
deps
same "what only CI needs is not asked for" "" "$(cat said)"
deps ci
same "in CI it is" "deps: installing valgrind" "$(cat said)"

echo jq >missing
fake id <<'E2'
echo 1000
E2
deps
same "not root: by sudo" "sudo
apt-get update -q
sudo
apt-get install -q -y --no-install-recommends jq" "$(cat asked)"

rm bin/sudo
deps
same "not root, no sudo: status 2" 2 $status
same "not root, no sudo: names the packages" \
	"deps: installing needs root or sudo; install these packages, or set DEPS=no to go on without: jq" \
	"$(cat said)"

fake id <<'E2'
echo 0
E2
fake apt-get <<'E2'
[ "$1" = update ]
E2
deps
same "apt-get fails: status 2" 2 $status
same "apt-get fails: names the packages" \
	"deps: apt-get install failed; install these packages, or set DEPS=no to go on without: jq" \
	"$(tail -n 1 said)"

rm bin/apt-get
deps
same "no apt-get: status 2" 2 $status
same "no apt-get: names the packages" \
	"deps: there is no apt-get here; install these packages, or set DEPS=no to go on without: jq" \
	"$(cat said)"

rm bin/dpkg-query
deps
same "no dpkg-query either: status 2" 2 $status
finish
