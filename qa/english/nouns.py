"""Nouns that tell people, their roles and their organisations apart from other capitalised words. Lists of our own."""

# Stand before a name, capitalised or not; the last of them in a run is where the name begins.
TITLES = frozenset(
    """
    mr mrs ms miss mx dr coun prof professor sir dame lord lady baroness baron rev reverend father fr sister brother bishop
    archbishop cardinal pope imam rabbi sheikh ayatollah sen senator rep representative congressman congresswoman gov
    governor lt lieutenant col colonel gen general maj major capt captain sgt sergeant cpl corporal pvt private adm admiral
    cmdr commander cmsgt det detective insp inspector supt superintendent dci dc pc constable officer deputy sheriff chief
    marshal president vice-president vice premier chancellor prime minister secretary undersecretary ambassador mayor
    councillor cllr councilman councilwoman councilmember alderman commissioner speaker leader whip chairman chairwoman
    chair chairperson director executive ceo cfo coo cto cio cmo cso cro svp evp vp gm pm founder co-founder owner manager
    coach boss head spokesman spokeswoman spokesperson judge justice magistrate attorney solicitor prosecutor lawyer
    barrister qc kc mp mep msp king queen prince princess duke duchess earl count emperor editor reporter correspondent
    analyst economist scientist researcher adviser advisor envoy delegate treasurer comptroller auditor principal
    headteacher dean provost nurse paramedic firefighter trooper agent patrolman star actor actress singer author writer
    striker goalkeeper midfielder defender winger forward quarterback pitcher trainer driver rider jockey veteran former
    ex-president vice-chancellor treasury-secretary senior vice-chair coroner warden ranger engineer pilot astronaut
    governor-general congressperson assemblyman assemblywoman lawmaker chairlady pastor deacon vicar canon monsignor sultan
    emir skipper batsman bowler fly-half outfielder rapper comedian presenter con dcs ch sgt-major fisherman matron co-host
    host producer promoter filmmaker novelist poet professor-emeritus laureate midwife teacher farmer garda gda cr td
    taoiseach tánaiste tanaiste smt shri sri shrimati advocate adv maulana mufti mullah swami guru haji hajj hajja hajia
    alhaji malama mzee ustaz datuk dato herr frau señor señora mme mlle monsieur madame comrade brother-in-law policeman
    policewoman bodyguard counsel grazier publican shopkeeper trucker welder tribune alderwoman selectman selectwoman reeve
    premier-designate petty warrant gunnery airman seaman lance cadet ssgt tsgt msgt gysgt sfc pfc spc ens cdr lcdr cmdt
    brig brigadier commodore cdre ltc ltjg lieut adml vadm radm flt sqn acp dsp dgp asp aig ofc ald amb atty undersec assoc
    msgr revd ven srta sra abbot abbess rebbe chaplain prioress rector archdeacon rinpoche bhikkhu hojatoleslam
    hojjatoleslam sayyid sayyed seyyed sheik shaykh sheikha hajji hajjah alhaja sarkin igwe osagyefo otunba barr engr hon
    mallam malam tunku tengku pehin justices lcj baronet viscount viscountess marquess marchioness countess empress tsar
    kaiser caliph maharaja maharani sardar syedna ustad signor signora signore sig dott dottoressa monsignore doña
    licenciado doutor maître maitre fräulein fru fräu kommissar ombudsman ombudswoman surveyor registrar bailiff ssg cwo cpo
    mcpo scpo lac lcpl bdr bombardier sapper fusilier guardsman kingsman ltcol ltgen majgen briggen sgtmaj rsm csm wo2
    superintendant pcso wpc dsupt dac acc dcc wicketkeeper fullback halfback flanker linebacker cornerback kicker catcher
    shortstop infielder goaltender defenseman defenceman playmaker sprinter hurdler swimmer cyclist golfer boxer wrestler
    gymnast drummer guitarist bassist frontman vocalist conductor composer playwright screenwriter illustrator photographer
    cartoonist sculptor historian biologist ecologist physicist chemist astronomer virologist epidemiologist psychologist
    psychiatrist surgeon physician pathologist cardiologist oncologist paediatrician pediatrician pharmacist dentist vet
    veterinarian lecturer academic archaeologist geologist meteorologist climatologist campaigner activist councilor
    alderperson supervisor legislator backbencher frontbencher parliamentarian organiser organizer trustee curator archivist
    librarian broker trader strategist investor entrepreneur businessman businesswoman consultant architect contractor
    electrician plumber landlord landlady resident witness villager neighbour neighbor survivor widow passenger commuter
    shopper motorist pensioner vice-captain vice-admiral rear-admiral lieutenant-general major-general lieutenant-colonel
    lieutenant-governor sub-inspector attorney-general solicitor-general inspector-general director-general
    secretary-general mayor-elect governor-elect senator-elect president-elect prime-minister
    """.split()
)

