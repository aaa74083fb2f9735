"""First names with the pronoun they usually go with, and the family names that stand first in East Asian order.

Written by hand from common names in English-language news. A name in neither list simply has no known gender.
"""

FEMALE_NAMES = frozenset(
    """
    aaliyah abbie abby abeni abigail abimbola achieng ada adaeze addison adele adriana adrienne agatha agnes agnieszka aileen
    aimee aisha aishwarya aisling aissatou akiko akinyi alaina alana alba alberta aleksandra alessandra alexa alexandra alexia
    alice alicia alina alissa allison althea alyson alyssa amahle amaka amal amalia amanda amara amaya amber amelia amina
    aminata amy amélie ana anabel anais anastasia andra aneta angela angelica angelina angeline angelique angie anika anita anja
    anjali anjelica ann anna annalena anne anneke annette annie annika annmarie antoinette antonia anya aoife aparna april
    arabella araceli ariana arianna arlene arya asha ashlee ashleigh ashlyn astri astrid asuka athena atieno aubrey audrey
    augusta auma aurelia aurora autumn ava awa aya ayaan ayesha ayse ayumi babs bahar barbara beata beate beatrice beatriz becky
    belinda bella benazir benedetta berenice bernadette bernice bertha bessie beth bethan betsy bettina betty beulah beverly
    beyonce bianca birgit birgitta blanca blanche blythe bobbi bola bonita bonnie bozena brandi brandy bree brenda brenna
    breonna briana brianna bridget bridgette bridie brielle brigitte britney britt britta brittany bronagh bronwyn brooke bryony
    bushra busisiwe caitlin caitlyn calista callie camila camilla candace candice cara carina carissa carla carlotta carly
    carmen carole caroline carolyn carolyne carrie carys casandra cassandra cassie catalina catarina catherine cathleen cathy
    catriona cecilia celeste celia celine cerys chandra chantal chantelle charity charlene charlotte charmaine chelsea cheryl
    chiara chidinma chimamanda chiyo chloe christa christel christiane christie christina christine christy chrystal ciara cindy
    claire clara clarissa clarisse claudette claudia claudine clementine cleo coco colette colleen concepcion condoleezza connie
    constance constanza consuela consuelo cora coralie cordelia corinne cornelia cosima courtney cristina crystal cynthia céline
    dagmar dahlia daisy daniela danielle danika daphne daria darla darlene davina dawn deanna deborah debra deena deepika
    deirdre delia delilah della delphine demi denice denise denisse desiree dewi diana diane dianne dina dinah divina divya
    dixie dolly dolores dominique donna dora doris dorothea dorothy dorthy dot dottie dragana dulce dusty ebba ebony edie edith
    edna edwina effie eileen eilidh eimear ekaterina elaina elaine eleanor eleanora elena eleni elif elise eliza elizabeth ella
    ellen ellery ellie elodie eloise elowen elsa elsie elspeth elvira emanuela emiko emilia emilie emily emine emma emmeline
    emmy erica ericka erika erin ernestine esme esmeralda esperanza estelle ester esther ethel etta eugenia eugenie eun-hye
    eun-ji eun-jung eunice eva evangeline eve evelina evelyn evelyne evie fabiana fabienne faith faiza fanny farah fareeda
    farhana farzana fatemeh fatima fatma fatou fatoumata fauzia fawzia faye federica felicia felicity fern fernanda fernande
    filomena fiona flavia fleur flo flora florence florencia folake fran franca frances francesca francine franziska freda
    frederica freida freya frida frieda funmi funmilayo gabby gabi gabriela gabriella gabrielle gail galina gayle gemma
    genevieve genoveva georgette georgia georgie georgina geraldine germaine gertrude ghislaine gia gilda gillian gina ginny
    giorgia gisela giselle giulia giuliana gladys glenda glenys gloria glynis golnaz grace grainne grazia greta gretchen gretel
    guadalupe gudrun guinevere gwen gwendolyn gwyneth hadley haifa hala hanan hanna hannah hannelore harmony harriet haruka
    haruna hasina hattie hawa haylee hayley hazel heather heba hedwig heidi heike helen helena helene helga henrietta hermione
    hester hilary hilda hillary hiroko hiromi hitomi holly hope huda hui huong hye-jin hye-won ida ieva ifeoma iga ilana ilaria
    ildiko ilona ilse imani imee imelda imogen ina inaya indira ines inga inge ingeborg inger ingrid inna iolanda irena irene
    irina iris irma iryna isabel isabella isabelle isha isla isobel itziar ivana ivanka ivonne ivy izabela jacinda jacinta
    jackie jaclyn jacqueline jacquelyn jada jalila jalina jamila jana janae jane janelle janet janette janey janice janie janina
    janine jannah jasmine jaya jayne jazmin jeanette jeanine jeanne jeannette jeannie jelena jemima jemma jen jenna jenni jennie
    jennifer jenny jeri jess jessica jessie jewel ji-eun ji-yeon jill jillian jimena jo joan joana joann joanna joanne joceline
    jocelyn jodi jodie joelle johanna joleen jolene joni josefa josefina josephina josephine josette josie jovana jovita joy
    joyann joyce juana juanita judi judie judith judy julia juliana juliann julianna julianne julie juliet juliette june justine
    kadiatou kaitlin kaitlyn kalpana kamala kara karen karin karina karla karolina karyn kasia kassandra katarina katarzyna kate
    katelyn katerina katharina katharine katherine kathi kathie kathleen kathrin kathryn kathryne kathy katia katie katinka
    katja katrin katrina katy katya kavita kaye kayla keeley keiko keira keisha kelli kellie kelly kendra keri kerri ketanji
    khadija khady kiara kimberley kimberly kinga kirsten kirstie kirstin kirsty kitty klara krista kristen kristi kristie
    kristin kristina kristine kristy krystal krystyna kumiko kyla kylie lacey ladonna laila lakeisha lakisha lakshmi lamia
    lan-anh lana lara larisa lata latisha latonya latoya laura laurel lauren lauretta laurie lavinia lavonne layla lea leah
    leanne leeann leena leighann leila leilani lena lenore leona leonie leonora leticia letitia lexi leyla liana lianne lidia
    liesl lihua lila lilian liliana lilith lillian lillie lilly lily linda lindiwe lindsay lindsey linh linnea linsey lisa
    lisbeth lise lisette litia liudmila livia liz liza lizette lizzie lois lola loretta lori lorraine lottie louisa louise
    lourdes lucia luciana lucie lucille lucinda lucy lucía ludivine ludmila luisa lula lupe lupita luz lydia lydie lynda lyndsey
    lynette lynn lynne lyudmila mabel macarena maddie madeleine madeline madelyn madge madison mae maeve magda magdalena maggie
    maha mahnoor maia mairead maisie maja malala malin mallory mamata mamie mandi mandy manon manuela mara marcela marcella
    marcia maren margaret margarita margaux margery margie margo margot marguerite maria mariam mariama mariana marianne maribel
    maricel maricela marie mariel mariela marietta marilou marilyn marina marine marion marisa marisol marissa marit marjorie
    marjory marla marlene marsha marta martha martina marva mary maryam maryann maryanne maría mathilde matilda matilde maude
    maura maureen mavis maxine maya mayumi mckenna meaghan meenakshi meera megan megawati meghan mehwish mei meiling melania
    melanie melinda melissa melody mena mercedes meredith mette mhairi mi-kyung mi-ra mia michaela michele michelle michiko
    mikaela mila milagros mildred milena millicent millie mimi min-ji mina mindy minerva minna minnie miranda mireille miriam
    mitzi miyuki moira mollie molly momoko mona monica morag morwenna muriel mwajuma myra myriam myrna myrtle nada nadezhda
    nadia nadine naima najla nancy nanette naoko naomi narges nasima nasreen nasrin natacha natalia natalie natalya natascha
    natasha natsuki nazanin neelam neema neha nell nellie nerys nessa nettie neva ngoc ngozi ngozika niamh nicky nicola nicole
    nicolette nigella nikki nila nina nirmala nita njeri nneka noelle noemi noemie nokuthula nomsa nomvula nona nora norah
    noreen noriko norma noura nurul nusrat nyakim octavia odessa odette oksana olena olga olive olivia olympia opal ophelia
    oprah oriana orla ottoline oumou padma paige paloma pamela paola parisa parvati parveen patricia paula paulette paulina
    pauline pearl peggy penelope penny perla petra petunia philippa philomena phoebe phuong phyllis pilar pippa polly pollyanna
    pooja poonam portia precious priscilla priti priya priyanka prudence puan purnima queenie rachael rachel rachelle radhika
    raffaella ramatou ramona rania raquel rashida raven reba rebecca reem reena regina rehema rekha renee rhea rhiannon rhoda
    rhona rhonda rihanna rikke rima rina rita ritu riya roberta rochelle rocío roisin rokeya romaine romana romy ronda rosa
    rosalie rosalind rosalyn rosalía rosana rosanna rosanne rose roseanne roselyn rosemary rosetta rosie rosita rowena roxana
    roxanne roya ruby rukhsana rukmini ruth ruthie sabina sabine sabrina sachiko sadie safiya sahar saima sakura sally salma
    salome samantha samara sameera samina samira sana sandhya sandra sandy sanjana sanna saoirse sara sarah sarai saskia
    savannah scarlett seema selena selina selma senta serafina serena shabana shabnam shaheen shana shanice shanna shannon
    shanta shari sharla sharlene sharmin sharon shauna shawna shayla shazia sheena sheila shelley sheri sherri sherry sheryl
    shilpa shira shirin shirley shobha shona shreya sian sibylle sidra sienna signe sigrid sigrún silja silke silvia simona
    simone simran sindhu sinead sinéad siobhan siobhán siri siti siv smriti snezana snezhana sofia sofie solange solveig sonali
    sonia sonja soo-jin soo-yeon sophia sophie sophy soraya stacey staci stacie stacy stefania stefanie steffi stella stephania
    stephanie stina suad sue suhair sujata sultana sumaya sunita sunniva supriya surbhi susan susana susannah susanne sushma
    susie suzan suzanne suzette suzie suzy svenja svetlana swati sybil sylvia sylvie ségolène tabitha tahira tala talia talulah
    tamar tamara tami tamika tammy tamsin tania tanisha tansy tanya tara tasha taslima tatiana tatjana tawny teagan tegan teresa
    teri terri tess tessa thandi thandiwe thea thelma theodora theresa therese thuli thuy thérèse tia tiffany tilda tilly tina
    titilayo tomoko tomomi toni tonya tori tracey tracie tracy tricia trina trish trisha trista trixie trudy tuva twyla tyra
    ulla ulrike uma una urmila ursula usha ute vaishali valentina valeria valerie valérie vandana vanessa velma venetia venus
    vera verena verity verna veronica vesna vicki vickie vicky victoria vikki vilma viola violet violetta virginia virginie
    vivian vivien vivienne wafa wanda wangari wanjiku wendy whitney wilhelmina willa wilma winifred winnie winona wioletta xenia
    xiaohong xiaoling ximena xiu yael yamini yara yasmeen yasmin yasmine yelena yemisi yesenia yetunde yevgenia yingying yoko
    yoland yolanda yolande yoo-jin yoshiko yulia yulissa yuliya yumi yuna yuriko yusra yvette yvonne zadie zahra zainab zainub
    zanele zanna zara zawadi zelda zena zenaida zeynab zeynep zina zita zodwa zoe zofia zora zoya zuzana
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
