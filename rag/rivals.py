"""Which report differs from the answer: another figure of the same thing, on the same day, of another speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rag.asked import Asked
from rag.candidate import Candidate
from rag.compare import contradict, differ_in_name, same_answer, same_figure, same_series, same_words
from rag.facts import AnswerKind, agree, month_and_day
from rag.fit import unit_words
from rag.judge import Judged
from rag.odds import logit

CLOSE = 2.0
"""Log odds within which a differing answer is a report that differs, whatever it counts."""

AT_LEAST = 0.3
"""Probability below which such an answer is a misreading."""

SAME_THING_AT_LEAST = 0.03
"""The same for a figure that counts the same thing as the answer: being the best figure of its article for the
question and of the day and unit of a trusted one says more than what was read in it alone."""

UNDATED_AT_LEAST = 0.05
"""The same for the best answer of an article that bears no day, against one of another such: no day explains them."""

MISFIT = 0.3
"""How much worse than the answer another may fit the kind of thing asked for."""

TWICE_AT_LEAST = 0.002
"""The same where two articles give that answer as their best: no accident makes two misreadings agree."""

NEARLY = 1.1
"""Two large figures of one day within this factor count the same, whatever each report calls it ("people", "cases")."""

LARGE = 100
"""From here on two figures are hardly near each other by accident."""

NEARLY_TWICE = 2.0
"""Two figures that one sentence sets against each other differ by less than this factor."""

_AGAINST = re.compile(
    r"\b(?:whereas|while|although|but)\b.*\b(?:gave|gives|put|puts|said|says|counted|counts|spoke|speaks|reported|reports)"
    r"\b|\b(?:said|says|put|puts|gave|gives|counted|reported)\b.*\b(?:whereas|while|although|but)\b",
    re.I,
)
"""Words that set one speaker's figure against another's."""

MOST_APART = 4.0
"""Two counts of one thing on one day differ by less than this factor; one that is further off counts something else."""


def rival_of(asked: Asked, lead: Judged, judged: Sequence[Judged]) -> Judged | None:
    """Return the likeliest report that contradicts `lead`, None where none does; `judged` is likeliest first."""
    best_of_article: dict[str, Judged] = {}
    likeliest: dict[str, Judged] = {}
    for one in judged:
        if one.candidate.kind_fit >= lead.candidate.kind_fit - MISFIT:
            likeliest.setdefault(one.candidate.article.id, one)
        if one.candidate.value is not None:
            best_of_article.setdefault(one.candidate.article.id, one)
    twice = _told_twice(likeliest.values())
    for one in judged:
        own = one.candidate.article.id == lead.candidate.article.id
        best = own or best_of_article.get(one.candidate.article.id) is one
        first = not own and likeliest.get(one.candidate.article.id) is one
        believed = one.probability >= UNDATED_AT_LEAST or id(one) in twice
        if first and believed and _for_good(asked, lead.candidate, one.candidate):
            return one
        apart = _counted_apart(lead.candidate, one.candidate)
        if not (apart or contradict(asked, lead.candidate, one.candidate)):
            continue
        close = logit(lead.probability) - logit(one.probability) <= CLOSE
        if close and one.probability >= AT_LEAST and not own:
            return one
        told_against = not own or _set_against(lead.candidate, one.candidate)
        same = (apart and told_against) or _same_thing(lead.candidate, one.candidate)
        if best and one.probability >= SAME_THING_AT_LEAST and same:
            return one
    return None


def _told_twice(likeliest: Iterable[Judged]) -> frozenset[int]:
    """Of the likeliest answer of each article those that another article gives as its likeliest too."""
    every = [one for one in likeliest if one.probability >= TWICE_AT_LEAST]
    return frozenset(
        id(one) for one in every if any(other is not one and _again(one.candidate, other.candidate) for other in every)
    )


def _again(one: Candidate, other: Candidate) -> bool:
    if one.value is None and (month_and_day(one.finding.text) or one.told_day):
        return same_answer(one, other)
    return same_words(one, other) or bool(one.value and other.value and same_figure(one.value, other.value))


def _for_good(asked: Asked, lead: Candidate, other: Candidate) -> bool:
    """Whether two articles that bear no day answer differently, and no year told within them explains it."""
    if lead.article.published or other.article.published:
        return False
    years_apart = (
        asked.kind is not AnswerKind.DATE and lead.latest and other.latest and lead.latest.year != other.latest.year
    )
    fits = other.kind_fit >= lead.kind_fit - MISFIT and other.period_fit >= min(0.0, lead.period_fit - 0.5)
    if years_apart or not fits:
        return False
    if lead.value is None and other.value is None:
        return differ_in_name(asked, lead, other)
    return _same_size(lead, other) and same_series(lead, other) and not same_answer(lead, other)


def _same_size(lead: Candidate, other: Candidate) -> bool:
    return MOST_APART * _ratio(lead, other) >= 1.0


def _counted_apart(lead: Candidate, other: Candidate) -> bool:
    """Whether two figures of one day and status differ though they must count the same: two speakers of one article on
    one unit, or large figures that are nearly equal."""
    mine, theirs = lead.value, other.value
    if not (mine and theirs and mine.number and theirs.number) or mine.kind is not theirs.kind:
        return False
    if lead.latest != other.latest or lead.status is not other.status or agree(mine, theirs):
        return False
    if lead.article.id == other.article.id:
        return same_series(lead, other) and (_set_against(lead, other) or _told_by_others(lead, other))
    return min(mine.number, theirs.number) >= LARGE and NEARLY * _ratio(lead, other) >= 1.0


def _told_by_others(lead: Candidate, other: Candidate) -> bool:
    """Whether two sentences have different speakers."""
    speakers = [one.speaker.name if one.speaker else None for one in (lead, other)]
    return None not in speakers and speakers[0] != speakers[1]


def _set_against(lead: Candidate, other: Candidate) -> bool:
    """Whether one sentence sets two figures against each other: "1,310, he said, whereas the force gave 1,240"."""
    if lead.start != other.start or lead.value is None or other.value is None:
        return False
    first, last = sorted((lead.value, other.value), key=lambda value: value.start)
    return NEARLY_TWICE * _ratio(lead, other) > 1.0 and bool(_AGAINST.search(lead.sentence[first.end : last.start]))


def _ratio(lead: Candidate, other: Candidate) -> float:
    """The smaller figure as a share of the larger, 0 where one has no number."""
    mine, theirs = lead.value, other.value
    if not (mine and theirs and mine.number and theirs.number):
        return 0.0
    low, high = sorted((mine.number, theirs.number))
    return low / high if low > 0 else 0.0


def _same_thing(lead: Candidate, other: Candidate) -> bool:
    """Whether two figures count the same: the same unit, of the same size, in sentences that fit the question alike."""
    mine, theirs = lead.value, other.value
    return (
        _same_size(lead, other)
        and bool(mine and theirs and unit_words(mine.unit or "") & unit_words(theirs.unit or ""))
        and other.kind_fit >= lead.kind_fit - MISFIT
        and other.period_fit >= lead.period_fit - 0.5
    )
