"""Whether a clause tells what is done, planned, forecast or denied: the nearest word that says so governs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rag.facts.clauses import find_clauses
from rag.facts.kinds import Status

_BE = r"(?:is|are|was|were|be|been)"
_DENIED = (
    r"den(?:y|ies|ied|ying)",
    r"(?:reject(?:s|ed)|dismiss(?:es|ed)|refuted|disputed)(?= .*\b(?:claims?|reports?|rumou?rs?|"
    r"allegations?|accusations?|suggestions?|that|as)\b)",
    r"(?:will|would|could|may|might|should|shall) (?:not|never)",
    r"there (?:is|are|was|were|has been|have been|had been) no",
    r"(?:had|has) no",
    r"(?:have )?no (?:plans?|intention|records?|evidence|comment|knowledge|decision|proof|signs?|role|part|"
    r"link|ties)",
    r"no (?=(?:\w+ ){1,2}(?:was|were|has been|had been|have been)\b)",
    r"not guilty",
    # What a correction withdraws is no longer said.
    r"(?:an? |the )?(?:earlier|previous|original) (?:report|article|story|version)s? (?:said|had said|gave|put|stated)",
    r"(?:was|were) (?:wrongly|mistakenly|incorrectly) (?:given|said|reported|put|stated)",
    r"never|neither|nobody|no one|none of",
    r"(?:declined|refused) to",
    r"(?:was|is|were|are) false",
    r"untrue|unfounded|nothing wrong|without evidence",
    r"cannot|can['’]t|\w+n['’]t",
    # "not only", "asked not to be named" and the contrast ", not ..." deny nothing that matters.
    r"(?<!, )(?<!and )not(?! (?:only|to be (?:named|identified)|just|least|known|far|long|unlike))",
)
_FORECAST = (
    rf"{_BE} (?:widely |now )?(?:expected|forecast|projected|predicted|likely|unlikely|tipped|anticipated|"
    rf"estimated) to",
    rf"{_BE} (?:likely|unlikely|possible|probable)",
    r"(?:un)?likely|possible|poised to",
    # "May" the month is capitalised.
    r"(?-i:may)|might|could|should",
    r"(?<!to )expects?|expecting|anticipates?|predict(?:s|ed)?|project(?:s|ed)? (?:that|a)",
    r"had forecast|forecasts? (?:an?|that|the|puts?|shows?|sees?)",
    r"warned that|risks? (?=\w+ing)",
    r"hopes? (?:the|that|for)|fears? (?:that|the)|feared",
)
_PLANNED = (
    r"will|shall|would|['’]ll|must",
    r"(?:plans?|aims?|hopes?) (?:to|for)|(?<!\bas )planned|planning to|aimed at",
    r"(?:intends?|intended|wants?|wanted|agree[sd]|decided) to|agree[sd] on|consider(?:s|ing)|weigh(?:s|ing)",
    r"(?:with )?(?:the|an) (?:aim|goal|target) of|(?:a|the) (?:draft|proposal)\b",
    r"ordered (?!to\b)(?=(?:the|an?) \w+ of\b|[^,.]* to \w)|orders",
    r"vow(?:s|ed)|pledge[sd]?|promise[sd]?|propose[sd]|call(?:s|ed) for|approved plans",
    r"(?:is|are) (?:scheduled|set|slated|planning|going|preparing|about) to|(?:is|are) to|scheduled for",
    # "Due to natural gas" is a cause.
    r"(?:is|are) due to (?=(?:be|begin|open|start|close|arrive|return|end|take|meet|leave|vote|go|run|"
    r"publish|launch|expire|report|appear|finish|hold|visit|sign|deliver|release|rule|speak|play|land|"
    r"retire|make|come)\b)",
    r"to be (?:cut|reduced|built|closed|held|sent|withdrawn|delivered|published|opened)",
    r"takes? effect on|deadline|voted (?:on [\w. ]{1,20})?(?=to )",
)
# Verbs of things nobody decides: what "will" happen to them is foreseen, not planned.
_UNDECIDED = (
    r"(?:will|would)(?= (?:\w+ly )?(?:grow|shrink|rise|fall|climb|drop|slow|exceed|hit|reach|outnumber|"
    r"suffer|fail|lose|die|melt|worsen|strike|pass|become|survive|last|peak|contract|expand|double|triple|"
    r"decline|increase|recover|rain|snow|collapse|face|need|cost|run out|continue|remain|take years|feel|"
    r"see|miss)\b)"
)


_NOT_THIS = re.compile(r"\bnot (?:the )?$", re.I)
"""What a contrast rejects: "1,400, not | 3,400"."""
_ANOTHER = re.compile(r" (?:that|because|although|though|while|when|until|unless|if|whether|who|which|since) ")
_DID_NOT = re.compile(r"not|never|\w+n['’]t", re.I)
"""What somebody did not do is no denial of how many they were: "710 trains had | not run"."""
_PART_OF_THE = re.compile(r"\bof the (?:\w+ )?$", re.I)
"""Whatever becomes of a part, the whole is there: "how many of the roughly | 2,500 troops will leave"."""
_NOW = re.compile(r"\b(?:now|currently|today)\b[^,;]{0,25}$", re.I)
_NOUNS = ("plan", "aim", "hope")
_DETERMINED = re.compile(r"(?:\b(?:the|an?|its|their|his|her|this|against|of)|['’]s?) (?:\w+ )?$")
"""Behind these a plan is a thing, not what somebody does: "marched against the government's | plan to"."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that sets the status of its clause, with its offsets."""

    start: int
    end: int
    status: Status


