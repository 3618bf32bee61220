"""Where a question leans on the talk before it: a pronoun with nothing in the question to stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.talk.phrases import Phrase

_PRONOUN = re.compile(
    r"\b(?:(?P<person>he|him|his|she|her|hers)|(?P<it>it|its)|(?P<they>they|them|their|theirs)|(?P<these>these|those)"
    r"|(?P<this>this|that)|(?P<there>there)|(?P<ones>ones?))\b",
    re.I,
)
_REMARK = re.compile(r"^.*[a-z0-9)’'][.!?]\s+(?=\S+\s+\S+)", re.S)
"""What is said before the last sentence; "What's that?", of two words, is asked of it."""
_CONJUNCTION = re.compile(
    r"\b(?:said|say|says|think|thinks|know|knows|so|claim\w*|announce\w*|report\w*|believe\w*|show\w*|mean\w*|fact|one|"
    r"those|heard|hear|true|false|sure|likely|possible|certain|[a-z]+(?:ed|ing|er|or|ers|ors|ent|ion|ions|things|people))\s+that\b",
    re.I,
)
_RELATIVE = re.compile(r"\s+(?:are|were|have|can|will|would|could|is|was|has|don|do)\b")
_IMPERSONAL = re.compile(
    r"\b(?:is|was|does|did|will|would|has)\s+it\s+(?:take|taken|true|possible|important|necessary|legal|illegal|safe|"
    r"mean|rain|snow)\b",
    re.I,
)
_EXISTS_BEFORE = re.compile(r"\b(?:is|are|was|were|be|been)\s*$", re.I)
_EXISTS_AFTER = re.compile(r"\s*(?:['’]s|is|are|was|were|be|been|will|has|have|had)\b")
_DETERMINES = re.compile(
    r"\s+(?!(?:is|are|was|were|has|have|had|will|would|did|do|does|in|on|at|of|to|for|from|the|and|or|affect|happen|mean|"
    r"cost|take|end|work|compare|change|differ|impact|help|come|become)\b)[a-z]"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A word, at `start:end`, that stands for something named earlier.

    `kind` is "person", "it", "they", "these", "this", "there", "ones", or "determined": "those plans" as a whole.
    """

    kind: str
    start: int
    end: int
    written: str


def find_slot(question: str, own: Sequence[Phrase]) -> Slot | None:
    """Return the first such word of the question's last sentence, None where it has none; `own` are its phrases."""
    remark = _REMARK.match(question)
    for match in _PRONOUN.finditer(question, remark.end() if remark else 0):
        kind = match.lastgroup or ""
        if _stands_for_nothing(kind, match, question):
            continue
        noun = next((phrase for phrase in own if phrase.start > match.end()), None)
        if kind in {"this", "these"} and noun and _DETERMINES.match(question, match.end()):
            return Slot("determined", match.start(), noun.end, question[match.start() : noun.end])
        return Slot(kind, match.start(), match.end(), match[0])
    return None


def _stands_for_nothing(kind: str, match: re.Match[str], question: str) -> bool:
    before = question[: match.start()]
    if kind == "this" and match[0].lower() == "that":
        relative = _RELATIVE.match(question, match.end()) and re.search(r"[a-z]{3,}\s*$", before)
        return bool(relative or _CONJUNCTION.search(question[: match.end()]))
    if kind == "there":
        return bool(_EXISTS_BEFORE.search(before) or _EXISTS_AFTER.match(question, match.end()))
    if kind == "ones":
        # "The one before it" leans on "it"; of "who was the one?" nothing tells what it was one of.
        after = question[match.end() :]
        return bool(re.match(r"\s+\w+\s+(?:it|them|that)\b", after)) or (
            bool(re.search(r"\bthe\s*$", before)) and not after.strip(" ?.")
        )
    return kind == "it" and bool(_IMPERSONAL.search(question))
