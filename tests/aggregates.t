#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Aggregates held to NIST's certified values, to DuckDB, and to arithmetic.

. "$(dirname "$0")/lib.sh"
answers=$TOP/tests/answers

python3 "$answers/univariate.py" records >records
kpi-agg -g set -a 'mean = mean(x)' -a 'sd = stddev(x)' records >seen
check "NIST's univariate sets, to the digits of a double" python3 "$answers/univariate.py" check seen

python3 "$answers/aggregates.py" records >records
kpi-agg -g g -a 'n = count()' -a 'nx = count(x)' -a 'positive = count_if(x > 0)' -a 'sum = sum(x)' \
	-a 'mean = mean(x)' -a 'lo = min(x)' -a 'hi = max(x)' -a 'slo = min(s)' -a 'shi = max(s)' -a 'var = var(x)' \
	-a 'sd = stddev(x)' -a 'corr = corr(x, y)' -a 'slope = slope(x, y)' -a 'median = median(x)' \
	-a 'q90 = quantile(x, 0.9)' -a 'zq = quantile(z, 0.25)' -a 'zvar = var(z)' -a 'kinds = distinct(s)' \
	-a 'xs = distinct(x)' -a 'first = first(s)' -a 'last = last(s)' -a 'argmax = argmax(s, y)' \
	-a 'argmin = argmin(s, y)' -a 'mode = mode(s)' -a 'modes = mode_all(s)' -a 'top = top(s, 3)' \
	-a 'some = collect(if(i % 50 == 0, s, null))' records >seen
check "27 aggregates of 40 groups are DuckDB's" python3 "$answers/aggregates.py" check seen

same "0.1 ten million times is 1000000" '{"s":1000000,"v":0,"m":0.1}' "$(yes '{"x":0.1}' | head -n 10000000 |
	kpi-agg -a 's = sum(x)' -a 'v = var(x)' -a 'm = mean(x)')"
same "0.29 three times is 0.87" '{"s":0.87}' "$(printf '{"x":0.29}\n{"x":0.29}\n{"x":0.29}\n' |
	kpi-agg -a 's = sum(x)')"
same "the variance of 1000000001, 1000000002, 1000000003 is 1" '{"v":1}' \
	"$(printf '{"x":%s}\n' 1000000001 1000000002 1000000003 | kpi-agg -a 'v = var(x)')"
finish
