"""Nouns that tell people, their roles and their organisations apart from other capitalised words. Lists of our own."""

from qa.statements.roles import ROLES

# Stand before a name, capitalised or not; the last of them in a run is where the name begins.
TITLES = frozenset(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron rev reverend father fr sister brother bishop
    archbishop cardinal pope imam rabbi sheikh ayatollah sen senator rep representative congressman congresswoman gov
    governor lt lieutenant col colonel gen general maj major capt captain sgt sergeant cpl corporal pvt private adm
    admiral cmdr commander cmsgt det detective insp inspector supt superintendent dci dc pc constable officer deputy
    sheriff chief marshal president vice-president vice premier chancellor prime minister secretary undersecretary
    ambassador mayor councillor cllr councilman councilwoman councilmember alderman commissioner speaker leader whip
    chairman chairwoman chair chairperson director executive ceo cfo coo cto founder co-founder owner manager coach boss
    head spokesman spokeswoman spokesperson judge justice magistrate attorney solicitor prosecutor lawyer barrister qc
    kc mp mep msp king queen prince princess duke duchess earl count emperor editor reporter correspondent analyst
    economist scientist researcher adviser advisor envoy delegate treasurer comptroller auditor principal headteacher
    dean provost nurse paramedic firefighter trooper agent patrolman star actor actress singer author writer striker
    goalkeeper midfielder defender winger forward quarterback pitcher trainer driver rider jockey veteran former
    ex-president vice-chancellor treasury-secretary senior vice-chair coroner warden ranger engineer pilot astronaut
    governor-general congressperson assemblyman assemblywoman lawmaker chairlady pastor deacon vicar canon monsignor
    sultan emir skipper batsman bowler fly-half outfielder rapper comedian presenter con dcs ch sgt-major fisherman
    matron co-host host producer promoter filmmaker novelist poet professor-emeritus laureate midwife teacher farmer
    garda gda cr td taoiseach tánaiste tanaiste smt shri sri shrimati advocate adv maulana mufti mullah swami guru haji
    datuk dato herr frau señor señora mme mlle monsieur madame comrade brother-in-law policeman policewoman bodyguard
    counsel grazier publican shopkeeper trucker welder tribune alderwoman selectman selectwoman reeve premier-designate
    petty warrant gunnery airman seaman lance cadet
    """.split()
)

# Abbreviated titles that keep their full stop inside the token.
ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof rev fr sen sens rep reps gov lt col gen maj capt sgt cpl pvt adm cmdr det insp supt jr sr st mt
    hon pres sec dep asst brig pte vs jan feb mar apr jun jul aug sept sep oct nov dec inc corp ltd co
    """.split()
)

FEMALE_WORDS = frozenset(
    """
    bride schoolgirl heiress frontwoman saleswoman frenchwoman englishwoman
    mrs ms miss dame lady baroness sister queen princess duchess spokeswoman chairwoman congresswoman councilwoman
    businesswoman actress mother mum mom wife daughter aunt niece grandmother girlfriend widow woman girl she her
    policewoman sportswoman heroine nun assemblywoman waitress hostess granddaughter stepmother midwife
    """.split()
)
MALE_WORDS = frozenset(
    """
    mr sir lord father brother king prince duke spokesman chairman congressman councilman businessman actor dad husband
    son uncle nephew grandfather boyfriend widower man boy he his policeman sportsman bishop pope imam assemblyman
    grandson stepfather batsman monk groom
    bridegroom schoolboy frontman fisherman frenchman englishman irishman scotsman welshman dutchman salesman handyman
    """.split()
)

# Tie a person to somebody else: "his wife Nerys", "her eldest son".
KIN = frozenset(
    """
    mother mum mom father dad parent wife husband spouse partner fiance fiancee fiancé fiancée widow widower daughter
    son child sister brother twin sibling aunt uncle cousin niece nephew grandmother grandfather grandma grandpa
    granddaughter grandson stepmother stepfather stepson stepdaughter girlfriend boyfriend mother-in-law father-in-law
    sister-in-law brother-in-law half-brother half-sister colleague friend neighbour neighbor teammate roommate
    housemate
    """.split()
)

