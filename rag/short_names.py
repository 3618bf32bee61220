"""Names in short: the initials of a long one, and the words of one that name nobody alone."""

from __future__ import annotations

import re
from functools import lru_cache

COMMON_IN_NAMES = frozenset(
    (
        "academy act administration affairs agency agreement air airlines airport alliance armed army association "
        "authority award awards bank base bay board bridge broadcasting bureau business cabinet center central centre "
        "championship church city coalition college command commission committee company conference congress "
        "corporation council county court cup defence defense democratic department deal development district east "
        "eastern economic electoral embassy emergency energy federal federation final force forces foreign foundation "
        "front fund general global government grand group guard health high hospital house human institute "
        "intelligence international island islands job justice labor labour lake league legislative local medical "
        "meteorological military minister ministry mission monetary movement museum national north northern "
        "observatory ocean office official oil olympic olympics open organisation organization park parliament party "
        "peace people's police port power prime prize programme project province public radio red reform reserve "
        "republic republican research river road royal school science sea security senate senator service services "
        "social society south southern space special sport state states station statistics stock street supreme "
        "telescope trade treaty treasury union united university war water weather west western white women world"
    ).split()
)
"""Words of many names, which alone name nobody."""
_SMALL = frozenset("of the and for in on to de la".split())
_LONG_NAME = re.compile(
    r"\b[A-Z][\w'’]+(?:[ -](?:(?:of|the|and|for|in|on|to|de|la) )*[A-Z][\w'’]+){2,5}|\b[a-z]+-[a-z]+ [a-z]+"
)
"""Three capitalised words or more, and what is written small with a hyphen ("value-added tax")."""
_SHORT_NAME = re.compile(r"\b[A-Z]{3,5}\b")
NUMERAL = re.compile(r"[IVX]+|\d+|Jr\.?|Sr\.?")


@lru_cache(maxsize=1024)
def short_forms(text: str) -> frozenset[str]:
    """Return the short names in a text and the initials of its long ones, in lower case: "World Health Organization"
    may be asked for as WHO, and the other way round."""
    names = (match[0] for match in _LONG_NAME.finditer(text))
    short = {match[0].lower() for match in _SHORT_NAME.finditer(text)}
    return frozenset(short | {form for name in names if (form := initials(name))})


def initials(name: str) -> str:
    """Return the initials of a name of three words or more, small words apart; "" for a shorter one."""
    words = [word for word in re.split(r"[ -]", name) if word and word.lower() not in _SMALL]
    return "".join(word[0] for word in words).lower() if len(words) > 2 else ""
