"""The line a report opens with: "BEIRUT, Aug 5, 2020 — A city without windows." """

from __future__ import annotations

import re
from dataclasses import replace

from rag.facts.dates import find_dates
from rag.facts.kinds import SentenceDate

OPENING = re.compile(
    r"\s*[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+)*(?:, [A-Z][\w. ]+?){0,2}(?:,? \d{4})?(?: ?\([^)]*\))? ?[-–—]{1,2} |"
    r"\s*\([A-Z][\w ]+\) ?[-–—]{1,2} "
)
"""Place, day and agency as they open a report, with a dash behind: no part of what it says."""

REACH = 120
"""Characters of a paragraph in which its dateline must end."""

_PLACE = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
_BEFORE = re.compile(rf"(?:[^.!?]{{1,60}}[.!?] )?(?:{_PLACE}[,.:]? ){{0,2}}(?:\([^)]{{2,30}}\),? )?")
"""What may stand before the day: a headline of one short sentence, the place, the agency."""
_AFTER = re.compile(r"(?: ?\([^)]{2,30}\))?(?: ?[—–:]|\.(?=\s)| -{1,2} )")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PARAGRAPHS = 2
"""A text may open with its title."""


def dateline_day(text: str) -> SentenceDate | None:
    """Return the day, with its year, that the first or second paragraph of a text opens with; offsets count from the
    start of `text`. None where there is none."""
    at = 0
    for paragraph in text.split("\n", 2 * _PARAGRAPHS)[: 2 * _PARAGRAPHS]:
        if found := _opening(text, at):
            return found
        at += len(paragraph) + 1
    return None


def _opening(text: str, at: int) -> SentenceDate | None:
    for day in find_dates(text[at : at + REACH], None):
        if day.first != day.last or not _YEAR.search(day.text):
            continue
        before, after = text[at : at + day.start], at + day.end
        if _BEFORE.fullmatch(before) and _AFTER.match(text, after):
            return _moved(day, at)
        return None
    return None


def _moved(day: SentenceDate, by: int) -> SentenceDate:
    return replace(day, start=day.start + by, end=day.end + by)