# Heads of "the official", "a senior administration official", "one resident", "his mother".
HUMAN = (
    TITLES
    | ROLES
    | FEMALE_WORDS
    | MALE_WORDS
    | frozenset(
        """
    official source expert aide diplomat politician resident neighbour neighbor witness survivor victim officer
    policeman policewoman player student teacher doctor surgeon physician worker employee activist campaigner protester
    protestor demonstrator critic supporter opponent rival candidate nominee voter member colleague friend relative
    cousin parent child teenager teen youngster pensioner couple person insider investigator negotiator organiser
    organizer passenger customer tourist visitor traveller traveler shopper fan rescuer volunteer soldier veteran
    captain fellow scholar historian academic lecturer psychologist psychiatrist epidemiologist virologist biologist
    ecologist physicist chemist climatologist meteorologist forecaster geologist seismologist astronomer archaeologist
    entrepreneur businessperson investor trader broker strategist banker landlord tenant homeowner shopkeeper retailer
    salesman dealer driver cyclist motorist pedestrian bystander onlooker guard guardian caretaker carer caregiver
    spouse partner fiancee fiance sibling twin democrat republican conservative liberal texan californian briton
    american australian canadian scot frenchman german israeli palestinian ukrainian russian lawmaker legislator counsel
    defendant defector plaintiff claimant suspect applicant complainant juror artist musician guitarist drummer composer
    conductor director playwright designer architect photographer journalist columnist commentator pundit broadcaster
    blogger youtuber athlete runner sprinter swimmer boxer golfer footballer catcher shortstop baseman reliever
    infielder trucker umpire cricketer
    newlywed bride groom bridegroom pensioner graduate schoolboy schoolgirl grandparent great-grandmother adventurer
    entertainer crooner frontman frontwoman vocalist bassist prodigy heiress philanthropist financier socialite influencer
    streamer tiktoker podcaster newsreader weatherman anchorwoman anchorman stuntman handyman commuter motorcyclist biker
    angler gardener birdwatcher champion winner medallist medalist olympian left-back right-back centre-back
    full-back defenceman goaltender fullback linebacker rookie newcomer teammate spaniard italian brazilian argentine
    dutchman welshman irishman scotsman englishman swede dane norwegian finn serb croat turk belgian austrian nigerian
    kenyan egyptian colombian mexican uruguayan swiss portuguese designate chairman-elect president-elect nephew
    governor commander consultant specialist coordinator co-ordinator secretary-general dictator ruler monarch royal
    tycoon billionaire millionaire mogul magnate pollster lobbyist conservationist environmentalist zookeeper keeper vet
    veterinarian fisherman hunter climber hiker skier surfer mother-in-law father-in-law superintendent whistleblower
    refugee migrant immigrant asylum-seeker detainee prisoner inmate hostage captive fighter rebel militant insurgent
    general-secretary president premier counterpart librarian operator technician contractor builder plumber electrician
    mechanic chef cook baker restaurateur publican councilor advocate trustee patient mum-of-two
    """.split()
    )
) - {"she", "her", "he", "his"}

# Bodies that speak: as a lower-case head ("the company said") or as part of a name ("Ministry of Health").
BODIES = frozenset(
    """
    company firm ministry department agency group union bank government club university police force council party team
    court committee commission organisation organization institute association federation foundation charity hospital
    school college airline airport operator retailer manufacturer regulator watchdog office administration authority
    bureau embassy consulate palace vatican kremlin pentagon army navy military board league society service network
    newspaper magazine broadcaster channel website campaign coalition alliance congress parliament senate assembly house
    center centre corporation trust fund publisher studio label producer developer supplier exchange tribunal church
    diocese district county city state nation bloc delegation panel family jury militia brigade startup carrier
    automaker carmaker chain brand utility institution lab laboratory museum zoo gallery theatre theater choir band duo
    think-tank
    """.split()
)

# Heads that speak only as plurals or collectives: "police said", "officials said", "prosecutors said".
COLLECTIVES = frozenset(
    """
    police authorities officials prosecutors detectives investigators doctors medics firefighters organisers organizers
    scientists researchers experts analysts lawyers attorneys residents witnesses neighbours neighbors relatives
    ministers lawmakers diplomats sources bosses campaigners activists critics supporters economists forecasters
    officers deputies paramedics rescuers regulators executives managers engineers teachers parents students workers
    staff unions republicans democrats conservatives aides colleagues friends fans leaders commanders troops traders
    investors farmers management people women men many some others both several most few judges historians health
    """.split()
)

# Written things that speak for whoever issued them.
DOCUMENTS = frozenset(
    """
    statement tweet post letter email e-mail message memo report note press-release release document complaint
    indictment affidavit filing lawsuit ruling judgment order caption sign banner placard article editorial study paper
    survey poll website headline text transcript notice advisory warning petition motion book diary poster
    """.split()
)

# Occasions: "in an interview with X", "at a news conference", "during a call briefing".
OCCASIONS = DOCUMENTS | frozenset(
    """
    interview conference briefing call speech address hearing court trial meeting rally event ceremony debate podcast
    broadcast programme program show session appearance visit testimony announcement trip summit inquest inquiry video
    game match win loss defeat draw race service vigil phone telephone video-call webcast tour round
    """.split()
)

