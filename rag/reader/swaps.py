"""Changing one thing in a question or a passage so that they no longer speak of the same: a name, place,
year, number, quantity, opposite or negation. The replacement never stands in the text it is read with."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from rag.reader.encoding import stem

_CAPITAL = r"[A-Z][\w'’-]*[a-z][\w'’-]*"
# One to three capitalised words, not those that only open a sentence.
_NAME = re.compile(rf"(?<![.!?\"“] )(?<!^)\b{_CAPITAL}(?: (?:of |the |de )?{_CAPITAL}){{0,2}}")
_WORD = re.compile(r"\b[a-z]{4,}\b")
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\d,])")
_NOT = {
    "is": "isn't", "are": "aren't", "was": "wasn't", "were": "weren't", "did": "didn't", "does": "doesn't",
    "do": "don't", "can": "can't", "could": "couldn't", "has": "hasn't", "have": "haven't", "had": "hadn't",
    "will": "won't", "would": "wouldn't", "should": "shouldn't",
}  # fmt: skip
_OPPOSITES = """first/last largest/smallest biggest/smallest highest/lowest most/least more/fewer more/less
before/after increase/decrease increased/decreased rise/fall rose/fell north/south northern/southern east/west
eastern/western win/lose won/lost buy/sell bought/sold oldest/newest oldest/youngest begin/end began/ended
start/end started/ended male/female men/women man/woman boys/girls import/export imports/exports upper/lower
internal/external early/late old/new major/minor maximum/minimum long/short longest/shortest rich/poor
public/private positive/negative accept/reject accepted/rejected allow/forbid allowed/banned support/oppose
supported/opposed father/mother son/daughter sons/daughters king/queen husband/wife brother/sister
summer/winter morning/evening always/never legal/illegal domestic/foreign best/worst good/bad better/worse
high/low large/small strong/weak open/close opened/closed join/leave joined/left arrive/depart
arrived/departed love/hate like/dislike succeed/fail succeeded/failed gain/lose gained/lost attack/defend
attacked/defended friend/enemy ally/enemy create/destroy created/destroyed include/exclude hot/cold
left/right top/bottom inside/outside above/below beginning/end cause/prevent caused/prevented common/rare
same/different easy/difficult majority/minority modern/ancient national/local hired/fired elected/defeated
teacher/student president/governor minister/mayor buyer/seller employer/employee doctor/patient winner/loser
home/away final/first second/third third/fourth one/two two/three three/five january/june march/october
april/november may/september july/december monday/thursday tuesday/friday wednesday/sunday million/billion
week/month month/year day/week daily/monthly annual/weekly killed/injured dead/wounded born/buried
earliest/latest previous/next former/current"""


class Swapper:
    """Finds replacements of the same kind: names by the nearness of the packaged model's word embeddings."""

    def __init__(
        self, texts: Iterable[str], embeddings: NDArray[np.float32], token_ids: Callable[[str], list[int]]
    ) -> None:
        self._token_ids = token_ids
        self._embeddings = embeddings - embeddings.mean(axis=0)
        self._embed = cache(self._embedded)
        texts = list(texts)
        self._near = self._nearest_in(_frequent(_NAME, texts, 3))
        self._near_words = self._nearest_in(_frequent(_WORD, texts, 30))

    def question(self, question: str, passage: str, header: str, chance: random.Random) -> str | None:
        """The question with one thing changed, so that passage and header no longer speak of it; None if
        none fits.
        """
        text = f"{header} {passage}"
        tries = [self._name_in(question, text, chance), self._number_in(question, text, chance)]
        tries = [found for found in tries if found]
        if not tries or chance.random() < 0.2:
            turned = [_opposite(question, text, chance), _negated(question, chance)]
            tries = [found for found in turned if found] or tries
            tries = tries[:1] if chance.random() < 0.7 else tries
        return chance.choice(tries) if tries else None

    def inside(
        self, question: str, passage: str, answer_sentence: tuple[int, int], chance: random.Random
    ) -> str | None:
        """The question asked of another name, year or number that the passage speaks of, in another sentence
        than the answer's: the right thing, said of somebody else.

        Sentences that share two words with the question beside the name are left out: they might answer it.
        """
        low, high = answer_sentence
        answer_stems = _stems(passage[low:high])
        rest = [text for text in (passage[:low], passage[high:]) if text.strip()]
        asked = [*_shared_names(question, passage), *_YEAR.findall(question)]
        fit = [
            (old, new)
            for old in asked
            for new in self._same_kind(old, rest)
            if not _stems(new) & (answer_stems | _stems(question))
            and all(len(_stems(text) & (_stems(question) - _stems(old))) < 2 for text in rest if new in text)
        ]
        return replace(question, *chance.choice(fit)) if fit else None

    def _same_kind(self, name: str, texts: Iterable[str]) -> list[str]:
        """Names like `name` (cosine of at least 0.3), or years where it is a year, that stand in the
        texts.
        """
        if _YEAR.fullmatch(name):
            return [year for text in texts for year in _YEAR.findall(text)]
        found = {match.group() for text in texts for match in _NAME.finditer(text)}
        found = {other for other in found if stem(other) and not _akin(other, name)}
        return sorted(other for other in found if self._embed(other) @ self._embed(name) > 0.3)

    def word(self, question: str, passage: str, chance: random.Random) -> str | None:
        """The question with a common word that the passage shares changed for another of its kind: one that
        the passage uses of something else, or one that it does not use.

        Of the kind: near in the embedding, but not as near as a synonym, and with the same ending.
        """
        asked, have = _stems(question), _stems(passage)
        shared = [word for word in _WORD.findall(question) if stem(word) in have]
        if not shared:
            return None
        word = chance.choice(shared)
        if chance.random() < 0.6:
            found = {other for other in _WORD.findall(passage) if stem(other) and stem(other) not in asked}
            fit = sorted(other for other in found if 0.12 < self._embed(other) @ self._embed(word) < 0.5)
        else:
            fit = [other for other in self._near_words(word)[5:40] if stem(other) not in have | asked]
        fit = [other for other in fit if _ending(other) == _ending(word) and not _akin(other, word)]
        return replace(question, word, chance.choice(fit)) if fit else None

    def both(self, question: str, passage: str, header: str, chance: random.Random) -> tuple[str, str, str] | None:
        """A name that question and passage share, and one of its kind that neither holds: (name,
        replacement).
        """
        found = _shared_names(question, passage)
        if not found:
            return None
        name = chance.choice(found)
        other = self._replacement(name, f"{question} {header} {passage}", chance)
        return (name, other, replace(question, name, other)) if other else None

    def _name_in(self, question: str, text: str, chance: random.Random) -> str | None:
        names = _shared_names(question, text)
        if not names:
            return None
        name = chance.choice(names)
        other = self._replacement(name, f"{question} {text}", chance)
        return replace(question, name, other) if other else None

    def _number_in(self, question: str, text: str, chance: random.Random) -> str | None:
        found = [match.group() for match in (*_YEAR.finditer(question), *_NUMBER.finditer(question))]
        if not found:
            return None
        number = chance.choice(found)
        for _ in range(5):
            other = _other_number(number, chance)
            if other not in text and other != number:
                return replace(question, number, other)
        return None

    def _replacement(self, name: str, text: str, chance: random.Random) -> str | None:
        have = _stems(text)
        near = [other for other in self._near(name) if not have & _stems(other) and not _akin(other, name)]
        return chance.choice(near[:15]) if near else None

    def _nearest_in(self, names: list[str]) -> Callable[[str], list[str]]:
        """A function from a name to the 60 nearest of `names`, nearest first."""
        vectors = np.stack([self._embed(name) for name in names])
        return cache(lambda name: [names[i] for i in np.argsort(-(vectors @ self._embed(name)))[:60]])

    def _embedded(self, name: str) -> NDArray[np.float32]:
        vector = self._embeddings[self._token_ids(name)].mean(axis=0)
        unit: NDArray[np.float32] = vector / (np.linalg.norm(vector) + 1e-6)
        return unit


