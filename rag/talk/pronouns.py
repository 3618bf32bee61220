"""Who "he" is and what "they" are, where a rule can tell from the last question and its answer."""

from __future__ import annotations

import re

from rag.mentions import find_names, find_people
from rag.talk.completion import possessive
from rag.talk.phrases import noun_phrases
from rag.talk.said import Said
from rag.talk.slots import Slot, find_slot

_TIME_NOUN = re.compile(r"\b(?:day|date|time|week|month|year)$", re.I)
_OWNS = {"his", "hers", "its", "their", "theirs"}


def by_rule(text: str, said: Said) -> str | None:
    """Return the text with its pronoun replaced where a rule knows by what; None where none does."""
    slot = find_slot(text, noun_phrases(text))
    if slot is None:
        return None
    before = text[: slot.start]
    if slot.kind == "person":
        named = find_people(before)
        return _put(text, slot, said.person) if said.person and not named else None
    if slot.kind == "determined" and said.period and _TIME_NOUN.search(slot.written):
        return f"{text[: slot.end]} {said.period}{text[slot.end :]}"
    if slot.kind not in {"it", "they", "these"} or find_names(before):
        return None
    stands_for = said.counted if slot.kind != "it" else None
    stands_for = stands_for or (said.named if slot.kind != "it" or not said.asks_who else None)
    return _put(text, slot, stands_for) if stands_for else None


def _put(text: str, slot: Slot, name: str) -> str:
    written = slot.written.lower()
    name = name[:1].lower() + name[1:] if re.match(r"(?:The|An?) ", name) and slot.start else name
    if re.search(r"\b(?:of|all|both)\s*$", text[: slot.start]) and re.search(r"^(?:U\.S\. )?[a-z]", name):
        name = f"the {name}"  # "how many of them" are of those spoken of
    if written in _OWNS or (written == "her" and re.match(r"\s+\w", text[slot.end :])):
        name = possessive(name)
    return text[: slot.start] + name + text[slot.end :]
