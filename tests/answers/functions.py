#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes functions.tsv: what DuckDB makes of generated expressions in decimals, nulls and texts, what Python's re
makes of patterns, and what xxhash makes of hash().

`= RECORD` lines are the records; each other line is an expression in our language and, behind tabs, its answer in
JSON for each record, or for none where it has no field. tests/unit/test_expr_answers.c reads it. Where the dialects
differ (least and greatest skip nulls there) ours is spelled out in DuckDB's SQL; the quotient of two decimals is the
double nearest to the exact one, which Python's fractions find.
"""
import json
import random
import re
import sys
from decimal import Decimal
from fractions import Fraction

import duckdb
import xxhash

RECORDS = [
    {"a": "1.25", "b": "-2", "c": "0.07", "p": True, "s": "a/b/c", "t": "b"},
    {"a": None, "b": "3", "c": "-19.99", "p": None, "s": None, "t": "/"},
    {"a": "0", "b": None, "c": "100", "p": False, "s": "", "t": None},
    {"a": "-7.5", "b": "-7.5", "c": None, "p": True, "s": " \u00e4\u20acb ", "t": ""},
    {"a": "99.95", "b": "4", "c": "0.01", "p": False, "s": "abab", "t": "ab"},
    {"a": None, "b": None, "c": None, "p": None, "s": None, "t": None},
]
NUMBERS, TEXTS = 400, 250
SUM, PRODUCT, MINUS, OPERAND = range(4)

random.seed(20240729)
pick = random.choice
database = duckdb.connect()


def number(depth):
    """Ours, DuckDB's, our level."""
    if depth == 0 or random.random() < 0.15:
        leaf = pick(["a", "b", "c"] * 4 + ["2", "0.5", "12.34", "-3", "0", "null"])
        return leaf, "null::decimal(9,2)" if leaf == "null" else leaf if leaf in "abc" else f"({leaf})", OPERAND
    kind = pick(["sum", "sum", "product", "remainder", "minus", "call", "if", "round", "abs", "nullif", "many"])
    x = number(depth - 1)
    if kind == "minus":
        return f"-({x[0]})", f"(-{x[1]})", MINUS
    if kind == "abs":
        name = pick(["abs", "floor", "ceil"])
        return f"{name}({x[0]})", f"{name}({x[1]})", OPERAND
    if kind == "round":
        places = random.randint(-1, 3)
        return f"round({x[0]}, {places})", f"round({x[1]}, {places})", OPERAND
    y = number(depth - 1)
    if kind == "if":
        c = condition(depth - 1)
        return f"if({c[0]}, {x[0]}, {y[0]})", f"(case when {c[1]} then {x[1]} else {y[1]} end)", OPERAND
    if kind == "nullif":
        return f"nullif({x[0]}, {y[0]})", f"nullif({x[1]}, {y[1]})", OPERAND
    if kind == "call":
        return f"coalesce({x[0]}, {y[0]})", f"coalesce({x[1]}, {y[1]})", OPERAND
    if kind == "many":
        name = pick(["least", "greatest"])
        return (f"{name}({x[0]}, {y[0]})",
                f"(case when {x[1]} is not null and {y[1]} is not null then {name}({x[1]}, {y[1]}) end)", OPERAND)
    sign = {"sum": pick("+-"), "product": "*", "remainder": "%"}[kind]
    level = SUM if kind == "sum" else PRODUCT
    left = f"({x[0]})" if x[2] < level else x[0]
    right = f"({y[0]})" if y[2] <= level else y[0]
    return f"{left} {sign} {right}", f"({x[1]} {sign} {y[1]})", level


