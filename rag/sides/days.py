"""Comparisons of two days, and differences between two figures or days, cut into a question for each."""

from __future__ import annotations

import re

from rag.sides.figures import whether
from rag.sides.grammar import (
    ADJECTIVE,
    AUXILIARY,
    PREPOSITION,
    TIME,
    as_question,
    both_named,
    clean,
    did,
    parallel,
    plain,
    reordered,
    what_was,
    with_year,
)
from rag.sides.kinds import Form, Measure, Pair, Sense, Side, joined

_FIRST_OF = re.compile(
    r"^(?:which|what|who)(?: of (?:the|these) two(?: \w+s)?)? (?P<stem>.+?)?\s?(?P<order>first|earlier|sooner|last"
    r"|later)(?P<rest> [^:,;]+)?[:,;] (?P<first>.+?),? or (?P<second>.+)$",
    re.I,
)
_BEFORE = re.compile(
    rf"^(?P<aux>{AUXILIARY}) (?P<first>.+?) (?P<order>before|after|earlier than|later than) (?P<second>.+)$", re.I
)
_NO_EVENT = re.compile(r"^it true\b|\b\w+ or \w+$|\b(?:more|fewer|less|any|still|ever|before)\b", re.I)
_EITHER_FIRST = re.compile(
    r"^(?P<aux>did|was|were|has|had) (?P<first>[^,:;]+?) or "
    r"(?P<second>(?:the )?(?-i:[A-Z][\w.-]*(?: [A-Z][\w.-]*)*)) (?P<does>[a-z][^,:;]*?) "
    r"(?P<order>first|earlier|sooner|last|later)$",
    re.I,
)
_HAPPENS = re.compile(
    r"^(?P<event>.+?) (?:come|came|happen(?:ed)?|take place|occur(?:red)?|get (?:made|signed|announced|reported))"
    r"(?P<only> only)?$",
    re.I,
)
_ASKED = r"(?:who|what|which|when|where|how (?:many|much|old|long|far|high|large))"
_ASKED_TWICE = re.compile(
    rf"^(?P<first>(?:in |on |at |by )?{_ASKED}\b.+?),? and (?P<second>(?:in |on |at |by )?{_ASKED}\b.+)$", re.I
)
LEAST_WORDS = 4
"""Of a question that stands on its own."""
_LEANS = re.compile(r"\b(?:it|its|they|their|them|he|him|his|she|her|that|this|those|there|ones?)\b", re.I)
_TWO_TIMES = re.compile(
    rf"^(?P<stem>{_ASKED}\b.+?) in (?P<first>{TIME}) and (?:in )?(?P<second>{TIME})(?P<rest> [a-z].*)?$", re.I
)
_COMPARES = re.compile(
    r"^how (?:do|does|did|is|are|was|were) (?P<first>.+?) (?:compared? (?:with|to|against)|and (?=.+ compare$)) ?"
    r"(?P<second>.+?)(?: compare)?$",
    re.I,
)
_NAME_ALONE = re.compile(r"(?:the )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}")
_NAME_DOES = re.compile(rf"(?P<name>{_NAME_ALONE.pattern}) (?P<does>[a-z].+)$")
_CLAUSE = re.compile(
    r"\b(?:became|took|began|left|won|lost|went|came|died|fell|made|said|was|were|[a-z]{3,}ed)\b(?! by\b)"
)
_APART = re.compile(
    r"^(?:by )?how (?:many|much) (?P<unit>[\w' -]+?) (?:did|do|does|are|were) (?P<first>.+?) and (?P<second>.+?) "
    r"(?:differ|apart|disagree)(?P<rest> .*)?$",
    re.I,
)
_HOW_MUCH_MORE = re.compile(rf"^(?:by )?how (?:many|much) (?P<rest>(?:more|fewer|less|{ADJECTIVE})\b.+ than .+)$", re.I)
_BY_HOW_MUCH = re.compile(
    r"^by (?:how (?:many|much)|what)(?: [\w' -]+?)? (?P<aux>is|are|was|were|did|does|do|has|had) "
    r"(?P<rest>.+ (?:than|exceed|surpass|outnumber)\b.+)$",
    re.I,
)
_BETWEEN_DAYS = re.compile(
    r"^how (?:many (?P<unit>days|weeks|months|years)|long) (?:(?:passed|lay|elapsed|went by|were there|was there|was"
    r" it) between (?P<first>.+?) and (?P<second>.+)|after (?P<earlier>.+?) (?:did|was|were) (?P<later>.+))$",
    re.I,
)
_GAP = re.compile(
    r"^what (?:is|was) the (?:difference|gap) (?:in (?P<of>.+?) )?between (?P<first>.+?) and (?P<second>.+)$", re.I
)
_EACH = re.compile(
    rf"^(?P<before>.*?\b{AUXILIARY}) (?P<first>.+?) and (?P<second>.+?) (?:each|respectively) (?P<rest>.+)$", re.I
)
_EACH_LAST = re.compile(
    rf"^(?P<before>.*?\b{AUXILIARY}) (?P<first>.+?) and (?P<second>.+?) (?P<rest>\w+(?: .+)?),? (?:each|respectively)$",
    re.I,
)
_VERSUS = re.compile(r"^(?P<stem>[^,]+), (?P<first>[^,]+?) (?:versus|vs\.?|compared (?:with|to)) (?P<second>.+)$", re.I)


