"""From files to drafts of articles: one reader for each format, and one line for each thing that cannot be
read.
"""

from __future__ import annotations

from rag.articles.draft import Draft, Problem
from rag.articles.files import find, read, read_file, units
from rag.articles.sources import Sources

__all__ = ["Draft", "Problem", "Sources", "find", "read", "read_file", "units"]
