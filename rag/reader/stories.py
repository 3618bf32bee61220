"""Stories to train on: invented wire reports of `stories/*.txt`, cut, filled and asked about.

Where `news.py` makes lone sentences, a story is a whole report whose answers are marked by hand, asked about in words
that it does not use, and beside each stand questions that it looks as if it answered and does not. One story, filled
with names and figures at random, gives windows that hold the answer, windows of the same report that do not, and the
same report of another place, year or person.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from rag.reader.encoding import header
from rag.reader.slots import Values, as_typed, kinds, mast
from rag.reader.training_data import Example, holds_answer, window_size

FOLDER = Path(__file__).parent / "stories"
_SLOT = re.compile(r"\{([a-z]+\d?)((?:\.last)?)(!?)\}")
_ARTICLE = re.compile(r"\bthe $", re.IGNORECASE)
_MARK = re.compile(r"\[([a-z0-9-]+): ?|\]|\{([a-z]+\d?)((?:\.last)?)\}")

Told = tuple[str, dict[str, tuple[int, int]]]
"""A filled sentence, and where the words of each label stand in it."""


@dataclass(slots=True)
class Story:
    """One report: its headlines, its sentences in order, ways to ask for each label, and what it does not tell.

    `pools` are the values of its own kinds of slot.
    """

    name: str
    titles: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    asked: dict[str, list[str]] = field(default_factory=dict)
    untold: list[str] = field(default_factory=list)
    pools: dict[str, list[str]] = field(default_factory=dict)

    def labels(self, number: int) -> list[str]:
        """Labels of one sentence that can be asked for."""
        return [match[1] for match in _MARK.finditer(self.told[number]) if match[1] in self.asked]


def read_stories(path: Path) -> list[Story]:
    """The stories of one file. A kind of slot that one of them brings serves the others that lack it."""
    stories: list[Story] = []
    common: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        sign, _, rest = line.strip().partition(" ")
        if sign == "=":
            stories.append(Story(rest.strip()))
        elif sign == "title":
            stories[-1].titles += _split(rest)
        elif sign == "~":
            stories[-1].told.append(rest.strip())
        elif sign == "?":
            label, _, forms = rest.strip().partition(" ")
            stories[-1].asked.setdefault(label, []).extend(_split(forms))
        elif sign == "!":
            stories[-1].untold += _split(rest)
        elif sign == "@":
            kind, _, values = rest.strip().partition(" ")
            stories[-1].pools[kind] = _split(values)
            if kind not in kinds():
                common.setdefault(kind, stories[-1].pools[kind])
    for story in stories:
        story.pools = common | story.pools
    return stories


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


@cache
def all_stories() -> tuple[Story, ...]:
    """The stories of every file of the folder, in the order of their names."""
    return tuple(story for path in sorted(FOLDER.glob("*.txt")) for story in read_stories(path))


def fill(line: str, values: Values) -> Told:
    """Put values into a sentence's slots and find where its labelled words come to stand."""
    text, at = "", 0
    spans: dict[str, tuple[int, int]] = {}
    open_labels: list[tuple[str, int]] = []
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        at = match.end()
        if match[1]:
            open_labels.append((match[1], len(text)))
        elif match[2]:
            value = _value(values, match[2], match[3])
            text += value.removeprefix("the ") if _ARTICLE.search(text) else value
        elif open_labels:
            label, begin = open_labels.pop()
            spans.setdefault(label, (begin, len(text)))
    text += line[at:]
    return text[:1].upper() + text[1:], spans


def _value(values: Values, slot: str, part: str) -> str:
    return values[slot].split()[-1] if part else values[slot]


