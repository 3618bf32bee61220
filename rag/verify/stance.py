"""Whether a sentence says of a thing what its quotes say of it: done or only planned, so or not so, certain or not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rag.verify.lexicon import FUNCTION_WORDS
from rag.verify.tokens import Token, holds, same, stems_of, tokens

_NOT_A_DENIAL = re.compile(
    r"\b(?:no|not) (?:fewer|less|more|later|longer than|higher|only|just)\b|\bnot (?:only|just|least)\b|\bno doubt\b",
    re.I,
)
_DENIAL = (
    r"not|\w+n['’]t|no|never|none|neither|nor|nobody|no one|nothing|nowhere|without|cannot|hardly any|"
    r"hardly|scarcely|barely|unable to|fail\w* to|refus\w* to|declin\w* to|den(?:y|ies|ied|ying)|"
    r"reject\w*|no longer|(?:ha(?:s|ve|d)|is|are|was|were) yet to|far from|lack\w*|almost no"
)
_FIRM = (
    r"will|['’]ll|shall|would|going to|plans?(?: (?:to|for|by))|planned to|planning|under .{0,30}plans?|"
    r"intend\w*|aims? to|aimed at|(?:is|are|was|were) to|set to|scheduled|slated|due to(?= \w+)|expect\w*|"
    r"forecast\w*|predict\w*|project(?:s|ed) (?:to|that)|promis\w*|pledg\w*|vow\w*|want\w*|"
    r"agreed? (?:[\w-]+ ){0,4}to|consent\w* to|appl\w+ (?:to|for)|ask\w* to|offer\w* to|decid\w* to|"
    r"vot(?:ed|es?|ing) (?:[\w-]+ ){0,4}to|meant to|(?<!-)supposed to|propos\w*|hop(?:e|es|ed|ing) to|"
    r"must|ha(?:s|ve|d) to|requires?|required|consider\w*|try|tries|tried|trying|attempt\w*|sought|"
    r"seek\w*|order\w* .{0,40}to|threaten\w*|in order to|ready to|about to"
)
_MODAL = r"(?-i:may)|might|could(?! not)(?!n['’]t)"
_DEFINITE = r"will|shall|would|['’]ll|must"
_POSSIBLE = (
    rf"{_MODAL}|possibl[ye]|perhaps|probably|likely|unlikely|alleg\w*|reportedly|apparently|appear\w*|"
    r"seem\w*|suspected|suspicion|believ\w*|think|thinks|thought|presum\w*|said to be|claim\w*|accus\w*|"
    r"suggest\w*|unconfirmed|consider\w*|thinking (?:of|about)|mull\w*|would (?:let|allow|enable|permit)|"
    r"whether|if|unless|should|possibility|chance|rumou?r\w*|supposed\w*|unclear"
)
_LICENCE = (
    r"needs?|needed|still|await\w*|announc\w*|call(?:s|ed|ing)? (?:on|for)|ask\w*|urg\w*|order\w*|warn\w*|"
    r"informed|risk\w*|target\w*|pending|should|telling|calling|deadline|next|by the end|assur\w*"
)
FOCUS = 3
"""Words after a "not" or "will" that it is taken to speak of."""
_RELATIVE = frozenset({"which", "who", "whose"})
_DETERMINERS = frozenset("the a an its his her their this that these those".split())
_FAR = frozenset({"whether", "if"})
"""What is asked or supposed reaches to the end of its clause."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A "not", "will" or "may": where it stands, and the stating words behind it, nearest first."""

    start: int
    part: int
    clause: int
    focus: tuple[str, ...]
    scope: frozenset[str]


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w])(?:{words})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=2048)
def _cues(text: str, words: str) -> tuple[Cue, ...]:
    blanked = _NOT_A_DENIAL.sub(lambda match: " " * len(match[0]), text) if words == _DENIAL else text
    found = tokens(text)
    relative = {token.part for token in found if token.text.lower() in _RELATIVE}
    cues = []
    for match in _pattern(words).finditer(blanked):
        own = next((token for token in found if token.end >= match.end()), None)
        if own is None:
            continue
        far = match[0].lower() in _FAR
        behind = [
            token
            for place, token in enumerate(found)
            if token.start >= match.end()
            and (token.part == own.part or (far and token.clause == own.clause and token.part not in relative))
            and _states(token)
            and (words == _DENIAL or _heads(found, place, match.end(), far=far))
            and not token.text.lower().endswith("ly")
        ]
        focus = tuple(token.stem for token in behind[: 2 * FOCUS if far else FOCUS])
        if not focus and words == _DENIAL:  # "Nothing has been decided" stands whole before a cut, "is not" behind
            focus = tuple(token.stem for token in found if token.part == own.part and _states(token))[-1:]
        cues.append(Cue(match.start(), own.part, own.clause, focus, frozenset(token.stem for token in behind)))
    return tuple(cues)


def _heads(found: Sequence[Token], place: int, end: int, *, far: bool) -> bool:
    """Whether a word may be what a "will" or a "may" speaks of: no thing with an article, but "consider an appeal"."""
    if not place or found[place - 1].text.lower() not in _DETERMINERS:
        return True
    return not far and (place < 2 or found[place - 2].start < end)


def _states(token: Token) -> bool:
    """Whether a word can be done, planned or denied: no name but one that opens the sentence, no word of grammar."""
    return (token.opens or not token.name) and token.text.lower() not in FUNCTION_WORDS and not token.text[0].isdigit()


