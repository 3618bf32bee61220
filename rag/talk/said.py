"""What the last question and its answer offer, where rules can tell: who "he" is, what was counted, what was named."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.mentions import NAME, find_names, find_people, up_to_verb

MOST_NAME_WORDS = 5
"""An answer of more words is a sentence, and no name to put in a pronoun's place."""

PERIOD = re.compile(
    r"\b(?:(?:in|during|since|before|after|by|as of|on|until)\s+)?(?:(?:early|late|mid)[ -])?"
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+)?"
    r"(?:\d{1,2},?\s+)?(?:19|20)\d\d\b"
)
WHERE = re.compile(rf"\b(?:in|at)\s+(?:the\s+)?{NAME.pattern}(?!['’])")
_COUNTED = re.compile(r"\b(?:how many|how much|which)\s+((?:[\w.'’-]+\s*){1,4})", re.I)
_LEAD = re.compile(r"\s*(?:[“\"\[(\n:;]|\.(?:\s|$)|,? as of\b|, according to\b|, with\b)")
"""Where the short answer at the head of an answer's text ends."""
_ASKS_FOR_NAME = re.compile(r"^(?:and\s+)?(?:which|what|who|whom|whose)\b", re.I)
_ASKS_WHO = re.compile(r"^(?:and\s+)?(?:who|whom|whose|which (?:man|woman|person|judge|general|minister))\b", re.I)
_ASKS_WHO_IS = re.compile(r"^(?:and\s+)?who(?:m)?\s+(?:is|was|are|were)\b", re.I)
_ORIGIN = re.compile(r"\b[A-Z][^.“”\n]{0,40}, \d{1,2} [A-Z][a-z]+ \d{4}(?=[: .])")
"""Where something was reported, as an answer tells it: a paper's name is not who "he" is."""


def bare_period(period: str) -> str:
    """Return "June 2022" of "in June 2022"."""
    return re.sub(r"^(?:in|during|since|before|after|by|as of|on|until)\s+", "", period)


@dataclass(frozen=True, slots=True)
class Said:
    """The last question in full and the answer that was shown, "" for none."""

    question: str
    answer: str

    @property
    def short(self) -> str:
        """The short answer: what stands before the first quotation, day or full stop of the answer's text."""
        head = _LEAD.search(self.answer)
        # "Rep. Mike Rogers": a title's full stop ends nothing.
        while head and re.search(
            r"\b(?:Rep|Sen|Gov|Gen|Lt|Col|Adm|Dr|Mr|Mrs|Ms|St|U\.S|[A-Z])$", self.answer[: head.start()]
        ):
            head = _LEAD.search(self.answer, head.end())
        return (self.answer[: head.start()] if head else self.answer).strip(" .")

    @property
    def named(self) -> str | None:
        """The name that answers the question, None where the answer is no bare name or no name was asked for."""
        short = self.short
        names = find_names(f"is {short}")
        bare = bool(names) and len(short.split()) <= MOST_NAME_WORDS and len(names[0]) >= len(short) - len("the rep. ")
        return short if bare and _ASKS_FOR_NAME.match(self.question) else None

    @property
    def person(self) -> str | None:
        """Who "he" or "she" is: the answer to a question for a person, else the first named in question or answer."""
        if self.named and _ASKS_WHO.match(self.question):
            # "Labour" answers who won and is no person; "Biden" answers who the president is.
            alone = len(self.named.split()) == 1
            return self.named if not alone or _ASKS_WHO_IS.match(self.question) else None
        people = find_people(self.question) + find_people(f"is {_ORIGIN.sub('', self.answer)}")
        return people[0] if people else None

    @property
    def asks_who(self) -> bool:
        """Whether the last question asked for a person, so that its answer is no "it"."""
        return bool(_ASKS_WHO.match(self.question))

    @property
    def noun(self) -> str:
        """What was counted or asked for: "troops"; "" where nothing was."""
        counted = _COUNTED.search(self.question)
        return up_to_verb(counted[1].split()) if counted else ""

    @property
    def owned(self) -> str:
        """What some had, so that others had none: "cases" of "How many countries had cases?"; "" for nothing."""
        found = re.search(r"\b(?:have|has|had)\s+(?P<what>[a-z]+s)\W*$", self.question)
        return found["what"] if found else ""

    @property
    def counted(self) -> str | None:
        """What "they" are: what was counted or asked for, with where it is."""
        noun = self.noun
        if not noun:
            return None
        where = WHERE.search(self.question) or WHERE.search(self.answer)
        whose = re.search(r"\b(?:does|did|do)\s+(?P<who>(?:the\s+)?\S+)\s+have\b", self.question)
        if whose and "U.S." in whose["who"] and "U.S." not in noun:
            noun = f"U.S. {noun}"
        return f"{noun} {where[0]}" if where and where[0] not in noun else noun

    @property
    def period(self) -> str | None:
        """The time the question names: "in January 2020"."""
        found = PERIOD.search(self.question)
        return found[0] if found else None
