"""A follow-up into a standalone question, without a model: what it leaves out is taken from the talk so far.

Three things mark a follow-up: a fragment ("and in Syria?", "what about 2020?"), a bare question word ("why?"), and
a pronoun with nothing in the question to stand for ("where are they housed?"). Anything else stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.mentions import AUXILIARY, NAME, find_names, find_people, up_to_verb
from rag.types import Turn

MOST_NAME_WORDS = 5
"""An answer of more words is a sentence, and no name to put in a pronoun's place."""

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
_LEANS = re.compile(
    r"\bhow (?:many|much) (?:(?:of|more|else|had|have|has|were|was|are|is|did|do|does|will|would|died|survived)\b|$)"
    r"|\bthe (?:ones?|others?|same|rest|score|vote|result|winner|reason|cause|total|previous|former|latter|deal|plan)\b"
    r"|\b(?:ones?|else|too|either|instead|before|afterwards|then|since then)$"
    r"|\bbased on|\bin (?:reply|response|addition) to what",
    re.I,
)
"""Words that have no meaning of their own in a question: they point back."""
_QUESTION_WORD = (
    r"who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should"
)
_OPENS_QUESTION = re.compile(rf"^(?:(?:in|at|on|for|from|of|by|to|with)\s+)?(?:{_QUESTION_WORD})\b", re.I)

_PERSON_PRONOUN = re.compile(r"\b(?:he|him|his|she|her|hers)\b", re.I)
_THING_PRONOUN = re.compile(r"\b(?:they|them|their|theirs|it|its|those|these|this|that)\b", re.I)
_PLACE_PRONOUN = re.compile(r"\bthere\b(?!\s+(?:is|are|was|were|be|been|will|has|have|had)\b)", re.I)
_PLURAL = {"they", "them", "their", "theirs", "those", "these"}
_WHERE = re.compile(rf"\b(?:in|at)\s+(?:the\s+)?{NAME.pattern}(?!['’])")
_COUNTED = re.compile(r"\b(?:how many|how much|which|what)\s+((?:[\w.'’-]+\s*){1,4})", re.I)
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

_PERIOD = re.compile(
    r"\b(?:(?:in|during|since|before|after|by|as of|on)\s+)?(?:(?:early|late|mid)[ -])?"
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+)?(?:\d{1,2},?\s+)?(?:19|20)\d\d\b"
)
_PREPOSITION = re.compile(r"^(in|at|on|for|from|of|by|with|since|before|after|during|under)\s+", re.I)
_LOOSE = AUXILIARY | frozenset(
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

    @property
    def name(self) -> str | None:
        """What "it" stands for: the answer where it is a bare name, else the first name of the question."""
        answer = self.answer.strip().rstrip(".")
        named = find_names(f"is {answer}")
        if named and len(answer.split()) <= MOST_NAME_WORDS and len(named[0]) >= len(answer) - len("the "):
            return answer
        return next(iter(find_names(self.question)), None)

    @property
    def names(self) -> list[str]:
        """The names the talk turns on, at most two."""
        return [name for name in dict.fromkeys([self.name, *find_names(self.question)]) if name][:2]

    @property
    def counted(self) -> str | None:
        """What "they" stands for: what was counted or asked for, with where it is."""
        counted = _COUNTED.search(self.question)
        noun = up_to_verb(counted[1].split()) if counted else ""
        where = _WHERE.search(self.question) or _WHERE.search(self.answer)
        return f"{noun} {where[0]}" if noun and where and where[0] not in noun else noun or None


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
    resolved = _anchor(_fill_pronouns(_LEADING.sub("", plain), context), plain, context)
    if resolved == plain:
        return question
    return resolved[:1].upper() + resolved[1:] + "?"


def _anchor(text: str, asked: str, context: _Context) -> str:
    """Say what a question without any name is about, where its words lean on the talk ("how many were hurt?")."""
    if find_names(text) or _PERIOD.search(text) or not (_LEADING.match(asked) or _LEANS.search(text)):
        return text
    about = context.names + [period[0] for period in _PERIOD.finditer(context.question)][:1]
    return f"{text} ({', '.join(about)})" if about else text


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
        slot = re.search(rf"\b{preposition[1]}\s+(?:the\s+)?({NAME.pattern})", asked, re.I if asked.islower() else 0)
        if slot and not asked.islower():
            return f"{asked[: slot.start(1)]}{name}{asked[slot.end(1) :]}?"
        return f"{asked} {fragment}?"
    names = find_names(asked)
    if names:
        return asked.replace(names[-1], name) + "?"
    return f"{asked} {'in ' if name[:1].isupper() else 'for '}{name}?"


def _fill_pronouns(text: str, context: _Context) -> str:
    """Put names and nouns from the talk in the place of pronouns that have nothing before them to stand for."""
    person = _PERSON_PRONOUN.search(text)
    if person and not find_people(text[: person.start()]):
        people = find_people(context.question) + find_people(context.answer)
        if people:
            return _substitute(text, person, people[0])
    place = _PLACE_PRONOUN.search(text)
    if place:
        where = _WHERE.search(context.question)
        return text[: place.start()] + where[0] + text[place.end() :] if where else _withfind_names(text, context)
    thing = _dangling(text)
    if thing is None:
        return text
    if _DETERMINES.match(text, thing.start()):
        return _withfind_names(text, context)
    many = thing[0].lower() in _PLURAL
    stands_for = (context.counted or context.name) if many else (context.name or context.counted)
    return _substitute(text, thing, stands_for) if stands_for else text


def _withfind_names(text: str, context: _Context) -> str:
    """The text with the names of the talk behind it, where it does not give them itself."""
    new = [name for name in context.names if name.lower() not in text.lower()]
    return f"{text} ({', '.join(new)})" if new else text


def _dangling(text: str) -> re.Match[str] | None:
    """The first they, it, that ... which stands for nothing named earlier in the question itself."""
    if _IMPERSONAL.search(text):
        return None
    for match in _THING_PRONOUN.finditer(text):
        if match[0].lower() == "that" and _CONJUNCTION.search(text[: match.end()]):
            continue
        if find_names(text[: match.start()]) and match[0].lower() not in {"this", "these"}:
            continue
        return match
    return None


def _substitute(text: str, pronoun: re.Match[str], name: str) -> str:
    word = pronoun[0].lower()
    if word in _POSSESSIVE and not (word == "her" and not re.match(r"\s+\w", text[pronoun.end() :])):
        name += "’" if name.endswith("s") else "’s"
    return text[: pronoun.start()] + name + text[pronoun.end() :]
