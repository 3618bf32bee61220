"""The chat page as a reader uses it, in a real browser, over real articles."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

ANSWER_WITHIN = 90_000
"""In milliseconds; the first question may wait for models to be loaded on a busy machine."""

QUOTE = "2,500 U.S. troops"


def ask(page: Any, question: str) -> Any:
    """Ask, wait until it is answered or refused, and return that exchange."""
    asked = page.locator(".dl-exchange").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    exchange = page.locator(".dl-exchange").nth(asked)
    exchange.locator(".dl-answer").wait_for(timeout=ANSWER_WITHIN)
    return exchange


def in_view(page: Any, selector: str) -> bool:
    """Tell whether the middle of the first such element lies in the window."""
    script = """selector => { const box = document.querySelector(selector).getBoundingClientRect();
        const middle = (box.top + box.bottom) / 2; return middle > 0 && middle < window.innerHeight; }"""
    return bool(page.evaluate(script, selector))


def test_a_question_its_evidence_a_follow_up_and_a_refusal(open_page: Callable[..., Any]) -> None:
    page = open_page(viewport={"width": 1360, "height": 860})

    answer = ask(page, "how many troops remain")
    assert "2,500" in answer.locator(".dl-short").inner_text()
    assert re.search(r"\d{1,2} September 2024", answer.locator(".dl-deck").inner_text())

    answer.locator(".dl-marker").first.click()
    page.wait_for_function("document.activeElement.id === 'card-1-1'")
    card = page.locator("#card-1-1")
    assert QUOTE in card.locator("mark").inner_text()
    assert in_view(page, "#card-1-1")

    card.get_by_role("button", name="Open the article").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("mark").wait_for()
    assert QUOTE in dialog.locator("mark").inner_text()
    assert in_view(page, "#dl-dialog mark") and in_view(page, "#dl-dialog .dl-close")
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")

    follow_up = ask(page, "and in Syria?")
    assert "troops remain in Syria" in follow_up.locator(".dl-understood").inner_text()
    assert "900" in follow_up.inner_text()

    follow_up.get_by_role("button", name="Change").click()
    page.get_by_label("The question as it should be understood").fill("How many troops remain in Iraq?")
    page.get_by_role("button", name="Ask again").click()
    page.locator("#answer-3 .dl-answer").wait_for(timeout=ANSWER_WITHIN)
    assert "How many troops remain in Iraq?" in page.locator("#answer-3 .dl-question").inner_text()

    refusal = ask(page, "What is the name of the Iraqi prime minister's dog?")
    assert "The articles do not say." in refusal.locator(".dl-short").inner_text()
    nearest = page.locator("#evidence-4 .dl-nearest")
    assert "nearest, not an answer" in nearest.inner_text().lower()
    assert nearest.locator("mark").inner_text()

    page.locator("#answer-1 .dl-marker").first.click()
    page.locator("#card-1-1").wait_for(state="visible")
    assert not nearest.is_visible()


def test_by_keyboard_alone_and_closed_by_its_button(open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.get_by_label("Your question").fill("how many troops remain")
    page.keyboard.press("Enter")
    page.locator(".dl-marker").first.wait_for(timeout=ANSWER_WITHIN)
    page.locator(".dl-marker").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'card-1-1'")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#dl-dialog mark").wait_for()
    page.get_by_role("button", name="Close the article").click()
    page.get_by_role("dialog").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.matches('#card-1-1 .dl-open')")


def test_on_a_phone_nothing_overflows_and_a_marker_goes_down_to_its_card(open_page: Callable[..., Any]) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.locator(".dl-example").first.tap()
    page.locator(".dl-marker").first.wait_for(timeout=ANSWER_WITHIN)
    page.locator(".dl-marker").first.tap()
    page.wait_for_function("document.activeElement.id === 'card-1-1'")
    page.wait_for_timeout(800)
    assert in_view(page, "#card-1-1 mark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#card-1-1 .dl-back").tap()
    page.wait_for_function("document.activeElement.id === 'answer-1'")


def test_markup_in_articles_and_questions_shows_as_text(open_page: Callable[..., Any]) -> None:
    page = open_page()
    title = "<script>window.harmed = 1</script> ${window.harmed = 2} {{constructor}} **bold**"
    page.get_by_role("button", name=title).click()
    text = page.locator("#dl-dialog .dl-article").inner_text(timeout=20_000)
    assert title in text and '<img src="x" onerror="window.harmed = 4">' in text and "{{troops}}" in text
    assert page.locator("#dl-dialog a").count() == 0
    page.keyboard.press("Escape")
    question = "<img src=x onerror='window.harmed = 6'> ${window.harmed = 7} {{constructor}}"
    exchange = ask(page, question)
    assert exchange.locator(".dl-question").inner_text() == question
    assert page.evaluate("window.harmed") is None


def test_each_tab_has_its_own_conversation_and_can_begin_anew(open_page: Callable[..., Any]) -> None:
    first, second = open_page(), open_page()
    ask(first, "how many troops remain")
    assert second.locator(".dl-exchange").count() == 0
    first.get_by_role("button", name="New conversation").click()
    first.get_by_role("heading", name="Ask the archive.").wait_for()
    assert first.locator(".dl-exchange, .dl-card").count() == 0


def test_filters_narrow_what_may_answer(open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.get_by_role("button", name="Only some articles").click()
    page.get_by_label("From").wait_for(state="visible")
    # The fields begin to listen a moment after they are shown; a person takes longer to reach them.
    page.wait_for_timeout(1500)
    page.get_by_label("From").fill("2024-12-31")
    page.get_by_label("To").fill("2024-01-01")
    page.get_by_label("To").blur()
    page.wait_for_timeout(500)
    page.get_by_label("Your question").fill("how many troops remain")
    page.keyboard.press("Enter")
    page.locator(".dl-problem").wait_for(timeout=ANSWER_WITHIN / 6)
    page.get_by_label("From").fill("2024-09-25")
    page.get_by_label("To").fill("2024-12-31")
    page.get_by_label("To").blur()
    ask(page, "how many U.S. troops are in Iraq")
    days = page.locator("#evidence-2 time").all()
    assert days and all("2024-09-25" <= day.get_attribute("datetime") <= "2024-12-31" for day in days)


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_light_and_dark_follow_the_readers_system(open_page: Callable[..., Any], scheme: str, dark: bool) -> None:
    page = open_page(color_scheme=scheme)
    colour = page.evaluate("getComputedStyle(document.querySelector('.gradio-container')).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", colour)[:3])) < 200) is dark
    assert not page.locator("footer:visible").count()
