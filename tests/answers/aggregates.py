#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Aggregates against DuckDB: groups of 0 to 400 values with nulls, ties, doubles, and of one record.

    aggregates.py records              the records as NDJSON, the same each time
    aggregates.py make                 writes aggregates.ndjson beside this script: what DuckDB answers
    aggregates.py check RESULT         whether kpi-agg's lines are these: texts, arrays and counts the same, numbers
                                       to 1e-12 (DuckDB adds doubles)
Where DuckDB leaves ties open (mode, arg_max), ours are spelled out: by the place in the input.
"""
import json
import math
import random
import sys
from pathlib import Path

EXPECTED = Path(__file__).with_suffix(".ndjson")

QUERY = """
with r as (select * from records),
best as (select g, s, row_number() over (partition by g order by y desc, i) as up,
                   row_number() over (partition by g order by y, i) as down from r where y is not null and s is not null),
often as (select g, s, count(*) as n, min(i) as since from r where s is not null group by g, s),
ranked as (select g, s, n, row_number() over (partition by g order by n desc, since) as place,
                  max(n) over (partition by g) as most from often)
select r.g as g, count(*) as n, count(x) as nx, count(*) filter (where x > 0) as positive, sum(x) as sum, avg(x) as mean,
  min(x) as lo, max(x) as hi, min(s) as slo, max(s) as shi, var_samp(x::double) as var, stddev_samp(x::double) as sd,
  corr(y, x) as corr, regr_slope(y, x) as slope, median(x::double) as median, quantile_cont(x::double, 0.9) as q90,
  quantile_cont(z, 0.25) as zq, var_samp(z) as zvar, count(distinct s) as kinds, count(distinct x) as xs,
  first(s order by i) filter (where s is not null) as first, last(s order by i) filter (where s is not null) as last,
  (select s from best b where b.g = r.g and up = 1) as argmax, (select s from best b where b.g = r.g and down = 1) as argmin,
  (select s from ranked k where k.g = r.g and place = 1) as mode,
  coalesce((select list(s order by s) from ranked k where k.g = r.g and n = most), []) as modes,
  coalesce((select list(s order by place) from ranked k where k.g = r.g and place <= 3), []) as top,
  coalesce(list(s order by i) filter (where s is not null and i % 50 = 0), []) as some
from r group by r.g order by r.g
"""


def records():
    random.seed(20240730)
    rows = []
    for g in range(40):
        for _ in range([1, 1, 2, 3, 5, 12, 50, 400][g % 8]):
            x = random.choice([None, round(random.gauss(100 * g, 20), 2), random.randrange(5)])
            y = random.choice([None, random.randrange(7), random.randrange(7)])
            z = random.choice([None, math.exp(random.gauss(0, 30))]) if g % 3 else random.random() * 1e-20
            s = random.choice([None, *"abcdeaab", "ä", "long text number %d" % random.randrange(4)])
            rows.append({"g": g, "x": x, "y": y, "z": z, "s": s})
    random.shuffle(rows)
    return [{"i": i, **row} for i, row in enumerate(rows)]


def make():
    import duckdb

    database = duckdb.connect()
    database.execute("create table records (i int, g int, x decimal(18, 2), y int, z double, s varchar)")
    database.executemany("insert into records values (?, ?, ?, ?, ?, ?)", [list(r.values()) for r in records()])
    answer = database.execute(QUERY)
    names = [column[0] for column in answer.description]
    with open(EXPECTED, "w") as out:
        for row in answer.fetchall():
            row = [None if isinstance(v, float) and math.isnan(v) else v for v in row]  # DuckDB's corr of equal x
            print(json.dumps(dict(zip(names, row)), default=float, ensure_ascii=False), file=out)


def alike(a, b):
    if isinstance(a, float) or isinstance(b, float):
        return a == b or (None not in (a, b) and abs(a - b) <= 1e-12 * abs(b))
    return a == b


def check(path):
    seen, expected = ([json.loads(line) for line in open(p)] for p in (path, EXPECTED))
    faults = [f"group {b['g']}: {k}: DuckDB {v}, seen {a.get(k)}" for a, b in zip(seen, expected)
              for k, v in b.items() if not alike(a.get(k), v)]
    if len(seen) != len(expected):
        faults.append(f"{len(expected)} groups, seen {len(seen)}")
    print("\n".join(faults[:20]))
    sys.exit(bool(faults))


if sys.argv[1] == "records":
    for record in records():
        print(json.dumps(record, ensure_ascii=False))
elif sys.argv[1] == "make":
    make()
else:
    check(sys.argv[2])
