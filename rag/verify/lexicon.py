"""The closed lists the verifier compares words by: what counts as the same, the opposite, or as no statement at all.

Groups are written in base forms, one a line; words are compared by stem. A word may stand in several groups. Nothing
outside these lists, and no model, decides that two words mean the same.
"""

from __future__ import annotations

from rag.verify.words import groups, phrases, word_set

SYNONYMS = groups(
    """
    troop soldier serviceman servicewoman
    force army military troop
    remain stay keep
    station base deploy house post
    mission operation campaign
    coalition alliance
    end finish conclude cease stop halt terminate wrap
    withdraw pull leave exit quit depart evacuate
    withdrawal pullout exit departure
    hand transfer give turn pass
    begin start launch open commence
    kill die dead death perish life slay fatal fatally victim
    shoot shot gun gunman gunned
    injure wound hurt injury
    toll count number
    earthquake quake tremor
    strike hit shake
    storm hurricane cyclone typhoon
    wind gust
    blast explosion explode bomb burst
    burst break collapse rupture
    port harbour harbor dock
    flood swamp inundate submerge
    fire blaze flame burn wildfire bushfire
    firefighter crew
    rescue save free
    missing lost trace
    crash collide collision accident
    ship vessel boat freighter
    raise increase lift hike up higher boost climb
    rise increase climb grow up gain jump surge soar higher
    fall drop decline decrease down slip sink lower slide tumble plunge
    cut reduce lower trim slash curb decrease shrink reduction
    large big great huge
    large high record
    rate cost price
    price cost
    interest borrow
    job position post work
    employer company payroll firm
    company firm corporation business group enterprise
    employ employee staff worker
    worker labourer laborer labour labor staff
    plant factory works
    unemployment jobless unemployed
    percent per cent
    add gain create
    say tell state announce report note warn add declare inform indicate
    promise pledge vow assure undertake
    plan intend aim propose mean
    expect forecast predict project anticipate
    agree accept consent approve deal accord
    agreement deal accord pact treaty
    ceasefire truce armistice
    agree sign strike
    statement document declaration communique
    sign signature name
    refuse decline reject
    deny reject dispute dismiss contradict
    allege accuse claim blame
    suspect allege
    reportedly allegedly apparently
    appear seem
    probably likely presumably
    possible possibly may might could perhaps
    require must need demand oblige order
    meet meeting talk summit
    work move
    weapon arms nuke missile firearm gun
    nuclear atomic
    abandon give
    mayor head
    president leader head
    leader head chief premier
    premier leader
    chief head boss director
    run head lead manage charge
    lead head rule govern
    minister secretary official
    government cabinet administration
    parliament lawmaker legislature congress
    lawmaker legislator senator deputy member
    official authority regulator
    authority regulator watchdog
    police officer detective
    judge court ruling
    court judge jury
    jury juror
    rule decide
    acquit clear
    convict guilty
    bribery bribe corruption
    count charge
    fraud deception
    law legal illegal legally illegally
    suspect suspected
    sentence jail imprison
    suspend ban suspension bar block
    uphold back support confirm endorse
    review examine look check reconsider
    board panel directors director
    dismiss fire sack oust remove
    appoint name pick choose
    resign resignation quit
    election vote poll ballot
    vote choose ballot
    win victory triumph sweep winner won
    beat defeat win
    seat place
    party side
    majority most
    close shut closure closed
    repair fix mend restoration
    rebuild reconstruct restore reconstruction
    road street highway
    bridge span
    fly flee escape
    spring season
    decide decision
    choose pick select
    house home
    home house residence
    city town
    village settlement hamlet town
    country nation state
    border frontier boundary
    area region zone territory
    north northern
    south southern
    east eastern
    west western
    northeast northeastern
    northwest northwestern
    southeast southeastern
    southwest southwestern
    hospital clinic
    bed place
    doctor physician
    patient sick
    ill illness disease sick sicker
    disease illness
    severe serious grave
    cause make lead
    medicine drug treatment
    vaccine shot jab vaccination dose
    test trial experiment try
    trial test study
    researcher scientist expert
    study research trial
    find discover learn show found
    slow delay hinder
    delay postpone
    effective protect work
    person people human man woman
    people participant volunteer
    child boy girl youngster pupil
    pupil student child
    teacher head
    coach trainer train
    parent family
    mother parent
    customer client user holidaymaker depositor
    depositor customer client saver
    money cash fund
    withdraw pull
    pay money repay compensate
    loss cost deficit
    fail collapse failure bankrupt
    tax duty
    bank lender
    regulator authority
    cost worth price
    spend cost
    search look seek hunt
    sign trace evidence
    ancient past old
    former once previous ex
    former past late
    land touchdown arrive
    land reach arrive
    reach arrive get
    reach hit
    journey trip voyage
    rover vehicle
    lander probe spacecraft
    surface ground
    planet earth world
    moon lunar
    rocket launcher booster
    send dispatch
    transmit send
    picture image photograph photo
    cross enter
    enter cross invade
    side front
    dawn morning early
    declare impose proclaim
    urge call ask
    citizen people resident inhabitant
    resident inhabitant people
    strand stuck
    abroad overseas foreign
    found establish set create
    retirement pension retire
    age old aged
    temperature warming heat
    rich wealthy
    poor needy
    keep hold maintain
    maintain keep hold
    bind commit
    monopoly dominance
    online internet web
    search engine
    carry transport aboard board bear
    passenger traveller aboard board
    sink founder
    license allow permit
    allow let permit
    block obstruct jam
    wait queue line
    pass cross exceed
    canal waterway
    cave cavern
    underground below
    rubble debris ruin
    dig search
    mountain peak
    attack assault raid
    concert show
    chemical substance
    gather collect stockpile amass
    threaten warn threat
    union labor labour
    strike walkout stoppage
    talk negotiation negotiate
    output production supply
    oil crude petroleum
    produce make pump manufacture
    barrel oil
    hope wish
    trouble problem
    protest demonstrate demonstration
    crowd supporter mob
    gathering rally
    speech address
    address speak speech talk
    candidate contender
    rival opponent
    concede admit
    admit acknowledge concede
    defend protect
    reckless irresponsible
    denounce accuse criticise criticize condemn
    object oppose
    oppose against reject
    support back favour favor
    join enter membership
    member membership
    apply ask request
    length long
    double twice
    half halve
    increase hike
    average mean
    sell sale
    buy purchase acquire
    offer bid propose
    share part portion
    part portion section stretch piece
    wage pay salary
    rent tenant
    inflation price
    slow ease
    peak high
    demand want
    import bring
    export ship
    aid help assistance
    help assist aid
    free release
    hold detain
    arrest detain seize
    guard secure protect
    secure protect guard
    danger risk threat
    safe unharmed safely secure
    move relocate relocation
    temporary provisional interim
    building house structure
    library collection
    empty disused vacant
    marry wed
    king monarch sovereign
    queen monarch sovereign
    throne reign crown
    accede accession succeed reign
    successor succeed
    cancel end
    first initial
    final last
    year annual
    new fresh
    main principal chief
    several some
    almost nearly
    another additional more extra further
    far away
    near close
    damage destroy ruin
    destroy ruin lose
    roof top
    power electricity
    plane aircraft jet
    train rail
    virus disease
    infect infection case
    case count
    lock close
    regulation law
    change alter amend
    gun firearm
    law legislation
    budget spending
    debt loan
    growth grow
    economy economic
    shrink contract
    goal score net
    match game
    tournament cup championship
    host stage
    champion winner
    athlete player
    record high
    dam barrage
    blame accuse
    drift reach
    smoke fume
    hectare land
    energy power
    laser light
    capacity hold
    reservoir dam
    dry empty
    rain rainfall wet
    use operate work run function
    well borehole
    seal close
    survey poll study look
    """
)
"""Words that may stand for each other in a report; a stem is looked up in every group it is in."""

