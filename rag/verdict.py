"""What two findings decide, in words: the short answer, the line that gives both values, and both sentences quoted."""

from __future__ import annotations

import re

from rag.asked import Asked
from rag.candidate import Candidate
from rag.draft import citation, fact_of, in_sentence
from rag.facts import Status
from rag.phrasing import quoted
from rag.render import day_in_words, origin
from rag.sides import Form, Measure, Pair, Sense
from rag.types import Answer
from rag.weighing import Weighed, apart, days_of, figure_of, leads, order_of

_WHEN = re.compile(
    r"(?:^|,? )(?:[a-z]+ed )?(?:(?:in|of|for|from|on|since|during) )?(?P<time>(?:(?:early|mid|late)[- ])?"
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: \d{1,2},?)? )?(?:1[89]|20)\d\d\b.*)$",
    re.I,
)
_NOT_DONE = {Status.PLANNED: " (planned)", Status.FORECAST: " (forecast)"}


def verdict(question: str, asked: Asked, pair: Pair, found: Weighed) -> Answer | None:
    """Return the answer that two findings decide, both cited; None where they decide nothing.

    `as_of` is the later of their days; `confidence` the probability that both are right.
    """
    short = _short(pair, found)
    if short is None:
        return None
    cited = list(found.both)
    if _same_sentence(*cited):
        cited = cited[:1]
    lines = [f"{short[:1].upper()}{short[1:]}{_because(pair, found, short)}."]
    lines += [quoted(candidate, marker) for marker, candidate in enumerate(cited, 1)]
    days = [candidate.latest for candidate in found.both if candidate.latest]
    return Answer(
        question=question,
        resolved_question=asked.question,
        text="\n\n".join(lines),
        short=short,
        citations=tuple(citation(candidate, marker) for marker, candidate in enumerate(cited, 1)),
        facts=tuple(fact for candidate in found.both if (fact := fact_of(candidate, _marker(cited, candidate)))),
        confidence=found.probability,
        as_of=max(days, default=None),
        disagreement=_disagreement(pair, found),
    )


def _marker(cited: list[Candidate], candidate: Candidate) -> int:
    return cited.index(candidate) + 1 if candidate in cited else 1


def _same_sentence(one: Candidate, other: Candidate) -> bool:
    return one.finding.hit.article.id == other.finding.hit.article.id and one.start == other.start


def _short(pair: Pair, found: Weighed) -> str | None:
    """ "No", "Macron", "0.13 degrees", "1.55 and 1.47 degrees"; None where the findings decide nothing."""
    if pair.form is Form.EACH:
        return " and ".join(_told(pair, candidate) for candidate in found.both)
    if pair.form is Form.DIFFERENCE:
        return _difference(pair, found)
    order = order_of(found, pair.measure)
    if order is None:
        return None
    if pair.form is Form.WHETHER:
        return "yes" if leads(order, pair.sense) else "no"
    if order == 0:
        return None
    first, second = short_labels(pair)
    return first if leads(order, pair.sense) else second


def short_labels(pair: Pair) -> tuple[str, str]:
    """Return the names of both sides without their times, or the times alone where nothing else tells them apart."""
    bare = [_WHEN.sub("", side.label) for side in pair.sides]
    if "" not in bare and bare[0].lower() != bare[1].lower():
        return bare[0], bare[1]
    times = [match["time"] if (match := _WHEN.search(side.label)) else side.label for side in pair.sides]
    return times[0], times[1]


def _because(pair: Pair, found: Weighed, short: str) -> str:
    values = [f"{_told(pair, candidate)}{_NOT_DONE.get(candidate.status, '')}" for candidate in found.both]
    labels = [_of(pair, side.label) for side in pair.sides]
    if pair.form is Form.EACH:
        return f" ({pair.first.label}, {pair.second.label})"
    first, second = (f"{value}{label}" for value, label in zip(values, labels, strict=True))
    if pair.form is Form.WHICH and short == short_labels(pair)[1]:
        first, second = second, first
    return f", {first} against {second}"


def _of(pair: Pair, label: str) -> str:
    """ "2,500 in July 2021", "58.54 percent for Macron"."""
    if (label[:1].isdigit() and len(label) == 4) or label.split(" ")[0][:3].lower() in _MONTHS:
        return f" in {label}"
    return f" for {label}"


_MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())


def _told(pair: Pair, candidate: Candidate) -> str:
    if pair.measure is Measure.DAY:
        days = days_of(candidate)
        return day_in_words(days[0]) if days and days[0] == days[1] else candidate.phrase
    return in_sentence(candidate)


def _difference(pair: Pair, found: Weighed) -> str | None:
    one, other = found.both
    if pair.measure is Measure.DAY:
        mine, theirs = days_of(one), days_of(other)
        if mine is None or theirs is None or mine[0] != mine[1] or theirs[0] != theirs[1]:
            return None
        days = abs((mine[0] - theirs[0]).days)
        return f"{days} day{'' if days == 1 else 's'}"
    first, second = figure_of(one), figure_of(other)
    if first is None or second is None:
        return None
    if pair.sense is not Sense.SAME and not leads(order_of(found, pair.measure) or 0, pair.sense):
        # "How many more in A than in B?" has no answer where B has more.
        return None
    written = apart(first, second)
    unit = first.unit or second.unit
    return f"{written} {unit}" if written and unit and not unit.startswith(("$", "€", "£")) else written


def _disagreement(pair: Pair, found: Weighed) -> str | None:
    """Two bodies that give different figures for one thing disagree; two times or two places do not."""
    if pair.form is not Form.EACH or order_of(found, pair.measure) in {0, None}:
        return None
    one, other = found.both
    return (
        f"{one.phrase} ({pair.first.label}; {origin(one.finding.hit.article)}) against "
        f"{other.phrase} ({pair.second.label}; {origin(other.finding.hit.article)})"
    )
