"""Answers and progress on a terminal."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from rag.render import answer_to_json, origin, remarks
from rag.types import Verdict

if TYPE_CHECKING:
    from rag.chain import Chain
    from rag.types import Answer


class Progress:
    """A bar with rate and time left, on stderr, and only where somebody looks on."""

    def __enter__(self) -> Progress:
        from rich import progress as rich
        from rich.console import Console

        columns = (
            rich.TextColumn("{task.description}"),
            rich.BarColumn(),
            rich.MofNCompleteColumn(),
            rich.TextColumn("{task.fields[rate]}"),
            rich.TimeRemainingColumn(),
        )
        self._bar = rich.Progress(
            *columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True
        )
        self._task = self._bar.add_task("indexing", total=None, rate="")
        self._bar.__enter__()
        return self

    def __call__(self, done: int, total: int, title: str) -> None:
        speed = self._bar.tasks[0].speed
        self._bar.update(self._task, completed=done, total=total, rate=f"{speed:.0f} articles/s" if speed else "")

    def __exit__(self, *error: Any) -> None:
        self._bar.__exit__(*error)


def phrased(chain: Chain, answer: Answer) -> Answer:
    """Return the answer with all that the language model made of it, where there is one."""
    *_, whole = answer, *chain.phrase(answer)
    return whole


def print_phrasing(chain: Chain, answer: Answer) -> None:
    """Print the model's sentences as each passes, then what was struck; the answer stands above meanwhile."""
    sys.stdout.flush()
    told, begun = 0, False
    for told_so_far in chain.phrase(answer):
        phrasing = told_so_far.phrasing
        if phrasing is None:
            continue
        for phrase in phrasing.phrases[told:]:
            if phrase.text:
                if not begun:
                    print(f"\nIn the words of {phrasing.model}, checked against the quotes:")
                begun = True
                print(phrase.text + (" (*)" if phrase.verdict is Verdict.MARKED else ""), flush=True)
        told = len(phrasing.phrases)
        if phrasing.done:
            for line in remarks(phrasing):
                print(f"dateline: {line}", file=sys.stderr)


def print_json(answer: Answer, id: Any) -> None:
    """Print an answer as one line of JSON, with the id of its question where it has one."""
    line = json.dumps(answer_to_json(answer, id), ensure_ascii=False)
    # What Unicode counts as a line's end is written as an escape: one answer is one line for every reader of lines.
    for end in "\x85\u2028\u2029":
        line = line.replace(end, f"\\u{ord(end):04x}")
    print(line, flush=True)


def print_answer(answer: Answer) -> None:
    """Print an answer with its notes, what came nearest, and what it cites."""
    if answer.resolved_question.strip() != answer.question.strip():
        print(f"Understood as: {answer.resolved_question}")
    for note in answer.notes:
        print(note)
    print(answer.text)
    if answer.nearest:
        print(f"\nThe nearest the articles come: “{answer.nearest.quote}” ({origin(answer.nearest.article)})")
    for citation in answer.citations:
        print(f"\n[{citation.marker}] {citation.article.title} ({origin(citation.article)})\n    “{citation.quote}”")
