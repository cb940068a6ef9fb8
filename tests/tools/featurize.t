#!/bin/sh
. "$(dirname "$0")/../lib.sh"
cases featurize
finish
