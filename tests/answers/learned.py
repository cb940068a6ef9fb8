#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds what featurize --fit learns to NumPy, pandas and scikit-learn.

    learned.py RECORDS STATS APPLIED FILL CLIP=LOWER..UPPER SCALE... -- ONE_HOT...

RECORDS is the NDJSON that was learned from with --fill FILL=mean --clip CLIP=LOWER..UPPER --scale SCALE=standard,...
--one-hot ONE_HOT,... --fit STATS, APPLIED what --apply STATS made of it. Prints the greatest relative difference of each kind; status 1
when one is above 1e-12, or a category or an indicator is not the same, 77 when the libraries are not there.
"""
import json
import sys

try:
    import numpy
    import pandas
    from sklearn.preprocessing import OneHotEncoder
except ImportError:
    sys.exit(77)


def difference(ours, theirs):
    ours, theirs = numpy.asarray(ours, float), numpy.asarray(theirs, float)
    return float(numpy.max(numpy.abs(ours - theirs) / numpy.maximum(numpy.abs(theirs), 1)))


def main(records, stats, applied, fill, clip, *rest):
    scales, one_hots = rest[: rest.index("--")], rest[rest.index("--") + 1 :]
    frame = pandas.DataFrame([json.loads(line) for line in open(records)])
    ours = pandas.DataFrame([json.loads(line) for line in open(applied)])
    learned = json.load(open(stats))
    filled = pandas.to_numeric(frame[fill])
    worst = {"mean of the filled": difference(learned["fill"][0]["mean"], filled.mean())}
    frame[fill] = filled.fillna(filled.mean())
    clip, quantiles = clip.split("=")
    bounds = numpy.quantile(frame[clip].astype(float), [float(q) for q in quantiles.split("..")])
    worst[clip + " quantiles"] = difference([learned["clip"][0]["lower"], learned["clip"][0]["upper"]], bounds)
    frame[clip] = frame[clip].astype(float).clip(*bounds)
    for name, figures in zip(scales, learned["scale"]):
        column = frame[name].astype(float)
        worst[name + " mean"] = difference(figures["mean"], column.mean())
        worst[name + " deviation"] = difference(figures["stddev"], column.std(ddof=1))
        worst[name + " scaled"] = difference(ours[name], (column - column.mean()) / column.std(ddof=1))
    for name, one_hot in zip(one_hots, learned["one_hot"]):
        encoder = OneHotEncoder(sparse_output=False).fit(frame[[name]])
        found = [c["value"] for c in one_hot["categories"]]
        if found != list(encoder.categories_[0]):
            sys.exit(f"{name}: {found}, scikit-learn has {list(encoder.categories_[0])}")
        indicators = ours[[c["name"] for c in one_hot["categories"]]].to_numpy()
        worst[name + " indicators"] = float(numpy.abs(indicators - encoder.transform(frame[[name]])).max())
    for what, digits in worst.items():
        print(f"{what}: {digits:.1e}")
    sys.exit(max(worst.values()) > 1e-12)


main(*sys.argv[1:])
