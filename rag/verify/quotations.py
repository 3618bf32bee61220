"""What a sentence sets in quotation marks stands word for word in its quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

_QUOTED = re.compile(
    r"“([^”]*)”|\"([^\"]*)\"|„([^“”]*)[“”]|«([^»]*)»|(?<!\w)[‘']([^‘’']{3,}(?:[’']\w[^‘’']*)*)[’'](?!\w)"
)
_OPEN = re.compile(r"[“”\"„«»]")


def unsupported_quotation(sentence: str, quotes: Sequence[str]) -> str | None:
    """Return the first quotation that stands in no quote, or a mark that is never closed; None where all stand."""
    held = [_flat(quote) for quote in quotes]
    for match in _QUOTED.finditer(sentence):
        said = _flat(next(group for group in match.groups() if group is not None))
        if said and not any(re.search(rf"(?<!\w){re.escape(said)}(?!\w)", quote) for quote in held):
            return match[0]
    left = _OPEN.search(_QUOTED.sub("", sentence))
    return left[0] if left else None


def _flat(text: str) -> str:
    """The words alone: case, spaces, quotation marks and the punctuation at the ends do not tell."""
    words = re.sub(r"[“”„«»\"]", " ", text.casefold()).replace("’", "'").replace("‘", "'")
    return " ".join(words.split()).strip(" .,;:!?")
