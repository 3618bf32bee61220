"""The values of a sentence: figures with hedge, unit and bounds. Dates, times and identifiers are no values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.facts.kinds import Value, ValueKind
from rag.facts.lexicon import words
from rag.facts.numbers import Figure, find_figures
from rag.facts.units import find_rate, find_unit, kind_of_unit

Span = tuple[int, int]

AT_LEAST = (
    "at least|no (?:fewer|less) than|not less than|more than|greater than|(?:just|well|slightly|"
    "a little) over|over|"
    "in excess of|upwards? of|above|a minimum of"
)
AT_MOST = (
    "(?<!goes )(?<!went )(?<!go )(?<!rose )(?<!climbed )(?<!gone )up to|as (?:many|much|few|little) as|"
    "no more than|not more than|at most|a maximum of|(?:less|"
    "fewer) than|"
    "(?:just|well|slightly) under|under|below"
)
ABOUT = (
    "roughly|about|around|approximately|approx\\.|some|nearly|almost|close to|near|an estimated|estimated|"
    "circa|"
    "virtually|somewhere around|in the region of"
)
EXACT = "exactly|precisely|only|just|a total of|a record"
_HEDGE = re.compile(rf"\b(?:(?:{ABOUT}|{EXACT}) )?(?:{AT_LEAST}|{AT_MOST}|{ABOUT}|{EXACT}) $", re.IGNORECASE)
_HEDGE_AFTER = re.compile(r" or (so|more|fewer|less)\b| at (?:least|most)\b|-odd\b", re.IGNORECASE)
_TIME_OF_DAY = re.compile(
    r"\b\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?(?: ?[ap]\.?m\.?)?|\b\d{1,2} ?(?:[ap]\.m\.|[ap]m\b)|"
    r"\b\w+ (?:o['’]clock\b|in the (?:morning|afternoon|evening)\b)",
    re.IGNORECASE,
)
_IDENTIFIER_BEFORE = re.compile(
    r"\b(?:clade|phase|level|stage|type|grade|chapter|page|version|Articles?|Sections?|Resolution|Chapter|"
    r"Title|Rule|Clause|Amendment|Proposition|Highway|Route|Interstate|Road|Flight|Boeing|Airbus|Apollo|"
    r"Gate|Base|Camp|Pier|Terminal|Room|Channel|Block|Building|Platform|Lane|Page|Game|Round|Phase|Stage|"
    r"Level|Category|Type|Unit|District|Ward|Zone|Area|Group of|Formula|Version|Model|Number|No\.|Nos\.) $"
)
_SCORE = re.compile(r"(?<![\w.,-])(\d{1,3})[-–](\d{1,3})(?![\w,%-]|[.]\d)")
_VOTE = re.compile(r"(?<![\w.,$-])(?<!from )(\d{1,3}) to (\d{1,3})(?![\w%-]|[.,]\d| [a-z]+s\b| percent)")
_VOTING = re.compile(r"\b(?:vot(?:e|es|ed|ing)|bill|motion|passed|Senate|House|parliament|resolution)\b", re.IGNORECASE)
_GAME = re.compile(
    r"\b(?:beat|lost|won|win|wins|drew|defeated|defeat|victory|led|lead|trail\w*|vot\w+|score\w*)\b", re.I
)
_GAME_AFTER = re.compile(r" (?:draw|win|defeat|victory|loss|lead|vote|score|thrashing|record)\b")
_AGE_AFTER = re.compile(r"(?:-|\s)years?(?:-|\s)old\b|-year-olds\b")


def find_values(sentence: str, taken: Sequence[Span] = ()) -> tuple[Value, ...]:
    """Return the values of a sentence in order; `taken` are ranges that are read as something else, such as dates."""
    closed = [*taken, *(match.span() for match in _TIME_OF_DAY.finditer(sentence))]
    closed += [match.span() for match in _SCORE.finditer(sentence) if _named(sentence, match.start())]
    values = _scores(sentence, closed)
    closed += [(value.start, value.end) for value in values]
    figures = [figure for figure in find_figures(sentence) if not _overlaps((figure.start, figure.end), closed)]
    position = 0
    while position < len(figures):
        step, value = _read(sentence, figures, position)
        # "A quarter" in "ten billion pounds a quarter" belongs to the unit.
        inside = bool(values) and figures[position].start < values[-1].span[1] <= figures[position].end
        position += step
        if value is not None and not inside:
            values.append(value)
    return tuple(sorted(values, key=lambda value: value.start))


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _scores(sentence: str, closed: Sequence[Span]) -> list[Value]:
    """Results of games and votes: "3-1", "a vote of 61 to 39"; a rising pair that counts something is a range."""
    voted = _VOTING.search(sentence) is not None
    values = []
    for match in [*_SCORE.finditer(sentence), *(_VOTE.finditer(sentence) if voted else ())]:
        first, second = int(match.group(1)), int(match.group(2))
        if _overlaps(match.span(), closed):
            continue
        if first < second:
            told = _GAME.search(sentence, max(0, match.start() - 40), match.start())
            if not (told or _GAME_AFTER.match(sentence, match.end())):
                continue
            if find_unit(sentence, match.end(), float(second), part=False, vague=False):
                continue
        values.append(Value(match.start(), match.end(), match.group(0), None, kind=ValueKind.SCORE))
    return values


def _read(sentence: str, figures: Sequence[Figure], position: int) -> tuple[int, Value | None]:
    """Return how many figures were used up and the value they make, if they make one."""
    figure = figures[position]
    if position + 1 < len(figures) and (paired := _range(sentence, figure, figures[position + 1])):
        return 2, paired
    if _is_identifier(sentence, figure):
        return 1, None
    return 1, _single(sentence, figure)


_APART = re.compile(r" per ?cent| percent|%")
_PERCENT_UNIT = re.compile(r" per ?cent| percent|%")
"""A percentage and what follows "to" are a range only where both are percentages."""


def _range(sentence: str, low: Figure, high: Figure) -> Value | None:
    between = sentence[low.end : high.start]
    before = sentence[: low.start].rstrip().lower()
    spans_and = before.endswith("between") and bool(re.fullmatch(r"(?: \w+|%)? and ", between))
    joined = bool(re.fullmatch(r"(?: percent| per cent|%)? to | or |[-–]", between)) and not before.endswith("from")
    if not (spans_and or joined) or low.number is None or high.number is None or low.part:
        return None
    # "rose 7.5 percent to $48 billion" and "3 percent to $71" tell two things.
    if high.currency and low.currency != high.currency:
        return None
    if _APART.match(between) and not _PERCENT_UNIT.match(sentence, high.end):
        return None
    first, second = low.number, high.number
    if low.scale == 1.0 and high.scale > 1.0 and first < 1000:
        first *= high.scale
    if not first < second or (between == " or " and second > 2 * first + 1):
        return None
    whole = Figure(low.start, high.end, None, low.currency or high.currency, digits=True)
    return _value(sentence, whole, first, second)


def _single(sentence: str, figure: Figure) -> Value | None:
    following = sentence[figure.end :]
    if re.match(r"[ -]times?\b|-fold\b|-time\b", following):
        return None
    if not figure.digits and figure.number == 1 and not figure.part and not _counts_one(sentence, figure):
        return None
    return _value(sentence, figure, None, None)


def _counts_one(sentence: str, figure: Figure) -> bool:
    following = sentence[figure.end :]
    if re.match(r" (?:more|fewer|less) than\b", following):
        return True
    if re.match(r" (?:day|another|side|hand|time|thing|way|reason|by one)\b", following):
        return False
    if re.search(
        r"\b(?:no|the|any|every|each|this|that|first|second|last|next|only|same|new|\w+er) $",
        sentence[: figure.start],
        re.IGNORECASE,
    ):
        return False
    return find_unit(sentence, figure.end, 1.0, part=False, vague=False) is not None


def _named(sentence: str, start: int) -> bool:
    """Whether a word before `start` makes a name of the number: "Boeing 737", "Article 5"."""
    return _IDENTIFIER_BEFORE.search(sentence[:start]) is not None


def _is_identifier(sentence: str, figure: Figure) -> bool:
    before = sentence[: figure.start]
    if figure.currency or not figure.digits or not sentence[figure.start].isdigit():
        return False
    if _named(sentence, figure.start):
        return True
    written = sentence[figure.start : figure.end]
    following = sentence[figure.end : figure.end + 1]
    if re.match(r"[A-Za-z]", following) and not find_unit(sentence, figure.end, figure.number, part=False, vague=False):
        return True
    # A capital word runs straight into a bare number that counts nothing: "Windows 10 was", "Apollo 11
    # landed".
    named = re.search(r"\b[A-Z][\w-]*[a-z] $", before)
    return bool(
        written.isdigit()
        and named
        and named.group(0).strip().lower() not in _OPENERS
        and find_unit(sentence, figure.end, figure.number, part=False, vague=False) is None
    )


_OPENERS = words(
    """
    about around some nearly almost only just over under at up more fewer less exactly roughly
    """
)


def _value(sentence: str, figure: Figure, low: float | None, high: float | None) -> Value:
    start, end = figure.start, figure.end
    number = figure.number
    unit, unit_span, kind = _unit(sentence, figure)
    hedge_span = _hedge_span(sentence, figure, unit_span)
    hedge = sentence[slice(*hedge_span)].lower().strip() if hedge_span else None
    if number is not None and hedge:
        low, high = _bounds(hedge, number)
    return Value(
        start, end, sentence[start:end], number, low, high, unit, hedge, kind, unit_span, hedge_span
    )  # fmt: skip


def _unit(sentence: str, figure: Figure) -> tuple[str | None, Span | None, ValueKind]:
    end, number = figure.end, figure.number
    if figure.currency:
        rate = find_rate(sentence, end)
        span = (end + 1, rate) if rate > end else None
        return figure.currency + sentence[end:rate], span, ValueKind.MONEY
    if _is_age(sentence, figure):
        return "years", None, ValueKind.AGE
    vague = number is None and not figure.digits
    span = find_unit(sentence, end, number, part=figure.part, vague=vague)
    if span is None:
        magnitude = re.search(r"\b(magnitude|category)[- ]$", sentence[: figure.start], re.IGNORECASE)
        if magnitude:
            return magnitude.group(1), magnitude.span(1), ValueKind.MEASURE
        return None, None, ValueKind.FRACTION if figure.part else ValueKind.COUNT
    unit = sentence[slice(*span)]
    if re.fullmatch(r"%|per ?cent|pct", unit, re.IGNORECASE):
        unit = "percent"
    if _AGE_AFTER.match(sentence, end):
        return unit, span, ValueKind.AGE
    return unit, span, ValueKind.FRACTION if figure.part else kind_of_unit(unit, number)


def _is_age(sentence: str, figure: Figure) -> bool:
    """ "Dorn, 58, faces" and "aged 58": a bare whole number between commas behind a word."""
    number = figure.number
    if number is None or not figure.digits or not 1 <= number <= 115 or number != int(number):
        return False
    before, after = sentence[: figure.start], sentence[figure.end :]
    if re.search(r"\baged? $", before):
        return True
    return bool(re.search(r"[a-z]+, $", before) and re.match(r",(?! \d)| and\b(?=.{0,20}, \d)", after))


def _hedge_span(sentence: str, figure: Figure, unit_span: Span | None) -> Span | None:
    before = _HEDGE.search(sentence[: figure.start])
    if before:
        return before.start(), before.end() - 1
    end = max(figure.end, unit_span[1] if unit_span else 0)
    after = _HEDGE_AFTER.match(sentence, figure.end) or _HEDGE_AFTER.match(sentence, end)
    return (after.start() + (0 if after.group(0)[0] == "-" else 1), after.end()) if after else None


def _bounds(hedge: str, number: float) -> tuple[float | None, float | None]:
    if re.search(rf"\b(?:{AT_LEAST})$|or more|at least", hedge):
        return number, None
    if re.search(rf"\b(?:{AT_MOST})$|or (?:fewer|less)|at most", hedge):
        return None, number
    return None, None
