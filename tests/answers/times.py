#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The answers of lib/time by Python's zoneinfo, strptime and strftime: times.py [COUNT [SEED]] > times.tsv

A line is OPERATION, ZONE, arguments and the answer, with tabs between; instants are microseconds since 1970. COUNT is
the number of random cases of each operation and zone. Units of the calendar are found here by walking from minute to
minute, so nothing of how lib/time does it is in the answers. Instants end in 2023: later ones change with the zone
database."""
import calendar
import functools
import random
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

count = int(sys.argv[1]) if len(sys.argv) > 1 else 1
r = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 2024)
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MINUTE = timedelta(minutes=1)

# A zone and days on which its clock was changed.
ZONES = {
    "UTC": ["2020-02-29"],
    "Europe/Berlin": ["2023-03-26", "2023-10-29", "1945-05-24", "1980-04-06"],
    "Europe/Dublin": ["2023-03-26", "1971-10-31"],
    "America/New_York": ["2023-03-12", "2023-11-05", "1942-02-09"],
    "America/St_Johns": ["1988-04-03", "1988-10-30", "2011-11-06"],  # twice a midnight; two hours forward
    "America/Toronto": ["1919-03-30"],  # 23:30 became 00:30
    "America/Santiago": ["2022-09-11", "2023-04-02"],  # no midnight; twice 23:00
    "America/Sao_Paulo": ["2018-11-04", "2018-02-18"],
    "America/Havana": ["2022-03-13", "2022-11-06"],  # twice 00:00
    "Australia/Lord_Howe": ["2023-04-02", "2023-10-01"],  # half an hour
    "Australia/Sydney": ["2023-04-02", "2023-10-01"],
    "Pacific/Auckland": ["2023-04-02", "2023-09-24"],
    "Pacific/Apia": ["2011-12-30", "2012-04-01"],  # a day that never was
    "Pacific/Kwajalein": ["1993-08-21"],
    "Asia/Kolkata": ["2023-01-01"],
    "Asia/Kathmandu": ["1986-01-01"],
    "Africa/Cairo": ["2023-04-28", "2023-10-27"],
    "Africa/Monrovia": ["1972-01-07"],  # 44 minutes and a half
}
UNITS = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"]
SHORT = {"second": 1, "minute": 60, "hour": 3600}


def micro(instant):
    return (instant - EPOCH) // timedelta(microseconds=1)


def local(instant, zone):
    return instant.astimezone(zone).replace(tzinfo=None)


def change(day, zone):
    """When the clock was set on that day, or its noon in UTC."""
    at = datetime.fromisoformat(day).replace(tzinfo=timezone.utc) - timedelta(hours=30)
    for minute in range(66 * 60):
        if offset(at, zone) != offset(at + MINUTE, zone):
            return next(at + timedelta(seconds=s) for s in range(1, 61)
                        if offset(at + timedelta(seconds=s), zone) != offset(at, zone))
        at += MINUTE
    return at - timedelta(hours=24)


def instants(zone, days):
    """Round the changes of the clock, and anywhere."""
    for day in days:
        for minutes in (0, r.choice([-20, 20, 45])):
            yield change(day, zone) + timedelta(minutes=minutes)
        yield change(day, zone) - timedelta(microseconds=1)
        middle = datetime.fromisoformat(day).replace(hour=r.choice([0, 2, 12]), tzinfo=zone).astimezone(timezone.utc)
        for _ in range(count):
            yield middle + timedelta(seconds=r.choice([r.randrange(-90000, 90000), 900 * r.randrange(-100, 100)]))
    for _ in range(count):
        yield EPOCH + timedelta(microseconds=r.randrange(-10**15, 17 * 10**14))


def of_local(wall, zone):
    """The instants at which the clock showed this."""
    found = {wall.replace(tzinfo=zone, fold=fold).astimezone(timezone.utc) for fold in (0, 1)}
    return sorted(i for i in found if local(i, zone) == wall)


def settle(wall, zone):
    found = of_local(wall, zone)
    return found[0] if found else wall.replace(tzinfo=zone, fold=0).astimezone(timezone.utc)


def unit_day(day, unit, later):
    """Midnight of the first day of the unit that holds the day, or of a later one."""
    day = day.replace(hour=0, minute=0, second=0, microsecond=0)
    if unit == "day":
        return day + timedelta(days=later)
    if unit == "week":
        return day + timedelta(days=7 * later - day.weekday())
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    month = (day.year * 12 + day.month - 1) // months * months + later * months
    return day.replace(year=month // 12, month=month % 12 + 1, day=1)


@functools.lru_cache(maxsize=None)
def first_instant(wall, zone):
    """The first at which the clock showed this or later."""
    at = wall.replace(tzinfo=timezone.utc) - timedelta(hours=30)
    while local(at, zone) < wall:
        at += timedelta(minutes=30) if local(at + timedelta(hours=1), zone) < wall - timedelta(hours=4) else MINUTE
    while local(at - timedelta(seconds=1), zone) >= wall and local(at - MINUTE, zone) >= wall - timedelta(days=2):
        at -= timedelta(seconds=1)
    return at


def span(instant, unit, zone):
    if unit not in SHORT:
        day = local(instant, zone)
        starts = [first_instant(unit_day(day, unit, later), zone) for later in (-1, 0, 1, 2)]
        return max(s for s in starts if s <= instant), min(s for s in starts if s > instant)
    second = instant.replace(microsecond=0)

    def begins(at):
        wall = local(at, zone)
        second_of = wall.hour * 3600 + wall.minute * 60 + wall.second
        return second_of % SHORT[unit] == 0 or offset(at, zone) != offset(at - timedelta(seconds=1), zone)

    start, end = second, second + timedelta(seconds=1)
    while not begins(start):
        start -= timedelta(seconds=1)
    while not begins(end):
        end += timedelta(seconds=1)
    return start, end


def offset(instant, zone):
    return instant.astimezone(zone).utcoffset()


def add(instant, n, unit, zone):
    if n == 0 or unit in SHORT:
        return instant + timedelta(seconds=n * SHORT.get(unit, 0))
    wall = local(instant, zone)
    if unit in ("day", "week"):
        return settle(wall + timedelta(days=n * (7 if unit == "week" else 1)), zone)
    month = wall.year * 12 + wall.month - 1 + n * {"month": 1, "quarter": 3, "year": 12}[unit]
    last = calendar.monthrange(month // 12, month % 12 + 1)[1]
    return settle(wall.replace(year=month // 12, month=month % 12 + 1, day=min(wall.day, last)), zone)


FORMATS = ["%Y-%m-%d", "%d/%m/%Y %H:%M", "%m/%d/%y %I:%M %p", "%Y%m%d%H%M%S", "%d %b %Y %H:%M:%S.%f", "%Y-%jT%H",
           "%A, %d %B %Y", "%a %b %d %H:%M:%S %Y", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d %H:%M %Z", "%B %Y", "%I%p %y.%m.%d %%"]
WRITTEN = FORMATS[:9] + ["%e.%m.%Y", "%G-W%V-%u", "%F %T", "%D %R", "%y %j %p", "%H:%M %%"]


def changed(text):
    """The text, or one with a mistake in it."""
    at = r.randrange(len(text))
    digit = r.choice("0123456789 -:/TP+")
    return r.choice([text, text[:at] + digit + text[at + 1:], text[:at] + text[at + 1:], text[:at] + digit + text[at:],
                     text.upper(), text.lower()])


def strptime(text, form):
    try:
        seen = datetime.strptime(text, form)
    except ValueError:
        return "none"
    if "T%" in form and "T" not in text:
        return "none"  # to Python t is as good
    if "- " in text or (form == "%Y%m%d%H%M%S" and len(text) < 14):
        return "none"  # Python tries what else a missing digit could mean
    day = seen.strftime("%A" if "%A" in form else "%a").lower()
    if ("%A" in form or "%a" in form) and day not in text.lower():
        return "none"  # Python takes any weekday
    return micro(seen if seen.tzinfo else seen.replace(tzinfo=timezone.utc))


def say(*fields):
    print(*fields, sep="\t")


for name, days in ZONES.items():
    zone = ZoneInfo(name)
    for instant in instants(zone, days):
        wall = local(instant, zone) + timedelta(minutes=r.choice([0, 30, 60, -30]))
        found = of_local(wall, zone)
        say("offset", name, micro(instant), int(offset(instant, zone).total_seconds()))
        say("local", name, wall.isoformat(" "), micro(found[0]) if found else "none")
        unit = r.choice(UNITS)
        n = r.choice([0, 1, -1, r.randrange(-40, 40)])
        say("add", name, micro(instant), n, unit, micro(add(instant, n, unit, zone)))
        for unit in ["hour", "day", r.choice(UNITS)]:
            say("span", name, micro(instant), unit, *map(micro, span(instant, unit, zone)))
        other = instant + timedelta(seconds=r.randrange(10**8))
        between, unit = 0, r.choice(UNITS[3:])
        while add(instant, between + 1, unit, zone) <= other:
            between += 1
        say("between", name, micro(instant), micro(other), unit, between)
        form = r.choice(WRITTEN)
        if int(offset(instant, zone).total_seconds()) % 60 == 0 and "%Z" not in form:
            say("write", name, micro(instant), form, instant.astimezone(zone).strftime(form))

for year in range(2000, 2024):  # weeks round the new year
    for day in (29, 31, 33, 34):
        instant = datetime(year, 12, 1, tzinfo=timezone.utc) + timedelta(days=day - 1)
        say("write", "UTC", micro(instant), "%G-W%V-%u", instant.strftime("%G-W%V-%u"))

for form in FORMATS:
    for instant in instants(timezone.utc, ["2020-02-29"] * 3):
        text = changed(instant.strftime(form))
        # Digits beyond the sixth are cut, Python refuses them.
        if text.strip() == text and text and not (form.endswith("%f") and len(text.split(".")[-1]) > 6):
            say("read", "UTC", form, text, strptime(text, form))