# Abbreviated titles that keep their full stop inside the token.
ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof rev fr sen sens rep reps gov lt col gen maj capt sgt cpl pvt adm cmdr det insp supt jr sr st mt hon pres
    sec dep asst brig pte vs jan feb mar apr jun jul aug sept sep oct nov dec inc corp ltd co cdr cdre comdt cmdt lieut ltc
    ltcol majgen ssgt sfc pfc spc ens msgr revd ven cllr ald amb atty assoc ofc const lcpl messrs mme mlle bros esq hr sra coun
    del
    """.split()
)

FEMALE_WORDS = frozenset(
    """
    bride schoolgirl heiress frontwoman saleswoman frenchwoman englishwoman mrs ms miss dame lady baroness sister queen princess
    duchess spokeswoman chairwoman congresswoman councilwoman businesswoman actress mother mum mom wife daughter aunt niece
    grandmother girlfriend widow woman girl she her policewoman sportswoman heroine nun assemblywoman waitress hostess
    granddaughter stepmother midwife abbess airwoman alderwoman anchorwoman auntie aunty ballerina barmaid batswoman birthmother
    bridesmaid camerawoman chairlady charwoman churchwoman clergywoman comedienne cornishwoman countess countrywoman craftswoman
    daughter-in-law deaconess debutante divorcee dutchwoman empress ex-girlfriend ex-wife ferrywoman fiancee fiancée filipina
    firewoman fisherwoman forewoman gentlewoman godmother goddaughter governess grandma grandmum gran granny great-aunt
    great-granddaughter great-grandmother half-sister handywoman headmistress helmswoman horsewoman housewife huntress
    irishwoman kinswoman landlady laundress laywoman lifeboatwoman maid maiden mama markswoman masseuse matriarch matron
    mayoress mother-in-law mummy newspaperwoman noblewoman oarswoman ombudswoman patrolwoman peeress poetess postmistress
    postwoman priestess prioress proprietress saleslady salesgirl schoolmistress scotswoman seamstress selectwoman servicewoman
    sheikha showgirl sister-in-law starlet stateswoman stepdaughter stepmom stepmum stepsister stewardess strongwoman stuntwoman
    suffragette townswoman tradeswoman tribeswoman viscountess washerwoman weathergirl welshwoman workwoman yachtswoman
    yorkshirewoman señora señorita madame mademoiselle mme mlle frau signora shrimati smt srta
    """.split()
)
MALE_WORDS = frozenset(
    """
    mr sir lord father brother king prince duke spokesman chairman congressman councilman businessman actor dad husband son
    uncle nephew grandfather boyfriend widower man boy he his policeman sportsman bishop pope imam assemblyman grandson
    stepfather batsman monk groom bridegroom schoolboy frontman fisherman frenchman englishman irishman scotsman welshman
    dutchman salesman handyman abbot anchorman archbishop archdeacon ballboy barman barrowman baron baronet binman boatman
    brother-in-law cameraman cattleman cavalryman churchman clergyman coachman coastguardsman conman cornishman countryman
    craftsman dada daddy doorman draughtsman dustman ex-boyfriend ex-husband fiancé fiance father-in-law ferryman fireman
    footman friar frogman garbageman gentleman godfather godson granddad grandad grandpa great-grandfather great-grandson
    great-nephew great-uncle groomsman groundsman half-brother headmaster herdsman herr highwayman hitman horseman
    househusband houseman huntsman kinsman kitman lad laird layman lifeboatman linesman lobsterman longshoreman lumberman
    mailman middleman militiaman milkman monsieur monsignor motorman muezzin newsman newspaperman nightwatchman nobleman
    nurseryman oarsman patriarch patrolman pitman playboy ploughman postman priest quarryman railwayman repairman rabbi
    schoolmaster selectman serviceman sheikh showman signor señor son-in-law spaceman stepbrother stepdad statesman stuntman
    sultan swordsman taxman townsman tradesman trawlerman tribesman viscount watchman weatherman wingman woodsman workman
    yachtsman yorkshireman manxman
    """.split()
)

# Tie a person to somebody else: "his wife Nerys", "her eldest son".
KIN = frozenset(
    """
    mother mum mom father dad parent wife husband spouse partner fiance fiancee fiancé fiancée widow widower daughter son
    child sister brother twin sibling aunt uncle cousin niece nephew grandmother grandfather grandma grandpa granddaughter
    grandson stepmother stepfather stepson stepdaughter girlfriend boyfriend mother-in-law father-in-law sister-in-law
    brother-in-law half-brother half-sister colleague friend neighbour neighbor teammate roommate housemate ex-wife ex-husband
    ex-girlfriend ex-boyfriend ex-partner godmother godfather goddaughter godson godparent grandparent grandchild gran granny
    granddad grandad nan nana papa mama mummy daddy auntie aunty stepbrother stepsister stepdad stepmum stepmom stepparent
    stepchild half-sibling daughter-in-law son-in-law in-law great-grandmother great-grandfather great-grandson
    great-granddaughter great-aunt great-uncle great-niece great-nephew flatmate workmate schoolmate schoolfriend classmate
    cellmate shipmate crewmate bandmate co-worker coworker companion
    """.split()
)

# Heads of "the official", "a senior administration official", "one resident", "his mother".
HUMAN = (
    TITLES
    | FEMALE_WORDS
    | MALE_WORDS
    | frozenset(
        """
    official source expert aide diplomat resident neighbour neighbor witness survivor victim officer policeman policewoman
    player student teacher doctor surgeon physician worker employee activist campaigner protester protestor demonstrator critic
    supporter opponent rival candidate nominee voter member colleague friend relative cousin parent child teenager teen
    youngster pensioner couple person insider investigator negotiator organiser organizer passenger customer tourist visitor
    traveller traveler shopper fan rescuer volunteer soldier veteran captain fellow scholar historian academic psychologist
    psychiatrist epidemiologist virologist biologist ecologist physicist chemist climatologist meteorologist forecaster
    geologist seismologist astronomer archaeologist entrepreneur businessperson investor trader strategist banker landlord
    tenant homeowner shopkeeper retailer salesman driver motorist pedestrian onlooker guard guardian caretaker caregiver spouse
    fiancee fiance sibling twin democrat republican conservative liberal texan californian briton american australian canadian
    scot frenchman german israeli palestinian ukrainian russian lawmaker legislator defendant defector plaintiff claimant
    suspect applicant complainant juror artist musician guitarist drummer composer conductor director playwright designer
    architect photographer journalist columnist commentator pundit broadcaster blogger youtuber athlete runner sprinter swimmer
    boxer golfer footballer catcher shortstop baseman reliever trucker cricketer newlywed bride groom bridegroom graduate
    schoolboy schoolgirl grandparent great-grandmother adventurer entertainer crooner frontman frontwoman vocalist bassist
    prodigy socialite influencer streamer tiktoker podcaster weatherman anchorwoman anchorman stuntman handyman motorcyclist
    biker angler gardener birdwatcher champion winner medallist medalist olympian left-back right-back centre-back full-back
    defenceman goaltender fullback linebacker rookie teammate spaniard italian brazilian argentine dutchman welshman irishman
    scotsman englishman swede dane finn serb croat belgian austrian nigerian kenyan egyptian colombian mexican uruguayan swiss
    portuguese designate chairman-elect president-elect nephew governor commander consultant specialist coordinator
    co-ordinator secretary-general dictator ruler monarch royal tycoon millionaire mogul lobbyist conservationist
    environmentalist zookeeper keeper vet veterinarian fisherman hunter climber skier surfer mother-in-law father-in-law
    whistleblower refugee migrant immigrant detainee prisoner inmate hostage captive fighter rebel militant insurgent
    general-secretary president premier counterpart operator technician contractor builder plumber electrician mechanic chef
    cook baker councilor advocate trustee patient mum-of-two
    """.split()
    )
) - {"she", "her", "he", "his"}

# Heads that speak only as plurals or collectives: "police said", "officials said", "prosecutors said".
COLLECTIVES = frozenset(
    """
    police authorities officials prosecutors detectives investigators doctors medics firefighters organisers organizers
    scientists researchers experts analysts lawyers attorneys residents witnesses neighbours neighbors relatives ministers
    lawmakers diplomats sources bosses campaigners activists critics supporters economists forecasters officers deputies
    paramedics rescuers regulators executives managers engineers teachers parents students workers staff unions republicans
    democrats conservatives aides colleagues friends fans leaders commanders troops traders investors farmers management people
    women men many some others both several most few judges historians health administrators advocates academics adults agents
    allies ambassadors archaeologists architects artists astronomers athletes attendees backers bankers biologists bishops
    brokers builders businesses bystanders cabinet captains caregivers carers chefs chemists chiefs children citizens civilians
    claimants cleaners clergy climatologists clinicians clubs coaches coastguards commentators commissioners commuters companies
    conservationists constituents consumers councillors councils creditors customers cyclists defenders delegates demonstrators
    dentists designers developers directors dissidents donors drivers ecologists editors educators employees employers
    environmentalists epidemiologists eyewitnesses families farmworkers fathers filmmakers fishermen firemen foresters founders
    geologists girls governments governors guards headteachers holidaymakers homeowners hospitals householders hunters inmates
    inspectors insurers islanders jurors kids landlords landowners legislators lenders librarians locals lobbyists magistrates
    manufacturers mayors meteorologists midwives migrants militants miners monks moderates mothers motorists musicians
    nationalists negotiators nurses observers onlookers operators opponents owners parishioners participants passengers
    passers-by patients peers pensioners pharmacists physicians physicists pilots players policemen politicians pollsters
    priests principals producers promoters protesters protestors psychologists publishers pupils ranchers rangers readers rebels
    refugees retailers riders rivals sailors scholars seismologists senators separatists shareholders shopkeepers shoppers
    skeptics sceptics soldiers specialists spokesmen spokespeople spectators spokeswomen statisticians strikers suppliers
    surgeons surveyors survivors taxpayers technicians tenants therapists tourists townspeople travellers travelers trustees
    unionists users vets veterans victims villagers virologists visitors volunteers voters watchdogs wardens worshippers writers
    youngsters zookeepers paratroopers policymakers backbenchers bereaved insiders staffers
    """.split()
)
