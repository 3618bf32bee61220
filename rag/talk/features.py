"""What speaks for and against completing a question with a thing named before, as numbers a person can read.

A feature's name says on which way of completing it bears: "pronoun:", "append:" ...; without one, on all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.mentions import find_names
from rag.talk.candidates import Candidate
from rag.talk.phrases import Phrase, noun_phrases, singular
from rag.talk.slots import Slot

_ALIKE = {"it": "pronoun", "they": "pronoun", "this": "pronoun", "these": "pronoun", "person": "pronoun"}
_OF_EACH_WAY = ("back_1", "first_turn", "named", "partly_said")
"""Features of a thing that weigh differently by the way it would be put in."""


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for a thing whatever the way it is put in, by name; each turned into the features of one way."""

    of_thing: Mapping[str, float]
    own: Sequence[Phrase]
    question: str

    def with_slot(self, kinds: Mapping[str, float], slot: Slot, candidate: Candidate) -> dict[str, float]:
        """Return the features of putting the thing in a pronoun's place."""
        before = [phrase for phrase in self.own if phrase.end <= slot.start and not phrase.relational]
        of_slot = {
            "own_before": float(bool(before)),
            "agrees": float(candidate.phrase.plural == (slot.kind in {"they", "these"})),
            "is_person": float(candidate.person),
            "two_sentences": float(bool(re.search(r"[.?!]\s+\w", self.question[: slot.start]))),
        }
        return self._way(_ALIKE.get(slot.kind, slot.kind), slot.kind, kinds, of_slot)

    def appended(self, kinds: Mapping[str, float], with_pronoun: bool) -> dict[str, float]:
        """Return the features of putting the thing behind the question."""
        return self._way("append", "append", kinds, {"with_pronoun": float(with_pronoun)})

    def fuller(self, names: bool) -> dict[str, float]:
        """Return the features of putting the thing in the place of its own shorter name."""
        return self._way("fuller", "fuller", {}, {"name_to_name": float(names)})

    def _way(self, way: str, kind: str, kinds: Mapping[str, float], of_slot: Mapping[str, float]) -> dict[str, float]:
        bears = kinds if way in {"pronoun", "append"} else {}
        own = {name: value for name, value in self.of_thing.items() if name in _OF_EACH_WAY}
        crossed = {f"{way}:{name}": value for name, value in {**bears, **own, **of_slot}.items()}
        everything = {**crossed, **self.of_thing, f"is:{kind}": 1.0}
        return {name: value for name, value in everything.items() if value}


def kind_features(question: str, own: Sequence[Phrase], before: Sequence[str]) -> dict[str, float]:
    """Return what the question itself says on whether it leans on others; `own` are its noun phrases."""
    said = set[str]().union(*(_words(noun_phrases(text)) for text in before))
    mine = _words(own)
    length = len(question.split())
    asks = re.match(r"(?:tell|describe|explain)\b", question, re.I)
    what_is = re.match(r"(?:what|who) (?:is|are|was|were) (?:a |an |the )?[\w-]+\??$", question, re.I)
    return {
        "long": float(length > 8),
        "very_long": float(length > 14),
        "short": float(length <= 4),
        "has_name": float(bool(find_names(question))),
        "no_phrase": float(not own),
        "only_relational": float(bool(own) and all(phrase.relational for phrase in own)),
        "some_relational": float(any(phrase.relational for phrase in own)),
        "known_words": float(bool(mine & said)),
        "new_words": float(min(len(mine - said), 3)),
        "compound": float(any(len(phrase.text.split()) > 1 for phrase in own)),
        "tell": float(bool(asks)),
        "first_person": float(bool(re.search(r"\b(?:I|my|me)\b", question))),
        "lower": float(question[:1].islower()),
        "fragment": float("?" not in question and not asks),
        "the": float(bool(re.search(r"\bthe\b", question, re.I))),
        "what_is": float(bool(what_is)),
    }


def features_of(candidate: Candidate, question: str, own: Sequence[Phrase]) -> Features:
    """Return what speaks for this thing to complete the question with."""
    phrase = candidate.phrase
    words, mine = _words([phrase]), _words(own)
    of_thing = {
        "back_1": candidate.back == 1,
        "back_2": candidate.back == 2,
        "back_far": candidate.back > 4,
        "first_turn": candidate.first_turn,
        "first_place": candidate.first_place,
        "alone": candidate.alone,
        "mentions": candidate.mentions - 1,
        "is_part": candidate.is_part,
        "focus": candidate.focus,
        "focus_before_last": candidate.focus and candidate.back > 1,
        "leaning": candidate.leaning,
        "introduced": candidate.introduced,
        "named": phrase.is_name,
        "relational": phrase.relational,
        "plural": phrase.plural,
        "possessor": phrase.possessive,
        "words_2": len(words) == 2,
        "after_preposition": phrase.preposition in {"of", "in", "about", "for"},
        "partly_said": bool(words & mine),
    }
    return Features({name: float(value) for name, value in of_thing.items()}, own, question)


def _words(phrases: Sequence[Phrase]) -> set[str]:
    return {singular(word.lower()) for phrase in phrases for word in phrase.text.split()}
