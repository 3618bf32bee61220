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
    reordered,
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
_NOUN = rf"(?!{PREPOSITION}\b|than\b|as\b)[\w-]+"
_MUCH = re.compile(rf"\b(?P<by>by )?(?P<comparative>more|less)(?= {PREPOSITION}\b|$)", re.I)
_EITHER_HAS = re.compile(
    rf"^(?P<aux>do|does|did|has|had|have|was|were|is|are) (?P<first>[^,]+?) or (?P<second>[^,]+?) "
    rf"(?P<rest>(?:[a-z]+ )?(?:the |a |an )?(?:{ADJECTIVE}|{COUNTED})\b.*)$",
    re.I,
)
_BY_MEASURE = re.compile(
    rf"\bby (?:a |an |the )?(?P<comparative>{ADJECTIVE}|{COUNTED}) (?P<noun>{_NOUN}(?: of [\w-]+)?)", re.I
)
_HAVING = re.compile(rf"\b(?:the |a |an )?(?P<comparative>{ADJECTIVE}) (?P<noun>{_NOUN})", re.I)
_HOW_MANY = re.compile(rf"\b(?:the )?(?P<comparative>{COUNTED}) (?P<noun>(?:(?-i:[A-Z])[\w.-]+ )?{_NOUN})", re.I)
_HOW_SO = re.compile(
    r"\b(?P<comparative>more|most|less|least) (?P<base>[a-z]+(?:ive|ful|al|ous|ble|ent|ant|ic))(?= |$)", re.I
)
"""A comparative made with "more": "more effective"."""
_BARE = re.compile(rf"\b(?P<comparative>{ADJECTIVE})\b", re.I)
_WHICH = re.compile(r"^(?:which|what|whose|who)(?: of (?:the|these) two)? (?P<stem>.+?)(?:[:,;] (?P<two>.+))$", re.I)
_WHICH_TIME = re.compile(
    r"^in (?:which|what) (?:year|month|quarter|season)s? (?P<stem>.+?)[:,;] (?P<first>.+?),? or (?P<second>.+)$", re.I
)
_SAME_LEVEL = re.compile(
    r"^(?:the |that )?(?:level|rate|figure|number|one|ones|that|those)\b(?: (?:that|which))?(?= |$)", re.I
)
_QUALIFIED = re.compile(r"\b(?:[A-Z][\w.-]+ )+(?=[a-z]+$)")
"""What a noun is qualified by: beside "the one in Syria", "the Iraq contingent" is a contingent."""

