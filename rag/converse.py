"""A follow-up into a standalone question, without a model: what it leaves out is taken from the talk so far.

Three things mark a follow-up: a fragment ("and in Syria?", "what about 2020?"), a bare question word ("why?"), and
a pronoun with nothing in the question to stand for ("where are they housed?"). Anything else stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.types import Turn

_FRAGMENT = re.compile(
    r"^(?:(?:and|but|or|so|also|then|ok(?:ay)?),?\s+)*(?:what|how)\s+about\s+(?P<about>.+)$"
    r"|^(?:and|but|or)\s+(?P<and>(?:(?:in|at|on|for|from|of|by|with|since|before|after|during|under)\s+)?[^?]{1,60})$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^(?:and\s+|but\s+)?(?P<word>why(?: not)?|when|where|who|how|how many|how much|since when|until when|by whom)$",
    re.I,
)
_LEADING = re.compile(r"^(?:and|but|so|ok(?:ay)?|then)\b,?\s+", re.I)
_QUESTION_WORD = (
    r"who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should"
)
_OPENS_QUESTION = re.compile(rf"^(?:(?:in|at|on|for|from|of|by|to|with)\s+)?(?:{_QUESTION_WORD})\b", re.I)

_PERSON_PRONOUN = re.compile(r"\b(?:he|him|his|she|her|hers)\b", re.I)
_THING_PRONOUN = re.compile(r"\b(?:they|them|their|theirs|it|its|those|these|this|that)\b", re.I)
_PLACE_PRONOUN = re.compile(r"\bthere\b(?!\s+(?:is|are|was|were|be|been|will|has|have|had)\b)", re.I)
_POSSESSIVE = {"his", "her", "hers", "their", "theirs", "its"}
_DETERMINES = re.compile(
    r"\b(?:this|that|these|those)\s+(?!(?:is|are|was|were|has|have|had|will|would|did|do|does|in|on|at|of|to|for|from|the)\b"
    r"|happen|mean|cost|take|end|work)[a-z]",
    re.I,
)
_CONJUNCTION = re.compile(
    r"\b(?:said|say|says|think|thinks|know|knows|so|claim\w*|announce\w*|report\w*|believe\w*|show\w*|mean\w*|fact|one|those|"
    r"[a-z]+(?:s|ed|ing|er|or|ers|ors|ent|ion|ions))\s+that\b",
    re.I,
)
_IMPERSONAL = re.compile(
    r"\b(?:is|was|does|did|will|would|has)\s+it\s+(?:take|taken|true|possible|important|necessary|legal|illegal|safe|mean|rain|snow)\b",
    re.I,
)

_TITLE = (
    r"(?:President|Prime Minister|Minister|Secretary|Rep\.|Sen\.|Gov\.|Gen\.|Lt\.|Col\.|Adm\.|Dr\.|Mr\.|Mrs\.|Ms\.|"
    r"Chancellor|Justice|Judge|King|Queen|Pope|Chairman|Speaker)"
)
_NAME_WORD = r"(?:[A-Z][\w'’.-]*[\w'’]|al-[A-Z][\w'’-]+|bin|ibn|von|van|de|da|del)"
_NAME = re.compile(rf"\b[A-Z][\w'’-]*(?:\.(?=\s[A-Z]))?(?:\s+{_NAME_WORD})*")
_PERSON = re.compile(
    rf"{_TITLE}\s+(?P<titled>{_NAME.pattern})|(?P<plain>[A-Z][a-z'’]+(?:\s+(?:[A-Z]\.|al-|bin|von|van|de)?\s?[A-Z][\w'’-]+){{1,3}})"
)
_PERIOD = re.compile(
    r"\b(?:(?:in|during|since|before|after|by|as of|on)\s+)?(?:(?:early|late|mid)[ -])?"
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+)?(?:\d{1,2},?\s+)?(?:19|20)\d\d\b"
)
_PREPOSITION = re.compile(r"^(in|at|on|for|from|of|by|with|since|before|after|during|under)\s+", re.I)
_NOT_NAMES = frozenset(
    (
        "a according after an and are as at before but by can could did do does during for from give had has have "
        "how i if in is list name of on should since tell the to under was were what when where which who whose "
        "why will with would"
    ).split()
)
_AUXILIARY = frozenset(
    ("are be been can could did do does had has have is may might must should was were will would").split()
)
_LOOSE = _AUXILIARY | frozenset(
    (
        "a about an any currently far how long many me much now often please so still tell the there what when "
        "where which who whom whose why you"
    ).split()
)


@dataclass(frozen=True, slots=True)
class _Context:
    """What the talk so far offers a follow-up: the last question in full, and the answer that was shown."""

    question: str
    answer: str


def standalone(question: str, history: Sequence[Turn] = ()) -> str:
    """Return `question` as it would have been asked with no talk before it; unchanged where it leans on none."""
    if not history:
        return question
    context = _Context(history[0].question, history[0].answer or "")
    for turn in history[1:]:
        context = _Context(_resolve(turn.question, context), turn.answer or "")
    return _resolve(question, context)


def _resolve(question: str, context: _Context) -> str:
    plain = question.strip().rstrip("?!. ").strip()
    if not plain or not context.question.strip():
        return question
    bare = _BARE.match(plain)
    if bare:
        return _ask_of(bare["word"], context)
    fragment = _FRAGMENT.match(plain)
    if fragment and not _OPENS_QUESTION.match((fragment["about"] or fragment["and"]).strip()):
        return _exchange((fragment["about"] or fragment["and"]).strip(), context)
    resolved = _fill_pronouns(_LEADING.sub("", plain) if _LEADING.match(plain) else plain, context)
    if resolved == plain:
        return question
    return resolved[:1].upper() + resolved[1:] + "?"


def _ask_of(word: str, context: _Context) -> str:
    """ "why?" after "how many troops remain in Iraq?" -> "Why troops remain in Iraq?"."""
    asked = context.question.strip().rstrip("?!. ")
    words = asked.split()
    while words and words[0].lower() in _LOOSE:
        words.pop(0)
    return f"{word[:1].upper()}{word[1:].lower()} {' '.join(words)}?"


def _exchange(fragment: str, context: _Context) -> str:
    """Put the fragment in the place of its like in the last question: a period for a period, a name for a name."""
    asked = context.question.strip().rstrip("?!. ")
    fragment = _fill_pronouns(fragment, context)
    period = _PERIOD.fullmatch(fragment)
    if period:
        phrase = fragment if _PREPOSITION.match(fragment) else f"in {fragment}"
        old = _PERIOD.search(asked)
        return (asked[: old.start()] + phrase + asked[old.end() :] if old else f"{asked} {phrase}") + "?"
    preposition = _PREPOSITION.match(fragment)
    name = fragment[preposition.end() :] if preposition else fragment
    if preposition:
        slot = re.search(rf"\b{preposition[1]}\s+(?:the\s+)?({_NAME.pattern})", asked, re.I if asked.islower() else 0)
        if slot and not asked.islower():
            return f"{asked[: slot.start(1)]}{name}{asked[slot.end(1) :]}?"
        return f"{asked} {fragment}?"
    names = _names(asked)
    if names:
        return asked.replace(names[-1], name) + "?"
    return f"{asked} {'in ' if name[:1].isupper() else 'for '}{name}?"


def _fill_pronouns(text: str, context: _Context) -> str:
    """Put names and nouns from the talk in the place of pronouns that have nothing before them to stand for."""
    person = _PERSON_PRONOUN.search(text)
    if person and not _people(text[: person.start()]):
        people = _people(context.question) + _people(context.answer)
        if people:
            return _substitute(text, person, people[0])
    place = _PLACE_PRONOUN.search(text)
    if place:
        where = re.search(rf"\b(?:in|at|from|to|on)\s+(?:the\s+)?{_NAME.pattern}", context.question)
        if where:
            phrase = re.sub(r"^(?:from|to)\b", "in", where[0])
            return text[: place.start()] + phrase + text[place.end() :]
    thing = _dangling(text)
    if thing:
        topic = _topic(context)
        if topic and _DETERMINES.match(text, thing.start()):
            new = [name for name in _names(context.question) if name.lower() not in text.lower()]
            return f"{text} ({', '.join(new)})" if new else text
        if topic:
            return _substitute(text, thing, topic)
    return text


def _dangling(text: str) -> re.Match[str] | None:
    """The first they, it, that ... which stands for nothing named earlier in the question itself."""
    if _IMPERSONAL.search(text):
        return None
    for match in _THING_PRONOUN.finditer(text):
        if match[0].lower() == "that" and _CONJUNCTION.search(text[: match.end()]):
            continue
        if _names(text[: match.start()]) and match[0].lower() not in {"this", "these"}:
            continue
        return match
    return None


def _substitute(text: str, pronoun: re.Match[str], name: str) -> str:
    word = pronoun[0].lower()
    if word in _POSSESSIVE and not (word == "her" and not re.match(r"\s+\w", text[pronoun.end() :])):
        name += "’" if name.endswith("s") else "’s"
    return text[: pronoun.start()] + name + text[pronoun.end() :]


def _topic(context: _Context) -> str:
    """What the last question was about: its counted noun with where it is, else its names, else its plain words."""
    asked = context.question.strip().rstrip("?!. ")
    counted = re.search(
        r"\b(?:how many|how much|which|what(?: kind of| percentage of| share of)?)\s+((?:[\w.'’-]+\s*){1,4})",
        asked,
        re.I,
    )
    where = re.search(rf"\b(?:in|at|from|of)\s+(?:the\s+)?{_NAME.pattern}", asked)
    if counted:
        noun = _up_to_verb(counted[1].split())
        if noun:
            return f"{noun} {where[0]}" if where and where[0] not in noun else noun
    names = _names(asked)
    if names:
        return names[0]
    words = [word for word in asked.split() if word.lower() not in _LOOSE]
    return " ".join(words[:4])


def _up_to_verb(words: list[str]) -> str:
    kept: list[str] = []
    for word in words:
        if word.lower() in _AUXILIARY | {
            "in",
            "at",
            "of",
            "from",
            "to",
            "on",
            "remain",
            "remained",
            "stay",
            "left",
            "died",
        }:
            break
        if kept and word.lower().endswith("ed"):
            break
        kept.append(word)
    return " ".join(kept)


def _names(text: str) -> list[str]:
    """Capitalised names, in order, without the question word that opens the sentence."""
    found = []
    for match in _NAME.finditer(text):
        words = match[0].split()
        while words and words[0].lower() in _NOT_NAMES:
            words.pop(0)
        if words and not (match.start() == 0 and len(words) == 1 and not _looks_named(words[0])):
            found.append(" ".join(words))
    return found


def _looks_named(word: str) -> bool:
    """A capital that opens a sentence says nothing by itself: an acronym or an inner capital does."""
    return sum(letter.isupper() for letter in word) > 1


def _people(text: str) -> list[str]:
    """Names that look like persons': behind a title, or two to four capitalised words that are no place after "in"."""
    found = []
    for match in _PERSON.finditer(text):
        name = match["titled"] or match["plain"]
        before = text[: match.start()].rstrip().rsplit(" ", 1)[-1].lower()
        words = name.split()
        while words and words[0].lower() in _NOT_NAMES:
            words.pop(0)
        if words and (match["titled"] or (len(words) > 1 and before not in {"in", "at", "from", "the"})):
            found.append(" ".join(words))
    return found
