"""One sentence at a time: what the parts of a reading mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.facts import SpeakerKind, Status, ValueKind, date_of, read
from rag.facts.lexicon import words

FRIDAY = date(2024, 9, 27)
TRICKY = words(
    """
    2,500 troops said on Sept. 31 Friday between 40 and - – $ 6.38 billion half a third of the , " “ . ' May next week
    he according to 9 a.m. 0 99999 years ago from 2020-21 percent % will not 1/2 é U.S. one
    """
)


@pytest.mark.parametrize(
    ("sentence", "low", "high", "hedge"),
    [
        ("At least 12 people died.", 12, None, "at least"),
        ("Up to 300 advisers will go.", None, 300, "up to"),
        ("The rate goes up to 300 points.", None, None, None),
        ("Roughly 2,500 troops remain.", None, None, "roughly"),
        ("Between 40 and 50 trainers stay.", 40, 50, None),
        ("Five to 6 million people fled.", 5e6, 6e6, None),
    ],
)
def test_a_hedge_leaves_the_bound_it_means(
    sentence: str, low: float | None, high: float | None, hedge: str | None
) -> None:
    (value,) = read(sentence, FRIDAY).values
    assert (value.low, value.high, value.hedge) == (low, high, hedge)


@pytest.mark.parametrize(
    "sentence",
    [
        "The F-16 landed in September 2024.",
        "Under Resolution 1441 and Article 5 it met at 9:30 a.m.",
        "COVID-19 spread for a third time.",
        "Flight 370 and a Boeing 787-9 are on Highway 7.",
        "No one of them was first or 21st.",
    ],
)
def test_dates_times_ordinals_and_identifiers_are_no_values(sentence: str) -> None:
    assert read(sentence, FRIDAY).values == ()


@pytest.mark.parametrize(
    ("sentence", "number", "unit", "kind"),
    [
        ("It cost $6.38 billion.", 6.38e9, "dollars", ValueKind.MONEY),
        ("It fell 12%.", 12, "percent", ValueKind.PERCENT),
        ("A third of the voters stayed home.", 1 / 3, "voters", ValueKind.FRACTION),
        ("Dozens of fighters left.", None, "fighters", ValueKind.COUNT),
        ("Two and a half years passed.", 2.5, "years", ValueKind.DURATION),
        ("One hundred and five American soldiers stayed.", 105, "American soldiers", ValueKind.COUNT),
        ("Rivers, 34, resigned.", 34, "years", ValueKind.AGE),
        ("The town lies 5km away.", 5, "km", ValueKind.MEASURE),
    ],
)
def test_a_value_has_number_unit_and_kind(sentence: str, number: float | None, unit: str, kind: ValueKind) -> None:
    (value,) = read(sentence, FRIDAY).values
    assert value.number == pytest.approx(number) if number is not None else value.number is None
    assert (value.unit, value.kind) == (unit, kind)


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("It opened on Tuesday.", "2024-09-24", "2024-09-24"),
        ("It will open on Tuesday.", "2024-10-01", "2024-10-01"),
        ("It opens next Friday.", "2024-10-04", "2024-10-04"),
        ("It opened in December.", "2023-12-01", "2023-12-31"),
        ("It must open by March.", "2025-03-01", "2025-03-31"),
        ("It opened last week.", "2024-09-16", "2024-09-22"),
        ("It will close by the end of 2026.", "2026-12-31", "2026-12-31"),
        ("It opened in the first half of 2024.", "2024-01-01", "2024-06-30"),
        ("It opened two weeks ago.", "2024-09-13", "2024-09-13"),
        ("It ran from Sept. 2 to Sept. 5.", "2024-09-02", "2024-09-05"),
    ],
)
def test_a_date_is_placed_against_the_day_of_publication(sentence: str, first: str, last: str) -> None:
    (day,) = read(sentence, FRIDAY).dates
    assert (day.first.isoformat(), day.last.isoformat()) == (first, last)


def test_without_a_day_of_publication_only_full_dates_are_read() -> None:
    assert [day.text for day in read("On Friday it met; it was built on May 3, 1961.", None).dates] == ["May 3, 1961"]


def test_a_year_later_counts_from_the_sentence_before() -> None:
    (day,) = read("It landed a year later.", FRIDAY, "The probe left in 2008.").dates
    assert day.first == date(2009, 1, 1)
    assert read("It landed a year later.", FRIDAY).dates == ()


def test_a_value_keeps_to_the_date_of_its_clause() -> None:
    sentence = "The United States keeps 2,500 troops in Iraq, down from 5,200 in 2020, a general said Friday."
    reading = read(sentence, FRIDAY)
    now, then = reading.values
    assert date_of(sentence, reading, now) is None
    earlier = date_of(sentence, reading, then)
    assert earlier is not None and earlier.text == "2020"
    assert [day.of_speech for day in reading.dates] == [False, True]


def test_a_dateline_is_neither_date_nor_speaker() -> None:
    reading = read("WASHINGTON, Sept. 11 - The Pentagon said 40 troops had left.", FRIDAY)
    assert reading.dates == ()
    assert reading.speaker is not None and reading.speaker.name == "The Pentagon"


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("Rep. Ann Moor, the Ohio Republican who heads the panel, said it failed.", "Rep. Ann Moor", SpeakerKind.NAMED),
        ('"It failed," said Ann Moor, a professor of law.', "Ann Moor", SpeakerKind.NAMED),
        ("It failed, a U.S. official said Friday.", "a U.S. official", SpeakerKind.UNNAMED),
        ("It failed, according to the report.", "the report", SpeakerKind.DOCUMENT),
        ("Ann Moor, Acme's chief executive, said it failed.", "Ann Moor", SpeakerKind.NAMED),
    ],
)
def test_the_speaker_is_found_before_and_after_what_is_said(sentence: str, name: str, kind: SpeakerKind) -> None:
    speaker = read(sentence, FRIDAY).speaker
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (name, kind)


def test_a_pronoun_is_resolved_only_where_one_person_is_named() -> None:
    one = read("He said it failed.", FRIDAY, "Ann Moor visited the site.").speaker
    assert one is not None and one.name == "Ann Moor" and one.start is None
    assert read("He said it failed.", FRIDAY, "Ann Moor met Raj Patel.").speaker is None
    assert read("He said it failed.", FRIDAY).speaker is None
    assert read("The bridge failed.", FRIDAY).speaker is None


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Some 2,500 troops left.", Status.DONE),
        ("The force will be cut to 2,000.", Status.PLANNED),
        ("Growth is expected to reach 3 percent.", Status.FORECAST),
        ("The ministry denied that 14 aircraft had crossed.", Status.DENIED),
        ("The ministry said in May that 14 aircraft had crossed.", Status.DONE),
    ],
)
def test_a_value_tells_whether_it_is_so(sentence: str, status: Status) -> None:
    (value,) = read(sentence, FRIDAY).values
    assert value.status is status


def test_plan_and_fact_in_one_sentence_are_kept_apart() -> None:
    sentence = "The U.S. has 2,500 troops in Iraq and plans to cut the number to 2,000 by 2026."
    assert [value.status for value in read(sentence, FRIDAY).values] == [Status.DONE, Status.PLANNED]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(sorted(TRICKY)),
        max_size=16,
    )
)
def test_no_order_of_words_breaks_reading(tokens: list[str]) -> None:
    sentence = " ".join(tokens)
    reading = read(sentence, FRIDAY, sentence)
    for value in reading.values:
        assert sentence[value.start : value.end] == value.text


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_reading(text: str) -> None:
    read(text, FRIDAY, text)


def test_a_clause_takes_the_day_of_what_it_hangs_on() -> None:
    sentence = "It is the deadliest since Katrina in 2005, which killed nearly 1,400 people."
    told = read(sentence, FRIDAY)
    day = date_of(sentence, told, told.values[-1])
    assert day is not None and day.first.year == 2005


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Police reported 30 arrests after brief clashes.", "Police"),
        ("Attorney General Ana Ruiz called the outcome a historic win.", "Attorney General Ana Ruiz"),
        ("Gen. Ivan Petrov used a ceremony in Tellin to announce a cut.", "Gen. Ivan Petrov"),
        ("More than 300 have died, according to a tracker kept by Halden University.", "Halden University"),
        ("The team reported a profit of 3 million.", None),
        ("The ship, called Ana, sank.", None),
        ("The company called back 3,000 cars.", None),
        ("Neighbors called police.", None),
        ("The plan calls for 300 soldiers to leave.", None),
        ("A hurricane called Helene struck the coast.", None),
        ("The man praised by the pope died.", None),
        ("Germany welcomed 1 million migrants.", None),
    ],
)
def test_who_judges_or_counts_is_the_speaker(sentence: str, name: str | None) -> None:
    speaker = read(sentence, None).speaker
    assert (speaker.name if speaker else None) == name
