"""Who said it: a sentence that tells most of what a question says was said answers with its speaker.

The reader looks for words that answer, and often takes what was said; who is made to say a sentence is read by rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asked import Asked
from rag.coverage import coverage_of_text
from rag.dated import day_of_report
from rag.facts import AnswerKind, read
from rag.passages import sentences
from rag.types import Finding, Hit

_ASKS_SPEAKER = re.compile(
    r"^(?:and |so |but )?(?:according to (?:whom|who|which \w+)|who(?: (?:really|first|actually|publicly|\w+ly))? "
    r"(?:says?|said|claim\w*|warn\w*|argu\w*|insist\w*|call(?:ed|s)|describ\w*|accus\w*|blam\w*|complain\w*|grumbl\w*|"
    r"promis\w*|estimat\w*|predict\w*|believ\w*|thinks?|thought|consider\w*|denie[sd]|admit\w*|announc\w*|stat\w*|"
    r"declar\w*|compar\w*|critici[sz]\w*|prais\w*|mock\w*|link\w*|put|spoke|told|added|stress\w*|suggest\w*|ask\w*|"
    r"dismiss\w*|judg\w*|found|saw|reject\w*|demand\w*|urg\w*|welcom\w*|express\w*|explain\w*|report\w*|boast\w*|joke\w*|"
    r"refer\w*|point\w*|question\w*|doubt\w*|defend\w*|tell|tells|was quoted)\b)\s*(?P<what>[^?]*)",
    re.I,
)
SAID_AT_LEAST = 0.5
"""Share of the words of what was said, below which a sentence says something else."""
SURE = 0.6
"""Probability that a sentence which tells all of them is the one meant; less by the square of their share."""


def speakers(asked: Asked, hits: Sequence[Hit]) -> list[Finding]:
    """Return the speakers of the sentences that tell what the question says was said, none for another question."""
    asks = _ASKS_SPEAKER.match(asked.reading)
    if asks is None or asked.kind not in {AnswerKind.PERSON, AnswerKind.OTHER, AnswerKind.ORGANISATION}:
        return []
    found: dict[tuple[str, int], Finding] = {}
    for hit in hits:
        text = hit.article.text
        for start, end in sentences(text, hit.passage.start, hit.passage.end):
            share = coverage_of_text(asks["what"], text[start:end])
            if share < SAID_AT_LEAST or (hit.article.id, start) in found:
                continue
            speaker = read(text[start:end], day_of_report(hit.article), text[hit.passage.start : start]).speaker
            if speaker and speaker.start is not None and speaker.end is not None:
                one = Finding(hit, start + speaker.start, start + speaker.end, SURE * share * share)
                found[hit.article.id, start] = one
    return list(found.values())
