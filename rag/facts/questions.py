"""What kind of answer a question asks for, from its words."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from rag.facts.units import MONEY, TIME, find_unit


class AnswerKind(StrEnum):
    """What would answer a question."""

    QUANTITY = "quantity"
    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    AGE = "age"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    REASON = "reason"
    MANNER = "manner"
    YES_NO = "yes_no"
    OTHER = "other"


_WHICH = r"(?:what|which)(?: (?:is|are|was|were|will be))?(?: (?:the|a|an))?(?: [a-z]+)?"
_WHICH_NOUN = r"(?:what|which) (?:\w+ )?"
_PAID = (
    r"(?:costs?|pays?|paid|paying|worth|spends?|spent|spending|prices?|priced|money|budget|raised?|earn(?:s|ed)?|fined?|"
    r"revenue|sell for|sold for|owes?|charged?|invest(?:ed)?|donated?|fund(?:ing)?|salary|debt|profit|aid|bid|fee|buy|"
    r"bought|borrow(?:ed)?|award(?:ed)?|damages)"
)
_RATE_OF = (
    r"(?:main|key|base|bank|interest|policy|lending|mortgage|inflation|jobless|unemployment|growth|tax|approval|"
    r"turnout|birth|poverty|employment|vaccination|benchmark)"
)
_LONG_THINGS = r"(?:is|was|are|were) the (?:\w+ )?(?:bridge|tunnel|road|wall|pipeline|river|border|ship)"
# Of patterns found at the same place the first decides, so the narrower ones stand first.
_KINDS: tuple[tuple[AnswerKind, tuple[str, ...]], ...] = (
    (AnswerKind.DATE, (r"how (?:long ago|recently|soon)", r"(?:since|by|until) when")),
    (AnswerKind.DURATION, (r"in what time",)),
    (AnswerKind.AGE, (r"how old", r"at what age", r"what (?:is|was) [\w' ]+ age")),
    (
        AnswerKind.PERCENT,
        (
            r"(?:what|which) (?:percent|percentage|per cent|share|proportion|fraction)",
            r"how many percent",
            rf"{_WHICH} (?:percentage|share|proportion)",
            rf"(?:what|which) (?:is|was|were)\b[\w' -]{{0,40}}?\b{_RATE_OF} rates?",
            rf"{_WHICH} {_RATE_OF} rate",
            r"what (?:was|is) (?:the )?(?:[\w']+ )?(?:turnout|inflation|unemployment)",
            r"how (?:high|low|big) (?:did|does|do|is|was|were|had|has)\b[\w' ]{0,40}?"
            r"\b(?:rates?|inflation|unemployment|turnout)\b(?! of)",
            r"where (?:did|does|do)\b[\w' ]{0,40}?\b(?:rates?|inflation|unemployment) stand",
        ),
    ),
    (
        AnswerKind.DURATION,
        (
            rf"how long\b(?! {_LONG_THINGS})",
            r"how many (?:more )?(?:seconds|minutes|hours|days|nights|weeks|months|years|decades)",
        ),
    ),
    (
        AnswerKind.MONEY,
        (
            r"how much (?:money|cash|cost)",
            rf"how much\b(?=.*\b{_PAID}\b)",
            r"at what price",
            r"how many (?:dollars|euros|pounds|cents)",
            rf"{_WHICH} (?:price|cost|budget|fine|value|salary|fee|amount of money|net worth)",
        ),
    ),
    (
        AnswerKind.QUANTITY,
        (
            r"how (?:many|much|far|tall|high|deep|big|large|wide|heavy|fast|hot|cold|often|strong)",
            r"how long (?:is|was|are|were)",
            rf"{_WHICH} (?:number|amount|size|population|death toll|toll|magnitude|distance|speed|strength)",
            rf"{_WHICH} (?:temperature|score|margin|total)",
        ),
    ),
    (
        AnswerKind.DATE,
        (
            r"(?<![a-z] )when\b(?! (?:he|she|it|they|the|a)\b.*\b(?:how|who|where|why|what)\b)",
            r"(?:and|but|so|or|me|us|know|say|says|said|ask|exactly|just|about|was|is|from|since) when",
            r"(?:what|which) (?:year|day|date|month|time|week|decade|century|quarter|season)",
            rf"{_WHICH} (?:date|deadline)",
        ),
    ),
    (
        AnswerKind.PLACE,
        (
            r"where",
            rf"{_WHICH_NOUN}(?:country|countries|city|cities|towns?|states?|places?|region|province|village|continent)",
            rf"{_WHICH_NOUN}(?:location|river|island|area|district|county|nation|sites?|base|street)",
        ),
    ),
    (
        AnswerKind.REASON,
        (
            r"why|how come|for what reason",
            r"what (?:caused|causes|led to|prompted|triggered)",
            rf"{_WHICH} (?:reasons?|causes?|motive)",
        ),
    ),
    (
        AnswerKind.ORGANISATION,
        (
            rf"{_WHICH_NOUN}(?:organi[sz]ation|company|companies|agency|group|party|team|firm|bank|university)",
            rf"{_WHICH_NOUN}(?:ministry|department|club|airline|newspaper|union|court|studio|carmaker)",
        ),
    ),
    (
        AnswerKind.PERSON,
        (
            r"who(?:m|se)?",
            rf"{_WHICH_NOUN}(?:person|man|woman|official|minister|president|senator|player|actor|author|leader)",
            rf"{_WHICH_NOUN}(?:general|judge|candidate|lawmaker|politician|scientist|astronaut|officer|commander)",
            rf"{_WHICH_NOUN}(?:spokes(?:man|woman|person)|governor|ambassador|economist|analyst|doctor|lawyer|mayor|coach)",
            rf"{_WHICH_NOUN}(?:survivor|witness|engineer|adviser|critic|researcher|professor|chief|director|secretary)",
        ),
    ),
    (
        AnswerKind.MANNER,
        (
            r"how (?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)",
            r"in what way",
        ),
    ),
)
_ASKING = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b")
_YES_NO = re.compile(
    r"^(?:(?:and|but|so|then|or|also|now|ok|okay|well|please tell me|tell me)[, ]+)*(?:is|are|was|were|am|"
    r"do|does|did|has|have|had|will|would|can|could|should|may|might|must|isn['’]t|aren['’]t|wasn['’]t|"
    r"didn['’]t|doesn['’]t|won['’]t)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\bhow many (?:more |other |of (?:the |its |their )?)?|\bnumber of (?:the )?", re.IGNORECASE)
_MUCH = re.compile(
    r"\bhow much (?!(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|of|more|"
    r"money)\b)([a-z]+)",
    re.I,
)


def expected_kind(question: str) -> AnswerKind:
    """Return the kind of answer the question's words ask for, OTHER where they do not tell."""
    lower = question.lower()
    if _YES_NO.match(question.strip()) and not re.search(r"\b(?:or not)\b", lower):
        return AnswerKind.YES_NO
    found = [(match.start(), kind) for kind, pattern in _patterns() if (match := pattern.search(lower))]
    # The first question word asks; a later one only tells when or where ("what did they vote when it began?").
    asking = _ASKING.search(lower)
    at, kind = min(found, key=lambda one: one[0], default=(0, AnswerKind.OTHER))
    return AnswerKind.OTHER if asking and at > asking.start() else kind


@cache
def _patterns() -> tuple[tuple[AnswerKind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf"\b(?:{'|'.join(phrases)})\b")) for kind, phrases in _KINDS)


def unit_asked(question: str) -> str | None:
    """Return the noun the question wants counted ("troops", "U.S. troops"), "percent" for a share, else None."""
    if expected_kind(question) is AnswerKind.PERCENT:
        return "percent"
    if match := _COUNTED.search(question):
        span = find_unit(question, match.end() - 1, None, part=False, vague=False)
        return question[slice(*span)] if span else None
    much = _MUCH.search(question)
    return much.group(1) if much and much.group(1) not in MONEY | TIME else None
