"""Questions about a development, and the question for one of its figures that the reader is asked instead."""

from __future__ import annotations

import re

_TURNS = (
    r"(?:chang|develop(?!ing countr|ing nation|ing world)|evolv|gr[eo]w|ris|rose|fall|fell|shrink|shr[au]nk|slip|revis"
    r"|alter|drop|mov|shift|climb|increas|decreas|declin|narrow|widen|doubl|tripl|jump|soar|swell|dwindl|correct|adjust"
    r"|updat|downgrad|upgrad|postpon|delay|push|unfold|progress|vary|varied|differ|com\w* down|came down|go up|went up"
    r"|go down|went down|gone up|gone down)\w*\b"
)
_HOW = r"how (?:much |far )?(?:has|have|had|did|does|do)"
_PASSIVE = (
    r"how (?:was|were|has|have) .+ (?:been )?(?:corrected|revised|altered|adjusted|updated|changed|raised|lowered)\b"
)
_NOUNS = r"(?:rise|increase|fall|drop|decline|gain|growth|change|cut|jump|shift|revision|correction)"
_END = r"(?:between .+ and|from .+ to) .+"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_START = rf"(?:\d|early|mid|late|{_MONTH})"
_CHANGE = re.compile(
    rf"^(?:and )?{_HOW}\b.*\b{_TURNS}"
    rf"|\bhow (?:did|has|have|had) the (?:count|number|figure|toll|total|tally) {_TURNS}"
    rf"|^{_PASSIVE}"
    rf"|\bhow (?:large|big|great|steep|sharp|much) (?:was|is|of an?) the {_NOUNS} (?:in|of|to)\b"
    rf"|^what happened to the (?:\w+ ){{1,6}}?(?:between|after|since|over)\b|^what happened to the .+ from {_START}"
    r"|^(?:track|trace)\b|^the (?:evolution|trajectory|course|history|development) of\b"
    r"|\btime ?line of\b|\bover time\b|^from (?:how many|how much|what|which)\b.*\bto (?:how "
    r"many|how much|what|which)\b"
    rf"|^by how (?:much|many)\b.*\b{_TURNS}(?!.*\bthan\b)(?<!differ)"
    rf"|^how (?:many|much)\b.*\b(?:gain|lose|lost|add|shed)\w* {_END}"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec|(?:1[89]|20)\d\d)[a-z]*\.?(?: (?:1[89]|20)\d\d)? "
    r"(?:vs\.?|versus|compared (?:with|to)) ",
    re.I,
)
_OPENING = re.compile(
    rf"^(?:and )?(?:{_HOW}|how (?:was|were)|how (?:large|big|great|steep|sharp|much) (?:was|is) the {_NOUNS}"
    r" (?:in|of|to)|what happened to"
    r"|(?:track|trace)|by how (?:much|many) (?:did|has|have|had)|what (?:is|was) the development of"
    r"|(?:a |the )?time ?line of)\s+",
    re.I,
)
_FROM_HOW_MANY = re.compile(
    r"^from (?P<how>how many|how much|what|which)(?P<unit> .+?)? to (?:how many|how much|what|which)(?P<rest> .+)$",
    re.I,
)
_OF_THE_COUNT = re.compile(
    r"^(?P<what>.+?)(?:'s|’s) (?P<noun>[^:]+)[:,;-]+ how (?:did|has|have|had) the \w+ .+$|"
    r"^(?P<plain>[^:]+)[:;-]+ how (?:did|has|have|had) the \w+ .+$",
    re.I,
)
_DONE_BY = re.compile(
    rf"^{_HOW} (?P<who>.+?) (?:revise|change|alter|move|adjust|raise|lower|cut|update|correct|shift)d? "
    r"(?:their|its|his|her) (?P<what>.+)$",
    re.I,
)
_COUNTS = re.compile(r"^(?P<how>how many|how much) (?P<rest>.+)$", re.I)
_COUNT_OF = re.compile(r"\b(?:the )?(?:reported |total |official )?(?:number|count) of\s+", re.I)
_MOVED = re.compile(rf"^ (?:did|has|have) (?:the )?(?=.*{_TURNS})| {_TURNS}(?=$| (?:in|between|from|since)\b)", re.I)
_TURN = re.compile(rf"\s+(?:get\s+|got\s+|be\s+|been\s+)?{_TURNS}.*$", re.I)


