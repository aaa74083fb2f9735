"""Nouns and names of what isn't a person: bodies, documents, occasions, places, times, function words. Lists of our own."""

# Bodies that speak: as a lower-case head ("the company said") or as part of a name ("Ministry of Health").
BODIES = frozenset(
    """
    company firm ministry department agency group union bank government club university police force council party team court
    committee commission organisation organization institute association federation foundation charity hospital school college
    airline airport operator retailer manufacturer regulator watchdog office administration authority bureau embassy consulate
    palace vatican kremlin pentagon army navy military board league society service network newspaper magazine broadcaster
    channel website campaign coalition alliance congress parliament senate assembly house center centre corporation trust fund
    publisher studio label producer developer supplier exchange tribunal church diocese district county city state nation bloc
    delegation panel family jury militia brigade startup carrier automaker carmaker chain brand utility institution lab
    laboratory museum zoo gallery theatre theater choir band duo think-tank academy archdiocese ashram bakery battalion biobank
    biotech borough brewery builder bookmaker cabinet caucus chipmaker clinic cartel coastguard collective commissariat
    conglomerate congregation conservancy consortium constabulary consultancy contractor co-operative cooperative co-op creamery
    crew creche dealership directorate distillery distributor drugmaker electorate ensemble exporter faculty federations firms
    foodbank franchise fraternity garrison gendarmerie guild headquarters hospice housebuilder importer insurer inspectorate
    insurers judiciary junta kindergarten lender lobby mafia magistracy marque megachurch monastery mosque municipality
    multinational nonprofit non-profit ngo orchestra outfit outlet parish peacekeepers planemaker politburo precinct presidency
    prefecture prosecution quango quartet quintet refinery regime registry scaleup secretariat seminary shipbuilder shipper
    sorority squad start-up steelmaker subsidiary supermarket surgery synagogue syndicate synod tabloid taskforce task-force
    telco thinktank troupe treasury vendor vineyard wholesaler winery workforce workshop cathedral convent nightclub pub
    restaurant hotel aquarium observatory library
    """.split()
)

# Written things that speak for whoever issued them.
DOCUMENTS = frozenset(
    """
    statement tweet post alert letter email e-mail message memo report note press-release release document complaint
    indictment affidavit filing lawsuit ruling judgment order caption sign banner placard article editorial study paper
    survey poll website headline text transcript notice advisory warning petition motion book diary poster ad advert
    advertisement commercial communique communiqué resolution decree directive leaflet flyer brochure pamphlet manifesto
    database data records figures documents polls polling projections statistics index rankings newsletter bulletin
    speech circular memoir autobiography op-ed column blog voicemail plaque inscription thread
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

# What a name that opens or ends with one of these means can't speak: an event, a place, a work, a photo credit.
THINGS = frozenset(
    """
    hurricane storm tornado typhoon nebula galaxy planet earth street avenue road lane boulevard highway square river lake
    mountain mount valley bay beach coast bridge cup championship championships olympics games series prize award awards act
    bill treaty accord festival day war battle crisis pandemic virus covid covid-19 coronavirus picture pictures images photo
    photos video videos feedback translation status location section vehicle crime weather opinion updates advertisement
    credit courtesy giving hitting bowl season playoffs election elections amendment constitution
    """.split()
)

# Words inside the name of a body; one of them makes a capitalised run no person.
BODY_NAMES = BODIES | frozenset(
    """
    inc corp ltd plc llc co university nations union times post herald tribune journal gazette guardian telegraph
    reuters bbc cnn voa nbc abc cbs fox afp news press media today radio tv television street avenue road lane
    square park stadium arena river lake island islands mountain mount valley bay beach coast bridge tower hall
    airport station hotel restaurant bar cafe building north south east west northern southern eastern western cup
    championship championships olympics games open series prize award awards act bill law treaty agreement accord
    festival week day month year war battle crisis pandemic virus covid united republic kingdom states america
    britain fc afc cf sc rovers wanderers athletic albion hotspur town county villa rangers celtic dynamo sox
    yankees dodgers lakers warriors patriots cowboys facebook twitter instagram google apple amazon microsoft tesla
    youtube tiktok netflix walmart boeing airbus toyota uber starbucks plaza center house white capitol hill downing
    wall sea ocean gulf peninsula strait department ministry agency office command guard corps squadron division
    regiment airlines airways motors energy oil gas electric power systems technologies software holdings partners
    capital securities insurance financial bank brothers sons international global national federal royal european
    african asian pacific atlantic world watch rights human amnesty greenpeace red cross nato unicef unesco who cdc
    fbi cia nsa nasa nhs fda epa opec imf eu un uk us usa u.s u.n eu's gop dna foods lines labs laboratories studios
    industries enterprises solutions pharma pharmaceuticals therapeutics diagnostics biosciences logistics retail
    stores brands pictures records entertainment ventures advisors advisers associates consulting realty properties
    homes construction mining minerals metals petroleum chemicals plastics robotics dynamics networks telecom
    telecoms telecommunications wireless digital interactive aviation aerospace shipping cruises railways railway
    rail trains buses farms dairies breweries supplies machines instruments devices semiconductors materials
    resources exploration renewables solar nuclear utilities healthcare wellness fitness cosmetics fashions apparel
    footwear toys furniture appliances tyres tires batteries chips computing analytics cybersecurity payments
    lending mortgage insurers reinsurance equities funds trusts estates hotels resorts casinos restaurants kitchens
    bakeries coffeehouse supermarkets pharmacy
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
) | frozenset(("united states", "united kingdom", "united arab emirates"))

# Open the names of places: Los Angeles, San Diego, Tel Aviv.
PLACE_OPENINGS = frozenset(
    """
    los las san santa são fort port puerto cape tel abu addis buenos kuala phnom hong sri palo baton costa sierra el
    saint st ste mount mt upper lower great greater
    """.split()
)

MONTHS = frozenset(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
) | frozenset("jan feb apr aug sept sep oct nov dec".split())
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
    let get come go see read back thus already yet likewise theoretically translation right elsewhere often sometimes usually
    none nobody everyone everybody somebody
    someone nothing everything something today's ahead prior take enter meet consider ask watch listen courtesy credit
    """.split()
)
