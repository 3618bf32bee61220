"""Comparisons of two figures, cut into a question for each: "Was the force larger in 2021 than in 2017?"."""

from __future__ import annotations

import re

from rag.sides.grammar import (
    ADJECTIVE,
    AUXILIARY,
    BASE,
    COUNTED,
    PREPOSITION,
    as_question,
    both_named,
    clean,
    opens_with_preposition,
    parallel,
    placed,
    plain,
    same_time,
    sense_of,
    with_year,
)
from rag.sides.kinds import Form, Measure, Pair, Sense, Side, joined

_ADVERB = r"(?:(?:much|far|slightly|a little|a lot|even|any|still) )?"
_BE_THAN = re.compile(
    rf"^(?P<be>is|are|was|were) (?P<subject>.+?) (?P<article>an? )?{_ADVERB}(?P<comparative>{ADJECTIVE})"
    rf"(?:[- ](?P<noun>(?!in\b|on\b|at\b|than\b|when\b|after\b|during\b|for\b|by\b)[\w-]+(?: [\w-]+)?))?"
    rf"(?P<first> .+?)? than (?P<second>.+)$",
    re.I,
)
_BE_OVER = re.compile(
    r"^(?P<be>is|are|was|were) (?P<subject>.+?) (?P<comparative>above|below|over|under) (?P<second>.+)$", re.I
)
_BE_OR = re.compile(
    rf"^(?P<aux>{AUXILIARY}) (?P<subject>.+?) {_ADVERB}(?P<comparative>{ADJECTIVE}) (?P<first>{PREPOSITION} .+?),? or "
    rf"(?P<second>.+)$",
    re.I,
)
_COUNT_OPENS = re.compile(
    rf"^(?P<aux>{AUXILIARY})(?: there)? {_ADVERB}(?P<comparative>{COUNTED}) (?P<rest>.+?) than (?P<second>.+)$", re.I
)
_COUNT_INSIDE = re.compile(
    rf"^(?P<aux>do|does|did|has|have|had|will) (?P<subject>.+?) (?P<verb>[\w-]+(?: [\w-]+)?) {_ADVERB}"
    rf"(?P<article>an? |the )?(?P<comparative>{COUNTED}|{ADJECTIVE}) (?P<rest>.+?) than (?P<second>.+)$",
    re.I,
)
_MOVED = re.compile(
    r"^(?P<aux>do|does|did|has|have|had) (?P<subject>.+?) (?:(?P<up>go(?:ne)? up|rise|risen|grow|grown|increased?|"
    r"climb(?:ed)?|expand(?:ed)?)|(?P<down>go(?:ne)? down|come down|fall|fallen|drop(?:ped)?|declined?|decreased?"
    r"|shr[iu]nk))(?P<rest> .*?)? (?:between (?P<first>.+?) and (?P<second>.+)|from (?P<start>.+?) to (?P<end>.+))$",
    re.I,
)
_SAME_LEVEL = re.compile(
    r"^(?:the |that )?(?:level|rate|figure|number|one|ones|that|those)\b(?: (?:that|which))?(?= |$)", re.I
)
_DONE_TO = re.compile(r"^(?P<noun>[\w.]+(?: [\w.]+)?) (?P<done>[a-z]+(?:ed|lt|rt|ost|ught|ken|ven|wn)\b)")
_QUALIFIED = re.compile(r"\b(?:[A-Z][\w.-]+ )+(?=[a-z]+$)")
"""What a noun is qualified by: beside "the one in Syria", "the Iraq contingent" is a contingent."""

