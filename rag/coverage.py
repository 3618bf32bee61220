"""Does a passage speak of what was asked? Names, places, years and figures of the question, looked for in the text.

A passage may hold a perfect answer to a question about somebody else ("How many troops does the United Kingdom
have in Iraq?" -> 2,500): what a reader model confuses most is what plain matching sees best.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from rag.passages import header
from rag.short_names import COMMON_IN_NAMES, NUMERAL, initials, short_forms
from rag.types import Hit

_SAME_NAME = {
    "us": "united states|u.s.a.|u.s.|usa|us|americans|american|america",
    "uk": "united kingdom|great britain|u.k.|uk|british|britain|britons",
    "un": "united nations|u.n.|un",
    "eu": "european union|e.u.|eu",
    "isis": "islamic state group|islamic state|isis|isil|daesh",
    "covid": "covid-19|covid|coronavirus",
    "iraq": "iraqis|iraqi|iraq", "syria": "syrians|syrian|syria", "iran": "iranians|iranian|iran",
    "jordan": "jordanians|jordanian|jordan", "kuwait": "kuwaitis|kuwaiti|kuwait",
    "turkey": "turkish|turks|turkey|türkiye|turkiye", "kurdistan": "kurdistan|kurdish|kurds",
    "afghanistan": "afghans|afghan|afghanistan", "israel": "israelis|israeli|israel",
    "saudi": "saudi arabia|saudis|saudi", "egypt": "egyptians|egyptian|egypt", "yemen": "yemenis|yemeni|yemen",
    "lebanon": "lebanese|lebanon", "libya": "libyans|libyan|libya", "qatar": "qataris|qatari|qatar",
    "russia": "russians|russian|russia", "ukraine": "ukrainians|ukrainian|ukraine",
    "china": "chinese|china", "taiwan": "taiwanese|taiwan", "japan": "japanese|japan",
    "south korea": "south koreans|south korean|south korea", "north korea": "north koreans|north korean|north korea",
    "india": "indians|indian|india", "pakistan": "pakistanis|pakistani|pakistan", "nepal": "nepalese|nepali|nepal",
    "france": "french|france", "germany": "germans|german|germany", "italy": "italians|italian|italy",
    "spain": "spanish|spaniards|spain", "portugal": "portuguese|portugal", "poland": "polish|poles|poland",
    "netherlands": "the netherlands|netherlands|dutch|holland", "belgium": "belgians|belgian|belgium",
    "sweden": "swedish|swedes|sweden", "norway": "norwegians|norwegian|norway",
    "denmark": "danish|danes|denmark", "finland": "finnish|finns|finland", "greece": "greeks|greek|greece",
    "ireland": "irish|ireland", "scotland": "scottish|scots|scotland", "switzerland": "swiss|switzerland",
    "austria": "austrians|austrian|austria", "hungary": "hungarians|hungarian|hungary",
    "canada": "canadians|canadian|canada", "mexico": "mexicans|mexican|mexico",
    "brazil": "brazilians|brazilian|brazil", "argentina": "argentines|argentinian|argentine|argentina",
    "chile": "chileans|chilean|chile", "venezuela": "venezuelans|venezuelan|venezuela",
    "australia": "australians|australian|australia", "new zealand": "new zealanders|new zealand",
    "south africa": "south africans|south african|south africa", "nigeria": "nigerians|nigerian|nigeria",
    "congo": "congolese|congo", "morocco": "moroccans|moroccan|morocco", "haiti": "haitians|haitian|haiti",
    "croatia": "croatians|croatian|croats|croatia", "indonesia": "indonesians|indonesian|indonesia",
}  # fmt: skip
"""One key for each way of writing a country, its people and a few bodies news never spells out twice."""

_STOP = frozenset(
    (
        "a an the and or but if of in on at to for from by with as is are was were be been being do does did "
        "has have had can could will would should may might must not no nor so than then that this these "
        "those there it its he she they them his her their who whom whose what which when where why how many "
        "much long often far old tall high big large about into over under after before during since until "
        "while also any some all most more less least other another between out up down off per us we i you "
        "me my your our one ones only just still now currently today ever yet according say said says tell "
        "give name get got make made take took happen happened number amount percentage percent share year "
        "years month day date time first last kind type people person s t"
    ).split()
)
_NAME = re.compile(r"\b(?:(?:[A-Z]\.){2,}|[A-Z][\w'’]*(?:[.&-]?[\w'’]+)*)")
_OPENING = frozenset(
    (
        "who whom whose what which when where why how is are was were do does did has have had can could will "
        "would should in on at by for from to of according after before during since under with the a an i "
        "tell give name list and but"
    ).split()
)
_MONTHS = frozenset(
    (
        "january february march april may june july august september october november december monday tuesday "
        "wednesday thursday friday saturday sunday"
    ).split()
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a question a passage speaks of.

    `absent` names stand nowhere in the article, `distant` ones only outside the passage and its header (as written
    in the question). `years_absent` are years neither in the article nor its date of publication. `words` is the
    share, 0..1, of the question's content words whose stem stands in the passage or its header.
    """

    absent: tuple[str, ...]
    distant: tuple[str, ...]
    years_absent: tuple[str, ...]
    words: float