def order(question: str) -> Pair | None:
    """Return the two sides of "which came first?" and "did A happen before B?", None where it asks neither."""
    text = plain(question)
    if either := _EITHER_FIRST.match(text):
        aux = "was" if either["aux"].lower() == "were" else either["aux"].lower()
        sides = [
            Side(one, as_question(f"When {aux} {one} {either['does']}"))
            for one in both_named(clean(either["first"]), clean(either["second"]))
        ]
        sense = Sense.MORE if either["order"].lower() in {"last", "later"} else Sense.LESS
        return joined(Form.WHICH, Measure.DAY, sense, sides)
    text = reordered(text)
    if match := _FIRST_OF.match(text):
        sense = Sense.MORE if match["order"].lower() in {"last", "later"} else Sense.LESS
        stem = f"{match['stem'] or ''} {match['rest'] or ''}".strip()
        happens = re.fullmatch(r"(?:\w+ )?(?:came|come|comes|happened|took place|occurred|was|were|is)", stem, re.I)
        does = re.match(r"(?P<past>[a-z]+)(?P<rest> .*)?$", stem)

        def when(one: str) -> str:
            said = did(one, does["past"], (does["rest"] or "").strip()) if does else None
            return f"When was {one}" if happens else f"When {said or f'{one} {stem}'}"

        sides = [Side(one, as_question(when(one))) for one in both_named(clean(match["first"]), clean(match["second"]))]
        return joined(Form.WHICH, Measure.DAY, sense, sides)
    match = _BEFORE.match(text)
    if match is None or _NO_EVENT.search(match["first"]):
        return None
    second = re.sub(r"\s+(?:did|was|were|had|has)$", "", match["second"])
    if re.fullmatch(rf"(?:\d{{1,2}} )?{TIME}", second, re.I) or second.startswith("or "):
        return None
    sense = Sense.LESS if match["order"].lower() in {"before", "earlier than"} else Sense.MORE
    happens, aux = _HAPPENS.match(match["first"]), match["aux"].lower()
    event = happens["event"] if happens else match["first"]
    first = f"When was {event}" if happens else f"When {aux} {event}"
    done = None if happens else _NAME_DOES.match(event)
    if done and _NAME_ALONE.fullmatch(second):
        # "Did Helene make landfall before Milton?": Milton's landfall is meant.
        sides = [Side(name, as_question(f"When {aux} {name} {done['does']}")) for name in (done["name"], second)]
        return joined(Form.WHETHER, Measure.DAY, sense, sides)
    asked = f"When {second}" if _CLAUSE.search(second) else f"When was {second}"
    sides = [Side(clean(event), as_question(first)), Side(clean(second), as_question(asked))]
    return joined(Form.WHETHER, Measure.DAY, sense, sides)


def difference(question: str) -> Pair | None:
    """Return the two sides of "by how many degrees did A and B differ?", None where it is no such question."""
    text = plain(question)
    if match := _HOW_MUCH_MORE.match(text):
        return _how_much_more(match["rest"])
    if match := _BY_HOW_MUCH.match(text):
        pair = whether(f"{match['aux']} {match['rest']}")
        return joined(Form.DIFFERENCE, pair.measure, pair.sense, pair.sides) if pair else None
    if match := _APART.match(text):
        about = re.sub(r"^\s*(?:on|over|about|in)\b", " for", match["rest"] or "")
        sides = [
            Side(clean(who), as_question(f"How many {match['unit']} did {clean(who)} give{about}"))
            for who in (match["first"], match["second"])
        ]
        return joined(Form.DIFFERENCE, Measure.FIGURE, Sense.SAME, sides, voices=True)
    if match := _BETWEEN_DAYS.match(text):
        events = both_named(match["first"] or match["earlier"], match["second"] or match["later"])
        sides = [Side(clean(event), as_question(f"When was {clean(event)}")) for event in events]
        return joined(Form.DIFFERENCE, Measure.DAY, Sense.SAME, sides)
    if match := _GAP.match(text):
        of = f"{match['of']} of " if match["of"] else ""
        sides = [
            Side(clean(one), as_question(f"What was {of}{one}")) for one in both_named(match["first"], match["second"])
        ]
        return joined(Form.DIFFERENCE, Measure.FIGURE, Sense.SAME, sides)
    return None


