"""Questions for two answers of one kind: "which attorneys general welcomed the two rulings?" has a name for each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asked import Asked
from rag.compare import same_answer
from rag.draft import citation, fact_of
from rag.facts import AnswerKind
from rag.judge import Judged
from rag.phrasing import quoted
from rag.types import Answer

_TWO = re.compile(
    r"^(?:which|what|who)\b(?! of the (?:two|both)\b)(?!.*\b(?:or|than)\b)"
    r".*\b(?:the two|both(?! of)|each of the two)\b",
    re.I,
)
_NAMED = frozenset({AnswerKind.PERSON, AnswerKind.PLACE, AnswerKind.ORGANISATION, AnswerKind.OTHER})


def wants_two(asked: Asked) -> bool:
    """Whether a question asks for one answer about each of two things that it names together."""
    return asked.kind in _NAMED and _TWO.search(asked.question) is not None


def two_answers(question: str, asked: Asked, lead: Judged, judged: Sequence[Judged], threshold: float) -> Answer | None:
    """Return the two likeliest different answers, of two articles, both cited; None where there is no second one."""
    first = lead.candidate
    second = next(
        (
            one
            for one in judged
            if one.probability >= threshold
            and one.candidate.finding.hit.article.id != first.finding.hit.article.id
            and not same_answer(one.candidate, first)
            and one.candidate.kind_fit >= first.kind_fit
            and one.candidate.status is first.status
        ),
        None,
    )
    if second is None:
        return None
    told = sorted((first, second.candidate), key=lambda one: (one.latest is not None and one.latest.toordinal()) or 0)
    short = " and ".join(candidate.phrase for candidate in told)
    days = [candidate.latest for candidate in told if candidate.latest]
    return Answer(
        question=question,
        resolved_question=asked.question,
        text="\n\n".join([f"{short}.", *(quoted(candidate, marker) for marker, candidate in enumerate(told, 1))]),
        short=short,
        citations=tuple(citation(candidate, marker) for marker, candidate in enumerate(told, 1)),
        facts=tuple(fact for marker, candidate in enumerate(told, 1) if (fact := fact_of(candidate, marker))),
        confidence=min(lead.probability, second.probability),
        as_of=max(days, default=None),
    )
