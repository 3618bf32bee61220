"""The noun a figure counts, found without a grammar: the first plural after it, with what stands before that."""

from __future__ import annotations

import re

from rag.facts.kinds import ValueKind
from rag.facts.lexicon import words

MONEY = words(
    """
    dollar dollars euro euros pound pounds yen yuan franc francs peso pesos rupee rupees ruble rubles
    rouble roubles krona kronor kroner krone lira rand real reais cent cents pence dinar dinars riyal
    riyals won baht shekels zloty zlotys forint hryvnia dirhams
    """
)
TIME = words(
    """
    second seconds minute minutes hour hours day days night nights week weeks weekend weekends month
    months year years decade decades century centuries season seasons quarter quarters
    """
)
MEASURES = words(
    """
    km kilometer kilometers kilometre kilometres mile miles meter meters metre metres m cm centimeter
    centimeters centimetre centimetres mm millimeters millimetres feet foot ft inch inches yard yards
    acre acres hectare hectares kg kilo kilos kilogram kilograms gram grams ton tons tonne tonnes lb lbs
    pounds ounce ounces liter liters litre litres gallon gallons barrel barrels degree degrees kmh mph
    knots watt watts kilowatts megawatts gigawatts mw gw kwh volts point points magnitude
    """
)
# Nouns that are plural, or count things, without ending in s.
_PLURAL_WITHOUT_S = words(
    """
    people men women children policemen policewomen gunmen servicemen congressmen lawmakers fishermen
    firefighters personnel police feet fish aircraft spacecraft staff cattle sheep dead kilo kg km cm mm
    mph kwh mw gw ft m kronor kroner krone yen yuan rand won baht lira hryvnia data media teeth mice
    criteria crew clergy youth women-led percent celsius fahrenheit servicewomen businessmen
    """
)
_NOT_PLURAL = words(
    """
    was is has does says this its his hers as us less across plus versus thus always perhaps besides
    towards afterwards news economics politics yes ours theirs yours sometimes regardless nevertheless
    whereas unless remains means goes previous various serious religious famous dangerous continuous
    consecutive numerous indigenous suspicious
    """
)
_COMPOUND_FIRST = words(
    """
    sports arms sales women men customs savings goods operations crew staff police data media youth
    people
    """
)
_STOP = words(
    """
    zero one two three four five six seven eight nine ten eleven twelve hundred thousand million billion dozen
    and or but nor of in on at to from by for with without within than then the a an this that these
    those when while who whom whose which what where why how were was are is be been being am had has
    have having did do does will would could can may might must shall should more most fewer less after
    before since as if over under into onto out up down off ago earlier later not no he she it they we i
    you him her them us his its their our my your about around near nearly almost against during until
    till through throughout between among along across behind above below per each every both either
    neither also just only even still already yet again there here now so because although though
    however including despite killed wounded injured died remain remained fled compared versus via amid
    apart away back ahead said says told according each long wide tall high deep old today yesterday
    tomorrow overnight annually once twice too early late
    """
)
_RATE = re.compile(
    r" (?:(?:per|each|every) [A-Za-z]+|an? (?:second|minute|hour|day|night|week|month|quarter|year|share|"
    r"barrel|ton|tonne|head|person|kilo|gallon|liter|litre|bushel|ounce|pound|piece|bottle|seat|ticket|"
    r"vote)\b)"
)
_PERCENT = re.compile(r"\s?%|[ -](?:per ?cent|pct|percent)(?:age)?\b(?! points?)", re.IGNORECASE)
_POINTS = re.compile(r"[ -](?:percentage|basis) points?\b|\s?% points?\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]|\.(?=[^\W\d_]))*\.?")
_ATTACHED = re.compile(r"(?:km/h|km|kg|cm|mm|mph|kWh|MW|GW|lbs?|ft|m|C|F)\b")
_OF = re.compile(
    r" of (?:(?:all|the|its|their|his|her|our|these|those|some)(?: |$))*(?:(?:[\w.-]+ ){0,2}[\w.-]+(?:'s|s'|"
    r"’s|s’) )?"
)
_BEFORE_NOUN = re.compile(r" (?:(?:the|its|their|his|her|our|a|all) )+(?:[\w-]+(?:'s|s'|’s) )?")

_OUT_OF = re.compile(
    r" (?:out )?of (?:the|its|their|his|her|all) (?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve) (?=[a-z])"
)
"""A part of a counted whole: "five | of the 15 ministries"."""

Span = tuple[int, int]

_POUNDS_OF_MONEY = 10_000


