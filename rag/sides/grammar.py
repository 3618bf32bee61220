"""Small pieces of English that comparisons are built of."""

from __future__ import annotations

import re

from rag.sides.kinds import Sense

_BASES = {
    "more": {
        "larger": "large", "bigger": "big", "greater": "great", "higher": "high", "longer": "long", "taller": "tall",
        "older": "old", "heavier": "heavy", "stronger": "strong", "faster": "fast", "deeper": "deep", "hotter": "hot",
        "warmer": "warm", "wider": "wide", "costlier": "costly", "deadlier": "deadly", "farther": "far",
        "further": "far", "richer": "rich", "more expensive": "expensive", "more deadly": "deadly", "worse": "bad",
        "more costly": "costly", "more powerful": "powerful", "broader": "broad",
    },
    "less": {
        "smaller": "large", "lower": "high", "shorter": "long", "younger": "old", "lighter": "heavy",
        "weaker": "strong", "slower": "fast", "cheaper": "expensive", "colder": "hot", "cooler": "warm",
        "narrower": "wide", "closer": "far", "nearer": "far", "less expensive": "expensive", "less deadly": "deadly",
        "tighter": "large",
    },
}  # fmt: skip
"""Comparatives of size with the adjective that asks for it ("how large"): what decides is a figure."""

_MOST = {
    "largest": "larger", "biggest": "bigger", "greatest": "greater", "highest": "higher", "longest": "longer",
    "tallest": "taller", "oldest": "older", "heaviest": "heavier", "strongest": "stronger", "fastest": "faster",
    "deadliest": "deadlier", "hottest": "hotter", "warmest": "warmer", "smallest": "smaller", "lowest": "lower",
    "shortest": "shorter", "youngest": "younger", "slowest": "slower", "coldest": "colder", "costliest": "costlier",
}  # fmt: skip
"""Of two, the largest is the larger."""

for _words in _BASES.values():
    _words.update({most: _words[more] for most, more in _MOST.items() if more in _words})
BASE = {word: base for words in _BASES.values() for word, base in words.items()}
_SENSE = {word: Sense(sense) for sense, words in _BASES.items() for word in words}
_SENSE |= {
    "more": Sense.MORE,
    "fewer": Sense.LESS,
    "less": Sense.LESS,
    "most": Sense.MORE,
    "fewest": Sense.LESS,
    "least": Sense.LESS,
}

ADJECTIVE = rf"(?:{'|'.join(sorted(BASE, key=len, reverse=True))})"
COUNTED = r"(?:more|fewer|less|most|fewest|least)"
PREPOSITION = (
    r"(?:in|on|at|for|from|of|by|to|with|under|during|after|before|against|over|as of|since|until|when|among|per)"
)
AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could)"

TIME = (
    r"(?:(?:early|mid|late)[- ])?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: \d{1,2},?)?"
    r"(?: (?:1[89]|20)\d\d)?|(?:1[89]|20)\d\d)"
)
_POLITE = re.compile(r"^(?:please |so,? |and |do you know |(?:can|could) you (?:please )?tell me |tell me )+", re.I)
_TRUE = re.compile(
    r"^is it (?:true|correct) that (?P<subject>.+?) (?P<verb>is|are|was|were|has|have|had|will) (?P<rest>.+)$",
    re.I,
)
_UNMARKED = re.compile(
    r"^(?P<word>which|who|what) (?P<stem>[^:,;]+?) (?P<first>(?:the )?(?:(?-i:[A-Z])[\w.-]*(?: (?-i:[A-Z])[\w.-]*)*|"
    r"[a-z]+)),? or (?P<second>[^:,;]+)$",
    re.I,
)
_STEM_OPEN = re.compile(rf"(?:^|\s)(?:{PREPOSITION}|the|an?|than|or|to|most|\w+est)$", re.I)
"""What an alternative cannot follow: "the highest mountain in Asia or Africa" names no two."""
"""Alternatives at the end without a mark before them: "which killed more people helene or milton"."""

