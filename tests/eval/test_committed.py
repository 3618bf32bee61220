"""What is committed fits together: questions and corpus, checksum and README, floors and figures."""

from __future__ import annotations

from pathlib import Path

from eval.corpus import read_articles
from eval.files import read_json
from eval.gate import FLOORS
from eval.questions import KINDS, check, checksum, read_questions
from eval.suites.own import QUESTIONS, measures

ROOT = Path(__file__).parent.parent.parent


def test_every_gold_sentence_is_in_the_corpus_and_the_readme_names_the_checksum() -> None:
    articles = {article.id: article for article in read_articles(ROOT / "corpus")}
    check(QUESTIONS, articles)
    questions = read_questions(QUESTIONS)
    assert checksum(questions, QUESTIONS) in (ROOT / "eval" / "README.md").read_text(encoding="utf-8")


def test_there_are_enough_questions_of_each_kind() -> None:
    kinds = [question.kind for question in read_questions(QUESTIONS)]
    assert len(kinds) >= 400 and kinds.count("unanswerable") >= 120
    assert all(kinds.count(kind) >= 40 for kind in KINDS)


def test_every_floor_is_a_figure_of_the_own_suite() -> None:
    assert read_json(FLOORS).row["own"].keys() <= measures().keys()