OPPOSITES = groups(
    """
    continue abandon
    continue stop
    declare lift
    impose lift
    release detain
    release hold
    release seize
    shorten lengthen
    withdraw issue
    change keep
    refuse promise
    rise fall
    raise cut
    raise lower
    raise reduce
    increase decrease
    increase reduce
    increase fall
    rise drop
    climb fall
    grow shrink
    gain lose
    add cut
    win lose
    beat lose
    defeat lose
    more less
    more fewer
    above below
    over under
    accept reject
    accept refuse
    agree refuse
    agree reject
    approve reject
    uphold reject
    suspend reinstate
    keep dismiss
    approve oppose
    support oppose
    back oppose
    acquit convict
    clear convict
    innocent guilty
    guilty acquit
    uphold overturn
    confirm deny
    admit deny
    open close
    open shut
    start stop
    arrive leave
    stay leave
    enter leave
    join leave
    keep lose
    keep sack
    keep dismiss
    keep abandon
    remain leave
    succeed fail
    pass fail
    allow ban
    allow forbid
    permit ban
    lift impose
    arrest release
    free detain
    buy sell
    hire fire
    appoint dismiss
    live die
    survive die
    safe dangerous
    early late
    before after
    first last
    old new
    rich poor
    high low
    higher lower
    largest smallest
    large small
    most least
    long short
    strong weak
    north south
    east west
    northern southern
    eastern western
    best worst
    better worse
    war peace
    true false
    present absent
    present missing
    legal illegal
    legally illegally
    public private
    import export
    advance retreat
    attack defend
    build destroy
    majority minority
    """
)
"""Two words a line: one in the sentence where only the other is in its quotes turns what is said around."""

PHRASES = phrases(
    """
    disarm: la(?:y|ys|id|ying) down (?:\\w+ )?(?:arms|weapons)
    resign: step(?:s|ped|ping)? down|stand(?:s|ing)? down|stood down|g[ai]ve up office
    abandon: g[ai]ve up|giv(?:ing|en) up
    exclude: rul(?:e|es|ed|ing) out
    cancel: call(?:s|ed|ing)? off
    postpone: put(?:s|ting)? off|push(?:es|ed|ing)? back
    withdraw: pull(?:s|ed|ing)? out|t[ao]ke?(?:n|s)? out|back(?:s|ed|ing)? out
    land: touch(?:es|ed|ing)? down|set(?:s|ting)? down|c[ao]me(?:s)? down
    found: set(?:s|ting)? up
    discover: f[io]u?nd(?:s|ing)? out
    continue: carr(?:y|ies|ied) on|go(?:es)? on|went on
    fire: w[ei]nt off|go(?:es)? off
    end: wrap(?:s|ped|ping)? up|bring to an end
    destroy: bl[eo]wn? up|blow(?:s|ing)? up
    premier: prime ministers?
    president: heads? of state
    premier: heads? of government|heads? of the \\w+ government
    director: chief executives?|ceos?
    unemployment: jobless rate|out of work
    job: pay ?rolls?
    kill: (?:t[ao]ke?(?:n|s)?|claim(?:s|ed)?|lost) (?:\\w+ )?lives|lives were lost|lost (?:his|her|their) li(?:fe|ves)
    launch: lift(?:s|ed)? off|t[ao]ke?s? off|kick(?:s|ed)? off
    collapse: g[ai]ve way|giv(?:es|ing) way
    shortly: minutes (?:before|after)
    daily: a day|per day
    """
)
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
    also too both either each every any all some such same other another else only just even still already now ever
    more most much many few fewer less least very quite rather well almost nearly roughly approximately about around some
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
