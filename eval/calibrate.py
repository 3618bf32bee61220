"""Fits the judge: `python -m eval.calibrate --squad ../shared/data/reading/squad2_calibration.json`.

Asks the dev part of our own questions on corpus/, those on the archives in archives/, the dev half of our snippet
questions, the dev questions on single articles, and those of a SQuAD 2.0 calibration file on its own paragraphs taken
as an archive. Each of the best candidates of a question is right or wrong; a logistic model over `rag.FEATURES`, which
chooses, is fitted to that, and one over `rag.TRUST`, which says how far to trust the choice, to the likeliest of each
question; both are drawn towards weights set by hand (a ridge prior: the data are few). The threshold is the lowest at
which `--refused` of our dev questions without an answer, on corpus/ and on articles together, and `--refused-snippets`
of the snippets without one are refused. All is written to `rag/judge.json`, which ships; what other thresholds
would do is printed.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from eval.bench import write_articles
from eval.corpus import newest, read_articles
from eval.files import read_lines
from eval.logistic import likeliest
from eval.metrics import token_f1
from eval.normalise import contains, same
from eval.questions import read_questions
from eval.suites.article import read as read_article
from eval.suites.options import Options, progress
from eval.suites.own import QUESTIONS
from eval.suites.rgb import read, snippets
from rag import FEATURES, TRUST, Article, Chain, Config, Judge, Turn, index_folder, judge_all, open_chain

if TYPE_CHECKING:
    from rag import Asked, Judged

ROOT = Path(__file__).parent.parent
JUDGE = ROOT / "rag" / "judge.json"
SNIPPETS = ROOT / "eval" / "snippets_dev.jsonl"
ARCHIVES = ROOT / "eval" / "archives"
ARTICLES = ROOT / "eval" / "articles_dev.jsonl"

PRIOR = {
    "constant": 0.0, "reader": 0.5, "support": 0.6, "lead": 0.3, "agreeing": 0.5, "absent": -1.6, "distant": -0.3,
    "elsewhere": -1.5, "years_absent": -0.8, "words": 0.3, "sentence_words": 0.5, "sentence_names": 0.2,
    "kind_fit": 0.7, "period_fit": 1.0, "rank": -0.15, "plan": -0.6, "echo": -1.0,
}  # fmt: skip
TRUST_PRIOR = {
    "constant": 0.0, "choice": 0.4, "support": 0.4, "best_read": 0.2, "absent": -1.2, "years_absent": -0.9,
    "kind_fit": 0.3, "period_fit": 0.7, "gap": 0.0, "answer_words": 0.0, "question_words": 0.0, "sentence_names": 0.0,
}  # fmt: skip
"""Set by hand before any fit, from what each feature means; those of `LOOSE` were added later, with no opinion."""

LOOSE = frozenset({"gap", "answer_words", "question_words", "sentence_names"})

SEVERAL_FINDINGS = frozenset({"change", "two_article"})

RIDGE, TRUST_RIDGE = 200.0, 150.0
LOOSE_RIDGE = 20.0
"""Strength of the priors, in examples: a weight the data say little about stays where the prior put it. Choosing has
more weights, and fitted with less it did worse on questions left out."""

BEST = 5
"""Candidates of a question that are fitted on: those further down never lead an answer."""


@dataclass(frozen=True, slots=True)
class Example:
    """One question as the chain saw it: its candidates, which of them are right, and whether one could be.

    `single` is unset where no one candidate can be the answer (developments, comparisons): nothing to fit on.
    """

    asked: Asked
    judged: Sequence[Judged]
    right: Sequence[bool]
    answerable: bool
    single: bool = True


@dataclass(frozen=True, slots=True)
class Lead:
    """What leads one answer: its probability, whether it is right, and whether any answer could be."""

    probability: float
    right: bool
    answerable: bool


def archive_examples(config: Config, corpus: Path, data: Path, part: str) -> Iterator[Example]:
    """The questions of `data`, of one part or "all", asked on the archive they were written on."""
    index_folder(config, [corpus])
    chain, today = open_chain(config), newest(read_articles(corpus))
    questions = [question for question in read_questions(data) if part in (question.part, "all")]
    for question in progress(questions, f"{corpus.parent.name} {part}"):
        single = question.kind not in SEVERAL_FINDINGS
        found = _example(chain, question.question, question.history, question.answers, question.answerable, today)
        yield replace(found, single=single)


def squad_examples(config: Config, path: Path, most: int) -> Iterator[Example]:
    """Questions of a SQuAD 2.0 file asked on all of its paragraphs together, as an archive of one article each."""
    articles, questions = [], []
    for group in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for number, paragraph in enumerate(group["paragraphs"]):
            title = group["title"].replace("_", " ")
            articles.append(Article(f"{title}-{number}", title, paragraph["context"]))
            questions += [(q["question"], [a["text"] for a in q["answers"]]) for q in paragraph["qas"]]
    source = write_articles(config.index.parent / "squad.jsonl", articles)
    index_folder(config, [source])
    chain = open_chain(config)
    for question, answers in progress(random.Random(0).sample(questions, min(most, len(questions))), "squad"):
        yield _example(chain, question, (), answers, bool(answers), None)


def snippet_examples(config: Config, path: Path) -> Iterator[Example]:
    """Our own snippet questions, each on five snippets of which two, one or none hold the answer."""
    chain = open_chain(config)
    options = [Options(folder=path.parent, noise=noise) for noise in (0.4, 0.8, 1.0)]
    asked = [(read(fields), one) for fields in read_lines(path) for one in options]
    for question, option in progress(asked, "snippets"):
        texts, holds = snippets(question, option)
        articles = [Article(f"{question.id}-{number}", "", text) for number, text in enumerate(texts)]
        understood, judged = chain.judged_from(question.query, articles)
        right = [
            holds and all(any(contains(one.candidate.phrase, form) for form in item) for item in question.answer)
            for one in judged
        ]
        yield Example(understood, judged, right, holds)


def article_examples(config: Config, path: Path) -> Iterator[Example]:
    """Our own questions on one article, which alone is read."""
    chain = open_chain(config)
    questions = [one for fields in read_lines(path) for one in read_article(fields)]
    for one in progress(questions, "articles"):
        understood, judged = chain.judged_from(one.question, [one.article], one.article.published)
        right = [any(contains(found.candidate.phrase, answer) for answer in one.answers) for found in judged]
        yield Example(understood, judged, right, bool(one.answers))


def _example(
    chain: Chain, question: str, history: Sequence[Turn], answers: Sequence[str], answerable: bool, today: date | None
) -> Example:
    asked, judged = chain.judged(question, history, today)
    right = [answerable and _is_right(one.candidate.phrase, answers) for one in judged]
    return Example(asked, judged, right, answerable)


def _is_right(given: str, answers: Sequence[str]) -> bool:
    if any(same(given, answer) or contains(given, answer) for answer in answers):
        return True
    # Words may overlap; a figure is right or wrong.
    return not any(map(str.isdigit, given)) and token_f1(given, answers) >= 0.6


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights that make the rightness of the best candidates likeliest, drawn towards `PRIOR`."""
    single = [example for example in examples if example.single]
    rows = [one.features for example in single for one in example.judged[:BEST]]
    return _fitted(FEATURES, PRIOR, RIDGE, rows, [right for example in single for right in example.right[:BEST]])


