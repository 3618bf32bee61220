"""The conversation as HTML: questions, answers with their markers, refusals, problems. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag import Answer, Fact, origin
from ui.chart import chart
from ui.exchange import Exchange
from ui.markup import day_tag, escape, message
from ui.phrased import phrased

_MARKER = re.compile(r"\s?\[(\d+)\]")

_CONFIDENCE = ((0.85, "high"), (0.6, "fair"), (0.0, "low"))
"""From which calibrated probability on which word is used."""


def conversation(exchanges: Sequence[Exchange]) -> str:
    """Return all exchanges, oldest first."""
    return "".join(_exchange(number, exchange) for number, exchange in enumerate(exchanges, 1))


def _exchange(number: int, exchange: Exchange) -> str:
    return (
        f'<section class="dl-exchange" id="answer-{number}" tabindex="-1">'
        f'<h2 class="dl-question" dir="auto">{escape(exchange.question)}</h2>'
        f"{_outcome(number, exchange)}</section>"
    )


def _outcome(number: int, exchange: Exchange) -> str:
    if exchange.pending:
        return '<p class="dl-pending" role="status">Reading the articles<span aria-hidden="true"></span></p>'
    if exchange.answer is None:
        return f'<p class="dl-problem" role="alert">{message(exchange.problem or "")}</p>'
    body = _refusal if exchange.answer.abstained else _answer
    return _understood(exchange.answer) + body(number, exchange.answer)


def _understood(answer: Answer) -> str:
    """Return how the question was taken, where that is not as typed, to be changed; and how its words were."""
    resolved = escape(answer.resolved_question)
    line = (
        f'<p class="dl-understood">Understood as: <q dir="auto">{resolved}</q> '
        f'<button type="button" class="dl-change" data-question="{resolved}">Change</button></p>'
    )
    same = answer.resolved_question.strip() == answer.question.strip()
    notes = "".join(f'<p class="dl-understood" dir="auto">{escape(note)}</p>' for note in answer.notes)
    return ("" if same else line) + notes


def _answer(number: int, answer: Answer) -> str:
    short = f'<p class="dl-short" dir="auto">{escape(_capital(answer.short))}</p>' if answer.short else ""
    deck, body = split_lead(answer)
    paragraphs = "".join(
        f'<p class="dl-text" dir="auto">{_with_markers(number, answer, part)}</p>' for part in body.split("\n\n")
    )
    told = phrased(answer.phrasing, paragraphs, lambda text: _with_markers(number, answer, text))
    return (
        f'<div class="dl-answer">{short}{_deck(answer, deck)}{told}'
        f"{_disagreement(answer)}{chart(number, answer)}{_record(number, answer.facts)}{_foot(answer)}</div>"
    )


def split_lead(answer: Answer) -> tuple[str, str]:
    """Return what the text says between the short answer and the first quote's origin, and the rest.

    The short answer stands above in large type, so its line need not repeat it. Where the text is not built
    like that, the first part is empty and the second is the whole text.
    """
    if not answer.short or not answer.citations:
        return "", answer.text
    told = f"{origin(answer.citations[0].article)}: "
    at = answer.text.find(told)
    if at < 0 or "[" in answer.text[:at] or not answer.text.casefold().startswith(answer.short.casefold()):
        return "", answer.text
    # The first of several stages has its day before its quote: that is told with it, not under the short answer.
    at = min(at, answer.text.find("\n\n") % (len(answer.text) + 1))
    return answer.text[len(answer.short) : at].strip(" ,.:\n"), answer.text[at:].lstrip("\n")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _deck(answer: Answer, deck: str) -> str:
    """Return the line under the short answer: the day it holds for, and who said so."""
    if deck:
        return f'<p class="dl-deck" dir="auto">{escape(_capital(deck))}</p>'
    said = next((fact.attribution for fact in answer.facts if fact.attribution), None)
    parts = [f"<span>{day_tag(answer.as_of)}</span>"] if answer.as_of else []
    if said:
        parts.append(f'<span dir="auto">according to {escape(said)}</span>')
    return f'<p class="dl-deck">{"".join(parts)}</p>' if parts else ""


def _refusal(number: int, answer: Answer) -> str:
    head, _, why = answer.text.partition("\n")
    if not why:
        head, _, why = _first_sentence(answer.text)
    nearest = (
        f'<p class="dl-nearest-link">Shown with this: <a class="dl-to-card" '
        f'href="#card-{number}-{answer.nearest.marker}">the nearest the articles come</a>, '
        "which is not an answer.</p>"
        if answer.nearest
        else ""
    )
    return (
        '<div class="dl-answer dl-refusal">'
        f'<p class="dl-short" dir="auto">{escape(head.strip())}</p>'
        + (f'<p class="dl-text" dir="auto">{escape(why.strip())}</p>' if why.strip() else "")
        + nearest
        + "</div>"
    )


def _first_sentence(text: str) -> tuple[str, str, str]:
    end = re.search(r"[.!?](?=\s)", text)
    return (text[: end.end()], " ", text[end.end() :]) if end else (text, "", "")


def _with_markers(number: int, answer: Answer, text: str) -> str:
    """Return a part of the answer's text, escaped, each `[n]` that has a citation as a link to its card."""
    known = {citation.marker: citation for citation in answer.citations}
    parts, last = [], 0
    for found in _MARKER.finditer(text):
        marker = int(found.group(1))
        if marker in known:
            title = escape(known[marker].article.title)
            parts.append(escape(text[last : found.start()]))
            parts.append(
                f'<a class="dl-marker dl-to-card" href="#card-{number}-{marker}" '
                f'aria-label="Evidence {marker}: {title}" title="{title}">{marker}</a>'
            )
            last = found.end()
    return "".join(parts) + escape(text[last:])


def _disagreement(answer: Answer) -> str:
    if not answer.disagreement:
        return ""
    told = escape(answer.disagreement)
    return f'<p class="dl-disagreement" dir="auto"><strong>Not all agree.</strong> {told}</p>'


def _record(number: int, facts: Sequence[Fact]) -> str:
    """Return the figures with their days as a small table, where they are not all the same."""
    facts = [fact for fact in facts if fact.number is not None]
    done = [fact for fact in facts if fact.status == "done"]
    # A forecast that was revised is a record of forecasts, and says so.
    record = "On record" if done else "Planned or foreseen"
    facts = done or facts
    rows = dict.fromkeys(_row(number, fact) for fact in facts)
    if len({fact.number or fact.value for fact in facts}) < 2:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in (record, "As of", "According to", "Evidence"))
    body = "".join(rows)
    return f'<table class="dl-record"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _row(number: int, fact: Fact) -> str:
    cells = (escape(fact.value), day_tag(fact.as_of) if fact.as_of else "", escape(fact.attribution or ""))
    link = (
        f'<a class="dl-marker dl-to-card" href="#card-{number}-{fact.marker}" '
        f'aria-label="Evidence {fact.marker}">{fact.marker}</a>'
    )
    return "<tr>" + "".join(f'<td dir="auto">{cell}</td>' for cell in (*cells, link)) + "</tr>"


def _foot(answer: Answer) -> str:
    word = next(word for least, word in _CONFIDENCE if answer.confidence >= least)
    return (
        f'<p class="dl-foot"><span title="The estimated chance that the short answer is right: '
        f'{answer.confidence:.0%}">Confidence: {word}</span></p>'
    )
