"""The desk: what the page is told while the archive is opened, and when something goes wrong."""

from __future__ import annotations

import re
import socket
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rag import Config, DatelineError, Filters, IndexNotFound, InputError, Turn
from tests.ui.demo import EARLIER, TROOPS, DemoArchive, DemoEngine
from ui.app import free_port, serve
from ui.desk import UNFORESEEN, Desk, Opened, Phase, Status, Tell
from ui.offers import EXAMPLES, answerable, newest
from ui.status import masthead, welcome


def _desk(engine: DemoEngine | None = None) -> Desk:
    desk = Desk(lambda tell: Opened(engine or DemoEngine(), DemoArchive()))
    desk.prepare()
    return desk


def _raising(error: Exception) -> Desk:
    def open_nothing(tell: Tell) -> Opened:
        raise error

    desk = Desk(open_nothing)
    desk.prepare()
    return desk


def test_it_is_open_once_prepared_and_tells_what_it_holds() -> None:
    desk = Desk(lambda tell: Opened(DemoEngine(), DemoArchive()))
    assert not desk.status.settled
    with pytest.raises(DatelineError, match="still being read"):
        desk.ask("how many")
    desk.prepare()
    assert desk.status.phase is Phase.READY and desk.status.settled
    shown = masthead(desk.status)
    assert "3 articles" in shown and "15 January 2021" in shown and "20 September 2024" in shown


def test_progress_reaches_the_page() -> None:
    seen: list[str] = []

    def open_slowly(tell: Tell) -> Opened:
        tell(Status(Phase.INDEXING, 3, 12, "A title <b>"))
        seen.append(welcome(desk.status))
        return Opened(DemoEngine(), DemoArchive())

    desk = Desk(open_slowly)
    desk.prepare()
    assert "3 of 12" in seen[0] and 'max="12" value="3"' in seen[0] and "A title &lt;b&gt;" in seen[0]


def test_an_empty_index_says_what_to_do() -> None:
    status = _raising(IndexNotFound("there is no index in x: make one")).status
    assert status.phase is Phase.EMPTY
    assert "There is no index in x: make one." in welcome(status) and "dateline chat FOLDER" in welcome(status)


def test_a_foreseen_error_is_one_line_and_an_unforeseen_one_keeps_its_details(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert "Damaged &lt;x&gt;." in welcome(_raising(DatelineError("damaged\n<x>")).status)
    status = _raising(RuntimeError("secret detail")).status
    assert status.phase is Phase.FAILED and UNFORESEEN in status.message
    assert "secret" not in welcome(status) and "secret detail" in caplog.text


def test_a_question_that_fails_is_one_line_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(DatelineError, match="terminal") as raised:
        _desk().ask("fail")
    assert "secret" not in str(raised.value) and "secret detail" in caplog.text


def test_history_and_filters_reach_the_engine() -> None:
    engine = DemoEngine()
    filters = Filters(date(2024, 1, 1), None, "Capital Ledger")
    _desk(engine).ask("where", [Turn("how many", "2,500")], filters)
    assert engine.asked == [("where", [Turn("how many", "2,500")], filters)]


def test_remarks_on_files_are_listed_and_escaped() -> None:
    status = Status(Phase.READY, summary=DemoArchive().summary(), skipped=("a<b>.txt: not UTF-8",))
    assert "1 remark on files" in masthead(status) and "a&lt;b&gt;.txt: not UTF-8" in masthead(status)


def test_examples_are_offered_only_where_their_article_is() -> None:
    assert answerable(DemoArchive()) == ()
    (question, id), *_ = EXAMPLES
    assert answerable(DemoArchive(replace(TROOPS, id=id))) == (question,)


def test_each_example_rests_on_an_article_of_the_corpus() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (Path(__file__).parents[2] / "corpus").glob("*.md")]
    ids = {found.group(1) for text in texts if (found := re.search(r"^id: (.+)$", text, re.M))}
    assert {id for _, id in EXAMPLES} <= ids


def test_the_newest_articles_come_first_and_undated_ones_not_at_all() -> None:
    assert newest(DemoArchive()) == (TROOPS, EARLIER)
    assert newest(DemoArchive(), 1) == (TROOPS,)


def test_a_missing_folder_is_told_before_anything_starts(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        serve(Config(tmp_path), tmp_path / "none", host="127.0.0.1", port=1, open_browser=False)


def test_a_port_in_use_is_passed_over() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < free_port("127.0.0.1", port) <= port + 20


@pytest.mark.parametrize("host", ["x..y", "a" * 300])
def test_a_host_that_is_no_name_is_told(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The guard against the network stands before the look-up, which begins with this very encoding.
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *_, **__: host.encode("idna"))
    with pytest.raises(InputError, match="no address here"):
        free_port(host, 7860)
