# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares `kpi-agg -g Market,Customer_Segment -a 'n = count()' -a 's = sum(FIELD)'` with Python's decimal.

usage: decimal_sums.py ORDERS.ndjson FIELD RESULT.ndjson
"""
import json
import sys
from decimal import Decimal, getcontext

getcontext().prec = 60
orders, field, result = sys.argv[1:]
sums = {}
for line in open(orders, encoding="utf-8"):
    record = json.loads(line, parse_float=Decimal, parse_int=Decimal)
    key = record["Market"], record["Customer_Segment"]
    n, s = sums.get(key, (0, Decimal(0)))
    sums[key] = n + 1, s + record[field]
expected = sorted(sums.items(), key=lambda item: [part.encode() for part in item[0]])
seen = []
for line in open(result, encoding="utf-8"):
    record = json.loads(line, parse_float=Decimal, parse_int=Decimal)
    seen.append(((record["Market"], record["Customer_Segment"]), (record["n"], record["s"])))
if not expected or seen != expected:
    for s, e in zip(seen, expected):
        if s != e:
            print("seen", s, "expected", e)
    sys.exit("%d groups seen, %d expected" % (len(seen), len(expected)))