_HOW_COUNTED = {
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


def which(question: str) -> Pair | None:
    """Return the two sides of "which has more, A or B?", None where it is none."""
    text = reordered(plain(question))
    if (either := _EITHER_HAS.match(text)) and not re.search(r"\bthan\b", text):
        verb = "" if either["aux"].lower() in {"do", "does", "did"} else f"{either['aux'].lower()} "
        text = f"which {verb}{either['rest']}: {either['first']} or {either['second']}"
    if timed := _WHICH_TIME.match(text):
        return _which_time(timed)
    match = _WHICH.match(text)
    alternatives = re.match(r"(?P<first>.+?),? or (?P<second>.+)$", match["two"], re.I) if match else None
    if match is None or alternatives is None:
        return None
    measured = _measured(match["stem"])
    if measured is None:
        return None
    stem, sense = measured
    first, second = (_named(clean(alternatives[side]), stem) for side in ("first", "second"))
    asked = [Side(label, as_question(_fronted(subject, _verb_of(stem)))) for label, subject in (first, second)]
    return joined(Form.WHICH, Measure.FIGURE, sense, asked)


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
    asked = [as_question(f"{_how(comparative, be, match['noun'])} {subject}{tail}") for subject in subjects]
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
    opening = _how(comparative, be, None) if be else f"How {BASE[comparative]} {match['aux'].lower()}"
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
    labels = (_changed(rest, other), _bare_label(second))
    sides = [Side(label, as_question(f"{how} {one}")) for label, one in zip(labels, (rest, other), strict=True)]
    return joined(Form.WHETHER, Measure.FIGURE, sense_of(match["comparative"]), sides)


def _count_inside(text: str) -> Pair | None:
    match = _COUNT_INSIDE.match(text)
    if match is None:
        return None
    comparative, rest = match["comparative"].lower(), match["rest"]
    how = _HOW_COUNTED.get(comparative, "what")
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


def _which_time(match: re.Match[str]) -> Pair | None:
    measured = _BARE.search(match["stem"])
    if measured is None:
        return None
    comparative = measured["comparative"].lower()
    subject = f"{match['stem'][: measured.start()].strip()} {match['stem'][measured.end() :].strip()}".strip()
    subject = re.sub(rf"^{AUXILIARY}\s+", "", subject, flags=re.I)
    sides = [
        Side(clean(at), as_question(f"{_how(comparative, 'was', None)} {subject} {placed(clean(at))}"))
        for at in (match["first"], match["second"])
    ]
    return joined(Form.WHICH, Measure.FIGURE, sense_of(comparative), sides)


def _measured(stem: str) -> tuple[str, Sense] | None:
    """The stem with its comparison made a question: "won by the bigger percentage" -> "won by what percentage"."""
    if match := _HOW_SO.search(stem):
        said = f"{stem[: match.start()]}how {match['base']}{stem[match.end() :]}"
        return said, sense_of(match["comparative"])
    for pattern, asks in ((_BY_MEASURE, "by {how} {noun}"), (_HOW_MANY, "{how} {noun}"), (_HAVING, "what {noun}")):
        if match := pattern.search(stem):
            comparative = match["comparative"].lower()
            how = _HOW_COUNTED.get(comparative, "what")
            said = asks.format(how=how, noun=match["noun"])
            return f"{stem[: match.start()]}{said}{stem[match.end() :]}", sense_of(comparative)
    if match := _MUCH.search(stem):
        return f"{stem[: match.start()]}{match['by'] or ''}how much{stem[match.end() :]}", sense_of(
            match["comparative"]
        )
    if match := _BARE.search(stem):
        base = BASE[match["comparative"].lower()]
        return f"{stem[: match.start()]}how {base}{stem[match.end() :]}", sense_of(match["comparative"])
    return None


def _verb_of(stem: str) -> str:
    """The stem from its verb on: what stands before the first verb names the kind of thing ("presidential runoff")."""
    found = re.search(
        r"\b(?:is|are|was|were|has|have|had|got|gets|won|wins|lost|killed|kills|caused|cost|costs|drew|took|takes|received|paid|spent|sold|bought|made|ran|gave|fell|rose|sent|held|saw|lent|grew|"
        r""
        r"[a-z]+ed|[a-z]{3,}s(?= (?:how|what|by)\b))\b(?=.*\b(?:how|what)\b)",
        stem,
    )
    return stem[found.start() :] if found else stem


def _fronted(subject: str, verb: str) -> str:
    """ "(the House) has how many members" -> "how many members does the House have"; other verbs stay in place."""
    if match := re.match(
        r"(?P<have>has|have|had|got) (?P<what>(?:what|how many|how much) (?:[A-Z][\w-]+ )?[\w-]+)(?P<rest> .*)?$", verb
    ):
        if match["what"].startswith("what "):
            return f"what was the {match['what'][5:]} in {subject}{match['rest'] or ''}"
        do = {"has": "does", "have": "does"}.get(match["have"], "did")
        return f"{match['what']} {do} {subject} have{match['rest'] or ''}"
    if match := re.match(r"(?P<be>is|are|was|were) (?P<what>how [a-z]+)(?P<rest> .*)?$", verb):
        return f"{match['what']} {match['be']} {subject}{match['rest'] or ''}"
    if match := re.match(
        r"(?P<be>is|are|was|were) (?P<done>\w+ed) (?P<by>by (?:what|how many) [\w-]+)(?P<rest> .*)?$", verb
    ):
        return f"{match['by']} {match['be']} {subject} {match['done']}{match['rest'] or ''}"
    return f"{subject} {verb}"


def _named(alternative: str, stem: str) -> tuple[str, str]:
    """(Label, subject): "the French" of "which presidential runoff of 2022 had ..." is the French runoff of 2022."""
    noun = stem[: len(stem) - len(_verb_of(stem))].strip()
    if noun and re.search(r"['’]s?$", alternative):
        return alternative, f"{alternative} {noun}"
    if noun and re.fullmatch(r"the [A-Z][a-z]+(?:an|ish|ch|ese|ian|i)", alternative):
        return alternative, f"{alternative} {noun}"
    return alternative, alternative


def _how(comparative: str, be: str | None, noun: str | None) -> str:
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
