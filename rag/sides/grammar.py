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
    r"^(?P<word>which|who|what) (?P<stem>[^:,;]+?) (?P<first>(?:the )?(?-i:[A-Z][\w.-]*(?: [A-Z][\w.-]*)*|\w+)),? or "
    r"(?P<second>[^:,;]+)$",
    re.I,
)
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
    """Return a question on one line without its mark."""
    text = _POLITE.sub("", " ".join(question.split()).rstrip("?!. ").strip())
    if true := _TRUE.match(text):
        return f"{true['verb']} {true['subject']} {true['rest']}"
    return text


def reordered(text: str) -> str:
    """Return a question whose two alternatives stand first ("A or B: which is larger?") with them at its end."""
    if (match := _UNMARKED.match(text)) and re.search(
        rf"\b(?:{ADJECTIVE}|{COUNTED}|first|last)\b", match["stem"], re.I
    ):
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


_IRREGULAR = {
    "got": "get", "won": "win", "lost": "lose", "cost": "cost", "drew": "draw", "took": "take", "paid": "pay",
    "spent": "spend", "sold": "sell", "bought": "buy", "made": "make", "ran": "run", "gave": "give", "fell": "fall",
    "rose": "rise", "sent": "send", "held": "hold", "saw": "see", "lent": "lend", "grew": "grow", "left": "leave",
    "began": "begin", "came": "come", "became": "become", "went": "go", "hit": "hit", "beat": "beat", "led": "lead",
    "had": "have", "stood": "stand", "fought": "fight", "set": "set", "met": "meet", "said": "say", "told": "tell",
}  # fmt: skip
_SILENT = re.compile(r"(?:[cvzu]|(?<!lon)g|[aeiou]s|[aiou]r|[aeiou][a-z]?at)$")
"""Stems of regular past forms that lost an e: "caused", "received", "hired"; not "opened", "covered"."""


def did(subject: str, past: str, rest: str = "") -> str | None:
    """Return "did Helene kill in Florida" of "Helene", "killed", "in Florida"; None where the verb is no past form."""
    verb = past.lower()
    if verb in _IRREGULAR:
        base = _IRREGULAR[verb]
    elif verb.endswith("ied"):
        base = f"{verb[:-3]}y"
    elif re.search(r"([bdgmnprt])\1ed$", verb):
        base = verb[:-3]
    elif verb.endswith("ed") and len(verb) > 3:
        base = verb[:-1] if _SILENT.search(verb[:-2]) else verb[:-2]
    else:
        return None
    return f"did {subject} {base} {rest}".rstrip()


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
