"""What the page says of the archive itself: how much there is, how far indexing is, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from ui.desk import Phase, Status, Summary
from ui.markup import day_tag, escape, message, plural


def masthead(status: Status) -> str:
    """Return the nameplate with one line on what the archive holds."""
    return (
        '<header class="dl-masthead"><h1>Dateline</h1>'
        f'<div class="dl-holdings" role="status">{_holdings(status)}</div></header>'
    )


def _holdings(status: Status) -> str:
    if status.summary:
        return _extent(status.summary) + _skipped(status.skipped)
    return {
        Phase.INDEXING: "The articles are being indexed",
        Phase.OPENING: "The archive is being opened",
        Phase.EMPTY: "No articles yet",
        Phase.FAILED: "The archive is closed",
        Phase.READY: "",
    }[status.phase]


def _extent(summary: Summary) -> str:
    parts = [plural(summary.articles, "article")]
    if summary.oldest and summary.newest:
        same = summary.oldest == summary.newest
        days = day_tag(summary.oldest) if same else f"{day_tag(summary.oldest)} to {day_tag(summary.newest)}"
        parts.append(days)
    if summary.sources:
        parts.append(plural(len(summary.sources), "source"))
    return "".join(f"<span>{part}</span>" for part in parts)


def _skipped(problems: Sequence[str]) -> str:
    if not problems:
        return ""
    items = "".join(f"<li>{escape(problem)}</li>" for problem in problems[:50])
    more = f"<li>and {len(problems) - 50} more</li>" if len(problems) > 50 else ""
    summary = f"<summary>{plural(len(problems), 'remark')} on files</summary>"
    return f'<details class="dl-skipped">{summary}<ul>{items}{more}</ul></details>'


def welcome(status: Status) -> str:
    """Return what stands in the conversation before the first question, whatever state the archive is in."""
    return {
        Phase.READY: _ready,
        Phase.INDEXING: _indexing,
        Phase.OPENING: _opening,
        Phase.EMPTY: _empty,
        Phase.FAILED: _failed,
    }[status.phase](status)


def _ready(status: Status) -> str:
    items = "".join(
        f'<li><button type="button" class="dl-example" data-question="{question}">{question}</button></li>'
        for question in map(escape, status.examples)
    )
    examples = f'<p class="dl-label">For example</p><ul class="dl-examples">{items}</ul>' if items else ""
    return (
        '<section class="dl-welcome"><h2>Ask the archive.</h2>'
        "<p>Every answer carries its day, its source and the exact words it rests on. "
        "Where the articles do not say, you will be told so.</p>"
        f"{examples}</section>"
    )


def _indexing(status: Status) -> str:
    count = f"{status.done:,} of {status.total:,}" if status.total else "Looking at the files"
    extent = f' max="{status.total}" value="{status.done}"' if status.total else ""
    return (
        '<section class="dl-welcome"><h2>Reading your articles.</h2>'
        f'<div class="dl-progress"><progress{extent}></progress><p><span>{count}</span>'
        f'<span class="dl-now" dir="auto">{escape(status.title)}</span></p></div>'
        "<p>You can ask as soon as this is done. Next time only what has changed is read.</p></section>"
    )


def _opening(status: Status) -> str:
    return (
        '<section class="dl-welcome"><h2>Opening the archive.</h2>'
        '<div class="dl-progress"><progress></progress></div></section>'
    )


def _empty(status: Status) -> str:
    return (
        '<section class="dl-welcome"><h2>There is nothing to ask yet.</h2>'
        f"<p>{message(status.message)}</p>"
        "<p>Stop this page and start it on a folder of articles (Markdown, text, HTML or JSONL):</p>"
        "<pre>dateline chat FOLDER</pre></section>"
    )


def _failed(status: Status) -> str:
    return (
        '<section class="dl-welcome"><h2>The archive could not be opened.</h2>'
        f'<p class="dl-problem" role="alert">{message(status.message)}</p></section>'
    )
