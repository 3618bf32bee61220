"""A small, deterministic system for tests: it answers by shared words, so that what it says can be checked by
hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from eval.bench import Reads
from eval.corpus import read_articles
from rag import Answer, Article, Citation, Finding, Hit, Passage, Turn, sentences

_STOP_WORDS = "the a an of in on at to is are was were did do how many what who when which and for by it"
_STOP = frozenset(_STOP_WORDS.split())


def words(text: str) -> set[str]:
    """The words of a text that carry meaning."""
    return set(re.findall(r"\w+", text.lower())) - _STOP


class KeywordSystem:
    """Passages are sentences; the one with most shared words answers: its first number, or its last word."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = list(articles)

    def retrieve_hits(self, question: str, limit: int = 10) -> list[Hit]:
        """Sentences that share a word with the question, most first."""
        found = []
        for article in self._articles:
            for start, end in sentences(article.text):
                text = article.text[start:end]
                shared = len(words(question) & words(text))
                if shared:
                    found.append((shared, article, Passage(f"{article.id}:{start}", article.id, start, end, text)))
        found.sort(key=lambda item: -item[0])
        return [
            Hit(passage, article, float(shared), rank)
            for rank, (shared, article, passage) in enumerate(found[:limit], start=1)
        ]

    def ask(self, question: str, history: Sequence[Turn] = (), *, today: date | None = None) -> Answer:
        """Answer where two words are shared or more; the history's questions are put in front."""
        resolved = " ".join([*(turn.question for turn in history), question])
        return self._answer(question, resolved, self.retrieve_hits(resolved, 5))

    def answer_from(self, question: str, articles: Sequence[Article], today: date | None = None) -> Answer:
        """The same, from these articles."""
        return KeywordSystem(articles).ask(question)

    def _answer(self, question: str, resolved: str, hits: Sequence[Hit]) -> Answer:
        timings = {"read": 1.0}
        if not hits or hits[0].score < 2:
            return Answer(question, resolved, "not in the articles", None, abstained=True, timings=timings)
        findings = KeywordReader().read(resolved, hits)
        best = findings[0]
        passage, article = best.hit.passage, best.hit.article
        others = {finding.text for finding in findings if finding.hit.score == best.hit.score}
        return Answer(
            question,
            resolved,
            f"{passage.text} [1]",
            best.text,
            (Citation(1, article, passage.start, passage.end, passage.text),),
            confidence=best.score,
            as_of=article.published,
            disagreement=" or ".join(sorted(others)) if len(others) > 1 else None,
            timings=timings,
        )


class KeywordReader:
    """Finds the first number of each sentence, else its last word; the score is the share of words."""

    def read(self, question: str, hits: Sequence[Hit]) -> list[Finding]:
        """One finding for each sentence that shares a word, best first."""
        asked, found = words(question), []
        for hit in hits:
            for left, right in sentences(hit.article.text, hit.passage.start, hit.passage.end):
                text = hit.article.text[left:right]
                shared = len(asked & words(text))
                span = re.search(r"\d[\d,]*\d|\d", text) or re.search(r"\w+(?=\W*$)", text)
                if shared and span:
                    found.append(Finding(hit, left + span.start(), left + span.end(), shared / len(asked)))
        return sorted(found, key=lambda finding: -finding.score)


class KeywordBench:
    """Makes keyword systems."""

    def open(self, source: Path) -> KeywordSystem:
        """Over the articles of a file or folder."""
        return KeywordSystem(read_articles(source))

    def bare(self) -> KeywordSystem:
        """Over none."""
        return KeywordSystem([])

    def reader(self) -> Reads:
        """The reader alone."""
        return KeywordReader()

    def standalone(self, question: str, history: Sequence[Turn]) -> str:
        """Name what was last asked about in the place of "it"."""
        last = history[-1].question.rstrip("?").split()[-1]
        return re.sub(r"\bit\b", last, question)
