"""From a question to the passages most likely to answer it: words and vectors, fused by reciprocal rank."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rag.facts import Status, find_status
from rag.mentions import find_names
from rag.passages import sentences
from rag.store.catalog import Catalog
from rag.store.vectors import VectorStore
from rag.types import Article, Embedder, Filters, Hit, Passage

CANDIDATES = 50
"""Passages asked of each of the two searches, or five times `limit` where that is more."""

RANK_CONSTANT = 60
"""k of reciprocal rank fusion: a passage scores the sum of 1 / (k + rank) over the rankings it is in
(Cormack, Clarke and Buettcher, Reciprocal rank fusion outperforms Condorcet, SIGIR 2009, who fixed it at
60)."""

NEARNESS = 0.5
"""Weight of a third ranking, by nearness to the days asked about: enough to bring this year's report of a story
before that of ten years ago, not enough to bring another story before it."""

PASSAGES_OF_ONE_ARTICLE = 3
"""An archive tells a story on many days, and the answer may be in several articles: so many passages of one
article come first, its others only where places are left. Passages overlap by a sentence, so three are most
of a report."""


LEAD = 400
"""Characters at the head of an article in which its first sentence is looked for."""

_PLANNED = re.compile(
    r"\b(?:expect\w*|plan\w*|propos\w*|seek\w*|propose\w*|eyes|due|will|would|could|may|might|not|to end)\b", re.I
)
_SAYING = re.compile(
    r"\b(?:sa(?:id|ys?)|told|tells?|according to|announced|stated|wrote|warned|claimed|argued|added|statement)\b", re.I
)


class Retriever:
    """Finds passages by their words and by their meaning, and merges the two rankings."""

    def __init__(self, catalog: Catalog, vectors: VectorStore, embedder: Embedder) -> None:
        self._catalog = catalog
        self._vectors = vectors
        self._embedder = embedder
        self._sources: tuple[int, tuple[str, ...]] | None = None

    def retrieve(
        self,
        question: str,
        limit: int = 10,
        filters: Filters | None = None,
        near: tuple[date, date] | None = None,
        speaker: str | None = None,
    ) -> list[Hit]:
        """Return at most `limit` hits, best first, of articles that pass `filters`.

        `near` is the first and last day asked about: of what both searches find, reports published then come
        somewhat earlier, and so do passages in which `speaker` says something. `Hit.score` is the fused score, above 0
        and at most 3/61; ties are in order of passage id.

        Raises:
            EmbedderMismatch: the index holds vectors of another length than the embedder's.
        """
        if limit < 1 or not question.strip():
            return []
        candidates = max(CANDIDATES, 5 * limit)
        words = self._catalog.search_words(question, candidates, filters)
        vector = self._embedder.embed_query(question)
        meaning = self._vectors.search(vector, candidates, filters)
        scores = fuse([passage_id for passage_id, _ in ranking] for ranking in (words, meaning))
        # An id can be gone by now, where another process changed its article since the search.
        found = self._catalog.passages(scores)
        if near:
            for rank, passage_id in enumerate(by_nearness(found, near), 1):
                scores[passage_id] += NEARNESS / (RANK_CONSTANT + rank)
        for passage_id in said_by(speaker, found) if speaker else ():
            scores[passage_id] += NEARNESS / (RANK_CONSTANT + 1)
        ordered = sorted(found.values(), key=lambda pair: (-scores[pair[0].id], pair[0].id))
        chosen = spread(ordered, limit)
        return [Hit(passage, article, scores[passage.id], rank) for rank, (passage, article) in enumerate(chosen, 1)]

    def sources(self) -> tuple[str, ...]:
        """Return the names of the sources whose articles are held."""
        revision = self._catalog.revision()
        if self._sources is None or self._sources[0] != revision:
            self._sources = (revision, tuple(self._catalog.summary().sources))
        return self._sources[1]

    def day_of(self, happening: str, question: str) -> date | None:
        """Return the day of the report that is about a happening ("the deal") of the question's, None for none.

        A report is about it where its title names it, or its first sentence together with every name of the question,
        and tells of no plan: of those that share most words with the question, the first.
        """
        found = [passage_id for passage_id, _ in self._catalog.search_words(question, CANDIDATES)]
        told = self._catalog.passages(found)
        articles = (told[passage_id][1] for passage_id in found if passage_id in told)
        stem, names = happening.lower()[:6], find_names(question)
        return next((one.published for one in articles if one.published and _tells_of(stem, names, one)), None)


def _tells_of(stem: str, names: Sequence[str], article: Article) -> bool:
    first = sentences(article.text, 0, min(len(article.text), LEAD))
    leads = {article.title: article.title}
    if first and names:
        leads[article.text[slice(*first[0])]] = f"{article.title} {article.text[slice(*first[0])]}"
    return any(
        re.search(
            rf"(?<!since )(?<!after )(?<!before )(?<!since the )(?<!after the )(?<!before the )\b{stem}", lead, re.I
        )
        and all(name in around for name in names)
        and not _PLANNED.search(lead)
        and find_status(lead) is Status.DONE
        for lead, around in leads.items()
    )


def said_by(speaker: str, found: Mapping[str, tuple[Passage, Article]]) -> list[str]:
    """Return the ids of the passages that name `speaker`, by the last word of the name, and speak of saying."""
    name = re.compile(rf"\b{re.escape(speaker.split()[-1])}\b", re.I)
    return [
        passage_id
        for passage_id, (passage, _) in found.items()
        if name.search(passage.text) and _SAYING.search(passage.text)
    ]


def fuse(rankings: Iterable[Sequence[str]]) -> dict[str, float]:
    """Return the score of each id by reciprocal rank fusion: the sum of 1 / (RANK_CONSTANT + rank), rank from
    1."""
    scores: defaultdict[str, float] = defaultdict(float)
    for ranking in rankings:
        for rank, passage_id in enumerate(ranking, 1):
            scores[passage_id] += 1.0 / (RANK_CONSTANT + rank)
    return dict(scores)


def by_nearness(found: Mapping[str, tuple[Passage, Article]], near: tuple[date, date]) -> list[str]:
    """Return the ids in order of the days between publication and the days asked about; undated articles last."""
    first, last = near

    def days_away(passage_id: str) -> tuple[int, str]:
        published = found[passage_id][1].published
        if published is None:
            return date.max.toordinal(), passage_id
        return max(0, (first - published).days, (published - last).days), passage_id

    return sorted(found, key=days_away)


def spread(ordered: Sequence[tuple[Passage, Article]], limit: int) -> list[tuple[Passage, Article]]:
    """Return `limit` of the passages, in the order given, so that neither one article nor one text fills
    them.

    Passages beyond PASSAGES_OF_ONE_ARTICLE, and those whose words were already taken (wire copies), are used
    only where the others do not fill the list.
    """
    first, rest = [], []
    taken: Counter[str] = Counter()
    texts: set[str] = set()
    for place, (passage, article) in enumerate(ordered):
        words = " ".join(passage.text.split()).casefold()
        if words in texts or taken[article.id] >= PASSAGES_OF_ONE_ARTICLE:
            rest.append(place)
            continue
        taken[article.id] += 1
        texts.add(words)
        first.append(place)
    return [ordered[place] for place in sorted((first + rest)[:limit])]
