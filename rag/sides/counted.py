"""A side's question put as a count, where the thing it asks for is one: what "how large was the force" means."""

from __future__ import annotations

import re

from rag.sides.grammar import PREPOSITION

_NOUN_OF = {
    "troops": r"force|forces|contingent|deployment|garrison|military presence|troop (?:number|level|strength|count)s?",
    "people died": r"death toll|toll",
    "people": r"crowd|turn-?out of people",
}
_SIZE = re.compile(
    rf"^(?:how (?:large|big)|what) (?P<be>is|are|was|were) (?:the )?(?P<before>(?:[\w.'’-]+ ){{0,4}}?)(?:size of the )?"
    rf"(?P<noun>{'|'.join(_NOUN_OF.values())})(?P<rest>(?: {PREPOSITION} .*)?)$",
    re.I,
)
_FIGURE_FOR = re.compile(
    r"^what (?:is|are|was|were) (?:the )?(?:\w+ )?(?:number|count|figure|tally|total)s? (?:of|for) (?P<what>.+)$", re.I
)
_SUM = re.compile(
    r"^what (?P<be>is|are|was|were) the (?:amount|sum|total)(?: of money)? (?P<what>(?:offered|pledged|paid|promised"
    r"|raised|spent|invested|fined|given|lent|proposed|set aside)\b.*)$",
    re.I,
)
_SIZE_OF = re.compile(r"^what (?P<be>is|are|was|were) the size of (?P<what>.+)$", re.I)


def as_count(question: str) -> str:
    """Return "How many U.S. troops in Iraq in 2017?" for "How large was the U.S. force in Iraq in 2017?".

    A reader of figures looks for a count and its noun; other questions come back as they are.
    """
    text = question.rstrip("?")
    if match := _FIGURE_FOR.match(text):
        return f"How many {match['what']}?"
    if match := _SUM.match(text):
        return f"How much money {match['be'].lower()} {match['what']}?"
    if match := _SIZE_OF.match(text):
        return f"How many members {match['be'].lower()} in {match['what']}?"
    match = _SIZE.match(text)
    if match is None:
        return question
    noun = next(noun for noun, ways in _NOUN_OF.items() if re.fullmatch(ways, match["noun"], re.I))
    before, rest = match["before"].strip(), match["rest"]
    if noun == "people died":
        if owner := re.fullmatch(r"(?P<name>.+?)(?:['’]s|s['’])", before):
            return f"How many people died{rest} according to {owner['name']}?"
        if before and not before[0].isupper():
            # "The final toll" says no place.
            return question
        where = f" in {before}" if before else ""
        return f"How many people died{where}{rest}?"
    return f"How many {before} {noun}".rstrip() + f"{rest}?" if before else f"How many {noun}{rest}?"
