"""The slots of invented news: names from `news.txt`, figures and days drawn at random, nothing true of anybody."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

_MONTHS = [date(2001, month, 1).strftime("%B") for month in range(1, 13)]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_SMALL = "two three four five six seven eight nine ten eleven twelve".split()


@cache
def name_pools() -> dict[str, list[str]]:
    """Values of the kinds of slot that are names, by kind."""
    lines = (Path(__file__).parent / "news.txt").read_text(encoding="utf-8").splitlines()
    named = (line[2:].partition(" ") for line in lines if line.startswith("@ "))
    return {kind: values.split("|") for kind, _, values in named}


def kinds() -> set[str]:
    """Every kind of slot known to all."""
    return set(name_pools()) | set(_MAKERS)


class Values(Mapping[str, str]):
    """Values for the slots of one report, no two alike where there are enough, each drawn when first asked for.

    `pools` are kinds of slot beside the common ones. With `other`, it is somebody else's report: nothing is the same,
    but the slots named in `same`.
    """

    def __init__(
        self,
        chance: random.Random,
        pools: Mapping[str, Sequence[str]] | None = None,
        other: Values | None = None,
        same: Sequence[str] = (),
    ) -> None:
        self._chance, self._pools, self._other = chance, pools or {}, other
        self._values: dict[str, str] = {}
        for slot in same if other else ():
            for paired in _pair(slot):
                self._values[paired] = other[paired]  # type: ignore[index]

    def __getitem__(self, slot: str) -> str:
        if slot not in self._values:
            taken = set(self._values.values()) | (set(self._other._values.values()) if self._other else set())
            for _ in range(30):
                value = self._draw(slot)
                if value not in taken:
                    break
            self._values[slot] = value
        return self._values[slot]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def _draw(self, slot: str) -> str:
        kind, pools = re.sub(r"\d", "", slot), name_pools()
        other = next((paired for paired in _pair(slot) if paired != slot and paired in self._values), None)
        if other:
            return pools[kind][pools[re.sub(r"\d", "", other)].index(self._values[other])]
        if kind in self._pools:
            return self._chance.choice(self._pools[kind])
        return self._chance.choice(pools[kind]) if kind in pools else _MAKERS[kind](self._chance, pools)


def _pair(slot: str) -> tuple[str, ...]:
    """A country and its adjective are drawn together."""
    kind, number = re.sub(r"\d", "", slot), re.sub(r"\D", "", slot)
    return (f"country{number}", f"nation{number}") if kind in {"country", "nation"} else (slot,)


def as_typed(text: str, chance: random.Random) -> str:
    """Questions as they are typed: at times without capitals or a question mark."""
    text = text.replace("“", "").replace("”", "")
    if chance.random() < 0.15:
        text = text.lower()
    return text.rstrip("?") if chance.random() < 0.2 else text


def mast(chance: random.Random) -> str:
    """What a search page puts before a snippet: a day, a site, a crumb."""
    day = date(2008, 1, 1) + timedelta(days=chance.randrange(6500))
    days = (f"{day:%b} {day.day}, {day.year} ...", f"{day:%B} {day.day}, {day.year} —")
    return chance.choice((*days, "News | Latest |", "Home > World >", "..."))


def _person(chance: random.Random, pools: Mapping[str, list[str]]) -> str:
    middle = f" {chance.choice('ABCDEFGHJKLMRSTW')}." if chance.random() < 0.1 else ""
    return f"{chance.choice(pools['first'])}{middle} {chance.choice(pools['last'])}"


def _day(chance: random.Random) -> str:
    month, day = chance.choice(_MONTHS), chance.randint(1, 28)
    year = f" {chance.randint(2005, 2025)}" if chance.random() < 0.35 else ""
    return f"{month} {day}{',' if year else ''}{year}" if chance.random() < 0.6 else f"{day} {month}{year}"


def _money(chance: random.Random) -> str:
    amount = f"{chance.choice((round(chance.uniform(1, 90), 1), chance.randint(2, 900)))}"
    unit = chance.choice(("million", "million", "billion"))
    sign = chance.choice(("$", "$", "$", "€", "£"))
    written = {"$": "dollars", "€": "euros", "£": "pounds"}[sign]
    return f"{sign}{amount} {unit}" if chance.random() < 0.65 else f"{amount} {unit} {written}"


def _number(chance: random.Random, low: int, high: int) -> str:
    """A figure as news gives it: mostly round."""
    value = int(low * (high / low) ** chance.random())
    digits = len(str(value))
    rounded = round(value, -max(0, digits - chance.choice((1, 2, 2, 4))))
    return f"{max(low, rounded):,}"


def _big(chance: random.Random) -> str:
    if chance.random() < 0.6:
        return f"{chance.choice((round(chance.uniform(1, 9), 1), chance.randint(2, 60)))} million"
    return _number(chance, 20_000, 900_000)


def _few(chance: random.Random) -> str:
    return chance.choice(_SMALL) if chance.random() < 0.5 else str(chance.randint(2, 90))


Maker = Callable[[random.Random, Mapping[str, list[str]]], str]
_MAKERS: dict[str, Maker] = {
    "person": _person,
    "player": _person,
    "judge": lambda chance, pools: f"Judge {_person(chance, pools)}",
    "company": lambda chance, pools: f"{chance.choice(pools['firm'])} {chance.choice(pools['trade'])}".strip(),
    "team": lambda chance, pools: f"{chance.choice(pools['town'])} {chance.choice(pools['side'])}".strip(),
    "year": lambda chance, _: str(chance.randint(1976, 2026)),
    "month": lambda chance, _: chance.choice(_MONTHS),
    "weekday": lambda chance, _: chance.choice(_WEEKDAYS),
    "date": lambda chance, _: _day(chance),
    "money": lambda chance, _: _money(chance),
    "percent": lambda chance, _: (
        f"{chance.choice((round(chance.uniform(0.1, 95), 1), round(chance.uniform(1, 95), 2), chance.randint(2, 95)))}"
        f"{chance.choice((' percent', ' percent', '%'))}"
    ),
    "few": lambda chance, _: _few(chance),
    "many": lambda chance, _: _number(chance, 15, 5000),
    "count": lambda chance, _: _number(chance, 300, 60_000),
    "big": lambda chance, _: _big(chance),
    "seats": lambda chance, _: str(chance.randint(20, 700)),
    "degrees": lambda chance, _: f"{chance.uniform(28, 54):.1f} degrees{chance.choice(('', ' Celsius'))}",
    "duration": lambda chance, _: f"{_few(chance)} {chance.choice(('years', 'months', 'weeks', 'days'))}",
    "time": lambda chance, _: f"2:{chance.randint(1, 20):02}:{chance.randint(0, 59):02}",
    "speed": lambda chance, _: f"{_number(chance, 70, 30_000)} {chance.choice(('kilometres per hour', 'km/h', 'mph'))}",
    "ordinal": lambda chance, _: chance.choice("first second third fourth fifth sixth seventh tenth".split()),
    "magnitude": lambda chance, _: f"{chance.uniform(4.8, 8.4):.1f}",
    "distance": lambda chance, _: f"{chance.randint(3, 90)} {chance.choice(('kilometres', 'miles', 'km'))}",
    "weight": lambda chance, _: f"{_number(chance, 12, 6000)} {chance.choice(('kilograms', 'tons', 'pounds'))}",
    "score": lambda chance, _: f"{chance.randint(1, 5)}{chance.choice('-–')}{chance.randint(0, 4)}",
    "length": lambda chance, _: f"{_number(chance, 2, 900)} {chance.choice(('kilometres', 'metres', 'miles'))}",
    "hours": lambda chance, _: f"{chance.randint(5, 48)} hours",
    "clock": lambda chance, _: f"{chance.randint(1, 12)}:{chance.randint(0, 59):02} {chance.choice(('a.m.', 'p.m.'))}",
    "area": lambda chance, _: f"{_number(chance, 200, 90_000)} {chance.choice(('acres', 'hectares'))}",
    "age": lambda chance, _: str(chance.randint(17, 91)),
}
