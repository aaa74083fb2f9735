"""First names with the pronoun they usually go with, and the family names that stand first in East Asian order.

Written by hand from common names in English-language news. A name in neither list simply has no known gender.
"""

FEMALE_NAMES = frozenset(
    """
    aaliyah aasia abayomi abbie abby abdallah abdirahman abeba abebe abeer abena abeni abhay abigail abimbola abosede achieng
    achol ada adaeze addison addolorata adekunle adelaida adele adem aderonke aditi adriana adrien adrienn adrienne adán adélia
    afolabi afonso afroditi aftab afua agatha agne agnes agneta agnez agnieszka agung ahmadou aiko aileen aimee aino aisha
    aishwarya aisling aissatou aki akiko akinyi akoth akwasi alaina alana alba alberta aldis aleksandra aleksei alessandra
    alessia alexa alexandra alexia algirdas alia alice alicia alina alireza alisdair alissa allison althea alwyn alyona alyson
    alyssa alžběta ama amahle amaka amal amalia amanda amara amartya amaya amber ameena amelia amina aminata aminu amy amélie
    ana anabel anais anantha anastasia andra andrus aneta anete angela angelica angelina angeline angelique angie anika anisul
    anita anja anjali anjana anjelica ann anna annalena annamaria anne anneke annelize annette annie annika annmarie antigoni
    antoinette antonia antônio anurag anwen anya aoife aonghus aparajita aparna april arabella araceli ariana arianna arja
    arlene arseniy artis arunas arvid arya asabe asha ashenafi ashkan ashlee ashleigh ashlyn ashraf aslam asli asmaa asta astri
    astrid astride astuti asuka atal athena athina atieno atiya atsuko atsushi aubrey audrey audun augusta auma aurelia aurora
    autumn ava awa aya ayaan ayantu ayesha ayse aysegul ayumi azadeh azmin babar babs bader bahar baltazar balázs baptiste
    barasa barbara baris barkha bashir basuki bathabile beata beate beathag beatrice beatriz becky begoña behrouz belinda bella
    benazir benedetta berenice berna bernadette bernice bertha bessie beth bethan betsy bettina betty beulah beverly beyonce
    bianca bich bingwen birgit birgitta blanca blanche blythe bo-young bobbi bogumila bola bonita bonnie borut boureima bozena
    brandi brandy bree brenda brenna breonna briana brianna bridget bridgette bridie brielle brigitte brijesh britney britt
    britta brittany bronagh bronwyn brooke bruna brychan bryndis bryony brídín buky bushra busisiwe buthaina byung-ho börje
    cailean caitlin caitlyn calista callie camelia camila camilla candace candice cansu cara carina carissa carla carlotta
    carly carmen carole caroline carolyn carolyne carrie carys casandra cassandra cassie catalina catarina catherine cathleen
    cathrine cathy catriona cayetano cecilia celeste celia celine cemal ceridwen cerys cezary chaitali chandra chantal
    chantelle charity charlene charlotte charmaine chebet chelsea cheryl chiara chidinma chijioke chimamanda chioma chiyo chloe
    christa christel christelle christiane christie christina christine christy chryso chrystal chul-soo cian ciara cindy
    ciprian claire clara clarissa clarisse claudette claudia claudine clelia clementine cleo coco colette colleen concepcion
    condoleezza connie constance constanza consuela consuelo cora coralie cordelia corinne cornelia cosima courtney cristina
    crystal críostóir cynthia cyrille céline dafydd dagmar dahlia daiga daina daisy dalila dalimil dalva daniachew daniela
    danielle danika daphne daria dariga darko darla darlene darshan davina dawn dayo deanna deborah debra deena deepika deepti
    deirbhile deirdre delia delilah della delphine demi denice denise denisse desalegn desiderio desiree dewi dharmendra diana
    diane dianne didik didzis dilara dina dinah divina divya dixie djeneba dolly dolores dominique donatas donatella dong-wook
    donna dora dorin doris dorothea dorothy dorthy dot dottie dragana dulce dumisani duong dusty dániel dónal eachann ebba ebo
    ebony edie edina edith edna edwina eetu effi effie egill ehsan eiki eileen eilidh eimear ekaterina ekrem elaina elaine
    eleanor eleanora eleftheria elena eleni elfyn elif elisabeta elisabeth elisabetta elise eliza elizabeth eliška ella ellen
    ellery elli ellie elodie eloise elowen eloy elsa elsie elspeth elvira emad eman emanuela emel emi emiko emilia emilie emily
    emine emma emmeline emmy encarna endah enfys eniola enyinnaya ercan erica ericka erika erin erling ernestine erol ersilia
    esha esi esme esmeralda esperanza estelle ester esther etelka ethel etta eugenia eugenie eun-bi eun-hye eun-ji eun-jung
    eunice eva evangeline evanthia eve evelina evelyn evelyne evgenia evgeny evie fabiana fabienne fabián fabrício fadli fadzai
    faezeh faith faiz faiza fanny farah fareeda farhana farzana fatemeh fathia fatima fatma fatou fatoumata fauzia fawzia faye
    fayez federica fehmida felicia felicity ferdowsi fern fernanda fernande fikret filiz filomena fiona fionn fiorenza fitriani
    flavia fleur flo flora florence florencia folake folashade fotini fran franca frances francesca francine francisca
    franziska freda frederica freida freweyni freya frida frieda frode fumihiko funmi funmilayo félix ga-young gabby gabi
    gabriela gabriella gabrielle gail galina gatis gayle gaëlle gebre gemma genaro genevieve genoveva genowefa georgette
    georgia georgie georgina georgy geraldine gerda germaine gerrit gertrude gerwyn gheorghe ghislaine gi-hyeon gia giacinta
    giedrius gilda gillian gilson gina ginny gintare giorgia giovanna gisela giselle gita giulia giuliana giusy gladys glenda
    glenys gloria glynis gohar gojko golnaz grace graciela grainne grazia greer greta gretchen gretel guadalupe gudmund gudrun
    guinevere guizhen gulsen guna gunars gunn guven gwen gwendolyn gwyneth gábor gérard hadiqa hadley haifa haimanot haitham
    hala halfdan halima halla hamzah hana hanan haneen hanna hannah hannelore harmony harri harriet harsh haruhito haruka
    haruna hasina hasnain hattie havva hawa haylee hayley hazel heather heba hedwig hee-jung hefin heidi heike helen helena
    helene helga heli hengameh henrietta henriette hermione heru hesham hester hikari hilaire hilary hilda hilla hillary
    hirofumi hiroko hiromi hitomi hitoshi holly hope hossein huda hui huong hye-jin hye-won hye-young hyo-seop håkon ida ieva
    ifeoma iga iheanyi ilana ilaria ildiko ilker illia ilona ilse imani imed imee imelda imogen imre ina inaya indira ines inga
    inge ingeborg ingemar inger ingibjorg ingrid ingūna inna inácio inès iolanda ionel iorwerth irena irene ireneusz irina
    irini iris irma iryna isabel isabella isabelle isaura isha ishant ishtiaq isidro isla isobel itziar iuliana ivana ivanka
    ivari ivelina ivone ivonne ivy iyabo izabela jacinda jacinta jackie jaclyn jacqueline jacquelyn jada jae-eun jae-myung
    jahnavi jalila jalina jamila jana janae jane janelle janet janette janey jani janice janie janina janine jannah jaromír
    jasmine jatta javeria jawar jaya jayne jazmin jeanette jeanine jeanne jeannette jeannie jelena jemima jemma jen jenna jenni
    jennie jennifer jenny jepkosgei jeri jess jessica jessie jewel ji-eun ji-yeon jianjun jianlin jill jillian jimena jin-ho
    jingwen jiřina jo joan joana joann joanna joanne joaquim joceline jocelyn jodi jodie joelle johanna johannes joichi jolanta
    joleen jolene jong-hyun joni jorma josefa josefina josephina josephine josette josie jovan jovana jovita joy joyann joyce
    juana juanita judi judie judith judy julia juliana juliann julianna julianne julie juliet juliette juma june junfeng
    jung-hee jung-ho junko jurgita justine juuso jytte jón júlio jānis kaarel kadiatou kailash kais kaitlin kaitlyn kaja kajal
    kalpana kamala kamila kamyar kanayo kara karen karin karina karla karolina karuna karyn kashif kasia kassandra kasumi
    katalin katarina katarzyna kate katelyn katerina katharina katharine katherine kathi kathie kathleen kathrin kathryn
    kathryne kathy katia katie katinka katja katrin katrina katy katya kaushik kavita kaye kayla kazuhiro kazuyoshi kazys
    keeley keiko keira keisha kelli kellie kelly kendra keri kerri ketanji khadija khady khanyisile khawla khofifah khulekani
    ki-hyun kiara kibaki kiichi kimberley kimberly kimmo kinga kioko kipruto kirsi kirsten kirstie kirstin kirsty kitty kjersti
    klara klas kobina koray korotoumou kosuke kotone krista kristaps kristen kristi kristie kristiina kristin kristina kristine
    kristy kristóf krystal krystyna kumiko kusum kuzma kwamena kyla kylie kyriaki kyung-mi lacey ladonna laila lakeisha lakisha
    lakshmi laleh lamia lan-anh lana lara larisa lassana lata latisha latonya latoya laura laurel lauren lauretta laurie
    lavinia lavonne laxman layla lea leah leanne lech leeann leena leighann leila leilani lena lenore lensa leona leonie
    leonora lesya leticia letitia leusa lexi leyla lia liana lianne lidia liesl lihua liis lila lilian liliana lilith lillian
    lillie lilly lily linda lindiwe lindsay lindsey linh linnea linsey lisa lisandro lisbeth lise lisette litia liubov liudmila
    liv livia liz liza lizelle lizette lizzie llŷr loc lois lola loretta lori lorraine lottie louisa louise lourdes lubomír
    lucia luciana lucie luciene lucille lucinda lucy lucía ludivine ludmila ludovica ludvig luhut luisa lujain lula lupe lupita
    luz lwazi lydia lydie lynda lyndsey lynette lynn lynne lyudmila léo léonie mabel macarena maddie madeleine madeline madelyn
    madge madis madison mae maeve magaly magda magdalena maggie maha maheen mahima mahmood mahmudul mahnoor maia maija maina
    mainchín mairead maisie maja maki malala malin mallory mamata mamie manabu mandi mandy manisha manon manouchehr manuela
    mara marcela marcella marcia mareks maren margaret margareth margarita margaux marged margery margie margo margot margrét
    marguerite mari maria mariacristina mariam mariama mariana marianna marianne maribel maricel maricela marie mariel mariela
    marietta marijana marijus marilou marilyn marina marine marinko marion marisa marisol marissa maristella marit mariyka
    marjan marjatta marjorie marjory marla marlene marsha marta martha martina marva marwa mary maryam maryann maryanne maría
    masako masanori mathilde matilda matilde matvei maud maude mauno maura maureen mavis maxence maxine maya mayumi mayur mbali
    mckenna meaghan meenakshi meenal meera megan megawati meghan mehwish mei meifang meiling mekdes mekonnen melania melanie
    melchor melina melinda melissa melody meltem mena mercedes meredith meredydd merera mert mette mfundo mhairi mi-kyung mi-ra
    mi-sook mia michaela michele michelle michiko mihaela mikaela mikako mila milada milagros mildred milena milla millicent
    millie miloslav milosz mimi min-hyuk min-ji min-kyung mina mindy minerva minna minnie minoo miranda mircea mireille miriam
    misako mitsuru mitzi miyuki mizanur mizuki modupe moira mokhtar mollie molly momoko mona mondli monica morag morteza
    morwenna motiur moustapha muhammadu muhannad muharrem mukul mulyani mumbi munene muriel murilo mushfiqur mutahi mwajuma
    myra myriam myrna myroslav myrtle mzwandile màiri máire máté nabeela nabih nada nadezhda nadia nadiem nadine nadiya nafees
    naima najla nalini nanami nancy nanette naohiro naoko naomi narges nasima nasreen nasrin natacha natalia natalie natalina
    natalya natascha natasha natsuki nazanin nazneen ndung'u nebojsa neelam neema neeraj neha neide nell nellie nerys neslihan
    nesreen nessa nettie neva nevena ngoc ngozi ngozika nhung niamh nicky nicola nicole nicolette nidhi nieves nigella niki
    nikki nila nilufer nina nirmala nisar nita nives njambi njeri nkoyo nneka nobuyuki noelle noemi noemie nokuthula nombulelo
    nomsa nomvula nona nondumiso nooshin nora norah noreen norhayati noriko norma nosheen noura noxolo nuala nuha nuhu
    nurhayati nurul nusrat nyakim nyamweya nyanath octavia octavio océane oddbjørn odessa odette odhrán odion ogochukwu oguz
    oksana olanrewaju olavi olena olga olive olivia olusola olwen olympia omer omolara omondi oona opal ophelia oprah orest
    oriana orla oskars oszkár ott ottoline oumou ozan ozlem padma paige palmira paloma pamela panu paola parisa parul parvati
    parveen patricia paula paulette paulina pauline pawan pearl pearse peggy pelagia penelope penny perla petra petras petunia
    philippa philomena phindile phoebe phuong phyllis pilar pippa pirkka piroska polly pollyanna pooja poonam portia pouya
    prafulla prashant pravin preben precious preity primitivo priscilla priti priya priyanka prudence puan purnima purushottam
    qamar queenie quirina quoc rachael rachel rachelle radana radhika radim radomir radoslaw raed raffaella ragna rahel rahmat
    raija raisa rait raivis rajani rajkumar ramata ramatou ramona ramune randeep rania raphaël raquel rashida rashmi rassie
    ratih raven raza razvan reba rebecca recai reem reena regina reginaldo rehab rehema reiko rekha renata renee rhea rheinallt
    rhiannon rhoda rhona rhonda ridha rifat rihanna riina rikke rima rina risako rita ritu riya roberta rochelle rocío rodanthi
    roisin rokas rokeya romaine romana romy ronda ronel roopa rosa rosalie rosalind rosalyn rosalía rosana rosanna rosanne
    rosaria rose roseanne roselyn rosemary rosendo rosetta rosie rosita rostislav rowena roxana roxanne roya ruairidh ruby rudo
    rukhsana rukmini rumana ruolan rupesh ruth ruthie ruxandra ryunosuke saara sabina sabine sabrina sachie sachiko sadaqat
    sadie safiya sahar saima saira sakura sally salma salome salwa samaneh samantha samara sameera samih samina samira sampo
    sana sandhya sandor sandra sandrine sandy sang-hyun sangeeta saniya sanjana sanna santina sanusi saoirse sara sarah sarai
    saskia satyajit savannah savitri sawako scarlett sebnem seema selahattin selena selina selma senta seo-hyun serafina serena
    serpil setya seung-ho seydou sezen seán shabana shabnam shade shafqat shaghayegh shaheen shahram shamima shana shanice
    shanna shannon shanta shari sharjeel sharla sharlene sharmin sharon shashi shauna shawna shayla shazia sheena shefali
    shehnaz sheila shelley sheri sherri sherry sheryl shigeo shiho shilpa shinya shira shirin shirley shobha shona shreya
    shuhua shunsuke sian sibongile sibylle sidra sidsel sienna sigitas sigmundur signe sigrid sigríður sigrún siham silja silke
    silvia simona simone simran sindhu sinead sini sinisa sinta sinéad siobhan siobhán siri sitaram siti siv sizwe sjur skaiste
    sladjana smita smriti snezana snezhana so-ra sofia sofie sohrab solange soledad solveig solvita sonali soner sonia sonja
    soo-jin soo-yeon soon-ja sophia sophie sophy soraya sorcha sorin sosina sotiria sreedevi srđan stacey staci stacie stacy
    stanimir stanislaw stefania stefanie steffi stefka stella stephania stephanie stian stina stine suad subramaniam sue sugeng
    suhair sujata suk-yeol sukumar sultana sumaya sumiati sumire sumitra sun-mi suna sunita sunniva supriya surbhi suryo susan
    susana susannah susanne sushma susie suzan suzanne suzette suzie suzy svenja svetlana swara swati sybil sylvia sylvie
    ségolène sérgio sônia tabitha tadesse tae-hyung tahereh tahira taiga taina takayuki tala talia talulah tamar tamara tami
    tamika tammy tamsin tania tanisha tansy tanvir tanya tara tarkan tarmo tasha tasia tasleema taslima tatiana tatjana tatsuko
    tatsuo tauno tawny teagan tecla tegan teresa teri terri tess tessa tetyana tewodros teófilo thamer thandi thandiwe thea
    thelma thembeka theodora theodosia theresa therese thinh thorbjorn thorgerdur thuli thuy thérèse tia tiffany tilda tilly
    timofey tina titilayo tjalve tomoaki tomoko tomomi tomos toni tonis tonya tori torkel torunn toshihiro toyin tracey tracie
    tracy tricia triin trina trinh trish trisha trista trixie troels trudy tsitsi tumelo tuomo turgut tuva twyla tyra tytti uba
    uday uinseann ulla ulrike uma umeko una unni urbain urmila ursula urvashi usha ute vagner vaibhav vaishali valdis valentina
    valeria valerie valérie vandana vanessa vanna varvara vasilisa vegard veljko velma vendula venetia ventsislav venus vera
    verena verity verna veronica vesna vicki vickie vicky victoria vidya vidyut vikki vilius vilma viola violet violetta vipul
    virag virginia virginie virve vit vivian vivien vivienne volodimir véronique wafa wafula wahab wahyuni wambui wanda wangari
    wanja wanjiku warda weidong wendy weronika whitney wiktor wikus wilhelmina willa wilma winifred winnie winona wioletta
    woo-young worknesh xenia xiaodong xiaohong xiaoli xiaoling xiaolong xiaoping xiaoyan ximena xiu xolani yael yamini yanna
    yanti yara yared yaroslava yasar yasmeen yasmin yasmine yasonna yasuo yehor yelena yeliz yemisi yesenia yetunde yevgenia
    yingying ylva yoko yoland yolanda yolande yoo-jin yoon-hee yoshiaki yoshiko yoshito young-sook younis yuiko yuji yukiko
    yulan yulia yulissa yuliya yumi yuna yuriko yusra yuxin yvette yvonne zadie zaheed zahra zainab zainub zakhar zandile
    zanele zanna zara zareen zawadi zdeněk zelda zemfira zena zenaida zenon zeynab zeynep zhenzhen zhigang zina zinaida zita
    zivko zodwa zoe zofia zora zoya zsolt zuzana zydrunas zélia áine åke éinne élise étaín øystein
    """.split()
)

