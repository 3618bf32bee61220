"""The closed lists the verifier compares words by: what counts as the same, the opposite, or as no statement at all.

Words are compared by stem. Nothing outside these lists, and no model, decides that two words mean the same.
"""

from __future__ import annotations

from importlib.resources import files

from rag.verify.words import groups, phrases, word_set


def _list(name: str) -> str:
    """Return the lines of a list that lies beside this file, its remarks left out."""
    text = files("rag.verify").joinpath(name).read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))


SYNONYMS = groups(_list("synonyms.txt"))
"""Words that may stand for each other in a report; a stem is looked up in every group it is in."""

OPPOSITES = groups(_list("opposites.txt"))
"""Two words a line: one in the sentence where only the other is in its quotes turns what is said around."""

PHRASES = phrases(_list("phrases.txt"))
"""What is written in several words, as the one word it stands for."""

METONYMS = {
    "washington": "us", "pentagon": "us", "moscow": "russia", "kremlin": "russia", "beijing": "china", "london": "uk",
    "westminster": "uk", "paris": "france", "berlin": "germany", "rome": "italy", "madrid": "spain", "kyiv": "ukraine",
    "tehran": "iran", "baghdad": "iraq", "damascus": "syria", "ankara": "turkey", "jerusalem": "israel",
    "cairo": "egypt", "riyadh": "saudi", "delhi": "india", "islamabad": "pakistan", "kabul": "afghanistan",
    "tokyo": "japan", "seoul": "south korea", "pyongyang": "north korea", "brussels": "eu", "ottawa": "canada",
    "canberra": "australia", "warsaw": "poland", "athens": "greece", "budapest": "hungary", "vienna": "austria",
    "oslo": "norway", "stockholm": "sweden", "helsinki": "finland", "copenhagen": "denmark", "dublin": "ireland",
    "lisbon": "portugal", "hague": "netherlands", "brasilia": "brazil", "caracas": "venezuela",
    "pretoria": "south africa",
}  # fmt: skip
"""A seat of government that may speak for its country: as the one who acts, never as the place where."""

SAME_BODY = (
    ("world health organization", "who"), ("european central bank", "ecb"), ("federal reserve", "fed"),
    ("international monetary fund", "imf"), ("north atlantic treaty organization", "nato"),
    ("pentagon", "defense department", "department of defense", "defence department"),
    ("state department", "department of state"), ("house of representatives", "house"),
    ("international atomic energy agency", "iaea"), ("world trade organization", "wto"),
    ("red cross", "international committee of the red cross"), ("bank of england", "boe"),
    ("european commission", "commission"), ("central intelligence agency", "cia"),
    ("federal bureau of investigation", "fbi"), ("supreme court", "high court"),
)  # fmt: skip
"""Ways to name one body, beyond the countries `rag.coverage` knows."""

TITLES = word_set(
    """
    president vice prime minister premier secretary chancellor king queen prince princess pope chief justice judge
    general colonel captain admiral senator representative governor mayor ambassador speaker chairman chairwoman
    director commissioner doctor dr mr mrs ms sir dame lord lady professor rep sen gov gen lt col head foreign defense
    defence interior finance health treasury former acting deputy coach manager
    """
)
"""Words that stand before a name in capitals and are no names: they are compared as other words are."""

FUNCTION_WORDS = word_set(
    """
    a an the this that these those it its he she they them his her their theirs him we our us you your i my me one ones
    who whom whose which what when where why how there here and or but nor so yet if then than as at by for from in into
    of off on onto out over to up down upon with within without about above after against along amid among around
    before behind below beneath beside between beyond despite during except inside like near outside past per since
    through throughout till toward towards under until via while whereas although though because unless whether
    be am is are was were been being have has had having do does did done doing can could will would shall should may
    might must ought not no never none neither nothing nobody nor cannot
    instead whoever whatever
    also too both either each every any all some such same other another else only just even still already now ever
    more most much many few fewer less least very quite rather well almost nearly roughly approximately
    about around some
    """
)
"""The words of grammar."""

CONNECTIVES = FUNCTION_WORDS | word_set(
    """
    say said says tell told report reported according account add added note noted state stated announce announced
    article articles quote source sources evidence news as per however meanwhile therefore thus moreover further
    once again later earlier soon time day days date week month year years today yesterday tomorrow
    result result following follow case fact way make made making take took taken taking get got getting go goes went
    going gone come came put set see seen show shows shown give given gave use used using call called name named
    number figure total amount figures part people person thing things
    have having due given based regarding concerning including include included respectively overall namely
    """
)
"""Words that join others and state nothing by themselves: they need no support."""
