"""The chat page: what stands where, and what happens on each event. Every tab has its own conversation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from rag import DatelineError, Filters, InputError, answer_to_json
from ui.conversation import conversation
from ui.desk import Desk
from ui.evidence import evidence, gone, latest, opened
from ui.exchange import Exchange, turns
from ui.status import masthead, welcome

LONGEST_QUESTION = 500
"""In characters; a longer one is cut by the page and refused by the endpoint."""

KEPT = 40
"""How many exchanges a tab keeps."""

ALL_SOURCES = "All sources"

Exchanges = tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """The components that events read or write."""

    exchanges: gr.State
    masthead: gr.HTML
    conversation: gr.HTML
    evidence: gr.HTML
    question: gr.Textbox
    send: gr.Button
    anew: gr.Button
    since: gr.HTML
    until: gr.HTML
    source: gr.Dropdown
    clock: gr.Timer


def build(desk: Desk) -> gr.Blocks:
    """Return the page over `desk`, with one public endpoint, `ask`."""
    with gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True) as page:
        parts = _lay_out(desk)
        _wire(page, desk, parts)
    page.queue(default_concurrency_limit=1, max_size=64)
    return page


def _lay_out(desk: Desk) -> Parts:
    head = _html(masthead(desk.status), "dl-head")
    with gr.Row(elem_id="dl-room", equal_height=False):
        with gr.Column(elem_id="dl-talk", scale=6, min_width=300):
            said = _html(welcome(desk.status), "dl-conversation", script="conversation.js")
            with gr.Column(elem_id="dl-composer"):
                with gr.Row(elem_id="dl-line"):
                    question = gr.Textbox(
                        label="Your question", placeholder="Ask in plain words", show_label=False, container=False,
                        lines=1, max_lines=5, max_length=LONGEST_QUESTION, autofocus=True, scale=1,
                        elem_id="dl-question",
                    )
                    send = gr.Button("Ask", variant="primary", scale=0, min_width=76, elem_id="dl-send")
                with gr.Row(elem_id="dl-tools"):
                    with gr.Accordion("Only some articles", open=False, elem_id="dl-filters"), gr.Row():
                        since, until = _day_picker("From"), _day_picker("To")
                        source = gr.Dropdown(
                            [ALL_SOURCES], value=ALL_SOURCES, label="Source", elem_id="dl-source", min_width=140
                        )
                    anew = gr.Button("New conversation", variant="secondary", scale=0, elem_id="dl-anew")
        with gr.Column(elem_id="dl-proof", scale=5, min_width=300):
            proof = _html(
                "", "dl-evidence-panel", script="evidence.js", server_functions=[_open_article(desk)]
            )
    return Parts(
        gr.State(()), head, said, proof, question, send, anew, since, until, source, gr.Timer(0.4)
    )


def _html(value: str, id: str, script: str | None = None, **more: Any) -> gr.HTML:
    code = (Path(__file__).parent / script).read_text(encoding="utf-8") if script else None
    return gr.HTML(value, elem_id=id, js_on_load=code, apply_default_css=False, **more)


def _day_picker(label: str) -> gr.HTML:
    """Return a browser's own date field; its value is a day as YYYY-MM-DD, or empty."""
    return gr.HTML(
        "",
        html_template=f'<label class="dl-day">{label}<input type="date" value="${{value}}"></label>',
        js_on_load="element.addEventListener('change', event => { props.value = event.target.value; });",
        apply_default_css=False,
        min_width=130,
    )


def _open_article(desk: Desk) -> Any:
    def open_article(wanted: Any) -> str:
        """Return the article named by id and version as HTML, with the range from start to end marked."""
        try:
            id, version, start, end = (wanted[key] for key in ("id", "version", "start", "end"))
            article = desk.article(str(id), int(version))
        except (KeyError, TypeError, ValueError, OverflowError):
            article = None
        return opened(article, int(start), int(end)) if article else gone()

    return open_article