MALE_NAMES = frozenset(
    """
    aamir aaron abbas abdel abdelaziz abdi abdou abdul abdulaziz abdulla abdullah abdulrahman abe abel abiy abner abraham abu
    ace achim adalberto adam adebayo adeel adel aditya adnan adolfo adolphe adriaan adrian adriano aengus agus agustin agustín
    ahmad ahmed ahmet aidan aitor ajay akash akbar akhil akin akira aksel al alain alan albert alberto albin alden aldo alec
    alejandro aleks aleksandr alessandro alessio alexander alexandre alexandru alexei alexis alf alfie alfonso alfred alfredo
    algernon alhaji ali alioune alistair allan allen alois alok alon alonso alonzo alphonse alton alun alvaro alvin amadou amar
    amari ambrose amir amit amjad ammar amos anand anas anatole anatoly anders andile andre andreas andrei andrej andres andreu
    andrew andriy andrzej andrés andy aneurin angelo angus anil ansel anshul ante anthony antoine anton antonio antony antti
    anwar apollo aram archibald archie arif arild aristide arjun arkady arlo armando armin arnau arnaud arne arno arnold aron
    arsene arsenio arslan art artem arthur artie artur arturo arvind arvo asad asger ashok ashton asier asif aslan ata ataullah
    atticus atul augustin augustine augusto aurelien aurelio austin avi avraham axel ayman ayodele ayub aziz babajide babatunde
    bailey balazs baldev balthazar bambang barack barnaby barney barrett barry bart bartholomew bartosz bashar basil bassam
    bastian baxter baz beau ben benedict bengt benigno benito benjamin bennett benny benoit benoît bernard bernardo bernd
    bernhard bernie bert bertie bertram bertrand bevan bharat bheki bhupinder bilal bilel bill billy bjarne bjorn björn blaine
    blaise blake bo bob bobby bogdan bojan bongani boris boubacar boyd brad bradford bradley bram brandon branislav branko
    brayden brendan brendon brennan brent brenton bret brett brian brice brock brody bronson bruce bruno bryan bryant bryce
    bryson bud buddy budi burak burt burton byaruhanga byron byung-chul byung-hun cade caesar caetano caleb callum calvin
    cameron camilo carl carlo carlos carlton carmine carson carter cary casimir caspar casper cassius cathal cecil cedric celso
    cesar chad chaim chan-wook charles charley charlie chas chase cheikh chester chet chidi chinedu chip chris christer
    christian christoph christophe christopher christos chuck chuka chukwuma ciaran claes clarence clark claude claudio claus
    clay clayton clem clemens clement clifford clint clive clovis clyde clément cody colby cole coleman colin colm colt colton
    conan connor conor conrad constantin constantine corbin corey corin cormac cornelius cory cosimo craig cristian cristiano
    cristóbal cullen curtis cyril cyrus dag dagfinn dai daichi daisuke dale dalton damian damien damion damon dan dane daniel
    danilo danny dante dario darius dariusz darnel darnell darragh darrel darrell darren darryl darwin daryl dashiell dave davey
    davi david davide davis davor dawid dawit deacon dean deandre declan dedi deepak deion dejan del delbert delroy demetrius
    dennis denny denys denzel deon derek dermot derrick derry des deshawn desmond devin dewayne dewey dexter dhruv dick diego
    dieter dietrich digby dilip dimitar dimitri dimitrios dimitris dinesh dino dion dirk djamel dmitri dmitrii dmitry dmytro dom
    domenico domingo dominic don donal donald donato dong-hyun donnie donny donovan doug dougal dougie douglas dragan draymond
    drew duane duc dudley duncan dusan dustin dwayne dwight dylan eamon eamonn earl earle eberhard ed eddie eddy edgar edmond
    edmund edoardo edouard eduardo edward edwin efrain efren egil egon egor einar eino eirik eitan elbert eldon eli elia elias
    elijah eliot eliud elliot ellis ellsworth elmer elon elroy elton elvis elwood elías emanuel emeka emil emile emiliano emilio
    emir emmanuel emmett emre emrys emyr enda enis enoch enrico enrique enzo eoin ephraim erasmus eric erich erik ermias ernest
    ernesto ernie ernst errol erwin esa esteban ethan etienne euan eugene eustace evan evander everett evo ewan ezekiel ezra
    fabian fabien fabio fabrice fabrizio fahad faisal farhad farid farouk faruk faustino fawad fedor felice felipe felix femi
    ferdinand ferenc fergal fergus fernando ferran fethullah filip filippo finlay finn finnegan firas flavien flavio fletcher
    florent florian floyd fons forrest francis francisco franck franco francois frank franklin frans franz françois fraser
    frazer fred freddie freddy frederic frederick frederico fredrik friedhelm friedrich fritz frédéric fulton fumio fyodor gabe
    gabriel gael gaetano gage galen gamal ganesh gareth garrett garrick garry garth gary gaspar gaston gautam gavan gavin
    gavriel gaz geir gene gennady geoff geoffrey georg george georges georgios geraint gerald gerard gerardo gerhard germain
    germán geronimo gerry gert gethin geun-hye ghassan giacomo gian giancarlo gianluca gianluigi gianni gideon gil gilbert
    gilberto gildas giles gilles gino gintaras giorgio giorgos giovanni giulio giuseppe glen glenn glynn godfrey gonzalo gopal
    goran gordon gorka gottfried grady graeme graham grant grayson greg gregory greig griffin grigory grover grzegorz guido
    guilherme guillaume guillermo gunnar gunther guofeng guoqiang gus gustaf gustav gustavo guy gwilym gwyn gyorgy gyula günther
    haakon habib hadi hafiz haider hakan hakeem hal hallvard hamad hamed hamid hamish hamza hank hannes hannu hans hanson haoran
    harald hari harish harjit harlan harland harold haroon harrison harry hartley hartmut haruki haruto harvey hasan hashim
    hassan hayden haydn heath hector hedley heiko heinrich heinz hendrik henk henning henri henrik henrique henry herb herbert
    heriberto herman hermann hernan hernando hernán herschel hershel hervé heung-min hezekiah hideki hideo hideyoshi hikmet
    hilario hilton hiram hiro hirohito hiroki hiroshi hisham holger homer horace horacio horst hosni howard hubert hugh hugo
    hugues humberto humphrey humza husain huseyin hussein huw hyun-jin hyun-woo iago iain ian ib ibou ibrahim ibrahima idris
    iestyn ieuan ifan ignacio ignatius igor ikenna iker ilya imad immanuel imran inderjit ingo ingvar inigo ion iosif iqbal
    irfan irvin irving irwin isaac isaiah isamu ishaan ishmael isidore ismael ismail issa istvan itai itamar ivan ivar ives ivo
    iwan izaak jabari jacek jack jacky jacob jacopo jacques jad jaden jadon jae-hyun jae-in jafar jagdish jaime jaimin jair jake
    jakub jaleel jalen jamal james jannik janos jared jaroslaw jarrett jarrod jarvis jason jasper javad javed javier jawad jay
    jayden jayson jean-baptiste jean-claude jean-françois jean-luc jean-michel jean-paul jean-pierre jean-yves jed jedediah jeff
    jefferson jeffrey jejomar jelle jens jensen jeppe jerald jere jeremiah jeremie jeremy jeremías jericho jerker jermaine
    jerome jerrod jerry jerzy jesper jesse jesus jesús jethro ji-hoon ji-sung jianguo jianhua jianmin jibril jim jimi jimmie
    jimmy jin jiri jitendra joachim joao joaquin joaquín joar joby jochen jock joe joel joern joey johan johann john johnnie
    johnny joji joko jolyon jon jonah jonas jonathan jonathon jonny jonty joon-ho joost jordi jordy jorge jorgen joris jory jose
    josef joseph josh joshua joss josue josué josé jozsef joão juan judd jude jukka jules julian julien julio julius jun-ho
    junaid junichiro junjie jurgen juri jussi justin jusuf juwan jørgen jürgen kabir kacper kagiso kai kaito kalle kalvin kamal
    kamau kamil kamran karan kareem karel karim karl karsten kaspar kasper kato kaveh kazuo kazuya keanu keaton keegan keenan
    keiji keir keiran keita keith kelechi kelvin kemal ken kendrick kenenisa kenichi kenji kenneth kenny kenta kenton kermit
    keshav ketil kev keven kevin khaled khalid khalil khoa khurram ki-moon kian kieran kieren kieron kimani kip kipchoge kirby
    kirill kirk kjell klaas klaus klemens knut kobe kofi koji kojo konrad konstantin konstantinos korey kostas kostya kourosh
    kraig kris krish krishna kristian kristof kristofer kristoffer kristopher krzystof krzysztof kumar kunal kurt kwabena kwadwo
    kwaku kwame kwasi kyle kyler kyriakos kyrylo lachie lachlan lafayette lajos lalit lamine lamont lance larry lars lasse
    laszlo laurence laurent lauri lavar lawrence leander leandro leif leland lem lennart lennie lenny leo leon leonard leonardo
    leonid leonidas leopold leopoldo leroy les leszek lev levi levon lewis lex liam linas lino linus linwood lionel livio
    ljubomir llewellyn lloyd logan lon lonnie lorenz lorenzo louie louis loyd loïc lubomir luc luca lucas lucca lucian luciano
    lucien lucio ludovic ludwig luigi luis luka lukas lukasz luke lungelo luther lyle lyndon lázaro maarten mack madhav madoc
    mads magne magnus mahathir mahdi mahesh mahmoud mahmud majid makoto maksym malachi malachy malcolm malcom malek malik
    mamadou mandisi mandla manfred manish manmohan mano manoj mansoor manuel maqsood marc marcel marcello marcelo marcin marcio
    marco marcus marek mariano mario marius mariusz mark markus marlin marlon marquez marquis marshall martijn martin marty
    marvin masahiro masaki masato masayoshi mason masood massimo mate matej mateo mateus mateusz mathew mathias mathieu mathis
    matias mats matt matteo matteus matthew matthias matthieu matti mattia matías maurice mauricio maurits maurizio mauro max
    maxim maxime maximilian maximo maxwell mayank maynard mehdi mehmet mekhi melvin melvyn mendel mervyn meyer micha michael
    michal micheal michel mick mickey micky miguel mihai mihail mikael mike mikel mikey mikhail miklos milan milos milton
    min-jae min-jun minh mirko miroslav mirza misha mitch mitt mladen moe moez mohamad mohamed mohammad mohammed mohamud mohan
    mohit mohsen mohsin moises moisés mojtaba monty mordecai moritz morris morten moshe mostafa mourad moussa mthunzi mubarak
    mugisha muhammad mukesh mukhtar munir murad murat murdo murray musa mustafa mutua mwangi mykhailo myles myron myung-bak
    nabil nadav nader nadim nafis naftali nahum naim najib nam-gi namdi nando naoki naoto napoleon narendra naresh naseem nasir
    nasser nat nate nathan nathaniel naveed naveen nazim neal ned neelesh neil nels nelson nenad nestor neville neymar niall nic
    niccolo nicholas nick nico nicolae nicolai nicolas nicolás niels nigel nihal nikhil niklas niklaus niko nikola nikolai
    nikolaj nikolas nikolaus nile nils niranjan nishant nitin nizar njoroge nnamdi noah noam noboru noel nolan norbert norberto
    norman novak néstor obed obinna ochieng oded odell odhiambo odin oisin okello olaf olav ole oleg oleksandr oleksii oliver
    olivier olumide oluwaseun omar omari omid ondrej oner oran oren orhan oriol orson orville osama osbert oscar oskar osman
    osvaldo oswald oswaldo othman otieno ottavio otto ousmane owen oyvind ozzie pablo paddy padraig palle pankaj panos paolino
    paolo pape parviz pascal pascual pasquale patricio patrick patrik patxi paul paulo paulus pavel pawel paxton pedr pedro peer
    pekka pep per percival percy perry pervez petar pete peter petr petri petros petter phil philip philipp philippe phillip
    phineas pierluigi pierre piers piet pieter pietro piotr prabowo prakash pranav prasad praveen preston primo pär quang
    quentin quim quincy quinten radek radoslav radovan radu rafa rafael rafal rafe raffaele rafi rafiq raghav raheem rahim rahul
    raila raimund rainer rainier raj rajan rajeev rajesh rajiv rajnath raju rakesh ralph raman ramesh rami ramin ramiro ramon
    ramsey randal randall randolph randy ranjit raoul rashad rasheed rashid rasmus ratan raul ravi ray raymon raymond raymondo
    raymund recep reed reggie reginald reinaldo reinhard reinhold remy renato renaud renzo rené reuben reuven rex reynaldo reza
    rhett rhodri rhun rhys riad ricardo riccardo richard richie rick rickey ricky rico rigoberto riku rinaldo riordan rishi
    risto ritchie rizal rob robb robbert robert roberto robrecht rocco rocky rod rodger rodion rodney rodolfo rodrigo rogelio
    roger rogerio rohan rohit roland rolf rollo romain roman romano romeo romulo romário ron ronald ronan ronnie ronny rooney
    rory roscoe roshan ross roy royce ruairi ruaridh ruben rubén rudi rudolf rudolph rudy rufus rui rune rupert rushdi ruslan
    russ russell rustam rusty ruud ryan ryder ryker ryo ryota ryuichi ryuji rémi saad saahil sachin sadiq saeed saif sajid
    sakari saleem saleh salem salih salim salman salvador salvatore sam sami samir samson samu samuel sander sandro sanford
    sanjay sanjeev sanjiv santi santiago santino sasa satish satoshi saul sauli saurabh sayed schuyler scot scott scottie seamus
    sean sebastian sebastien sebastião sefton segun sekou selim selwyn senthil seok-youl serdar serge sergei sergey sergi sergio
    sergiy servaas seth seung-min seung-woo seymour shaan shabbir shafiq shahbaz shahid shahzad shakil shamsul shane shaquille
    sharif shaun shawn shehbaz shelton sherwin shibnath shigeru shinji shinzo shiv shlomo shmuel shoaib shohei shota shuja
    sibusiso sid siddharth sidharth sidney sigmund sigurd sigurdur silas silvester silvio simeon simo simon sinan sipho siya
    skip slava slobodan solomon sonny soo-hyun soren sota souleymane sourav spencer spiro spyros srinivas stan stanislav stanley
    stefan stefano stellan sten stephan stephane stephen stevan steve steven stevie stewart stig stipe stratis struan stu stuart
    stéphane subhash sudhir sufyan sujit sulaiman suleiman suleyman sung-ho sung-min sunil surendra suresh surinder sushil
    susilo susumu svein sven svend swaraj sy syed sylvain sylvester sándor sébastien sékou søren tadashi tadeusz tae-ho tae-yong
    taha taher tahir taj takashi takeo takeshi takumi tamas tamir tamás tanner tanveer tarek tariku tariq tarun tatsuya tavis
    taye tayyip tebogo ted teddy teemu teifion tendai teodor teodoro terence terrance terrell terrence terry tetsuya teun thabo
    thad thaddeus thanos themba theo theodor theodore theodoros thiago thibault thibaut thierry thijs thomas thor thorsten
    thulani thurston tiago tibor tiernan tilman tim timmy timo timothy timothée timur tino tito titus tiziano tobey tobiah
    tobias tobin toby todd todor tom tomas tomaso tomasz tomer tommaso tommi tommy tomás tonino tony toralf torben tore torsten
    torvald toshi toshiro travis trefor trent trenton trevor trey tristan tristram troy truman trygve tshepo tuan tunde tuomas
    turki ty tycho tye tyler tyrell tyrone ubaldo udo ugo uhuru ulf ulises ulric ulrich ulysses umar umberto umesh unai upton
    uri uriah urs usain usama usman uwe uzair vaclav vadim valentin valentino valerio valtteri vance vangelis vardan vasco
    vasile vasilis vasily vasyl vaughan vaughn veli venkat venkatesh vernon vic vicente victor vidar viggo vijay vikram viktor
    ville vinay vince vincent vincenzo vinicius vinnie vinod vipin viraj virat virgil vishal vishnu vitali vitaly vito vitor
    vittorio vivek vlad vladimir vladimír vladislav volkan volker volodymyr vuk vuyo vyacheslav václav wade wael waheed wahid
    waldemar waldo waleed walid wallace wally walt walter wanyama waqar warren warrick waseem wassim wasswa waylon wayne wei
    weldon wenbin wendell werner wes wesley wilbert wilbur wilburn wiley wilfred wilfredo wilfrid wilhelm will willard willem
    william willie willis wilmer wilson wim winfield winfred winfried winston winthrop wiremu wladimir wojciech wole wolfgang
    wolfram woodrow woody wouter wyatt xabi xander xavi xavier xiaoming yaakov yahya yair yakov yanis yann yanni yannick yannis
    yaqub yaron yaser yash yasin yasir yasser yasuhiro yaw yehuda yevgeny yifan yigal yitzhak yoav yogesh yogi yohan yoichi
    yonatan yorgos yosef yoshi yoshihide yossi youcef younes young-jin young-soo yousef youssef yoweri yul yuri yuriy yusef
    yusuf yuto yves zac zach zachariah zachary zack zafar zaheer zahid zahir zain zak zakaria zaki zander zane zayd zayn zdenek
    zeev zeke zeljko zev zhiwei zia-ul ziad ziya zlatan zoltan zoran zubair zvonimir zygmunt álvaro édouard émile étienne øyvind
    """.split()
)

