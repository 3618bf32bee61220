"""Which of two has the larger figure: "which force was larger, that of 2017 or that of 2021?"."""

from __future__ import annotations

import re

from rag.sides.figures import HOW_COUNTED, opening_of
from rag.sides.grammar import (
    ADJECTIVE,
    AUXILIARY,
    BASE,
    BASE_OF,
    COUNTED,
    PREPOSITION,
    as_question,
    clean,
    did,
    placed,
    plain,
    reordered,
    sense_of,
)
from rag.sides.kinds import Form, Measure, Pair, Sense, Side, joined

_NOUN = rf"(?!{PREPOSITION}\b|than\b|as\b)[\w-]+"
_MUCH = re.compile(rf"\b(?P<by>by )?(?P<comparative>more|less)(?= {PREPOSITION}\b|$)", re.I)
_VERBS = "|".join(
    ["is", "are", "was", "were", "has", "have", "had", *BASE_OF, *(f"{verb}s" for verb in BASE_OF.values())]
)
_EITHER_HAS = re.compile(
    rf"^(?P<aux>do|does|did|has|had|have|was|were|is|are) (?!it\b)(?P<first>[^,]+?) or (?P<second>[^,]+?) "
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


def which(question: str) -> Pair | None:
    """Return the two sides of "which has more, A or B?", None where it is none."""
    text = reordered(plain(question))
    if (either := _EITHER_HAS.match(text)) and not re.search(r"\bthan\b", text):
        verb = "" if either["aux"].lower() in {"do", "does", "did"} else f"{either['aux'].lower()} "
        text = f"which {verb}{either['rest']}: {either['first']} or {either['second']}"
    if timed := _WHICH_TIME.match(text):
        return _which_time(timed)
    match = None if re.match(r".*\bthan [\w ]+:", text) else _WHICH.match(text)
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


def _which_time(match: re.Match[str]) -> Pair | None:
    measured = _BARE.search(match["stem"])
    if measured is None:
        return None
    comparative = measured["comparative"].lower()
    subject = f"{match['stem'][: measured.start()].strip()} {match['stem'][measured.end() :].strip()}".strip()
    subject = re.sub(rf"^{AUXILIARY}\s+", "", subject, flags=re.I)
    sides = [
        Side(clean(at), as_question(f"{opening_of(comparative, 'was', None)} {subject} {placed(clean(at))}"))
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
            how = HOW_COUNTED.get(comparative, "what")
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
    found = re.search(rf"\b(?:{_VERBS}|[a-z]+ed|[a-z]{{3,}}s(?= (?:how|what|by)\b))\b(?=.*\b(?:how|what)\b)", stem)
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
    counted = re.match(
        rf"(?P<past>[a-z]+) (?P<what>how (?:many|much)(?: (?!{PREPOSITION}\b)[\w-]+)?)(?P<rest> .*)?$", verb, re.I
    )
    asked = did(subject, counted["past"], (counted["rest"] or "").strip()) if counted else None
    return f"{counted['what']} {asked}" if counted and asked else f"{subject} {verb}"


def _named(alternative: str, stem: str) -> tuple[str, str]:
    """(Label, subject): "the French" of "which presidential runoff of 2022 had ..." is the French runoff of 2022."""
    noun = stem[: len(stem) - len(_verb_of(stem))].strip()
    if noun and re.search(r"['’]s?$", alternative):
        return alternative, f"{alternative} {noun}"
    if noun and re.fullmatch(r"the [A-Z][a-z]+(?:an|ish|ch|ese|ian|i)", alternative):
        return alternative, f"{alternative} {noun}"
    return alternative, alternative
