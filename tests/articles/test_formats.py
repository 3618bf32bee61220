"""One reader for each format: what is taken, what is kept word for word, what is told."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.articles import Draft, Problem, read
from rag.articles.files import read_file

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200).map(lambda text: "word" + text)


def drafts(path: Path) -> list[Draft]:
    found = list(read(path))
    assert all(isinstance(one, Draft) for one in found), found
    return [one for one in found if isinstance(one, Draft)]


def told(path: Path) -> str:
    (one,) = [one for one in read(path) if isinstance(one, Problem)]
    assert "\n" not in str(one)
    return str(one)


def expected(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


@settings(max_examples=50)
@given(TEXT)
def test_a_text_files_words_are_stored_as_they_are(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("text") / "a.txt"
    path.write_bytes(text.replace("\0", "").encode())
    (one,) = drafts(path)
    assert one.text == expected(text.replace("\0", ""))


@settings(max_examples=50)
@given(TEXT, st.booleans())
def test_a_jsonl_articles_words_are_stored_as_they_are(
    tmp_path_factory: pytest.TempPathFactory, text: str, ascii_only: bool
) -> None:
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    path.write_bytes(json.dumps({"title": "T", "text": text}, ensure_ascii=ascii_only).encode())
    (one,) = drafts(path)
    assert one.text == expected(text)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_declares_the_encoding_and_is_no_text(tmp_path: Path, codec: str) -> None:
    text, line = "A headline\r\n\r\nCafé closed.\r\n", '{"id": "c", "title": "T", "text": "Café"}\r\n'
    (tmp_path / "a.txt").write_bytes(text.encode(codec))
    (tmp_path / "b.md").write_bytes(("---\r\nid: b\r\n---\r\n" + text).encode(codec))
    (tmp_path / "c.jsonl").write_bytes((line + line).encode(codec))
    plain, marked, first, _ = drafts(tmp_path)
    assert plain.text == marked.text == "A headline\n\nCafé closed.\n"
    assert (plain.title, marked.id, first.text) == ("A headline", "b", "Café")


def test_front_matter_is_metadata_and_the_rest_is_kept_with_its_markup(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        '---\nid: 007\ntitle: "Talks: a deal is near"\npublished: 2024-09-06\ndate: 2020-01-01\n'
        "topic: {deep: [1]}\nsource: The Wire\n"
        "url: https://example.com/a?utm_source=x\nauthor: [Ann Lee, Bo Ray]\n---\n\n"
        "# Heading\n\nAbout **2,500** troops remain.\n"
    )
    assert drafts(path) == [
        Draft(
            id="007",
            title="Talks: a deal is near",
            text="\n# Heading\n\nAbout **2,500** troops remain.\n",
            path=path,
            published=date(2024, 9, 6),
            source="The Wire",
            url="https://example.com/a?utm_source=x",
            author="Ann Lee, Bo Ray",
        )
    ]


def test_without_front_matter_the_title_is_the_first_heading_else_the_files_name(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Intro.\n\n##  A *deal*  ##\n\nText.")
    (tmp_path / "b.markdown").write_text("No heading.")
    (tmp_path / "c.md").write_text("---\nA line between rules.\n---\nText.")
    one, two, three = drafts(tmp_path)
    assert (one.title, one.id, one.published) == ("A *deal*", None, None)
    assert two.title == "b"
    assert three.text == "---\nA line between rules.\n---\nText."


def test_a_url_in_front_matter_is_the_id_where_none_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nurl: https://Example.com/a#x\n---\nText.")
    assert drafts(tmp_path / "a.md")[0].id == "https://example.com/a"


def test_front_matter_that_is_not_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nid: a\ntitle: Talks: a deal\n---\nText.")
    assert told(tmp_path / "a.md").endswith("the front matter is not YAML at line 3: put the value into quotes")


PAGE = """<!doctype html><html><head>{charset}<title>Deal near | The Wire</title>
<link rel="canonical" href="https://News.example.com/a/1?utm_source=x#top">
<meta property="og:site_name" content="The Wire"><meta name="author" content="Jane Roe">
<meta property="article:published_time" content="2024-09-06T23:30:00-04:00"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Deal near</h1>
<p>About 2,500 troops remain in Iraq, “officials” said on Friday in a statement on the café talks.</p>
<p>The withdrawal would be complete by the end of 2026, as far as is known to those who took part.</p>
</article><footer>Copyright 2021</footer></body></html>"""


@pytest.mark.parametrize(
    ("charset", "codec"),
    [
        ("", "utf-8"),
        ('<meta charset="utf-8">', "utf-8-sig"),
        ('<meta charset="iso-8859-1">', "windows-1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "windows-1252"),
        ('<meta charset="macintosh">', "mac-roman"),
        ("", "utf-16"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_declares(tmp_path: Path, charset: str, codec: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.replace("{charset}", charset).encode(codec))
    (one,) = drafts(path)
    assert one.id == "https://news.example.com/a/1"
    assert (one.title, one.source, one.author) == ("Deal near", "The Wire", "Jane Roe")
    assert one.published == date(2024, 9, 6)
    assert "“officials” said on Friday in a statement on the café talks." in one.text
    assert "Home" not in one.text and "Copyright" not in one.text


def test_an_xhtml_page_with_an_xml_declaration_is_read(tmp_path: Path) -> None:
    page = '<?xml version="1.0" encoding="windows-1252"?>\n' + PAGE.replace("{charset}", "")
    (tmp_path / "a.htm").write_bytes(page.encode("windows-1252"))
    assert "café" in drafts(tmp_path / "a.htm")[0].text


def test_the_day_of_a_page_is_never_guessed_from_its_footer(tmp_path: Path) -> None:
    page = PAGE.replace("{charset}", "").replace("2024-09-06T23:30:00-04:00", "")
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert drafts(tmp_path / "a.html")[0].published is None


def test_a_page_without_an_article_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name, page in {"a": "<html><body></body></html>", "b": "no tags at all", "c": "<p> </p>"}.items():
        (tmp_path / f"{name}.html").write_text(page)
        assert "no article was found in this page" in told(tmp_path / f"{name}.html")
    assert capfd.readouterr().err == ""


def test_jsonl_lines_are_told_by_number_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        b'{"id": 1, "title": "One", "text": "First.", "date": "2024-09-06", "source": "S", "url": "u"}',
        b"",
        b'{"title": "broken", "text": ',
        b'["not", "an object"]',
        b'{"title": "no text"}',
        b'{"title": "T", "text": "  \\n"}',
        b'{"title": "T", "text": 5}',
        b'{"title": ["T"], "text": "t"}',
        b'{"title": "T", "text": "half \\ud83d pair"}',
        b'{"title": "latin \xe9", "text": "t"}',
        b"[" * 100_000,
        b'{"id": "a\\nb", "title": "T", "text": "t"}',
        b'{"title": "Undated", "text": "Second.", "date": "some day"}',
        b'{"title": "Number", "text": "Third.", "date": 1725580800}',
        b'{"title": null, "text": "A first line.\\nAnd more.", "url": "https://example.com/b"}',
    ]
    path.write_bytes(b"\n".join(lines))
    found = list(read(path))
    articles = [one for one in found if isinstance(one, Draft)]
    assert [(one.id, one.title, one.line) for one in articles] == [
        ("1", "One", 1),
        (None, "Undated", 13),
        (None, "Number", 14),
        ("https://example.com/b", "A first line.", 15),
    ]
    assert articles[0].origin == f"{path}#1"
    assert (articles[0].published, articles[1].published, articles[2].published) == (
        date(2024, 9, 6),
        None,
        None,
    )
    problems = {int(one.origin.rpartition("#")[2]): one for one in found if isinstance(one, Problem)}
    reasons = {
        3: "not JSON at column",
        4: "a JSON list, not an object",
        5: 'no "text"',
        6: "empty",
        7: '"text" is a JSON number, not a string',
        8: '"title" is a JSON list',
        9: "character 5 is half of a surrogate pair",
        10: "not UTF-8 text at byte 17",
        11: "not JSON that can be read",
        12: "the id",
        13: "the date 'some day' is not one certain day",
        14: "the date '1725580800' is not one certain day",
    }
    assert problems.keys() == reasons.keys()
    for number, reason in reasons.items():
        assert problems[number].message.startswith(reason), problems[number]
        assert problems[number].lost == (number < 13)


def test_a_file_of_another_format_named_jsonl_is_not_told_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("a,b,c\n" * 5000)
    found = list(read(tmp_path / "a.jsonl"))
    assert len(found) == 21
    assert "the rest is not read" in str(found[-1])


def test_json_holds_one_article_or_a_list(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"title": "One",\n "text": "First."}')
    (tmp_path / "b.json").write_text('[{"title": "Two", "text": "Second."},\n 7]')
    one, two, bad = read(tmp_path)
    assert isinstance(one, Draft) and one.origin == f"{tmp_path}/a.json"
    assert isinstance(two, Draft) and two.origin == f"{tmp_path}/b.json#1"
    assert str(bad).startswith(f"{tmp_path}/b.json#2: a JSON number, not an object")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.json"])
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\x7fELF\x02\0\0\0" * 9, "binary"),
        (b"\xef\xbb\xbftext\0text", "binary"),
    ],
    ids=["nothing", "blank", "binary", "marked"],
)
def test_an_empty_or_binary_file_is_told_in_one_line(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert reason in told(tmp_path / name)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.json"])
def test_invalid_utf8_is_told_with_the_byte(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"A caf\xe9 in Baghdad.")
    assert told(tmp_path / name) == f"{tmp_path}/{name}: not UTF-8 text at byte 5: save it as UTF-8"


@pytest.mark.parametrize("data", [b"\xff\xfe no text at all.", b"\xfe\xff\xfd\xfc" * 9])
def test_bytes_that_only_begin_like_utf16_are_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert "not UTF-8 text at byte 0" in told(tmp_path / "a.txt")
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe" + bytes(range(256)) * 4)
    assert told(tmp_path / "a.txt").split(": ", 1)[1].startswith(("a binary file", "not UTF-16 text"))


def test_truncated_utf16_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("A café".encode("utf-16") + b"\x00")
    assert "not UTF-16 text" in told(tmp_path / "a.txt")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([".txt", ".md", ".html", ".jsonl", ".json"]))
def test_no_bytes_break_a_reader(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str) -> None:
    path = tmp_path_factory.mktemp("bytes") / f"a{suffix}"
    path.write_bytes(data)
    for one in read_file(path):
        assert isinstance(one, Draft) or "\n" not in str(one)
