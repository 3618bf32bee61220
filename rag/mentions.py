"""Who and what a question or an answer mentions: names, persons, and the noun that is asked about."""

from __future__ import annotations

import re

TITLE = (
    r"(?:President|Prime Minister|Minister|Secretary|Rep\.|Sen\.|Gov\.|Gen\.|Lt\.|Col\.|Adm\.|Dr\.|Mr\.|Mrs\.|Ms\.|"
    r"Chancellor|Justice|Judge|King|Queen|Pope|Chairman|Speaker)"
)
_NAME_WORD = r"(?:[A-Z][\w'’.-]*[\w'’]|al-[A-Z][\w'’-]+|(?:bin|ibn|von|van|de|da|del)\b)"
NAME = re.compile(rf"\b[A-Z][\w'’-]*(?:\.(?=\s[A-Z]))?(?:\s+{_NAME_WORD})*(?:\s\d{{1,3}}\b(?!,?\s\d))?")
_PERSON = re.compile(
    rf"{TITLE}\s+(?P<titled>{NAME.pattern})|(?P<plain>[A-Z][a-z'’]+(?:\s+(?:[A-Z]\.|al-|bin|von|van|de)?\s?[A-Z][\w'’-]+){{1,3}})"
)
_NOT_NAMES = frozenset(
    (
        "a according after an and are as at before but by can could did do does during for from give had has have "
        "how i if in is list name of on should since tell the to under was were what when where which who whose "
        "why will with would"
    ).split()
)
AUXILIARY = frozenset(
    ("are be been can could did do does had has have is may might must should was were will would").split()
)
_MONTHS = frozenset(
    (
        "january february march april may june july august september october november december "
        "monday tuesday wednesday thursday friday saturday sunday"
    ).split()
)
_VERBS = frozenset("in at of from to on remain remained remains stay stayed left died won led came went took".split())
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)][.?!])\s+(?=[A-Z])")


def find_names(text: str) -> list[str]:
    """Return the capitalised names of a text, in order; a word that only opens a sentence is none."""
    found = []
    for sentence in _SENTENCE_END.split(text):
        for match in NAME.finditer(sentence):
            words = match[0].split()
            while words and words[0].lower() in _NOT_NAMES:
                words.pop(0)
            opens = match.start() == 0 and len(words) == len(match[0].split()) == 1
            if (
                words
                and words[0].lower() not in _MONTHS
                and not (opens and sum(letter.isupper() for letter in words[0]) < 2)
            ):
                found.append(re.sub(r"['’]s?$", "", " ".join(words)))
    return found


def find_people(text: str) -> list[str]:
    """Return the names that look like persons': behind a title, or two to four words that are no place after "in"."""
    found = []
    for match in _PERSON.finditer(text):
        words = (match["titled"] or match["plain"]).split()
        before = text[: match.start()].rstrip().rsplit(" ", 1)[-1].lower()
        while words and words[0].lower() in _NOT_NAMES:
            words.pop(0)
        if words and (match["titled"] or (len(words) > 1 and before not in {"in", "at", "from", "the"})):
            found.append(" ".join(words))
    return found


def up_to_verb(words: list[str]) -> str:
    """Return the words of a noun phrase: those before the first verb or preposition."""
    kept: list[str] = []
    for word in words:
        if word.lower() in AUXILIARY | _VERBS or (kept and word.lower().endswith("ed")):
            break
        kept.append(word)
    return " ".join(kept)
