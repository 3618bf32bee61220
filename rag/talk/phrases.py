"""The noun phrases of a question, by word lists and position: what a later question can lean on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rag.talk import word_lists as lists

_CLOSED = lists.DETERMINERS | lists.PRONOUNS | lists.PREPOSITIONS | lists.AUXILIARIES
_DETERMINING = lists.DETERMINERS | lists.WEAK | (lists.PREPOSITIONS - {"to"})
_WITH_VERB = frozenset("do does did can could will would shall should may might must".split())
_WORD = re.compile(r"(?:[A-Z]\.){2,}|[A-Za-z0-9À-ɏ$£€][\w'’.&/+-]*[\w+]|[\w&$]|[.,;:?!()\"“”]")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_PREDICATE = re.compile(r"(?:ful|ous|able|ible|less|iest|[^aeiourn]est)$")
_POSSESSIVE = re.compile(r"['’]s?$")
_KIND = re.compile(r"^(?:wo)?men['’]s$|^(?:people|children)['’]s$")
"""A possessive that tells the kind and no owner: "the men's final"."""
_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("es", ""), ("ed", ""), ("ing", ""), ("s", ""), ("ed", "e"), ("d", ""), ("ing", "e"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase, `text`, at `start:end` of what it was read in, without its article.

    `full` is the phrase with article and all ("the next deal"); `preposition` stands before it, "" for none; `head`
    is its main noun in lower case and singular; `possessive` where "'s" follows.
    """

    text: str
    full: str
    start: int
    end: int
    preposition: str
    head: str
    possessive: bool = False

    @property
    def plural(self) -> bool:
        """Whether its main noun looks like a plural."""
        last = head_word(self.text).lower()
        return singular(last) != last or last in {"people", "children", "men", "women", "police", "troops"}

    @property
    def is_name(self) -> bool:
        """Whether it is written as a name."""
        return self.text[:1].isupper() or head_word(self.text)[:1].isupper()

    @property
    def relational(self) -> bool:
        """Whether it names no topic of its own ("the advantages")."""
        return self.head in lists.RELATIONAL


