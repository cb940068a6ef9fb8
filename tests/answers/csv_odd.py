#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""csv_odd.py SEED FILES: CSV that is often broken. What csv2kafka takes, what it refuses and where each row begins is
told here by RFC 4180's grammar in a regular expression, row by row, and held to Python's csv module, strict:
it reads the good rows alike, and has an error for each of the broken ones, but that it keeps a quote inside an
unquoted field."""
import base64
import csv
import io
import json
import random
import re
import subprocess
import sys

MARK = '\ufeff'
PIECES = ['a', 'b', 'é', '日', ' ', '\t', '1', '33.20', '""', '"', '"', '\n', '\r\n', '\r', ',', ';', "'", '\\', '\x01', '\0',
          '\udcff', 'a long text that fills a step or more of sixteen bytes', '2019-10-01 00:00:00 UTC']
FAULTS = {'stray': 'a quote inside an unquoted field', 'after': 'text after the closing quote',
          'open': 'its quote is not closed before the end'}


def make_text(rng, delimiter, quote):
    ending = rng.choice(['\n', '\n', '\r\n', '\r'])
    harm = rng.choice([0, 0.002, 0.02, 0.2])
    columns = rng.randint(1, 6)

    def cell():
        text = ''.join(rng.choices(PIECES if rng.random() < 0.3 else 'abc123 .', k=rng.choice([0, 1, 1, 2, 5, 20])))
        if rng.random() < 0.9:
            text = text.replace('\0', '').replace('\udcff', '')
        special = any(c in text for c in (delimiter, quote, '\n', '\r'))
        return quote + text.replace(quote, 2 * quote) + quote if special or rng.random() < 0.2 else text

    text = delimiter.join(f'c{i}' for i in range(columns)) + ending
    for _ in range(rng.choice([0, 1, 3, 20, 60, 400])):
        row = delimiter.join(cell() for _ in range(columns + (rng.random() < harm) - (rng.random() < harm)))
        if rng.random() < harm:
            at = rng.randrange(len(row) + 1)
            row = row[:at] + rng.choice([quote, quote, ' ', delimiter, '', '\r']) + row[at + rng.randrange(2):]
        text += row + (ending if rng.random() > harm else rng.choice(['', '\n\n', '\r', '\r\n']))
    if rng.random() < 0.1:
        text += delimiter.join([*(['x'] * (columns - 1)), quote + rng.choice(['', 'open', 2 * quote, '\r\n', 'é\n\n'])])
    return text[:-len(ending)] if rng.random() < 0.3 else text


class Grammar:
    def __init__(self, delimiter, quote):
        d, q = re.escape(delimiter), re.escape(quote)
        cell = f'(?:{q}(?:[^{q}]|{q}{q})*{q}(?!{q})|[^{q}{d}\r\n]*)'
        self.delimiter, self.quote = delimiter, quote
        self.cells = re.compile(f'{cell}(?:{d}{cell})*')
        self.end = re.compile('\r\n|\r|\n|\\Z')

    def row(self, text, at):
        """The end of the row at `at` with and without its line's end, and whether it is good or has a fault."""
        stop = self.cells.match(text, at).end()
        end = self.end.match(text, stop)
        if end:
            return end.start(), end.end(), 'good'
        if text[stop] == self.quote and (stop == at or text[stop - 1] == self.delimiter):
            start = len(text) - (2 if text.endswith('\r\n') else text[-1] in '\r\n')
            return start, len(text), 'open'
        end = self.end.search(text, stop)
        return end.start(), end.end(), 'after' if text[stop - 1] == self.quote else 'stray'


def read_row(text, delimiter, quote):
    """The row as Python reads it, or None when that is an error."""
    try:
        return next(csv.reader(io.StringIO(text, newline=''), delimiter=delimiter, quotechar=quote, strict=True))
    except csv.Error:
        return None


def expected(text, delimiter, quote):
    """The cells of the good rows; line, offset, bytes and fault of the others."""
    grammar = Grammar(delimiter, quote)
    at = len(MARK) if text.startswith(MARK) else 0
    line, offset, columns = 1, len(text[:at].encode()), None
    good, refused = [], []
    while at < len(text):
        stop, end, kind = grammar.row(text, at)
        if text[at] in '\r\n':
            kind = 'blank'
        raw = text[at:stop]
        cells = read_row(text[at:end], delimiter, quote) if '\0' not in raw and kind != 'blank' else None
        if cells is None and kind == 'good' and '\0' not in raw:
            raise SystemExit(f'{raw!r}: Python refuses what the grammar takes')
        if cells is not None and kind in ('after', 'open'):
            raise SystemExit(f'{raw!r}: Python takes what the grammar refuses')
        if columns is None and kind != 'blank':
            columns = len(cells)
        elif kind == 'good' and cells and len(cells) == columns and '\udcff' not in raw:
            good.append(cells)
        elif kind != 'blank':
            refused.append((line, offset, raw.encode(errors='surrogateescape'), FAULTS.get(kind)))
        taken = text[at:end]
        line += len(re.findall('\r\n|\r|\n', taken))
        offset += len(taken.encode(errors='surrogateescape'))
        at = end
    return good, refused


def run(text, options, by_file):
    data = text.encode(errors='surrogateescape')
    command = ['csv2kafka', '-n', '--types', 'text', '--empty', 'text', '--bad', 'odd.bad', *options]
    if by_file:
        with open('odd.csv', 'wb') as file:
            file.write(data)
        done = subprocess.run(command + ['odd.csv'], capture_output=True, check=True)
    else:
        done = subprocess.run(command, input=data, capture_output=True, check=True)
    good = [list(json.loads(line).values()) for line in done.stdout.decode().split('\n')[:-1]]
    refused = []
    with open('odd.bad') as file:
        for bad in map(json.loads, file):
            raw = base64.b64decode(bad['raw_base64']) if 'raw_base64' in bad else bad['raw'].encode()
            fault = next((fault for fault in FAULTS.values() if fault in bad['reason']), None)
            refused.append((bad['line'], bad['offset'], raw, fault))
    return good, refused


def main():
    rng = random.Random(int(sys.argv[1]))
    counts = [0, 0]
    for number in range(int(sys.argv[2])):
        delimiter, quote = rng.choice(',,,;\t|'), rng.choice('"""\'')
        text = rng.choice(['', '', MARK]) + make_text(rng, delimiter, quote)
        wanted = expected(text, delimiter, quote)
        seen = run(text, ['-d', delimiter, '--quote', quote], rng.random() < 0.5)
        for i, what in enumerate(['rows', 'refused rows']):
            if seen[i] != wanted[i]:
                pair = next((p for p in zip(wanted[i], seen[i]) if p[0] != p[1]), (len(wanted[i]), len(seen[i])))
                sys.exit(f'file {number}, {what}: expected {pair[0]}, csv2kafka {pair[1]}')
            counts[i] += len(wanted[i])
    print(f'{counts[0]} rows are equal, {counts[1]} refused')


main()