def coverage(question: str, hit: Hit) -> Coverage:
    """Compare what `question` names with what the passage of `hit`, its title and date, and its article say."""
    near = f"{header(hit.article)}\n{hit.passage.text}"
    near_stems, far_stems = _stem_set(near) | short_forms(near), _stem_set(_whole(hit)) | short_forms(_whole(hit))
    absent: list[str] = []
    distant: list[str] = []
    for name in names_asked(question):
        if _gives(name, near_stems):
            continue
        (distant if _gives(name, far_stems) else absent).append(name)
    years = tuple(year for year in _YEAR.findall(question) if year not in _whole(hit))
    return Coverage(tuple(absent), tuple(distant), years, coverage_of_text(question, near))


def names_covered(question: str, text: str) -> float:
    """Return the share, 0..1, of the question's names that `text` gives; 1 where the question has none."""
    names, told = names_asked(question), _stem_set(text) | short_forms(text)
    return sum(_gives(name, told) for name in names) / len(names) if names else 1.0


def _gives(name: str, told: frozenset[str]) -> bool:
    """Whether a text with these stems gives a name: all of it, or the word that news goes on with ("Behnken", "Webb"
    for "James Webb Space Telescope"), the last that is no common noun."""
    if _stem_set(name) <= told or name.lower() in told or initials(name) in told:
        return True
    own = [word for word in name.split() if word.lower() not in COMMON_IN_NAMES and not NUMERAL.fullmatch(word)]
    return bool(own) and len(name.split()) > 1 and bool(last := _stem_set(own[-1])) and last <= told


def coverage_of_text(question: str, text: str) -> float:
    """Return the share, 0..1, of the question's content words whose stem stands in `text`; 1 where it has none."""
    words, told = _stem_set(question), _stem_set(text)
    return sum(stem in told for stem in words) / len(words) if words else 1.0


def names_asked(question: str) -> list[str]:
    """Return the names in a question: capitalised words (not the one that opens it), and countries in any case."""
    found: list[str] = []
    last, owns = -1, False
    for match in _NAME.finditer(question):
        word = re.sub(r"['’]s?$", "", match[0])
        opens = not question[: match.start()].strip(" \"'“‘")
        if word.lower() in _OPENING | _MONTHS | _STOP or (opens and not _known(word)):
            continue
        joins = last >= 0 and question[last : match.start()] == " " and not owns
        found = [*found[:-1], f"{found[-1]} {word}"] if joins else [*found, word]
        last, owns = match.end(), word != match[0]
    seen = {stem for name in found for stem in _stem_set(name)}
    known = [_key(match[0]) for match in _ways().finditer(question.lower())]
    return found + [key for key in dict.fromkeys(known) if key != "us" and not _stem_set(key) & seen]


_NO_PLACES = frozenset({"un", "eu", "isis", "covid"})


def places_in(text: str) -> frozenset[str]:
    """Return the countries a text names, each by one key, whatever way it writes them or their people."""
    return frozenset(_key(way[0]) for way in _ways().finditer(_case_us(text).lower())) - _NO_PLACES


def countries(text: str) -> list[tuple[int, int, str]]:
    """Return where a text names a country, its people or a body of many names: start, end, and its one key."""
    return [(*way.span(), _key(way[0])) for way in _ways().finditer(_case_us(text).lower().replace("’", "'"))]


def stem(word: str) -> str:
    """Return the stem of a lower-case English word (Snowball)."""
    return _stem(word)


def _known(word: str) -> bool:
    """A capital that opens a sentence is a name only when it is a known one or has another capital."""
    return sum(letter.isupper() for letter in word) > 1 or _ways().fullmatch(word.lower()) is not None


def _whole(hit: Hit) -> str:
    return f"{header(hit.article)}\n{hit.article.text}"


@lru_cache(maxsize=1024)
def _stem_set(text: str) -> frozenset[str]:
    """Stems of the words of a text, with the many names of one country made one; figures lose their commas."""
    lower = re.sub(r"(?<=\d),(?=\d{3})", "", _case_us(text).lower().replace("’", "'"))
    words = re.findall(r"\w+", _ways().sub(lambda way: f" {_key(way[0])} ", lower))
    return frozenset(_stem(word) for word in words if word not in _STOP or word == "us")


def _case_us(text: str) -> str:
    """ "US" is a country, "us" is a pronoun: told apart before case is lost."""
    return re.sub(r"\bus\b", "we", text)


@cache
def _keys() -> dict[str, str]:
    return {way: key for key, ways in _SAME_NAME.items() for way in ways.split("|")}


def _key(way: str) -> str:
    return _keys()[way.removesuffix("'s")]


@cache
def _ways() -> re.Pattern[str]:
    longest_first = sorted(_keys(), key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, longest_first))})(?:'s)?(?!\w)")


@cache
def _stemmer() -> Callable[[str], str]:
    import snowballstemmer

    stem: Callable[[str], str] = snowballstemmer.stemmer("english").stemWord
    return stem


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return _stemmer()(word)
