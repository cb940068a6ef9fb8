#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: scikit_learn.py real.ndjson ../aliased/rows.ndjson > sklearn.tsv     (pip install scikit-learn xxhash)

What scikit-learn makes of penalties: Ridge and ElasticNet behind a StandardScaler. Ridge's alpha is n lambda.
real.ndjson is what `csv2kafka -n --normalize-names dataco-6000.csv` writes. A line: which file, weight or -,
options, which members of the model, their values. Coefficients are there where they are unique, the R2 where
they are not. Folds are computed here too: XXH64 of the fold's bytes."""
import json, sys
import numpy as np
import xxhash
from sklearn.linear_model import ElasticNet, LinearRegression, Ridge

FILES = {
    "real": (sys.argv[1], "Sales_per_customer", "Days_for_shipping_real,Days_for_shipment_scheduled,"
             "Benefit_per_order,Order_Item_Quantity,Order_Item_Discount,Product_Price"),
    "dependent": (sys.argv[2], "y", "sales,discount,total,double,seven,price"),
}
FOLD_SEED = 0x666F6C64


def read(name):
    path, target, terms = FILES[name]
    lines = open(path, encoding="utf-8").read().splitlines()
    rows = [json.loads(line) for line in lines]
    table = lambda fields: np.array([[float(row[f]) for f in fields] for row in rows])
    return lines, rows, table(terms.split(",")), table([target])[:, 0]


def fit(x, y, weights, penalty, alpha):
    """Coefficients of the fields as they are, the constant first."""
    mean = np.average(x, axis=0, weights=weights)
    scale = np.sqrt(np.average((x - mean) ** 2, axis=0, weights=weights))
    scale[scale < 1e-9] = 1
    z = (x - mean) / scale
    if penalty == 0:
        model = LinearRegression()
    elif alpha == 0:
        model = Ridge(alpha=penalty * weights.sum(), solver="svd")
    else:
        model = ElasticNet(alpha=penalty, l1_ratio=alpha, tol=1e-15, max_iter=10**6)
    model.fit(z, y, sample_weight=weights)
    b = model.coef_ / scale
    return np.append(np.average(y, weights=weights) - mean @ b, b)


def predict(b, x):
    return b[0] + x @ b[1:]


def r2(y, prediction):
    return 1 - ((y - prediction) ** 2).sum() / ((y - y.mean()) ** 2).sum()


def line(file, weight, options, name, values):
    print(file, weight, options, name, " ".join(repr(float(v)) for v in values), sep="\t")


def options_of(penalty, alpha):
    if penalty == 0:
        return ""
    return {0: f"--ridge {penalty}", 1: f"--lasso {penalty}"}.get(alpha, f"--elastic-net {penalty},{alpha}")


def fold_of(text, folds):
    return int((xxhash.xxh64_intdigest(text.encode(), FOLD_SEED) >> 11) * 2.0**-53 * folds)


def cross_validate(x, y, fold, penalty, alpha):
    prediction = np.empty(len(y))
    for k in set(fold):
        seen, unseen = fold != k, fold == k
        prediction[unseen] = predict(fit(x[seen], y[seen], np.ones(seen.sum()), penalty, alpha), x[unseen])
    return prediction


for file in FILES:
    lines, rows, x, y = read(file)
    ones = np.ones(len(y))
    for penalty, alpha in [(0.001, 0), (0.1, 0), (10, 0), (0.01, 0.5), (1, 0.5), (3, 0.9), (0.01, 1), (1, 1), (20, 1)]:
        b = fit(x, y, ones, penalty, alpha)
        if file == "dependent" and alpha == 1:
            line(file, "-", options_of(penalty, alpha), "r2", [r2(y, predict(b, x))])
        else:
            line(file, "-", options_of(penalty, alpha), "coefficient", b)

for file, field in [("real", "Category_Id"), ("dependent", "price")]:
    lines, rows, x, y = read(file)
    weights = np.array([float(row[field]) for row in rows])
    for penalty, alpha in [(0.1, 0), (1, 0.5)] + [(1, 1)] * (file == "real"):
        line(file, field, options_of(penalty, alpha), "coefficient", fit(x, y, weights, penalty, alpha))

for file, field in [("real", "Order_Id"), ("dependent", "discount")]:
    lines, rows, x, y = read(file)
    by_record = np.array([fold_of(text[1:-1], 5) for text in lines])
    by_field = np.array([fold_of(json.dumps(row[field]), 4) for row in rows])
    for penalty, alpha in [(0, 0), (0.1, 0), (1, 0.5), (1, 1)]:
        for options, fold in [("--cv 5", by_record), (f"--cv 4 --cv-by {field}", by_field)]:
            prediction = cross_validate(x, y, fold, penalty, alpha)
            line(file, "-", f"{options} {options_of(penalty, alpha)}".strip(), "mse",
                 [((y - prediction) ** 2).mean()])
