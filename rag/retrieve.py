"""From a question to the passages most likely to answer it: words and vectors, fused by reciprocal rank."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

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


class Retriever:
    """Finds passages by their words and by their meaning, and merges the two rankings."""

    def __init__(self, catalog: Catalog, vectors: VectorStore, embedder: Embedder) -> None:
        self._catalog = catalog
        self._vectors = vectors
        self._embedder = embedder
        self._sources: tuple[int, frozenset[str]] = (-1, frozenset())

    @property
    def sources(self) -> frozenset[str]:
        """The names of the archive's sources, read again whenever the catalog has changed."""
        revision = self._catalog.revision()
        if self._sources[0] != revision:
            self._sources = (revision, frozenset(self._catalog.summary().sources))
        return self._sources[1]

    def retrieve(
        self,
        question: str,
        limit: int = 10,
        filters: Filters | None = None,
        near: tuple[date, date] | None = None,
    ) -> list[Hit]:
        """Return at most `limit` hits, best first, of articles that pass `filters`.

        `near` is the first and last day asked about: of what both searches find, reports published then come
        somewhat earlier. `Hit.score` is the fused score, above 0 and at most 2.5/61; ties are in order of passage id.

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
        ordered = sorted(found.values(), key=lambda pair: (-scores[pair[0].id], pair[0].id))
        chosen = spread(ordered, limit)
        return [Hit(passage, article, scores[passage.id], rank) for rank, (passage, article) in enumerate(chosen, 1)]


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
