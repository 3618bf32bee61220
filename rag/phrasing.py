"""The words around an answer: its day, age and speaker. Every figure and name in them comes from the evidence."""

from __future__ import annotations

import re
from datetime import date

from rag.candidate import Candidate
from rag.coverage import Coverage
from rag.render import day_in_words, origin
from rag.whole import without_markers

OLD_AFTER_DAYS = 60
"""From here on an answer about the present tells how old it is: a news figure of two months ago may have moved."""


def age_in_words(day: date, today: date) -> str | None:
    """Return how long ago `day` was ("over two years ago"), None where it is recent or lies ahead."""
    days = (today - day).days
    if days < OLD_AFTER_DAYS:
        return None
    months = days // 30.44
    if months < 12:
        return f"{int(months)} months ago"
    years, rest = divmod(days, 365.25)
    return f"{'over ' if rest > 45 else ''}{int(years)} year{'s' if years > 1 else ''} ago"


def when_in_words(candidate: Candidate) -> str | None:
    """Return the day a candidate holds for ("20 September 2024"), or its period as the article words it ("2007")."""
    return day_in_words(candidate.day) if candidate.day else candidate.period_told


def _inside(speaker: str) -> str:
    """ "The ministry" inside a sentence is "the ministry"."""
    return speaker[:1].lower() + speaker[1:] if re.match(r"(?:The|A|An)\s", speaker) else speaker


def lead_line(candidate: Candidate, short: str, today: date, *, figure: bool, now: bool, marker: int) -> str:
    """Return the first line: the short answer, as of when, who says so, and the sentence with its marker."""
    parts = [short[:1].upper() + short[1:]]
    if figure and (when := when_in_words(candidate)):
        age = age_in_words(candidate.latest, today) if now and candidate.latest else None
        parts.append(f"as of {when}" + (f" ({age})" if age else ""))
    speaker = candidate.speaker
    if speaker and not _same_person(short, speaker.name):
        parts.append(f"according to {_inside(speaker.name)}")
    return f"{', '.join(parts)}. {quoted(candidate, marker)}"


def _same_person(answer: str, speaker: str) -> bool:
    """Whether the answer is the speaker: nobody need be told that it is so according to themselves."""
    mine, theirs = ({word.strip(".,'’").lower() for word in text.split()} for text in (answer, speaker))
    return mine <= theirs or theirs <= mine


def quoted(candidate: Candidate, marker: int) -> str:
    """Return where it was reported and the sentence in quotes, with its marker."""
    sentence = without_markers(candidate.sentence)
    return f"{origin(candidate.finding.hit.article)}: “{sentence}” [{marker}]"


def why_not(question_coverage: list[Coverage]) -> str | None:
    """Say what of the question no article speaks of; None where each part is spoken of somewhere."""
    if not question_coverage:
        return None
    absent = set(question_coverage[0].absent).intersection(*(found.absent for found in question_coverage))
    years = set(question_coverage[0].years_absent).intersection(*(found.years_absent for found in question_coverage))
    missing = [
        name for name in (*question_coverage[0].absent, *question_coverage[0].years_absent) if name in absent | years
    ]
    if not missing:
        return None
    return "Nothing found speaks of " + " or ".join(f"“{name}”" for name in dict.fromkeys(missing)) + "."
