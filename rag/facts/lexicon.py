"""Word lists are written as running text, so that they can be read and compared."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


def unit_noun(word: str) -> str:
    """One spelling for a noun of measure: without a plural s, "tonne" as "ton", "kilometre" as "kilometer"."""
    singular = word.removesuffix("s") if len(word) > 3 else word
    if singular == "tonne":
        return "ton"
    return f"{singular[:-3]}ter" if singular.endswith(("metre", "litre")) else singular
