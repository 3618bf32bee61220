"""Noun phrases that may speak: where they end, and whether they are a name, an office, someone, or a document."""

from __future__ import annotations

import re

from rag.facts.kinds import SpeakerKind
from rag.facts.lexicon import words

Span = tuple[int, int]

_TITLE = r"(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Rep|Sen|Gov|Prof|Rev|St|Brig|Cmdr|Sr|Jr)\."
_CAPITAL = r"(?:[A-Z]\.(?:[A-Z]\.)*|[A-Z][\w’'&-]*[\w])"
_NAME = (
    rf"(?:{_TITLE} )*{_CAPITAL}(?: (?:(?:{_TITLE} )?{_CAPITAL}|(?:van|von|de|del|der|den|la|el|al|bin|ibn|"
    rf"da|dos|du)(?= )))*"
)
_DOCUMENT = words(
    """
    report reports study survey surveys poll polls document documents memo indictment filing filings
    statement record records figures data statistics letter lawsuit complaint review audit transcript
    transcripts analysis forecast census tally count tests results note email emails bulletin website communique
    findings estimate estimates projections assessment article researches research papers minutes
    """
)
_UNNAMED = words(
    """
    official officials person people source sources diplomat diplomats aide aides analyst analysts
    expert experts witness witnesses researcher researchers scientist scientists resident residents
    neighbor neighbors neighbour neighbours spokesman spokeswoman spokesperson spokespeople lawyer
    lawyers prosecutor prosecutors doctor doctors investigator investigators authorities soldier
    soldiers officer officers farmer farmers guard guards survivor survivors relative relatives critics
    observers economist economists trader traders lawmaker lawmakers engineer engineers auditor auditors
    respondents rescuer rescuers activist activists protesters organizers organisers insiders executive
    executives employee employees worker workers teacher teachers attorney attorneys agent agents
    representative representatives man men woman women colleague colleagues friend friends villager
    villagers historians commanders negotiator negotiators astronomers forecasters campaigners opponents
    supporters some many others passenger passengers student students detectives advisers advisors
    politicians driver drivers nurse nurses parents fishermen firefighters migrants voters members
    regulators scholars historian geologists epidemiologists physicians
    """
)
_ROLE = (
    r"(?:President|Prime|Minister|Secretary|Senator|Mayor|Chancellor|Governor|Chief|Judge|Justice|General|"
    r"Colonel|Major|Captain|Professor|Sheriff|King|Queen|Pope|Ambassador|Speaker|Director|Commissioner|"
    r"Defense|Defence|Foreign|Interior|Finance|Health|Vice|Deputy|Attorney|Treasury|Energy|Education|"
    r"Bishop|Lord|Sir|Dame|Lady)"
)
_CUT = re.compile(
    r" (?:of|for|in|from|with|at|on|to|who|whom|whose|that|which|familiar|briefed|close|seen|speaking|based|"
    r"near|under|by|about|as|said|say|says|told|citing|calling|known|called|led|headed|has|have|had|was|"
    r"were|is|are|and|also|published|released|this|last|earlier|Monday|Tuesday|Wednesday|Thursday|Friday|"
    r"Saturday|Sunday|yesterday|today|late|early)\b|[,;:(\"“]|"
    r"(?<![A-Z])(?<!\bM[rs])(?<!\bMrs)(?<!\bDr)(?<!\bGen)(?<!\bRep)(?<!\bSen)(?<!\bSgt)(?<!\bLt)\.(?=\s|$)"
)
_SHARE = re.compile(
    r"^(?:(?:about|nearly|roughly|almost|over|more than) )?[\w%-]+(?: [\w-]+)? of (?:the |all |its |"
    r"their )?(?=[a-z])",
    re.IGNORECASE,
)
_SHARE_HEAD = re.compile(
    r"\b(?:half|third|thirds|quarter|quarters|fifths?|most|some|many|several|one|two|three|percent|%|\d+) of",
    re.I,
)
_LEADING = re.compile(r"^(?:and|but|that|as|so|then|yet|however|though|meanwhile|still|also|,|\s)+\s", re.IGNORECASE)
_NOT_PERSON = re.compile(
    r"\b(?:Ministry|University|Department|River|Street|Council|Bank|Agency|Party|Court|Army|Navy|House|"
    r"Union|City|United|States|South|North|East|West|New|Security|White|Islamic|Republic|Division|Committee|"
    r"Commission|Institute|Hospital|Church|County|Company|Group|Park|Island|Airport|Championship|League|Cup|"
    r"Games|Office|Service|Association|Nations|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"January|February|March|April|June|July|August|September|October|November|December)\b"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|will|would|could|has|have|had|can|may|might|should|be|been|did|does|do|if|"
    r"because|when|if|where|how|why|after|before|since|until|than|by)\b"
)


_WHEN = re.compile(
    r"(?:(?:On|In|Last|Late|Early|Earlier)(?: (?:on|in|late|early|last|this|the|week|month|year|night|"
    r"morning|\d{1,4}|[A-Z][a-z]+day|January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\b,?)+(?<! the)|In (?:an? )?(?:interviews?|statements?|address|letters?|speech|"
    r"blog post|note)|(?:A|One|Two|Three|\d+) (?:days?|weeks?|months?|years?) (?:ago|earlier|later)) "
)
# "Secretary of State Brad Hall", "the International Organization for Migration": the name goes on behind
# "of".
_ENDS_WITH_OFFICE = re.compile(
    r"\b(?:Secretary|Organi[sz]ation|Ministry|Department|Bank|Office|University|Institute|Academy|House|"
    r"Chamber|Bureau|Board|Council|Cent(?:er|re)s?|Association|Federation|Director|Minister|Commission|"
    r"Committee|Court|Fund|Agency|Society|Chief)$"
)


