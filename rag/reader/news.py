"""Invented news to train on: reports of `news.txt` filled with names and figures, asked about in other words.

What the question sets lack is what an archive of news is full of: the same figure of another place, year or person,
a plan beside a fact, a question that shares no word with the sentence that answers it. Each passage tells one event,
often beside another of the same kind, and the question asks for something told (in other words), for something not
told of it, or for the same of somebody else.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from rag.reader.encoding import header
from rag.reader.training_data import Example

_SLOT = re.compile(r"\{(\w+?)(\d?)\}")
_NAMES = frozenset(
    (
        "place country nation town region base group storm party company probe cup team title prize product "
        "disease plan project fund union institute org person vehicle"
    ).split()
)
"""Slots that say who or what a question is about: exchanged, it is about somebody else."""

_BACK = {
    "place": "the country", "company": "the company", "probe": "the probe", "project": "the project",
    "storm": "the storm", "party": "the party", "product": "the device", "disease": "the disease",
    "region": "the region", "title": "the series", "org": "the organisation",
}  # fmt: skip
"""How a later sentence speaks of what an earlier one named; not of persons, whose sentences open with the name."""

_MONTHS = [date(2001, month, 1).strftime("%B") for month in range(1, 13)]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_SMALL = "two three four five six seven eight nine ten eleven twelve".split()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of report: sentences that tell it, and ways to ask for each slot."""

    name: str
    told: tuple[str, ...]
    asked: Mapping[str, tuple[str, ...]]


@cache
def _read() -> tuple[list[Kind], dict[str, list[str]]]:
    kinds: list[Kind] = []
    pools: dict[str, list[str]] = {}
    for part in (Path(__file__).parent / "news.txt").read_text(encoding="utf-8").split("\n= ")[1:]:
        lines = part.splitlines()
        asked: dict[str, tuple[str, ...]] = {}
        for line in lines[1:]:
            slot, _, rest = line[2:].partition(" ")
            if line.startswith("? "):
                asked[slot] = (*asked.get(slot, ()), *rest.split("|"))
            elif line.startswith("@ "):
                pools[slot] = rest.split("|")
        kinds.append(Kind(lines[0].strip(), tuple(line[2:] for line in lines[1:] if line.startswith("~ ")), asked))
    return kinds, pools


def news_example(chance: random.Random, others: Sequence[str]) -> Example | None:
    """One example of kind "news" or, without an answer, "unsaid"; `others` are sentences to stand beside it.

    None where the draw gave a question that could be read either way.
    """
    kinds, _ = _read()
    kind = chance.choice(kinds)
    event = _Event(kind, chance)
    contrast = _Event(kind, chance, like=event) if chance.random() < 0.55 else None
    told = chance.sample(kind.told, min(len(kind.told), chance.choice((1, 1, 2, 2, 3))))
    sentences = [_told(event, line) for line in told]
    if contrast is None and len(sentences) > 1 and chance.random() < 0.4:
        sentences[1:] = [_told(event, line, back=True) for line in told[1:]]
    line, named = _header(event, kind, chance)
    beside = [_told(contrast, line) for line in chance.sample(kind.told, chance.choice((1, 1, 2)))] if contrast else []
    beside += [(chance.choice(others), {}) for _ in range(chance.choice((0, 0, 1, 1, 2)) if others else 0)]
    beside += [_told(_Event(other, chance), chance.choice(other.told)) for other in _some(kinds, kind, chance)]
    asked = _question(event, contrast, kind, sentences, named, chance)
    return _put_together(asked, line, sentences, beside, chance) if asked else None


class _Event:
    """Values for the slots of one report, drawn when first asked for; `like` another: some of its names, no figure."""

    def __init__(self, kind: Kind, chance: random.Random, like: _Event | None = None) -> None:
        self.kind, self._chance, self._values = kind, chance, dict[str, str]()
        self._other = like
        if like:
            names = [name for name in like._used() if re.sub(r"\d", "", name) in _NAMES]
            kept = chance.sample(names, min(len(names), chance.choice((0, 1, 1, 2))))
            self._values = {name: like[name] for name in kept[: max(0, len(names) - 1)]}
            if "country" in self._values or "nation" in self._values:
                self._values |= {name: like[name] for name in ("country", "nation")}

    def __getitem__(self, slot: str) -> str:
        if slot not in self._values:
            for _ in range(20):
                value = _draw(re.sub(r"\d", "", slot), self._chance, self)
                taken = set(self._values.values()) | (set(self._other._values.values()) if self._other else set())
                if value not in taken:
                    break
            self._values[slot] = value
        return self._values[slot]

    def _used(self) -> list[str]:
        return list(dict.fromkeys("".join(slot) for line in self.kind.told for slot in _SLOT.findall(line)))


Told = tuple[str, dict[str, tuple[int, int]]]
"""A sentence and where its slots stand in it."""


