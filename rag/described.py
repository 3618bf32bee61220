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
_TYPED = re.compile(r"[a-z]{2,} [a-z'’-]{3,}")
"""A name without its capitals: two words, neither of them a common one."""
_COMMON = frozenset(
    """behind leading running winning playing hosting directing heading president vice prime minister head chief
    secretary chancellor governor mayor king queen pope director chairman ceo leader elected killed shot charged
    appointed named involved responsible alive dead next new first last""".split()
)
_SAYS = r"said|says|told|added|wrote|announced|warned|reported|officials?|police"
_WHAT = r"(?:the|an?|who|whose|formerly) (?:[^,;:.]|(?<=[A-Z])\.){5,140}?"
_AFTER = re.compile(rf",(?: \d{{2}},)? (?P<what>{_WHAT})(?=[,;:]|\.(?!\w)|$)")
_BEFORE = re.compile(r"^(?P<what>(?:The|An?|Its|Their) (?:[^,;:.]|(?<=[A-Z])\.){5,120}), $")


def person_asked_about(question: str) -> str | None:
    """Return the name of whom a question asks what they are, None where it is another question."""
    asked = _WHO_IS.match(question)
    if asked is None:
        return None
    name = asked["name"]
    if {word.strip("'’").removesuffix("'s").lower() for word in name.split()} & (FUNCTION_WORDS | _COMMON):
        return None
    return name if _NAME.fullmatch(name) or _TYPED.fullmatch(name) else None


def described(question: str, finding: Finding) -> Finding:
    """Return `finding` with its span moved to the words that describe the person asked about.

    The finding itself where the question is another, its span does not name the person, or the sentence describes
    nobody: "Ana Ruiz, the head of the union, said" becomes "the head of the union".
    """
    name = person_asked_about(question)
    if name is None:
        return finding
    surname = re.findall(r"[\w'’-]+", name)[-1]
    text, passage = finding.hit.article.text, finding.hit.passage
    held = [(a, b) for a, b in sentences(text, passage.start, passage.end) if a <= finding.start < b]
    named = re.search(rf"\b{re.escape(surname)}\b", finding.text, re.I)
    if not held or named is None:
        return finding
    (start, end), last = held[0], finding.start + named.end()
    after = _AFTER.match(text[last:end])
    if after and not re.search(rf"\b(?:{_SAYS})\b", after["what"]):
        return replace(finding, start=last + after.start("what"), end=last + after.end("what"))
    full = re.search(r"(?:[A-Z][\w.'’-]*\s+)*$", text[start : finding.start + named.start()])
    before = _BEFORE.match(text[start : start + full.start()]) if full else None
    return replace(finding, start=start, end=start + before.end("what")) if before else finding
