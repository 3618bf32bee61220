"""Where a clause looks: ahead of publication or back, and whether a date is the day somebody spoke."""

from __future__ import annotations

import re

SPEECH_VERBS = (
    "said|says|say|told|announced|announces|reported|reports|report|wrote|writes|warned|warns|"
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
    r"set|likely|about|planned|going|to)\b|plans? (?:to|for)|planning|intends?|aims?|wants?|hopes?|expects?|"
    r"expected|forecast|predicts?|agreed to|vowed|pledged|promised|deadline|scheduled|due|to be|likely|"
    r"possible|upcoming|takes effect|ends|begins|starts|opens|expires|resumes|returns|meets)\b(?:(?: not|"
    r" be| been| to| also| have)* \w+)?",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:was|were|had|has|have|did|since|killed|began|ended|won|lost|fell|rose|took|left|came|went|made|"
    r"sent|put|struck|retook|became|found|held|saw|bought|sold|paid|met|got|gave|led|ran|grew|broke|built|"
    r"drove|flew|spoke|stood|said|told|wrote|[a-z]{2,}ed)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[;“”\"]|:(?!\d)|,? (?:and|but|while|when|after|before|which|who|because|although)\b", re.IGNORECASE
)
_SPOKE_BEFORE = re.compile(
    rf"\b(?:{SPEECH_VERBS})(?: (?:reporters|lawmakers|journalists|the \w+|a \w+|parliament|Congress|"
    rf"\w+s))?(?: (?:on|late|early|in a statement|in an interview|at a news conference|late on|"
    rf"early on))*\s*$",
    re.IGNORECASE,
)


_SPEECH = re.compile(rf"\b(?:{SPEECH_VERBS})\b")
_OPENS = re.compile(
    r"\s*(?:In an? [\w ]+?|Speaking|At a [\w ]+?)?(?: ?on| ?late| ?early| ?earlier| ?last|, )* ?", re.IGNORECASE
)
_NO_VERB = r"(?:(?!\b(?:is|are|was|were|has|have|had|will|would)\b)[^;:\"“”])"
_SPOKE_AFTER = re.compile(rf"{_NO_VERB}{{0,60}}?\b(?:{SPEECH_VERBS})\b")


_UNTIL = re.compile(r"\b(?:by|until|till|before)\s+(?:the |late |early |midnight |noon |on )*$", re.IGNORECASE)


def of_speech(sentence: str, start: int, end: int) -> bool:
    """Whether the date at these offsets says when somebody spoke: "said Friday", "On Thursday the minister said"."""
    if _SPOKE_BEFORE.search(sentence[:start]):
        return True
    return bool(_OPENS.fullmatch(sentence[:start]) and _SPOKE_AFTER.match(sentence, end))


def looks_ahead(sentence: str, start: int, end: int) -> bool | None:
    """Return True for a date in a clause that looks ahead, False for one that looks back, None where neither shows."""
    if of_speech(sentence, start, end):
        return False
    before = sentence[:start]
    if _UNTIL.search(before) and not re.search(r"\b(?:had|was|were|did|been)\b", before):
        return True
    if re.search(r"\b(?:[Tt]he|since|[Ss]ince the \w+ of(?: the)?) $", before):
        return False
    if re.match(r" (?:is|are)\b", sentence[end:]):
        return True
    breaks = [match.end() for match in _BREAK.finditer(before)]
    own = _direction_before(sentence, breaks[-1] if breaks else 0, start)
    if own is not None:
        return own
    if re.search(r"\bfor (?:the )?$", before):
        return True
    stops = [match.start() for pattern in (_BREAK, _SPEECH) if (match := pattern.search(sentence, end))]
    return _direction_after(sentence, end, min(stops, default=len(sentence)))


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
