"""Whether a sentence that a language model wrote says no more than the quotes it cites. A stated rule, no second model.

A sentence is struck where

- it names no quote, or one that is not there;
- a quotation in it is not word for word in its quotes;
- a date is not in them (or the month or year around one; "by" stays "by"); the day of report counts where none is told;
- a number is not in them by value, with its hedge ("roughly" stays), or as the stated sum or difference of two of them;
- a name is not in them, nor another name of the same country or body, or does what another name does there;
- it denies what they affirm or affirms what they deny, tells a plan as done or the reverse, or drops their doubt;
- it uses a word whose opposite they use, or is a copy of a quote but for one word put in the place of another;
- fewer than three in ten of its words, names and figures stand in them.

It is marked where all that holds and yet a word of it stands in its quotes neither by stem nor as a synonym of the
closed list (`lexicon.py`), and is no connective; or where it tells a day only as the report did ("on Friday").
"""

from __future__ import annotations

from rag.verify.check import MARKER, Checked, check

__all__ = ["MARKER", "Checked", "check"]
