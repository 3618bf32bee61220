"""The own suite: a sound answer is green, and each planted fault turns a figure red."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from eval.questions import Question, gold_ranges, part_of, read_questions
from eval.result import summarise
from eval.suites.options import Options
from eval.suites.own import judge, measures, run
from rag import Answer, Article, Citation, Fact, Hit, Passage
from tests.eval.archive import ARTICLES, FOLLOW_UP, UNANSWERABLE, question, write_corpus, write_lines
from tests.eval.keyword_bench import KeywordBench

QUOTE = "Roughly 2,500 troops remain in Iraq."


@pytest.fixture
def articles() -> dict[str, Article]:
    return {name: Article(name, title, text, date.fromisoformat(day)) for name, (day, title, text) in ARTICLES.items()}


@pytest.fixture
def asked(tmp_path: Path) -> Question:
    return read_questions(write_lines(tmp_path / "q.jsonl", [question(attribution="Mike Rogers")]))[0]


def cite(article: Article, quote: str, shift: int = 0) -> Citation:
    start = article.text.index(quote) + shift
    end = start + len(quote)
    return Citation(1, article, start, end, article.text[start:end])


def sound(articles: dict[str, Article]) -> Answer:
    return Answer(
        "How many troops remain in Iraq?",
        "How many troops remain in Iraq?",
        f"{QUOTE} [1]",
        "about 2,500",
        citations=(cite(articles["troops"], QUOTE),),
        facts=(Fact("2,500", 2500.0, "troops", None, "Rogers", 1),),
        confidence=0.9,
        as_of=date(2024, 9, 20),
    )


def hits(article: Article, start: int, end: int) -> list[Hit]:
    return [Hit(Passage("p", article.id, start, end, article.text[start:end]), article, 1.0, 1)]


def values(
    asked: Question, answer: Answer, articles: dict[str, Article], found: list[Hit] | None = None
) -> dict[str, float]:
    found = hits(articles["troops"], 0, len(QUOTE)) if found is None else found
    return dict(judge(asked, answer, found, gold_ranges(asked, articles), articles, 5.0).values)


def test_a_sound_answer_is_green(asked: Question, articles: dict[str, Article]) -> None:
    row = values(asked, sound(articles), articles)
    green = (
        "accuracy",
        "accuracy_short",
        "accuracy_quote",
        "accuracy_fact",
        "accuracy_plain",
        "recall_at_1",
        "recall_at_5",
        "mrr",
        "citation_exact",
        "citation_precision",
        "citation_recall",
        "date_right",
        "speaker_right",
    )
    assert {name: row[name] for name in green} == dict.fromkeys(green, 1.0)
    assert row["token_f1"] == pytest.approx(0.8) and row["ms_total"] == 5.0 and row["disagreement_false"] == 0.0


def test_offsets_shifted_by_one_are_red(asked: Question, articles: dict[str, Article]) -> None:
    shifted = replace(sound(articles), citations=(cite(articles["troops"], QUOTE, shift=1),))
    assert values(asked, shifted, articles)["citation_exact"] == 0.0
    other_text = replace(articles["troops"], text="X" + articles["troops"].text)
    moved = replace(sound(articles), citations=(cite(other_text, QUOTE),))
    assert values(asked, moved, articles)["citation_exact"] == 0.0


def test_passages_with_other_offsets_are_red(asked: Question, articles: dict[str, Article]) -> None:
    row = values(asked, sound(articles), articles, hits(articles["troops"], len(QUOTE) + 1, len(QUOTE) + 30))
    assert row["recall_at_10"] == 0.0 and row["mrr"] == 0.0


def test_a_swapped_article_is_red(asked: Question, articles: dict[str, Article]) -> None:
    quote = "About 2,000 troops are in Syria."
    swapped = replace(sound(articles), citations=(cite(articles["syria"], quote),))
    row = values(asked, swapped, articles, hits(articles["syria"], 0, len(quote)))
    red = ("citation_precision", "citation_recall", "accuracy_quote", "recall_at_1", "mrr")
    assert {name: row[name] for name in red} == dict.fromkeys(red, 0.0)


def test_a_wrong_date_is_red(asked: Question, articles: dict[str, Article]) -> None:
    assert values(asked, replace(sound(articles), as_of=date(2024, 9, 21)), articles)["date_right"] == 0.0
    assert values(asked, replace(sound(articles), as_of=None), articles)["date_right"] == 0.0


def test_a_wrong_speaker_and_a_wrong_figure_are_red(asked: Question, articles: dict[str, Article]) -> None:
    nobody = replace(sound(articles), facts=(Fact("2,500", 2500.0, "troops", None, "Mike Johnson", 1),))
    assert values(asked, nobody, articles)["speaker_right"] == 0.0
    assert values(asked, replace(sound(articles), short="12,500"), articles)["accuracy"] == 0.0


def test_a_threshold_that_refuses_all_or_nothing_is_red(
    asked: Question, articles: dict[str, Article], tmp_path: Path
) -> None:
    silent = read_questions(write_lines(tmp_path / "u.jsonl", [UNANSWERABLE]))[0]
    refusal = Answer("", "", "", None, abstained=True, confidence=0.1)

    def figures(on_answerable: Answer, on_silent: Answer) -> dict[str, float]:
        rows = [
            judge(asked, on_answerable, [], gold_ranges(asked, articles), articles),
            judge(silent, on_silent, [], [], articles),
        ]
        return dict(summarise("own", "dev", rows, measures()).metrics)

    right = figures(sound(articles), refusal)
    assert right["abstention_precision"] == right["abstention_recall"] == right["accuracy"] == right["auroc"] == 1.0
    too_high = figures(refusal, refusal)
    assert too_high["abstention_precision"] == 0.5 and too_high["accuracy_short"] == 0.0
    too_low = figures(sound(articles), sound(articles))
    assert too_low["abstention_recall"] == 0.0 and too_low["accuracy_unanswerable"] == 0.0


def test_confidence_that_says_nothing_is_red(asked: Question, articles: dict[str, Article]) -> None:
    sure_and_wrong = replace(sound(articles), short="7", confidence=0.9)
    unsure_and_right = replace(sound(articles), confidence=0.1)
    gold = gold_ranges(asked, articles)
    rows = [judge(asked, answer, [], gold, articles) for answer in (sure_and_wrong, unsure_and_right)]
    figures = summarise("own", "dev", rows, measures()).metrics
    assert figures["calibration_error"] == pytest.approx(0.9) and figures["aurc"] == pytest.approx(0.75)


def test_a_disagreement_counts_where_there_is_one(asked: Question, articles: dict[str, Article]) -> None:
    open_question = replace(asked, disagreement=True)
    assert values(open_question, sound(articles), articles)["disagreement_shown"] == 0.0
    shown = replace(sound(articles), disagreement="2,000 or 2,500")
    assert values(open_question, shown, articles)["disagreement_shown"] == 1.0
    assert values(asked, shown, articles)["disagreement_false"] == 1.0


def test_a_reason_counts_when_its_sentences_are_quoted(asked: Question, articles: dict[str, Article]) -> None:
    why = replace(asked, kind="why_how")
    given = replace(sound(articles), short=None)
    assert values(why, given, articles)["accuracy_why_how"] == 1.0
    assert values(why, replace(given, citations=()), articles)["accuracy_why_how"] == 0.0


@pytest.mark.parametrize("part", ["dev", "test"])
def test_the_suite_asks_only_its_part(part: str, tmp_path: Path) -> None:
    rows = [row | {"id": f"{row['id']}-{n}"} for n in range(12) for row in (question(), UNANSWERABLE, FOLLOW_UP)]
    data = write_lines(tmp_path / "q.jsonl", rows)
    options = Options(tmp_path, data=data, corpus=write_corpus(tmp_path), part=part)
    result = run(options, KeywordBench())
    assert {row.id for row in result.rows} == {row["id"] for row in rows if part_of(row["id"]) == part}
    assert result.metrics["accuracy"] == 1.0 and result.metrics["recall_at_5"] == 1.0
    assert result.metrics["latency_p50_ms_read"] == 1.0