_PREPOSITION = re.compile(r"(?:At|In|With|For|From|Under|By|After|On|Among|Despite|As|Of|To)\b", re.IGNORECASE)


def noun_phrase(text: str, start: int, end: int) -> Span | None:
    """Return the speaking noun phrase of a stretch of text: the name where there is one, else article to head noun."""
    leading = _LEADING.match(text[start:end])
    if leading:
        start += leading.end()
    stretch = text[start:end]
    share = _SHARE.match(stretch)
    if share and _SHARE_HEAD.search(share.group(0)):
        start += share.end()
        stretch = text[start:end]
    if opening := _WHEN.match(stretch):
        start += opening.end()
        stretch = text[start:end]
    name = _name_at_start(stretch)
    if name is None:
        name = _name_in_front(stretch)
    if name is not None:
        return start + name[0], start + name[1]
    cut = _CUT.search(stretch)
    phrase = stretch[: cut.start() if cut else len(stretch)].rstrip()
    words = phrase.split()
    if words and words[-1] in ("he", "she") and len(words) > 1:
        return start + len(phrase) - len(words[-1]), start + len(phrase)
    if re.search(r"\w an? \w", phrase) or _PREPOSITION.match(phrase):
        return None
    if not words or len(words) > 7 or _FINITE.search(phrase) or "\0" in phrase:
        return None
    return start, start + len(phrase)


def opens_with_date(stretch: str) -> bool:
    """Whether a noun phrase follows a date at the start: "On Tuesday the agency"."""
    return _WHEN.match(stretch) is not None


def _name_at_start(stretch: str) -> Span | None:
    """ "Dr. Amina Yusuf of the health agency", "Whitfield"; not "The Labor Department's report", "Officials"."""
    match = re.match(rf"(?:[Tt]he )?{_NAME}", stretch)
    if match is None or (
        re.match(r"(?:The|A|An|Its|His|Her|Their|Some|Two|In|At|On)\b", stretch) and not match.group(0)[4:]
    ):
        return None
    rest = stretch[match.end() :]
    if match.group(0).lower() in _UNNAMED | _DOCUMENT or re.match(r"['’]s?\b|\w", rest):
        return None
    # A lower-case word after it: the name only modifies ("Pentagon officials", "Chief of staff Owen Pryce").
    if re.match(
        r" (?:of|for|in|from|with|at|on|to|who|that|and|gave|made|took|\w+ed)\b|[^\w ]|$| \W", rest
    ) or _CUT.match(rest):
        if re.match(r" of [a-z]+ [A-Z]", rest):
            return None
        return (0, _whole_name(stretch, match.end())) if not match.group(0).endswith(("'s", "’s")) else None
    return None


def _whole_name(stretch: str, end: int) -> int:
    if not _ENDS_WITH_OFFICE.search(stretch[:end]):
        return end
    more = re.match(rf" (?:of|for|on) (?:the )?{_NAME}(?: and {_NAME})?", stretch[end:])
    return end + more.end() if more else end


def _name_in_front(stretch: str) -> Span | None:
    """The name behind its lower-case role: "coach Erik Dahl", "Chief of staff Owen Pryce", "the charity Sea Bridge"."""
    match = re.match(
        rf"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[A-Z][\w.-]*(?:['’]s)?|"
        rf"[a-z][\w-]*(?:['’]s)?) ){{1,6}}?(?<! of )(?<! for )(?<! in )(?<! from )(?<! at )(?<! the )(?<! "
        rf"The )(?<! to )(?<! by )(?<! a )(?<!['’]s )({_NAME})(?=$|[,.;(]| (?:of|for|in|from|at|who|on|"
        rf"to)\b)",
        stretch,
    )
    if match is None:
        return None
    role = stretch[: match.start(1)].rstrip()
    head = role.split()[-1]
    if not head[0].islower() or _FINITE.search(role) or head in _PREPOSITIONS or "," in role:
        return None
    return match.span(1)


_PREPOSITIONS = words(
    """
    of for in from at the to by a an with on and or than as near that
    """
)


def kind_of(name: str) -> SpeakerKind | None:
    """Return what kind of speaker a noun phrase names, None for one that cannot speak."""
    head = name.split()[-1].lower().strip(".,'’")
    if head in _DOCUMENT:
        return SpeakerKind.DOCUMENT
    if head in _UNNAMED and not re.search(r"[A-Z]\w+ [A-Z]\w+$", name):
        return SpeakerKind.UNNAMED
    counted = re.match(r"(?:an?|one|some|two|three|four|five|several|many) ", name, re.IGNORECASE)
    if counted and head.islower() and not re.search(r"[A-Z]", name.split()[-1]):
        return SpeakerKind.UNNAMED
    return None if head.isdigit() or head in _PREPOSITIONS else SpeakerKind.NAMED


def lone_person(text: str) -> str | None:
    """Return the one person a text names in full or by title, None where there are none or several."""
    people: list[str] = []
    for match in re.finditer(rf"\b(?<!the )(?<!The ){_NAME}", text):
        name = match.group(0)
        words = name.split()
        titled = re.match(_TITLE, name) is not None
        if len(words) < 2 or _NOT_PERSON.search(name):
            continue
        opening = match.start() == 0 or text[: match.start()].endswith(". ")
        if opening and not titled and len(words) > 2 and not re.match(_ROLE, name):
            name = " ".join(words[1:])
        if opening and len(words) == 2 and re.match(r"(?:The|A|An|In|On|At|But|And|His|Her|Its)\b", name):
            continue
        if re.search(r"\b(?:in|at|from|near|of) $", text[: match.start()]) and not titled:
            continue
        if not any(name.split()[-1] == known.split()[-1] for known in people):
            people.append(name)
    return people[0] if len(people) == 1 else None