def singular(word: str) -> str:
    """Return the word without its plural ending."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ss|x|ch|sh)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def head_word(text: str) -> str:
    """Return the main noun of a phrase as written: the last word before "of", "in" ..."""
    head = ""
    for word in text.split():
        if word.lower() in lists.PREPOSITIONS and head:
            break
        head = word
    return head


def is_verb(word: str) -> bool:
    """Return whether the word is a form of a common verb."""
    lower = word.lower()
    if lower in lists.VERBS or lower in lists.PAST:
        return True
    stems = [lower[: -len(ending)] + puts for ending, puts in _ENDINGS if lower.endswith(ending)]
    doubled = [stem[:-1] for stem in stems if len(stem) > 3 and stem[-1] == stem[-2]]
    return any(stem in lists.VERBS for stem in stems + doubled)


@lru_cache(maxsize=1024)  # the questions of a talk are looked at again with each new one
def noun_phrases(text: str) -> tuple[Phrase, ...]:
    """Return the noun phrases of a question in order; a phrase with "of" comes whole and then by its parts."""
    words = _Words(text)
    simple: list[tuple[int, int]] = []
    at = 0
    verb_due = False  # after "does" or "can" a verb follows the subject, though it may look like a noun
    while at < len(words.found):
        lower = words.lower(at)
        verb_due = verb_due or lower in _WITH_VERB
        if not words.may_open(at):
            verb_due = verb_due and (lower in lists.AUXILIARIES or not is_verb(lower))
            at += 1
            continue
        first = at
        while at + 1 < len(words.found) and words.may_go_on(first, at + 1, verb_due):
            at += 1
        simple.append(words.trimmed(first, at))
        at += 1
    return _with_compounds(words, simple)


class _Words:
    """The words of a text, and which of them a noun phrase can open and go on with."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found = list(_WORD.finditer(text))

    def word(self, at: int) -> str:
        return self.found[at][0] if 0 <= at < len(self.found) else ""

    def lower(self, at: int) -> str:
        return self.word(at).lower().replace("’", "'")

    def may_open(self, at: int) -> bool:
        word, lower = self.word(at), self.lower(at)
        if not re.match(r"[\w$£€]", word) or self._is_function(at) or _is_predicate(word):
            return False
        if word.islower() and (lower.endswith("ly") or (len(word) > 4 and lower.endswith("ed"))):
            return lower.endswith("ed") and self._determined(at)
        if word.isdigit() and len(word) == 4:
            return False  # a year
        return not is_verb(word) or self._inside_name(at) or self._determined(at)

    def may_go_on(self, first: int, at: int, verb_due: bool) -> bool:
        word, lower, before = self.word(at), self.lower(at), self.word(at - 1)
        apart = self.found[at].start() - self.found[at - 1].end() > 1 or not re.match(r"[\w$£€]", word)
        # "Holmes's" is one thing, what she has another.
        owned = _POSSESSIVE.search(before) and not _KIND.match(before)
        if apart or owned or self._is_function(at):
            return False
        if word[:1].isupper() or word.isdigit():
            return True
        if lower.endswith(("ly", "ed")) or lower in lists.PAST or lower.removesuffix("s") in lists.NEVER_NOUNS:
            return False
        if is_verb(word):
            return not (before[:1].isupper() and at > 1) and self._determined(first) and not (
                verb_due and lower in lists.VERBS
            )  # fmt: skip
        return True

    def trimmed(self, first: int, last: int) -> tuple[int, int]:
        """Without the adjective behind ("is learning difficult") and the verb before ("of consuming drinks")."""
        while last > first and _is_predicate(self.word(last)):
            last -= 1
        opening = self.word(first)
        gerund = opening.islower() and opening.endswith("ing") and is_verb(opening)
        return (first + 1 if gerund and last > first and self.lower(first - 1) in lists.PREPOSITIONS else first), last

    def phrase(self, first: int, last: int) -> Phrase:
        start, end = self.found[first].start(), self.found[last].end()
        mark = _POSSESSIVE.search(self.text[start:end])
        end = start + mark.start() if mark else end
        before = first - 1
        while before >= 0 and (self.lower(before) in lists.DETERMINERS | lists.WEAK or _YEAR.match(self.word(before))):
            before -= 1
        article = next((at for at in range(before + 1, first) if self.lower(at) in {"the", "a", "an"}), first)
        preposition = self.lower(before) if self.lower(before) in lists.PREPOSITIONS else ""
        written = self.text[start:end]
        full = self.text[self.found[article].start() : end]
        if self.lower(before) in {"what", "which"}:
            full = f"the {written}"  # "which commission" was asked: what follows speaks of the commission
        return Phrase(written, full, start, end, preposition, singular(head_word(written).lower()), bool(mark))

    def _is_function(self, at: int) -> bool:
        if self.word(at) == "US":
            return False
        return self.lower(at) in (_CLOSED if self._inside_name(at) else _CLOSED | lists.OTHERS)

    def _inside_name(self, at: int) -> bool:
        return self.word(at)[:1].isupper() and at > 0 and self.word(at - 1) not in ".?!"

    def _determined(self, at: int) -> bool:
        return at > 0 and self.lower(at - 1) in _DETERMINING


def _is_predicate(word: str) -> bool:
    return word.islower() and (word in lists.PREDICATES or bool(_PREDICATE.search(word)))


def _with_compounds(words: _Words, simple: Sequence[tuple[int, int]]) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    for number, (first, last) in enumerate(simple):
        end = last
        for following, finish in simple[number + 1 :]:
            gap = [words.lower(at) for at in range(end + 1, following)]
            if not gap or gap[0] not in {"of", "in", "for"} or set(gap[1:]) - (lists.DETERMINERS | lists.WEAK):
                break
            end = finish
        if end != last:
            found.append(words.phrase(first, end))
        found.append(words.phrase(first, last))
    return tuple(found)
