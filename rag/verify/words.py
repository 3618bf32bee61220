"""How the lists of `rag.verify.lexicon` are written down, and the stems they are compared by."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping

from rag.coverage import stem

_FORMS = """
    begin: began begun; beat: beaten; become: became; break: broke broken; bring: brought; build: built; buy:
    bought; catch: caught; choose: chose chosen; come: came; cost: costs; dig: dug; do: did done does; draw:
    drew drawn; drive: drove driven; fall: fell fallen; feel: felt; fight: fought; find: found; flee: fled; fly:
    flew flown; forget: forgot; get: got gotten; give: gave given; go: went gone goes; grow: grew grown; have:
    has had; hear: heard; hold: held; keep: kept; know: knew known; lead: led; leave: left; lend: lent; lose:
    lost loss losses; make: made; mean: meant; meet: met; pay: paid; rise: rose risen; run: ran; say: said; see:
    saw seen; seek: sought; sell: sold; send: sent; shoot: shot; shrink: shrank shrunk; show: shown; sink: sank
    sunk; sit: sat; speak: spoke spoken; spend: spent; stand: stood; steal: stole stolen; strike: struck
    stricken; swear: swore sworn; take: took taken; teach: taught; tell: told; think: thought; throw: threw
    thrown; win: won winner; write: wrote written; die: died dying dies dead; lie: lain lying; lay: laid;
    rebuild: rebuilt; uphold: upheld; withhold: withheld; undertake: undertook undertaken; overcome: overcame;
    overthrow: overthrew overthrown; withdraw: withdrew withdrawn; overturn: overturned; man: men; woman: women;
    child: children; person: people; life: lives; decide: decision decisions; resign: resignation; large: larger
    largest; big: bigger biggest; high: higher highest; low: lowest; great: greater greatest; early: earlier
    earliest; late: later latest; sick: sicker; close: closure closures; strand: stranded; feed: fed; blow: blew
    blown; swim: swam; shake: shook shaken; burn: burnt; hide: hid hidden; fail: failure; reduce: reduction
    reductions; move: movement; join: joined
"""
"""Base form: its irregular forms, and nouns of its stem that a stemmer keeps apart."""

_IRREGULAR = {
    form: base.strip()
    for base, _, forms in (entry.partition(":") for entry in _FORMS.split(";"))
    for form in forms.split()
}


def lemma(word: str) -> str:
    """Return the stem of the base form of a word: "fell" and "falling" are both "fall"; accents do not tell."""
    letters = unicodedata.normalize("NFKD", word) if not word.isascii() else word
    lower = (
        "".join(letter for letter in letters if not unicodedata.combining(letter))
        .lower()
        .replace("’", "'")
        .removesuffix("'s")
        .rstrip("'")
    )
    return stem(_IRREGULAR.get(lower, lower))


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, as written."""
    return frozenset(text.split())


def groups(text: str) -> Mapping[str, frozenset[str]]:
    """Return for each word's stem the stems it stands in a line with."""
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for line in text.splitlines():
        stems = [lemma(word) for word in line.split()]
        for one in stems:
            beside[one].update(stems)
    return {one: frozenset(others - {one}) for one, others in beside.items()}


def phrases(text: str) -> tuple[tuple[str, str], ...]:
    """Return (word, pattern) of each line "word: pattern"."""
    return tuple((word, pattern.strip()) for word, _, pattern in (row.partition(": ") for row in _rows(text)))


def _rows(text: str) -> list[str]:
    return [re.sub(r"\s+", " ", row.strip()) for row in text.strip().splitlines()]