_TIMES = rf"(?:\d{{4}}|{_MONTH}[a-z]*|(?:last|past|this) \w+|early|mid|late|the \w+ of)"
_SINCE = (
    rf"(?P<rest>,? (?:(?:from|between|since|over|after|during|in|until|up to) (?:the )?{_TIMES}\b.*|"
    r"(?:over|in|during) the (?:last|past) .+))?$"
)
_MEASURES = (
    r"(?:numbers?|counts?|size|levels?|rates?|prices?|toll|shares?|strength|figures?|total|costs?|inflation|turnout|debt|"
    r"temperatures?|population|unemployment|support|troops|deaths|cases|emissions|revenue|profits?|sales|wages?)"
)
_NOT_ASKED = r"(?!(?:who|what|which|when|where|why|how|trace|track)\b)"
_COUNTED = rf"(?P<what>{_NOT_ASKED}(?:[\w'’.-]+ )*?{_MEASURES}\b(?: (?:of|in|for|at|on) .+?)?)"
_UP_OR_DOWN = (
    r"(?:grow|rise|go up|increase|climb|improve|expand)(?: or (?:shrink|fall|go down|decrease|drop|decline|worsen))|"
    r"(?:shrink|fall|go down|decrease|drop|decline)(?: or (?:grow|rise|go up|increase|climb))|"
    r"(?:gone up|risen|grown|increased)(?: or (?:gone )?(?:down|fallen|shrunk|decreased|dropped))"
)
_CHANGES = r"(?:changed?|developed?|moved?|evolved?|varied|shifted)"
_OTHER_WAYS = (
    re.compile(
        r"^(?:please )?(?:show|tell|explain|describe|outline|chart|plot|give|sum up|summari[sz]e)(?: to)?(?: me| us)? "
        rf"(?:an overview of )?how {_COUNTED} (?:has |have )?{_CHANGES}{_SINCE}",
        re.I,
    ),
    re.compile(
        r"^(?:please )?(?:describe|outline|chart|plot|summari[sz]e|show(?: me)?|follow|give(?: me)?|what is|what was"
        r"|what has been|what['’]s) the (?:development|evolution|course|trend|movement|rise and fall) "
        rf"(?:of|in|for) {_COUNTED}{_SINCE}",
        re.I,
    ),
    re.compile(rf"^what (?:has )?happened (?:to|with) {_COUNTED}{_SINCE}", re.I),
    re.compile(rf"^(?:did|has|have|does|do) {_COUNTED} (?:{_UP_OR_DOWN}){_SINCE}", re.I),
    re.compile(rf"^(?:how|by how much) (?:steeply|sharply|fast|quickly|strongly) (?:did|has|have) {_COUNTED} "
               rf"(?:grow|grown|rise|risen|fall|fallen|increased?|drop(?:ped)?|climb(?:ed)?|shrunk|shrink|declined?)"
               rf"{_SINCE}", re.I),
    re.compile(rf"^(?P<what>{_NOT_ASKED}(?=.*\b{_MEASURES}\b)[^,]+?) "
               r"(?:over time|over the (?:years|months|days|weeks)|through the years)(?P<rest>)$", re.I),
)  # fmt: skip
"""Ways to ask for a development that come to "how has ... changed?"; what developed is something counted."""


def as_change(question: str) -> str:
    """Return a question for a development as "How has ... changed?", any other as it is."""
    asked = question.strip().rstrip("?!. ")
    for pattern in _OTHER_WAYS:
        if match := pattern.match(asked):
            what = re.sub(
                r"^(?:how (?:has|have|did) |trace |track |(?:a )?time ?line of )", "", match["what"], flags=re.I
            )
            return f"How has {what} changed{match['rest'] or ''}?"
    return question


def asks_change(question: str) -> bool:
    """Whether a question asks how a figure or a day moved, and not for one of them."""
    return _CHANGE.search(question) is not None


def about_one_figure(question: str) -> str:
    """Return the question for one figure of a development; the question itself where its words give none.

    "How has the number of troops changed?" -> "How many troops?"; "the toll" -> "What was the toll?".
    """
    asked = question.strip().rstrip("?!. ")
    if given := _FROM_HOW_MANY.match(asked):
        rest = given["rest"]
        if given["how"].lower() == "how many" and not given["unit"]:
            rest = f" {_MOVED.sub(' ', rest).strip()}"
        return f"{given['how'][:1].upper()}{given['how'][1:]}{given['unit'] or ''}{rest}?"
    if told := _OF_THE_COUNT.match(asked):
        return f"How many {told['noun']} in {told['what']}?" if told["what"] else f"How many {told['plain']}?"
    if revised := _DONE_BY.match(asked):
        return f"What was {_possessive(revised['who'])} {revised['what']}?"
    if _COUNTS.match(asked) and not _OPENING.match(asked):
        return f"{asked}?"
    subject = _TURN.sub("", _OPENING.sub("", asked))
    counted = _COUNT_OF.search(subject)
    if counted:
        owner = re.sub(r"['’]s?\s*$", "", subject[: counted.start()])
        return f"How many {subject[counted.end() :]}{f' did {owner} have' if owner.strip() else ''}?"
    return f"What was {subject}?" if subject and len(subject) < len(question) else question


def _possessive(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"
