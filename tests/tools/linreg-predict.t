#!/bin/sh
. "$(dirname "$0")/../lib.sh"
cases linreg-predict
finish