def _told(event: _Event, line: str, back: bool = False) -> Told:
    """Fill a sentence; with `back`, it speaks of the first thing it names as one already named."""
    text, spans, at = "", {}, 0
    first = next((slot for slot, number in _SLOT.findall(line) if not number and slot in _BACK), "")
    for match in _SLOT.finditer(line):
        slot = match[1] + match[2]
        text += line[at : match.start()]
        at = match.end()
        begin = len(text)
        text += _BACK[slot] if back and slot == first else event[slot]
        if not (back and slot == first):
            spans[slot] = (begin, len(text))
    text += line[at:]
    for slot, (begin, end) in list(spans.items()):
        year = next((span for other, span in spans.items() if other.startswith("year") and span[0] == end + 1), None)
        if slot.startswith("month") and year:
            spans[slot] = (begin, year[1])
    return text[:1].upper() + text[1:], spans


def _header(event: _Event, kind: Kind, chance: random.Random) -> tuple[str, set[str]]:
    """A header as the product writes it, and the slots that it gives away."""
    draw = chance.random()
    if draw < 0.35:
        return "", set()
    names = [slot for slot in event._used() if slot in _NAMES and slot != "vehicle"]
    used = set(chance.sample(names, min(len(names), 2)))
    title = chance.choice((" and ", ": ", ", ")).join(event[slot].strip("“”") for slot in sorted(used))
    title = f"{title[:1].upper()}{title[1:]} {chance.choice(('', '', kind.name, 'latest', 'report'))}".strip()
    day = date(2005, 1, 1) + timedelta(days=chance.randrange(7900))
    return header(title, day if chance.random() < 0.8 else None), used


@dataclass(frozen=True, slots=True)
class _Asked:
    text: str
    slot: str | None  # what answers it; None where nothing does


def _question(
    event: _Event, contrast: _Event | None, kind: Kind, told: Sequence[Told], named: set[str], chance: random.Random
) -> _Asked | None:
    """A question that a told sentence answers, or one that none does: of something untold, or of somebody else."""
    here = {slot for _, spans in told for slot in spans}
    slot = chance.choice(sorted(kind.asked))
    line = chance.choice(kind.asked[slot])
    about = ["".join(found) for found in _SLOT.findall(line)]
    if slot in named or not set(about) <= here | named:
        return None
    text = _SLOT.sub(lambda found: event[found[1] + found[2]], line)
    names = [name for name in about if re.sub(r"\d", "", name) in _NAMES and name not in {"vehicle", "crashed"}]
    if slot in here and (not names or chance.random() < 0.62):
        return _Asked(_as_typed(text, chance), slot)
    if slot not in here:
        return _Asked(_as_typed(text, chance), None)
    # Somebody else's: of the other event where that does not tell it, else of nobody in the passage.
    name = chance.choice(names)
    stranger = _Event(kind, chance, like=event)
    other = stranger[name] if contrast is None or chance.random() < 0.3 else contrast[name]
    if other == event[name]:
        return None
    text = _SLOT.sub(lambda found: other if found[1] + found[2] == name else event[found[1] + found[2]], line)
    return _Asked(_as_typed(text, chance), None) if len(set(about)) > 1 or contrast is None else None


def _as_typed(text: str, chance: random.Random) -> str:
    """Questions as they are typed: at times without capitals or a question mark."""
    text = text.replace("“", "").replace("”", "")
    if chance.random() < 0.15:
        text = text.lower()
    return text.rstrip("?") if chance.random() < 0.2 else text


def _put_together(
    asked: _Asked, line: str, told: Sequence[Told], beside: Sequence[Told], chance: random.Random
) -> Example:
    """The sentences in one passage: what is told keeps its order, what stands beside it goes anywhere."""
    order = list(told)
    rough = not line and chance.random() < 0.6
    for extra in beside:
        order.insert(chance.randrange(len(order) + 1) if chance.random() < 0.7 else len(order), extra)
    text = f"{_mast(chance)} " if rough else ""
    spans: list[tuple[int, int]] = []
    for sentence, places in order:
        if asked.slot and asked.slot in places and any(sentence is own for own, _ in told):
            begin, end = places[asked.slot]
            spans.append((len(text) + begin, len(text) + end))
        text += sentence + " "
    text = text.rstrip()
    if rough and chance.random() < 0.5:
        text += " ..."
    return Example(asked.text, line, text, tuple(spans), True, "news" if spans else "unsaid")


def _mast(chance: random.Random) -> str:
    """What a search page puts before a snippet: a day, a site, a crumb."""
    day = date(2008, 1, 1) + timedelta(days=chance.randrange(6500))
    days = (f"{day:%b} {day.day}, {day.year} ...", f"{day:%B} {day.day}, {day.year} —")
    return chance.choice((*days, "News | Latest |", "Home > World >", "..."))


def _some(kinds: Sequence[Kind], but: Kind, chance: random.Random) -> list[Kind]:
    found = chance.sample(list(kinds), chance.choice((0, 0, 1, 1, 2)))
    return [kind for kind in found if kind is not but]


def _draw(kind: str, chance: random.Random, event: _Event) -> str:
    """One value of a kind of slot."""
    _, pools = _read()
    if kind in ("country", "nation"):
        other = "nation" if kind == "country" else "country"
        known = event._values.get(other)
        if known:
            return pools[kind][pools[other].index(known)]
    if kind in pools:
        return chance.choice(pools[kind])
    return _MAKERS[kind](chance, pools)


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
