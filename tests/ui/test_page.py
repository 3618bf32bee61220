"""The page's events, without a browser: what each yields, and what is open to the outside."""

from __future__ import annotations

import pytest

from rag import InputError
from tests.ui.demo import DemoArchive, DemoEngine, troops_answer
from ui.desk import Desk, Opened
from ui.exchange import Exchange
from ui.page import ALL_SOURCES, KEPT, _asked, _filters, _open_article, build
from ui.theme import head, theme

ANY = ("", "", ALL_SOURCES)


@pytest.fixture
def desk() -> Desk:
    desk = Desk(lambda tell: Opened(DemoEngine(), DemoArchive()))
    desk.prepare()
    return desk


def test_the_question_is_shown_at_once_and_then_its_answer(desk: Desk) -> None:
    waiting, done = _asked(desk, "  how   many ", (), ANY)
    assert waiting[0][-1].pending and "Reading the articles" in waiting[1]
    assert done[0][-1].question == "how many" and "Roughly 2,500" in done[1] and "<mark>" in done[2]


def test_a_problem_takes_the_answers_place(desk: Desk) -> None:
    *_, done = _asked(desk, "fail", (), ANY)
    assert done[0][-1].answer is None and "dl-problem" in done[1]
    *_, done = _asked(desk, "how many", (), ("2024-02-01", "2024-01-01", ALL_SOURCES))
    assert "later than" in done[1]


def test_a_changed_question_is_taken_word_for_word(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    given = []
    monkeypatch.setattr(
        desk, "ask", lambda question, history, filters: given.append(history) or troops_answer(question)
    )
    before = (Exchange("how many", troops_answer("how many")),)
    *_, done = _asked(desk, "where are they", before, ANY)
    *_, done = _asked(desk, "where are troops", done[0], ANY, alone=True)
    assert [len(history) for history in given] == [1, 0] and len(done[0]) == 3


def test_an_empty_question_changes_nothing(desk: Desk) -> None:
    (only,) = _asked(desk, "   ", (), ANY)
    assert all(part == {"__type__": "update"} for part in only)


def test_half_an_emoji_is_replaced_before_it_reaches_model_or_browser(desk: Desk) -> None:
    *_, done = _asked(desk, "how many \ud83d", (), ANY)
    assert done[0][-1].question == "how many ?" and done[1].encode()


def test_a_tab_keeps_its_last_exchanges_only(desk: Desk) -> None:
    *_, done = _asked(desk, "how many", tuple(Exchange("x", problem="y") for _ in range(99)), ANY)
    assert len(done[0]) == KEPT


def test_filters_are_read_and_a_day_that_is_none_is_told() -> None:
    assert not _filters(*ANY)
    assert _filters("", "", "The Harbor Post").source == "The Harbor Post"
    with pytest.raises(InputError, match="not a day"):
        _filters("yesterday", "", ALL_SOURCES)


@pytest.mark.parametrize("wanted", [None, {}, {"id": "x", "version": "1", "start": 0, "end": 1}, "text", [1]])
def test_an_article_that_cannot_be_opened_is_told(desk: Desk, wanted: object) -> None:
    assert "no longer in the archive" in _open_article(desk)(wanted)


def test_an_article_is_opened_at_the_quote(desk: Desk) -> None:
    shown = _open_article(desk)({"id": "troops", "version": "1", "start": "0", "end": "10"})
    assert "<mark>WASHINGTON</mark>" in shown


def test_ask_is_the_only_public_endpoint(desk: Desk) -> None:
    dependencies = build(desk).config["dependencies"]
    public = [one["api_name"] for one in dependencies if one["api_visibility"] == "public"]
    assert public == ["ask"]


def test_nothing_in_the_look_is_loaded_from_elsewhere() -> None:
    assert "http" not in head() and "@import" not in head()
    assert theme()._stylesheets == []


def test_the_archives_state_never_touches_the_conversation(desk: Desk) -> None:
    page = build(desk)
    ids = {one["props"].get("elem_id"): one["id"] for one in page.config["components"]}
    ticks = [one for one in page.config["dependencies"] if any(name == "tick" for _, name in one["targets"])]
    assert ticks and all(ids["dl-conversation"] not in one["outputs"] for one in ticks)
    assert all(ids["dl-evidence-panel"] not in one["outputs"] for one in ticks)
