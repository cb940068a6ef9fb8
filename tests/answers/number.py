#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The answers of lib/number by Python's fractions, repr and math.fsum: number.py [COUNT [SEED]] > number.txt

A line is OPERATION, arguments and the answer, with tabs between. A number in hexadecimal is a double, any other
is read as text. COUNT is the number of random cases of each operation."""
import math
import random
import struct
import sys
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
r = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 2024)
INT_MAX = 2**63 - 1


def decimal_of(f):
    """(units, scale) with the smallest scale, or None where the value is no decimal."""
    for scale in range(19):
        units = f * 10**scale
        if units.denominator == 1:
            return (int(units), scale) if -INT_MAX - 1 <= units <= INT_MAX else None
    return None


def real_of(f):
    try:
        return float(f)
    except OverflowError:
        return math.inf if f > 0 else -math.inf


def best(f):
    return f if decimal_of(f) else real_of(f)


def layout(digits, point):
    """ECMAScript's Number::toString, but "e21" for "e+21"."""
    n = len(digits)
    if n <= point <= 21:
        return digits + "0" * (point - n)
    if 0 < point <= 21:
        return digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    return digits[0] + ("." + digits[1:] if n > 1 else "") + "e" + str(point - 1)


def plain(units, scale):
    digits = str(abs(units)).rjust(scale + 1, "0")
    text = digits[: len(digits) - scale] + ("." + digits[len(digits) - scale :] if scale else "")
    return ("-" if units < 0 else "") + text


def written(x):
    if isinstance(x, Fraction):
        return plain(*decimal_of(x))
    if x == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(x)).normalize().as_tuple()
    digits = "".join(map(str, digits))
    return "-" * sign + layout(digits, len(digits) + exponent)


def token(x):
    """An argument or an answer."""
    if isinstance(x, Fraction):
        return written(x)
    return x.hex() if math.isfinite(x) else str(x)


def exact(x):
    return x if isinstance(x, Fraction) else Fraction(x)


def both(a, b):
    return isinstance(a, Fraction) and isinstance(b, Fraction)


def to_real(x):
    return real_of(x) if isinstance(x, Fraction) else x


def arithmetic(name, a, b):
    operation = {"add": lambda x, y: x + y, "subtract": lambda x, y: x - y, "multiply": lambda x, y: x * y}[name]
    if both(a, b):
        return best(operation(a, b))
    return operation(to_real(a), to_real(b))


def divide(a, b):
    if both(a, b):
        return real_of(a / b)
    try:
        return to_real(a) / to_real(b)
    except OverflowError:
        return None


def remainder(a, b):
    if both(a, b):
        rest = abs(a) % abs(b)
        return -rest if a < 0 else rest
    return math.fmod(to_real(a), to_real(b))


def rounded(x, places):
    text = Decimal(written(x))
    with localcontext() as context:
        context.prec = 2000
        context.Emin = -2000
        context.Emax = 2000
        if text.as_tuple().exponent >= -places:
            value = text
        else:
            value = text.quantize(Decimal((0, (1,), -places)), rounding=ROUND_HALF_UP)
    return best(Fraction(value))


def whole(x, by):
    return best(Fraction(by(x)))


def total(numbers):
    decimals = best(sum((x for x in numbers if isinstance(x, Fraction)), Fraction(0)))
    reals = [x for x in numbers if not isinstance(x, Fraction)]
    if not reals:
        return decimals
    value = real_of(sum(map(Fraction, reals), Fraction(to_real(decimals))))
    if all(abs(x) < 1e300 for x in reals):  # fsum gives up on large ones
        assert value == math.fsum(reals + [to_real(decimals)])
    return value + 0.0


# What is worth trying.

def some_decimal():
    kind = r.randrange(9)
    if kind < 3:
        return Fraction(r.randrange(-1000000, 1000000), 100)
    if kind == 3:
        return Fraction(r.choice([INT_MAX, -INT_MAX - 1, 0, 1, -1, 2**53, 2**53 + 1, 10**18, 10**17 + 1]),
                        10 ** r.choice([0, 0, 1, 2, 9, 17, 18]))
    if kind == 4:
        return Fraction(r.choice([1, -1]) * (2 ** r.randrange(63) + r.randrange(-1, 2)), 10 ** r.randrange(19))
    if kind == 5:
        return Fraction(r.randrange(-20, 20), r.choice([1, 2, 10]))
    if kind == 6:
        return Fraction(r.randrange(10) * 10 ** r.randrange(18) + r.randrange(-1, 2), 10 ** r.randrange(19))
    return Fraction(r.getrandbits(r.randrange(1, 64)) * r.choice([1, -1]), 10 ** r.randrange(19))


def some_real():
    kind = r.randrange(10)
    if kind == 0:
        return r.choice([0.0, 5e-324, 2.0**-1022, math.nextafter(2.0**-1022, 0), sys.float_info.max, 2.0**63, 2.0**53,
                         1e21, 1e-6, 1e-7, 1e22, 1e23, 0.1, 2.675, 9007199254740993.0]) * r.choice([1, -1])
    if kind == 1:
        return math.ldexp(r.choice([1, -1]), r.randrange(-1074, 1024))
    if kind == 2:
        return math.nextafter(math.ldexp(1.0, r.randrange(-70, 70)), r.choice([-math.inf, math.inf]))
    if kind == 3:
        return r.randrange(-10**7, 10**7) / 100
    if kind == 4:
        return math.nextafter(10.0 ** r.randrange(-25, 25), r.choice([-math.inf, math.inf, 1]))
    if kind == 5:
        return r.getrandbits(53) / 4 * r.choice([1, -1])
    if kind < 9:
        return r.uniform(-1, 1) * 10.0 ** r.randrange(-14, 23)
    while True:
        x = struct.unpack("<d", r.randbytes(8))[0]
        if math.isfinite(x):
            return x