HOW_COUNTED = {
    "more": "how many", "fewer": "how many", "less": "how much", "most": "how many", "fewest": "how many",
    "least": "how much",
}  # fmt: skip
_EXCEEDS = re.compile(
    r"^(?P<aux>do|does|did|has|have|had) (?P<first>.+?) (?:(?P<more>exceed(?:ed)?|surpass(?:ed)?|outnumber(?:ed)?|"
    r"top(?:ped)?|overtake|overtaken)|(?P<less>fall short of|fallen short of|trail(?:ed)?)) (?P<second>.+)$",
    re.I,
)
_DOES_MORE = re.compile(
    rf"^(?P<aux>do|does|did|has|have|had) (?P<first>.+?) (?P<verb>[\w-]+) (?P<comparative>more|less|{ADJECTIVE})"
    rf"(?P<tail> {PREPOSITION} .+?)? than (?P<second>.+)$",
    re.I,
)
_AS_MANY = re.compile(
    r"^(?P<be>is|are|was|were) (?P<subject>.+?) (?:the same|equal|identical)(?P<first> .+?)? (?:as|to) (?P<second>.+)$",
    re.I,
)
_ABSTRACT = frozenset("high low great".split())
"""What is high or low is told as a figure of its own: "what was turnout", not "how high was turnout"."""


def whether(question: str) -> Pair | None:
    """Return the two sides of a yes/no comparison of figures, None where it is none."""
    text = plain(question)
    for rule in (
        _moved, _count_opens, _between_alternatives, _be_than, _be_over, _as_many, _count_inside, _exceeds, _does_more
    ):  # fmt: skip
        if pair := rule(text):
            return pair
    return None


def _moved(text: str) -> Pair | None:
    match = _MOVED.match(text)
    if match is None:
        return None
    second = match["second"] or match["end"]
    first = with_year(match["first"] or match["start"], second)
    subject = f"What was {match['subject']}{match['rest'] or ''}"
    sense = Sense.LESS if match["up"] else Sense.MORE
    sides = [Side(clean(at), as_question(f"{subject} {placed(at)}")) for at in (first, second)]
    return joined(Form.WHETHER, Measure.FIGURE, sense, sides)


def _be_than(text: str) -> Pair | None:
    match = _BE_THAN.match(text)
    if match is None:
        return None
    comparative, be = match["comparative"].lower(), match["be"].lower()
    first, second, tail = match["first"] or "", match["second"], ""
    if (level := _SAME_LEVEL.match(second)) and opens_with_preposition(second[level.end() :]):
        second = second[level.end() :].strip()
    if opens_with_preposition(second):
        whole = f"{match['subject']}{first}"
        bare = whole if re.search(rf" {PREPOSITION} ", whole) or not level else _QUALIFIED.sub("", whole)
        subjects = [same_time(whole, second), parallel(bare, second)]
        labels = [_bare_label(first) or match["subject"], _bare_label(second)]
    else:
        named = re.match(r"(?P<name>.+?)(?P<tail> (?:when|while|at the time)\b.*)?$", second)
        tail = (named["tail"] or "") if named else ""
        _, other = both_named(match["subject"], named["name"] if named else second)
        subjects = [f"{match['subject']}{first}", _spelled_out(other, match["subject"]) + _shared(first, other)]
        labels = [match["subject"], other]
    asked = [as_question(f"{opening_of(comparative, be, match['noun'])} {subject}{tail}") for subject in subjects]
    sides = [Side(clean(label), question) for label, question in zip(labels, asked, strict=True)]
    return joined(Form.WHETHER, Measure.FIGURE, sense_of(comparative), sides)


def _be_over(text: str) -> Pair | None:
    match = _BE_OVER.match(text)
    if match is None or not re.search(r"\b(?:rate|level|number|figure|price|toll|share|turnout)\b", text, re.I):
        return None
    second = _spelled_out(match["second"], match["subject"])
    if re.match(r"\W*\d", second):
        return None
    sides = [Side(clean(one), as_question(f"What {match['be'].lower()} {one}")) for one in (match["subject"], second)]
    sense = Sense.MORE if match["comparative"].lower() in {"above", "over"} else Sense.LESS
    return joined(Form.WHETHER, Measure.FIGURE, sense, sides)