_ALTERNATIVES_FIRST = (
    re.compile(r"^(?P<word>which|who|what) of (?P<first>(?!the two\b|these two\b).+?) (?:and|or) (?P<second>.+?) "
               r"(?P<stem>(?:is|are|was|were|has|have|had|came|got|won|lost|killed|cost|took|drew|paid|went|gave|[a-z]+ed)"
               r"\b.*)$", re.I),
    re.compile(r"^(?:between|of|comparing) (?P<first>.+?) and (?P<second>.+?), (?P<word>which|whose|who|what)"
               r"(?: one| of (?:them|the two))? (?P<stem>.+)$", re.I),
    re.compile(r"^(?P<first>[^:;,]+?),? or (?P<second>[^:;]+?)[:;,-]+ (?P<word>which|whose|who|what)(?: one|"
               r" of (?:them|the two))? "
               r"(?P<stem>.+)$", re.I),
)  # fmt: skip
_PARALLEL = re.compile(rf"^{PREPOSITION}\b", re.I)
_STANDS_FOR = re.compile(rf"\b(?:{PREPOSITION}\s+)(?:his|hers|its|theirs|that one|the same)\s*$", re.I)
_POINT = re.compile(r"^the (?:\w+ )?(?:end|start|beginning|peak|height|outset|close|time|turn)\b", re.I)
_PHRASE = re.compile(rf"(?:(?!\b{PREPOSITION}\b).)*", re.I)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_MONTH_ALONE = re.compile(
    r"(?:(?:early|mid|late)[- ])?(?:the \w+ of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]*\.?(?: \d{1,2})?",
    re.I,
)
_TIMED = re.compile(rf"^(?P<piece>{PREPOSITION} .+) (?P<time>(?:in|on|during|as of) {TIME})$", re.I)
_LAST_PHRASE = re.compile(rf"\b{PREPOSITION}\b(?!.*\b{PREPOSITION}\b).*$", re.I)


def sense_of(comparative: str) -> Sense:
    """Return which way a comparative points."""
    return _SENSE[comparative.lower()]


def plain(question: str) -> str:
    """Return a question on one line without its mark or polite opening; "is it true that A was B?" as "was A B"."""
    text = _POLITE.sub("", " ".join(question.split()).rstrip("?!. ").strip())
    true = _TRUE.match(text)
    if true and not re.search(r"\b(?:who|that|which)\b", true["subject"], re.I):
        return f"{true['verb']} {true['subject']} {true['rest']}"
    return text


def reordered(text: str) -> str:
    """Return a question whose alternatives stand first ("A or B: which is larger?"), or last without a mark, with both
    at its end behind a colon."""
    match = _UNMARKED.match(text)
    compares = re.search(rf"\b(?:more|fewer|less|{ADJECTIVE}|first|last)\b", match["stem"], re.I) if match else None
    if match and compares and not (_STEM_OPEN.search(match["stem"]) or compares[0].lower() in _MOST):
        return f"{match['word']} {match['stem']}: {match['first']} or {match['second']}"
    for pattern in _ALTERNATIVES_FIRST:
        if match := pattern.match(text):
            owned = "'s" if match["word"].lower() == "whose" else ""
            return f"{match['word']} {match['stem']}: {match['first']}{owned} or {match['second']}{owned}"
    return text


def clean(text: str) -> str:
    """Return a piece of a question without the commas and articles of joining at its ends."""
    return re.sub(r"^(?:either|both)\s+", "", text.strip(" ,;:"), flags=re.I)


def as_question(text: str) -> str:
    """Return words as a question: one line, a capital, a mark."""
    line = " ".join(text.split()).strip(" ,;:")
    return f"{line[:1].upper()}{line[1:]}?"


_TOLLS = re.compile(
    r"^(?P<before>(?:the )?(?:[\w-]+ )?)"
    r"(?P<noun>tolls|figures|numbers|counts|rates|shares|prices|totals|temperatures|magnitudes)\b"
)


def what_was(name: str) -> str:
    """Return "What was the toll in Peru" of "the tolls in Peru": asked of one thing, it is one."""
    return "What was " + _TOLLS.sub(lambda found: found["before"] + found["noun"].removesuffix("s"), name)


def opens_with_preposition(text: str) -> bool:
    """Whether a piece begins with "in", "for", ..., so that it stands in the place of its like."""
    return _PARALLEL.match(text.strip()) is not None


def parallel(whole: str, piece: str) -> str:
    """Return `whole` with the last phrase of the same preposition as `piece` replaced by it; else with it appended.

    "people voted for Lula in 2022", "for Macron in his" -> "people voted for Macron in 2022".
    """
    timed = _TIMED.match(piece.strip())
    if timed and not _YEAR.search(whole):
        # "more in Iraq than in Syria in 2024": both in 2024.
        return f"{parallel(whole, timed['piece'])} {timed['time']}"
    preposition = _PARALLEL.match(piece.strip())
    if preposition is not None and _phrases(whole) == _phrases(piece) and opens_with_preposition(whole):
        return piece.strip()
    if preposition is None:
        return f"{whole} {piece}"
    dated = _YEAR.search(piece) is not None
    alike = [
        place
        for place in re.finditer(rf"\b{preposition[0]}\b", whole, re.I)
        if (_YEAR.search(_PHRASE.match(whole, place.end())[0]) is not None) is dated  # type: ignore[index]
    ]
    if not alike:
        return f"{whole} {piece}"
    at = alike[-1].start()
    if _STANDS_FOR.search(piece):
        tail = _LAST_PHRASE.search(whole[at + len(preposition[0]) :])
        piece = _STANDS_FOR.sub("", piece).strip() + (f" {tail[0]}" if tail else "")
    return f"{whole[:at]}{piece}"


