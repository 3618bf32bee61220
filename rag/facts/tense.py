"""Where a clause looks: ahead of publication or back, and whether a date is the day somebody spoke."""

from __future__ import annotations

import re

SPEECH_VERBS = (
    "said|says|say|told|tells|tell|announced|announces|reported|reports|report|wrote|writes|warned|warns|"
    "warn|confirmed|"
    "confirms|acknowledged|admitted|insisted|insists|insist|claimed|claims|claim|argued|argues|testified|"
    "predicted|predicts|"
    "predict|estimated|estimates|estimate|stated|states|noted|notes|added|adds|explained|declared|revealed|"
    "promised|denied|"
    "denies|deny|believe|believes|suggested|suggest|suggests|concluded|concedes|conceded|stressed|recalled|"
    "replied|tweeted|"
    "posted|complained|alleged|alleges|briefed|expects|expect|fear|fears|hopes|hope|pledged|vowed|quoted|"
    "cautioned|urged"
)
_AHEAD = re.compile(
    r"\b(?:will|won['’]t|would|shall|may|might|could|should|(?:is|are|was|were) (?:expected|due|scheduled|"
    r"set|likely|"
    r"about|planned|going|to)\b|plans?|planning|intends?|aims?|wants?|hopes?|expects?|expected|forecast|"
    r"predicts?|"
    r"agreed to|vowed|pledged|promised|deadline|scheduled|due|to be|likely|possible|upcoming|takes effect|"
    r"ends|begins|starts|"
    r"opens|expires|resumes|returns|meets)\b(?:(?: not| be| been| to| also| have)* \w+)?",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:was|were|had|has|have|did|since|killed|began|ended|won|lost|fell|rose|took|left|came|went|made|"
    r"sent|put|struck|"
    r"[a-z]{2,}(?<!fe)ed)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[;:“”\"]|,? (?:and|but|while|when|after|before|which|who|because|although)\b", re.IGNORECASE
)
_SPOKE_BEFORE = re.compile(
    rf"\b(?:{SPEECH_VERBS})(?: (?:reporters|lawmakers|journalists|the \w+|a \w+|parliament|Congress|\w+s))?"
    rf"(?: (?:on|late|early|in a statement|in an interview|at a news conference|late on|early on))*\s*$",
    re.IGNORECASE,
)


def of_speech(sentence: str, start: int, end: int) -> bool:
    """Whether the date at these offsets says when somebody spoke: "said Friday", "told reporters on Thursday"."""
    return _SPOKE_BEFORE.search(sentence[:start]) is not None


def looks_ahead(sentence: str, start: int, end: int) -> bool | None:
    """Return True for a date in a clause that looks ahead, False for one that looks back, None where neither shows."""
    if of_speech(sentence, start, end):
        return False
    before = sentence[:start]
    if re.search(r"\b(?:by|until|till|before)\s+(?:the |late |early )*$", before, re.IGNORECASE):
        if not re.search(r"\b(?:had|was|were|did|been)\b", before):
            return True
    if re.search(r"\b[Tt]he $", before):
        return False
    breaks = [match.end() for match in _BREAK.finditer(before)]
    own = _direction_before(sentence, breaks[-1] if breaks else 0, start)
    if own is not None:
        return own
    after = _BREAK.search(sentence, end)
    return _direction_after(sentence, end, after.start() if after else len(sentence))


def _direction_before(sentence: str, begin: int, end: int) -> bool | None:
    """The nearest word before the date that looks one way decides."""
    ahead = [match.end() for match in _AHEAD.finditer(sentence, begin, end)]
    back = [match.end() for match in _BACK.finditer(sentence, begin, end)]
    if not ahead and not back:
        return None
    return max(ahead, default=0) >= max(back, default=0)


def _direction_after(sentence: str, begin: int, end: int) -> bool | None:
    ahead = _AHEAD.search(sentence, begin, end)
    back = _BACK.search(sentence, begin, end)
    if ahead and (back is None or ahead.start() <= back.start()):
        return True
    return False if back else None
