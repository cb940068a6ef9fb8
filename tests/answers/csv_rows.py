#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""csv_rows.py SEED FILES: odd but valid CSV, read by csv2kafka and by Python's csv module, which must agree."""
import csv
import io
import json
import random
import subprocess
import sys

PIECES = ['a', 'b', 'é', '日', '😀', ' ', '  ', '\t', '1', '00725', '1e5', '+5', '5.', '""', '"', '\n', '\r\n', '\r', ',', ';',
          "'", '\\', '\\n', '\x01', '\x7f', '\u2028', 'true', 'NULL', '33.20', 'x' * 300]


def make_text(rng, delimiter, quote):
    ending = rng.choice(['\n', '\n', '\r\n', '\r'])
    columns = rng.randint(1, 6)

    def cell(text):
        special = any(c in text for c in (delimiter, quote, '\n', '\r'))
        return quote + text.replace(quote, 2 * quote) + quote if special or rng.random() < 0.2 else text

    def row(cells):  # an empty line is no row, so a single empty cell is quoted
        return (delimiter.join(map(cell, cells)) or 2 * quote) + ending

    text = row(f'n{i}' + rng.choice(['', ' (x)', 'é', '\nq', delimiter]) for i in range(columns))
    for _ in range(rng.choice([0, 1, 3, 20, 60, 400])):
        if rng.random() < 0.05:
            text += ending
        text += row(''.join(rng.choices(PIECES, k=rng.choice([0, 0, 1, 1, 2, 5]))) for _ in range(columns))
    return text[:-len(ending)] if rng.random() < 0.3 else text


def main():
    rng = random.Random(int(sys.argv[1]))
    rows = 0
    for number in range(int(sys.argv[2])):
        delimiter, quote = rng.choice(',,,;\t|'), rng.choice('"""\'')
        text = make_text(rng, delimiter, quote)
        wanted = list(csv.DictReader(io.StringIO(text, newline=''), delimiter=delimiter, quotechar=quote))
        ours = subprocess.run(['csv2kafka', '-n', '--types', 'text', '--empty', 'text', '-d', delimiter, '--quote', quote],
                              input=text.encode(), capture_output=True, check=True).stdout.decode()
        seen = [json.loads(line) for line in ours.split('\n')[:-1]]
        if seen != wanted:
            pair = next((p for p in zip(wanted, seen) if p[0] != p[1]), (len(wanted), len(seen)))
            sys.exit(f'file {number}: Python has {pair[0]}, csv2kafka {pair[1]}')
        rows += len(wanted)
    print(f'{rows} rows are equal')


main()
