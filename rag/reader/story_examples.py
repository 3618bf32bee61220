"""Examples of stories: a window that answers, one of the same report that does not, or the same of somebody else."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rag.reader.encoding import header
from rag.reader.slots import Values, as_typed, mast
from rag.reader.stories import SLOT, Story, Told, fill, value_of
from rag.reader.training_data import Example, holds_answer, window_size


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
    marked = tuple(slot for slot, _, mark in SLOT.findall(form) if mark)
    texts = {text[a:b].lower() for text, spans in (fill(line, own) for line in story.told)
             for name, (a, b) in spans.items() if name == label}  # fmt: skip
    question = _Asked(_asked(form, own), label, marked, frozenset(texts))
    if draw < 0.4:  # a window of the report that does not tell it
        numbers = [i for i in range(len(story.told)) if label not in story.labels(i)]
        passage = _window(story, own, chance, chance.choice(numbers), without=label) if numbers else []
    elif draw < 0.54 and marked:  # what tells it of somebody else
        other = _other(own, marked, chance.choice(marked), chance, story)
        passage = [(text, {}) for text, _ in _window(story, other, chance, _telling(story, label, chance))]
        line = _header(story, other, frozenset(), chance)
        return _example(question, passage, line, own, others, chance, of_others=True)
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
    text = SLOT.sub(lambda slot: value_of(values, slot[1], slot[2]), form)
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
    naming = [i for i, line in enumerate(story.told) if any(_tied(slot, changed) for slot, _, _ in SLOT.findall(line))]
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
