"""A follow-up into a standalone question, without an LLM: what it leaves out is taken from the talk so far.

Rules come first, where the words leave little doubt: a fragment ("and in Syria?"), a bare question word ("why?"),
"he" where one person was spoken of, "they" where something was counted. What is left goes to a small model that
completes the question with a thing named before or leaves it alone. A question that leans on nothing stays as typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.mentions import find_names, find_people
from rag.talk.completion import Completer, possessive
from rag.talk.exchange import MOST_WORDS, ask_by, ask_of, exchange
from rag.talk.phrases import Phrase, noun_phrases
from rag.talk.said import PERIOD, Said, bare_period
from rag.talk.slots import Slot, find_slot
from rag.types import Turn

_FRAGMENT = re.compile(
    r"^(?:(?:and|but|or|so|also|then|ok(?:ay)?),?\s+)*(?:what|how)\s+about\s+(?P<about>.+)$"
    r"|^(?:and|but|or)\s+(?P<and>(?:(?:in|at|on|for|from|of|by|with|since|before|after|during|under)\s+)?[^?]{1,60})$"
    r"|^(?P<bare>(?:in|at|on|since|before|after|during|under|the)\s+[^?,]{1,40})$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^(?:and\s+|but\s+)?(?P<word>why(?: not)?|when|where|who|how|how many|how much|since when|until when|by whom)$",
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
_IN_THE_PAST = re.compile(r"^\W*(?:\w+\W+){0,4}?(?:was|were|did|had)\b", re.I)
_TIME_NOUN = re.compile(r"\b(?:day|date|time|week|month|year)$", re.I)
_WITHOUT_TIME = re.compile(r"^(?:and )?when\b", re.I)
_OTHER_TIME = re.compile(r"^(?:and )?when\b|\b(?:before|after|since|until|then|later|next|previous|first|last)\b", re.I)
_PLEASANTRY = re.compile(
    r"^\W*(?:thanks|thank you|hello|hi|hey|good (?:morning|evening|day)|bye|never mind)\b[^?]*$", re.I
)
_LEADING = re.compile(r"^(?:and|but|so|ok(?:ay)?|then)\b,?\s+", re.I)
_LEANS = re.compile(
    r"\bhow (?:many|much) (?:(?:of|more|else|had|have|has|were|was|are|is|did|do|does|will|would|died|survived)\b|$)"
    r"|\bthe (?:other|same)$|\bthe (?:ones?|others|rest|score|vote|result|winner|reason|cause|total|previous)\b"
    r"|\bthe (?:former|latter|deal|plan)\b|\b(?:ones?|else|too|either|instead|before|afterwards|then|since then)$"
    r"|\bis that$|\bbased on|\b(?:in|on|for|by|with) (?:reply |response |addition )?(?:to )?(?:what|whom)$",
    re.I,
)
"""Words that have no meaning of their own in a question: they point back."""
_QUESTION_WORD = (
    r"who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should"
)
_OPENS_QUESTION = re.compile(rf"^(?:(?:in|at|on|for|from|of|by|to|with)\s+)?(?:{_QUESTION_WORD})\b", re.I)
_CONTAINS_VERB = re.compile(rf"\b(?:{_QUESTION_WORD})\b", re.I)
_POSSESSIVE = {"his", "hers", "its", "their", "theirs"}


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
    bare = _BARE.match(plain)
    if bare:
        return ask_of(bare["word"], said)
    more = _MORE_THAN.match(plain)
    if more and said.counted:
        less = (
            f"there {more['less']} {said.counted}" if more["less"] else f"the number of {said.counted} {more['than']}"
        )
        return f"{'Are' if more['less'] else 'Is'} {less} than {more['rest']}?"
    by_what = _WHAT_FRAGMENT.match(plain)
    if by_what and (asked_by := ask_by(by_what["part"], said)):
        return asked_by
    same = _SAME_OF.match(plain)
    fragment = same["part"] if same else _fragment(plain, question)
    exchanged = exchange(_by_rule(fragment, said) or fragment, said) if fragment else None
    if exchanged:
        return exchanged
    core = _LEADING.sub("", plain)
    if said.owned and re.search(r"\bnone\b", core):
        core = re.sub(r"\bnone\b", f"no {said.owned}", core)
    if said.noun and _NOTHING_COUNTED.match(core):
        core = _NOTHING_COUNTED.sub(lambda found: f"{found[0]}{said.noun} ", core)
    ruled = core if _IS_THAT.match(core) else _by_rule(core, said)
    completed = None
    if ruled is None:
        typed = question if core == _LEADING.sub("", plain) else f"{core}?"
        completed = Completer.shipped().complete(typed, [turn.question for turn in history[: len(asked)]])
        ruled = _with_time(_LEADING.sub("", completed.text.strip().rstrip("?!. ")), said) if completed else core
    resolved = ruled if completed else _anchored(ruled, plain, said)
    if resolved == _LEADING.sub("", plain):
        return question
    return resolved[:1].upper() + resolved[1:] + "?"


def _fragment(plain: str, question: str) -> str | None:
    """The part of a question that stands alone: "in Syria" of "and in Syria"."""
    found = _FRAGMENT.match(plain)
    if not found:
        return None
    part = (found["about"] or found["and"] or found["bare"]).strip()
    if _OPENS_QUESTION.match(part) or (found["bare"] and ("?" not in question or _CONTAINS_VERB.search(part))):
        return None
    return part


def _by_rule(text: str, said: Said) -> str | None:
    """The text with its pronoun replaced where a rule knows by what; None where none does."""
    slot = find_slot(text, noun_phrases(text))
    if slot is None:
        return None
    before = text[: slot.start]
    if slot.kind == "person":
        named = find_people(before)
        return _put(text, slot, said.person) if said.person and not named else None
    if slot.kind == "determined" and said.period and _TIME_NOUN.search(slot.written):
        return f"{text[: slot.end]} {said.period}{text[slot.end :]}"
    if slot.kind not in {"it", "they", "these"} or find_names(before):
        return None
    stands_for = said.counted if slot.kind != "it" else None
    stands_for = stands_for or (said.named if slot.kind != "it" or not said.asks_who else None)
    return _put(text, slot, stands_for) if stands_for else None


def _with_time(text: str, said: Said) -> str:
    """What the last question told of a time, a question in the past that names none is about the same time."""
    timely = said.period and _IN_THE_PAST.search(text) and not PERIOD.search(text) and not _OTHER_TIME.search(text)
    return f"{text} {said.period}" if timely else text


def _put(text: str, slot: Slot, name: str) -> str:
    written = slot.written.lower()
    name = name[:1].lower() + name[1:] if re.match(r"(?:The|An?) ", name) and slot.start else name
    if re.search(r"\b(?:of|all|both)\s*$", text[: slot.start]) and re.search(r"^(?:U\.S\. )?[a-z]", name):
        name = f"the {name}"  # "how many of them" are of those spoken of
    if written in _POSSESSIVE or (written == "her" and re.match(r"\s+\w", text[slot.end :])):
        name = possessive(name)
    return text[: slot.start] + name + text[slot.end :]


def _anchored(text: str, asked: str, said: Said) -> str:
    """Say what and when a question without any name is about, where its words lean on the talk ("how many died?")."""
    for phrase in noun_phrases(text):
        whole = _named_in_full(phrase, said.question)
        if whole:
            return text[: phrase.end - len(phrase.full)] + whole + text[phrase.end :]
    if find_names(text) or not (_LEADING.match(asked) or _LEANS.search(text)):
        return text
    timeless = PERIOD.search(text) is None
    if timeless and _WITHOUT_TIME.search(text):
        timeless = False
    where = [] if said.named else [_in_full(name, said.question) for name in find_names(said.question)]
    if where and all(preposition for preposition, _ in where):
        about = list(dict.fromkeys(f"{preposition} {name}" for preposition, name in where))
        return " ".join([text, *about[:2], *([said.period] if said.period and timeless else [])])
    told = [name for _, name in (_in_full(name, said.question) for name in find_names(said.question))]
    names = [re.sub("^The ", "the ", name) for name in dict.fromkeys([said.named, *told]) if name][:2]
    about = [*names, bare_period(said.period)] if said.period and timeless else names
    return f"{text} ({', '.join(about)})" if about else text


def _named_in_full(phrase: Phrase, question: str) -> str | None:
    """ "the James Webb telescope" for "the telescope"."""
    if phrase.is_name or " " in phrase.text or phrase.full.lower() != f"the {phrase.text}".lower():
        return None
    found = (p for p in noun_phrases(question) if p.head == phrase.head and p.is_name and " " in p.text)
    return next((p.full for p in found if len(p.full.split()) <= MOST_WORDS), None)


def _in_full(name: str, question: str) -> tuple[str, str]:
    """What stands before a name, "" for nothing, and the whole of it: "in", "the German election" for "German"."""
    phrases = [phrase for phrase in noun_phrases(question) if name in phrase.text]
    short = min(phrases, key=lambda phrase: len(phrase.text), default=None)
    if short is None or len(short.full.split()) > MOST_WORDS:
        return "", name
    return ("" if short.preposition == "of" else short.preposition), short.full
