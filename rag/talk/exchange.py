"""A fragment put in the place of its like in the last question: a period for a period, a name for a name."""

from __future__ import annotations

import re

from rag.facts import with_capitals
from rag.facts.numbers import to_number
from rag.mentions import AUXILIARY, NAME, find_names
from rag.talk.phrases import is_verb, noun_phrases
from rag.talk.said import PERIOD, Said, bare_period
from rag.talk.word_lists import VERBS

_PREPOSITION = re.compile(r"^(in|at|on|for|from|of|by|with|since|before|after|during|under|until)\s+", re.I)
_BESIDE_THAT = re.compile(r"^(before|after|since|until)\s+(?:that|then|this)(?:\s+\w+)?$", re.I)
YEARS_APART = re.compile(
    r"^(?P<count>\d{1,2}|[a-z]+) years? (?P<way>before|earlier|later|after)(?: (?:that|this|then))?$", re.I
)
"""So many years from what was spoken of: "four years before that"."""
_SAME_YEAR = re.compile(r",? (?:of|in) (?:that|the same) year\b", re.I)
_REMARKS = re.compile(r"^.*[a-z0-9)’'][.!?]\s+(?=\S+\s+\S+)", re.S)
_A_QUESTION = re.compile(
    r"(?:(?:in|at|on|for|from|of|by|to|with)\s+)?(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|"
    r"did|has|have|had|can|could|will|would|should)\b",
    re.I,
)
MOST_WORDS = 6
"""A longer fragment is no mere name or time."""
_LOOSE = AUXILIARY | frozenset(
    (
        "a about an any currently far how long many me much now often please so still tell the there what when "
        "where which who whom whose why you and"
    ).split()
)


def with_year(fragment: str, said: Said) -> str:
    """Return a fragment with the year it counts from the talk: "four years before that" after 2021 is "in 2017", "in
    october of that year" is "in October 2021"; as it is where no year was spoken of."""
    fragment = with_capitals(fragment)
    year = re.search(r"\b(?:19|20)\d\d\b", said.period or _period_of(said.answer) or "")
    if year is None:
        return fragment
    apart = YEARS_APART.match(fragment)
    count = to_number(apart["count"]) if apart else None
    if apart and count:
        sign = -1 if apart["way"].lower() in {"before", "earlier"} else 1
        return f"in {int(year[0]) + sign * int(count)}"
    return _SAME_YEAR.sub(f" {year[0]}", fragment)


def exchange(fragment: str, said: Said) -> str | None:
    """Return the last question with `fragment` ("in Syria", "2019", "the probation officer") in its like's place.

    None where the last question has no place for it.
    """
    asked = _REMARKS.sub("", said.question.strip().rstrip("?!. "))
    if not _A_QUESTION.match(asked):
        return None
    beside = _BESIDE_THAT.match(fragment)
    if beside:
        period = said.period or _period_of(said.answer)
        if not period:
            return None
        fragment = f"{beside[1].lower()} {bare_period(period)}"
    if PERIOD.fullmatch(fragment):
        old = PERIOD.search(asked)
        bare = old is not None and _PREPOSITION.match(old[0]) is None
        phrase = fragment if _PREPOSITION.match(fragment) or bare else f"in {fragment}"
        return (asked[: old.start()] + phrase + asked[old.end() :] if old else f"{asked} {phrase}") + "?"
    preposition = _PREPOSITION.match(fragment)
    if preposition:
        name = fragment[preposition.end() :]
        slot = re.search(rf"\b{preposition[1]}\s+(?:the\s+)?({NAME.pattern})", asked)
        if slot and not asked.islower() and not name.lower().startswith("the "):
            name = name.title() if name.islower() else name
            return f"{asked[: slot.start(1)]}{name}{asked[slot.end(1) :]}?"
        return _exchange_adjunct(preposition[0], name, asked) if len(fragment.split()) <= MOST_WORDS else None
    return _exchange_noun(fragment, asked)


def _exchange_adjunct(preposition: str, name: str, asked: str) -> str:
    """ "in the recount" goes for what stands at the end behind a preposition, a name for a name."""
    for phrase in reversed(noun_phrases(asked)):
        alike = phrase.is_name == (name.removeprefix("the ")[:1].isupper())
        if phrase.end == len(asked) and phrase.preposition not in {"", "of"} and alike and name.startswith("the "):
            start = asked.rindex(phrase.preposition, 0, phrase.end - len(phrase.full))
            return f"{asked[:start]}{preposition}{name}?"
    return f"{asked} {preposition}{name}?"