def _as_many(text: str) -> Pair | None:
    """ "Was the toll in May the same as in June?": whether two figures are equal."""
    match = _AS_MANY.match(text)
    if match is None:
        return None
    first = f"{match['subject']}{match['first'] or ''}"
    second = match["second"]
    if (level := _SAME_LEVEL.match(second)) and opens_with_preposition(second[level.end() :]):
        second = second[level.end() :].strip()
    if opens_with_preposition(second):
        other = parallel(first, second)
    else:
        first, other = both_named(first, _spelled_out(second, match["subject"]))
    sides = [
        Side(_bare_label(label), as_question(f"What {match['be'].lower()} {one}"))
        for label, one in ((match["first"] or match["subject"], first), (match["second"], other))
    ]
    return joined(Form.WHETHER, Measure.FIGURE, Sense.SAME, sides)


def _exceeds(text: str) -> Pair | None:
    match = _EXCEEDS.match(text)
    if match is None:
        return None
    first, second = both_named(match["first"], _spelled_out(match["second"], match["first"]))
    sides = [Side(clean(one), as_question(f"What was {one}")) for one in (first, second)]
    return joined(Form.WHETHER, Measure.FIGURE, Sense.MORE if match["more"] else Sense.LESS, sides)


def _does_more(text: str) -> Pair | None:
    """ "Did the war last longer than the peace?": how long each lasted."""
    match = _DOES_MORE.match(text)
    if match is None:
        return None
    comparative, tail = match["comparative"].lower(), match["tail"] or ""
    how = f"How {BASE[comparative]}" if comparative in BASE else "How much"
    second = re.sub(r"\s+(?:did|do|does|has|have|had)$", "", match["second"])
    said = f"{how} {match['aux'].lower()} {match['first']} {match['verb']}{tail}"
    if opens_with_preposition(second):
        asked, labels = [said, parallel(said, second)], [_bare_label(tail) or match["first"], _bare_label(second)]
    else:
        asked = [f"{how} {match['aux'].lower()} {one} {match['verb']}{tail}" for one in (match["first"], second)]
        labels = [match["first"], second]
    sides = [Side(clean(label), as_question(one)) for label, one in zip(labels, asked, strict=True)]
    return joined(Form.WHETHER, Measure.FIGURE, sense_of(comparative), sides)


def _between_alternatives(text: str) -> Pair | None:
    """ "Was turnout higher in Germany in 2021 or in Britain in 2024?": which of the two, for all its verb."""
    match = _BE_OR.match(text)
    if match is None or re.search(r"\bthan\b", text):
        return None
    comparative = match["comparative"].lower()
    first, second = match["first"], match["second"]
    if not opens_with_preposition(second):
        second = f"{first.split(' ')[0]} {second}"
    second, first = parallel(first, second), same_time(first, second)
    be = match["aux"].lower() if match["aux"].lower() in {"is", "are", "was", "were"} else None
    opening = opening_of(comparative, be, None) if be else f"How {BASE[comparative]} {match['aux'].lower()}"
    sides = [
        Side(_bare_label(label), as_question(f"{opening} {match['subject']} {at}"))
        for label, at in ((first, first), (match["second"], second))
    ]
    return joined(Form.WHICH, Measure.FIGURE, sense_of(comparative), sides)


