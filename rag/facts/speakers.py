"""Who is made to say a sentence: a name, an office, someone unnamed, a document, or nobody but the paper.

The subject of a verb of saying is looked for before it ("X, who ..., said", "..., X said") and after it
("...," said X), outside of quotation marks; "according to X" needs no verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rag.facts.kinds import Speaker, SpeakerKind
from rag.facts.lexicon import words
from rag.facts.names import kind_of, lone_person, noun_phrase, opens_with_date
from rag.facts.tense import SPEECH_VERBS

Span = tuple[int, int]

_STANCE_VERBS = (
    "denied|denies|deny|rejects?|rejected|dismiss|dismisses|dismissed|refused|declined|disputed|refuted|"
    "described|"
    "forecasts?|forecast|found|finds|shows?|showed|puts?|reveals|indicates?|indicated|citing"
)
# Documents show and put; people do too, but then nobody is quoted.
_DOCUMENT_ONLY = words(
    """
    found finds show shows showed put puts reveals indicate indicates indicated forecast forecasts
    """
)
_NEUTRAL_SUBJECTS = words(
    """
    it there this that which what who whom nobody none neither no
    """
)
_AUXILIARY = (
    r"(?:has|have|had|did|does|do|also|later|then|repeatedly|already|earlier|not|now|previously|once|again|"
    r"still|has not|no longer|was quoted as|were quoted as|is quoted as|has been quoted as)"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|is|are|be|being|to|would|will|could|might|may|should)(?: \w+ly)? $", re.IGNORECASE
)
_QUOTED = re.compile(r"\"[^\"]*(?:\"|$)|“[^”]*(?:”|$)|^[^\"“]*?[^\s\"“]”")
_ACCORDING = re.compile(r"\b(?:according to|in the words of|as reported by|as told by) ", re.IGNORECASE)
_APPOSITIVE = re.compile(
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
# Verbs that take things as well as statements: "admitted 40 patients", "recalled the cars".
_STATES = re.compile(
    r" (?:that|it|he|she|they|there|to)\b|[\"“,.]|$| (?:on |late |early |last )?(?:[A-Z][a-z]+day|yesterday|"
    r"today)\b"
)
_TAKES_THINGS = words(
    """
    admitted reported recalled added adds posted revealed reveals suggested report reports claims claim estimate
    estimates notes states concedes
    """
)
_OPENING = re.compile(
    r"(?:In|At|On|After|Before|During|With|Under|From|Asked|When|While|As|For|By|Since|[A-Z][a-z]+ing)\b"
)
_PRONOUNS = words("he she they it we i this that these those who which")
_JUDGING = re.compile(
    r"\b(?:called|calls|mentioned|counted|reported|blamed|credited|praised|critici[sz]ed|welcomed|hailed|condemned|"
    r"used [^,.;]+ to (?:announce|say|warn|declare))\b"
)
"""Verbs of opinion and of counting: looked for where no verb of saying is found."""
_COUNTING = re.compile(
    r" (?:about |at least |some |more than |nearly )?(?:\d|no |two|three|four|five|six|seven|eight|nine|ten)"
)
_KEPT = re.compile(r" (?:kept|compiled|collected|published|released|issued|gathered|maintained)$")
_NAME_ALONE = re.compile(r"^(?:(?:al-)?[A-Z][\w’'.-]* ?){1,4}$")


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{SPEECH_VERBS}|{_STANCE_VERBS}|saying)\b")


def find_speaker(sentence: str, context: str = "") -> Speaker | None:
    """Return who says the sentence, None where the paper itself speaks or a pronoun cannot be resolved safely.

    `context` is the text before the sentence in its paragraph: "he said" becomes its speaker, or its one named person.
    """
    spoken = _masked(sentence)
    if (match := _ACCORDING.search(spoken)) and (span := noun_phrase(spoken, match.end(), len(spoken))):
        return _maker(sentence, spoken, span) or _speaker(sentence, span)
    for verb in _ordered_verbs(spoken):
        span = _subject(spoken, verb)
        if span is None:
            continue
        word = sentence[slice(*span)].lower()
        if word in ("he", "she"):
            return _from_context(context)
        if word in ("they", "i", "we") or word.split()[0] in _NEUTRAL_SUBJECTS:
            continue
        speaker = _speaker(sentence, span)
        if speaker and not (verb.group(0) in _DOCUMENT_ONLY and not _may_show(speaker, verb.group(0))):
            return speaker
    return _who_judges(sentence, spoken)


def _who_judges(sentence: str, spoken: str) -> Speaker | None:
    """Who calls, blames or counts: "the minister called it a success", "police reported 30 arrests"."""
    for verb in _JUDGING.finditer(spoken):
        if verb[0] in ("counted", "reported") and not _COUNTING.match(spoken, verb.end()):
            continue
        if _PASSIVE.search(spoken[: verb.start()]) or re.search(r"\b(?:who|which|that) $", spoken[: verb.start()]):
            continue
        span = _subject(spoken, verb)
        speaker = _speaker(sentence, span) if span else None
        if (
            speaker
            and speaker.kind is not SpeakerKind.DOCUMENT
            and sentence[slice(*span or (0, 0))].lower() not in _PRONOUNS
        ):
            return speaker
    return None


def _maker(sentence: str, spoken: str, span: Span) -> Speaker | None:
    """ "a tracker kept by the university" is the university's."""
    by = re.match(r" (?:[a-z]+ed )?by ", spoken[span[1] :])
    if by is None or not (_KEPT.search(spoken[: span[1]]) or by[0] != " by "):
        return None
    maker = noun_phrase(spoken, span[1] + by.end(), len(spoken))
    return _speaker(sentence, maker) if maker else None