def each(question: str) -> Pair | None:
    """Return the two sides of "what did A and B each say?" and "A versus B", None where it is no such question."""
    text = plain(question)
    if match := _EACH.match(text) or _EACH_LAST.match(text):
        first, second = _with_noun(match["first"], match["second"]), match["second"]
        sides = [Side(clean(who), as_question(f"{match['before']} {who} {match['rest']}")) for who in (first, second)]
        return joined(Form.EACH, Measure.FIGURE, Sense.SAME, sides, voices=True)
    if pair := _two_questions(text):
        return pair
    if (match := _VERSUS.match(text)) and not re.search(rf"\b{TIME}$", match["first"], re.I):
        sides = [
            Side(clean(one), as_question(f"{match['stem']}, {clean(one)}")) for one in (match["first"], match["second"])
        ]
        return joined(Form.EACH, Measure.FIGURE, Sense.SAME, sides)
    return None


def _two_questions(text: str) -> Pair | None:
    """ "Who won in 2018 and who won in 2022?", "Who won the cup in 2018 and 2022?": each asked for itself."""
    twice = _ASKED_TWICE.match(text)
    second = _spelled_out(twice["first"], twice["second"]) if twice and not _LEANS.search(twice["second"]) else None
    if twice and second:
        parts = [twice["first"], second]
        sides = [Side(_tail_of(part), as_question(part)) for part in parts]
    elif match := _TWO_TIMES.match(text):
        times = with_year(match["first"], match["second"]), match["second"]
        sides = [Side(time, as_question(f"{match['stem']} in {time}{match['rest'] or ''}")) for time in times]
    elif match := _COMPARES.match(text):
        first, second = clean(match["first"]), clean(match["second"])
        timed = re.match(rf"(?P<time>{TIME})(?P<where> {PREPOSITION} .+)?$", second, re.I)
        of_time = re.match(rf"(?P<what>.+?) (?P<at>in|on) (?P<time>{TIME})$", first, re.I)
        if timed and of_time:
            where = timed["where"] or ""
            first, second = (
                f"{of_time['what']}{where} {of_time['at']} {at}" for at in (of_time["time"], timed["time"])
            )
        elif timed:
            return None
        told = re.match(rf"(?P<what>.+? {PREPOSITION}) (?P<one>.+)$", first)
        if told and (that := re.match(rf"(?:that|those|the ones?) {PREPOSITION} (?P<one>.+)$", second)):
            second = f"{told['what']} {that['one']}"
        elif told and not re.search(rf" {PREPOSITION} ", second) and not re.search(r"['’]s? ", second):
            # "the tolls of the first and the second quake": the toll of each.
            first, second = (f"{told['what']} {one}" for one in (_with_noun(told["one"], second), second))
        names = both_named(first, second)
        sides = [Side(name, as_question(what_was(name))) for name in names]
    else:
        return None
    return joined(Form.EACH, Measure.ANSWER, Sense.SAME, sides)


def _spelled_out(first: str, second: str) -> str | None:
    """The second of two questions with what it leaves to the first: "how many in Syria" behind "how many troops are in
    Iraq" is "how many troops are in Syria"; None where it leaves out more ("in what time")."""
    bare = re.match(rf"(?P<how>how (?:many|much)) (?P<place>{PREPOSITION} .+)$", second, re.I)
    if bare and first.lower().startswith(f"{bare['how'].lower()} "):
        return parallel(first, bare["place"])
    return second if len(second.split()) >= LEAST_WORDS and not bare else None


def _tail_of(part: str) -> str:
    """What tells one question from its like: its last words."""
    return " ".join(part.split()[-3:])


def _how_much_more(rest: str) -> Pair | None:
    """ "How many more seats did A win than B?" is the difference of what "did A win more seats than B?" compares."""
    counted = re.match(rf"(?P<more>(?:more|fewer|less) .+?) (?P<aux>{AUXILIARY}) (?P<subject>.+?) (?P<verb>\w+)"
                       r"(?P<tail> .*?)? than (?P<second>.+)$", rest, re.I)  # fmt: skip
    be = re.match(
        rf"(?P<adjective>{ADJECTIVE}) (?P<be>is|are|was|were) (?P<subject>.+) than (?P<second>.+)$", rest, re.I
    )
    if counted and counted["subject"].split(" ")[0].lower() not in {"in", "on", "at", "there"}:
        said = (
            f"{counted['aux']} {counted['subject']} {counted['verb']} {counted['more']}{counted['tail'] or ''} "
            f"than {counted['second']}"
        )
    elif be:
        at = re.match(r"(?P<who>.+?)(?P<at> (?:in|on|at|during) .+)?$", be["subject"])
        who, when = (at["who"], at["at"] or "") if at else (be["subject"], "")
        said = f"{be['be']} {who} {be['adjective']}{when} than {be['second']}"
    else:
        said = f"did {rest}"
    pair = whether(said)
    return joined(Form.DIFFERENCE, pair.measure, pair.sense, pair.sides) if pair else None


def _with_noun(first: str, second: str) -> str:
    """ "the American and the Moroccan geologists": the first has the noun of the second."""
    noun = re.match(r"the (?:[A-Z][\w-]+|first|second|third|last) (?P<noun>[a-z].*)$", second)
    bare = re.fullmatch(r"the (?:[A-Z][\w-]+|first|second|third|last)", first)
    return f"{first} {noun['noun']}" if noun and bare else first
