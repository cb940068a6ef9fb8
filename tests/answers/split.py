#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deals records out as featurize --split does, by what featurize(1) says and python-xxhash.

    split.py SEED FIELD NAME=SHARE... < records that featurize split by that field

FIELD `-` is the whole record. Status 1 where a record is in another share, 77 when xxhash is not there.
"""
import json
import sys

try:
    import xxhash
except ImportError:
    sys.exit(77)


def main(seed, field, *shares):
    for line in sys.stdin:
        line = line.rstrip("\n")
        record = json.loads(line)
        if field == "-":  # the fields as they stand, before ,"split":"..."
            key = line[1 : line.rindex(',"split":')]
        else:
            value = record[field]
            if isinstance(value, float) and value.is_integer():
                value = int(value)  # 37.0 is written as 37
            key = json.dumps(value, ensure_ascii=False)
        point = (xxhash.xxh64_intdigest(key.encode(), seed=int(seed)) >> 11) * 2.0**-53
        up_to = 0.0
        for share in shares:
            name, part = share.split("=")
            up_to += float(part)
            if point < up_to:
                break
        if record["split"] != name:
            sys.exit(f"{line}: the point {point} is of {name}")


main(*sys.argv[1:])
