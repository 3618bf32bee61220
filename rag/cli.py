"""The `dateline` command: index, ask, article, status, chat. Exit code 0, or 2 with one line on stderr."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sized
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, Optional

import typer

from rag.batch import day_of, questions_of
from rag.config import PACKAGED_EMBEDDER, Config
from rag.errors import DatelineError, InputError
from rag.types import Filters

if TYPE_CHECKING:
    from rag.index import Report

app = typer.Typer(
    name="dateline",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Ask a news archive: answers dated, attributed and cited to the exact words, or told that it does not say.",
)

IndexOption = Annotated[
    Path | None,
    typer.Option("--index", metavar="DIR", help="Folder of the index [default: .dateline, or DATELINE_INDEX]."),
]
EmbedderOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help=f"A sentence-transformers model, by name or folder [default: {PACKAGED_EMBEDDER}].",
    ),
]
TodayOption = Annotated[
    str | None, typer.Option(metavar="DAY", help="The day to take for today (YYYY-MM-DD) [default: the real one].")
]
LlmOption = Annotated[
    str | None,
    typer.Option(
        "--llm",
        metavar="URL#MODEL",
        help="A language model that phrases answers, each sentence checked [default: none, or DATELINE_LLM].",
    ),
]


def main() -> None:
    """Run the command line; every error is one line on stderr and exit code 2."""
    try:
        sys.exit(app(sys.argv[1:] or ["--help"], prog_name="dateline", standalone_mode=False) or 0)
    except DatelineError as error:
        _fail(str(error))
    except (KeyboardInterrupt, typer.Abort):
        _fail("stopped; what is already indexed is kept")
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except typer.TyperException as error:
        _fail(f"{error.format_message()} (see `dateline --help`)")
    except Exception as error:  # a defect: its traceback is for whoever asks for it
        if os.environ.get("DATELINE_DEBUG"):
            raise
        _fail(f"unexpected {type(error).__name__}: {error} (DATELINE_DEBUG=1 shows where)")


def _fail(message: str) -> NoReturn:
    print("dateline: " + " ".join(message.split()), file=sys.stderr)
    sys.exit(2)


@app.command()
def index(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH...", help="Files or folders of articles [default: corpus]."),
    ] = None,
    index: IndexOption = None,
    embedder: EmbedderOption = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Embed everything again, for another embedder.")] = False,
) -> None:
    """Read articles (Markdown, text, HTML, JSONL) and do what changed: add, change, remove."""
    from rag.console import Progress
    from rag.wiring import index_folder

    with Progress() as progress:
        named = paths or ([] if rebuild else [Path("corpus")])
        report = index_folder(_config(index, embedder), named, progress, rebuild=rebuild)
    for problem in report.skipped:
        print(f"dateline: {problem.origin}: {problem.message}", file=sys.stderr)
    if not any((report.added, report.changed, report.removed, report.unchanged, report.kept)) and report.skipped:
        sys.exit(2)
    print(_report_line(report))


def _report_line(report: Report) -> str:
    counts: dict[str, Sized] = {
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "skipped": report.skipped,
    }
    return ", ".join(f"{len(what)} {name}" for name, what in counts.items()) + f" in {report.seconds:.1f} s"


@app.command()
def ask(
    question: Annotated[Optional[str], typer.Argument(help="The question, in plain words.")] = None,  # noqa: UP045
    index: IndexOption = None,
    json_out: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    batch: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="JSON lines of {id, question, history?, today?}; - is standard input."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="Only articles published on this day or later (YYYY-MM-DD)."),
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DAY", help="Only articles published on this day or earlier.")
    ] = None,
    source: Annotated[Optional[str], typer.Option(help="Only articles of this source.")] = None,  # noqa: UP045
    today: TodayOption = None,
    embedder: EmbedderOption = None,
    llm: LlmOption = None,
) -> None:
    """Answer one question, or each of a file of them."""
    from rag.console import phrased, print_answer, print_json, print_phrasing
    from rag.wiring import open_chain

    if (question is None) == (batch is None):
        raise InputError("give one question, or a file of them with --batch")
    if source is not None and not source.strip():
        raise InputError("--source is empty: name a source as `dateline status` lists it")
    filters = Filters(day_of(since, "--since"), day_of(until, "--until"), source)
    if filters.since and filters.until and filters.since > filters.until:
        raise InputError(f"--since {since} is later than --until {until}: no article can be from both")
    if question is not None and not question.strip():
        raise InputError("the question is empty: ask something in plain words")
    asked = [] if batch is None else list(questions_of(batch))
    chain = open_chain(_config(index, embedder, llm))
    day = day_of(today, "--today")
    if batch is not None:
        for id, text, history, its_day in asked:
            print_json(phrased(chain, chain.ask(text, history, filters, its_day or day)), id)
    elif question is not None:
        answer = chain.ask(question, (), filters, day)
        if json_out:
            print_json(phrased(chain, answer), None)
        else:
            print_answer(answer)
            print_phrasing(chain, answer)


@app.command()
def article(
    id: Annotated[str, typer.Argument(help="The article's id, as citations give it.")],
    index: IndexOption = None,
    json_out: Annotated[bool, typer.Option("--json", help="Print text, version and metadata as JSON.")] = False,
) -> None:
    """Print one article as it was indexed."""
    from rag.render import origin
    from rag.wiring import open_catalog

    with open_catalog(_config(index)) as catalog:
        found = catalog.article(id)
    if found is None:
        raise InputError(f"no article {id!r} in the index: `dateline ask --json` gives the ids of what it cites")
    if not json_out:
        print("\n".join(filter(None, (found.title, origin(found), found.url, "", found.text))))
        return
    row = {
        "id": found.id,
        "title": found.title,
        "text": found.text,
        "version": found.version,
        "published": found.published.isoformat() if found.published else None,
        "source": found.source,
        "url": found.url,
        "author": found.author,
        "retrieved": found.retrieved.isoformat() if found.retrieved else None,
    }
    print(json.dumps(row, ensure_ascii=False))


@app.command()
def status(
    index: IndexOption = None,
    json_out: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Tell what the index holds."""
    from rag.store.catalog import Catalog

    config = _config(index)
    with Catalog(config.index) as catalog:
        summary, fingerprint = catalog.summary(), catalog.fingerprint()
    row = {
        "index": str(config.index),
        "articles": summary.articles,
        "passages": summary.passages,
        "oldest": summary.oldest.isoformat() if summary.oldest else None,
        "newest": summary.newest.isoformat() if summary.newest else None,
        "sources": list(summary.sources),
        **fingerprint,
    }
    if json_out:
        print(json.dumps(row, ensure_ascii=False))
    else:
        print(
            "\n".join(
                f"{name}: {', '.join(value) if isinstance(value, list) else value}" for name, value in row.items()
            )
        )


@app.command()
def chat(
    path: Annotated[Path | None, typer.Argument(metavar="PATH", help="Articles to index first and chat over.")] = None,
    index: IndexOption = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 7860,
    today: TodayOption = None,
    embedder: EmbedderOption = None,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in a browser.")] = True,
    llm: LlmOption = None,
) -> None:
    """Open the chat page in the browser."""
    from ui.app import serve

    config = replace(_config(index, embedder, llm), today=day_of(today, "--today"))
    serve(config, path, host=host, port=port, open_browser=open_browser)


def _config(index: Path | None, embedder: str | None = None, llm: str | None = None) -> Config:
    config = Config.from_environment()
    return replace(
        config,
        index=index or config.index,
        embedder=embedder or config.embedder,
        llm=config.llm if llm is None else llm,
    )


if __name__ == "__main__":
    main()