def find_unit(text: str, end: int, number: float | None, *, part: bool, vague: bool) -> Span | None:
    """Return the offsets of the unit of a figure that ends at `end`, None where no noun is seen to belong to it.

    `part` says the figure is a fraction, `vague` that it is of the kind of "dozens"; both take their noun after "of".
    """
    for pattern in (_POINTS, _PERCENT):
        if match := pattern.match(text, end):
            start = end + (1 if text[end] in " -" else 0)
            return start, match.end()
    if match := _ATTACHED.match(text, end):
        return match.span()
    if text[end : end + 1] == "-":
        match = _WORD.match(text, end + 1)
        return (end + 1, _first_joint(match)) if match else None
    if not (part or vague) and (whole := _OUT_OF.match(text, end)):
        return _phrase(text, whole.end(), singular=False)
    noun = _noun_after(text, end, number, part=part, vague=vague)
    if noun is None:
        return None
    rate = _RATE.match(text, noun[1])
    return (noun[0], rate.end()) if rate else noun


def find_rate(text: str, end: int) -> int:
    """Return where " a barrel" or " per dose" after a sum of money ends, `end` itself where there is none."""
    rate = _RATE.match(text, end)
    return rate.end() if rate else end


def kind_of_unit(unit: str | None, number: float | None = None) -> ValueKind:
    """Return what a figure with this unit measures, as its own words tell; many thousand pounds are money."""
    if unit is None:
        return ValueKind.COUNT
    words = unit.lower().split()
    if words[0] == "percent":
        return ValueKind.PERCENT
    head = next((word for word in words if word in MONEY | TIME | MEASURES), None)
    if head is None:
        return ValueKind.COUNT
    if head in MEASURES and not (head == "pounds" and (number or 0) >= _POUNDS_OF_MONEY):
        return ValueKind.MEASURE
    return ValueKind.MONEY if head in MONEY else ValueKind.DURATION


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    lower = word.lower()
    if lower in _PLURAL_WITHOUT_S:
        return True
    if lower in _NOT_PLURAL or lower in _STOP or len(lower) < 3 or word.isupper():
        return False
    return lower.endswith("s") and not lower.endswith(("ss", "'s", "’s", "ous", "us")) and "." not in lower


def _first_joint(match: re.Match[str]) -> int:
    """The end of "member" in "12-member", of "year" in "17-year-old"."""
    joint = match.group(0).find("-")
    return match.end() if joint < 0 else match.start() + joint


def _noun_after(text: str, end: int, number: float | None, *, part: bool, vague: bool) -> Span | None:
    if part or vague:
        match = _OF.match(text, end) or _BEFORE_NOUN.match(text, end)
        if match is None and not re.match(r" [A-Za-z]", text[end:]):
            return None
        begin = match.end() if match else end + 1
        return _phrase(text, begin, singular=part)
    if not text.startswith((" ", "\u00a0"), end):
        return None
    if number == 1:
        return _one(text, end + 1)
    more = re.match(r" (?:more|other|fewer|additional)(?= (?!than\b|or\b)[A-Za-z])", text[end:])
    return _phrase(text, end + 1 + (more.end() if more else 0), singular=False)


# Words that describe the one thing counted rather than name it.
_ADJECTIVE = re.compile(r"[A-Z]|[a-z]+(?:al|ic|ive|ous|ary|ian|ed|ing|ful|less)$|(?:other|new|old|big|small|young)$")


def _one(text: str, begin: int) -> Span | None:
    """The noun behind "one": the first word, with the adjectives before it."""
    position = begin
    while (match := _WORD.match(text, position)) and match.group(0).lower() not in _STOP:
        end = match.end() - match.group(0).endswith(".")
        if text[match.start() : end].lower() in _STOP:
            return None
        following = _WORD.match(text, end + 1) if text.startswith(" ", end) else None
        if following is None or following.group(0).lower() in _STOP or not _ADJECTIVE.match(match.group(0)):
            return begin, end
        position = following.start()
    return None


def _phrase(text: str, begin: int, *, singular: bool) -> Span | None:
    """Words from `begin` up to the first plural; where one thing is counted, the first word that is no adjective."""
    position, first = begin, None
    for _ in range(5):
        match = _WORD.match(text, position)
        if match is None:
            return None if first is None or not singular else first
        word = match.group(0)
        trailing = match.end()
        if word.endswith(".") and not re.fullmatch(r"(?:[A-Za-z]\.)+", word):
            word, trailing = word[:-1], trailing - 1
        if word.lower() in _STOP or (word.lower().endswith(("'s", "’s")) and singular):
            return first if singular else None
        if is_plural(word):
            return begin, _extended(text, word, trailing)
        if word.lower() == "percentage" and text.startswith(" point", trailing):
            return begin, trailing + len(" point")
        if singular and first is None:
            first = (begin, trailing)
        if not text.startswith(" ", trailing):
            return first if singular else None
        position = trailing + 1
    return first if singular else None


def _extended(text: str, word: str, end: int) -> int:
    """Take "dealers" into "arms dealers", "Celsius" into "degrees Celsius"."""
    match = _WORD.match(text, end + 1) if text.startswith(" ", end) else None
    if match is None:
        return end
    following = match.group(0).rstrip(".")
    if word.lower() == "degrees" and following.lower() in ("celsius", "fahrenheit"):
        return match.start() + len(following)
    if word.lower() in _COMPOUND_FIRST and is_plural(following):
        return match.start() + len(following)
    return end
