"""A real Chromium, a real `dateline chat`, and a guard that lets the browser reach this machine only."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.served import free_port, running

ROOT = Path(__file__).parent.parent.parent
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SECONDS_TO_START = 180

HOSTILE = """---
id: hostile
title: "<script>window.harmed = 1</script> ${window.harmed = 2} {{constructor}} **bold**"
published: 2025-12-31
source: "<b>Nobody</b>"
url: "javascript:window.harmed = 3"
---

The town of Marzipan <img src="x" onerror="window.harmed = 4"> has a mayor, ${window.harmed = 5}, and no {{troops}}.
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium or Chrome found on this machine; its absence is a failure under CI=true."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        message = f"no Chromium or Chrome found ({', '.join(NAMES)}): the page is not tested in a browser"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with some of the project's articles, and one that means harm."""
    folder = tmp_path_factory.mktemp("articles")
    for path in sorted((ROOT / "corpus").glob("2024-*.md")):
        shutil.copy(path, folder)
    (folder / "hostile.md").write_text(HOSTILE, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def address(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a `dateline chat` that indexes the articles and then serves the page."""
    folder = tmp_path_factory.mktemp("index")
    port = free_port()
    command = [sys.executable, "-m", "rag.cli", "chat", str(articles), "--index", str(folder)]
    with running([*command, "--port", str(port), "--no-open"], port, folder / "log", SECONDS_TO_START, folder=ROOT):
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture
def open_page(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Open the page in a fresh browser context; whatever it asks of another host fails the test."""
    contexts: list[Any] = []
    beyond: list[str] = []

    def guard(route: Any) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(address).netloc:
            route.continue_()
        else:
            beyond.append(route.request.url)
            route.abort()

    def noted(request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc != urlsplit(address).netloc:
            beyond.append(request.url)

    def opened(**options: Any) -> Any:
        context = browser.new_context(**options)
        contexts.append(context)
        context.route("**/*", guard)
        page = context.new_page()
        page.on("request", noted)
        page.on("console", lambda said: beyond.append(said.text) if "Content Security" in said.text else None)
        page.goto(address)
        page.get_by_role("heading", name="Ask the archive.").wait_for(timeout=1000 * SECONDS_TO_START)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert beyond == [], f"the page asked something of another host: {beyond}"
