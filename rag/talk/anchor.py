"""Saying what and when a question is about, where its words lean on the talk and no pronoun shows it."""

from __future__ import annotations

import re

from rag.mentions import find_names
from rag.talk.exchange import MOST_WORDS
from rag.talk.phrases import Phrase, noun_phrases
from rag.talk.said import PERIOD, Said, bare_period

_LEANS = re.compile(
    r"\bhow (?:many|much) (?:(?:of|more|else|had|have|has|were|was|are|is|did|do|does|will|would|died|survived)\b|$)"
    r"|\bthe (?:other|same)$|\bthe (?:ones?|others|rest|score|vote|result|winner|reason|cause|total|previous)\b"
    r"|\bthe (?:former|latter|deal|plan)\b|\b(?:ones?|else|too|either|instead|before|afterwards|then|since then)$"
    r"|\bis that$|\bbased on|\b(?:in|on|for|by|with) (?:reply |response |addition )?(?:to )?(?:what|whom)$",
    re.I,
)
"""Words that have no meaning of their own in a question: they point back."""
_ASKS_WHEN = re.compile(r"^(?:and )?when\b", re.I)
_OTHER_TIME = re.compile(r"\b(?:before|after|since|until|then|later|next|previous|first|last)\b", re.I)
_NOW = re.compile(r"\b(?:now|today|currently|these days)\b", re.I)
_IN_THE_PAST = re.compile(r"^\W*(?:\w+\W+){0,4}?(?:was|were|did|had)\b", re.I)


def with_time(text: str, said: Said) -> str:
    """Return the text with the time of the last question, where it is in the past too and names no time itself."""
    named = PERIOD.search(text) or _NOW.search(text) or _OTHER_TIME.search(text) or _ASKS_WHEN.match(text)
    return f"{text} {said.period}" if said.period and _IN_THE_PAST.search(text) and not named else text


def anchored(text: str, said: Said, *, leads_on: bool) -> str:
    """Return a text without any name with what the talk is about: "How many died?" with "(the Ada storm, 2020)".

    Only where its words point back, or where it `leads_on` with "and" or "so"; else as it is.
    """
    for phrase in noun_phrases(text):
        if whole := _named_in_full(phrase, said.question):
            return text[: phrase.end - len(phrase.full)] + whole + text[phrase.end :]
    if find_names(text) or not (leads_on or _LEANS.search(text)):
        return text
    elsewhen = PERIOD.search(text) or _ASKS_WHEN.match(text) or _NOW.search(text)
    period = None if elsewhen else said.period
    told = [_in_full(name, said.question) for name in find_names(said.question)]
    if told and not said.named and all(preposition for preposition, _ in told):
        about = dict.fromkeys(f"{preposition} {name}" for preposition, name in told)
        return " ".join([text, *list(about)[:2], *filter(None, [period])])
    names = dict.fromkeys(re.sub("^The ", "the ", name) for name in [said.named or "", *(name for _, name in told)])
    listed = [*[name for name in names if name][:2], *([bare_period(period)] if period else [])]
    return f"{text} ({', '.join(listed)})" if listed else text


def _named_in_full(phrase: Phrase, question: str) -> str | None:
    """ "the James Webb telescope" for "the telescope"."""
    if phrase.is_name or " " in phrase.text or phrase.full.lower() != f"the {phrase.text}".lower():
        return None
    found = (p for p in noun_phrases(question) if p.head == phrase.head and p.is_name and " " in p.text)
    return next((p.full for p in found if len(p.full.split()) <= MOST_WORDS), None)


def _in_full(name: str, question: str) -> tuple[str, str]:
    """What stands before a name, "" for nothing, and the whole of it: "in", "the German election" for "German"."""
    phrases = [phrase for phrase in noun_phrases(question) if name in phrase.text]
    short = min(phrases, key=lambda phrase: len(phrase.text), default=None)
    if short is None or len(short.full.split()) > MOST_WORDS:
        return "", name
    return ("" if short.preposition == "of" else short.preposition), short.full
