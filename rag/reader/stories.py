"""Stories to train on: invented wire reports of `story_texts/*.txt`, cut, filled and asked about.

Where `news.py` makes lone sentences, a story is a whole report whose answers are marked by hand, asked about in words
that it does not use, and beside each stand questions that it looks as if it answered and does not. Its names and
figures are slots, filled at random; `story_examples.py` makes examples of it.

    = name                          opens a story
    title headline | headline
    ~ A sentence with {slot}s and [label: words that answer].
    ? label question | question     ways to ask for it; {slot!}: of another, the story does not tell it
    ! question | question           near misses: no sentence answers
    @ kind value|value              values of a kind of slot of its own
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from rag.reader.slots import Values, kinds

FOLDER = Path(__file__).parent / "story_texts"
SLOT = re.compile(r"\{([a-z]+\d?)((?:\.last)?)(!?)\}")
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
            value = value_of(values, match[2], match[3])
            text += value.removeprefix("the ") if _ARTICLE.search(text) else value
        elif open_labels:
            label, begin = open_labels.pop()
            spans.setdefault(label, (begin, len(text)))
    text += line[at:]
    return text[:1].upper() + text[1:], spans


def value_of(values: Values, slot: str, part: str) -> str:
    """Return what stands in a slot, or the last word of it (`part`)."""
    return values[slot].split()[-1] if part else values[slot]


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
            found += [f"{story.name}: not a slot: {slot}" for slot in _slots(line) if not SLOT.fullmatch(slot)]
            for slot, _, _ in SLOT.findall(line):
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