def _exchange_noun(fragment: str, asked: str) -> str | None:
    """A name goes for the last name, "the prosecutor" for another "the ..."."""
    bare = re.sub(r"^(?:the|a|an)\s+", "", fragment, flags=re.I)
    if len(bare.split()) > MOST_WORDS:
        return None
    if bare[:1].isupper():
        # A name goes for a name that stands alone: "British" of "the British election" is none.
        alone = {phrase.text: phrase for phrase in noun_phrases(asked)}
        names = [name for name in find_names(asked) if name in alone]
        if not names:
            return None if find_names(asked) else f"{asked} in {fragment}?"
        phrase = alone[names[-1]]
        if fragment.lower().startswith("the ") and phrase.preposition in {"in", "at"}:
            return None  # "the British" are nowhere
        return f"{asked[: phrase.end - len(phrase.full)]}{fragment}{asked[phrase.end :]}?"
    common = [p for p in noun_phrases(asked) if not p.is_name and p.full.lower().startswith("the ")]
    # The one who acts before the one at the end behind a preposition; of a phrase with "of", what stands before it.
    acting = [p for p in common if not p.preposition]
    for phrase in sorted(acting, key=lambda p: (p.start, p.end)) + [p for p in common if p.end == len(asked)]:
        start = phrase.end - len(phrase.full)
        return f"{asked[:start]}{fragment[:1].lower()}{fragment[1:]}{asked[phrase.end :]}?"
    return None


def _period_of(answer: str) -> str | None:
    found = PERIOD.search(answer)
    return found[0] if found else None


def ask_by(fragment: str, said: Said) -> str | None:
    """ "in reply to what?" after "What did Iran attack?" -> "In reply to what did Iran attack?", None if that fails."""
    words = said.question.strip().rstrip("?!. ").split()
    aux = next((at for at, one in enumerate(words) if one.lower() in AUXILIARY), None)
    if not aux or aux > 4:
        return None
    return f"{fragment[:1].upper()}{fragment[1:]} {' '.join(words[aux:])}?"


def ask_of(word: str, said: Said) -> str:
    """Return the last question asked for another thing: "why?" after "How many troops remain?"."""
    asked = said.question.strip().rstrip("?!. ")
    words = asked.split()
    aux = next((at for at, one in enumerate(words) if one.lower() in AUXILIARY), None)
    opening = word[:1].upper() + word[1:].lower()
    counted = words[:aux] if aux is not None else words
    while counted and counted[0].lower() in _LOOSE:
        counted = counted[1:]
    if aux is None:
        # "troops remain in Iraq": a plural and a verb as it stands in the present.
        verb = next((at for at, one in enumerate(counted[:5]) if at and is_verb(one) and one[-1] not in "ds"), None)
        if verb and re.search(r"[^s]s$|people$", counted[verb - 1]):
            return f"{opening} do {' '.join(counted)}?"
        past = next((at for at, one in enumerate(counted[:5]) if at and _base(one)), None)
        if past:
            return f"{opening} did {' '.join([*counted[:past], _base(counted[past]), *counted[past + 1 :]])}?"
        return f"{opening} {' '.join(counted)}?"
    rest = words[aux:]
    if counted:
        verb = next((at for at, one in enumerate(rest) if at > 1 and (is_verb(one) or one == "have")), None)
        rest = [*rest[: verb + 1], *counted, *rest[verb + 1 :]] if verb else [rest[0], *counted, *rest[1:]]
    elif words[0].lower() == "what" and aux == 1 and rest[0].lower() in {"do", "does", "did", "has", "have", "had"}:
        # What was asked for is "that" now: "What did she say?" -> "Why did she say that?"
        verb = next((at for at, one in enumerate(rest) if at > 1 and is_verb(one)), None)
        rest = [*rest[: verb + 1], "that", *rest[verb + 1 :]] if verb else rest
    return f"{opening} {' '.join([rest[0].lower(), *rest[1:]])}?"


def _base(word: str) -> str:
    """ "died" -> "die"; "" for what is no regular past of a common verb."""
    stems = (word[:-2], word[:-1], word[:-3] + "y") if word.endswith("ed") else ()
    return next((stem for stem in stems if stem in VERBS), "")