# Given to both, so they tell no gender, but a sign that a run of capitals is a person.
OTHER_NAMES = frozenset(
    """
    adama alex andrea angel ariel ashley avery billie blair bobbie brook carey carol carroll casey chen choi dakota dana dee
    devon dorian emerson finley frankie gurpreet harley harpreet hollis hui-min hun ira jamie jan jaspreet jean jing jinping
    jody jong jordan kay kelsey kendall kennedy kerry kim kiran kit kyung-wha lane le lee leigh leslie li ling liu loren lou
    mackenzie manpreet mel merle micah mika min-seo ming moon morgan nguyen nikita noa noor ollie park parker pat payton peyton
    quinn rajinder rama rana reagan reese rei remi rene riley robbie robin rowan sasha shahin shay shea shelby skyler sunny
    sydney tal taylor tran un val valery wang wei-ling xi xin yan yang ye-ji yo yuki zhang
    """.split()
)

# Family names that come first in Chinese, Korean and Vietnamese order.
FAMILY_FIRST = frozenset(
    """
    ahn bai ban bui cai cao chan chen cheng cheung cho choi chow dang deng ding dong du feng gao geng guo han he hong hu hua
    huang hwang jang jeong jia jiang jung kang kim ko kwon lam lee leung li liang lim lin liu lu luo ma mao meng moon nguyen oh
    pan park peng pham phan qin ren roh seo shen shin song su sun tam tan tang tian tran tsai tsang vo vu wang wei wen wong wu
    xi xiao xie xu yang yao ye yoo yoon yu yuan zeng zhang zhao zheng zhou zhu
    """.split()
)
