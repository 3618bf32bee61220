"""What several named reports say, held against what a question makes of them: yes, no, and the sentences that decide.

No model reads here: a question of this sort states what the reports say, so the sentence of each that gives most of its
words is found, and a small logistic model over what can be read in both weighs whether it says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from importlib.resources import files

from rag.answer import Composer
from rag.asked import Asked
from rag.both import interleaved
from rag.coverage import coverage_of_text
from rag.facts import agree, find_values
from rag.fit import unit_words
from rag.odds import logistic
from rag.passages import sentences
from rag.render import day_in_words, origin
from rag.sides.reports import Report, Reports
from rag.types import Answer, Citation, Filters, Hit
from rag.whole import without_markers

REPORT_FEATURES = ("constant", "denied", "lessened", "words", "least_words", "figures_agree", "figures_differ")
"""In order: always 1; 1 where the question makes a report deny, or belittle, what the report's sentence does not; mean
and least share of a report's words that its sentence gives, less 0.4 and 0.3; 1 where figures of one unit in the two
sentences agree and the question asks for agreement, or differ and it asks for a difference; 1 for the opposite cases.

How the question itself is put ("consistent", "change") tells a good guess too, and is left out: a verdict rests on what
the reports say."""

SURE = 0.6
"""Probability of the likelier verdict below which none is given."""

LEAST_COVERED = 0.05
"""Share of what is said of a report below which its sentence is about something else, and nothing is decided."""

PASSAGES_LOOKED_AT = 4

_UNCHANGED = re.compile(
    r"\bno (?:change|difference|shift)|\bremain(?:s|ed)? (?:the )?(?:same|unchanged)|\bunchanged", re.I
)
_CHANGED = re.compile(r"\bchange[ds]?\b|\bshift\w*|\bevolv\w*", re.I)
_EITHER = re.compile(r"consistent or inconsistent|inconsistent or consistent", re.I)
_INCONSISTENT = re.compile(r"\binconsisten|\bdisagree|\bcontradict|\bconflict", re.I)
_CONSISTENT = re.compile(r"\bconsisten\w*|\bagree\w*|\balign\w*", re.I)
_SAME = re.compile(
    r"\b(?:same(?! (?:source|outlet|article|day|date|time|year|season|week))|identical\w*|equally)\b", re.I
)
_DIFFERENT = re.compile(r"\b(?:different\w*|differ|distinct)\b", re.I)
_DENIES = re.compile(
    r"\b(?:not|never|fail(?:s|ed)? to|neither|den(?:y|ies|ied)|un(?:necessary|likely|able|important)|insignificant\w*"
    r"|nothing|lack\w*)\b|n['’]t\b|\bno (?!change)",
    re.I,
)
_NEGATED = re.compile(
    r"\b(?:not|no|never|none|fail(?:s|ed|ure)?|neither|nor|without|den(?:y|ies|ied)|insignificant\w*|nothing|avoid\w*"
    r"|un(?:necessary|likely|able|important)|lack\w*|refus\w*|despite)\b|n['’]t\b",
    re.I,
)
_LESSENS = re.compile(
    r"\b(?:less|fewer|lower|decreas\w*|worse|poor|bleak|failure|irresponsib\w*|negative\w*|random|reckless|setback"
    r"|overshadow\w*|dismiss\w*|ignor\w*|unrelated|irrelevant)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Said:
    """The sentence of a report that gives most of what the question says of it; `covered` is that share, 0..1."""

    report: Report
    hit: Hit
    start: int
    end: int
    covered: float

    @property
    def sentence(self) -> str:
        """Its words."""
        return self.hit.article.text[self.start : self.end]


def narrowings(report: Report, filters: Filters) -> list[Filters]:
    """Return which articles may be the report, the narrowest first: of its outlet and day, of its outlet.

    A day's report may be printed on the day before or after; what the user filters by holds in any case.
    """
    if filters.source is not None and filters.source.casefold() != report.source.casefold():
        return []
    of_outlet = replace(filters, source=report.source)
    if report.day is None:
        return [of_outlet]
    since, until = report.day - timedelta(days=1), report.day + timedelta(days=1)
    if (filters.since and filters.since > until) or (filters.until and filters.until < since):
        return [of_outlet]
    return [replace(of_outlet, since=max(filter(None, (since, filters.since))), until=until), of_outlet]


def said_of(reports: Reports, hits: Sequence[Sequence[Hit]]) -> list[Said] | None:
    """Return what each report says, in the order of the question; None where one of them is not found."""
    told: list[Said] = []
    for report, own in zip(reports.reports, hits, strict=True):
        # Two reports that are spoken of as one ("both articles") are two articles all the same.
        taken = {said.hit.article.id for said in told if said.report == report}
        said = said_in(report, [hit for hit in own if hit.article.id not in taken])
        if said is None:
            return None
        told.append(said)
    return told


def answer_reports(
    composer: Composer, question: str, asked: Asked, reports: Reports, hits: Sequence[Sequence[Hit]]
) -> Answer:
    """Return the verdict on what a question says of several reports, or an abstention that names the one not found."""
    said = said_of(reports, hits)
    if said and (answer := decide(question, asked.question, reports, said)):
        return answer
    found = [said_in(report, own) for report, own in zip(reports.reports, hits, strict=True)]
    missing = [
        report.source
        for report, one in zip(reports.reports, found, strict=True)
        if one is None or one.covered < LEAST_COVERED
    ]
    names = " or ".join(dict.fromkeys(missing))
    reason = f"No report of {names} speaks of that." if missing else "What the reports found say does not settle it."
    return composer.refuse(question, asked.question, interleaved(hits), [], reason)


def said_in(report: Report, hits: Sequence[Hit]) -> Said | None:
    """Return what the best passages of a report say of what is asked, None where there are none."""
    found = [
        Said(report, hit, start, end, coverage_of_text(report.about, hit.article.text[start:end]))
        for hit in hits[:PASSAGES_LOOKED_AT]
        for start, end in sentences(hit.article.text, hit.passage.start, hit.passage.end)
    ]
    # A twentieth for each rank: words alone would prefer a long sentence of a passage that means something else.
    return max(found, key=lambda said: said.covered - said.hit.rank / 20, default=None)


def features(question: str, said: Sequence[Said]) -> tuple[float, ...]:
    """Return the values of `REPORT_FEATURES` for a question and what its reports say."""
    inconsistent = bool(_INCONSISTENT.search(question)) and not _EITHER.search(question)
    unchanged = bool(_UNCHANGED.search(question))
    agree_asked = (bool(_CONSISTENT.search(question) or _SAME.search(question)) and not inconsistent) or unchanged
    differ_asked = (
        inconsistent or bool(_DIFFERENT.search(question)) or (bool(_CHANGED.search(question)) and not unchanged)
    )
    shares = [one.covered for one in said]
    figures = _figures_agree(said)
    told = figures is not None and agree_asked is not differ_asked
    as_asked = told and figures is agree_asked
    values = (
        True,
        any(_DENIES.search(one.report.about) and not _NEGATED.search(one.sentence) for one in said),
        any(_LESSENS.search(one.report.about) and not _softened(one.sentence) for one in said),
        sum(shares) / len(shares) - 0.4, min(shares) - 0.3, as_asked, told and not as_asked,
    )  # fmt: skip
    return tuple(float(value) for value in values)


def _softened(sentence: str) -> bool:
    return _LESSENS.search(sentence) is not None or _NEGATED.search(sentence) is not None


def _figures_agree(said: Sequence[Said]) -> bool | None:
    """Whether two sentences of different reports give figures of one unit that agree; None where they give none."""
    first, second = ([value for value in find_values(one.sentence) if value.unit] for one in (said[0], said[-1]))
    pairs = [(a, b) for a in first for b in second if unit_words(a.unit or "") & unit_words(b.unit or "")]
    return any(agree(a, b) for a, b in pairs) if pairs else None


def probability_of_yes(values: Sequence[float], weights: Mapping[str, float] | None = None) -> float:
    """Return the probability, 0..1, that what the question says of its reports holds."""
    weights = weights if weights is not None else _weights()
    return logistic(sum(weights[name] * value for name, value in zip(REPORT_FEATURES, values, strict=True)))


@cache
def _weights() -> Mapping[str, float]:
    weights: dict[str, float] = json.loads(files("rag").joinpath("reports.json").read_text(encoding="utf-8"))["weights"]
    return weights


def decide(question: str, resolved: str, asked: Reports, said: Sequence[Said]) -> Answer | None:
    """Return yes or no with the sentence of each report, or None where they say too little to decide."""
    if asked.first:
        return _which_first(question, resolved, said)
    if min(one.covered for one in said) < LEAST_COVERED:
        return None
    likely = probability_of_yes(features(resolved, said))
    if max(likely, 1 - likely) < SURE:
        return None
    yes = likely >= 0.5
    short = ("consistent" if yes else "inconsistent") if _EITHER.search(resolved) else ("yes" if yes else "no")
    opening = f"{short[:1].upper()}{short[1:]}, as far as these sentences of the reports tell."
    return _answer(question, resolved, short, opening, said, max(likely, 1 - likely))


def _which_first(question: str, resolved: str, said: Sequence[Said]) -> Answer | None:
    days = [one.hit.article.published for one in said]
    if days[0] is None or days[1] is None or days[0] == days[1]:
        return None
    before = re.search(r"\bbefore\b", resolved, re.I) is not None
    short = "yes" if (days[0] < days[1]) is before else "no"
    told = " and ".join(
        f"{one.report.source} on {day_in_words(day)}" for one, day in zip(said, days, strict=True) if day
    )
    opening = f"{short[:1].upper()}{short[1:]}, by the days of the reports found: {told}."
    return _answer(question, resolved, short, opening, said, min(1.0, 0.5 + min(one.covered for one in said) / 2))


def _answer(question: str, resolved: str, short: str, opening: str, said: Sequence[Said], confidence: float) -> Answer:
    cited: list[Said] = []
    for one in said:
        if not any(one.hit.article.id == other.hit.article.id and one.start == other.start for other in cited):
            cited.append(one)
    lines = [opening]
    lines += [
        f"{origin(one.hit.article)}: “{without_markers(one.sentence)}” [{marker}]"
        for marker, one in enumerate(cited, 1)
    ]
    days = [one.hit.article.published for one in cited if one.hit.article.published]
    return Answer(
        question=question,
        resolved_question=resolved,
        text="\n\n".join(lines),
        short=short,
        citations=tuple(
            Citation(marker, one.hit.article, one.start, one.end, one.sentence) for marker, one in enumerate(cited, 1)
        ),
        confidence=confidence,
        as_of=max(days, default=None),
    )
