"""Completing a question with a thing named before, or leaving it alone: a small logistic model over plain features.

Each way to complete the question is scored; leaving it alone scores nothing. The weights, and the score a way must
reach, lie in `rag/completion.json` (fitted by `eval.fit_followups`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rag.talk.candidates import Candidate, candidates
from rag.talk.features import features_of, kind_features
from rag.talk.phrases import Phrase, head_word, noun_phrases, singular
from rag.talk.said import PERIOD
from rag.talk.slots import Slot, find_slot
from rag.talk.word_lists import PREPOSITIONS

_POSSESSIVE = {"his", "hers", "its", "their", "theirs"}
_AND_WHY = re.compile(r",?\s+and (?:why|how|when|where)$")
_KEPT_PREPOSITIONS = {"in", "for", "on", "at", "during"}
MOST_WORDS_FULLER = 5
"""A longer phrase is no fuller name but a description."""


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to complete a question: the text that comes out, from which candidate, and what speaks for it."""

    text: str
    candidate: Candidate
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Completer:
    """Weights by feature, and the least score at which a question is completed at all."""

    weights: Mapping[str, float]
    least: float

    @classmethod
    def shipped(cls) -> Completer:
        """Return the one that comes with the package."""
        return _shipped()

    def complete(self, question: str, before: Sequence[str]) -> Completion | None:
        """Return the best completion of `question`, asked after the questions `before`; None to leave it alone."""
        ways = completions(question, before)
        best = max(ways, key=self.score, default=None)
        return best if best and self.score(best) >= self.least else None

    def score(self, way: Completion) -> float:
        """Return the log odds of this way against leaving the question alone, up to a constant."""
        return sum(self.weights.get(name, 0.0) * value for name, value in way.features.items())


@cache
def _shipped() -> Completer:
    row = json.loads(files("rag").joinpath("completion.json").read_text(encoding="utf-8"))
    return Completer(row["weights"], row["least"])


def completions(question: str, before: Sequence[str]) -> list[Completion]:
    """Return every way to complete `question` with a thing that the questions `before` name.

    The thing stands in a pronoun's place, behind the question, or in the place of its own shorter name.
    """
    own = noun_phrases(question)
    slot = find_slot(question, own)
    kinds = kind_features(question, own, before)
    found = []
    for candidate in candidates(before):
        about = features_of(candidate, question, own)
        if slot and _fits(slot, candidate):
            text = _put(question, slot, candidate.phrase)
            found.append(Completion(text, candidate, about.with_slot(kinds, slot, candidate)))
        if (slot is None or slot.kind in {"this", "determined"}) and not _is_time(candidate.phrase):
            text = _append(question, own, candidate)
            found.append(Completion(text, candidate, about.appended(kinds, slot is not None)))
        for phrase in own:
            if _fuller(candidate.phrase, phrase):
                text = question[: phrase.start] + candidate.phrase.text + question[phrase.end :]
                found.append(Completion(text, candidate, about.fuller(phrase.is_name and candidate.phrase.is_name)))
    return found


def _put(question: str, slot: Slot, phrase: Phrase) -> str:
    written, after = slot.written.lower(), question[slot.end :]
    name = phrase.full
    if slot.kind == "they" and not phrase.is_name and not phrase.plural:
        name = _plural(phrase.text)
    elif slot.kind == "there":
        name = f"{phrase.preposition if phrase.preposition in {'in', 'at', 'on'} else 'in'} {name}"
    elif slot.kind == "ones":
        head = head_word(phrase.text)
        name = head if phrase.plural or written == "one" else _plural(head)
    elif slot.kind == "determined":
        noun = slot.written.split(None, 1)[1]
        same = singular(head_word(noun).lower()) == phrase.head
        name = f"the {phrase.text}" if same else f"the {noun} of {name}"
    if written in _POSSESSIVE or (written == "her" and re.match(r"\s+\w", after)):
        name = possessive(name)
    return question[: slot.start] + name + after


def _is_time(phrase: Phrase) -> bool:
    return phrase.text.isdigit() or PERIOD.fullmatch(phrase.text) is not None


def _fits(slot: Slot, candidate: Candidate) -> bool:
    """Nothing is called by a number or a day; "he" has a name; and "there" is a place."""
    phrase = candidate.phrase
    if _is_time(phrase):
        return False
    near = phrase.preposition in {"in", "at", "from", "to", "around", "near"}
    if slot.kind == "person":
        return candidate.person or (not near and all(word[:1].isupper() for word in phrase.text.split()))
    return slot.kind != "there" or near or (phrase.is_name and not phrase.possessive)


def possessive(name: str) -> str:
    """Return "Holmes'", "Iraq's"."""
    return name + ("'" if name.endswith("s") else "'s")


def _plural(name: str) -> str:
    head = head_word(name)
    if re.search(r"[^aeiou]y$", head):
        many = head[:-1] + "ies"
    else:
        many = head + ("es" if re.search(r"(?:s|x|ch|sh)$", head) else "s")
    return name.replace(head, many, 1)


def _append(question: str, own: Sequence[Phrase], candidate: Candidate) -> str:
    phrase = candidate.phrase
    core = question.rstrip().rstrip("?.!").rstrip()
    tail = question[len(core) :]
    why = _AND_WHY.search(core)
    if why:
        core, tail = core[: why.start()], why[0] + tail
    preposition = phrase.preposition
    if preposition not in _KEPT_PREPOSITIONS:
        of = bool(own) and own[-1].end == len(core) and own[-1].relational
        preposition = "of" if of else "in" if phrase.is_name and not candidate.person else "for"
    return f"{core} {preposition} {phrase.full}{tail}"


def _fuller(longer: Phrase, short: Phrase) -> bool:
    """Whether one is the whole name of the other: "US Electoral College" of "the College"."""
    mine, theirs = set(short.text.lower().split()), longer.text.lower().split()
    return mine < set(theirs) and len(mine) < len(theirs) <= MOST_WORDS_FULLER and not set(theirs) & PREPOSITIONS
