"""Lists of English words: what a question's noun phrases are told from, since no tagger is installed."""

from __future__ import annotations

DETERMINERS = frozenset(
    (
        "a an the this that these those my your his her its their our some any all both each every no another other "
        "such which whose many much most few several more"
    ).split()
)

PRONOUNS = frozenset(
    (
        "i me you he him she her it we us they them mine yours his hers its ours theirs myself yourself himself "
        "herself itself themselves this that these those there here one ones something anything nothing everything "
        "someone anyone people's what who whom"
    ).split()
)

PREPOSITIONS = frozenset(
    (
        "of in at on for from to by with about between into over under during since before after among around against "
        "within without through across as like than near via per until toward towards above below behind besides "
        "despite except beyond versus vs regarding concerning upon onto off"
    ).split()
)

AUXILIARIES = frozenset(
    (
        "is are was were be been being am do does did has have had can could will would shall should may might must "
        "isn't aren't wasn't weren't don't doesn't didn't hasn't haven't can't couldn't won't wouldn't shouldn't "
        "what's who's where's how's it's that's there's i'm i'd i've i'll"
    ).split()
)

OTHERS = frozenset(
    (
        "and or but so if then because while when where why how what who whom which whether although though yes no "
        "not never ever really also too very quite just only even still yet already again now today once always often "
        "usually generally typically please okay ok hmm ahh oh wow thanks thank interesting cool great well much many "
        "far long instead else together away back out up down else's etc eg ie sure let's actually there here able "
        "likely same own good bad better best worse worst different main common popular important famous major key "
        "certain various specific general typical current recent new old first last next biggest largest smallest "
        "highest lowest greatest most least early late later earlier ago recently currently originally exactly maybe "
        "perhaps necessary possible true false right wrong"
    ).split()
)
"""Adverbs, conjunctions, question words, and adjectives that say nothing of what a thing is about."""

WEAK = frozenset(
    (
        "same own good bad better best worse worst different main common popular important famous interesting major "
        "key certain various specific general typical current recent new old first last next biggest largest smallest "
        "highest lowest greatest early late"
    ).split()
)
"""Of these, the adjectives that may open a noun phrase."""

VERBS = frozenset(
    (
        "accept achieve act add adopt affect agree aim allow announce answer appear apply argue arrive ask attack "
        "attempt attend attract avoid bear beat become begin believe blame break bring build buy call carry catch "
        "cause change charge chair check choose claim collect come compare compete complain concern conduct connect "
        "consider consist contain continue contribute control convince cook cost cover create cross cure cut cry "
        "dance deal decide declare defeat define demand depend describe design destroy detect determine develop die "
        "differ discover discuss do draw drink drive eat elect enable encourage end engage enjoy enter escape "
        "establish evolve examine exist expand expect experience explain explore express extend face fail fall feel "
        "fight file find fit fix fly follow forecast form found gain get give go govern grow handle happen hear help "
        "hit hold host house hunt hurt improve include increase indicate influence inform inspire integrate intend "
        "introduce invent invest involve join jump keep kill know land last laugh launch lead learn leave let lie "
        "like limit listen live look lose love make manage mean measure meet mention mix move name need negotiate "
        "obtain occur offer open operate oppose order originate own participate pass pay perform pick plan play "
        "pledge point practice predict prefer prepare prevent process produce prohibit promise promote protect prove "
        "provide publish pull push put raise reach react read recognize recommend record reduce refer reject relate "
        "release rely remain remember remove replace reply report represent require resign resolve respond rest "
        "result return reveal ride rise rule run save say see seem sell send sentence serve set settle share show "
        "sign sit sleep solve sound speak spend spread stand start stay steal stop store strike study succeed suffer "
        "suggest support survive suspend swim take talk taste teach tell tend think threaten throw track train "
        "transfer travel treat try turn understand update use vary visit vote wait walk want warn watch wear weigh "
        "win wonder work worry write"
    ).split()
)
"""Common verbs, as they stand after "does" or "can"."""

NEVER_NOUNS = frozenset(
    (
        "become begin believe bring build buy carry come consist contain decide develop die do eat exist explain "
        "feel find get give go govern grow happen have hear include know learn leave let live lose make mean meet "
        "occur participate produce prevent propose protect prove provide relate remain remove require say see seem "
        "sell send serve sit solve speak spend steal succeed suffer survive take teach tell think throw understand "
        "vary wear win write"
    ).split()
)
"""Verbs that are no nouns in this form, nor with an "s"."""

PAST = frozenset(
    (
        "ate became began bore broke brought built bought came caught chose cost cut dealt died drew drank drove fell "
        "felt fought found flew forbade froze gave went gone grew had heard held hid hit hurt kept knew known laid "
        "led left lent let lost made meant met paid put quit ran rang read risen rose said sang sank sat saw seen "
        "sent set shook shot shown shut slept sold spent spoke spoken stood stole struck swam swore taken taught "
        "thought threw told took torn understood woke won wore written wrote given done born beaten drawn chosen "
        "driven eaten"
    ).split()
)
"""Forms of theirs that no ending gives away."""

PREDICATES = frozenset(
    (
        "afraid alive aware bad banned beautiful big busy capable cheap clean clear clever close cold complete "
        "considered cool correct crazy cruel dangerous dead deadly deep depressed different difficult easy easier "
        "effective empty endangered enough expensive extinct fair false familiar fast few fine fit free fresh full "
        "funny good great happy hard harder healthy heavy helpful high hot illegal ill important impossible involved "
        "large late legal likely little lonely loud low mad married natural necessary nice normal okay open painful "
        "poor possible present pretty proud quick quiet rare ready real related responsible rich sad safe safer "
        "scared sick significant similar slow small smart soft soon strict strong sudden sure sustainable tall tired "
        "true typical ugly unique unusual upset useful usual warm weak wealthy weird wet wide widespread worth wrong "
        "young younger older higher lower faster slower bigger smaller larger stronger cheaper worse alike available "
        "unhealthy toxic poisonous worried"
    ).split()
)
"""Adjectives that follow the noun they speak of: "is learning difficult?"."""

RELATIONAL = frozenset(
    (
        "advantage aim amount answer argument aspect author background basis beginning benefit cause cast "
        "characteristic characteristics choice con consequence cost creation creator date dates definition "
        "development difference disadvantage drawback duration effect end evidence example expense explanation fact "
        "factor feature founder founding function future goal history idea impact importance influence information "
        "invention issue kind law leader length level limit limitation list location main meaning member method name "
        "number objective opinion option origin outcome part people plot point population price problem process pro "
        "property purpose question quality rate reason relationship relation requirement result risk role rule score "
        "sequel side sign significance similarity size solution sort source stage standard state step story structure "
        "style subject success symptom term theme theory thing time title tool total treatment trend type use value "
        "variety version view way winner work year"
    ).split()
)
"""Nouns that are the something of something: alone they name no topic."""