def some():
    return some_decimal() if r.random() < 0.6 else some_real()


def near(x):
    """Something that compares close to x."""
    if r.random() < 0.4:
        return to_real(x)
    if r.random() < 0.5:
        return math.nextafter(to_real(x), r.choice([-math.inf, math.inf]))
    f = Fraction(round(exact(x) * 10 ** 18) + r.randrange(-1, 2), 10**18)
    return f if decimal_of(f) else some()


def some_text():
    """Text of a number, or what is nearly one."""
    kind = r.randrange(8)
    if kind == 0:
        text = written(some_real())
    elif kind == 1:  # the middle between two doubles, or just beside it
        x = abs(some_real())
        middle = (Fraction(x) + Fraction(math.nextafter(x, 0))) / 2
        with localcontext() as context:
            context.prec = 1200
            text = str(Decimal(middle.numerator) / Decimal(middle.denominator)).replace("E", "e")
        if r.random() < 0.6 and "e" not in text:
            text += ("" if "." in text else ".") + "0" * r.randrange(4) + r.choice(["1", "0"])
        elif r.random() < 0.5 and "e" in text and "." in text:
            text = text.replace("e", "0" * r.randrange(40) + "1e")
    elif kind == 2:
        text = "%s%d.%0*de%d" % (r.choice(["", "-"]), r.randrange(1000), r.randrange(1, 25), r.randrange(10), r.randrange(-30, 30))
    elif kind == 3:
        text = "%de%d" % (r.randrange(1, 100), r.choice([-400, -343, -325, -324, -323, -20, -19, -18, 17, 18, 19, 307, 308, 309, 400]))
    elif kind == 4:
        text = str(r.getrandbits(r.randrange(58, 72))) + r.choice(["", ".0", "e-3", "E+1", "000e-3"])
    elif kind == 5:
        zeros = r.randrange(60)
        text = r.choice(["1" + "0" * zeros + "e-%d" % zeros, "0." + "0" * zeros + "1e%d" % zeros, "1." + "0" * zeros,
                         "0e%d" % 10**zeros, "1e-%d" % 10**zeros, "1e%d" % 10**zeros])
    else:
        text = plain(r.getrandbits(r.randrange(1, 64)), r.randrange(19)) + r.choice(["", "", "0", "000"])
    if r.random() < 0.1:
        at = r.randrange(len(text))
        text = text[:at] + r.choice("+-.eE0 xa,") + text[at + r.randrange(2) :]
    return text


def read(text):
    """RFC 8259's grammar by hand, the value by Fraction."""
    whole, _, exponent = text.replace("E", "e").partition("e")
    if "e" in text.lower() and not exponent.lstrip("+-" if exponent[:2] not in ("+-", "-+", "++", "--") else "").isdigit():
        return "NOT"
    digits = whole[1:] if whole.startswith("-") else whole
    left, point, right = digits.partition(".")
    if not (left.isdigit() and left.isascii()) or (len(left) > 1 and left[0] == "0") or (point and not right.isdigit()):
        return "NOT"
    f = Fraction(int(left + right), 10 ** len(right))
    if f and exponent:
        e = int(exponent)
        f = f * 10 ** min(e, 5000) if e >= 0 else f / 10 ** min(-e, 5000)
    if whole.startswith("-"):
        f = -f
    value = best(f)
    if isinstance(value, float) and math.isinf(value):
        return "TOO_LARGE"
    return token(value if isinstance(value, Fraction) or value != 0 else Fraction(0))


def say(*parts):
    print("\t".join(parts))


def case():
    text = some_text()
    say("read", text, read(text))
    x = some_real()
    say("write", token(x), written(x))
    x, y = some(), some()
    say("double", token(x), token(to_real(x)))
    name = r.choice(["add", "subtract", "multiply"])
    say(name, token(x), token(y), token(arithmetic(name, x, y)))
    if y != 0:
        quotient = divide(x, y)
        if quotient is not None:
            say("divide", token(x), token(y), token(quotient))
        say("remainder", token(x), token(y), token(remainder(x, y)))
    x, y = some_decimal(), some_decimal()
    say(name, token(x), token(y), token(arithmetic(name, x, y)))
    if y != 0:
        say("divide", token(x), token(y), token(divide(x, y)))
        say("remainder", token(x), token(y), token(remainder(x, y)))
    x = some()
    y = near(x) if r.random() < 0.7 else some()
    if math.isfinite(y):
        say("compare", token(x), token(y), str((exact(x) > exact(y)) - (exact(x) < exact(y))))
    x = some()
    say("negate", token(x), token(best(-x) if isinstance(x, Fraction) else -x))
    say("floor", token(x), token(whole(x, math.floor)))
    say("ceil", token(x), token(whole(x, math.ceil)))
    places = r.choice([-2, -1, 0, 1, 2, 2, 3]) if r.random() < 0.7 else r.randrange(-320, 330)
    say("round", token(x), str(places), token(rounded(x, places)))
    source = r.choice([some, some_decimal, some_real])
    numbers = [source() for _ in range(r.randrange(1, 12))]
    numbers += [-x for x in numbers if r.random() < 0.4 and (isinstance(x, float) or decimal_of(-x))]
    r.shuffle(numbers)
    say("sum", " ".join(map(token, numbers)), token(total(numbers)))


for _ in range(count):
    case()
