"""A small newsroom for the page's tests: three articles, and an engine that answers by plain rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from rag import Answer, Article, Citation, Fact, Filters, Turn

TROOPS = Article(
    id="troops",
    title="Deal to reduce U.S. troops in Iraq expected within days",
    text=(
        "WASHINGTON, Sept. 20 - Two officials said on Friday that an agreement is near.\n\n"
        "Roughly 2,500 U.S. troops remain in Iraq. They are housed at three main sites, one in Baghdad, one "
        "in Anbar province to the west and one in the Kurdistan region to the north. Washington would prefer a "
        "foothold.\n\n"
        "American officers are less sanguine, and ISIS claimed 153 attacks in the first half of this year."
    ),
    published=date(2024, 9, 20),
    source="Capital Ledger",
    url="https://ledger.example/2024/09/20/deal",
    author="A. Writer",
)
EARLIER = Article(
    id="earlier",
    title="Force in Iraq reaches 2,500, lowest since 2001",
    text="The number of U.S. troops in Iraq has fallen to 2,500, the acting secretary said on Friday.",
    published=date(2021, 1, 15),
    source="Northgate News",
)
HOSTILE = Article(
    id='hostile"><i>',
    title="<script>window.harmed = 1</script> **bold** ${window.harmed = 2} {{constructor}}",
    text=(
        "Plain <img src=x onerror='window.harmed = 3'> words & more.\n\n# Not a heading [a link](javascript:alert(1))"
    ),
    source="<b>Source</b>",
    url="javascript:alert(1)",
)


def cite(article: Article, quote: str, marker: int = 1) -> Citation:
    """Return the citation of the first place where `quote` stands."""
    start = article.text.index(quote)
    return Citation(marker, article, start, start + len(quote), quote)


def troops_answer(question: str, resolved: str | None = None) -> Answer:
    """Return an answer on two citations, which stand years apart."""
    return Answer(
        question=question,
        resolved_question=resolved or question,
        text=(
            "Roughly 2,500, as of 20 September 2024, according to two U.S. officials. "
            "Capital Ledger, 20 September 2024: “Roughly 2,500 U.S. troops remain in Iraq.” [1]\n\n"
            "Another report differs, 5,200: Northgate News, 15 January 2021 [2]."
        ),
        short="Roughly 2,500",
        citations=(
            cite(TROOPS, "Roughly 2,500 U.S. troops remain in Iraq."),
            cite(EARLIER, EARLIER.text, 2),
        ),
        facts=(
            Fact("Roughly 2,500", 2500, "troops", date(2024, 9, 20), "two U.S. officials", 1),
            Fact("5,200", 5200, "troops", date(2020, 1, 15), "the acting defense secretary", 2),
        ),
        confidence=0.91,
        as_of=date(2024, 9, 20),
    )


def refusal(question: str) -> Answer:
    """Return a refusal with its nearest sentence."""
    return Answer(
        question=question,
        resolved_question=question,
        text="The articles do not say. They speak of U.S. troops in Iraq, but not of what they cost.",
        short=None,
        abstained=True,
        nearest=cite(TROOPS, "Washington would prefer a foothold."),
    )


def hostile_answer(question: str) -> Answer:
    """Return an answer from an article that means harm."""
    return Answer(
        question=question,
        resolved_question=question,
        text=HOSTILE.text.split("\n")[0] + " [1] [7]",
        short="<img src=x onerror='window.harmed = 4'>",
        citations=(cite(HOSTILE, HOSTILE.text.split("\n")[0]),),
        confidence=0.4,
    )


@dataclass
class DemoEngine:
    """Answers by what is asked: cost is refused, markup is hostile, fail raises, all else is troops."""

    asked: list[tuple[str, list[Turn], Filters]] = field(default_factory=list)

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters = Filters()) -> Answer:
        """Answer, and keep what was asked."""
        self.asked.append((question, list(history), filters))
        if "fail" in question:
            raise ZeroDivisionError("secret detail")
        if "cost" in question:
            return refusal(question)
        if "markup" in question:
            return hostile_answer(question)
        resolved = "Where are U.S. troops in Iraq housed?" if question.startswith("where") else None
        return troops_answer(question, resolved)


@dataclass(frozen=True)
class Holdings:
    """What the demo archive holds."""

    articles: int
    oldest: date | None
    newest: date | None
    sources: dict[str, int]


class DemoArchive:
    """The three articles."""

    def __init__(self, *articles: Article) -> None:
        self._articles = {article.id: article for article in articles or (TROOPS, EARLIER, HOSTILE)}

    def summary(self) -> Holdings:
        """Return counts, days and sources."""
        days = [article.published for article in self._articles.values() if article.published]
        sources = {article.source: 1 for article in self._articles.values() if article.source}
        return Holdings(len(self._articles), min(days, default=None), max(days, default=None), sources)

    def article(self, article_id: str, version: int | None = None) -> Article | None:
        """Return the article of that id."""
        return self._articles.get(article_id)

    def articles(self) -> list[Article]:
        """Return all of them."""
        return list(self._articles.values())
