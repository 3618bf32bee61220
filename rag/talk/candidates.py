"""What earlier questions offer a later one to stand on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.mentions import find_people
from rag.talk.phrases import Phrase, noun_phrases
from rag.talk.slots import find_slot

_INTRODUCES = re.compile(
    r"(?:\b(?:about|what|who)\s+(?:is|are|was|were|about)?|\babout|^describe|^explain|['’]s)\s*(?:the |a |an )?$", re.I
)
"""What stands before a thing that a question brings up: "What is a ...", "Tell me about the ..."."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A noun phrase of an earlier question.

    `back` counts the questions since, from 1, of those that name anything; `mentions` the questions that name it, at
    most 4. `focus` marks what the talk is about by now; `leaning` that its question leaned on others itself;
    `introduced` that its question brought it up; `is_part` that it stands behind another phrase's "of".
    """

    phrase: Phrase
    back: int
    mentions: int
    first_turn: bool
    first_place: bool
    alone: bool
    is_part: bool
    person: bool
    focus: bool
    leaning: bool
    introduced: bool


def candidates(questions: Sequence[str]) -> list[Candidate]:
    """Return what the questions name, the latest first; a phrase named again counts once, where it is nearest."""
    told = [noun_phrases(question) for question in questions]
    leaning = [find_slot(question, phrases) is not None for question, phrases in zip(questions, told, strict=True)]
    focus = _focus(questions, told, leaning)
    heads = [{phrase.head for phrase in phrases} for phrases in told]
    found: dict[str, Candidate] = {}
    back = 0
    for number in reversed(range(len(questions))):
        phrases = told[number]
        if all(phrase.relational for phrase in phrases):
            continue
        back += 1
        people = find_people(questions[number])
        for place, phrase in enumerate(phrases):
            found.setdefault(
                phrase.text.lower(),
                Candidate(
                    phrase,
                    back,
                    min(4, sum(phrase.head in named for named in heads)),
                    first_turn=number == 0,
                    first_place=place == 0,
                    alone=len(phrases) == 1,
                    is_part=any(p.start < phrase.start and p.end >= phrase.end for p in phrases),
                    person=any(phrase.text in person for person in people),
                    focus=phrase.text.lower() == focus,
                    leaning=leaning[number],
                    introduced=not leaning[number] and _introduces(questions[number], phrase),
                ),
            )
    return list(found.values())


def _focus(questions: Sequence[str], told: Sequence[Sequence[Phrase]], leaning: Sequence[bool]) -> str:
    """What was last brought up by a question that leans on none before it, in lower case; "" for nothing."""
    focus = ""
    for question, phrases, leans in zip(questions, told, leaning, strict=True):
        if focus and leans:
            continue
        good = [phrase for phrase in phrases if not phrase.relational]
        about = [phrase for phrase in good if _introduces(question, phrase)]
        named = [phrase for phrase in good if phrase.is_name]
        chosen = about or named or ([] if focus else good)
        focus = chosen[0].text.lower() if chosen else focus
    return focus


def _introduces(question: str, phrase: Phrase) -> bool:
    return bool(_INTRODUCES.search(question[: phrase.start]))
