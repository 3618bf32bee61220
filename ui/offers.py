"""What the page offers before the first question: questions to begin with, and the newest articles."""

from __future__ import annotations

from datetime import date
from heapq import nlargest

from rag import Article
from ui.desk import Archive

EXAMPLES = (
    ("How many U.S. troops remain in Iraq?", "troop-deal-expected-next-week"),
    ("How many U.S. troops are in Syria?", "pentagon-discloses-2000-in-syria"),
    ("How many people died in Hurricane Helene?", "helene-toll-passes-200"),
    ("How long was Sam Bankman-Fried sentenced to?", "bankman-fried-gets-25-years"),
    ("Which rocket took the James Webb telescope into space?", "webb-telescope-launched"),
)
"""Questions on the articles that come with the project, each with the id of the article it rests on."""

READ_UP_TO = 5_000
"""In an archive of more articles than this, the newest are not looked for: each would have to be read."""


def answerable(archive: Archive) -> tuple[str, ...]:
    """Return the examples whose article `archive` holds: none, for an archive of one's own."""
    return tuple(question for question, id in EXAMPLES if archive.article(id) is not None)


def newest(archive: Archive, count: int = 5) -> tuple[Article, ...]:
    """Return up to `count` dated articles, the newest first."""
    if archive.summary().articles > READ_UP_TO:
        return ()
    dated = (article for article in archive.articles() if article.published)
    return tuple(nlargest(count, dated, key=lambda article: (article.published or date.min, article.id)))
