"""Each name of a sentence stands in its quotes, in no other's place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.facts.numbers import ONES, SCALES, TENS
from rag.verify.lexicon import FUNCTION_WORDS, METONYMS, OPPOSITES, SAME_BODY, SYNONYMS
from rag.verify.tokens import Token, holds, stems_of, tokens
from rag.verify.words import lemma

_PLACE_BEFORE = frozenset("in at near from to of inside outside around across over into through".split())
_NUMBER_STEMS = frozenset(lemma(word) for word in (*ONES, *TENS, *SCALES))
_PLAIN = re.compile(r"(?:[^'’]s|ing|ed|ly|ion|ment|ity|ness|age|[ae]nce|body|er)$")
_COMPASS = frozenset("north south east west northeast northwest southeast southwest".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)


def unsupported_name(sentence: str, quotes: Sequence[str], origins: Sequence[str]) -> str | None:
    """Return the first name of the sentence that stands in no quote and no origin (source, author), or stands in
    another's place; None where all are borne out.
    """
    own = tokens(sentence)
    quoted = [token for text in (*quotes, *origins) for token in tokens(text)]
    stems = stems_of(quoted) | _other_ways(quotes)
    for place, token in enumerate(own):
        if _is_name(own, place) and not _stands(own, place, stems) and not _opens_name(own, place, quoted):
            return token.text
    for quote in quotes:
        if (changed := _changed_places(own, tokens(quote))) is not None:
            return changed
        if (put_in := _put_in_place(own, tokens(quote), stems)) is not None:
            return put_in
    return None


def _is_name(own: Sequence[Token], place: int) -> bool:
    """Whether a word is a name: its capital tells, but for the first word, which needs a second name behind it."""
    token = own[place]
    if not token.name or token.title or token.text.lower() in _MONTHS or token.text[0].isdigit():
        return False
    if not token.opens or token.country:
        return token.text.lower() not in FUNCTION_WORDS or token.text.isupper()
    if token.text.lower() in FUNCTION_WORDS:
        return False
    shaped = sum(letter.isupper() for letter in token.text) > 1
    following = own[place + 1] if place + 1 < len(own) else None
    return shaped or (following is not None and following.name and following.start - token.end == 1) or _unknown(token)


def _unknown(token: Token) -> bool:
    """Whether a word that opens a sentence is most likely a name: in no list, and not built as plain words are."""
    listed = token.stem in SYNONYMS or token.stem in OPPOSITES or token.stem in _NUMBER_STEMS
    return not listed and not _PLAIN.search(token.text.lower())


def _opens_name(own: Sequence[Token], place: int, quoted: Sequence[Token]) -> bool:
    """Whether the first word only opens a name of the quote, "Actor John Smith": no first name is changed by it."""
    followed = place + 1 < len(own) and own[place + 1].name
    if not own[place].opens or not followed or own[place].country:
        return False
    following = [at for at, token in enumerate(quoted) if token.stem == own[place + 1].stem and token.name]
    return bool(following) and not any(at and quoted[at - 1].name and not quoted[at - 1].title for at in following)


def _stands(own: Sequence[Token], place: int, stems: frozenset[str]) -> bool:
    token = own[place]
    if token.stem in stems or any(_of_people(token.stem, stem) for stem in stems):
        return True
    if token.text.lower().removesuffix("ern") in _COMPASS and holds(stems, token.stem):
        return True
    parts = [lemma(part) for part in token.text.split("-")]
    if len(parts) > 1 and all(
        part in stems or part.lower() in FUNCTION_WORDS | {"pro", "anti", "ex"} for part in parts
    ):
        return True
    country = METONYMS.get(token.text.lower().removesuffix("'s").removesuffix("’s"))
    if country is None or country not in stems:
        return False
    return place == 0 or own[place - 1].text.lower() not in _PLACE_BEFORE


def _of_people(one: str, other: str) -> bool:
    """ "Thai" is of "Thailand"."""
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and long.startswith(short) and long[len(short) :] in {"land", "stan", "ese"}


def _other_ways(quotes: Sequence[str]) -> frozenset[str]:
    """The stems of the other names of each body the quotes name."""
    text = " ".join(quotes).lower()
    stems: set[str] = set()
    for names in SAME_BODY:
        if any(f" {name}" in f" {text}" for name in names):
            stems.update(token.stem for name in names for token in tokens(name))
    for seat, country in METONYMS.items():
        if f" {seat}" in f" {text}":
            stems.add(country)
    return frozenset(stems)


def _put_in_place(own: Sequence[Token], theirs: Sequence[Token], stems: frozenset[str]) -> str | None:
    """The word that opens the sentence where the quote has a name before the same word: "Boeing launched" of
    "SpaceX launched"."""
    if len(own) < 2 or not own[0].name or own[0].text.lower() in FUNCTION_WORDS or holds(stems, own[0].stem):
        return None
    for before, token in pairwise(theirs):
        if token.stem == own[1].stem and token.content and before.name and not before.title:
            return own[0].text
    return None


def _changed_places(own: Sequence[Token], theirs: Sequence[Token]) -> str | None:
    """The name that does in the sentence what another does in the quote: "A beat B" of "B beat A"."""
    quoted: dict[str, list[_Verb]] = {}
    for verb in _verbs(theirs):
        quoted.setdefault(verb.stem, []).append(verb)
    known = {token.stem for token in theirs if token.name}
    for verb in _verbs(own):
        if len(there := quoted.get(verb.stem, [])) != 1:
            continue
        (other,) = there
        # "The rocket was launched", "lifted off" and "A launched the rocket" say the same: one form is compared with
        # itself.
        alike = (verb.text, verb.passive) == (other.text, other.passive)
        if alike and _other(verb.before, other.before, known):
            return verb.text
        if _other(verb.after, other.after, known) and not verb.before & other.after:
            return verb.text
    return None


def _other(mine: frozenset[str], theirs: frozenset[str], known: set[str]) -> bool:
    """Whether both have a name here, and the sentence another one, which the quote knows elsewhere."""
    return bool(mine and theirs) and not mine & theirs and mine <= known


@dataclass(frozen=True, slots=True)
class _Verb:
    """A plain word, the stems of the name before it and of the one behind."""

    stem: str
    text: str
    passive: bool
    before: frozenset[str]
    after: frozenset[str]


def _verbs(found: Sequence[Token]) -> Iterator[_Verb]:
    """Yield each plain word with the name before it, over "was" and a figure, and the one right behind."""
    for place, token in enumerate(found):
        if token.name or token.text.lower() in FUNCTION_WORDS:
            continue
        passive = place > 0 and found[place - 1].text.lower() in {"was", "were", "been", "being", "be"}
        before, after = _name(found, place, -1), frozenset() if passive else _name(found, place, 1)
        if before or after:
            yield _Verb(token.stem, token.text.lower(), passive, before, after)


_JOINING = frozenset("and or by of from in at".split())
_TOWARDS = frozenset("over from against with to".split())
_HELPING = frozenset("was were is are been be being has have had will would may might could should did does do".split())


def _name(found: Sequence[Token], place: int, step: int) -> frozenset[str]:
    """The stems of the name next to a word, titles left out; empty where another word stands between."""
    stems: set[str] = set()
    position = place + step
    while 0 <= position < len(found):
        token = found[position]
        lower = token.text.lower()
        helping = not stems and (lower in _HELPING or token.text[0].isdigit() if step < 0 else lower in _TOWARDS)
        if (token.title and token.name) or helping:
            position += step
            continue
        apart = token.part != found[place].part and not found[position + 1 if step < 0 else position].text[0].isdigit()
        if not token.name or lower in FUNCTION_WORDS or apart:
            break
        stems.add(token.stem)
        position += step
    joined = 0 <= position < len(found) and found[position].text.lower() in _JOINING
    return frozenset() if joined else frozenset(stems)