def denial_changed(sentence: str, quotes: Sequence[str]) -> str | None:
    """Return a word that the sentence denies and its quotes affirm, or the other way about; None where they agree."""
    text = " ; ".join(quotes)
    mine, theirs = _cues(sentence, _DENIAL), _cues(text, _DENIAL)
    own_stems, quoted = _stems(sentence), _stems(text)
    for cue in theirs:
        told = [stem for stem in cue.focus if stem in own_stems]
        free = [stem for stem in told if not _beside(sentence, mine, stem) and not _also_free(text, theirs, stem)]
        if free and free[0] == cue.focus[0]:
            return free[0]
    for cue in mine:
        told = [stem for stem in cue.focus if stem in quoted]
        free = [stem for stem in told if not _within(theirs, stem)]
        if free and free == told and free[0] == cue.focus[0] and not _IN_ITSELF.search(text):
            return free[0]
        if not theirs and not _NEAR_DENIAL.search(text):
            return sentence[cue.start :].split()[0]
    return None


_IN_ITSELF = re.compile(
    r"\b(?:first|only|unless|cancel\w*|call\w* off|fail\w*|refus\w*|lack\w*|"
    r"(?:young|old|larg|small|high|low|great|strong|long|short|hott|cold|fast|weak|bigg)est)\b",
    re.IGNORECASE,
)
"""Words of a quote that deny in themselves: the youngest in 200 years is one as young as there has not been."""

_NEAR_DENIAL = re.compile(
    rf"{_IN_ITSELF.pattern}|\b(?:missing|unknown|unclear|lost|empty|against|stop\w*|abandon\w*|absent|reject\w*|declin\w*|oppos\w*|avoid\w*|"
    r"prevent\w*|few|object\w*|ban(?:s|ned|ning)?|sold|quit|end(?:s|ed)?|renam\w*)\b",
    re.IGNORECASE,
)
"""Words of a quote that another may put as a "not" with other words."""


def _within(cues: Sequence[Cue], stem: str) -> bool:
    return any(holds(cue.scope, stem) for cue in cues)


def _beside(text: str, cues: Sequence[Cue], stem: str) -> bool:
    """Whether the word stands in the clause of one of the cues, on either side: "trials have yet to take place"."""
    return any(cue.clause == token.clause for token in tokens(text) if same(token.stem, stem) for cue in cues)


def _also_free(text: str, cues: Sequence[Cue], stem: str) -> bool:
    """Whether the quotes use the word outside the cue's reach too: what is said there may be what is told."""
    places = [token for token in tokens(text) if token.stem == stem and _states(token)]
    return any(
        not any(cue.part == token.part and cue.start < token.start and holds(cue.scope, token.stem) for cue in cues)
        for token in places
    )


def plan_changed(sentence: str, quotes: Sequence[str]) -> str | None:
    """Return a word that is only planned or possible in the quotes and done in the sentence, or the other way about."""
    text = " ; ".join(quotes)
    licence = f"{_FIRM}|{_POSSIBLE}|{_LICENCE}"
    own = tokens(sentence)
    mine, licences = _cues(sentence, f"{_FIRM}|{_MODAL}"), _cues(sentence, licence)
    theirs = _cues(text, f"{_FIRM}|{_POSSIBLE}")
    for cue in theirs:
        for token in own:
            told = _states(token) and token.stem in cue.focus[:1]
            if told and not _in_clause(licences, token) and not _also_free(text, theirs, token.stem):
                return token.text
    quoted = tokens(text)
    definite, open_cues = _cues(text, _DEFINITE), _cues(text, _POSSIBLE)
    for cue in _cues(sentence, _MODAL):
        if any(_within(definite, stem) and not _within(open_cues, stem) for stem in cue.focus[:1]):
            return cue.focus[0]
    denials = {cue.part for cue in _cues(sentence, _DENIAL)}
    for cue in mine:
        if cue.part in denials:  # "there will be no strike" is no plan
            continue
        for stem in cue.focus[:1]:
            there = [token for token in quoted if same(token.stem, stem) and _states(token)]
            if there and not any(_reached(_cues(text, licence), token) for token in there):
                return stem
    return None


def _in_clause(cues: Sequence[Cue], token: Token) -> bool:
    return any(cue.clause == token.clause for cue in cues)


def _reached(cues: Sequence[Cue], token: Token) -> bool:
    return any(cue.clause == token.clause and cue.start <= token.start for cue in cues)


def hedge_dropped(sentence: str, quotes: Sequence[str]) -> str | None:
    """Return a word that is only possible or alleged in the quotes and certain in the sentence; None where none is."""
    text = " ; ".join(quotes)
    mine, theirs = _cues(sentence, _POSSIBLE), _cues(text, _POSSIBLE)
    for cue in theirs:
        for token in tokens(sentence):
            told = _states(token) and token.stem in cue.focus
            if (
                told
                and not any(other.clause == token.clause for other in mine)
                and not _also_free(text, theirs, token.stem)
            ):
                return token.text
    return None


@lru_cache(maxsize=512)
def _stems(text: str) -> frozenset[str]:
    return stems_of([token for token in tokens(text) if _states(token)])


CHECKS: tuple[tuple[str, Callable[[str, Sequence[str]], str | None]], ...] = (
    ("a denial or an affirmation that is not the quote's", denial_changed),
    ("a plan told as done, or what was done as a plan", plan_changed),
    ("a doubt of the quote that is dropped", hedge_dropped),
)
"""What can go wrong, as it is told, and the check that finds it."""