def _masked(sentence: str) -> str:
    """The sentence with what stands in quotation marks blanked, offsets kept."""
    return _QUOTED.sub(lambda match: '"' + "\0" * (len(match.group(0)) - 2) + '"', sentence)


def _ordered_verbs(spoken: str) -> Iterator[re.Match[str]]:
    """Verbs of saying, a closing ", X said Friday." first: it frames all that stands before it."""
    verbs = [match for match in _verb().finditer(spoken) if _finite(spoken, match)]
    closing = [
        match for match in verbs if len(spoken) - match.end() <= 45 and re.search(r'[,"] ', spoken[: match.start()])
    ]
    closing = [match for match in closing if _closes(spoken, match)]
    yield from closing
    yield from (match for match in verbs if match not in closing)


def _closes(spoken: str, verb: re.Match[str]) -> bool:
    before = spoken[: verb.start()]
    last = max(before.rfind(", "), before.rfind('"'))
    between = before[last + 1 :].strip()
    return (
        last > 0
        and bool(between)
        and len(between.split()) <= 8
        and not _APPOSITIVE.match(between.replace("the ", "", 1))
    )


def _finite(spoken: str, verb: re.Match[str]) -> bool:
    before = spoken[: verb.start()]
    if re.search(r"\bquoted as $", before):
        return True
    if verb.group(0) in ("saying", "quoted") or _PASSIVE.search(before):
        return False
    if re.search(r"\b(?:who|which|that|[Tt]he|[Aa]n?|his|her|[Ii]ts|their|of|in|this|[Nn]o|and|first) $", before):
        return False
    if verb.group(0) in _TAKES_THINGS and not _STATES.match(spoken, verb.end()):
        return False
    if verb.group(0) in ("put", "puts") and not re.match(r" [^,.]* (?:at|between)\b", spoken[verb.end() :]):
        return False
    # "Reports of", "the bank's forecast": nouns that look like the verb.
    return re.search(r"['’]s $|^$", before) is None


def _subject(spoken: str, verb: re.Match[str]) -> Span | None:
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
    return bool(_APPOSITIVE.match(text)) or text[:1].isdigit() or text[:1].islower()


def _named_appositive(spoken: str, span: Span) -> Span:
    """ "its director, Paul Etienne" is Paul Etienne."""
    follows = re.match(r", ((?:[A-Z][\w’'-]+\.? ?){2,4})(?=[.,]|$)", spoken[span[1] :])
    if follows and not re.search(r"[A-Z]", spoken[slice(*span)]):
        return span[1] + follows.start(1), span[1] + follows.end(1)
    return span


def _speaker(sentence: str, span: Span) -> Speaker | None:
    name = sentence[slice(*span)]
    kind = kind_of(name)
    return Speaker(*span, name, kind) if kind else None


def _may_show(speaker: Speaker, verb: str) -> bool:
    if speaker.kind is SpeakerKind.DOCUMENT:
        return True
    if verb in ("put", "puts"):
        return True
    return verb in ("found", "finds", "forecast", "forecasts") and speaker.kind is SpeakerKind.UNNAMED


def _from_context(context: str) -> Speaker | None:
    if not context:
        return None
    said = find_speaker(context)
    if said is not None and said.named and re.search(r"[A-Z]\w+ [A-Z]|^[A-Z][a-z]+$", said.name):
        return Speaker(None, None, said.name, SpeakerKind.NAMED)
    name = lone_person(context)
    return Speaker(None, None, name, SpeakerKind.NAMED) if name else None
