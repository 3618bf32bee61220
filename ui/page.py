"""The chat page: what stands where, and what happens on each event. Every tab has its own conversation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import api

from rag import DatelineError, Filters, InputError, Turn, answer_to_json
from ui.conversation import conversation
from ui.desk import Desk, Status
from ui.evidence import evidence, gone, latest, opened
from ui.exchange import Exchange, turns
from ui.status import masthead, welcome

LONGEST_QUESTION = 500
"""In characters; a longer one is cut by the page and refused by the endpoint."""

KEPT = 40
"""How many exchanges a tab keeps."""

ALL_SOURCES = "All sources"
PLACEHOLDER = "Ask in plain words"

Exchanges = tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """The components that events read or write."""

    exchanges: gr.State
    masthead: gr.HTML
    welcome: gr.HTML
    conversation: gr.HTML
    latest: gr.HTML
    evidence: gr.HTML
    question: gr.Textbox
    send: gr.Button
    anew: gr.Button
    since: gr.HTML
    until: gr.HTML
    source: gr.Dropdown
    clock: gr.Timer
    llm: gr.Textbox


def build(desk: Desk) -> gr.Blocks:
    """Return the page over `desk`, with one public endpoint, `ask`."""
    page = gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True)
    with page:
        parts = _lay_out(desk)
        _wire(page, desk, parts)
    page.queue(default_concurrency_limit=1, max_size=64)
    return page


def _lay_out(desk: Desk) -> Parts:
    head = _html(masthead(desk.status), "dl-head")
    with gr.Row(elem_id="dl-room", equal_height=False):
        with gr.Column(elem_id="dl-talk", scale=6, min_width=300):
            front = _html(welcome(desk.status), "dl-welcome", script="welcome.js")
            said = _html("", "dl-conversation", script="conversation.js")
            with gr.Column(elem_id="dl-composer"):
                with gr.Row(elem_id="dl-line"):
                    question = gr.Textbox(
                        label="Your question",
                        placeholder=PLACEHOLDER,
                        show_label=False,
                        container=False,
                        lines=1,
                        max_lines=5,
                        max_length=LONGEST_QUESTION,
                        autofocus=True,
                        scale=1,
                        elem_id="dl-question",
                    )
                    send = gr.Button("Ask", variant="primary", scale=0, min_width=76, elem_id="dl-send")
                with gr.Row(elem_id="dl-tools"):
                    with gr.Accordion("Only some articles", open=False, elem_id="dl-filters"), gr.Row():
                        since, until = _day_picker("From"), _day_picker("To")
                        source = gr.Dropdown(
                            [ALL_SOURCES],
                            value=ALL_SOURCES,
                            label="Source",
                            elem_id="dl-source",
                            min_width=140,
                        )
                    with gr.Accordion("Language model", open=False, elem_id="dl-model", visible=_llm_offered(desk)):
                        llm = _llm_field(desk)
                    anew = gr.Button("New conversation", variant="secondary", scale=0, elem_id="dl-anew")
        with gr.Column(elem_id="dl-proof", scale=5, min_width=300):
            listed = _html("", "dl-latest")
            proof = _html("", "dl-evidence-panel", script="evidence.js", server_functions=[_open_article(desk)])
    return Parts(
        gr.State(()), head, front, said, listed, proof, question, send, anew, since, until, source, gr.Timer(0.4), llm
    )


def _llm_offered(desk: Desk) -> bool:
    return desk.any_llm or bool(desk.llm)


def _llm_field(desk: Desk) -> gr.Textbox:
    return gr.Textbox(
        value=desk.llm,
        label="Phrases answers, each sentence checked; empty for none",
        placeholder="http://127.0.0.1:11434#model",
        lines=1,
        max_length=300,
        interactive=desk.any_llm,
        elem_id="dl-llm",
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
            return opened(article, int(start), int(end)) if article else gone()
        except (KeyError, TypeError, ValueError, OverflowError):
            return gone()

    return open_article


def _wire(page: gr.Blocks, desk: Desk, parts: Parts) -> None:
    state = [parts.masthead, parts.welcome, parts.latest]
    shown = [*state, parts.question, parts.send, parts.source, parts.clock]
    talk = [parts.exchanges, parts.conversation, parts.evidence, parts.question]
    given = [parts.exchanges, parts.since, parts.until, parts.source]
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    quick: dict[str, Any] = {**private, "queue": False}
    # One question at a time, in whichever tab it was asked: the others wait in the queue.
    turn: dict[str, Any] = {**private, "concurrency_id": "ask", "concurrency_limit": 1}

    def refresh() -> tuple[Any, ...]:
        return _refreshed(desk)

    def ask_typed(question: str, exchanges: Exchanges, *narrow: str) -> Iterator[tuple[Any, ...]]:
        yield from _asked(desk, question, exchanges, narrow)

    def ask_example(exchanges: Exchanges, since: str, until: str, source: str, click: gr.EventData) -> Iterator[Any]:
        yield from _asked(desk, str(getattr(click, "question", "")), exchanges, (since, until, source))

    def ask_changed(exchanges: Exchanges, since: str, until: str, source: str, click: gr.EventData) -> Iterator[Any]:
        question = str(getattr(click, "question", ""))
        yield from _asked(desk, question, exchanges, (since, until, source), alone=True)

    def phrase(exchanges: Exchanges, llm: str) -> Iterator[tuple[Any, ...]]:
        yield from _phrased(desk, exchanges, llm)

    def begin_anew() -> tuple[Any, ...]:
        return (), "", "", ""

    page.load(refresh, None, shown, **quick)
    parts.clock.tick(refresh, None, shown, **quick)
    typed = gr.on([parts.question.submit, parts.send.click], ask_typed, [parts.question, *given], talk, **turn)
    clicked = parts.welcome.click(ask_example, given, talk, **turn)
    changed = parts.conversation.click(ask_changed, given, talk, **turn)
    # In a queue of their own: a model that is slow or silent keeps nobody's next answer waiting.
    apart: dict[str, Any] = {**private, "concurrency_id": "phrase", "concurrency_limit": 8}
    heard, written = [parts.exchanges, parts.llm], [parts.exchanges, parts.conversation]
    phrasings = [asked.then(phrase, heard, written, **apart) for asked in (typed, clicked, changed)]
    gr.on([parts.question.submit, parts.send.click], None, cancels=phrasings)
    parts.anew.click(begin_anew, None, talk, cancels=[typed, clicked, changed, *phrasings], **quick)
    api(_endpoint(desk), api_name="ask", concurrency_id="ask", concurrency_limit=1)


def _refreshed(desk: Desk) -> tuple[Any, ...]:
    """Return what the archive's state changes on the page; the clock stops once it is settled.

    The conversation is not among it: a late tick must not wipe out a question asked meanwhile. What stands in
    its place before the first question is hidden by the style sheet from then on.
    """
    status = desk.status
    ready = status.summary is not None
    sources = [ALL_SOURCES, *sorted(status.summary.sources, key=str.casefold)] if status.summary else [ALL_SOURCES]
    return (
        masthead(status),
        welcome(status),
        latest(status.latest),
        gr.update(placeholder=_placeholder(status)),
        gr.update(interactive=ready),
        gr.update(choices=sources),
        gr.Timer(active=not status.settled),
    )


def _placeholder(status: Status) -> str:
    if status.summary:
        return PLACEHOLDER
    return "Nothing can be asked here" if status.settled else "One moment, please"


def _asked(
    desk: Desk, question: str, exchanges: Exchanges, narrow: tuple[str, ...], *, alone: bool = False
) -> Iterator[tuple[Any, ...]]:
    """Show the question at once, then what came of it; `alone`, it is taken word for word and leans on none before."""
    # A browser that cuts a text can leave half an emoji, which neither a model nor the page's own JSON takes.
    question = " ".join(question.encode("utf-8", "replace").decode().split())[:LONGEST_QUESTION]
    if not question:
        yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
        return
    before = exchanges[-KEPT + 1 :]
    waiting = (*before, Exchange(question))
    yield waiting, conversation(waiting), gr.skip(), ""
    done = (*before, _outcome(desk, question, () if alone else before, narrow))
    yield done, conversation(done), evidence(done), gr.skip()


def _phrased(desk: Desk, exchanges: Exchanges, llm: str) -> Iterator[tuple[Any, ...]]:
    """Show the last answer in a language model's words, as far as it has come; it stands as it is where none is set."""
    yield gr.skip(), gr.skip()  # Gradio empties what a generator without a first value was to write
    last = exchanges[-1] if exchanges else None
    if last is None or last.answer is None or last.answer.phrasing is not None:
        return
    for answer in desk.phrase(last.answer, llm):
        done = (*exchanges[:-1], replace(last, answer=answer))
        yield done, conversation(done)


def _outcome(desk: Desk, question: str, before: Exchanges, narrow: tuple[str, ...]) -> Exchange:
    try:
        return Exchange(question, answer=desk.ask(question, turns(before), _filters(*narrow)))
    except DatelineError as error:
        return Exchange(question, problem=str(error))


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
        """Answer a question from the indexed articles; `history` holds earlier questions, oldest first."""
        if not question.strip() or len(question) > LONGEST_QUESTION:
            raise gr.Error(f"Give a question of 1 to {LONGEST_QUESTION} characters.", print_exception=False)
        try:
            return answer_to_json(desk.ask(question, [Turn(str(one)) for one in (history or [])[-KEPT:]]))
        except DatelineError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return ask