def fit_trust(examples: Sequence[Example]) -> dict[str, float]:
    """Return the weights that make the rightness of each question's likeliest answer likeliest itself."""
    single = [example for example in examples if example.single and example.judged]
    rows = [example.judged[0].evidence for example in single]
    ridge = [LOOSE_RIDGE if name in LOOSE else TRUST_RIDGE for name in TRUST]
    return _fitted(TRUST, TRUST_PRIOR, ridge, rows, [example.right[0] for example in single])


def _fitted(
    names: Sequence[str],
    hand: Mapping[str, float],
    ridge: float | Sequence[float],
    rows: Sequence[Sequence[float]],
    labels: Sequence[bool],
) -> dict[str, float]:
    """The fitted weights by name."""
    x, y = np.asarray(rows, dtype=float).reshape(-1, len(names)), np.asarray(labels, dtype=float)
    weights = likeliest(x, y, np.asarray([hand[name] for name in names]), np.asarray(ridge))
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


def threshold_for(refused: float, leads: Sequence[Lead]) -> float:
    """Return the lowest threshold at which at least this share of the questions without an answer is refused."""
    probabilities = sorted(lead.probability for lead in leads if not lead.answerable)
    if not probabilities:
        return 0.5
    place = min(math.ceil(refused * len(probabilities)), len(probabilities)) - 1
    return round(probabilities[place] + 0.0005, 3)


