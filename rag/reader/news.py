"""Invented news to train on: reports of `news.txt` filled with names and figures, asked about in other words.

What the question sets lack is what an archive of news is full of: the same figure of another place, year or person,
a plan beside a fact, a question that shares no word with the sentence that answers it. Each passage tells one event,
often beside another of the same kind, and the question asks for something told (in other words), for something not
told of it, or for the same of somebody else.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from rag.reader.encoding import header
from rag.reader.slots import Values, as_typed, mast
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


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of report: sentences that tell it, and ways to ask for each slot."""

    name: str
    told: tuple[str, ...]
    asked: Mapping[str, tuple[str, ...]]


@cache
def _read() -> list[Kind]:
    kinds: list[Kind] = []
    for part in (Path(__file__).parent / "news.txt").read_text(encoding="utf-8").split("\n= ")[1:]:
        lines = part.splitlines()
        asked: dict[str, tuple[str, ...]] = {}
        for line in lines[1:]:
            slot, _, rest = line[2:].partition(" ")
            if line.startswith("? "):
                asked[slot] = (*asked.get(slot, ()), *rest.split("|"))
        kinds.append(Kind(lines[0].strip(), tuple(line[2:] for line in lines[1:] if line.startswith("~ ")), asked))
    return kinds


def news_example(chance: random.Random, others: Sequence[str]) -> Example | None:
    """One example of kind "news" or, without an answer, "unsaid"; `others` are sentences to stand beside it.

    None where the draw gave a question that could be read either way.
    """
    kinds = _read()
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


class _Event(Values):
    """Values for the slots of one report; `like` another: some of its names, no figure."""

    def __init__(self, kind: Kind, chance: random.Random, like: _Event | None = None) -> None:
        self.kind = kind
        names = [name for name in like._used() if re.sub(r"\d", "", name) in _NAMES] if like else []
        kept = chance.sample(names, min(len(names), chance.choice((0, 1, 1, 2)))) if like else []
        super().__init__(chance, other=like, same=kept[: max(0, len(names) - 1)])

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
        return _Asked(as_typed(text, chance), slot)
    if slot not in here:
        return _Asked(as_typed(text, chance), None)
    # Somebody else's: of the other event where that does not tell it, else of nobody in the passage.
    name = chance.choice(names)
    stranger = _Event(kind, chance, like=event)
    other = stranger[name] if contrast is None or chance.random() < 0.3 else contrast[name]
    if other == event[name]:
        return None
    text = _SLOT.sub(lambda found: other if found[1] + found[2] == name else event[found[1] + found[2]], line)
    return _Asked(as_typed(text, chance), None) if len(set(about)) > 1 or contrast is None else None


def _put_together(
    asked: _Asked, line: str, told: Sequence[Told], beside: Sequence[Told], chance: random.Random
) -> Example:
    """The sentences in one passage: what is told keeps its order, what stands beside it goes anywhere."""
    order = list(told)
    rough = not line and chance.random() < 0.6
    for extra in beside:
        order.insert(chance.randrange(len(order) + 1) if chance.random() < 0.7 else len(order), extra)
    text = f"{mast(chance)} " if rough else ""
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


def _some(kinds: Sequence[Kind], but: Kind, chance: random.Random) -> list[Kind]:
    found = chance.sample(list(kinds), chance.choice((0, 0, 1, 1, 2)))
    return [kind for kind in found if kind is not but]
