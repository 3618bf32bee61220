"""An answer for others to read: as JSON with the keys scripts rely on, always there; days and origins in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from rag.types import Answer, Article, Citation, Fact, Phrasing, Verdict


def answer_to_json(answer: Answer, id: Any = None) -> dict[str, Any]:
    """Return the answer as JSON-able values; `id` is given back as it came.

    Days are ISO dates, offsets count characters from 0.
    `elapsed_ms` is the time of all stages together, `timings` the milliseconds by stage.
    """
    return {
        "id": id,
        "question": answer.question,
        "resolved_question": answer.resolved_question,
        "answer": answer.text,
        "short": answer.short,
        "abstained": answer.abstained,
        "confidence": round(answer.confidence, 4),
        "as_of": answer.as_of.isoformat() if answer.as_of else None,
        "citations": [citation_to_json(citation) for citation in answer.citations],
        "facts": [fact_to_json(fact) for fact in answer.facts],
        "nearest": citation_to_json(answer.nearest) if answer.nearest else None,
        "disagreement": answer.disagreement,
        "notes": list(answer.notes),
        "elapsed_ms": round(sum(answer.timings.values()), 1),
        "timings": {stage: round(spent, 1) for stage, spent in answer.timings.items()},
        "answered_by": answer.answered_by,
        "phrased": phrasing_to_json(answer.phrasing) if answer.phrasing else None,
    }


def phrasing_to_json(phrasing: Phrasing) -> dict[str, Any]:
    """Return an answer in a language model's words as JSON-able values: `text` is what of it is borne out."""
    return {
        "text": phrasing.text,
        "model": phrasing.model,
        "note": phrasing.note,
        "sentences": [
            {"text": phrase.text, "verdict": phrase.verdict.value, "why": phrase.why} for phrase in phrasing.phrases
        ],
    }


def citation_to_json(citation: Citation) -> dict[str, Any]:
    """Return one citation as JSON-able values."""
    article = citation.article
    return {
        "marker": citation.marker,
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def fact_to_json(fact: Fact) -> dict[str, Any]:
    """Return one fact as JSON-able values."""
    return {
        "value": fact.value,
        "number": fact.number,
        "unit": fact.unit,
        "as_of": fact.as_of.isoformat() if fact.as_of else None,
        "attribution": fact.attribution,
        "marker": fact.marker,
        "status": fact.status,
    }


def day_in_words(day: date) -> str:
    """Return "20 September 2024"."""
    return f"{day.day} {day:%B} {day.year}"


def remarks(phrasing: Phrasing) -> list[str]:
    """Return what is told beside a phrasing, a line each: what was struck and why, what is marked, why it ended."""
    lines = []
    struck = [phrase.why for phrase in phrasing.phrases if phrase.verdict is Verdict.STRUCK]
    if struck:
        count = "One sentence was" if len(struck) == 1 else f"{len(struck)} sentences were"
        lines.append(f"{count} struck: {'; '.join(dict.fromkeys(struck))}.")
    if any(phrase.verdict is Verdict.MARKED for phrase in phrasing.phrases):
        lines.append("Figures, dates and names are the quotes' own; the wording of what is marked is the model's.")
    if phrasing.note:
        lines.append(f"{phrasing.note[:1].upper()}{phrasing.note[1:].rstrip('.')}.")
    return lines


def origin(article: Article) -> str:
    """Return the source and the day of publication: "Meridian Wire, 20 September 2024"; "Undated" with neither."""
    day = day_in_words(article.published) if article.published else "undated"
    return f"{article.source}, {day}" if article.source else day[:1].upper() + day[1:]
