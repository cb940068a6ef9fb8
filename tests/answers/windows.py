#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What windows of event time must be, computed the slow way with Python's zones and decimals.

    windows.py make SEED ROWS FROM DAYS      records {"t":..,"g":..,"x":..} in no order, FROM on for so many days
    windows.py SPEC ZONE FILE                kpi-agg --time t --window SPEC --tz ZONE -g g -a 'n = count()' -a 's = sum(x)'
"""
import json
import random
import re
import sys
from collections import defaultdict
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

UTC = timezone.utc
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


def make(seed, rows, start, days):
    rng = random.Random(seed)
    start = datetime.fromisoformat(start).replace(tzinfo=UTC)
    for _ in range(rows):
        t = start + timedelta(milliseconds=rng.randrange(days * 86400000))
        x = Decimal(rng.randrange(-99999, 99999)).scaleb(-rng.randrange(4))
        g = rng.choice(["a", "b", "c", None, 7, 10, 2.5])
        print('{"t":"%sZ","g":%s,"x":%s}' % (t.strftime("%Y-%m-%d %H:%M:%S.%f")[:-3], json.dumps(g), x))


def duration(text):
    found = re.fullmatch(r"(\d+)([smhdw])", text)
    return timedelta(seconds=int(found[1]) * SECONDS[found[2]]) if found else None


def calendar(zone, unit, t):
    """The unit that holds t: its start and its end."""
    local = t.astimezone(zone)
    if unit in ("minute", "hour"):
        size = timedelta(seconds=60 if unit == "minute" else 3600)
        start = t - (t - EPOCH + local.utcoffset()) % size
        return start, start + size
    first = local.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    if unit == "day":
        behind = first + timedelta(days=1)
    elif unit == "week":
        first -= timedelta(days=first.weekday())
        behind = first + timedelta(days=7)
    else:
        months = {"month": 1, "quarter": 3, "year": 12}[unit]
        index = (first.year * 12 + first.month - 1) // months * months
        first = datetime(index // 12, index % 12 + 1, 1)
        behind = datetime((index + months) // 12, (index + months) % 12 + 1, 1)
    return tuple(at.replace(tzinfo=zone).astimezone(UTC) for at in (first, behind))


def stride(zone, text, t):
    size = duration(text)
    if size is None:
        return calendar(zone, text, t)
    start = t - (t - EPOCH) % size
    return start, start + size


def windows(zone, spec, t):
    if ".." in spec:
        short, long = spec.split("..")
        start, last = stride(zone, long, t)
        end = stride(zone, short, t)[1]
        while end <= last:
            yield start, end
            end = stride(zone, short, end)[1]
    elif "/" in spec:
        size, step = map(duration, spec.split("/"))
        start = t - (t - EPOCH) % step
        while start > t - size:
            yield start, start + size
            start -= step
    else:
        yield stride(zone, spec, t)


def sessions(gap, records):
    by_key = defaultdict(list)
    for t, g, x in records:
        by_key[g].append((t, x))
    for g, values in by_key.items():
        values.sort()
        group = [values[0]]
        for t, x in values[1:]:
            if t - group[-1][0] > gap:
                yield (group[0][0], group[-1][0] + gap), g, [x for _, x in group]
                group = []
            group.append((t, x))
        yield (group[0][0], group[-1][0] + gap), g, [x for _, x in group]


def results(zone, spec, records):
    if spec.startswith("session:"):
        yield from sessions(duration(spec[8:]), records)
        return
    found = defaultdict(list)
    for t, g, x in records:
        for window in windows(zone, spec, t):
            found[window, g].append(x)
    for (window, g), values in found.items():
        yield window, g, values


def key(g):
    value = json.loads(g)
    return (0, 0) if value is None else (1, value) if not isinstance(value, str) else (2, value)


def shown(zone, t):
    text = t.astimezone(zone).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z") if zone.key == "UTC" else text


def number(value):
    text = format(value, "f")
    return "0" if value == 0 else text.rstrip("0").rstrip(".") if "." in text else text


def main():
    if sys.argv[1] == "make":
        make(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5]))
        return
    spec, zone = sys.argv[1], ZoneInfo(sys.argv[2])
    records = []
    for line in open(sys.argv[3]):
        record = json.loads(line, parse_float=str, parse_int=str)
        t = datetime.fromisoformat(record["t"].replace("Z", "+00:00"))
        g = record["g"]
        g = g if isinstance(g, str) and re.fullmatch(r"[\d.]+", g) else json.dumps(g)
        records.append((t, g, Decimal(record["x"])))
    for (start, end), g, values in sorted(results(zone, spec, records), key=lambda r: (r[0][1], r[0][0], key(r[1]))):
        print('{"window":{"start":"%s","end":"%s"},"g":%s,"n":%d,"s":%s}'
              % (shown(zone, start), shown(zone, end), g, len(values), number(sum(values))))


main()