def story_example(story: Story, chance: random.Random, others: Sequence[str]) -> Example | None:
    """One example of kind "told" or, without an answer, "untold"; `others` are sentences to stand beside it.

    None where the draw gave a question that could be read either way.
    """
    draw = chance.random()
    own = Values(chance, story.pools)
    if draw < 0.14 and story.untold:
        asked = _asked(chance.choice(story.untold), own)
        passage = _window(story, own, chance, chance.randrange(len(story.told)))
        return _example(_Asked(asked), passage, _header(story, own, frozenset(), chance), own, others, chance)
    label = chance.choice(sorted(story.asked))
    form = chance.choice(story.asked[label])
    marked = tuple(slot for slot, _, mark in _SLOT.findall(form) if mark)
    texts = {text[a:b].lower() for text, spans in (fill(line, own) for line in story.told)
             for name, (a, b) in spans.items() if name == label}  # fmt: skip
    question = _Asked(_asked(form, own), label, marked, frozenset(texts))
    if draw < 0.4:  # a window of the report that does not tell it
        numbers = [i for i in range(len(story.told)) if label not in story.labels(i)]
        passage = _window(story, own, chance, chance.choice(numbers), without=label) if numbers else []
    elif draw < 0.54 and marked:  # what tells it of somebody else
        other = _other(own, marked, chance.choice(marked), chance, story)
        passage = [(text, {}) for text, _ in _window(story, other, chance, _telling(story, label, chance))]
        named = other if chance.random() < 0.8 else own
        return _example(question, passage, _header(story, named, frozenset(), chance), own, others, chance, True)
    else:
        passage = _window(story, own, chance, _telling(story, label, chance))
    if marked and chance.random() < 0.25:
        beside = _contrast(story, own, marked, chance)
        passage = [*passage, *beside] if chance.random() < 0.5 else [*beside, *passage]
    return _example(question, passage, _header(story, own, question.answers, chance), own, others, chance)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, the label that answers it, the slots that it is about, and the answers in lower case."""

    text: str
    label: str = ""
    marked: tuple[str, ...] = ()
    answers: frozenset[str] = frozenset()


def _asked(form: str, values: Values) -> str:
    text = _SLOT.sub(lambda slot: _value(values, slot[1], slot[2]), form)
    return re.sub(r"\b(the) the\b", r"\1", text, flags=re.IGNORECASE)


def _telling(story: Story, label: str, chance: random.Random) -> int:
    return chance.choice([i for i in range(len(story.told)) if label in story.labels(i)])


def _window(story: Story, values: Values, chance: random.Random, first: int, without: str = "") -> list[Told]:
    """Sentences in a row around one of them, up to the size of a passage; none that tells `without`."""
    size, last = window_size(chance), first
    told = {first: fill(story.told[first], values)}
    while True:
        sides = [i for i in (first - 1, last + 1) if 0 <= i < len(story.told)]
        sides = [i for i in sides if not without or without not in story.labels(i)]
        length = sum(len(text) + 1 for text, _ in told.values())
        near = {i: fill(story.told[i], values) for i in sides}
        fitting = [i for i, (text, _) in near.items() if length + len(text) <= size + 40]
        if not fitting:
            return [told[i] for i in sorted(told)]
        side = chance.choice(fitting)
        told[side] = near[side]
        first, last = min(first, side), max(last, side)


def _other(own: Values, marked: Sequence[str], changed: str, chance: random.Random, story: Story) -> Values:
    """Values for the same report of somebody else: one slot is changed, the rest asked about may be the same."""
    kept = [slot for slot in marked if slot != changed] if chance.random() < 0.6 else []
    return Values(chance, story.pools, other=own, same=[slot for slot in kept if not _tied(slot, changed)])


def _tied(one: str, other: str) -> bool:
    """Whether two slots stand for one thing: a country and its adjective change together."""
    kinds_of = {re.sub(r"\d", "", one), re.sub(r"\d", "", other)}
    return one == other or (kinds_of == {"country", "nation"} and re.sub(r"\D", "", one) == re.sub(r"\D", "", other))


def _contrast(story: Story, own: Values, marked: Sequence[str], chance: random.Random) -> list[Told]:
    """A sentence or two of the same report of somebody else, who is named in the first."""
    changed = chance.choice(list(marked))
    other = _other(own, marked, changed, chance, story)
    naming = [i for i, line in enumerate(story.told) if any(_tied(slot, changed) for slot, _, _ in _SLOT.findall(line))]
    if not naming:
        return []
    first = chance.choice(naming)
    return [(fill(line, other)[0], {}) for line in story.told[first : first + chance.choice((1, 1, 2))]]


def _example(
    asked: _Asked,
    passage: Sequence[Told],
    line: str,
    own: Values,
    others: Sequence[str],
    chance: random.Random,
    of_others: bool = False,
) -> Example | None:
    """The passage put together; None where it does not name what is asked about, or answers by accident.

    In a report `of_others` the words of the answer may stand: there they do not answer.
    """
    if others and chance.random() < 0.12:
        passage = [*passage, (chance.choice(others), {})]
    text = f"{mast(chance)} " if not line and chance.random() < 0.5 else ""
    spans: list[tuple[int, int]] = []
    for sentence, places in passage:
        if asked.label in places:
            begin, end = places[asked.label]
            spans.append((len(text) + begin, len(text) + end))
        text += sentence + " "
    text = text.rstrip()
    if not passage or (spans and not all(_names(own, slot, f"{line} {text}") for slot in asked.marked)):
        return None
    if not spans and not of_others and holds_answer(f"{line} {text}", asked.answers):
        return None
    return Example(as_typed(asked.text, chance), line, text, tuple(spans), True, "told" if spans else "untold")


def _names(own: Values, slot: str, text: str) -> bool:
    """Whether a text names what stands in a slot, a person by surname, a big country by its adjective."""
    kind, number = re.sub(r"\d", "", slot), re.sub(r"\D", "", slot)
    words = [own[slot].split()[-1] if kind in {"person", "player", "judge"} else own[slot]]
    if kind in {"country", "nation"}:
        words = [own[f"country{number}"].removeprefix("the "), own[f"nation{number}"]]
    return any(word.lower() in text.lower() for word in words)


def _header(story: Story, own: Values, answers: frozenset[str], chance: random.Random) -> str:
    draw = chance.random()
    if draw < 0.25 or not story.titles:
        return ""
    title = fill(chance.choice(story.titles), own)[0]
    if holds_answer(title, answers):
        return ""
    day = date(2005, 1, 1) + timedelta(days=chance.randrange(7900))
    return header(title, None if draw < 0.4 else day)


def story_mistakes(stories: Sequence[Story]) -> list[str]:
    """What is wrong with the form of stories, one line each."""
    known = kinds()
    found: list[str] = []
    for story in stories:
        labels = {match[1] for line in story.told for match in _MARK.finditer(line) if match[1]}
        found += [f"{story.name}: label {name} is never asked for" for name in sorted(labels - set(story.asked))]
        found += [f"{story.name}: no sentence has label {name}" for name in sorted(set(story.asked) - labels)]
        lines = [*story.told, *story.untold, *story.titles, *(form for forms in story.asked.values() for form in forms)]
        found += [f"{story.name}: unlike brackets: {line}" for line in lines if line.count("[") != line.count("]")]
        for line in lines:
            found += [f"{story.name}: not a slot: {slot}" for slot in _slots(line) if not _SLOT.fullmatch(slot)]
            for slot, _, _ in _SLOT.findall(line):
                kind = re.sub(r"\d", "", slot)
                if kind not in known and kind not in story.pools:
                    found.append(f"{story.name}: unknown kind of slot: {kind}")
        found += [f"{story.name}: no title" for _ in range(not story.titles)]
        found += [f"{story.name}: no near misses" for _ in range(not story.untold)]
        for line in story.told:
            if "!}" in line or re.search(r"\[[^\]:]*\]", line):
                found.append(f"{story.name}: a mark for questions, or a label without words: {line}")
    return list(dict.fromkeys(found))


def _slots(line: str) -> list[str]:
    return re.findall(r"\{[^}]*\}?", line)
