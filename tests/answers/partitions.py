#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records of four partitions as kafkacat-lite -M gives them, and other orders of the same.

    partitions.py make SEED ROWS       each partition a little out of order (up to 40 s), now and then far behind
    partitions.py perfect ROWS         all in perfect order of time, read in long runs of one partition
    partitions.py deal SEED FILE       another interleaving: each partition keeps its order
"""
import json
import random
import sys
from datetime import datetime, timedelta

START = datetime(2024, 7, 28)
PARTITIONS = 4


def record(partition, offset, seconds, rng):
    t = START + timedelta(seconds=seconds)
    print('{"t":"%s","g":"%s","x":%d.%02d,"_kafka":{"topic":"t","partition":%d,"offset":%d,"of":%d}}'
          % (t.strftime("%Y-%m-%d %H:%M:%S.%f")[:-3], rng.choice("abcdefg"), rng.randrange(100), rng.randrange(100),
             partition, offset, PARTITIONS))


def make(rng, rows):
    clocks, offsets = [0.0] * PARTITIONS, [0] * PARTITIONS
    for _ in range(rows):
        p = rng.randrange(PARTITIONS)
        clocks[p] += rng.random() * 8
        behind = rng.random() * 40 if rng.random() < 0.97 else 60 + rng.random() * 600
        record(p, offsets[p], max(0, clocks[p] - behind), rng)
        offsets[p] += 1


def perfect(rng, rows):
    """Row i is i tenths of a second after the start, in partition i % 4; read in runs of 5000 of one partition."""
    run = 5000
    for first in range(0, rows // PARTITIONS, run):
        for p in range(PARTITIONS):
            for offset in range(first, min(first + run, rows // PARTITIONS)):
                record(p, offset, (offset * PARTITIONS + p) / 10, rng)


def deal(rng, path):
    waiting = [[] for _ in range(PARTITIONS)]
    for line in open(path):
        waiting[json.loads(line)["_kafka"]["partition"]].append(line)
    for lines in waiting:
        lines.reverse()
    while any(waiting):
        lines = rng.choice([lines for lines in waiting if lines])
        for _ in range(min(len(lines), rng.choice((1, 1, 3, 50)))):
            sys.stdout.write(lines.pop())


command, arguments = sys.argv[1], sys.argv[2:]
if command == "make":
    make(random.Random(int(arguments[0])), int(arguments[1]))
elif command == "perfect":
    perfect(random.Random(1), int(arguments[0]))
else:
    deal(random.Random(int(arguments[0])), arguments[1])
