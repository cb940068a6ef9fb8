#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""top.py TOP TIES [PER...]: of kpi-agg's results on standard input the first TOP by `n desc` within each of the fields
PER, the window first, with TIES (0 or 1) what equals the last of them."""
import itertools
import json
import sys

top, ties, per = int(sys.argv[1]), sys.argv[2] == "1", sys.argv[3:]


def rank(value):
    """Null before numbers before texts."""
    if value is None:
        return (0, 0)
    return (1, value) if isinstance(value, int) else (2, value.encode())


def window(result):
    at = result.get("window", {"end": "", "start": ""})
    return at["end"], at["start"]


def key(result):
    return [rank(value) for name, value in result.items() if name not in ("window", "n")]


def group(result):
    return [window(result)] * ("window" in per) + [rank(result[name]) for name in per if name != "window"]


lines = [(line, json.loads(line)) for line in sys.stdin]
lines.sort(key=lambda line: (group(line[1]), -line[1]["n"], window(line[1]), key(line[1])))
for _, results in itertools.groupby(lines, key=lambda line: group(line[1])):
    results = list(results)
    least = results[:top][-1][1]["n"]
    for i, (line, result) in enumerate(results):
        if i < top or ties and result["n"] == least:
            sys.stdout.write(line)
