"""Starts the chat page: port, environment, archive, server; only then is `gradio` imported."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from threading import Event
from typing import Any

from rag import Config, IndexNotFound, InputError
from ui.desk import Desk, Opened, Phase, Status, Tell
from ui.offers import answerable, newest

PORTS_TRIED = 20


def serve(config: Config, path: Path | None, *, host: str, port: int, open_browser: bool) -> None:
    """Index the articles at `path`, where one is named, and serve the chat page until it is stopped.

    The page comes up at once and shows how far indexing is. Where `port` is taken, the next free one is
    used and named. Raises InputError where `path` is missing, or where host and port cannot be listened on.
    """
    if path is not None and not path.exists():
        raise InputError(f"{path} does not exist: name a file or folder of articles")
    free = free_port(host, port)
    _set_environment(host)
    desk = Desk(
        lambda tell: open_archive(config, path, tell),
        config.llm or "",
        any_llm=host in {"127.0.0.1", "localhost", "::1"},
    )
    desk.start()
    page, url = launch(desk, host, free, open_browser)
    if free != port:
        print(f"dateline: port {port} is in use, {free} is taken instead", file=sys.stderr)
    print(f"Dateline is open at {url} (Ctrl+C stops it)", flush=True)
    try:
        Event().wait()
    except KeyboardInterrupt:
        print("dateline: stopped; what is already indexed is kept", file=sys.stderr)
    finally:
        page.close(verbose=False)


def open_archive(config: Config, path: Path | None, tell: Tell) -> Opened:
    """Index `path`, where one is named, then open engine and catalog; `tell` hears how far it is.

    Raises DatelineError: InputError, IndexNotFound and their kin.
    """
    from rag import index_folder, open_catalog, open_engine

    skipped: tuple[str, ...] = ()
    here: int | None = None
    if path is not None:
        tell(Status(Phase.INDEXING))
        report = index_folder(
            config, [path], lambda done, total, title: tell(Status(Phase.INDEXING, done, total, title))
        )
        skipped = tuple(f"{problem.origin}: {problem.message}" for problem in report.skipped)
        here = len(report.added) + len(report.changed) + len(report.unchanged) + len(report.kept)
    tell(Status(Phase.OPENING))
    try:
        catalog = open_catalog(config)
        if here is not None and (others := catalog.summary().articles - here) > 0:
            told = f"{others} articles of other folders are in this index too: --index DIR gives an archive of its own"
            print(f"dateline: {told}", file=sys.stderr)
        return Opened(open_engine(config), catalog, skipped, answerable(catalog), newest(catalog))
    except IndexNotFound as error:
        raise IndexNotFound(" ".join((str(error), *skipped[:3]))) from error


def launch(desk: Desk, host: str, port: int, open_browser: bool = False) -> tuple[Any, str]:
    """Start the server in the background; return page and address. Raises InputError where it cannot."""
    from starlette.middleware import Middleware

    from ui.headers import OwnHostOnly
    from ui.page import build
    from ui.theme import head, theme

    page = build(desk)
    try:
        _, url, _ = page.launch(
            server_name=host,
            server_port=port,
            inbrowser=open_browser,
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            ssr_mode=False,
            pwa=False,
            mcp_server=False,
            enable_monitoring=False,
            run_history=False,
            footer_links=[],
            allowed_paths=[],
            max_file_size="1kb",
            state_session_capacity=500,
            show_error=False,
            theme=theme(),
            head=head(),
            app_kwargs={"middleware": [Middleware(OwnHostOnly)]},
        )
    except OSError as error:
        raise InputError(f"cannot listen on {host} port {port}: try another --port or --host") from error
    return page, str(url)


def free_port(host: str, port: int) -> int:
    """Return `port`, or the next free one. Raises InputError where none of PORTS_TRIED is free."""
    try:
        family, _, _, _, _ = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:  # UnicodeError: "x..y" is no name in the domain name system
        raise InputError(f"{host} is no address here: leave --host out, or give 127.0.0.1") from error
    for candidate in range(port, min(port + PORTS_TRIED, 65536)):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host.strip("[]"), candidate))
            except OSError:
                continue
            return candidate
    raise InputError(f"no port from {port} on can be listened on at {host}: give another --port or --host")


def _set_environment(host: str) -> None:
    """Set what Gradio and Hugging Face read while they are imported: nothing is sent, nothing is fetched."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["HF_HUB_OFFLINE"] = "1"
    # Gradio looks whether its own server answers; a proxy for the outside world must not be asked about that.
    for name in ("no_proxy", "NO_PROXY"):
        os.environ[name] = ",".join(filter(None, (os.environ.get(name), "127.0.0.1,localhost", host)))
