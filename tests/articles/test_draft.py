"""What every reader shares: stored text, ids, days."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.articles.draft import Draft, canonical_url, clean_id, normalise, one_line, parse_day, title_of
from rag.errors import InputError

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))


@given(TEXT)
def test_stored_text_is_the_input_in_nfc_with_plain_newlines_and_nothing_else(text: str) -> None:
    stored = normalise(text)
    assert stored == unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    assert "\r" not in stored
    assert normalise(stored) == stored


def test_white_space_around_a_text_and_rare_line_ends_are_kept() -> None:
    assert normalise("  a\u2028b\x85c \r\n\r\n") == "  a\u2028b\x85c \n\n"


def test_half_a_surrogate_pair_is_told_and_not_stored() -> None:
    with pytest.raises(InputError, match=r"character 2 is half of a surrogate pair \(\\ud83d\)"):
        normalise("ab\ud83d")


@given(TEXT)
def test_metadata_is_one_line(text: str) -> None:
    line = one_line(text)
    assert line is None or (line == line.strip() and line and "\n" not in line)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-09-06", date(2024, 9, 6)),
        ("20240906", date(2024, 9, 6)),
        ("2024-9-6", date(2024, 9, 6)),
        ("2024/09/06", date(2024, 9, 6)),
        ("2024-09-06T23:30:00-04:00", date(2024, 9, 6)),
        ("2024-09-06T01:00:00Z", date(2024, 9, 6)),
        ("2024-09-06 10:15:00", date(2024, 9, 6)),
        ("September 6, 2024", date(2024, 9, 6)),
        ("Sept. 6, 2024", date(2024, 9, 6)),
        ("6 September 2024 10:00 EDT", date(2024, 9, 6)),
        ("Fri, 06 Sep 2024 20:10:00 GMT", date(2024, 9, 6)),
        ("25/9/2024", date(2024, 9, 25)),
        ("9/25/2024", date(2024, 9, 25)),
        ("6/9/2024", None),
        ("2024", None),
        ("1712010800", None),
        ("September 2024", None),
        ("September 6", None),
        ("Friday", None),
        ("yesterday", None),
        ("2024-02-30", None),
        ("2024-13-01", None),
        ("99999999999999999999", None),
        ("", None),
    ],
)
def test_only_a_certain_day_is_a_date(written: str, day: date | None) -> None:
    assert parse_day(written) == day


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    parse_day(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_iso_days_and_days_in_words_are_read_back(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert parse_day(f"{day:%B} {day.day}, {day.year}") == day


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        (
            "HTTPS://News.Example.COM/A/b?utm_source=x&id=3&UTM_medium=y#top",
            "https://news.example.com/A/b?id=3",
        ),
        ("https://example.com:443/a", "https://example.com/a"),
        ("https://example.com:8080/a?q=caf%C3%A9", "https://example.com:8080/a?q=caf%C3%A9"),
        ("https://example.com/?p=12", "https://example.com/?p=12"),
        ("https://example.com/", None),
        ("https://example.com", None),
        ("/a/b", None),
        ("ftp://example.com/a", None),
        ("n/a", None),
        ("http://[broken/a", None),
        ("https://example.com:port/a", None),
        (None, None),
    ],
)
def test_a_web_address_is_an_id_without_fragment_and_tracking(url: str | None, canonical: str | None) -> None:
    assert canonical_url(url) == canonical
    if canonical:
        assert canonical_url(canonical) == canonical


def test_an_id_is_one_line() -> None:
    assert clean_id("  a 1 ") == "a 1"
    assert clean_id(" ") is None
    for bad in ("a\nb", "a\0b", "x" * 2000):
        with pytest.raises(InputError, match="the id"):
            clean_id(bad)


def test_title_is_a_short_first_line_else_the_name_of_the_file() -> None:
    path = Path("/news/deal near.txt")
    assert title_of("\n  A deal\tis near \n\nText.", path) == "A deal is near"
    assert title_of("word " * 50, path) == "deal near"


@given(TEXT, TEXT, st.none() | st.dates(), st.none() | TEXT)
def test_the_digest_changes_with_any_part_and_not_with_the_place(
    text: str, title: str, day: date | None, source: str | None
) -> None:
    draft = Draft("a", title, text, Path("/x.txt"), published=day, source=source)
    assert Draft(None, title, text, Path("/y.jsonl"), 3, day, source).digest == draft.digest
    others = [
        Draft("a", title + "!", text, draft.path, published=day, source=source),
        Draft("a", title, text + "!", draft.path, published=day, source=source),
        Draft("a", title, text, draft.path, published=date(1066, 10, 14), source=source),
        Draft("a", title, text, draft.path, published=day, source=(source or "") + "!"),
        Draft("a", title, text, draft.path, published=day, source=source, author="A"),
        Draft("a", title, text, draft.path, published=day, source=source, url="https://a"),
    ]
    assert len({one.digest for one in [*others, draft]}) >= len(others)
    assert [one.content == draft.content for one in others] == [True, False, True, True, True, True]
