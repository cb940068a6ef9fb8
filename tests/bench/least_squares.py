# SPDX-License-Identifier: GPL-3.0-or-later
"""least_squares.py THREADS FILE: the last field of FILE by the others: raw power sums in DuckDB, solved by NumPy."""
import json
import sys

import duckdb
import numpy

threads, path = sys.argv[1:]
with open(path) as records:
    names = list(json.loads(records.readline()))
terms = ["1"] + names
columns = ", ".join(f"{name}: 'DOUBLE'" for name in names)
pairs = [(a, b) for a in range(len(terms)) for b in range(a, len(terms))]
sums = ", ".join(f"sum({terms[a]} * {terms[b]})" for a, b in pairs)
connection = duckdb.connect()
connection.execute(f"SET threads = {threads}")
row = connection.execute(
    f"SELECT {sums} FROM read_json('{path}', format = 'newline_delimited', columns = {{{columns}}})").fetchone()
moments = numpy.zeros((len(terms), len(terms)))
for (a, b), value in zip(pairs, row):
    moments[a, b] = moments[b, a] = value
print(dict(zip(["intercept"] + names, numpy.linalg.solve(moments[:-1, :-1], moments[:-1, -1]))))
