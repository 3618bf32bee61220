"""Who somebody is: for "who is Ana Ruiz?" a span that only names her becomes what the sentence says of her."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.passages import sentences
from rag.reader.encoding import FUNCTION_WORDS
from rag.types import Finding

_WHO_IS = re.compile(r"^(?:and |so )?who(?:['’]s| is| was| are| were) (?P<name>[^?]+?)\s*\??$", re.I)
_WORD_OF_NAME = r"(?:(?:al-)?[A-Z][\w.'’-]*|van|von|de|bin|al)"
_NAME = re.compile(rf"{_WORD_OF_NAME}(?: {_WORD_OF_NAME}){{0,4}}")
_TYPED = re.compile(r"(?!\w+(?:ing|ed) )[a-z]{2,} [a-z'’-]{3,}")
"""A name without its capitals: two words, neither of them a common one."""
_COMMON = frozenset(
    "behind leading running president minister head chief elected charge responsible next new prime".split()
)
_AFTER = re.compile(r"['’”\"]?,? (?P<what>(?:the|an?|who|whose|formerly|now|then) [^,.;:]{6,140}?)(?=[,.;:]|$)")
_BEFORE = re.compile(r"(?P<what>(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) [^,.;:]{6,120}), $")


def asks_who_somebody_is(question: str) -> bool:
    """Whether a question gives a name and asks for what its bearer is."""
    asked = _WHO_IS.match(question)
    if asked is None:
        return False
    name = asked["name"]
    typed = _TYPED.fullmatch(name) and not set(name.split()) & (FUNCTION_WORDS | _COMMON)
    return _NAME.fullmatch(name) is not None or bool(typed)


def described(question: str, finding: Finding) -> Finding:
    """Return `finding` with its span moved to the words that describe the person asked about.

    The finding itself where the question is another, its span says more than the name, or the sentence describes
    nobody: "Ana Ruiz, the head of the union, said" becomes "the head of the union".
    """
    asked = _WHO_IS.match(question)
    if asked is None or not asks_who_somebody_is(question):
        return finding
    name = re.findall(r"\w+", asked["name"].lower())
    text, passage = finding.hit.article.text, finding.hit.passage
    if not name or name[-1] not in re.findall(r"\w+", finding.text.lower()):
        return finding
    held = [(a, b) for a, b in sentences(text, passage.start, passage.end) if a <= finding.start < b]
    if not held:
        return finding
    start, end = held[0]
    named = list(re.finditer(rf"\b{re.escape(name[-1])}\b", text[start:end], re.I))
    for place in named:
        if after := _AFTER.match(text[start:end], place.end()):
            return replace(finding, start=start + after.start("what"), end=start + after.end("what"))
        full = re.search(r"(?:[A-Z][\w.'’-]*\s+)*$", text[start : start + place.start()])
        before = _BEFORE.search(text[start : start + (full.start() if full else place.start())])
        if before:
            return replace(finding, start=start + before.start("what"), end=start + before.end("what"))
    return finding