@cache
def _patterns() -> tuple[tuple[Status, re.Pattern[str]], ...]:
    return (
        (Status.DENIED, _any(*_DENIED, r"(?<!.)no (?=[a-z]+ (?:was|were|has|have)\b)")),
        (Status.FORECAST, _any(*_FORECAST, _UNDECIDED)),
        (Status.PLANNED, _any(*_PLANNED)),
    )


def _any(*phrases: str) -> re.Pattern[str]:
    """Any of the phrases, as whole words; those that end in a space or look ahead end where they say."""
    return re.compile(rf"(?:\b|(?=['’]))(?:{'|'.join(phrases)})(?:(?<=\s)|(?!\w))", re.IGNORECASE)


def find_marks(sentence: str) -> list[Mark]:
    """Return the words that set a status, in order; a denial outranks a plan it overlaps, a forecast too."""
    marks: list[Mark] = []
    for status, pattern in _patterns():
        for match in pattern.finditer(sentence):
            if not any(mark.start < match.end() and match.start() < mark.end for mark in marks):
                marks.append(Mark(*match.span(), status))
    return sorted(marks, key=lambda mark: mark.start)


def status_at(sentence: str, start: int, end: int) -> Status:
    """Return the status of what stands at these offsets: of its clause's nearest mark before it, else after it."""
    if _NOT_THIS.search(sentence[:start]):
        return Status.DENIED
    if _PART_OF_THE.search(sentence[:start]):
        return Status.DONE
    marks = find_marks(sentence)
    now = _NOW.search(sentence[:start])
    if now and not any(now.start() <= mark.start < start for mark in marks):
        return Status.DONE
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
    own = [mark for mark in marks if clause.start <= mark.start < clause.end and not _inside(mark, clause.holes)]
    before = [mark for mark in own if mark.start < start]
    # What follows "that" or "because" is another statement: "ruled 6-3 that states may ban it".
    after = [
        mark
        for mark in own
        if mark.start >= end
        and not _ANOTHER.search(sentence[end : mark.start])
        and not _DID_NOT.fullmatch(sentence, mark.start, mark.end)
        and not (sentence[mark.start :].startswith(_NOUNS) and _DETERMINED.search(sentence[: mark.start]))
    ]
    if before:
        return before[-1].status
    return after[0].status if after else Status.DONE


def find_status(sentence: str) -> Status:
    """Return the status of the sentence's main statement, DONE where nothing marks it."""
    marks = find_marks(sentence)
    main = [clause for clause in find_clauses(sentence, [mark.start for mark in marks]) if not clause.subordinate]
    for clause in main:
        for mark in marks:
            if clause.start <= mark.start < clause.end and not _inside(mark, clause.holes):
                return mark.status
    return Status.DONE


def _inside(mark: Mark, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= mark.start < end for start, end in spans)
