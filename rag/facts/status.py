"""Whether a clause tells what is done, planned, forecast or denied: the nearest word that says so governs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rag.facts.clauses import find_clauses
from rag.facts.kinds import Status

# Verbs of things nobody decides: what "will" happen to them is foreseen, not planned.
_UNDECIDED = (
    "grow|shrink|rise|fall|climb|drop|slow|exceed|hit|reach|outnumber|suffer|fail|lose|die|melt|worsen|"
    "strike|pass|become|"
    "survive|last|peak|contract|expand|double|triple|decline|increase|recover|rain|snow|collapse|face|need|"
    "cost|run out|"
    "continue|remain|take years|feel|see|miss"
)
_DENIED = (
    r"denied|denies|denying|deny|(?:reject(?:s|ed)|dismiss(?:es|ed)|refuted|disputed)(?= .*\b(?:claims?|"
    r"reports?|rumou?rs?|"
    r"allegations?|accusations?|suggestions?|that|as)\b)|(?:will|would|could|may|might|should|shall) (?:not|"
    r"never)|"
    r"(?:there (?:is|are|was|were|has been|have been|had been) )no|had no|has no|have no(?= (?:plans?|"
    r"intention|record|evidence|comment|"
    r"knowledge|role|part|link|ties))|no (?:plans?|intention|record|evidence|knowledge|decision|customer|"
    r"proof|sign)\b|"
    r"not guilty|never|neither|nobody|no one|none of|declined to|refused to|was false|is false|were false|"
    r"untrue|unfounded|nothing wrong|"
    r"cannot|can['’]t|(?:\w+n['’]t)|not(?! (?:only|to be (?:named|identified)|just|least|known|far|long|"
    r"unlike))|without evidence"
)
_FORECAST = (
    r"(?:is|are|was|were|be|been) (?:widely |now )?(?:expected|forecast|projected|predicted|likely|unlikely|"
    r"tipped|anticipated|estimated) to|"
    r"(?:is|are) (?:likely|unlikely|possible|probable)|likely to|unlikely|(?-i:may)|might|could|should|"
    r"had forecast|forecasts? (?:a|an|that|the)|"
    r"expects?|expecting|predict(?:s|ed)?|project(?:s|ed)? (?:that|a)|anticipates?|forecast puts|"
    r"risks?(?= \w+ing)|possible|was unlikely|"
    r"forecasts?(?= (?:puts?|shows?|see|is))|poised to|warned that|hopes? (?:the|that|for)|fears? (?:that|"
    r"the)"
)
_PLANNED = (
    r"will|shall|would|['’]ll|plans? (?:to|for)|(?<!\bas )planned|planning to|intends? to|intended to|"
    r"aims? (?:to|for)|aimed at|wants? to|wanted to|"
    r"hopes? to|agreed to|agrees to|ordered|orders|vow(?:s|ed)|pledge[sd]?|promise[sd]?|proposed|proposes|"
    r"(?:is|are) to|"
    r"(?:is|are) (?:due|scheduled|set|slated|planning|going|preparing|about) to|is due|scheduled for|"
    r"to be (?:cut|reduced|built|closed|"
    r"held|sent|withdrawn|delivered|published|opened)|must|takes? effect on|call(?:s|ed) for|deadline|"
    r"decided to|approved plans|voted(?=.* to lower| to )"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that sets the status of its clause, with its offsets."""

    start: int
    end: int
    status: Status


@cache
def _patterns() -> tuple[tuple[Status, re.Pattern[str]], ...]:
    return (
        (
            Status.DENIED,
            re.compile(rf"\b(?:{_DENIED})(?!\w)|^No (?=[a-z]+ (?:was|were|has|have)\b)", re.IGNORECASE),
        ),
        (
            Status.FORECAST,
            re.compile(
                rf"\b(?:{_FORECAST})\b|\b(?:will|would)(?= (?:\w+ly )?(?:{_UNDECIDED})\b)", re.IGNORECASE
            ),
        ),
        (Status.PLANNED, re.compile(rf"(?:\b|(?=['’]))(?:{_PLANNED})\b", re.IGNORECASE)),
    )


def find_marks(sentence: str) -> list[Mark]:
    """Return the words that set a status, in order; a denial outranks a plan it overlaps, a forecast too."""
    marks: list[Mark] = []
    for status, pattern in _patterns():
        for match in pattern.finditer(sentence):
            if not any(mark.start < match.end() and match.start() < mark.end for mark in marks):
                marks.append(Mark(*match.span(), status))
    return sorted(marks, key=lambda mark: mark.start)


def status_at(sentence: str, start: int, end: int) -> Status:
    """Return the status of what stands at these offsets: its clause's nearest mark before it, else the next after it."""
    marks = find_marks(sentence)
    clause = next(
        (
            clause
            for clause in find_clauses(sentence, [mark.start for mark in marks])
            if clause.start <= start < clause.end
        ),
        None,
    )
    if clause is None:
        return Status.DONE
    own = [
        mark for mark in marks if clause.start <= mark.start < clause.end and not _inside(mark, clause.holes)
    ]
    before = [mark for mark in own if mark.start < start]
    # What follows "that" is another statement: "ruled 6-3 that states may ban it".
    after = [mark for mark in own if mark.start >= end and " that " not in sentence[end : mark.start]]
    if before:
        return before[-1].status
    return after[0].status if after else Status.DONE


def find_status(sentence: str) -> Status:
    """Return the status of the sentence's main statement, DONE where nothing marks it."""
    marks = find_marks(sentence)
    main = [
        clause for clause in find_clauses(sentence, [mark.start for mark in marks]) if not clause.subordinate
    ]
    for clause in main:
        for mark in marks:
            if clause.start <= mark.start < clause.end and not _inside(mark, clause.holes):
                return mark.status
    return Status.DONE


def _inside(mark: Mark, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= mark.start < end for start, end in spans)