_PAST_OF = {
    "get": "got", "win": "won", "lose": "lost", "cost": "cost", "draw": "drew", "take": "took", "pay": "paid",
    "spend": "spent", "sell": "sold", "buy": "bought", "make": "made", "run": "ran", "give": "gave", "fall": "fell",
    "rise": "rose", "send": "sent", "hold": "held", "see": "saw", "lend": "lent", "grow": "grew", "leave": "left",
    "begin": "began", "come": "came", "become": "became", "go": "went", "hit": "hit", "beat": "beat", "lead": "led",
    "stand": "stood", "fight": "fought", "meet": "met", "say": "said", "die": "died", "drop": "dropped",
    "carry": "carried", "add": "added", "use": "used", "stop": "stopped", "tell": "told",
}  # fmt: skip
_REGULAR = """kill injure wound destroy damage cause receive raise reach land launch open close end start move vote
earn score pass cross announce approve sign adopt publish invest hire produce recruit collect attack return enter arrive
report record promise pledge declare charge join reject complete visit claim release deploy export import
conquer abolish host retire resign recover last""".split()
_PAST_OF |= {verb: f"{verb}d" if verb.endswith("e") else f"{verb}ed" for verb in _REGULAR}
BASE_OF = {past: verb for verb, past in _PAST_OF.items()}
"""The verbs in common use, by their past form."""


def did(subject: str, past: str, rest: str = "") -> str | None:
    """Return "did Helene kill in Florida" of "Helene", "killed", "in Florida"; None where the verb is not a known one.

    A verb without its ending, as it stands after "did", is taken as well.
    """
    verb = past.lower()
    base = BASE_OF.get(verb) or (verb if verb in _PAST_OF else None)
    return f"did {subject} {base} {rest}".rstrip() if base else None


def same_time(first: str, second: str) -> str:
    """Return the first of two pieces with the time that stands behind the second and holds for both."""
    timed = _TIMED.match(second.strip())
    return f"{first} {timed['time']}" if timed and not _YEAR.search(first) else first


def _phrases(text: str) -> int:
    return len(re.findall(rf"\b{PREPOSITION}\b", text, re.I))


def with_year(earlier: str, later: str) -> str:
    """Return a bare month with the year of its partner: "June", "September 2014" -> "June 2014"."""
    year = _YEAR.search(later)
    if year and _MONTH_ALONE.fullmatch(earlier.strip()):
        return f"{earlier.strip()} {year[0]}"
    return earlier


def is_time(text: str) -> bool:
    """Whether a piece is a month, a year or a day."""
    return _MONTH_ALONE.match(text.strip()) is not None or bool(re.match(r"(?:the \w+ of )?(?:1[89]|20)\d\d\b", text))


def placed(text: str) -> str:
    """Return a time with the preposition it needs: "in July 2021", "on 3 May 2020"; other words as they are."""
    text = text.strip()
    if opens_with_preposition(text):
        return text
    if re.match(r"\d{1,2} [A-Z]|[A-Z][a-z]+ \d{1,2}\b(?!\d)", text):
        return f"on {text}"
    return f"at {text}" if _POINT.search(text) else f"in {text}"


def both_named(first: str, second: str) -> tuple[str, str]:
    """Return two pieces, each with the noun that it shares with the other.

    "the first" beside "the second attempt" is the first attempt, "the ECB's" beside "the Fed's rate rise" its rate
    rise, "the final one" beside "the first count" the final count.
    """
    return _completed(first, second), _completed(second, first)


def _completed(piece: str, other: str) -> str:
    if re.search(r"s?['’]s?$", piece) and (owned := re.search(r"['’]s? (?P<noun>.+)$", other)):
        return f"{piece} {owned['noun']}"
    noun = re.match(r"the (?:first|second|third|last|next|\d{4}|[a-z]+) (?P<noun>\w+.*)$", other)
    if noun and re.fullmatch(r"the (?:first|second|third|last|next|\d{4}|[a-z]{3,})", piece):
        return f"{piece} {noun['noun']}"
    last = re.search(r"(?P<noun>\w+)$", other)
    if last and re.fullmatch(r"the \w+ ones?", piece) and not re.search(r"\bones?$", other):
        return re.sub(r"\bones?$", last["noun"], piece)
    return piece
