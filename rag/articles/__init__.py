"""From files to drafts of articles: one reader for each format, and one line for each thing that cannot be read."""

from __future__ import annotations

from rag.articles.draft import Draft, Problem
from rag.articles.files import find, read, read_file, units

__all__ = ["Draft", "Problem", "find", "read", "read_file", "units"]
