"""The subject of a verb: what stands before it, asides apart, or after it where the verb is turned round."""

from __future__ import annotations

import re

from rag.facts.lexicon import words
from rag.facts.names import noun_phrase, opens_with_date

Span = tuple[int, int]

_AUXILIARY = (
    r"(?:has|have|had|did|does|do|also|later|then|repeatedly|already|earlier|not|now|previously|once|again|"
    r"still|has not|no longer|was quoted as|were quoted as|is quoted as|has been quoted as)"
)
APPOSITIVE = re.compile(
    r"^(?:who|whose|whom|which|where|when|a|an|the|speaking|on|in|at|for|from|of|whom|with|after|before|"
    r"while|citing|formerly|now|then|one|his|her|its|their|based|known|adding|himself|herself|asked|quoting|"
    r"and|or)\b",
    re.IGNORECASE,
)
_INVERTING = words(
    """
    said says wrote warned warns added adds reported announced explained insisted argued noted estimated
    confirmed stated replied declared predicted cautioned
    """
)
_NO_SUBJECT = re.compile(r"(?:that|on|late|in|at|it|to|about|some|there|\d|[A-Z][a-z]+day\b)")
_STATEMENT = re.compile(
    r"\b(?:is|are|was|were|will|would|could|has|have|had|can|may|might|should|did|does|do|\w+ed|began|rose|"
    r"fell|took|won|lost|[a-z]+s)\b(?=[^,]*,)(?!, (?:a|an|the|who|whose)\b)"
)
_OPENING = re.compile(
    r"(?:In|At|On|After|Before|During|With|Under|From|Asked|When|While|As|For|By|Since|[A-Z][a-z]+ing)\b"
)
_NAME_ALONE = re.compile(r"^(?:(?:al-)?[A-Z][\w’'.-]* ?){1,4}$")


def subject_of(spoken: str, verb: re.Match[str]) -> Span | None:
    """Return where the subject of a verb stands, None where there is none to be found safely."""
    before = re.sub(rf"(?:\b{_AUXILIARY} )+$", "", spoken[: verb.start()])
    stripped = before.rstrip()
    if stripped.endswith('"') or (stripped.endswith(",") and _inverts(spoken, verb)):
        after = noun_phrase(spoken, verb.end() + 1, len(spoken))
        if after and verb.group(0) in _INVERTING and not _NO_SUBJECT.match(spoken, after[0]):
            return _named_appositive(spoken, after)
    start = _clause_start(stripped)
    pieces = _pieces(stripped, start)
    if not pieces:
        return None
    return _of_pieces(spoken, pieces)


def _inverts(spoken: str, verb: re.Match[str]) -> bool:
    """Whether what follows the verb is its subject and the end of the matter: "said coach Beth Alvarez."."""
    end = verb.end()
    # A name and an aside before the verb are its subject; a whole statement is not.
    if not _STATEMENT.search(spoken, 0, verb.start()):
        return False
    after = noun_phrase(spoken, end + 1, len(spoken))
    if after is None or not spoken.startswith(" ", end):
        return False
    return bool(re.match(r"\s*(?:[.]|$|, )|(?: (?:of|at|from|for|in|who)\b)", spoken[after[1] :]))


def _clause_start(before: str) -> int:
    """Where the clause of the verb begins: after a closing quote, a semicolon or a conjunction."""
    breaks = [match.end() for match in re.finditer(r'["“”;:] ?|\b(?:but|while|although) |, and ', before)]
    return breaks[-1] if breaks else 0


def _pieces(before: str, start: int) -> list[Span]:
    """The stretches between commas from `start`, trimmed; an empty last one shows that an aside ends there."""
    pieces, position = [], start
    for match in re.finditer(r", |,$|$", before[start:]):
        end = start + match.start()
        text = before[position:end]
        pieces.append((position + len(text) - len(text.lstrip()), position + len(text.rstrip())))
        position = start + match.end()
    return pieces


def _of_pieces(spoken: str, pieces: list[Span]) -> Span | None:
    """The subject among the stretches before the verb: the last one, or the one that its asides hang on."""
    last = pieces[-1]
    if last[0] < last[1] and spoken[slice(*last)] not in ("but", "and", "also"):
        return noun_phrase(spoken, *last)
    asides = pieces[:-1]
    # One comma before the verb closes no aside: "the cut, announced in April".
    if len(asides) < 2 and not spoken[slice(*last)]:
        return None
    for index in range(len(asides) - 1, -1, -1):
        text = spoken[slice(*asides[index])]
        if index and _NAME_ALONE.match(text):
            return asides[index]
        if index and _is_aside(text, spoken[slice(*asides[index - 1])], index):
            continue
        return noun_phrase(spoken, *asides[index])
    return None


def _is_aside(text: str, before: str, index: int) -> bool:
    """Whether a stretch between commas tells of the one before it: "Ana Ruiz, Acme's chief executive, said"."""
    if _NAME_ALONE.match(before):
        return True
    if index == 1 and _OPENING.match(before) and not opens_with_date(before):
        return False
    return bool(APPOSITIVE.match(text)) or text[:1].isdigit() or text[:1].islower()


def _named_appositive(spoken: str, span: Span) -> Span:
    """ "its director, Paul Etienne" is Paul Etienne."""
    follows = re.match(r", ((?:[A-Z][\w’'-]+\.? ?){2,4})(?=[.,]|$)", spoken[span[1] :])
    if follows and not re.search(r"[A-Z]", spoken[slice(*span)]):
        return span[1] + follows.start(1), span[1] + follows.end(1)
    return span
