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
from rag.facts.names import kind_of, lone_person, noun_phrase
from rag.facts.subjects import APPOSITIVE, Span, subject_of
from rag.facts.tense import SPEECH_VERBS

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
_PASSIVE = re.compile(
    r"\b(?:was|were|been|is|are|be|being|to|would|will|could|might|may|should)(?: \w+ly)? $", re.IGNORECASE
)
_QUOTED = re.compile(r"\"[^\"]*(?:\"|$)|“[^”]*(?:”|$)|^[^\"“]*?[^\s\"“]”")
_ACCORDING = re.compile(r"\b(?:according to|in the words of|as reported by|as told by) ", re.IGNORECASE)
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
_PRONOUNS = words("he she they it we i this that these those who which")
_JUDGING = re.compile(
    r"\b(?:called (?:it|this|him|her|them|the [^,.;]+?|\w+['’]s [^,.;]+?) (?:an?|the|[\"“'])|mentioned|counted|reported"
    r"|blamed|praised|critici[sz]ed|hailed|used [^,.;]+ to (?:announce|say|warn|declare))\b"
)
"""Verbs of opinion and of counting: looked for where no verb of saying is found."""
_RELATIVE = re.compile(r"\b(?:who|which|that) $")
_TAKEN = re.compile(r" (?:by|in|for|as|on|with|back|off)\b")
_COUNTING = re.compile(
    r" (?:about |at least |some |more than |nearly )?(?:\d|(?:no|one|two|three|four|five|six|seven|eight|nine|ten)\b)"
)
_ADJUNCT = re.compile(
    r"(?:Before|After|During|Since|Until|In|On|At|By) (?:the |its |their )?[\w-]+ (?=(?:the|a|an) [a-z])"
)
"""What tells the time before a subject, without a comma: "Before the flood | the charity had counted"."""
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Jr|Sr|Inc|Corp|Co|Ltd|Bros)|U\.S|U\.N)\.$")
_MADE = r"(?:kept|compiled|collected|published|released|issued|gathered|maintained|conducted)"


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
        span = subject_of(spoken, verb)
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
        before = spoken[: verb.start()]
        if _TAKEN.match(spoken, verb.end()) or _PASSIVE.search(before) or _RELATIVE.search(before):
            continue
        span = subject_of(spoken, verb)
        speaker = _speaker(sentence, span) if span else None
        if speaker and speaker.kind is not SpeakerKind.DOCUMENT and speaker.name.lower() not in _PRONOUNS:
            return speaker
    return None


def _maker(sentence: str, spoken: str, span: Span) -> Speaker | None:
    """ "a tracker kept by the university" is the university's."""
    by = re.match(rf" (?:{_MADE} )?by ", spoken[span[1] :])
    if by is None or not (re.search(rf" {_MADE}$", spoken[: span[1]]) or by[0] != " by "):
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
        and not APPOSITIVE.match(between.replace("the ", "", 1))
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


def _speaker(sentence: str, span: Span) -> Speaker | None:
    start, end = span
    if opening := _ADJUNCT.match(sentence[start:end]):
        start += opening.end()
    name = sentence[start:end]
    if name.endswith(".") and not _ABBREVIATED.search(name):
        name, end = name[:-1], end - 1
    kind = kind_of(name)
    return Speaker(start, end, name, kind) if kind else None


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
