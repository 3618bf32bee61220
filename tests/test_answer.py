"""What an answer says, chosen among findings made by hand: dates, plans, places, disagreement, refusal."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.answer import REFUSAL, Composer
from rag.asked import Asked
from rag.judge import FEATURES, TRUST, Judge
from rag.types import Answer, Article, Finding, Hit, Passage

TODAY = date(2026, 11, 23)

WEIGHTS = dict.fromkeys(FEATURES, 0.0) | {
    "reader": 1.0, "agreeing": 0.5, "absent": -2.5, "elsewhere": -4.0, "kind_fit": 1.0, "period_fit": 1.5, "plan": -1.0,
}  # fmt: skip
COMPOSER = Composer(Judge(WEIGHTS, dict.fromkeys(TRUST, 0.0) | {"choice": 1.0}, 0.5))


def article(name: str, day: str, text: str, title: str = "Troops", source: str = "Meridian Wire") -> Article:
    return Article(name, title, text, date.fromisoformat(day), source)


def hit(one: Article, rank: int = 1) -> Hit:
    return Hit(Passage(f"{one.id}@1:0-{len(one.text)}", one.id, 0, len(one.text), one.text), one, 1.0 / rank, rank)


def found(one: Article, words: str, score: float = 0.9) -> Finding:
    start = one.text.index(words)
    return Finding(hit(one), start, start + len(words), score)


def compose(question: str, *findings: Finding) -> Answer:
    return COMPOSER.compose(question, Asked.of(question, TODAY), [f.hit for f in findings], list(findings))


OLD = article("old", "2020-01-10", "About 5,200 U.S. troops are in Iraq, the Pentagon said.")
NEW = article("new", "2024-09-20", "Roughly 2,500 U.S. troops remain in Iraq. About 900 U.S. troops are in Syria.")
PLAN = article("plan", "2024-10-20", "The United States plans to keep 1,000 troops in Iraq by the end of 2026.")


def test_the_newest_figure_leads_and_tells_its_day_and_age() -> None:
    answer = compose("How many U.S. troops are in Iraq?", found(OLD, "5,200", 0.93), found(NEW, "2,500"))
    assert answer.short == "Roughly 2,500 U.S. troops"
    assert answer.as_of == date(2024, 9, 20)
    assert "as of 20 September 2024 (over 2 years ago)" in answer.text


def test_a_question_about_a_day_gets_the_figure_of_that_day() -> None:
    answer = compose(
        "How many U.S. troops were in Iraq in January 2020?", found(NEW, "2,500"), found(OLD, "5,200", 0.8)
    )
    assert answer.short == "About 5,200 U.S. troops" and answer.as_of == date(2020, 1, 10)


def test_a_figure_of_another_country_does_not_answer() -> None:
    answer = compose("How many U.S. troops are in Iraq?", found(NEW, "900", 0.85))
    assert answer.abstained and answer.nearest is not None and "900" in answer.nearest.quote


def test_a_later_plan_is_told_as_a_plan_and_does_not_lead() -> None:
    answer = compose("How many U.S. troops remain in Iraq?", found(NEW, "2,500"), found(PLAN, "1,000", 0.9))
    assert answer.short == "Roughly 2,500 U.S. troops"
    assert "Planned, not reported as done: Meridian Wire, 20 October 2024" in answer.text


def test_two_reports_of_one_day_that_differ_are_both_shown() -> None:
    one = article("one", "2023-09-09", "The earthquake killed 820 people.", "Quake", "Meridian Wire")
    other = article("other", "2023-09-09", "The earthquake killed 1,037 people.", "Quake", "Gulf Dispatch")
    answer = compose("How many people did the earthquake kill?", found(one, "820"), found(other, "1,037", 0.88))
    assert answer.disagreement is not None and "820" in answer.disagreement and "1,037" in answer.disagreement
    assert {citation.article.id for citation in answer.citations} == {"one", "other"}


def test_undated_reports_that_name_different_people_are_both_shown() -> None:
    one, other = (
        Article(name, "Final", f"{winner} won the final in straight sets on Sunday.", None, None)
        for name, winner in (("one", "Ana Silva"), ("other", "Mary Jones"))
    )
    answer = compose("Who won the final?", found(one, "Ana Silva"), found(other, "Mary Jones", 0.85))
    assert (
        answer.disagreement is not None and "Ana Silva" in answer.disagreement and "Mary Jones" in answer.disagreement
    )


def test_a_newer_figure_that_is_likely_leads_however_sure_the_older_one_is() -> None:
    first = article("first", "2023-09-09", "The quake killed at least 820 people, the ministry said.", "Quake")
    later = article("later", "2023-09-12", "The quake killed at least 2,862 people, the ministry said.", "Quake")
    question = "How many people did the quake kill?"
    answer = compose(question, found(first, "820", 0.99), found(later, "2,862", 0.7))
    assert answer.short is not None and "2,862" in answer.short
    unlikely = compose(question, found(first, "820", 0.99), found(later, "2,862", 0.1))
    assert unlikely.short is not None and "820" in unlikely.short


def test_undated_articles_cannot_explain_a_figure_by_another_day() -> None:
    one = Article("one", "Tower", "The collapse of the tower in 2021 killed 98 people.", None, None)
    other = Article("other", "Tower", "It is known that 88 people died in the tower.", None, None)
    later = Article("later", "Tower", "In 2011 there were 88 people who died in the tower.", None, None)
    question = "How many people died in the tower?"
    answer = compose(question, found(one, "98"), found(other, "88", 0.3))
    assert answer.disagreement is not None and "88" in answer.disagreement
    assert compose(question, found(one, "98"), found(later, "88", 0.3)).disagreement is None


@pytest.mark.parametrize("other", ["Sunday, August 21", "21st of August", "Aug. 21, 2022"])
def test_a_day_that_lacks_its_year_is_the_same_day(other: str) -> None:
    one = Article("one", "Show", "The show is first seen on August 21 at nine.", None, None)
    two = Article("two", "Show", f"The show is first seen on {other} at nine.", None, None)
    answer = compose("When is the show first seen?", found(one, "August 21"), found(two, other, 0.8))
    assert answer.disagreement is None


def test_one_day_written_in_two_ways_is_no_disagreement() -> None:
    one = article("one", "2022-02-14", "The final was played on Sunday.", "Final", "Meridian Wire")
    other = article("other", "2022-02-14", "The final was played on 13 February 2022.", "Final", "Gulf Dispatch")
    answer = compose("When was the final played?", found(one, "Sunday"), found(other, "13 February 2022"))
    assert answer.disagreement is None and len(answer.citations) == 2


def test_figures_of_different_days_are_a_development_and_no_disagreement() -> None:
    answer = compose("How many U.S. troops are in Iraq?", found(OLD, "5,200"), found(NEW, "2,500"))
    assert answer.disagreement is None


def test_an_agreeing_article_is_cited_and_a_copy_word_for_word_is_not() -> None:
    copy = article("copy", "2024-09-20", NEW.text, source="Atlas Daily")
    own_words = article("own", "2024-09-21", "Some 2,500 American troops are still in Iraq.", source="Atlas Daily")
    assert len(compose("How many troops remain in Iraq?", found(NEW, "2,500"), found(copy, "2,500")).citations) == 1
    answer = compose("How many troops remain in Iraq?", found(NEW, "2,500"), found(own_words, "2,500"))
    assert {citation.article.id for citation in answer.citations} == {"new", "own"}


def test_a_figure_that_is_only_compatible_is_not_said_to_be_the_same() -> None:
    one = article("one", "2023-09-09", "The earthquake killed 1,037 people.", "Quake", "Meridian Wire")
    other = article("other", "2023-09-10", "The earthquake killed at least 820 people.", "Quake", "Gulf Dispatch")
    assert (
        "same is reported"
        not in compose("How many did the earthquake kill?", found(one, "1,037"), found(other, "820")).text
    )


def test_a_figure_of_an_earlier_year_is_not_dated_by_the_publication() -> None:
    told = article("told", "2014-06-20", "In 2007 the United States had about 170,000 troops in Iraq.")
    answer = compose("How many troops did the United States have in Iraq in 2007?", found(told, "170,000"))
    assert answer.as_of == answer.facts[0].as_of == date(2007, 12, 31)
    assert "as of 2007" in answer.text and "2014, " not in answer.text.split(":")[0].replace("20 June 2014", "")


def test_the_day_of_an_event_is_not_the_day_of_its_toll() -> None:
    told = article(
        "told", "2023-09-11", "At least 2,862 people died in the earthquake that hit on Friday night.", "Quake"
    )
    assert compose("How many people died in the earthquake?", found(told, "2,862")).as_of == date(2023, 9, 11)


def test_a_date_before_the_figure_dates_it_unless_the_sentence_comes_back_to_now() -> None:
    then = article(
        "then", "2024-12-20", "In December 2017 the Pentagon conceded that it had about 2,000 troops in Syria."
    )
    now = article("now", "2024-09-20", "They returned in 2014 to lead a coalition that now has more than 80 members.")
    assert compose("How many troops were in Syria?", found(then, "2,000")).as_of == date(2017, 12, 31)
    assert compose("How many members has the coalition?", found(now, "80")).as_of == date(2024, 9, 20)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry denied that 40 soldiers were killed.",
        "Correction: an earlier report said that 40 soldiers were killed.",
    ],
)
def test_a_denied_or_withdrawn_figure_is_no_answer(text: str) -> None:
    answer = compose("How many soldiers were killed?", found(article("a", "2024-05-01", text, "Attack"), "40", 0.99))
    assert answer.abstained and answer.nearest is not None


@pytest.mark.parametrize(
    "text",
    [
        "The two governments agreed on a cut to 1,500 troops.",
        "It will keep 1,500 troops.",
        "The commission is considering 1,500 troops.",
        "The Pentagon moves on with the aim of fewer than 1,500 troops.",
    ],
)
def test_a_plan_is_not_told_as_done(text: str) -> None:
    answer = compose("How many troops are there?", found(article("a", "2024-05-01", text), "1,500", 0.99))
    assert answer.facts[0].status == "planned" and "planned, not reported as done" in answer.text


def test_near_figures_are_not_said_to_be_the_same() -> None:
    one = article("one", "2024-05-01", "About 5,200 troops are there.")
    other = article("other", "2024-05-02", "It has 5,300 troops there.")
    assert (
        "same is reported" not in compose("How many troops are there?", found(one, "5,200"), found(other, "5,300")).text
    )


def test_a_bracketed_number_of_the_article_is_not_taken_for_a_marker() -> None:
    told = article("told", "2024-05-01", "The mill has 400 workers [7] in two halls.", "Mill")
    answer = compose("How many workers does the mill have?", found(told, "400"))
    assert re.findall(r"\[(\d+)\]", answer.text) == ["1"] and "[7]" in answer.citations[0].quote


def test_a_development_is_told_by_day_each_line_cited() -> None:
    answer = compose(
        "How has the number of U.S. troops in Iraq changed?",
        found(NEW, "2,500"),
        found(OLD, "5,200", 0.8),
        found(NEW, "900", 0.5),
    )
    assert answer.short == "from about 5,200 to roughly 2,500 U.S. troops"
    assert answer.text.index("10 January 2020") < answer.text.index("20 September 2024")
    assert [citation.article.id for citation in answer.citations] == ["old", "new"]


def test_a_refusal_says_what_no_article_speaks_of_and_shows_the_nearest() -> None:
    answer = compose("How many Canadian troops are in Iraq?", found(NEW, "2,500", 0.4))
    assert answer.abstained and answer.text == f"{REFUSAL} Nothing found speaks of “Canadian”."
    assert answer.short is None and not answer.citations
    assert answer.nearest is not None and answer.nearest.quote == "Roughly 2,500 U.S. troops remain in Iraq."


def test_without_any_passage_there_is_a_refusal_without_nearest() -> None:
    answer = compose("How many troops remain?")
    assert answer.abstained and answer.nearest is None and answer.text == REFUSAL


def test_a_yes_or_no_question_gets_the_sentence_that_decides() -> None:
    answer = compose("Have U.S. troops left Iraq?", found(NEW, "remain in Iraq"))
    assert answer.short == "Roughly 2,500 U.S. troops remain in Iraq."


def test_the_speaker_is_told() -> None:
    answer = compose("How many troops were in Iraq in January 2020?", found(OLD, "5,200"))
    assert answer.facts[0].attribution is not None and "Pentagon" in answer.facts[0].attribution
    assert answer.facts[0].number == 5200 and answer.facts[0].marker == 1


@pytest.mark.parametrize("words", ["2,500", "Roughly 2,500", "2,500 U.S. troops"])
def test_the_short_answer_is_the_whole_figure_however_much_the_reader_marked(words: str) -> None:
    assert compose("How many troops remain in Iraq?", found(NEW, words)).short == "Roughly 2,500 U.S. troops"


ARTICLES = [
    OLD,
    NEW,
    PLAN,
    article("note", "2004-01-02", "It has 400 men [7] now [1]."),
    article("war", "2003-03-20", "The war began. It cost $6.38 billion, Bush said Friday."),
]
QUESTIONS = [
    "How many troops remain?",
    "When did it begin?",
    "Who said so?",
    "Why?",
    "Has it begun?",
    "How much in 2003?",
]


@st.composite
def findings(draw: st.DrawFn) -> list[Finding]:
    made = []
    for one in draw(st.lists(st.sampled_from(ARTICLES), max_size=6)):
        start = draw(st.integers(0, len(one.text) - 1))
        end = draw(st.integers(start + 1, len(one.text)))
        made.append(Finding(hit(one, draw(st.integers(1, 9))), start, end, draw(st.floats(0, 1))))
    return made


@settings(deadline=None)
@given(findings(), st.sampled_from(QUESTIONS))
def test_each_marker_has_its_citation_and_an_abstention_has_none(made: list[Finding], question: str) -> None:
    answer = compose(question, *made)
    markers = [int(marker) for marker in re.findall(r"\[(\d+)\]", answer.text)]
    assert sorted(set(markers)) == [citation.marker for citation in answer.citations]
    assert answer.abstained == (not answer.citations) == (answer.short is None)
    assert 0.0 <= answer.confidence <= 1.0
    for citation in answer.citations:
        assert citation.article.text[citation.start : citation.end] == citation.quote


STORM = article("storm", "2024-10-10", "Milton came ashore with sustained winds of 140 miles per hour.", "Milton")
MENDED = article(
    "mended",
    "2024-10-11",
    "Correction: an earlier report said Milton came ashore with sustained winds of 140 miles per hour; the figure is "
    "120 miles per hour.",
    "Milton",
)


def test_a_correction_outranks_what_it_corrects_and_says_so() -> None:
    answer = compose("How strong were Milton's winds?", found(STORM, "140", 0.95), found(MENDED, "120 miles", 0.6))
    assert answer.short is not None and answer.short.startswith("120")
    assert "corrects an earlier report of 140 miles per hour" in answer.text


def test_a_wire_copy_is_no_second_witness() -> None:
    text = "The ferry Oda sank off Halden on Friday. Fourteen people were rescued by a fishing boat, the harbour said."
    one = article("one", "2024-09-20", text, "Ferry", "Meridian Wire")
    copy = article("copy", "2024-09-20", text.replace("the harbour said", "the harbour office said"), "Ferry", "Post")
    own = article(
        "own", "2024-09-20", "Divers found the wreck. The fishing boat had taken 14 people on board.", "Ferry"
    )
    question = "How many people were rescued?"
    assert "The same is reported" not in compose(question, found(one, "Fourteen"), found(copy, "Fourteen")).text
    assert "The same is reported" in compose(question, found(one, "Fourteen"), found(own, "14")).text


def test_two_counts_of_one_thing_on_one_day_are_both_shown_however_unsure_the_second() -> None:
    one = article("one", "2023-09-17", "The floods in Derna killed about 11,300 people.", "Derna")
    other = article("other", "2023-09-17", "A total of 3,283 people have been buried, the minister said.", "Derna")
    answer = compose("How many people did the floods in Derna kill?", found(one, "11,300"), found(other, "3,283", 0.1))
    assert answer.disagreement and "3,283" in answer.disagreement


def test_one_article_contradicts_itself_only_through_two_speakers() -> None:
    text = (
        "At least 202 people have died, officials said. It is the worst storm since the one that drowned "
        "nearly 190 people."
    )
    one = article("one", "2024-10-03", text, "Storm")
    question = "How many people did the storm kill?"
    assert compose(question, found(one, "202"), found(one, "190", 0.8)).disagreement is None
    text = "The ministry said that 524 people have died. The agency said that 537 people have died."
    two = article("two", "2024-08-14", text, "Outbreak")
    assert compose("How many people have died?", found(two, "524"), found(two, "537", 0.4)).disagreement


def test_two_figures_set_against_each_other_in_one_sentence_are_a_disagreement() -> None:
    text = "The peacekeepers number 1,310, Rabi Maidawa said on Friday, whereas the force gave 1,240."
    one = article("one", "2021-07-02", text)
    answer = compose("How many peacekeepers are there?", found(one, "1,310"), found(one, "1,240", 0.6))
    assert answer.disagreement is not None and "1,240" in answer.disagreement


def test_two_undated_reports_of_another_answer_are_heard_though_each_is_doubted() -> None:
    undated = [
        Article(name, "", text)
        for name, text in (
            ("a", "The prize went to Nvidia, the first to reach it."),
            ("b", "Microsoft was the first to reach it."),
            ("c", "First to reach it was Microsoft."),
        )
    ]
    findings = [
        found(undated[0], "Nvidia", 0.9),
        found(undated[1], "Microsoft", 0.02),
        found(undated[2], "Microsoft", 0.02),
    ]
    answer = compose("Which company was first to reach it?", *findings)
    assert answer.disagreement is not None and "Microsoft" in answer.disagreement
    assert compose("Which company was first to reach it?", *findings[:2]).disagreement is None


def test_a_newer_figure_that_was_read_well_leads_for_the_present() -> None:
    newer = article("newer", "2024-09-28", "How many of the roughly 2,500 U.S. troops in Iraq will leave was not said.")
    answer = compose("How many U.S. troops are in Iraq?", found(OLD, "5,200", 0.97), found(newer, "2,500", 0.6))
    assert answer.short == "roughly 2,500 U.S. troops"


def test_a_figure_of_another_time_is_no_answer() -> None:
    assert compose("How many U.S. troops were in Iraq in 2015?", found(NEW, "2,500", 0.99)).abstained


def test_a_weekday_is_told_with_its_day() -> None:
    told = article("told", "2015-12-12", "The agreement was adopted on Saturday.")
    assert compose("When was the agreement adopted?", found(told, "Saturday")).short == "Saturday, 12 December 2015"


def test_a_report_of_another_time_backs_no_answer() -> None:
    later = article("later", "2022-03-01", "About 5,200 U.S. troops are in Iraq.")
    answer = compose(
        "How many U.S. troops were in Iraq in January 2020?", found(OLD, "5,200"), found(later, "5,200", 0.8)
    )
    assert answer.short == "About 5,200 U.S. troops" and "The same is reported" not in answer.text
