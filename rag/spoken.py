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
from rag.facts.tense import SPEECH_VERBS
from rag.passages import sentences
from rag.types import Finding, Hit

_ASKS_SPEAKER = re.compile(
    r"^(?:and |so |but )?(?:according to (?:whom|who|which \w+)|who(?: (?:really|first|actually|publicly|\w+ly))? "
    rf"(?:{SPEECH_VERBS}|call(?:ed|s)|describ\w*|accus\w*|blam\w*|grumbl\w*|thinks?|thought|consider\w*|compar\w*|"
    r"critici[sz]\w*|prais\w*|mock\w*|link\w*|put|spoke|ask\w*|dismiss\w*|judg\w*|found|saw|reject\w*|demand\w*|"
    r"welcom\w*|express\w*|boast\w*|joke\w*|refer\w*|point\w*|question\w*|doubt\w*|defend\w*|tells?|was quoted)\b)"
    r"\s*(?P<what>[^?]*)",
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
    if coverage_of_text(asks["what"], "") == 1.0:
        return []  # "Who said it?" tells nothing that could be looked for
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
