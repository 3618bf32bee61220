"""Every suite on a sample of three lines in its own shape, asked of a system that can be checked by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.files import Fields
from eval.result import Result
from eval.suites import SUITES
from eval.suites.options import Options
from eval.suites.rgb import read, snippets
from rag import InputError
from tests.eval.archive import write_lines
from tests.eval.keyword_bench import KeywordBench

CONTEXTS = (
    "The bridge over the Tolka opened in 1901. It is 120 metres long.",
    "The harbour of Ostrava does not exist, since the town lies inland.",
)


def squad(path: Path) -> Path:
    qas: list[list[dict[str, Any]]] = [
        [
            {
                "id": "1",
                "question": "When was the bridge over the Tolka opened?",
                "answers": [{"text": "1901"}],
            },
            {
                "id": "2",
                "question": "How many metres long is it?",
                "answers": [{"text": "120"}],
                "is_impossible": False,
            },
        ],
        [{"id": "3", "question": "Which emperor founded Vienna?", "answers": [], "is_impossible": True}],
    ]
    paragraphs = [{"context": context, "qas": asked} for context, asked in zip(CONTEXTS, qas, strict=True)]
    path.write_text(json.dumps({"data": [{"title": "Some_bridge", "paragraphs": paragraphs}]}))
    return path


def run(suite: str, folder: Path, **options: Any) -> Result:
    return SUITES[suite](Options(folder, **options), KeywordBench())


def test_squad_fits_its_threshold_on_the_calibration_file(tmp_path: Path) -> None:
    path = squad(tmp_path / "squad.json")
    result = run("squad", tmp_path, data=path, calibration=path)
    assert result.metrics["f1"] == result.metrics["auroc"] == result.metrics["no_answer_accuracy"] == 1.0
    assert 0 < result.metrics["threshold"] <= 1
    assert {"exact_match", "f1", "has_answer_f1", "no_answer_accuracy", "auroc"} <= result.metrics.keys()


def test_a_squad_threshold_that_is_off_turns_it_red(tmp_path: Path) -> None:
    data, other = squad(tmp_path / "squad.json"), tmp_path / "other.json"
    nothing = json.loads(data.read_text())
    for paragraph in nothing["data"][0]["paragraphs"]:
        paragraph["qas"] = [{**item, "answers": [], "is_impossible": True} for item in paragraph["qas"]]
    other.write_text(json.dumps(nothing))
    result = run("squad", tmp_path, data=data, calibration=other)
    assert result.metrics["has_answer_f1"] == 0.0 and result.metrics["no_answer_accuracy"] == 1.0
    assert result.metrics["forced_f1"] == 1.0


def test_open_over_a_pool_of_paragraphs(tmp_path: Path) -> None:
    pool = tmp_path / "pool.txt"
    pool.write_text("\n".join([*CONTEXTS, "Another paragraph on a bridge of 300 metres."]) + "\n")
    result = run("open", tmp_path, data=squad(tmp_path / "squad.json"), pool=pool)
    assert len(result.rows) == 2
    assert result.metrics["recall_at_20_fused"] == 1.0
    assert {
        "recall_at_1_fused",
        "recall_at_5_fused",
        "recall_at_1_read",
        "recall_at_5_read",
        "f1",
    } <= result.metrics.keys()


def test_open_over_articles_of_its_own(tmp_path: Path) -> None:
    articles = write_lines(
        tmp_path / "articles.jsonl",
        [{"id": f"a{n}", "title": "T", "text": text} for n, text in enumerate(CONTEXTS)],
    )
    rows = [
        {
            "id": "1",
            "question": "When was the bridge over the Tolka opened?",
            "gold_article_ids": ["a0"],
            "answers": ["1901"],
        },
        {"id": "2", "question": "Where is the harbour of Ostrava?", "gold_article_ids": ["a1"]},
        {"id": "3", "question": "How long is the bridge in metres?", "gold_article_ids": ["a0"]},
    ]
    result = run("open", tmp_path, data=write_lines(tmp_path / "q.jsonl", rows), articles=articles)
    assert result.metrics["recall_at_1_fused"] == result.metrics["recall_at_1_read"] == 1.0
    assert result.metrics["exact_match"] == 1.0


def test_open_tells_a_pool_without_the_paragraph(tmp_path: Path) -> None:
    pool = tmp_path / "pool.txt"
    pool.write_text(CONTEXTS[1] + "\n")
    with pytest.raises(InputError, match="does not hold the paragraph of question 1"):
        run("open", tmp_path, data=squad(tmp_path / "squad.json"), pool=pool)


RGB: list[dict[str, Any]] = [
    {
        "id": 0,
        "query": "How many medals did Norway win?",
        "answer": ["16", "sixteen"],
        "fakeanswer": "37",
        "positive": ["Norway did win 16 medals.", "Norway did win 16 medals overall."],
        "negative": ["Sweden won 18 of 116 events."] * 4,
        "positive_wrong": ["Norway did win 37 medals.", "Norway did win 37 medals overall."],
    },
    {
        "id": 1,
        "query": "How many goals did France score?",
        "answer": [["4", "four"]],
        "fakeanswer": "9",
        "positive": ["France score 4 goals."] * 3,
        "negative": ["Rain fell."] * 5,
        "positive_wrong": ["France score 9 goals."] * 3,
    },
    {
        "id": 2,
        "query": "How many people did the flood kill?",
        "answer": "31",
        "fakeanswer": "3",
        "positive": ["The flood did kill 31 people."] * 3,
        "negative": ["Nothing."] * 5,
        "positive_wrong": ["The flood did kill 3 people."] * 3,
    },
]


def test_rgb_with_noise(tmp_path: Path) -> None:
    result = run("rgb", tmp_path, data=write_lines(tmp_path / "rgb.jsonl", RGB), noise=0.4)
    assert result.metrics["accuracy_short"] == result.metrics["accuracy_quote"] == 1.0
    assert result.metrics["abstained"] == 0.0


def test_rgb_with_noise_alone_is_for_refusing(tmp_path: Path) -> None:
    result = run("rgb", tmp_path, data=write_lines(tmp_path / "rgb.jsonl", RGB), noise=1.0)
    assert result.metrics["abstained"] == 1.0 and "accuracy_short" not in result.metrics


def test_rgb_counterfactual_and_its_control(tmp_path: Path) -> None:
    data = write_lines(tmp_path / "rgb.jsonl", RGB)
    assert run("rgb", tmp_path, data=data, counterfactual=True).metrics["disagreement_shown"] == 1.0
    assert run("rgb", tmp_path, data=data, control=True).metrics["disagreement_shown"] == 0.0


@pytest.mark.parametrize(
    ("noise", "positive", "negative"), [(0.0, 2, 3), (0.4, 2, 3), (0.8, 1, 4), (0.5, 2, 3), (1.0, 0, 4)]
)
def test_rgb_takes_as_many_of_each_sort_as_told(noise: float, positive: int, negative: int, tmp_path: Path) -> None:
    question = read(Fields(RGB[0], "here"))
    texts, holds = snippets(question, Options(tmp_path, noise=noise))
    assert [
        sum(text in question.positive for text in texts),
        sum(text in question.negative for text in texts),
    ] == [positive, negative]
    assert holds == (positive > 0) and texts == snippets(question, Options(tmp_path, noise=noise))[0]


def test_rgb_answers_are_all_wanted_each_in_one_of_its_forms() -> None:
    assert read(Fields({**RGB[0], "answer": [["4", "four"], "Rome"]}, "here")).answer == (
        ("4", "four"),
        ("Rome",),
    )
    with pytest.raises(InputError, match="field 'answer' must be a text or a list"):
        read(Fields({**RGB[0], "answer": []}, "here"))


def clapnq_line(identifier: str, question: str, sentences: list[str], selected: list[str]) -> dict[str, Any]:
    return {
        "id": identifier,
        "input": question,
        "passages": [{"title": "T", "text": " ".join(sentences), "sentences": sentences}],
        "output": [{"answer": "", "selected_sentences": selected}],
        "answerable": bool(selected),
    }


def test_clapnq_measures_sentences_and_refusals(tmp_path: Path) -> None:
    first, second = "The bridge opened in 1901 .", "Its length is 120 metres ."
    rows = [
        clapnq_line("1", "when opened the bridge", [first, second], [first]),
        clapnq_line("2", "tell bridge opened length metres", [first, second], [first, second]),
        clapnq_line("3", "who founded vienna", [first, second], []),
    ]
    result = run("clapnq", tmp_path, data=write_lines(tmp_path / "c.jsonl", rows))
    assert result.metrics["auroc"] == result.metrics["accuracy"] == 1.0
    assert result.metrics["sentence_f1"] == pytest.approx((1 + 2 / 3) / 2)


def test_multihop_balances_over_answers_and_shows_the_best_constant(tmp_path: Path) -> None:
    facts = [
        {
            "url": f"u{n}",
            "title": "T",
            "source": "Post",
            "published_at": f"2023-10-0{n + 1}T00:00:00+00:00",
            "fact": fact,
        }
        for n, fact in enumerate(["Acme sold 40 boats.", "Bolt sold 50 boats.", "The mayor resigned."])
    ]
    pool = write_lines(tmp_path / "evidence_facts.jsonl", facts)
    rows: list[dict[str, Any]] = [
        {
            "id": "0",
            "query": "Acme sold how many boats?",
            "answer": "40",
            "question_type": "inference_query",
            "evidence_list": facts[:1],
        },
        {
            "id": "1",
            "query": "Did Acme and Bolt both sell boats?",
            "answer": "Yes",
            "question_type": "comparison_query",
            "evidence_list": facts[:2],
        },
        {
            "id": "2",
            "query": "Who was it?",
            "answer": "Insufficient information.",
            "question_type": "null_query",
            "evidence_list": [],
        },
    ]
    result = run("multihop", tmp_path, data=write_lines(tmp_path / "q.jsonl", rows))
    assert pool.exists() and result.metrics["recall_at_10"] == 1.0
    assert result.metrics["accuracy_inference"] == result.metrics["accuracy_null"] == 1.0
    assert result.metrics["accuracy_comparison"] == 0.0
    assert result.metrics["accuracy"] == result.metrics["balanced_accuracy"] == pytest.approx(2 / 3)
    assert result.metrics["constant_balanced_accuracy"] == pytest.approx(1 / 3)


def test_followups_apart_by_whether_the_person_changed_the_question(tmp_path: Path) -> None:
    rows = [
        {"conversation": "c", "turns": ["Where is the bridge?"], "standalone": "Where is the bridge?"},
        {
            "conversation": "c",
            "turns": ["Where is the bridge?", "How long is it?"],
            "standalone": "How long is the bridge?",
        },
        {
            "conversation": "c",
            "turns": ["Where is the bridge?", "How long is it?", "Who is the mayor?"],
            "standalone": "Who is the mayor?",
        },
    ]
    result = run("followups", tmp_path, data=write_lines(tmp_path / "f.jsonl", rows))
    assert len(result.rows) == 2
    assert (
        result.metrics["f1_changed"] == result.metrics["added_recall"] == result.metrics["left_alone_unchanged"] == 1.0
    )
    assert result.metrics["raw_f1_changed"] == pytest.approx(0.75)


ARTICLE = [
    {
        "id": "bridge",
        "title": "Bridge",
        "published": "2024-09-20",
        "text": " ".join(CONTEXTS),
        "questions": [
            {"question": "When was the bridge over the Tolka opened?", "answers": ["1901", "in 1901"]},
            {"question": "How many metres long is the bridge?", "answers": ["450 metres"]},
            {"question": "Which emperor founded Vienna?"},
        ],
    }
]


def test_an_article_is_asked_alone_and_a_wrong_answer_turns_it_red(tmp_path: Path) -> None:
    result = run("article", tmp_path, data=write_lines(tmp_path / "a.jsonl", ARTICLE))
    assert [row.values["accuracy"] for row in result.rows] == [1.0, 0.0, 1.0]
    assert result.metrics["accuracy_short"] == 0.5 and result.metrics["abstention_recall"] == 1.0


def test_an_article_without_text_is_told_by_line_and_field(tmp_path: Path) -> None:
    broken = [{**ARTICLE[0], "text": " "}]
    with pytest.raises(InputError, match="line 1: field 'text'"):
        run("article", tmp_path, data=write_lines(tmp_path / "a.jsonl", broken))


@pytest.mark.parametrize("suite", [name for name in SUITES if name != "own"])
def test_a_suite_without_its_data_says_what_to_give(suite: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--data is missing: give "):
        run(suite, tmp_path)


def test_a_limit_draws_the_same_questions_each_time(tmp_path: Path) -> None:
    data = write_lines(tmp_path / "rgb.jsonl", RGB)
    drawn = [[row.id for row in run("rgb", tmp_path, data=data, limit=2, seed=1).rows] for _ in range(2)]
    assert drawn[0] == drawn[1] and len(drawn[0]) == 2
