"""Yes, no or not yet, where one sentence decides it by its own words; nothing where it does not.

A sentence near a question is no answer to it: only one that says or denies the very thing asked, by its verb, decides.
"""

from __future__ import annotations

import re

from rag.candidate import Candidate
from rag.coverage import coverage_of_text
from rag.facts import Status, status_at
from rag.passages import header

SAID_AT_LEAST = 0.75
"""Share of the question's words that a sentence, its headline and date must give to be a yes."""

NAMED_AT_LEAST = 0.4
"""Share of them that a sentence must give to tell that the thing is still under way."""

NEGATION_REACH = 40
"""Characters before the verb within which a negation is the verb's."""

_ASKS = re.compile(r"^(?:and |so |but )?(?:has|have|had|is|are|was|were|did|does|do)(?:n['’]t)?\b", re.I)
_DONE = re.compile(
    r"\b(?P<verb>[a-z]{3,}(?:ed|en)|begun|gone|done|left|won|lost|held|met|paid|sold|built|made|hit|sent|cut|shut|found|told|"
    r"kept|come|become|run|fallen|risen|signed|ended)\b",
    re.I,
)
_NO_VERB = frozenset(
    "seven eleven often even open women children citizen garden hundred indeed speed been when then".split()
)
_NEGATION = re.compile(r"\b(?:not|no|never|neither|nor|none|without|nobody|nothing|yet to)\b|n['’]t\b", re.I)
_UNDER_WAY = re.compile(
    r"\b(?:in progress|under ?way|still (?:being|to be|have to|has to|needs?|need to|awaiting|pending)"
    r"|yet to|remains? to be)\b",
    re.I,
)
_SUBORDINATE = re.compile(r"\b(?:by the time|when|before|after|as soon as|since|until|although|because)\b", re.I)
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")


def decided(question: str, candidate: Candidate) -> str | None:
    """Return "yes", "no" or "not yet" where the candidate's sentence decides a yes/no question, else None."""
    if not _ASKS.match(question) or _NEGATION.search(question) or " or " in question:
        return None
    sentence = candidate.sentence
    verb = _verb(question)
    place = _place(verb, sentence) if verb else None
    if place is None:
        under_way = _UNDER_WAY.search(sentence) and candidate.sentence_words >= NAMED_AT_LEAST
        return "not yet" if verb and under_way and candidate.sentence_names == 1.0 else None
    before = re.split(r"[,;:]\s(?!not\b)", sentence[max(0, place[0] - NEGATION_REACH) : place[0]])[-1]
    negated = _NEGATION.search(before)
    if negated:
        return "not yet" if re.search(r"\byet\b", sentence) else "no"
    if status_at(sentence, *place) in {Status.PLANNED, Status.FORECAST}:
        return "not yet"
    return "yes" if _says_all(question, candidate) else None


def _verb(question: str) -> str | None:
    """The last participle of the question: "have strikes begun" asks whether they have begun."""
    main = _SUBORDINATE.split(question)[0]
    found = [match["verb"].lower() for match in _DONE.finditer(main)]
    return next((verb for verb in reversed(found) if verb not in _NO_VERB), None)


def _place(verb: str, sentence: str) -> tuple[int, int] | None:
    """Where the same verb stands in the sentence, in whatever form it has there."""
    root = re.escape(verb[: max(4, len(verb) - 3)] if len(verb) > 4 else verb)
    match = re.search(rf"\b{root}\w*", sentence, re.I)
    return match.span() if match else None


def _says_all(question: str, candidate: Candidate) -> bool:
    """Whether a sentence that is told as done gives the names, the figures and nearly all words of the question."""
    if candidate.reading.status is not Status.DONE or candidate.period_fit < 0 or candidate.sentence_names < 1.0:
        return False
    near = f"{header(candidate.finding.hit.article)}\n{candidate.sentence}"
    figures = all(figure in near for figure in _FIGURE.findall(question))
    return (
        figures and _NEGATION.search(candidate.sentence) is None and coverage_of_text(question, near) >= SAID_AT_LEAST
    )
