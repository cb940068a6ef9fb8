#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Apache Spark answers in the five scenarios, over 100,000 rows of ordergen each.

    make answers                (a virtual environment with pyspark 3.5.3, a Java runtime)
    spark.py ORDERGEN FOLDER    writes FOLDER/*.tsv, which tests/answers.t holds our pipelines to

A table longer than 400 lines is kept as its first 20 lines and the sha256 of all. Sums of money are shown to
the cent, which they are exact to; means and shares to six places.
"""

import hashlib
import os
import subprocess
import sys
import tempfile

from pyspark.ml.feature import VectorAssembler
from pyspark.ml.regression import LinearRegression
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql.types import DoubleType
from pyspark.sql.window import Window

ROWS, SEED = 100000, 42
LONGEST, SHOWN = 400, 20


def show(value):
    """One cell: texts and whole numbers as they are, ("%.2f", x) by its format."""
    if isinstance(value, tuple):
        return "null" if value[1] is None else value[0] % (value[1] + 0.0)  # -0.0 is 0
    if isinstance(value, list):
        return " ".join(str(v) for v in value)
    return "null" if value is None else str(value)


def money(value):
    return ("%.2f", value)


def real(value):
    return ("%.6f", value)


def write(folder, name, rows):
    lines = ["\t".join(show(cell) for cell in row) + "\n" for row in rows]
    if len(lines) > LONGEST:
        digest = hashlib.sha256("".join(lines).encode()).hexdigest()
        lines = lines[:SHOWN] + [f"{len(lines)} lines, sha256 {digest}\n"]
    with open(os.path.join(folder, name + ".tsv"), "w") as file:
        file.writelines(lines)


def generate(ordergen, scenario, form, folder):
    path = os.path.join(folder, f"{scenario}.{form}")
    with open(path, "w") as file:
        command = [ordergen, scenario, "--rows", str(ROWS), "--seed", str(SEED), "--format", form]
        if scenario == "ad-events":
            command += ["--interval", "1m"]  # three months
        subprocess.run(command, stdout=file, check=True)
    return path


def instant(column):
    return F.date_format(column, "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")


# Section 1: what the notebook computes, and what its text promises.


def shop_behaviour(spark, path):
    events = spark.read.csv(path, header=True, inferSchema=True).na.fill("")
    pairs = events.groupBy("user_id", "category_code").count()
    yield "top_10_interactions", [
        (r["user_id"], r["category_code"], r["count"])
        for r in pairs.orderBy(F.desc("count"), "user_id", "category_code").limit(10).collect()
    ]
    triples = events.groupBy("user_id", "category_code", "brand").count()
    greatest = triples.groupBy("category_code", "brand").agg(F.max("count").alias("max_count"))
    engaged = (
        triples.join(greatest, ["category_code", "brand"])
        .where("count = max_count")
        .groupBy("category_code", "brand", "max_count")
        .agg(F.sort_array(F.collect_list("user_id")).alias("users"))
        .orderBy("category_code", "brand")
    )
    yield "most_engaged", [(r["category_code"], r["brand"], r["max_count"], r["users"]) for r in engaged.collect()]
    rank = F.rank().over(Window.partitionBy("user_id").orderBy(F.desc("count")))
    tops = triples.withColumn("rank", rank).where("rank = 1").orderBy("user_id", "category_code", "brand")
    yield "top_of_each_user", [(r["user_id"], r["category_code"], r["brand"], r["count"]) for r in tops.collect()]
    prices = (
        events.groupBy("category_code")
        .agg(F.mean("price").alias("mean"), F.max("price").alias("max"), F.min("price").alias("min"))
        .orderBy(F.desc("mean"), "category_code")
        .limit(10)
    )
    yield "top_10_categories_prices", [
        (r["category_code"], real(r["mean"]), money(r["max"]), money(r["min"])) for r in prices.collect()
    ]
    categories = events.groupBy("category_id", "category_code").count()
    yield "top_10_categories", [
        (r["category_id"], r["category_code"], r["count"])
        for r in categories.orderBy(F.desc("count"), "category_id", "category_code").limit(10).collect()
    ]


# Section 2: the row fields as the original's Python functions have them, then both aggregations.


def total_cost(items, kind):
    """A sum that is the whole number 0 becomes null in a column of doubles."""
    total = 0
    for item in items:
        total += (item["unit_price"] or 0) * (item["quantity"] or 0)
    return -total if kind == "RETURN" else total


def total_items(items):
    return sum(item["quantity"] or 0 for item in items)


INVOICE = (
    "invoice_no bigint, country string, timestamp string, type string, "
    "items array<struct<SKU: string, title: string, unit_price: double, quantity: int>>"
)


def retail_invoices(spark, path):
    invoices = (
        spark.read.schema(INVOICE)
        .json(path)
        .withColumn("total_cost", F.udf(total_cost, DoubleType())("items", "type"))
        .withColumn("total_items", F.udf(total_items, "int")("items"))
        .withColumn("is_order", (F.col("type") == "ORDER").cast("int"))
        .withColumn("is_return", (F.col("type") == "RETURN").cast("int"))
        .withColumn("time", F.to_timestamp("timestamp"))
    )
    rows = invoices.orderBy("invoice_no")
    yield "invoices", [
        (r["invoice_no"], r["country"], money(r["total_cost"]), r["total_items"], r["is_order"], r["is_return"])
        for r in rows.collect()
    ]
    kpis = [
        F.count("*").alias("OPM"),
        F.sum("total_cost").alias("volume"),
        (F.sum("is_return") / (F.sum("is_order") + F.sum("is_return"))).alias("rate"),
        (F.sum("total_cost") / (F.sum("is_order") + F.sum("is_return"))).alias("average"),
    ]
    minute = F.window("time", "1 minute")
    by_time = invoices.groupBy(minute).agg(*kpis).orderBy("window.start")
    yield "kpis_by_time", [
        (r["start"], r["OPM"], money(r["volume"]), real(r["rate"]), real(r["average"]))
        for r in by_time.withColumn("start", instant("window.start")).collect()
    ]
    by_country = invoices.groupBy(minute, "country").agg(*kpis).orderBy("window.start", "country")
    yield "kpis_by_time_and_country", [
        (r["start"], r["country"], r["OPM"], money(r["volume"]), real(r["rate"]))
        for r in by_country.withColumn("start", instant("window.start")).collect()
    ]


# Section 3: the dashboard, over all rows and not the first 1,000.


def synthetic_orders(spark, path):
    orders = spark.read.csv(path, header=True, inferSchema=True)
    days = orders.groupBy(F.date_trunc("day", "timestamp").alias("day")).agg(F.sum("price").alias("sales"))
    yield "sales_over_time", [
        (r["start"], money(r["sales"])) for r in days.orderBy("day").withColumn("start", instant("day")).collect()
    ]
    for name, column in (("prime", "is_prime"), ("sales_by_category", "category")):
        sums = orders.groupBy(column).agg(F.sum("price").alias("sales")).orderBy(column)
        yield name, [(str(r[column]).lower() if name == "prime" else r[column], money(r["sales"])) for r in sums.collect()]
    ratings = orders.groupBy("user_rating").count().orderBy("user_rating")
    yield "user_ratings", [(r["user_rating"], r["count"]) for r in ratings.collect()]
    products = orders.groupBy("product_id").agg(F.sum("price").alias("sales"))
    top = products.orderBy(F.desc(F.round("sales", 2)), "product_id").limit(10)
    yield "top_10_products", [(r["product_id"], money(r["sales"])) for r in top.collect()]


# Section 4: the three charts and the questions of the notes.


def ad_events(spark, path):
    product = F.when(F.col("product") == "company", "electronics").otherwise(F.col("product"))
    events = spark.read.csv(path, header=True).withColumn("product", product)
    events = events.withColumn("at", F.to_timestamp("time"))
    day = F.date_trunc("day", "at").alias("day")
    counts = events.groupBy(day, "title", "product").count().orderBy("day", "title", "product")
    yield "status_by_day", [
        (r["start"], r["title"], r["product"], r["count"]) for r in counts.withColumn("start", instant("day")).collect()
    ]
    orders = events.where("title = 'order'")
    months = orders.groupBy(F.date_trunc("month", "at").alias("month"), "product").count()
    yield "orders_by_month", [
        (r["start"], r["product"], r["count"])
        for r in months.orderBy("month", "product").withColumn("start", instant("month")).collect()
    ]
    devices = events.groupBy("site_version").count().orderBy("site_version")
    yield "devices", [(r["site_version"], r["count"]) for r in devices.collect()]
    shown = events.where("title = 'banner_show'").groupBy(F.window("at", "1 hour"), "product")
    users = shown.agg(F.countDistinct("user_id").alias("users")).orderBy("window.start", "product")
    yield "users_by_hour", [
        (r["start"], r["product"], r["users"]) for r in users.withColumn("start", instant("window.start")).collect()
    ]
    pairs = events.groupBy("user_id", "product").agg(
        F.sum((F.col("title") == "banner_click").cast("int")).alias("clicks"),
        F.sum((F.col("title") == "order").cast("int")).alias("orders"),
    )
    lost = pairs.where("clicks > 0 and orders = 0").groupBy("product").count()
    yield "clicked_without_order", [
        (r["product"], r["count"]) for r in lost.orderBy(F.desc("count"), "product").collect()
    ]
    for name, column, most in (("top_users", "user_id", 5), ("top_pages", "page_id", 2)):
        top = events.groupBy(column).count().orderBy(F.desc("count"), column).limit(most)
        yield name, [(r[column], r["count"]) for r in top.collect()]


# Section 0: renaming, dates, sums and the regression over all rows.

FEATURES = (
    "Days_for_shipping_real Days_for_shipment_scheduled Benefit_per_order Order_Item_Quantity "
    "Order_Item_Discount Product_Price"
).split()


def plain(name):
    """Runs of other characters become one `_`, none at the ends."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in name).split()
    return "_".join(words)


def supply_chain(spark, path):
    rows = spark.read.csv(path, header=True, inferSchema=True, encoding="ISO-8859-1")
    rows = rows.toDF(*[plain(name) for name in rows.columns])
    month = F.date_trunc("month", F.to_timestamp("order_date_DateOrders", "M/d/yyyy H:mm"))
    months = rows.groupBy(month.alias("month"), "Market").agg(
        F.count("*").alias("n"),
        F.sum("Sales_per_customer").alias("sales"),
        F.sum("Late_delivery_risk").alias("late"),
    )
    yield "months", [
        (r["start"], r["Market"], r["n"], money(r["sales"]), r["late"])
        for r in months.orderBy("month", "Market").withColumn("start", instant("month")).collect()
    ]
    table = VectorAssembler(inputCols=FEATURES, outputCol="features").transform(rows)
    model = LinearRegression(labelCol="Sales_per_customer", solver="normal").fit(table)
    names = ["(Intercept)"] + FEATURES
    yield "coefficients", list(zip(names, (("%.7g", c) for c in [model.intercept, *model.coefficients])))
    pairs = model.transform(table)
    inside = F.abs(F.col("Sales_per_customer") - F.col("prediction")) / F.col("Sales_per_customer") < 0.15
    yield "inside", [(pairs.where(inside).count(), pairs.count())]


def main():
    ordergen, folder = sys.argv[1:]
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    with tempfile.TemporaryDirectory() as data:
        for scenario, form, tables in (
            ("supply-chain", "csv", supply_chain),
            ("shop-behaviour", "csv", shop_behaviour),
            ("retail-invoices", "ndjson", retail_invoices),
            ("synthetic-orders", "csv", synthetic_orders),
            ("ad-events", "csv", ad_events),
        ):
            path = generate(ordergen, scenario, form, data)
            for name, rows in tables(spark, path):
                write(folder, f"{scenario}.{name}", rows)
    spark.stop()


main()
