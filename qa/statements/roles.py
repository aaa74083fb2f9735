"""Further words for people, by what they do, where they come from and what happened to them. A list of our own."""

ROLES = frozenset(
    """
    abbot accomplice accountant actuary adolescent afghan airman albanian algerian alumnus anaesthetist anesthesiologist
    animator anthropologist antiquarian arbitrator archer archivist armenian arsonist assailant asylum-seeker attacker
    au-pair auctioneer auditor aussie aviator azerbaijani baby babysitter backbencher backpacker bahamian bailiff ballboy
    ballerina bangladeshi barber barista baritone barmaid barman bartender batter beautician beauty-queen beekeeper
    benefactor billionaire binman bolivian bomber bondholder bookkeeper bookseller bosnian botanist breadwinner brewer
    bricklayer broker buddhist bulgarian burglar burmese bursar butcher bystander cambodian cameraman camerawoman
    cameroonian camper cardiologist carer carpenter cartoonist caseworker castaway catholic cellist centenarian center-back
    centre-half challenger chaplain cheesemaker chieftain childminder chilean choreographer cinematographer classmate
    cleaner clergyman clergywoman cleric clerk co-accused co-defendant coastguard collector commander-in-chief commuter
    competitor congressman conman conservator contender contestant convict cornerback cosmonaut counsel counsellor counselor
    cowboy criminologist cuban curator cyclist cypriot czech dancer darts-player dealer debutant decathlete demographer
    dentist deportee dermatologist despot developer dietician dietitian distiller diver docker dominican donor driller
    dropout dutchwoman ecuadorian elder emirati entomologist entrant estate-agent estonian ethiopian evacuee evangelical
    evangelist expat expatriate explorer extremist eyewitness farmhand felon fencer ferryman fijian filipina filipino
    finalist financier fisher fishmonger fitter floridian florist foreigner foreman forewoman fraudster freshman friar
    frontbencher frontrunner fugitive fundraiser gaffer gameshow-host gangster geneticist geordie georgian ghanaian
    ghostwriter glaciologist glaswegian goalscorer greengrocer grocer groundsman gunman gymnast gynaecologist gynecologist
    hacker hairdresser hairstylist haitian headmaster headmistress heir heiress hijacker hiker hindu hitchhiker hitter
    holidaymaker homemaker hongkonger hotelier househusband housewife hungarian hurdler hydrologist icelander illustrator
    immunologist impresario incumbent indonesian industrialist infant infielder informant informer innkeeper inspector
    instructor interpreter inuit iranian iraqi islander ivorian jamaican janitor jeweler jeweller jihadist jordanian judoka
    kazakh kentuckian kicker kidnapper killer kingpin kiwi kosovan kuwaiti laborer labourer lancastrian landowner latvian
    lebanese lecturer letting-agent librarian lifeboatman lifeguard lineman linesman linguist lithuanian liverpudlian
    lobsterman locksmith logger londoner longshoreman looter lumberjack luxembourger lyricist macedonian machinist magnate
    maid malaysian maltese mancunian maori marathoner mascot masseur masseuse mastermind mathematician mediator
    microbiologist midwife milkman miner minnesotan missionary mobster mongolian montenegrin mormon moroccan mountaineer
    mugger multimillionaire murderer muslim nanny naturalist nepali neurologist neuroscientist neurosurgeon new-yorker
    newborn newcomer newsagent newsman newsreader nomad nonagenarian norwegian notary number-nine nuncio nutritionist
    obstetrician oceanographer octogenarian offender ohioan oligarch ombudsman ombudsperson ombudswoman oncologist
    optometrist orderly organist ornithologist paediatrician pageant-winner painter pakistani palaeontologist paleontologist
    paraguayan paralegal parishioner parliamentarian passer-by passerby pathologist pediatrician peruvian pharmacist
    philanthropist philosopher physio physiotherapist pianist pilgrim pitcher planner playmaker point-guard pole politician
    pollster postgraduate postie postman postmaster postwoman preacher predator president-designate priest protestant
    psychotherapist publican punter pupil qatari quaker quizmaster radiologist rambler rancher rapist realtor registrar
    regulator restaurateur restorer retiree returnee ringleader rioter robber romanian roofer roughneck rower sailor samoan
    saxophonist scaffolder scorer scotswoman scout screenwriter scriptwriter sculptor seamstress semi-finalist senegalese
    septuagenarian settler shareholder shepherd shooter shot-putter showrunner sikh singaporean skater skipper skydiver
    slovak slovene slovenian slugger smuggler snitch snooker-player snorkeler snorkeller snowboarder social-worker
    sociologist sommelier songwriter sophomore soprano speechwriter spin-doctor squatter stakeholder stalker statesman
    stateswoman statistician stenographer stevedore stowaway strongman stylist substitute superintendent supermodel surveyor
    sweeper swindler syrian tactician tailback tailor taiwanese tanzanian tattooist tenor terrorist theologian therapist
    thief tibetan toddler tongan townsperson toxicologist trafficker translator trawlerman trespasser triathlete tribesman
    trinidadian trumpeter tunisian turk tutor tween ugandan umpire undergraduate underwriter uzbek vacationer valedictorian
    vandal venezuelan vietnamese villager violinist virginian volcanologist waiter warlord weathergirl weaver weightlifter
    welder whistle-blower wideout winemaker wing-back winger wrestler yachtsman yachtswoman yemeni yorkshireman zambian
    zimbabwean
    """.split()
)
