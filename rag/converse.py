"""A follow-up into a standalone question, without an LLM: what it leaves out is taken from the talk so far.

Rules come first, where the words leave little doubt: a fragment ("and in Syria?"), a bare question word ("why?"),
"he" where one person was spoken of, "they" where something was counted. What is left goes to a small model that
completes the question with a thing named before or leaves it alone. A question that leans on nothing stays as typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.talk.anchor import anchored, with_time
from rag.talk.completion import Completer
from rag.talk.exchange import YEARS_APART, ask_by, ask_of, exchange, with_year
from rag.talk.pronouns import by_rule
from rag.talk.said import Said
from rag.types import Turn

_FRAGMENT = re.compile(
    r"^(?:(?:and|but|or|so|also|then|ok(?:ay)?),?\s+)*(?:what|how)\s+about\s+(?P<about>.+)$"
    r"|^(?:and|but|or)\s+(?P<and>(?:(?:in|at|on|for|from|of|by|with|since|before|after|during|under)\s+)?[^?]{1,60})$"
    r"|^(?P<bare>(?:in|at|on|since|before|after|during|under|the)\s+[^?,]{1,40})$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^(?:and\s+|but\s+)?(?P<word>why(?: not)?|when|where|who|how|how many|how much|since when|until when|by whom)"
    r"(?: there| then)?$",
    re.I,
)
_WHAT_FRAGMENT = re.compile(
    r"^(?:and\s+)?(?P<part>(?:based )?(?:in|on|by|with|for|from|to|of|against|at|under)\s+(?:\w+\s+to\s+)?"
    r"(?:what|whom|which|how many|how much)(?:\s+\w+){0,2})$",
    re.I,
)
"""A question without a verb: "in reply to what", "based on how many cases"."""
_SAME_OF = re.compile(
    r"^(?:and\s+)?what\s+(?:was|is|were|are)\s+(?:it|that|they)\s+"
    r"(?P<part>(?:in|at|on|for|from|by|before|after|during|since|under)\s.+)$",
    re.I,
)
"""The same asked of something else: "what was it in the round before"."""
_MORE_THAN = re.compile(
    r"^(?:and |so )?(?:is|are|was|were) (?:that|it|this|they) "
    r"(?:(?P<less>more|fewer|less)|(?P<than>higher|lower|larger|smaller)) than (?P<rest>.+)$",
    re.I,
)
_NOTHING_COUNTED = re.compile(
    r"^how many\s+(?=(?:had|have|has|were|was|are|is|did|do|will|would|died|survived)\b)", re.I
)
_IS_THAT = re.compile(r"^how (?:many|much) [\w ]+ (?:is|was) (?:that|it)$", re.I)
_PLEASANTRY = re.compile(
    r"^\W*(?:thanks|thank you|hello|hi|hey|good (?:morning|evening|day)|bye|never mind)\b[^?]*$", re.I
)
_LEADING = re.compile(r"^(?:and|but|so|ok(?:ay)?|then)\b,?\s+", re.I)
_QUESTION_WORD = (
    r"who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should"
)
_OPENS_QUESTION = re.compile(rf"^(?:(?:in|at|on|for|from|of|by|to|with)\s+)?(?:{_QUESTION_WORD})\b", re.I)
_CONTAINS_VERB = re.compile(rf"\b(?:{_QUESTION_WORD})\b", re.I)

MOST_TURNS = 10
"""Of a longer talk the first turn, which told what it is about, and the last ones are looked at."""


def standalone(question: str, history: Sequence[Turn] = ()) -> str:
    """Return `question` as it would have been asked with no talk before it; unchanged where it leans on none."""
    if _PLEASANTRY.match(question):
        return question
    if len(history) > MOST_TURNS:
        history = [history[0], *history[1 - MOST_TURNS :]]
    asked: list[str] = []
    for turn, said in zip(history, ["", *(turn.answer or "" for turn in history)], strict=False):
        asked.append(_resolve(turn.question, asked, said, history))
    return _resolve(question, asked, history[-1].answer or "" if history else "", history)


def _resolve(question: str, asked: Sequence[str], answer: str, history: Sequence[Turn]) -> str:
    """`asked` are the questions before, resolved; `answer` is that to the last of them."""
    plain = question.strip().rstrip("?!. ").strip()
    if not plain or not asked or not asked[-1].strip():
        return question
    said = Said(asked[-1], answer)
    remade = _remade(plain, question, said)
    if remade:
        return remade
    core = _LEADING.sub("", plain)
    filled = _filled(core, said)
    ruled = filled if _IS_THAT.match(core) else by_rule(filled, said)
    if ruled is None:
        typed = question if filled == core else f"{filled}?"
        completed = Completer.shipped().complete(typed, [turn.question for turn in history[: len(asked)]])
        if completed:
            return _as_question(with_time(_LEADING.sub("", completed.text.strip().rstrip("?!. ")), said))
    resolved = anchored(ruled or filled, said, leads_on=core != plain)
    return question if resolved == core else _as_question(resolved)


def _remade(plain: str, question: str, said: Said) -> str | None:
    """The last question with a part exchanged, for what is no whole question ("and in Syria?"); else None."""
    bare = _BARE.match(plain)
    if bare:
        return ask_of(bare["word"], said)
    more = _MORE_THAN.match(plain)
    if more and said.counted:
        if more["less"]:
            return f"Are there {more['less']} {said.counted} than {more['rest']}?"
        return f"Is the number of {said.counted} {more['than']} than {more['rest']}?"
    by_what = _WHAT_FRAGMENT.match(plain)
    if by_what and (asked_by := ask_by(by_what["part"], said)):
        return asked_by
    same = _SAME_OF.match(plain)
    fragment = same["part"] if same else _fragment(plain, question)
    if not fragment and YEARS_APART.match(plain):
        fragment = plain
    if not fragment:
        return None
    fragment = with_year(fragment, said)
    return exchange(by_rule(fragment, said) or fragment, said)


def _filled(core: str, said: Said) -> str:
    """ "How many had none?" after "How many towns had power?" -> "How many towns had no power?"."""
    if said.owned:
        core = re.sub(r"\bnone\b", f"no {said.owned}", core)
    return _NOTHING_COUNTED.sub(lambda found: f"{found[0]}{said.noun} ", core) if said.noun else core


def _as_question(text: str) -> str:
    return text[:1].upper() + text[1:] + "?"


def _fragment(plain: str, question: str) -> str | None:
    """The part of a question that stands alone: "in Syria" of "and in Syria"."""
    found = _FRAGMENT.match(plain)
    if not found:
        return None
    part = (found["about"] or found["and"] or found["bare"]).strip()
    if _OPENS_QUESTION.match(part) or (found["bare"] and ("?" not in question or _CONTAINS_VERB.search(part))):
        return None
    return part
