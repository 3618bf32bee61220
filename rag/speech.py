"""What a model writes, piece by piece, into whole sentences of plain text."""

from __future__ import annotations

import re

from rag.passages import sentences

_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_ESCAPE_CODE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_TAG_BEGUN = re.compile(r"<[a-z]*\Z", re.IGNORECASE)
_MARKERS = re.compile(r"[\[【]\s*(?:source |quote |n ?= ?)?(\d{1,2}(?:\s*[,;]\s*\d{1,2})*)\s*[\]】]", re.IGNORECASE)
_MARKER_BEHIND = re.compile(r"([.!?])([”\"]?)\s*((?:\[\d+\]\s?)+)")
_DECORATION = re.compile(r"(?m)^[ \t]*(?:[-*•#>]+|\d{1,2}[.)])[ \t]+|\*\*|__|`+")
_ENDS = re.compile(r"(?:[.!?][”\"’')]?|\[\d+\]|:)\s*$")


class Speech:
    """The text so far, of which whole sentences are given out once each."""

    def __init__(self) -> None:
        self._text = ""
        self._given = 0
        self.cut_short = False

    @property
    def heard(self) -> int:
        """Characters written so far, thoughts among them."""
        return len(self._text)

    def hear(self, piece: str) -> list[str]:
        """Take a piece in; return the sentences that are whole by now: another one has begun behind them."""
        self._text += piece
        found = self._sentences()
        # A marker may still come behind a full stop, and what stands at the end may still grow.
        whole = found[:-2] if found and found[-1].startswith(("[", "【")) else found[:-1]
        return self._new(whole)

    def rest(self) -> list[str]:
        """Return what is left when no more will come; one that was cut short is left out, and `cut_short` set."""
        found = self._sentences()
        self.cut_short = bool(found) and not _ENDS.search(found[-1])
        return self._new(found[:-1] if self.cut_short else found)

    def _new(self, whole: list[str]) -> list[str]:
        new, self._given = whole[self._given :], max(self._given, len(whole))
        return new

    def _sentences(self) -> list[str]:
        text = _plain(self._text)
        found: list[str] = []
        for line in text.splitlines():
            found += [line[start:end].strip() for start, end in sentences(line, 0, len(line))] if line.strip() else []
        return [sentence for sentence in found if re.search(r"\w", sentence)]


def _plain(text: str) -> str:
    """Leave out thoughts, markup and what no terminal should be sent; write markers one way, before the full stop."""
    text = _TAG_BEGUN.sub("", _THOUGHT.sub("", text))
    text = _ESCAPE_CODE.sub("", text)
    text = "".join(letter for letter in text if letter.isprintable() or letter == "\n")
    text = _DECORATION.sub("", text)
    text = _MARKERS.sub(lambda match: "".join(f"[{number}]" for number in re.findall(r"\d+", match[1])), text)
    text = re.sub(r"(?<=\S)\[(\d+)\]", r" [\1]", re.sub(r"\]\[", "] [", text))
    return _MARKER_BEHIND.sub(lambda match: f"{match[2]} {match[3].strip()}{match[1]} ", text)