def condition(depth):
    if depth == 0:
        return pick([("p", "p"), ("p", "p"), ("null", "null::boolean"), ("a is null", "(a is null)")])
    kind = pick(["compare", "compare", "compare", "and", "or", "not", "in"])
    if kind == "not":
        x = condition(depth - 1)
        return f"not ({x[0]})", f"(not {x[1]})"
    if kind in ("and", "or"):
        x, y = condition(depth - 1), condition(depth - 1)
        return f"(({x[0]}) {kind} ({y[0]}))", f"({x[1]} {kind} {y[1]})"
    x, y = number(depth - 1), number(depth - 1)
    if kind == "in":
        return f"({x[0]}) in ({y[0]}, 3)", f"({x[1]} in ({y[1]}, 3))"
    while "null" in (x[0], y[0]):  # a mistake in our language
        x, y = number(depth - 1), number(depth - 1)
    sign = pick(["==", "!=", "<", "<=", ">", ">="])
    return f"({x[0]}) {sign} ({y[0]})", f"({x[1]} {sign} {y[1]})"


def text(depth):
    if depth == 0 or random.random() < 0.3:
        leaf = pick(["s", "t"] * 4 + ["'b'", "'ab/a'", "''"])
        return leaf, leaf
    x, y = text(depth - 1), text(depth - 1)
    n, m = pick([1, 2, 3, -1, -2]), random.randint(0, 4)
    return pick([
        (f"lower({x[0]})", f"lower({x[1]})"),
        (f"trim({x[0]})", f"trim({x[1]})"),
        (f"substr({x[0]}, {n})", f"substr({x[1]}, {n})"),
        (f"substr({x[0]}, {abs(n)}, {m})", f"substr({x[1]}, {abs(n)}, {m})"),
        (f"replace({x[0]}, 'b', {y[0]})", f"replace({x[1]}, 'b', {y[1]})"),
        (f"split_part({x[0]}, '/', {n})", f"split_part({x[1]}, '/', {n})"),
        (f"lpad({x[0]}, {m}, 'xy')", f"lpad({x[1]}, {m}, 'xy')"),
        (f"concat({x[0]}, {y[0]})", f"({x[1]} || {y[1]})"),
        (f"coalesce({x[0]}, {y[0]})", f"coalesce({x[1]}, {y[1]})"),
        (f"nullif({x[0]}, {y[0]})", f"nullif({x[1]}, {y[1]})"),
    ])


def about_text(depth):
    x, y = text(depth), text(depth)
    return pick([
        x, x, x,
        (f"length({x[0]})", f"length({x[1]})"),
        (f"contains({x[0]}, {y[0]})", f"contains({x[1]}, {y[1]})"),
        (f"starts_with({x[0]}, {y[0]})", f"starts_with({x[1]}, {y[1]})"),
        (f"ends_with({x[0]}, {y[0]})", f"ends_with({x[1]}, {y[1]})"),
        (f"{x[0]} < {y[0]}", f"({x[1]} < {y[1]})"),
    ])


def written(value):
    """The JSON that tillpipe writes."""
    if isinstance(value, Decimal):
        shown = format(value.normalize(), "f")
        return "0" if Decimal(shown) == 0 else shown
    if isinstance(value, float):
        return written(Decimal(repr(value))) if value == 0 or 1e-6 <= abs(value) < 1e21 else repr(value)
    return json.dumps(value, ensure_ascii=False)


def ask(sql):
    """The answers of all records, or None where DuckDB has none, or one in doubles."""
    try:
        (kind,) = database.execute(f"select typeof({sql}) from r limit 1").fetchone()
        if kind in ("DOUBLE", "FLOAT"):
            return None
        return [value for (value,) in database.execute(f"select {sql} from r order by n").fetchall()]
    except duckdb.Error:
        return None


def exact(values):
    """Whether all stay within the digits that a decimal of ours has, with room for what led to them."""
    return all(len(v.normalize().as_tuple().digits) < 13 and v.normalize().as_tuple().exponent >= -9
               for v in values if isinstance(v, Decimal))


def generate(count, make):
    seen = set()
    while len(seen) < count:
        ours, theirs = make()[:2]
        answers = ask(theirs)
        if ours in seen or len(ours) > 100 or answers is None or not exact(answers):
            continue
        seen.add(ours)
        print("\t".join([ours] + [written(v) for v in answers]))


