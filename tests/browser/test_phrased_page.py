"""A language model named on the page, in a real browser: its sentences take the answer's place, or are told of."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.test_chat_page import ask
from tests.llm_server import playing

pytestmark = pytest.mark.browser


def name_model(page: Any, llm: str) -> None:
    """Write the model's address into its field."""
    field = page.locator("#dl-llm input, #dl-llm textarea")
    if not field.is_visible():
        page.get_by_role("button", name="Language model").click()
    field.fill(llm)
    field.blur()


def test_a_model_named_on_the_page_phrases_and_a_false_sentence_is_not_shown(open_page: Callable[..., Any]) -> None:
    page = open_page(viewport={"width": 1360, "height": 860})
    with playing() as played:
        name_model(page, played.llm("good"))
        answer = ask(page, "how many troops remain in Iraq")
        phrased = answer.locator(".dl-phrased")
        # The first phrasing of a fresh installation imports the client of the model, uncompiled.
        phrased.wait_for(timeout=90_000)
        assert "Roughly 2,500 U.S. troops remain in Iraq" in phrased.inner_text()
        assert phrased.locator(".dl-marker").count() == 1
        assert "2,500" in answer.locator(".dl-short").inner_text()
        assert "2,500" in answer.locator(".dl-own").text_content()

        name_model(page, played.llm("changed-number"))
        second = ask(page, "how many troops remain in Iraq?")
        second.locator(".dl-remark").wait_for()
        assert "One sentence was struck" in second.locator(".dl-remark").inner_text()
        assert "3,500" not in page.content()
        assert "“" in second.locator(".dl-text").first.inner_text()


def test_a_model_that_hangs_keeps_no_answer_waiting(open_page: Callable[..., Any]) -> None:
    page = open_page(viewport={"width": 1360, "height": 860})
    with playing() as played:
        ask(page, "how many troops remain in Iraq")
        name_model(page, played.llm("hang"))
        began = time.monotonic()
        ask(page, "how many troops remain in Iraq?")
        ask(page, "how many troops remain in Syria?")
        assert time.monotonic() - began < 4, "the server hangs for five seconds"
