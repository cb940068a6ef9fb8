#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: lstsq.py dataco-6000.csv > numpy.json
Least squares of Sales_per_customer on six features over all rows by NumPy's lstsq. Its columns are scaled to
length 1 first and the solution is refined by a second step on the residuals, summed exactly (math.fsum)."""
import csv, json, math, re, sys
import numpy as np

TARGET = "Sales_per_customer"
TERMS = ["Days_for_shipping_real", "Days_for_shipment_scheduled", "Benefit_per_order", "Order_Item_Quantity",
         "Order_Item_Discount", "Product_Price"]

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    lines = csv.reader(file)
    header = [re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_") for name in next(lines)]
    at = [header.index(name) for name in TERMS + [TARGET]]
    table = np.array([[float(row[i]) for i in at] for row in lines])
x = np.column_stack([np.ones(len(table)), table[:, :-1]])
y = table[:, -1]
scale = np.linalg.norm(x, axis=0)
b = np.linalg.lstsq(x / scale, y, rcond=None)[0] / scale
for _ in range(2):
    left = np.array([math.fsum([v] + [-p for p in row * b]) for v, row in zip(y, x)])
    b += np.linalg.lstsq(x / scale, left, rcond=None)[0] / scale
left = np.array([math.fsum([v] + [-p for p in row * b]) for v, row in zip(y, x)])
rss = math.fsum(left * left)
mean = math.fsum(y) / len(y)
tss = math.fsum((y - mean) ** 2)
names = ["(Intercept)"] + TERMS
print(json.dumps({"n": len(y), "r2": 1 - rss / tss, "sigma": math.sqrt(rss / (len(y) - len(b))), "rss": rss,
                  "coefficients": dict(zip(names, map(float, b)))}, indent=1))