def _frequent(pattern: re.Pattern[str], texts: Iterable[str], least: int) -> list[str]:
    counts = Counter(match.group() for text in texts for match in pattern.finditer(text))
    return [name for name, count in counts.items() if count >= least and stem(name)]


def _ending(word: str) -> str:
    """A rough word class."""
    found = re.search(r"(?:ing|ed|ly|ion|ions|er|ers|al|ic|ive|ous|s)$", word)
    return found.group() if found else ""


def replace(text: str, old: str, new: str) -> str:
    """Every whole-word occurrence replaced, whatever its case."""
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, text, flags=re.IGNORECASE)


def _shared_names(question: str, text: str) -> list[str]:
    low = question.lower()
    found = {match.group() for match in (*_NAME.finditer(text), *_NAME.finditer(question))}
    return sorted(n for n in found if stem(n) and re.search(rf"(?<!\w){re.escape(n.lower())}(?!\w)", low)
                  and n.lower() in text.lower())  # fmt: skip


def _akin(one: str, other: str) -> bool:
    """Whether two names share the beginning of a word, as a country and its people do."""
    beginnings = ({word[:4] for word in name.lower().split()} for name in (one, other))
    return bool(set.intersection(*beginnings))


def _stems(text: str) -> set[str]:
    return {stem(word) for word in re.findall(r"\w+", text)} - {""}


def _other_number(number: str, chance: random.Random) -> str:
    plain = number.replace(",", "")
    if _YEAR.fullmatch(plain):
        return str(int(plain) + chance.choice((-1, 1)) * chance.choice((1, 1, 2, 3, 4, 5, 8, 10, 20)))
    value = float(plain) * chance.choice((0.3, 0.5, 0.7, 1.5, 2, 3)) + 1
    return f"{value:.1f}" if "." in plain else f"{int(value):,}" if "," in number else str(int(value))


@cache
def _opposites() -> dict[str, list[str]]:
    pairs: dict[str, list[str]] = {}
    for pair in _OPPOSITES.split():
        one, other = pair.split("/")
        pairs.setdefault(one, []).append(other)
        pairs.setdefault(other, []).append(one)
    return pairs


def _opposite(question: str, text: str, chance: random.Random) -> str | None:
    have = set(re.findall(r"\w+", text.lower()))
    fit = [
        (word, other)
        for word in re.findall(r"\w+", question)
        for other in _opposites().get(word.lower(), ())
        if other not in have
    ]
    return replace(question, *chance.choice(fit)) if fit else None


def _negated(question: str, chance: random.Random) -> str | None:
    fit = [word for word in re.findall(r"\w+", question) if word.lower() in _NOT]
    if not fit or re.search(r"n['’]t\b|\bnot\b|\bnever\b", question):
        return None
    return re.sub(rf"\b{fit[0]}\b", _NOT[fit[0].lower()], question, count=1)
