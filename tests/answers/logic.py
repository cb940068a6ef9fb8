#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes logic.tsv: what SQLite makes of generated conditions over the records below, null included.

Each line is an expression in our language and its value for each record, with tabs between.
tests/unit/test_expr_answers.c reads it. The numbers are small whole ones, so that SQLite's integers and doubles
give what exact decimals give; only / leaves them, and both sides then compute in doubles.
"""
import random
import sqlite3
import sys

RECORDS = [  # a, b: numbers; p, q: booleans; s, t: texts
    (1, 2, 1, 0, "ab", "b"),
    (0, None, None, 1, None, "ab"),
    (None, 0, 0, None, "", None),
    (-3, -3, 1, 1, "B", "b"),
    (None, None, None, None, None, None),
    (7, 2, 0, 0, "ab", "ab"),
    (2, -1, None, 0, "\u00e4x", "\u00e4"),
    (5, 0, 1, None, "x y", ""),
]
EXPRESSIONS = 1000
# Levels of our grammar: an operand of a lower level than wanted needs parentheses.
OR, AND, NOT, COMPARISON, SUM, PRODUCT, MINUS, OPERAND = range(8)

random.seed(20240728)
pick = random.choice


def wrap(made, level):
    """The text of an operand, in parentheses where it binds less tightly than `level`, and now and then."""
    ours, _, has = made
    return f"({ours})" if has < level or random.random() < 0.1 else ours


def number(depth):
    if depth == 0 or random.random() < 0.2:
        leaf = pick(["a", "b", "a", "b", str(random.randint(0, 9))] * 3 + ["null"])
        return leaf, leaf, OPERAND
    kind = pick(["sum", "product", "divide", "remainder", "minus", "call", "if", "length"])
    if kind == "minus":
        x = number(depth - 1)
        return f"-{wrap(x, MINUS)}", f"(-{x[1]})", MINUS
    if kind == "length":
        x = text(depth - 1)
        return f"length({x[0]})", f"length({x[1]})", OPERAND
    if kind == "if":
        c, x, y = condition(depth - 1), number(depth - 1), number(depth - 1)
        return f"if({c[0]}, {x[0]}, {y[0]})", f"iif({c[1]}, {x[1]}, {y[1]})", OPERAND
    if kind == "call":
        x, y = number(depth - 1), number(depth - 1)
        name, theirs = pick([("least", "min"), ("greatest", "max"), ("coalesce", "coalesce")])
        return f"{name}({x[0]}, {y[0]})", f"{theirs}({x[1]}, {y[1]})", OPERAND
    if kind == "remainder":  # SQLite's % cuts doubles to integers
        x, y = pick("ab"), pick(["a", "b", "2", "3"])
        return f"{x} % {y}", f"({x} % {y})", PRODUCT
    x, y = number(depth - 1), number(depth - 1)
    if kind == "divide":
        return f"{wrap(x, PRODUCT)} / {wrap(y, MINUS)}", f"(1.0 * {x[1]} / {y[1]})", PRODUCT
    if kind == "product":
        return f"{wrap(x, PRODUCT)} * {wrap(y, MINUS)}", f"({x[1]} * {y[1]})", PRODUCT
    sign = pick("+-")
    return f"{wrap(x, SUM)} {sign} {wrap(y, PRODUCT)}", f"({x[1]} {sign} {y[1]})", SUM


def text(depth):
    if depth == 0 or random.random() < 0.4:
        leaf = pick(["s", "t", "s", "t", "'b'", "'ab'", "''"] * 3 + ["null"])
        return leaf, leaf, OPERAND
    x, y = text(depth - 1), text(depth - 1)
    n, m = random.randint(1, 3), random.randint(0, 2)
    return pick([
        (f"lower({x[0]})", f"lower({x[1]})", OPERAND),
        (f"upper({x[0]})", f"upper({x[1]})", OPERAND),
        (f"trim({x[0]})", f"trim({x[1]})", OPERAND),
        (f"substr({x[0]}, {n}, {m})", f"substr({x[1]}, {n}, {m})", OPERAND),
        (f"replace({x[0]}, 'b', {y[0]})", f"replace({x[1]}, 'b', {y[1]})", OPERAND),
        (f"concat({x[0]}, {y[0]})", f"({x[1]} || {y[1]})", OPERAND),
        (f"coalesce({x[0]}, {y[0]})", f"coalesce({x[1]}, {y[1]})", OPERAND),
    ])


def condition(depth):
    if depth == 0:
        leaf = pick(["p", "q", "p", "q", "true", "false"] * 3 + ["null"])
        return leaf, leaf, OPERAND
    kind = pick(["and", "or", "not", "compare", "compare", "text", "null", "in", "equal", "contains", "if"])
    if kind in ("and", "or"):
        x, y = condition(depth - 1), condition(depth - 1)
        level, sign = (OR, "||") if kind == "or" else (AND, "&&")
        return f"{wrap(x, level)} {pick([kind, sign])} {wrap(y, level + 1)}", f"({x[1]} {kind} {y[1]})", level
    if kind == "not":
        x = condition(depth - 1)
        return f"{pick(['not ', '!'])}{wrap(x, NOT)}", f"(not {x[1]})", NOT
    if kind == "null":
        x = pick([number, text, condition])(depth - 1)
        test = pick(["is null", "is not null"])
        return f"{wrap(x, SUM)} {test}", f"({x[1]} {test})", COMPARISON
    if kind == "in":
        make = pick([number, text])
        x, items = make(depth - 1), [make(depth - 1) for _ in range(random.randint(1, 3))]
        test = pick(["in", "not in"])
        return (f"{wrap(x, SUM)} {test} ({', '.join(i[0] for i in items)})",
                f"({x[1]} {test} ({', '.join(i[1] for i in items)}))", COMPARISON)
    if kind == "contains":
        x, y = text(depth - 1), text(depth - 1)
        return f"contains({x[0]}, {y[0]})", f"(instr({x[1]}, {y[1]}) > 0)", OPERAND
    if kind == "if":
        c, x, y = condition(depth - 1), condition(depth - 1), condition(depth - 1)
        return f"if({c[0]}, {x[0]}, {y[0]})", f"iif({c[1]}, {x[1]}, {y[1]})", OPERAND
    make = condition if kind == "equal" else text if kind == "text" else number
    x, y = make(depth - 1), make(depth - 1)
    while "null" in (x[1], y[1]):  # a mistake in our language
        x, y = make(depth - 1), make(depth - 1)
    sign = pick(["==", "!="] if kind == "equal" else ["==", "!=", "<", "<=", ">", ">="])
    return f"{wrap(x, SUM)} {sign} {wrap(y, SUM)}", f"({x[1]} {sign} {y[1]})", COMPARISON


def main():
    database = sqlite3.connect(":memory:")
    database.execute("create table r (n integer, a, b, p, q, s text, t text)")
    for n, record in enumerate(RECORDS):
        database.execute("insert into r values (?, ?, ?, ?, ?, ?, ?)", (n, *record))
    names = ["a", "b", "p", "q", "s", "t"]
    print(f"# SQLite {sqlite3.sqlite_version}, {EXPRESSIONS} expressions over {len(RECORDS)} records")
    for record in RECORDS:
        shown = {k: bool(v) if k in "pq" and v is not None else v for k, v in zip(names, record)}
        text = ", ".join(f'"{k}": ' + ("null" if v is None else str(v).lower() if isinstance(v, bool)
                                       else f'"{v}"' if isinstance(v, str) else str(v))
                         for k, v in shown.items())
        print(f"= {{{text}}}")
    seen = set()
    while len(seen) < EXPRESSIONS:
        ours, theirs, _ = condition(random.randint(1, 4))
        if ours in seen or len(ours) > 90:
            continue
        seen.add(ours)
        rows = database.execute(f"select {theirs} from r order by n").fetchall()
        print("\t".join([ours] + ["null" if v is None else "true" if v else "false" for (v,) in rows]))


if __name__ == "__main__":
    sys.exit(main())