def leads_of(chain: Chain, examples: Sequence[Example]) -> list[Lead]:
    """Return what would lead each answer with no threshold at all."""
    found = []
    for example in examples:
        lead = chain.composer.lead(example.asked, example.judged, 0.0)
        right = lead is not None and example.right[list(example.judged).index(lead)]
        usable = chain.composer.usable(example.asked, example.judged)
        found.append(Lead(usable[0].confidence if usable else 0.0, right, example.answerable))
    return found


def told(leads: Sequence[Lead], threshold: float) -> str:
    """Say what this threshold does: how many are answered, how many of these rightly, how many rightly refused."""
    given = [lead for lead in leads if lead.probability >= threshold]
    silent = [lead for lead in leads if not lead.answerable]
    refused = sum(lead.probability < threshold for lead in silent)
    right = sum(lead.right for lead in given)
    return (
        f"{threshold:.3f}: {len(given)} of {len(leads)} answered, {right / max(1, len(given)):.3f} of these right; "
        f"{refused / max(1, len(silent)):.3f} of the {len(silent)} without an answer refused"
    )


def main() -> None:
    """Fit, print and write the judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--squad", type=Path, help="SQuAD 2.0 calibration file")
    parser.add_argument("--most", type=int, default=400, help="questions taken of it")
    parser.add_argument("--refused", type=float, default=0.85, help="share of unanswerable questions to refuse")
    parser.add_argument("--refused-snippets", type=float, default=0.6, help="the same of snippets without the answer")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        own_config = Config(index=Path(folder) / "own")
        own = list(archive_examples(own_config, ROOT / "corpus", QUESTIONS, "dev"))
        archive: list[Example] = []
        for one in sorted(ARCHIVES.iterdir()):
            config = Config(index=Path(folder) / one.name)
            archive += archive_examples(config, one / "articles", one / "questions.jsonl", "all")
        squad_config = Config(index=Path(folder) / "squad")
        squad = list(squad_examples(squad_config, options.squad, options.most)) if options.squad else []
        snippet = list(snippet_examples(own_config, SNIPPETS))
        article = list(article_examples(own_config, ARTICLES))
        weights = fit([*own, *archive, *snippet, *article, *squad])
        chain = open_chain(own_config)
        # What is trusted is what these weights choose: the candidates are put in order again before each next fit.
        for first in (Judge(weights, TRUST_PRIOR, 0.0), None):
            every = [*own, *archive, *snippet, *article, *squad]
            chain.composer.judge = first or Judge(weights, fit_trust(every), 0.0)
            own, archive, snippet, article, squad = (
                list(_again(chain, part)) for part in (own, archive, snippet, article, squad)
            )
        trust = chain.composer.judge.trust
        leads, hard, others, alone = (leads_of(chain, part) for part in (own, archive, snippet, article))
    threshold = max(
        threshold_for(options.refused, [*leads, *alone]),
        threshold_for(options.refused_snippets, others),
    )
    fitted = json.dumps({"weights": weights, "trust": trust, "threshold": threshold}, indent=2)
    JUDGE.write_text(fitted + "\n", encoding="utf-8")
    print(fitted)
    for at in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, threshold):
        for name, of_part in (("own", leads), ("archives", hard), ("snippets", others), ("articles", alone)):
            print(f"{name:9}", told(of_part, at))


def _again(chain: Chain, examples: Sequence[Example]) -> Iterator[Example]:
    """The same candidates judged by the new weights, without reading again."""
    for example in examples:
        by_candidate = {id(one.candidate): right for one, right in zip(example.judged, example.right, strict=True)}
        judged = judge_all(chain.composer.judge, example.asked, [one.candidate for one in example.judged])
        right = [by_candidate[id(one.candidate)] for one in judged]
        yield replace(example, judged=judged, right=right)


if __name__ == "__main__":
    main()
