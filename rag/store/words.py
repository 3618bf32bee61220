"""The words an article is found by: a normalised copy for the full-text index, and the terms of a question.

FTS5's own tokenizer turns "U.S." into u and s, and "2,500" into 2 and 500. The copy that is indexed writes
them US and 2500; the question goes through the same function, so both sides agree. What is quoted is never
this copy.
"""

from __future__ import annotations

import re
import unicodedata

_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_WORD = re.compile(r"[^\W_]+")

MOST_TERMS = 64
"""Distinct terms of a question that are searched: a pasted article is no reason for a search without end."""

_STOP = """
    a an the and or but if of at by for with about to from in on up out into over than then as so
    such no not is are was were be been being am do does did done has have had having will would
    shall should can could may might must i me my we our you your he him his she her it its they
    them their this that these those there here who whom whose which what when where why how any
    some all each s t d ll m re ve just also please tell say says said
"""
STOP_WORDS = frozenset(_STOP.split())
"""Closed-class words, and the verbs a question is put with. They occur in nearly every passage: searching for
them costs most of the time of an OR query (measured at 200,000 passages: 280 ms with, 10 ms without) and
ranks nothing. "us" is left out on purpose: normalised, it is the country."""


def normalise(text: str) -> str:
    """Return `text` as the full-text index holds it: lower case, no diacritics, U.S. -> us, 2,500 -> 2500."""
    decomposed = unicodedata.normalize("NFKD", text)
    folded = "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()
    joined = _INITIALS.sub(lambda initials: initials.group().replace(".", "") + " ", folded)
    return _POSSESSIVE.sub("", _THOUSANDS.sub("", joined)).replace("\0", " ")


def terms(question: str) -> list[str]:
    """Return the distinct words of `question` worth searching for, in order, at most MOST_TERMS."""
    words = dict.fromkeys(_WORD.findall(normalise(question)))
    return [word for word in words if word not in STOP_WORDS][:MOST_TERMS]


def match_expression(question: str) -> str | None:
    """Return an FTS5 expression, an OR of quoted terms, or None where no term is left.

    Terms hold letters and digits only, so nothing a user types can be read as an operator.
    """
    return " OR ".join(f'"{term}"' for term in terms(question)) or None