def quotients(count):
    for _ in range(count):
        x, y = number(1), number(1)
        above, below = ask(x[1]), ask(y[1])
        if above is None or below is None or not exact(above + below):
            continue
        answers = [None if n is None or d is None or d == 0 else float(Fraction(n) / Fraction(d))
                   for n, d in zip(above, below)]
        print("\t".join([f"({x[0]}) / ({y[0]})"] + [written(v) for v in answers]))


PATTERNS = [  # the same in POSIX and Python, Python's spelling beside it where the letters differ
    ("[0-9]+", None), ("([0-9]+)-([0-9]+)", None), ("^[a-z]+$", None), ("([^@ ]+)@([^@ ]+)", None), ("a*", None),
    ("(ab)+", None), ("x?y", None), ("[[:space:]]+", r"\s+"), ("^[[:space:]]*$", r"^\s*\Z"), ("\\.", None), ("(a)|(b)", None),
    ("[[:upper:]]", "[A-Z]"), ("b{2,3}", None), ("^(.)(.*)$", None), ("[^a-z0-9]", None), ("(\u00e4|\u00f6)+", None),
    ("[\u00e0-\u00ff]", None), (".\u20ac", None), ("$", r"\Z"), ("ORD-([0-9]{4})-([0-9]+)", None), ("([a-z]+)/?([a-z]*)", None),
]
SUBJECTS = ["", "abc", "12-345 and 6-7", "jane@example.org, joe@example.com", "aabbbab", "  two  words ", "3.50 \u20ac",
            "\u00e4\u00f6x\u00fc", "ORD-2024-0017", "xyyx", "a/b/c", "Q.E.D."]


def sed_sub(pattern, replacement, subject):
    """re.sub, but what is empty does not match right behind a match, as in sed and in Python before 3.7."""
    made, copied, last = [], 0, None
    for match in re.finditer(pattern, subject, re.S):
        if match.start() == match.end() == last:
            continue
        made += [subject[copied:match.start()], match.expand(replacement)]
        copied = last = match.end()
    return "".join(made) + subject[copied:]


def patterns():
    for posix, python in PATTERNS:
        python = (python or posix).replace("$", r"\Z") if not python else python
        for subject in SUBJECTS:
            found = re.search(python, subject, re.S)
            x, p = json.dumps(subject, ensure_ascii=False), json.dumps(posix, ensure_ascii=False)
            groups = re.compile(python).groups
            print(f"matches({x}, {p})\t{written(found is not None)}")
            for group in range(groups + 1):
                print(f"extract({x}, {p}, {group})\t{written(found and found[group])}")
            replacement = "<\\1>" if groups else "<\\0>"
            theirs = replacement.replace("\\0", "\\g<0>")
            print(f"substitute({x}, {p}, {json.dumps(replacement)})\t{written(sed_sub(python, theirs, subject))}")


def hashes():
    for values in [["abc"], [""], [1], ["1"], [0.25], [True], ["a", "b"], ["a,b"], ["\u20ac \"x\"\n"], [12345678901, "k"]]:
        shown = ",".join(json.dumps(v, ensure_ascii=False) for v in values)
        print(f"hash({shown})\t{xxhash.xxh64(shown.encode()).intdigest() >> 11}")


def main():
    database.execute("create table r (n integer, a decimal(9,2), b decimal(9,2), c decimal(9,2), p boolean, s text, t text)")
    print(f"# DuckDB {duckdb.__version__}")
    for n, record in enumerate(RECORDS):
        database.execute("insert into r values (?, ?, ?, ?, ?, ?, ?)", [n, *record.values()])
        print("= {" + ", ".join(f'"{k}": {v if v and k in "abc" else json.dumps(v, ensure_ascii=False)}'
                                for k, v in record.items()) + "}")
    generate(NUMBERS, lambda: number(random.randint(2, 4)))
    generate(NUMBERS // 2, lambda: condition(random.randint(1, 3)))
    generate(TEXTS, lambda: about_text(random.randint(1, 3)))
    quotients(100)
    patterns()
    hashes()


if __name__ == "__main__":
    sys.exit(main())
