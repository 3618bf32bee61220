"""The reader's input: where spans may lie, and which words question and passage share."""

from __future__ import annotations

from datetime import date

from rag.passages import header as product_header
from rag.reader.encoding import QUESTION, SHARED, TEXT, PairEncoder, header, pad, stem
from rag.types import Article


def test_offsets_lead_back_to_the_passage(encoder: PairEncoder) -> None:
    passage = "Türkiye sent 2,500 troops."
    pair = encoder.encode("How many troops?", "A title.", passage)
    words = [passage[start:end] for start, end in pair.offsets]
    assert "".join(words) == passage.replace(" ", "")
    assert pair.first + len(pair.offsets) == len(pair.ids) - 1


def test_shared_words_are_marked_on_both_sides_and_others_are_not(encoder: PairEncoder) -> None:
    pair = encoder.encode("troops kuwait", "", "Troop numbers fell")
    assert pair.types.tolist() == [
        QUESTION,
        QUESTION + SHARED,
        QUESTION,
        QUESTION,
        TEXT + SHARED,
        TEXT,
        TEXT,
        TEXT,
    ]


def test_a_word_of_the_header_counts_as_shared_but_is_no_place_for_a_span(encoder: PairEncoder) -> None:
    pair = encoder.encode("Kuwait", "Kuwait talks.", "They ended.")
    assert pair.types[1] == QUESTION + SHARED
    assert pair.first == 3 + 3


def test_function_words_and_punctuation_are_never_shared(encoder: PairEncoder) -> None:
    pair = encoder.encode("Who is the?", "", "Who is the?")
    assert set(pair.types.tolist()) == {QUESTION, TEXT}


def test_what_does_not_fit_is_cut_from_the_end_of_the_passage(encoder: PairEncoder) -> None:
    pair = encoder.encode("word " * 100, "title " * 100, "passage " * 400)
    assert len(pair.ids) == 256
    assert len(pair.offsets) == 256 - 48 - 32 - 3


def test_the_header_is_the_product_s_with_a_full_stop() -> None:
    day = date(2024, 9, 6)
    assert header("A title", day) == product_header(Article("a", "A title", "x", day)) + "."
    assert header("A title", None) == "A title."
    assert header("", None) == ""


def test_stems_join_number_and_tense_and_keep_names_apart() -> None:
    assert stem("troops") == stem("Troop")
    assert stem("closed") == stem("closing")
    assert stem("Austria") != stem("Australia")
    assert stem("Türkiye") == stem("turkiye")
    assert stem("the") == ""


def test_padding_is_marked(encoder: PairEncoder) -> None:
    pairs = [encoder.encode("a", "", text) for text in ("one", "one two three")]
    ids, types, keep = pad(pairs)
    assert ids.shape == types.shape == keep.shape == (2, len(pairs[1].ids))
    assert keep.sum(axis=1).tolist() == [len(pair.ids) for pair in pairs]