def _count_opens(text: str) -> Pair | None:
    match = _COUNT_OPENS.match(text)
    if match is None:
        return None
    rest, second = match["rest"], re.sub(r"\s+(?:did|do|does|has|have|had|was|were)$", "", match["second"])
    if doing := re.match(rf"(?P<done>(?!{PREPOSITION}\b)[a-z]{{2,}}(?:ed|en|t)) (?P<tail>.+)$", second):
        # "More people injured than killed in the attack": both in the attack.
        rest, second = f"{rest} {doing['tail']}", f"{rest.rsplit(' ', 1)[0]} {second}"
        other = second
    else:
        other = parallel(rest, second) if opens_with_preposition(second) else f"{rest.split(' ')[0]} {second}"
        rest = same_time(rest, second)
    how = "How much" if match["comparative"].lower() == "less" else "How many"
    if match["aux"].lower() in {"was", "were"}:
        # "were more people killed by A than by B": "how many people were killed by A".
        rest, other = (_DONE_TO.sub(rf"\g<noun> {match['aux'].lower()} \g<done>", one) for one in (rest, other))
    labels = (_changed(rest, other), _bare_label(second))
    sides = [Side(label, as_question(f"{how} {one}")) for label, one in zip(labels, (rest, other), strict=True)]
    return joined(Form.WHETHER, Measure.FIGURE, sense_of(match["comparative"]), sides)


def _count_inside(text: str) -> Pair | None:
    match = _COUNT_INSIDE.match(text)
    if match is None:
        return None
    comparative, rest = match["comparative"].lower(), match["rest"]
    how = HOW_COUNTED.get(comparative, "what")
    second = re.sub(r"\s+(?:did|do|does|has|have|had)$|^(?:did|do|does|has|have|had)\s+", "", match["second"])
    verb = match["verb"]
    if opens_with_preposition(second):
        noun = re.match(rf"(?P<noun>.+?)(?P<tail> {PREPOSITION} .+)?$", rest)
        tails = [noun["tail"] or "", parallel(noun["tail"] or "", second)] if noun else [rest, second]
        said = f"{how} {noun['noun'] if noun else rest} {match['aux'].lower()} {match['subject']} {verb}"
        sides = [Side(_bare_label(tail) or match["subject"], as_question(f"{said} {tail}")) for tail in tails]
    else:
        sides = [
            Side(clean(subject), as_question(f"{how} {rest} {match['aux'].lower()} {subject} {verb}"))
            for subject in (match["subject"], second)
        ]
    return joined(Form.WHETHER, Measure.FIGURE, sense_of(comparative), sides)


def opening_of(comparative: str, be: str | None, noun: str | None) -> str:
    """Return the opening of the question for the figure that a comparative compares: "larger" -> "How large was"."""
    base = BASE[comparative]
    be = be or "was"
    if noun and not opens_with_preposition(noun):
        # "A higher-category storm" is told by its category, "a bigger storm" by how big it was.
        return f"What {noun} {be}" if base in _ABSTRACT else f"How {base} a {noun} {be}"
    return f"What {be}" if base in _ABSTRACT else f"How {base} {be}"


def _spelled_out(second: str, first: str) -> str:
    """ "the level Britain reached" beside "Norway's policy rate" is "the policy rate Britain reached"."""
    if dated := re.fullmatch(r"the (?P<year>\d{4}) ones?", second):
        return re.sub(r"^the \d{4} ", f"the {dated['year']} ", first)
    if not (match := _SAME_LEVEL.match(second)):
        return second
    noun = re.sub(rf"^.*['’]s? |^(?:the|a|an) | {PREPOSITION} .*$", "", first)
    return f"the {noun}{second[match.end() :]}"


def _shared(first: str, other: str) -> str:
    """What qualifies the first side holds for the second unless that has its own time or place."""
    return "" if re.search(rf" {PREPOSITION} ", f" {other}") else first


def _changed(rest: str, other: str) -> str:
    """The part of the first side that its partner puts something else in the place of."""
    same = 0
    while same < min(len(rest), len(other)) and rest[same] == other[same]:
        same += 1
    return _bare_label(rest[rest.rfind(" ", 0, same) + 1 :])


def _bare_label(text: str) -> str:
    """ "for Lula in the 2022 runoff" -> "Lula in the 2022 runoff"; a place or time keeps no preposition either."""
    return re.sub(rf"^{PREPOSITION} ", "", clean(text), flags=re.I)