def _wire(page: gr.Blocks, desk: Desk, parts: Parts) -> None:
    refresh_outputs = [
        parts.masthead, parts.conversation, parts.evidence, parts.question, parts.send, parts.source, parts.clock,
    ]
    asked_outputs = [parts.exchanges, parts.conversation, parts.evidence, parts.question]
    filters = [parts.since, parts.until, parts.source]
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    quick: dict[str, Any] = {**private, "queue": False}
    turn: dict[str, Any] = {**private, "concurrency_id": "ask", "outputs": asked_outputs}

    def refresh(exchanges: Exchanges) -> tuple[Any, ...]:
        return _refreshed(desk, exchanges)

    def ask(question: str, exchanges: Exchanges, *narrow: str) -> Iterator[tuple[Any, ...]]:
        yield from _asked(desk, question, exchanges, narrow)

    def ask_example(exchanges: Exchanges, since: str, until: str, source: str, event: gr.EventData) -> Iterator[Any]:
        question = event._data.get("question") if isinstance(event._data, dict) else None
        yield from _asked(desk, question if isinstance(question, str) else "", exchanges, (since, until, source))

    def anew() -> tuple[Any, ...]:
        status = desk.status
        return (), welcome(status), latest(status.latest), ""

    page.load(refresh, parts.exchanges, refresh_outputs, **quick)
    parts.clock.tick(refresh, parts.exchanges, refresh_outputs, **quick)
    typed = gr.on(
        [parts.question.submit, parts.send.click], ask, [parts.question, parts.exchanges, *filters], **turn
    )
    clicked = parts.conversation.click(ask_example, [parts.exchanges, *filters], **turn)
    parts.anew.click(anew, None, asked_outputs, cancels=[typed, clicked], **quick)
    gr.api(_endpoint(desk), api_name="ask", concurrency_id="ask")


def _refreshed(desk: Desk, exchanges: Exchanges) -> tuple[Any, ...]:
    """Return what the archive's state changes on the page; the clock stops once it is settled."""
    status = desk.status
    ready = status.summary is not None
    sources = [ALL_SOURCES, *sorted(status.summary.sources, key=str.casefold)] if status.summary else [ALL_SOURCES]
    return (
        masthead(status),
        gr.skip() if exchanges else welcome(status),
        gr.skip() if exchanges else latest(status.latest),
        gr.update(placeholder="Ask in plain words" if ready else "One moment, please" if not status.settled else ""),
        gr.update(interactive=ready),
        gr.update(choices=sources),
        gr.Timer(active=not status.settled),
    )


def _asked(desk: Desk, question: str, exchanges: Exchanges, narrow: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Show the question at once, then what came of it."""
    question = " ".join(question.split())[:LONGEST_QUESTION]
    if not question:
        yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
        return
    before = exchanges[-KEPT + 1 :]
    waiting = (*before, Exchange(question))
    yield waiting, conversation(waiting), gr.skip(), ""
    done = (*before, _outcome(desk, question, before, narrow))
    yield done, conversation(done), evidence(done), gr.skip()


def _outcome(desk: Desk, question: str, before: Exchanges, narrow: tuple[str, ...]) -> Exchange:
    try:
        return Exchange(question, answer=desk.ask(question, turns(before), _filters(*narrow)))
    except DatelineError as error:
        return Exchange(question, problem=" ".join(str(error).split()))


def _filters(since: str, until: str, source: str) -> Filters:
    first, last = _day(since), _day(until)
    if first and last and first > last:
        raise InputError(f"From {first} is later than To {last}: no article can be from both; change one of them.")
    return Filters(first, last, source if source and source != ALL_SOURCES else None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputError(f"{text!r} is not a day: write it as YYYY-MM-DD.") from error


def _endpoint(desk: Desk) -> Any:
    def ask(question: str, history: list[str] | None = None) -> dict[str, Any]:
        """Answer a question from the indexed articles; `history` holds the earlier questions, oldest first."""
        if not question.strip() or len(question) > LONGEST_QUESTION:
            raise gr.Error(f"Give a question of 1 to {LONGEST_QUESTION} characters.", print_exception=False)
        earlier = turns([]) if not history else _earlier(history)
        try:
            return answer_to_json(desk.ask(question, earlier))
        except DatelineError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return ask


def _earlier(questions: list[str]) -> Any:
    from rag import Turn

    return [Turn(question) for question in questions[-KEPT:]]
