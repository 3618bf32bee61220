"""What kind of answer a question asks for, from its words."""

from __future__ import annotations

import re
from enum import StrEnum

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
_MONEY_WORDS = (
    r"cost|costs|pay|pays|paid|paying|worth|spend|spends|spent|spending|price|priced|money|budget|raise|"
    r"raised|earn|earned|"
    r"earns|fine|fined|revenue|sell for|sold for|owe|owes|charge|charged|invest|invested|donate|donated|"
    r"fund|funding|"
    r"salary|debt|profit|aid|bid|fee|buy|bought|borrow|borrowed|award|awarded|damages"
)
# The first pattern that is found decides, so the narrower ones stand first.
_KINDS: tuple[tuple[AnswerKind, str], ...] = (
    (AnswerKind.DATE, r"\bhow (?:long ago|recently|soon)\b|\bsince when\b|\bby when\b|\buntil when\b"),
    (AnswerKind.AGE, r"\bhow old\b|\bat what age\b|\bwhat (?:is|was) [\w' ]+ age\b"),
    (AnswerKind.PERCENT, r"\b(?:what|which) (?:percent|percentage|per cent|share|proportion|fraction)\b|\bhow many percent\b|"
                         rf"\b{_WHICH} (?:percentage|share|proportion|(?:inflation|unemployment|interest|"
                         rf"key|growth|turnout) rate)\b|"
                         r"\bwhat (?:was|is) (?:the )?(?:voter )?turnout\b"),
    (AnswerKind.DURATION, r"\bhow long\b(?! (?:is|was|are|were) the (?:\w+ )?(?:bridge|tunnel|road|wall|pipeline|river|border|ship))|"
                          r"\bhow many (?:more )?(?:seconds|minutes|hours|days|nights|weeks|months|years|"
                          r"decades)\b"),
    (AnswerKind.MONEY, rf"\bhow much (?:money|cash|cost)\b|\bhow much\b(?=.*\b(?:{_MONEY_WORDS})\b)|\bat what price\b|"
                       r"\bhow many (?:dollars|euros|pounds|cents)\b|"
                       rf"\b{_WHICH} (?:price|cost|budget|fine|value|salary|fee|amount of money|"
                       rf"net worth)\b"),
    (AnswerKind.QUANTITY, r"\bhow (?:many|much|far|tall|high|deep|big|large|wide|heavy|fast|hot|cold|often|strong)\b|"
                          r"\bhow long (?:is|was|are|were)\b|"
                          rf"\b{_WHICH} (?:number|amount|size|population|death toll|toll|magnitude|distance|"
                          rf"speed|strength|"
                          r"temperature|score|margin|total)\b"),
    (AnswerKind.DATE, r"\bwhen\b(?! (?:he|she|it|they|the|a)\b.*\b(?:how|who|where|why|what)\b)|"
                      r"\b(?:what|which) (?:year|day|date|month|time|week|decade|century|quarter|season)\b|"
                      rf"\b{_WHICH} (?:date|deadline)\b"),
    (AnswerKind.PLACE, r"\bwhere\b|\b(?:what|which) (?:\w+ )?(?:country|countries|city|cities|town|state|states|place|region|"
                       r"province|village|continent|location|river|island|area|district|county|nation|site|"
                       r"sites|base|street)\b"),
    (AnswerKind.REASON, r"\bwhy\b|\bhow come\b|\bwhat (?:caused|causes|led to|prompted|triggered)\b|\bfor what reason\b|"
                        rf"\b{_WHICH} (?:reason|reasons|cause|causes|motive)\b"),
    (AnswerKind.ORGANISATION, r"\b(?:what|which) (?:\w+ )?(?:organi[sz]ation|company|companies|agency|group|party|team|firm|bank|"
                              r"university|ministry|department|club|airline|newspaper|union|court|union|"
                              r"studio|carmaker)\b"),
    (AnswerKind.PERSON, r"\bwho(?:m|se)?\b|\b(?:what|which) (?:\w+ )?(?:person|man|woman|official|minister|president|senator|"
                        r"player|actor|author|leader|general|judge|candidate|lawmaker|politician|scientist|"
                        r"astronaut)\b"),
    (AnswerKind.MANNER, r"\bhow (?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b|\bin what way\b"),
)  # fmt: skip
_YES_NO = re.compile(
    r"^(?:(?:and|but|so|then|or|also|now|ok|okay|well|please tell me|tell me)[, ]+)*(?:is|are|was|were|am|"
    r"do|does|did|has|have|"
    r"had|will|would|can|could|should|may|might|must|isn['’]t|aren['’]t|wasn['’]t|didn['’]t|doesn['’]t|"
    r"won['’]t)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\bhow many (?:more |other |of (?:the |its |their )?)?|\bnumber of (?:the )?", re.IGNORECASE
)
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
    return next((kind for kind, pattern in _KINDS if re.search(pattern, lower)), AnswerKind.OTHER)


def unit_asked(question: str) -> str | None:
    """Return the noun the question wants counted ("troops", "U.S. troops"), "percent" for a share, else None."""
    if expected_kind(question) is AnswerKind.PERCENT:
        return "percent"
    if match := _COUNTED.search(question):
        span = find_unit(question, match.end() - 1, None, part=False, vague=False)
        return question[slice(*span)] if span else None
    much = _MUCH.search(question)
    return much.group(1) if much and much.group(1) not in MONEY | TIME else None