# Words inside the name of a body; one of them makes a capitalised run no person.
BODY_NAMES = BODIES | frozenset(
    """
    inc corp ltd plc llc co university nations union times post herald tribune journal gazette guardian telegraph
    reuters bbc cnn voa nbc abc cbs fox afp news press media today radio tv television street avenue road lane square
    park stadium arena river lake island islands mountain mount valley bay beach coast bridge tower hall airport station
    hotel restaurant bar cafe building north south east west northern southern eastern western cup championship
    championships olympics games open series prize award awards act bill law treaty agreement accord festival week day
    month year war battle crisis pandemic virus covid united republic kingdom states america britain fc afc cf sc rovers
    wanderers athletic albion hotspur town county villa rangers celtic dynamo sox yankees dodgers lakers warriors
    patriots cowboys facebook twitter instagram google apple amazon microsoft tesla youtube tiktok netflix walmart
    boeing airbus toyota uber starbucks plaza center house white capitol hill downing wall sea ocean gulf peninsula
    strait department ministry agency office command guard corps squadron division regiment airlines airways motors
    energy oil gas electric power systems technologies software holdings partners capital securities insurance financial
    bank brothers sons international global national federal royal european african asian pacific atlantic world watch
    rights human amnesty greenpeace red cross nato unicef unesco who cdc fbi cia nsa nasa nhs fda epa opec imf eu un uk
    us usa u.s u.n eu's gop dna
    """.split()
)

# Countries, nationalities, cities and continents that would otherwise look like a surname or a first name.
PLACES = frozenset(
    """
    u.s. u.k. u.n. u.s us uk eu un american british english scottish welsh irish french german spanish italian portuguese
    dutch belgian swiss austrian polish czech hungarian romanian bulgarian greek turkish russian ukrainian chinese japanese
    korean indian pakistani bangladeshi afghan iranian iraqi israeli palestinian syrian lebanese saudi egyptian nigerian
    kenyan ethiopian african asian european canadian mexican brazilian argentine argentinian colombian venezuelan chilean
    peruvian cuban australian swedish norwegian danish finnish icelandic thai vietnamese indonesian malaysian philippine
    filipino singaporean taiwanese tibetan catholic muslim christian jewish democratic republican conservative labour
    liberal democrat republicans democrats tory tories protestant orthodox sunni shiite england scotland wales ireland
    britain france germany spain italy portugal netherlands belgium switzerland austria poland hungary romania greece turkey
    russia ukraine china japan korea india pakistan bangladesh afghanistan iran iraq israel palestine syria lebanon egypt
    nigeria kenya ethiopia canada mexico brazil argentina colombia venezuela chile peru cuba australia sweden norway denmark
    finland iceland thailand vietnam indonesia malaysia philippines singapore taiwan tibet africa asia europe america london
    paris berlin madrid rome brussels moscow kyiv kiev beijing shanghai tokyo seoul pyongyang delhi mumbai islamabad kabul
    tehran baghdad damascus cairo lagos nairobi washington chicago boston seattle texas california florida ohio michigan
    alaska arizona oregon minnesota wisconsin pennsylvania massachusetts illinois colorado nevada utah kansas iowa missouri
    kentucky tennessee alabama mississippi louisiana oklahoma arkansas nebraska montana idaho wyoming hawaii maine vermont
    connecticut maryland delaware sydney melbourne toronto vancouver manchester liverpool birmingham leeds glasgow edinburgh
    dublin belfast cardiff bristol oxford cambridge yorkshire lancashire gaza jerusalem geneva ghanaian senegalese
    cameroonian ivorian moroccan algerian tunisian ugandan tanzanian zimbabwean zambian ecuadorian bolivian paraguayan
    uruguayan jamaican haitian dominican bahamian trinidadian cambodian burmese nepali emirati qatari kuwaiti yemeni slovak
    slovenian bosnian albanian macedonian lithuanian latvian estonian maltese cypriot armenian mongolian fijian samoan
    tongan vienna hanoi jakarta manila anchorage houston dallas atlanta miami detroit denver philadelphia twitter
    english-language
    """.split()
)

MONTHS = frozenset(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
)
DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
TIME_WORDS = (
    DAYS
    | MONTHS
    | frozenset(
        """
    today yesterday tomorrow tonight week month year morning afternoon evening night weekend earlier later recently
    afterwards afterward ago decade summer winter spring autumn day hours minutes days weeks months years
    """.split()
    )
)

# Open a sentence with a capital without being part of a name.
FUNCTION_WORDS = frozenset(
    """
    the a an this that these those he she it they we i you his her its their our my your who which what when where why
    how if and but or nor so yet for in on at by to from with without of off as after before during since until till
    while although though because unless whereas despite amid among about against above across along around behind below
    beneath beside between beyond down inside into near onto out outside over past through throughout toward towards
    under up upon via not no yes there here then now also still just even only both each every all any some many most
    more few several other another such than too very once one two three four five six seven eight nine ten first second
    third last next meanwhile however therefore moreover nevertheless nonetheless additionally according asked speaking
    writing responding later earlier today yesterday tomorrow tonight recently finally instead perhaps maybe indeed
    overall officials police residents experts witnesses prosecutors investigators authorities critics supporters
    analysts researchers scientists doctors lawyers former senior local state federal dear breaking like unlike rather
    either neither whether whose whom well oh look yeah hey ok okay thank thanks please sorry mum mom dad new old good
    great lawmakers republicans democrats following having being calling citing describing referring noting adding
    saying including given per sources q do does did is are was were am can could would should might must has have had
    let get come go see read back right elsewhere often sometimes usually none nobody everyone everybody somebody
    someone nothing everything something today's ahead prior take enter meet consider ask watch listen
    """.split()
)
