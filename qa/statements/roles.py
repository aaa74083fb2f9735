"""Further words for people, by what they do, where they come from and what happened to them. A list of our own."""

ROLES = frozenset(
    """
    abbot abductor aberdonian abolitionist absentee academician accompanist accomplice accountant accuser acrobat
    actuary acupuncturist adjudicator adjutant administrator admirer adolescent adoptee adopter adulterer adversary
    aerialist aeronaut aesthete afghan aficionado aggressor agitator agronomist aircraftman aircrewman airman airwoman
    albanian algerian allergist almoner alumna alumnus amputee anaesthetist anarchist anchor anchorperson
    anesthesiologist angeleno animator annalist announcer anthropologist antiquarian apologist apothecary appellant
    appointee appraiser apprentice arbitrator arboriculturist arborist archdeacon archduke archeologist archer archivist
    archrival aristocrat armenian arranger arrestee arsonist artisan artiste assailant assassin assemblyperson assessor
    assistant associate astrobiologist astrologer astrophysicist asylum-seeker atheist attacker attendant au-pair
    auctioneer auditor auntie aunty aussie autocrat autoworker aviator azerbaijani baby babysitter backbencher
    backpacker bacteriologist baddie bahamian bailee bailiff ballboy ballerina ballplayer bangladeshi banjoist
    bantamweight barber bargee bargeman barista baritone barkeep barmaid barman barrowman bartender basketballer
    batswoman batter beachcomber beachgoer beautician beauty-queen beefeater beekeeper beggar bellboy bellhop bellringer
    benefactor beneficiary berliner billionaire binman biochemist bioethicist biographer biophysicist birder birthmother
    blacksmith blockader boarder boatbuilder boatman boatswain bobsledder boffin boilermaker bolivian bomber bondholder
    bookbinder bookie bookkeeper bookmaker bookseller bookworm bosnian bostonian bosun botanist botswanan boyo
    breadwinner breaststroker breeder breton brewer brewmaster bricklayer bridesmaid brigadier bristolian broker brummie
    buccaneer buddhist bugler bulgarian bureaucrat burglar burmese bursar busboy businesspeople busker busman butcher
    buyer bystander cabbie cabby cabinetmaker caddie caddy caller cambodian cameraman camerawoman cameroonian camper
    campmate canoeist canvasser captor cardholder cardiologist carer careworker caricaturist carpenter carpetbagger
    cartographer cartoonist caseworker cashier castaway catechist caterer catholic cavalryman caver celebrant celebrity
    cellist cellmate censor centenarian center-back centre-half ceramicist challenger chambermaid chaperone chaplain
    charwoman chauffeur cheerleader cheesemaker chicagoan chieftain chieftainess childminder children chilean
    chiropodist chiropractor choreographer chorister chronicler churchgoer churchman churchpeople churchwarden
    churchwoman cinematographer clairvoyant classmate cleaner clergyman clergyperson clergywoman cleric clerk client
    clinician clothier clown co-accused co-captain co-defendant coachman coastguard coastguardsman coauthor cobbler
    cockler codebreaker coder cohabitee collaborationist collaborator collector collier colonist colorist combatant
    comedienne comic commandant commander-in-chief commando commissar commuter companion competitor conceptualist
    concertgoer concierge confectioner confidant confidante congressman conjurer conman connoisseur conscript
    conservator conspirator constituent constructor consul contender contestant controller convalescent convener
    convenor conveyancer convict copilot copywriter cornerback cornishman cornishwoman corsair cosmonaut councilperson
    counsel counsellor counselor counterprotester countess countryman countrywoman courier courtier couturier cowboy
    coworker coxswain crabber craftsman craftsperson craftswoman creator creditor cremator crewman crewmate crewmember
    crewmen crewwoman criminal criminologist crofter croupier crusader cryptographer cuban cultist curator cyberattacker
    cyclist cypriot czar czech dad-of-two dairyman dairywoman damsel dancer daredevil darts-player dauphin deaconess
    dealer dealmaker debater debtor debutant debutante decathlete decorator defenseman defrauder delinquent demographer
    denier dentist dependant dependent deportee dermatologist deserter despot detractor developer devotee diabetic
    diarist dietician dietitian dignitary dissenter dissident distiller distributor diver divorcee docker dogwalker
    dominican donee donor doorkeeper doorman doubter downhiller draftsman draftsperson dragoon dramatist dramaturg
    draughtsman drayman dredger dressmaker drifter driller dropout druggist drugmaker dubliner duelist dundonian dustman
    dutchwoman dweller dynast earner econometrician ecuadorian educationalist educationist educator eeler elder electee
    elector embalmer embezzler embroiderer embryologist emigrant emigre emirati emissary empress emt endocrinologist
    enforcer engraver enthusiast entomologist entrant epigrapher equerry escapee eskimo essayist estate-agent estonian
    ethicist ethiopian ethnographer ethnologist eulogist europhile eurosceptic evacuee evangelical evangelist evictee
    examiner exchequer executioner executor executrix exhibitor expat expatriate explorer exponent exporter extremist
    eyewitness fabricator factotum falconer fanatic farmhand farmworker farrier fashionista father-of-two featherweight
    federalist felon feminist fencer ferryman ferrywoman fetishist fiancé fiancée fiddler fieldsman fieldworker
    figurehead fijian filipina filipino filmgoer finalist financier firebrand fireman firewoman fisher fisherfolk
    fisherwoman fishmonger fitter flagbearer flanker flatmate flautist fleming flier floridian florist flutist flyer
    flyweight follower footman footplateman footsoldier forager foreigner foreman forester forewoman forger fosterer
    fraudster freshman friar frogman frontbencher frontliner frontrunner fruiterer fugitive fundamentalist fundraiser
    funnyman furrier fusilier futurist gadfly gaffer galactico gallerist gambler gamekeeper gamer gameshow-host ganger
    gangster gardaí gastroenterologist gatecrasher gatekeeper gaucho gemmologist gendarme genealogist geneticist
    gentleman gentlewoman geochemist geographer geomorphologist geophysicist geordie georgian geriatrician gerontologist
    ghanaian ghostwriter gigolo girlboss glaciologist gladiator glassblower glassmaker glaswegian glazier goalie
    goalminder goalscorer gofer goldsmith gondolier governess graduand grammarian grandad grandchild granddad grandee
    grandfather grandma grandmaster grandmother grandmum grandnephew grandniece grandpa granny grantee graphologist
    gravedigger greengrocer grocer groomsman groundskeeper groundsman groundswoman groupie grower guarantor guardsman
    guerilla guerrilla guest guide gunman gunner gunsmith gunwoman gymnast gynaecologist gynecologist haberdasher hacker
    haematologist hairdresser hairstylist haitian half-back halfback handler handmaiden handywoman hangman harbormaster
    harbourmaster hardliner harpist harpooner harvester hatmaker hauler haulier headhunter headmaster headmistress
    headwaiter healer heartthrob heavyweight heckler hedger heir heiress helmsman helmswoman helper helpmate
    hematologist hepatologist herbalist herder herdsman heretic hermit hero herpetologist highlander hijacker hiker
    hindu hitchhiker hitmaker hitman hitter hoarder hobbyist holidaymaker homebuyer homemaker homeopath homeschooler
    hongkonger honoree horologist horseman horsewoman horticulturalist horticulturist hosteler hosteller hotelier
    hotelkeeper houseguest householder househusband housekeeper housemaid houseman housemaster houseparent housewife
    housewives huckster humanitarian humorist hungarian huntress huntsman hurdler hurler husbandman hussar hustler
    hydrographer hydrologist hygienist hypnotherapist hypnotist icelander iceman ideologist ideologue illustrator
    immunologist imperialist impersonator importer imposter impostor impresario impressionist in-law incomer incumbent
    indianan individual indonesian inductee industrialist infant infantryman infectologist infielder infiltrator
    informant informer innkeeper innovator inquirer inquisitor inspector instigator instructor instructress
    instrumentalist insurrectionist intellectual interlocutor intern internee internist interpreter interventionist
    interviewee interviewer intruder inuit inventor invigilator invitee iranian iraqi irishwoman ironmonger ironworker
    islamist islander ivorian jailbird jailbreaker jailer jamaican janitor jarl jazzman jew jeweler jeweller jewelmaker
    jihadist jobseeker jogger joker jordanian jouster judoist judoka juggler juvenile karateka kayaker kazakh kentuckian
    keyboardist keyworker kicker kidnapper killer kingmaker kingpin kinsman kinswoman kitemaker kitman kiwi knitter
    kosovan kosovar kurd kuwaiti laborer labourer lacemaker lad lady-in-waiting laird lamplighter lancastrian lancer
    landholder landlady landowner landscaper lapidary larcenist latvian laundress laundryman lawbreaker lawgiver lawman
    layman layperson laywoman leaguer leaseholder leatherworker lebanese lecturer leftie leftist legate legatee
    legionary legionnaire lender lepidopterist lessee letting-agent lexicographer liaison liar liberator libertarian
    librarian librettist liechtensteiner lifeboatman lifeboatwoman lifeguard lifesaver lifter lightkeeper limnologist
    lineman linesman linewoman linguist liquidator listener lithuanian litigant litigator litterpicker liverpudlian
    lobsterman lockkeeper locksmith lodger logger logician logistician londoner loner longshoreman looter loyalist
    lumberjack lumberman luminary luthier luxembourger lyricist macedonian machinist mackem madam mademoiselle maestro
    mafioso magician magnate maid maiden mailman mailwoman maitre-d majordomo malaysian malcontent malefactor maltese
    mammalogist mancunian manicurist mannequin manxman maori marathoner marcher marketeer marketer marksman markswoman
    martyr marxist marylander mascot masochist masseur masseuse mastermind mathematician matriarch mayoress mediator
    medic memoirist men mender mentee mentor mercenary metallurgist metalworker metaphysician microbiologist middleman
    middleweight midwife midwives militiaman milker milkman millennial miller milliner millwright minder miner
    minesweeper mineworker miniaturist minnesotan minstrel minuteman misfit missionary missus mobster modeler modeller
    moderator modernist modiste molester monarchist monegasque moneylender mongolian monologist montenegrin montrealer
    moonshiner moralist mormon moroccan mortician mother-to-be motorman mountaineer mountie mourner mouthpiece moviegoer
    muckraker mudlark muezzin mugger muleteer multimillionaire mum-to-be muralist murderer muscovite musher musicologist
    musketeer muslim mutineer mycologist mythologist nanny naturalist naturopath navigator naysayer nebraskan
    needleworker neonatologist nepali nephrologist networker neurologist neuropsychologist neuroscientist neurosurgeon
    new-yorker newborn newcomer newsagent newshound newsmaker newsman newspaperman newspaperwoman newsreader
    nightwatchman nihilist nobleman noblewoman nomad nonagenarian noncombatant northerner norwegian notary novice nudist
    number-nine numismatist nuncio nurseryman nutritionist oarsman oarswoman oboist observer obstetrician occultist
    occupant occupier oceangoer oceanographer octogenarian offender officeholder officiant ohioan oilman oligarch
    ombudsman ombudsperson ombudswoman oncologist operative ophthalmologist optician optimist optometrist orangeman
    orator orcadian orchardist orderly ordinand oregonian organist ornithologist orphan orthodontist orthopaedist
    osteopath outrider outsider overlord overseer overwinterer oysterman pacifist paddler paediatrician paediatrist
    pageant-winner pageboy painter pakistani palaeobotanist palaeontologist paleontologist pallbearer pamphleteer
    panelist panellist papa paparazzo paperboy parachutist paraglider paraguayan paralegal paralympian paramilitary
    parapsychologist parasitologist paratrooper pardoner parishioner parisian parliamentarian parolee participant
    partisan partner partygoer passer-by passerby pastoralist pathologist patriarch patroller patrolwoman patron pauper
    pawnbroker payee paymaster peacekeeper peacemaker peasant pedagogue pedaller pedant peddler pediatrician pediatrist
    pedlar peeress penfriend penman pennsylvanian penologist pentathlete percussionist perfectionist performer perfumer
    perjurer perpetrator personage personality peruvian petitioner petrologist pharmacist phenomenologist philanderer
    philanthropist philatelist philologist philosopher phlebotomist phonetician photojournalist physio physiologist
    physiotherapist pianist picketer pickpocket picnicker pilgrim pioneer pirate pitcher pitman pitmaster placeholder
    planner plasterer platelayer playboy playgoer playmaker pleader plenipotentiary plotter ploughman plutocrat poacher
    podiatrist poetess point-guard pointman pole polemicist policyholder policymaker politician politico pollster
    polluter poltroon polymath pontiff popstar portraitist postdoc postgrad postgraduate postie postman postmaster
    postmistress postwoman potentate poulterer practitioner pragmatist prankster preacher prebendary precentor predator
    prefect prelate presbyter preservationist president-designate presider pressman pretender priest priestess primate
    primatologist princeling printmaker prioress privateer prizewinner probationer programmer projectionist proponent
    proprietor proprietress prospector prosthetist prostitute protagonist protege protestant protégé protégée provider
    provocateur prowler psephologist pseudoscientist psychic psychoanalyst psychometrician psychotherapist publican
    publicist pugilist pulmonologist puncher punter pupil puppeteer purist puritan purser purveyor pusher qatari quaker
    quarrier quarryman quartermaster queenslander quilter quizmaster racegoer racer racketeer raconteur radiographer
    radiologist raider railman railwayman railwaywoman rambler rancher rapist rapporteur ratepayer realist realtor
    recipient recluse reconciler recruit recruiter rector redhead referee reformer reformist refusenik regent registrar
    regulator reinsurer remainer renegade renovator renter repairer repairman reservist respondent restaurateur restorer
    retiree returnee reveler reveller reviewer revolutionary rheumatologist riflemaker rifleman rigger rightist
    ringleader ringmaster rioter roadie roadman roadmender roadworker robber rockstar romanian romantic roofer roommate
    roughneck rower rugbyman rustler sabbatarian saboteur sacristan saddler safecracker sailor salesclerk salesgirl
    salespeople salesperson saltmaker salvor samoan samurai sangoma satirist savant saver savior saviour saxophonist
    scaffolder sceptic schemer schoolchild schoolfriend schoolkid schoolleaver schoolmaster schoolmate schoolmistress
    schoolteacher scion scorer scotswoman scouser scout scoutmaster screenprinter screenwriter scribe scriptwriter
    scrivener scrum-half scullion sculptor seafarer seamstress secessionist sedimentologist seer selector semanticist
    semi-finalist seminarian senegalese seneschal separatist septuagenarian serf sergeant-at-arms servant serviceman
    servicemember servicewoman settler sexologist sexworker shaman shantyman sharecropper shareholder sharpshooter
    shearer sheepfarmer shelver shepherd shetlander shipbuilder shipmate shipowner shipwright shoemaker shoeshiner
    shooter shoplifter shopworker shot-putter showgirl showjumper showman showrunner shrimper signaller signalman
    signatory signwriter sikh silversmith singaporean sinner skateboarder skater skeptic skinhead skipper skydiver
    slacker slaveholder slaveowner sleuth slovak slovene slovenian slugger sluicekeeper smallholder smoker smuggler
    snatcher sniper snitch snooker-player snooper snorkeler snorkeller snowboarder social-worker sociologist softballer
    soloist sommelier songwriter sonographer soothsayer sophomore soprano sorcerer sous-chef southerner southlander
    spacewalker spearfisherman spectator speechmaker speechwriter speedskater speleologist spelunker spin-doctor
    spiritualist spokespeople sponsor spook sportscaster sportsperson sportswriter springbok spy squatter stablehand
    stagehand stakeholder stalker stallholder standup starlet statesman stateswoman statistician steelworker
    steeplechaser stenographer stepbrother stepchild stepdad stepmom stepmum stepparent stepsister stevedore stewardess
    stockbreeder stockbroker stockman stockperson stoker stonecutter stonemason stonewaller storekeeper storyteller
    stowaway streetsweeper stripper strongman strongwoman stuntwoman stylist subcontractor subeditor subordinate
    subscriber substitute successor sufferer suffragette suffragist suitor superfan superhero superintendent supermodel
    superstar suppliant supplicant supremacist surrogate surveyor sweeper swindler swordsman sydneysider symphonist
    syndicalist syrian tactician tailback tailor taiwanese tanzanian taoist tattooist taxidermist taxman taxpayer
    teamster techie technocrat technologist teenybopper teessider telegraphist telephonist televangelist teller temp
    tenor terrorist tester theatergoer theatregoer theologian theoretician theorist therapist thespian thief thieves
    thinker thug tibetan tiler tillerman timekeeper tipster toastmaster tobacconist toddler tongan toolmaker topographer
    torontonian torturer totalitarian townsman townspeople townsperson townswoman toxicologist tracker tradesman
    tradespeople tradesperson tradeswoman traditionalist trafficker trainee trainspotter traitor tramp translator
    transplantee trapper traumatologist trawlerman trekker trespasser triathlete tribesman tribeswoman trickster
    trinidadian triplet trombonist troubadour troublemaker truant trumpeter truther tsar tuner tunisian tunneler
    tunneller turk tutor tween tweeter twitcher tynesider typesetter typist tyrant ugandan umpire undercover underdog
    undergrad undergraduate underling understudy undertaker underwriter unionist upholsterer urbanist urologist usher
    usurer usurper utilitarian uzbek vacationer vaccinologist vagrant valedictorian valet valuer vancouverite vandal
    vaulter vegan vegetarian vendor venezuelan ventriloquist venturer verger viceroy vietnamese viewer vigilante
    villager vintner violinist violist virginian viscount viscountess visionary viticulturist vlogger volcanologist
    volleyballer voyager wagoner waiter waitperson waitstaff wanderer warder warlord warmonger warrior washerwoman
    wassailer watchmaker watchman watercolorist watercolourist waterman wayfarer weathergirl weatherperson weaver
    webcaster webmaster weightlifter weightwatcher welder welshwoman welterweight westerner whaler wheelwright wherryman
    whistle-blower whistler wicketkeeper wideout wildfowler wildlifer winegrower winemaker wing-back winger wingman
    wives women woodcarver woodcutter woodsman woodworker wordsmith workaholic workman workmate workwoman worshiper
    worshipper wrangler wrestler wrongdoer xylophonist yachtie yachtsman yachtswoman yankee yemeni yorkshireman
    yorkshirewoman zambian zealot zimbabwean zionist zoologist émigré
    """.split()
)
