"""Two things joined by "and", "vs." or "compared with" under one question, cut into a question for each."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.coverage import places_in
from rag.sides.grammar import (
    AUXILIARY,
    PREPOSITION,
    TIME,
    as_question,
    both_named,
    clean,
    parallel,
    plain,
    same_time,
    what_was,
)
from rag.sides.kinds import Form, Measure, Pair, Sense, Side, joined

_ASKED = r"(?:what|how (?:many|much|old|long|far|high|large|big|strong|fast|deep|hot|heavy|deadly|effective))"
_NAME = r"(?:the )?(?:[A-Z][\w.'’-]*|\d{4})(?: (?:of |the )?[A-Z0-9][\w.'’-]*){0,3}"
_MUTUAL = re.compile(
    r"\b(?:border|war|talks|treaty|deal|agreement|summit|wedding|debate|ceasefire|truce|conflict|relations|between|meet|met"
    r"|agree[ds]?|sign(?:ed)?|play(?:ed)?|marry|married|fight|fought|each other|their|department|ministry|secretary)\b",
    re.I,
)
"""What two do together, or what has both in its name, is one thing."""
_THING = rf"{_NAME}(?: [a-z]+)?"
_OWNERS = r"(?P<first>(?:the )?[\w.'’ -]+?)['’]s? and (?P<second>(?:the )?[\w.'’ -]+?)['’]s?"
_PLACED_TWICE = re.compile(
    rf"^(?P<stem>{_ASKED}\b.+?) (?P<at>in|for|at|on|from|of|by|during|after) (?P<first>(?-i:{_NAME})|(?-i:[a-z]+)) and "
    rf"(?:(?P=at) )?(?P<second>(?-i:{_NAME})|(?-i:[a-z]+))(?P<rest> [a-z].*)?$",
    re.I,
)
_DONE_TWICE = re.compile(
    rf"^(?P<stem>(?i:what(?: [\w' -]+?)?|how (?:many|much) [\w' -]+?|when|where) "
    rf"(?:do|does|did|has|have|had|will)) (?P<first>{_NAME}) and (?P<second>{_NAME}) (?P<rest>[a-z].*)$"
)
_WERE_TWICE = re.compile(
    rf"^(?P<stem>(?i:when|where|how [a-z]+)) (?:was|were) (?P<first>{_THING}) and (?P<second>{_THING}) "
    r"(?P<rest>[a-z].*)$"
)
_GAPPED = re.compile(
    rf"^(?P<stem>(?i:what|how (?:many|much)(?: [\w' -]+?)?) (?:do|does|did|has|have|had)) (?P<first>{_NAME}) "
    rf"(?P<verb>[a-z]+) (?P<object>{PREPOSITION} .+?),? and (?P<second>{_NAME}) (?P<other>{PREPOSITION} .+)$"
)
_COMPARE = re.compile(
    r"^(?:compare|contrast) (?P<first>(?!and\b|how\b|what\b|between\b).+?) (?:with|to|and|against) (?P<second>.+)$",
    re.I,
)
_BESIDE = re.compile(
    rf"^(?P<stem>{_ASKED}\b.+) (?P<at>{PREPOSITION}) (?P<first>[^,]+?),? (?:compared (?:with|to)|versus|vs\.?|"
    rf"as opposed to|and then) (?P<second>.+)$",
    re.I,
)
_BEFOREHAND = re.compile(
    rf"^(?:compared (?:with|to)|unlike) (?P<second>[^,]+), (?P<stem>{_ASKED}\b.+) (?P<at>in|for|at|on|by) "
    rf"(?P<first>{TIME}|{_NAME})$",
    re.I,
)
_NOUN_LAST = re.compile(
    rf"^(?!(?i:{AUXILIARY}|{PREPOSITION}|who|what|which|when|where|how)\b)(?P<first>{_NAME})(?: versus| vs\.?),? "
    rf"(?P<second>{_NAME})[:,]? (?P<noun>(?:[a-z]+ )?(?:tolls?|turnout|prices?|population|costs?|shares?|rates?|"
    rf"inflation|strength|casualties|efficacy|revenue|profits?|damage|votes?|seats?|temperatures?|magnitudes?|size|deaths?))$"
)
_APART = re.compile(
    rf"^what(?:['’]s| is| are| was| were) the (?:difference|gap)s? between {_OWNERS} (?P<noun>[a-z].+)$", re.I
)
_DIFFERS = re.compile(
    r"^how (?:do|does|did) (?P<first>.+?['’]s?) (?P<noun>.+?) (?:differ from|compare (?:with|to)) "
    r"(?P<second>.+?['’]s?)(?: (?P=noun))?$",
    re.I,
)
_THE_SAME = re.compile(
    r"^(?P<aux>do|does|did) (?P<first>.+?) and (?P<second>.+?) (?P<verb>give|report|name|count|have|reach|get|win)"
    r" the same (?:number|count|total) of (?P<noun>.+)$",
    re.I,
)
_GIVES_AS_MANY = re.compile(
    rf"^(?P<aux>(?i:do|does|did|has|have|had)) (?P<first>.+?) (?P<verb>[\w-]+) as (?P<how>many|much) (?P<noun>.+?) as "
    rf"(?P<second>{_NAME})(?P<rest> {PREPOSITION} .+)?$"
)


def coordinated(question: str) -> Pair | None:
    """Return the two sides of "how many are in A and in B?", "A vs. B death toll", ..., None where it is none."""
    text = plain(question)
    for rule in (_gapped, _compare, _beforehand, _beside, _twice, _owners, _same, _as_many, _noun):
        if pair := rule(text):
            return pair
    return None


def _both(labels: tuple[str, str], questions: Iterable[str], form: Form = Form.EACH, *, loose: bool = False) -> Pair:
    measure = Measure.ANSWER if form is Form.EACH else Measure.FIGURE
    sides = [Side(clean(label), as_question(asked)) for label, asked in zip(labels, questions, strict=True)]
    return joined(form, measure, Sense.SAME, sides, loose=loose)


def _asked_of_one(stem: str) -> str:
    return re.sub(r"^what were (?=the )(?P<name>.+)$", lambda all_: what_was(all_["name"]), stem, flags=re.I)


def _twice(text: str) -> Pair | None:
    if _MUTUAL.search(text):
        return None
    match = _PLACED_TWICE.match(text)
    if match and all(_names(match[side]) for side in ("first", "second")):
        names = both_named(match["first"], match["second"])
        stem, rest = _asked_of_one(match["stem"]), match["rest"] or ""
        return _both(names, (f"{stem} {match['at']} {one}{rest}" for one in names), loose=True)
    if match := _DONE_TWICE.match(text):
        names = match["first"], match["second"]
        return _both(names, (f"{match['stem']} {one} {match['rest']}" for one in names), loose=True)
    if match := _WERE_TWICE.match(text):
        names = match["first"], match["second"]
        return _both(names, (f"{match['stem']} was {one} {match['rest']}" for one in names), loose=True)
    return None


def _names(text: str) -> bool:
    """Whether a piece is a name: of countries, one in small letters will do."""
    return any(letter.isupper() or letter.isdigit() for letter in text) or bool(places_in(text))


def _gapped(text: str) -> Pair | None:
    """ "What did A pay for X and B for Y?"."""
    if (match := _GAPPED.match(text)) is None:
        return None
    asked = (f"{match['stem']} {who} {match['verb']} {what}"
             for who, what in ((match["first"], match["object"]), (match["second"], match["other"])))  # fmt: skip
    return _both((match["first"], match["second"]), asked)


def _compare(text: str) -> Pair | None:
    if (match := _COMPARE.match(text)) is None:
        return None
    first, second = match["first"], re.sub(r"^(?:that|those|the one|the ones) ", "", match["second"])
    if re.match(rf"{PREPOSITION} ", second):
        second = parallel(first, second)
    else:
        first, second = both_named(first, second)
        placed = re.match(rf"(?P<noun>.+?) (?P<at>in|of|for|from|at) (?P<name>{_NAME})$", first)
        if placed and re.fullmatch(_NAME, second):
            second = f"{placed['noun']} {placed['at']} {second}"
        elif not placed:
            return None
    return _both((first, second), (what_was(first), what_was(second)))


def _beside(text: str) -> Pair | None:
    """ "How many are in A compared with B?": the second stands in the place of the first."""
    if (match := _BESIDE.match(text)) is None or match["stem"].lower() in {"what", "how many", "how much"}:
        return None
    second = re.sub(rf"^(?:(?:that|those) )?{PREPOSITION} ", "", match["second"])
    at = f"{match['stem']} {match['at']}"
    first = same_time(f"{at} {match['first']}", f"{match['at']} {second}")
    return _both((match["first"], second), (first, f"{at} {second}"))


def _beforehand(text: str) -> Pair | None:
    if (match := _BEFOREHAND.match(text)) is None:
        return None
    stem, at, first, second = match["stem"], match["at"], match["first"], match["second"]
    if (re.fullmatch(TIME, first, re.I) is None) is not (re.fullmatch(TIME, second, re.I) is None):
        return None
    return _both((second, first), (f"{stem} {at} {second}", f"{stem} {at} {first}"))


def _owners(text: str) -> Pair | None:
    match, form = _APART.match(text), Form.DIFFERENCE
    if match:
        names = f"{match['first']}'s", f"{match['second']}'s"
    elif match := _DIFFERS.match(text):
        names = match["first"], match["second"]
    else:
        return None
    return _both(names, (f"What was {one} {match['noun']}" for one in names), form)


def _same(text: str) -> Pair | None:
    if (match := _THE_SAME.match(text)) is None:
        return None
    names = match["first"], match["second"]
    asked = (f"How many {match['noun']} {match['aux'].lower()} {who} {match['verb']}" for who in names)
    return _both(names, asked, Form.WHETHER)


def _as_many(text: str) -> Pair | None:
    if (match := _GIVES_AS_MANY.match(text)) is None:
        return None
    names, rest = (match["first"], match["second"]), match["rest"] or ""
    opening = f"How {match['how']} {match['noun']} {match['aux'].lower()}"
    return _both(names, (f"{opening} {who} {match['verb']}{rest}" for who in names), Form.WHETHER)


def _noun(text: str) -> Pair | None:
    """ "Helene vs. Milton death toll"."""
    if (match := _NOUN_LAST.match(text)) is None:
        return None
    names = match["first"], match["second"]
    return _both(names, (f"What was the {match['noun']} of {one}" for one in names), loose=True)
