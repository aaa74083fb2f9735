"""First names with the pronoun they usually go with, and the family names that stand first in East Asian order.

Written by hand from common names in English-language news. A name in neither list simply has no known gender.
"""

FEMALE_NAMES = frozenset(
    """
    aaliyah aasia abbie abby abeba abeer abena abeni abigail abimbola abosede achieng achol ada adaeze addison addolorata
    adelaida adele aderonke aditi adriana adrienn adrienne adélia afroditi afua agatha agne agnes agneta agnez agnieszka aiko
    aileen aimee aino aisha aishwarya aisling aissatou akiko akinyi akoth alaina alana alba alberta aleksandra alessandra
    alessia alexa alexandra alexia alia alice alicia alina alissa allison althea alyona alyson alyssa alžběta ama amahle amaka
    amal amalia amanda amara amaya amber ameena amelia amina aminata amy amélie ana anabel anais anastasia andra aneta anete
    angela angelica angelina angeline angelique angie anika anita anja anjali anjana anjelica ann anna annalena annamaria anne
    anneke annelize annette annie annika annmarie antigoni antoinette antonia anwen anya aoife aparajita aparna april arabella
    araceli ariana arianna arja arlene arya asabe asha ashlee ashleigh ashlyn asli asmaa asta astri astrid astride astuti asuka
    athena athina atieno atiya atsuko aubrey audrey augusta auma aurelia aurora autumn ava awa aya ayaan ayantu ayesha ayse
    aysegul ayumi azadeh babs bahar barbara barkha bathabile beata beate beathag beatrice beatriz becky begoña belinda bella
    benazir benedetta berenice berna bernadette bernice bertha bessie beth bethan betsy bettina betty beulah beverly beyonce
    bianca bich birgit birgitta blanca blanche blythe bo-young bobbi bogumila bola bonita bonnie bozena brandi brandy bree
    brenda brenna breonna briana brianna bridget bridgette bridie brielle brigitte britney britt britta brittany bronagh bronwyn
    brooke bruna bryndis bryony brídín buky bushra busisiwe buthaina caitlin caitlyn calista callie camelia camila camilla
    candace candice cansu cara carina carissa carla carlotta carly carmen carole caroline carolyn carolyne carrie carys casandra
    cassandra cassie catalina catarina catherine cathleen cathrine cathy catriona cecilia celeste celia celine ceridwen cerys
    chaitali chandra chantal chantelle charity charlene charlotte charmaine chebet chelsea cheryl chiara chidinma chimamanda
    chioma chiyo chloe christa christel christelle christiane christie christina christine christy chryso chrystal ciara cindy
    claire clara clarissa clarisse claudette claudia claudine clelia clementine cleo coco colette colleen concepcion condoleezza
    connie constance constanza consuela consuelo cora coralie cordelia corinne cornelia cosima courtney cristina crystal cynthia
    céline dagmar dahlia daiga daina daisy dalila dalva daniela danielle danika daphne daria dariga darla darlene davina dawn
    deanna deborah debra deena deepika deepti deirbhile deirdre delia delilah della delphine demi denice denise denisse desiree
    dewi diana diane dianne dilara dina dinah divina divya dixie djeneba dolly dolores dominique donatella donna dora doris
    dorothea dorothy dorthy dot dottie dragana dulce dusty ebba ebony edie edina edith edna edwina effi effie eileen eilidh
    eimear ekaterina elaina elaine eleanor eleanora eleftheria elena eleni elif elisabeta elisabeth elisabetta elise eliza
    elizabeth eliška ella ellen ellery elli ellie elodie eloise elowen elsa elsie elspeth elvira eman emanuela emel emi emiko
    emilia emilie emily emine emma emmeline emmy encarna endah enfys eniola erica ericka erika erin ernestine ersilia esha esi
    esme esmeralda esperanza estelle ester esther etelka ethel etta eugenia eugenie eun-bi eun-hye eun-ji eun-jung eunice eva
    evangeline evanthia eve evelina evelyn evelyne evgenia evie fabiana fabienne fadzai faezeh faith faiza fanny farah fareeda
    farhana farzana fatemeh fathia fatima fatma fatou fatoumata fauzia fawzia faye federica fehmida felicia felicity fern
    fernanda fernande filiz filomena fiona fiorenza fitriani flavia fleur flo flora florence florencia folake folashade fotini
    fran franca frances francesca francine francisca franziska freda frederica freida freweyni freya frida frieda funmi
    funmilayo ga-young gabby gabi gabriela gabriella gabrielle gail galina gayle gaëlle gemma genevieve genoveva genowefa
    georgette georgia georgie georgina geraldine gerda germaine gertrude ghislaine gia giacinta gilda gillian gina ginny gintare
    giorgia giovanna gisela giselle gita giulia giuliana giusy gladys glenda glenys gloria glynis golnaz grace graciela grainne
    grazia greer greta gretchen gretel guadalupe gudrun guinevere guizhen gulsen guna gunn gwen gwendolyn gwyneth hadiqa hadley
    haifa haimanot hala halima halla hana hanan haneen hanna hannah hannelore harmony harriet haruka haruna hasina hattie havva
    hawa haylee hayley hazel heather heba hedwig hee-jung heidi heike helen helena helene helga heli hengameh henrietta
    henriette hermione hester hikari hilary hilda hilla hillary hiroko hiromi hitomi holly hope huda hui huong hye-jin hye-won
    hye-young ida ieva ifeoma iga ilana ilaria ildiko ilona ilse imani imee imelda imogen ina inaya indira ines inga inge
    ingeborg inger ingibjorg ingrid ingūna inna inès iolanda irena irene irina irini iris irma iryna isabel isabella isabelle
    isaura isha isla isobel itziar iuliana ivana ivanka ivelina ivone ivonne ivy iyabo izabela jacinda jacinta jackie jaclyn
    jacqueline jacquelyn jada jae-eun jahnavi jalila jalina jamila jana janae jane janelle janet janette janey janice janie
    janina janine jannah jasmine jatta javeria jaya jayne jazmin jeanette jeanine jeanne jeannette jeannie jelena jemima jemma
    jen jenna jenni jennie jennifer jenny jepkosgei jeri jess jessica jessie jewel ji-eun ji-yeon jill jillian jimena jingwen
    jiřina jo joan joana joann joanna joanne joceline jocelyn jodi jodie joelle johanna jolanta joleen jolene joni josefa
    josefina josephina josephine josette josie jovana jovita joy joyann joyce juana juanita judi judie judith judy julia juliana
    juliann julianna julianne julie juliet juliette june jung-hee junko jurgita justine jytte kadiatou kaitlin kaitlyn kaja
    kajal kalpana kamala kamila kara karen karin karina karla karolina karuna karyn kasia kassandra kasumi katalin katarina
    katarzyna kate katelyn katerina katharina katharine katherine kathi kathie kathleen kathrin kathryn kathryne kathy katia
    katie katinka katja katrin katrina katy katya kavita kaye kayla keeley keiko keira keisha kelli kellie kelly kendra keri
    kerri ketanji khadija khady khanyisile khawla khofifah kiara kimberley kimberly kinga kirsi kirsten kirstie kirstin kirsty
    kitty kjersti klara korotoumou kotone krista kristen kristi kristie kristiina kristin kristina kristine kristy krystal
    krystyna kumiko kusum kyla kylie kyriaki kyung-mi lacey ladonna laila lakeisha lakisha lakshmi laleh lamia lan-anh lana lara
    larisa lata latisha latonya latoya laura laurel lauren lauretta laurie lavinia lavonne layla lea leah leanne leeann leena
    leighann leila leilani lena lenore lensa leona leonie leonora lesya leticia letitia leusa lexi leyla lia liana lianne lidia
    liesl lihua liis lila lilian liliana lilith lillian lillie lilly lily linda lindiwe lindsay lindsey linh linnea linsey lisa
    lisbeth lise lisette litia liubov liudmila liv livia liz liza lizelle lizette lizzie lois lola loretta lori lorraine lottie
    louisa louise lourdes lucia luciana lucie luciene lucille lucinda lucy lucía ludivine ludmila ludovica luisa lujain lula
    lupe lupita luz lydia lydie lynda lyndsey lynette lynn lynne lyudmila léonie mabel macarena maddie madeleine madeline
    madelyn madge madison mae maeve magaly magda magdalena maggie maha maheen mahima mahnoor maia maija mairead maisie maja maki
    malala malin mallory mamata mamie mandi mandy manisha manon manuela mara marcela marcella marcia maren margaret margareth
    margarita margaux marged margery margie margo margot margrét marguerite mari maria mariacristina mariam mariama mariana
    marianna marianne maribel maricel maricela marie mariel mariela marietta marijana marilou marilyn marina marine marion
    marisa marisol marissa maristella marit mariyka marjan marjatta marjorie marjory marla marlene marsha marta martha martina
    marva marwa mary maryam maryann maryanne maría masako mathilde matilda matilde maud maude maura maureen mavis maxine maya
    mayumi mbali mckenna meaghan meenakshi meenal meera megan megawati meghan mehwish mei meifang meiling mekdes melania melanie
    melina melinda melissa melody meltem mena mercedes meredith mette mhairi mi-kyung mi-ra mi-sook mia michaela michele
    michelle michiko mihaela mikaela mikako mila milada milagros mildred milena milla millicent millie mimi min-ji min-kyung
    mina mindy minerva minna minnie minoo miranda mireille miriam misako mitzi miyuki mizuki modupe moira mollie molly momoko
    mona monica morag morwenna mulyani mumbi muriel mwajuma myra myriam myrna myrtle màiri máire nabeela nada nadezhda nadia
    nadine nadiya naima najla nalini nanami nancy nanette naoko naomi narges nasima nasreen nasrin natacha natalia natalie
    natalina natalya natascha natasha natsuki nazanin nazneen neelam neema neha neide nell nellie nerys neslihan nesreen nessa
    nettie neva nevena ngoc ngozi ngozika nhung niamh nicky nicola nicole nicolette nidhi nieves nigella niki nikki nila nilufer
    nina nirmala nita nives njambi njeri nkoyo nneka noelle noemi noemie nokuthula nombulelo nomsa nomvula nona nondumiso
    nooshin nora norah noreen norhayati noriko norma nosheen noura noxolo nuala nuha nurhayati nurul nusrat nyakim nyanath
    octavia océane odessa odette ogochukwu oksana olena olga olive olivia olwen olympia omolara oona opal ophelia oprah oriana
    orla ottoline oumou ozlem padma paige palmira paloma pamela paola parisa parul parvati parveen patricia paula paulette
    paulina pauline pearl peggy pelagia penelope penny perla petra petunia philippa philomena phindile phoebe phuong phyllis
    pilar pippa piroska polly pollyanna pooja poonam portia precious preity priscilla priti priya priyanka prudence puan purnima
    queenie quirina rachael rachel rachelle radana radhika raffaella ragna rahel raija raisa rajani ramata ramatou ramona ramune
    rania raquel rashida rashmi ratih raven reba rebecca reem reena regina rehab rehema reiko rekha renata renee rhea rhiannon
    rhoda rhona rhonda rifat rihanna riina rikke rima rina risako rita ritu riya roberta rochelle rocío rodanthi roisin rokeya
    romaine romana romy ronda ronel roopa rosa rosalie rosalind rosalyn rosalía rosana rosanna rosanne rosaria rose roseanne
    roselyn rosemary rosetta rosie rosita rowena roxana roxanne roya ruby rudo rukhsana rukmini rumana ruolan ruth ruthie
    ruxandra saara sabina sabine sabrina sachie sachiko sadie safiya sahar saima saira sakura sally salma salome salwa samaneh
    samantha samara sameera samina samira sana sandhya sandra sandrine sandy sangeeta saniya sanjana sanna santina saoirse sara
    sarah sarai saskia savannah savitri sawako scarlett sebnem seema selena selina selma senta seo-hyun serafina serena serpil
    sezen shabana shabnam shade shaghayegh shaheen shamima shana shanice shanna shannon shanta shari sharla sharlene sharmin
    sharon shauna shawna shayla shazia sheena shefali shehnaz sheila shelley sheri sherri sherry sheryl shiho shilpa shira
    shirin shirley shobha shona shreya shuhua sian sibongile sibylle sidra sidsel sienna signe sigrid sigríður sigrún siham
    silja silke silvia simona simone simran sindhu sinead sini sinta sinéad siobhan siobhán siri siti siv skaiste sladjana smita
    smriti snezana snezhana so-ra sofia sofie solange soledad solveig solvita sonali sonia sonja soo-jin soo-yeon soon-ja sophia
    sophie sophy soraya sorcha sosina sotiria sreedevi stacey staci stacie stacy stefania stefanie steffi stefka stella
    stephania stephanie stina stine suad sue suhair sujata sultana sumaya sumiati sumire sumitra sun-mi suna sunita sunniva
    supriya surbhi susan susana susannah susanne sushma susie suzan suzanne suzette suzie suzy svenja svetlana swara swati sybil
    sylvia sylvie ségolène sônia tabitha tahereh tahira taina tala talia talulah tamar tamara tami tamika tammy tamsin tania
    tanisha tansy tanya tara tasha tasia tasleema taslima tatiana tatjana tatsuko tawny teagan tecla tegan teresa teri terri
    tess tessa tetyana thandi thandiwe thea thelma thembeka theodora theodosia theresa therese thorgerdur thuli thuy thérèse tia
    tiffany tilda tilly tina titilayo tomoko tomomi toni tonya tori torunn toyin tracey tracie tracy tricia triin trina trinh
    trish trisha trista trixie trudy tsitsi tuva twyla tyra tytti ulla ulrike uma umeko una unni urmila ursula urvashi usha ute
    vaishali valentina valeria valerie valérie vandana vanessa vanna varvara vasilisa velma vendula venetia venus vera verena
    verity verna veronica vesna vicki vickie vicky victoria vidya vikki vilma viola violet violetta virag virginia virginie
    virve vivian vivien vivienne véronique wafa wahyuni wambui wanda wangari wanja wanjiku warda wendy weronika whitney
    wilhelmina willa wilma winifred winnie winona wioletta worknesh xenia xiaohong xiaoli xiaoling xiaoyan ximena xiu yael
    yamini yanna yanti yara yaroslava yasmeen yasmin yasmine yelena yeliz yemisi yesenia yetunde yevgenia yingying ylva yoko
    yoland yolanda yolande yoo-jin yoon-hee yoshiko young-sook yuiko yukiko yulan yulia yulissa yuliya yumi yuna yuriko yusra
    yuxin yvette yvonne zadie zahra zainab zainub zandile zanele zanna zara zareen zawadi zelda zemfira zena zenaida zeynab
    zeynep zhenzhen zina zinaida zita zodwa zoe zofia zora zoya zuzana zélia áine élise étaín
    """.split()
)

MALE_NAMES = frozenset(
    """
    aamir aaron abayomi abbas abdallah abdel abdelaziz abdi abdirahman abdou abdul abdulaziz abdulla abdullah abdulrahman abe
    abebe abel abhay abiy abner abraham abu ace achim adalberto adam adebayo adeel adekunle adel adem aditya adnan adolfo
    adolphe adriaan adrian adriano adrien adán aengus afolabi afonso aftab agung agus agustin agustín ahmad ahmadou ahmed ahmet
    aidan aitor ajay akash akbar akhil aki akin akira aksel akwasi al alain alan albert alberto albin alden aldis aldo alec
    alejandro aleks aleksandr aleksei alessandro alessio alexander alexandre alexandru alexei alexis alf alfie alfonso alfred
    alfredo algernon algirdas alhaji ali alioune alireza alisdair alistair allan allen alois alok alon alonso alonzo alphonse
    alton alun alvaro alvin alwyn amadou amar amari amartya ambrose aminu amir amit amjad ammar amos anand anantha anas anatole
    anatoly anders andile andre andreas andrei andrej andres andreu andrew andriy andrus andrzej andrés andy aneurin angelo
    angus anil anisul ansel anshul ante anthony antoine anton antonio antony antti antônio anurag anwar aonghus apollo aram
    archibald archie arif arild aristide arjun arkady arlo armando armin arnau arnaud arne arno arnold aron arsene arsenio
    arseniy arslan art artem arthur artie artis artur arturo arunas arvid arvind arvo asad asger ashenafi ashkan ashok ashraf
    ashton asier asif aslam aslan ata atal ataullah atsushi atticus atul audun augustin augustine augusto aurelien aurelio
    austin avi avraham axel ayman ayodele ayub aziz azmin babajide babar babatunde bader bailey balazs baldev baltazar balthazar
    balázs bambang baptiste barack barasa baris barnaby barney barrett barry bart bartholomew bartosz bashar bashir basil bassam
    bastian basuki baxter baz beau behrouz ben benedict bengt benigno benito benjamin bennett benny benoit benoît bernard
    bernardo bernd bernhard bernie bert bertie bertram bertrand bevan bharat bheki bhupinder bilal bilel bill billy bingwen
    bjarne bjorn björn blaine blaise blake bo bob bobby bogdan bojan bongani boris borut boubacar boureima boyd brad bradford
    bradley bram brandon branislav branko brayden brendan brendon brennan brent brenton bret brett brian brice brijesh brock
    brody bronson bruce bruno bryan bryant bryce brychan bryson bud buddy budi burak burt burton byaruhanga byron byung-chul
    byung-ho byung-hun börje cade caesar caetano cailean caleb callum calvin cameron camilo carl carlo carlos carlton carmine
    carson carter cary casimir caspar casper cassius cathal cayetano cecil cedric celso cemal cesar cezary chad chaim chan-wook
    charles charley charlie chas chase cheikh chester chet chidi chijioke chinedu chip chris christer christian christoph
    christophe christopher christos chuck chuka chukwuma chul-soo cian ciaran ciprian claes clarence clark claude claudio claus
    clay clayton clem clemens clement clifford clint clive clovis clyde clément cody colby cole coleman colin colm colt colton
    conan connor conor conrad constantin constantine corbin corey corin cormac cornelius cory cosimo craig cristian cristiano
    cristóbal críostóir cullen curtis cyril cyrille cyrus dafydd dag dagfinn dai daichi daisuke dale dalimil dalton damian
    damien damion damon dan dane daniachew daniel danilo danny dante dario darius dariusz darko darnel darnell darragh darrel
    darrell darren darryl darshan darwin daryl dashiell dave davey davi david davide davis davor dawid dawit dayo deacon dean
    deandre declan dedi deepak deion dejan del delbert delroy demetrius dennis denny denys denzel deon derek dermot derrick
    derry des desalegn deshawn desiderio desmond devin dewayne dewey dexter dharmendra dhruv dick didik didzis diego dieter
    dietrich digby dilip dimitar dimitri dimitrios dimitris dinesh dino dion dirk djamel dmitri dmitrii dmitry dmytro dom
    domenico domingo dominic don donal donald donatas donato dong-hyun dong-wook donnie donny donovan dorin doug dougal dougie
    douglas dragan draymond drew duane duc dudley dumisani duncan duong dusan dustin dwayne dwight dylan dániel dónal eachann
    eamon eamonn earl earle eberhard ebo ed eddie eddy edgar edmond edmund edoardo edouard eduardo edward edwin eetu efrain
    efren egil egill egon egor ehsan eiki einar eino eirik eitan ekrem elbert eldon elfyn eli elia elias elijah eliot eliud
    elliot ellis ellsworth elmer elon eloy elroy elton elvis elwood elías emad emanuel emeka emil emile emiliano emilio emir
    emmanuel emmett emre emrys emyr enda enis enoch enrico enrique enyinnaya enzo eoin ephraim erasmus ercan eric erich erik
    erling ermias ernest ernesto ernie ernst erol errol erwin esa esteban ethan etienne euan eugene eustace evan evander everett
    evgeny evo ewan ezekiel ezra fabian fabien fabio fabián fabrice fabrizio fabrício fadli fahad faisal faiz farhad farid
    farouk faruk faustino fawad fayez fedor felice felipe felix femi ferdinand ferdowsi ferenc fergal fergus fernando ferran
    fethullah fikret filip filippo finlay finn finnegan fionn firas flavien flavio fletcher florent florian floyd fons forrest
    francis francisco franck franco francois frank franklin frans franz françois fraser frazer fred freddie freddy frederic
    frederick frederico fredrik friedhelm friedrich fritz frode frédéric fulton fumihiko fumio fyodor félix gabe gabriel gael
    gaetano gage galen gamal ganesh gareth garrett garrick garry garth gary gaspar gaston gatis gautam gavan gavin gavriel gaz
    gebre geir genaro gene gennady geoff geoffrey georg george georges georgios georgy geraint gerald gerard gerardo gerhard
    germain germán geronimo gerrit gerry gert gerwyn gethin geun-hye ghassan gheorghe gi-hyeon giacomo gian giancarlo gianluca
    gianluigi gianni gideon giedrius gil gilbert gilberto gildas giles gilles gilson gino gintaras giorgio giorgos giovanni
    giulio giuseppe glen glenn glynn godfrey gohar gojko gonzalo gopal goran gordon gorka gottfried grady graeme graham grant
    grayson greg gregory greig griffin grigory grover grzegorz gudmund guido guilherme guillaume guillermo gunars gunnar gunther
    guofeng guoqiang gus gustaf gustav gustavo guven guy gwilym gwyn gyorgy gyula gábor gérard günther haakon habib hadi hafiz
    haider haitham hakan hakeem hal halfdan hallvard hamad hamed hamid hamish hamza hamzah hank hannes hannu hans hanson haoran
    harald hari harish harjit harlan harland harold haroon harri harrison harry harsh hartley hartmut haruhito haruki haruto
    harvey hasan hashim hasnain hassan hayden haydn heath hector hedley hefin heiko heinrich heinz hendrik henk henning henri
    henrik henrique henry herb herbert heriberto herman hermann hernan hernando hernán herschel hershel heru hervé hesham
    heung-min hezekiah hideki hideo hideyoshi hikmet hilaire hilario hilton hiram hiro hirofumi hirohito hiroki hiroshi hisham
    hitoshi holger homer horace horacio horst hosni hossein howard hubert hugh hugo hugues humberto humphrey humza husain
    huseyin hussein huw hyo-seop hyun-jin hyun-woo håkon iago iain ian ib ibou ibrahim ibrahima idris iestyn ieuan ifan ignacio
    ignatius igor iheanyi ikenna iker ilker illia ilya imad imed immanuel imran imre inderjit ingemar ingo ingvar inigo inácio
    ion ionel iorwerth iosif iqbal ireneusz irfan irvin irving irwin isaac isaiah isamu ishaan ishant ishmael ishtiaq isidore
    isidro ismael ismail issa istvan itai itamar ivan ivar ivari ives ivo iwan izaak jabari jacek jack jacky jacob jacopo
    jacques jad jaden jadon jae-hyun jae-in jae-myung jafar jagdish jaime jaimin jair jake jakub jaleel jalen jamal james jani
    jannik janos jared jaromír jaroslaw jarrett jarrod jarvis jason jasper javad javed javier jawad jawar jay jayden jayson
    jean-baptiste jean-claude jean-françois jean-luc jean-michel jean-paul jean-pierre jean-yves jed jedediah jeff jefferson
    jeffrey jejomar jelle jens jensen jeppe jerald jere jeremiah jeremie jeremy jeremías jericho jerker jermaine jerome jerrod
    jerry jerzy jesper jesse jesus jesús jethro ji-hoon ji-sung jianguo jianhua jianjun jianlin jianmin jibril jim jimi jimmie
    jimmy jin jin-ho jiri jitendra joachim joao joaquim joaquin joaquín joar joby jochen jock joe joel joern joey johan johann
    johannes john johnnie johnny joichi joji joko jolyon jon jonah jonas jonathan jonathon jong-hyun jonny jonty joon-ho joost
    jordi jordy jorge jorgen joris jorma jory jose josef joseph josh joshua joss josue josué josé jovan jozsef joão juan judd
    jude jukka jules julian julien julio julius juma jun-ho junaid junfeng jung-ho junichiro junjie jurgen juri jussi justin
    jusuf juuso juwan jón jørgen júlio jürgen jānis kaarel kabir kacper kagiso kai kailash kais kaito kalle kalvin kamal kamau
    kamil kamran kamyar kanayo karan kareem karel karim karl karsten kashif kaspar kasper kato kaushik kaveh kazuhiro kazuo
    kazuya kazuyoshi kazys keanu keaton keegan keenan keiji keir keiran keita keith kelechi kelvin kemal ken kendrick kenenisa
    kenichi kenji kenneth kenny kenta kenton kermit keshav ketil kev keven kevin khaled khalid khalil khoa khulekani khurram
    ki-hyun ki-moon kian kibaki kieran kieren kieron kiichi kimani kimmo kioko kip kipchoge kipruto kirby kirill kirk kjell
    klaas klas klaus klemens knut kobe kobina kofi koji kojo konrad konstantin konstantinos koray korey kostas kostya kosuke
    kourosh kraig kris krish krishna kristaps kristian kristof kristofer kristoffer kristopher kristóf krzystof krzysztof kumar
    kunal kurt kuzma kwabena kwadwo kwaku kwame kwamena kwasi kyle kyler kyriakos kyrylo lachie lachlan lafayette lajos lalit
    lamine lamont lance larry lars lassana lasse laszlo laurence laurent lauri lavar lawrence laxman leander leandro lech leif
    leland lem lennart lennie lenny leo leon leonard leonardo leonid leonidas leopold leopoldo leroy les leszek lev levi levon
    lewis lex liam linas lino linus linwood lionel lisandro livio ljubomir llewellyn lloyd llŷr loc logan lon lonnie lorenz
    lorenzo louie louis loyd loïc lubomir lubomír luc luca lucas lucca lucian luciano lucien lucio ludovic ludvig ludwig luhut
    luigi luis luka lukas lukasz luke lungelo luther lwazi lyle lyndon lázaro léo maarten mack madhav madis madoc mads magne
    magnus mahathir mahdi mahesh mahmood mahmoud mahmud mahmudul maina mainchín majid makoto maksym malachi malachy malcolm
    malcom malek malik mamadou manabu mandisi mandla manfred manish manmohan mano manoj manouchehr mansoor manuel maqsood marc
    marcel marcello marcelo marcin marcio marco marcus marek mareks mariano marijus marinko mario marius mariusz mark markus
    marlin marlon marquez marquis marshall martijn martin marty marvin masahiro masaki masanori masato masayoshi mason masood
    massimo mate matej mateo mateus mateusz mathew mathias mathieu mathis matias mats matt matteo matteus matthew matthias
    matthieu matti mattia matvei matías mauno maurice mauricio maurits maurizio mauro max maxence maxim maxime maximilian maximo
    maxwell mayank maynard mayur mehdi mehmet mekhi mekonnen melchor melvin melvyn mendel meredydd merera mert mervyn meyer
    mfundo micha michael michal micheal michel mick mickey micky miguel mihai mihail mikael mike mikel mikey mikhail miklos
    milan milos miloslav milosz milton min-hyuk min-jae min-jun minh mircea mirko miroslav mirza misha mitch mitsuru mitt
    mizanur mladen moe moez mohamad mohamed mohammad mohammed mohamud mohan mohit mohsen mohsin moises moisés mojtaba mokhtar
    mondli monty mordecai moritz morris morten morteza moshe mostafa motiur mourad moussa moustapha mthunzi mubarak mugisha
    muhammad muhammadu muhannad muharrem mukesh mukhtar mukul munene munir murad murat murdo murilo murray musa mushfiqur
    mustafa mutahi mutua mwangi mykhailo myles myron myroslav myung-bak mzwandile máté nabih nabil nadav nader nadiem nadim
    nafees nafis naftali nahum naim najib nam-gi namdi nando naohiro naoki naoto napoleon narendra naresh naseem nasir nasser
    nat nate nathan nathaniel naveed naveen nazim ndung'u neal nebojsa ned neelesh neeraj neil nels nelson nenad nestor neville
    neymar niall nic niccolo nicholas nick nico nicolae nicolai nicolas nicolás niels nigel nihal nikhil niklas niklaus niko
    nikola nikolai nikolaj nikolas nikolaus nile nils niranjan nisar nishant nitin nizar njoroge nnamdi noah noam noboru
    nobuyuki noel nolan norbert norberto norman novak nuhu nyamweya néstor obed obinna ochieng octavio oddbjørn oded odell
    odhiambo odhrán odin odion oguz oisin okello olaf olanrewaju olav olavi ole oleg oleksandr oleksii oliver olivier olumide
    olusola oluwaseun omar omari omer omid omondi ondrej oner oran oren orest orhan oriol orson orville osama osbert oscar oskar
    oskars osman osvaldo oswald oswaldo oszkár othman otieno ott ottavio otto ousmane owen oyvind ozan ozzie pablo paddy padraig
    palle pankaj panos panu paolino paolo pape parviz pascal pascual pasquale patricio patrick patrik patxi paul paulo paulus
    pavel pawan pawel paxton pearse pedr pedro peer pekka pep per percival percy perry pervez petar pete peter petr petras petri
    petros petter phil philip philipp philippe phillip phineas pierluigi pierre piers piet pieter pietro piotr pirkka pouya
    prabowo prafulla prakash pranav prasad prashant praveen pravin preben preston primitivo primo purushottam pär qamar quang
    quentin quim quincy quinten quoc radek radim radomir radoslav radoslaw radovan radu raed rafa rafael rafal rafe raffaele
    rafi rafiq raghav raheem rahim rahmat rahul raila raimund rainer rainier rait raivis raj rajan rajeev rajesh rajiv rajkumar
    rajnath raju rakesh ralph raman ramesh rami ramin ramiro ramon ramsey randal randall randeep randolph randy ranjit raoul
    raphaël rashad rasheed rashid rasmus rassie ratan raul ravi ray raymon raymond raymondo raymund raza razvan recai recep reed
    reggie reginald reginaldo reinaldo reinhard reinhold remy renato renaud renzo rené reuben reuven rex reynaldo reza rheinallt
    rhett rhodri rhun rhys riad ricardo riccardo richard richie rick rickey ricky rico ridha rigoberto riku rinaldo riordan
    rishi risto ritchie rizal rob robb robbert robert roberto robrecht rocco rocky rod rodger rodion rodney rodolfo rodrigo
    rogelio roger rogerio rohan rohit rokas roland rolf rollo romain roman romano romeo romulo romário ron ronald ronan ronnie
    ronny rooney rory roscoe rosendo roshan ross rostislav roy royce ruairi ruairidh ruaridh ruben rubén rudi rudolf rudolph
    rudy rufus rui rune rupert rupesh rushdi ruslan russ russell rustam rusty ruud ryan ryder ryker ryo ryota ryuichi ryuji
    ryunosuke rémi saad saahil sachin sadaqat sadiq saeed saif sajid sakari saleem saleh salem salih salim salman salvador
    salvatore sam sami samih samir sampo samson samu samuel sander sandor sandro sanford sang-hyun sanjay sanjeev sanjiv santi
    santiago santino sanusi sasa satish satoshi satyajit saul sauli saurabh sayed schuyler scot scott scottie seamus sean
    sebastian sebastien sebastião sefton segun sekou selahattin selim selwyn senthil seok-youl serdar serge sergei sergey sergi
    sergio sergiy servaas seth setya seung-ho seung-min seung-woo seydou seymour seán shaan shabbir shafiq shafqat shahbaz
    shahid shahram shahzad shakil shamsul shane shaquille sharif sharjeel shashi shaun shawn shehbaz shelton sherwin shibnath
    shigeo shigeru shinji shinya shinzo shiv shlomo shmuel shoaib shohei shota shuja shunsuke sibusiso sid siddharth sidharth
    sidney sigitas sigmund sigmundur sigurd sigurdur silas silvester silvio simeon simo simon sinan sinisa sipho sitaram siya
    sizwe sjur skip slava slobodan sohrab solomon soner sonny soo-hyun soren sorin sota souleymane sourav spencer spiro spyros
    srinivas srđan stan stanimir stanislav stanislaw stanley stefan stefano stellan sten stephan stephane stephen stevan steve
    steven stevie stewart stian stig stipe stratis struan stu stuart stéphane subhash subramaniam sudhir sufyan sugeng sujit
    suk-yeol sukumar sulaiman suleiman suleyman sung-ho sung-min sunil surendra suresh surinder suryo sushil susilo susumu svein
    sven svend swaraj sy syed sylvain sylvester sándor sébastien sékou sérgio søren tadashi tadesse tadeusz tae-ho tae-hyung
    tae-yong taha taher tahir taiga taj takashi takayuki takeo takeshi takumi tamas tamir tamás tanner tanveer tanvir tarek
    tariku tariq tarkan tarmo tarun tatsuo tatsuya tauno tavis taye tayyip tebogo ted teddy teemu teifion tendai teodor teodoro
    terence terrance terrell terrence terry tetsuya teun tewodros teófilo thabo thad thaddeus thamer thanos themba theo theodor
    theodore theodoros thiago thibault thibaut thierry thijs thinh thomas thor thorbjorn thorsten thulani thurston tiago tibor
    tiernan tilman tim timmy timo timofey timothy timothée timur tino tito titus tiziano tjalve tobey tobiah tobias tobin toby
    todd todor tom tomas tomaso tomasz tomer tommaso tommi tommy tomoaki tomos tomás tonino tonis tony toralf torben tore torkel
    torsten torvald toshi toshihiro toshiro travis trefor trent trenton trevor trey tristan tristram troels troy truman trygve
    tshepo tuan tumelo tunde tuomas tuomo turgut turki ty tycho tye tyler tyrell tyrone uba ubaldo uday udo ugo uhuru uinseann
    ulf ulises ulric ulrich ulysses umar umberto umesh unai upton urbain uri uriah urs usain usama usman uwe uzair vaclav vadim
    vagner vaibhav valdis valentin valentino valerio valtteri vance vangelis vardan vasco vasile vasilis vasily vasyl vaughan
    vaughn vegard veli veljko venkat venkatesh ventsislav vernon vic vicente victor vidar vidyut viggo vijay vikram viktor
    vilius ville vinay vince vincent vincenzo vinicius vinnie vinod vipin vipul viraj virat virgil vishal vishnu vit vitali
    vitaly vito vitor vittorio vivek vlad vladimir vladimír vladislav volkan volker volodimir volodymyr vuk vuyo vyacheslav
    václav wade wael wafula wahab waheed wahid waldemar waldo waleed walid wallace wally walt walter wanyama waqar warren
    warrick waseem wassim wasswa waylon wayne wei weidong weldon wenbin wendell werner wes wesley wiktor wikus wilbert wilbur
    wilburn wiley wilfred wilfredo wilfrid wilhelm will willard willem william willie willis wilmer wilson wim winfield winfred
    winfried winston winthrop wiremu wladimir wojciech wole wolfgang wolfram woo-young woodrow woody wouter wyatt xabi xander
    xavi xavier xiaodong xiaolong xiaoming xiaoping xolani yaakov yahya yair yakov yanis yann yanni yannick yannis yaqub yared
    yaron yasar yaser yash yasin yasir yasonna yasser yasuhiro yasuo yaw yehor yehuda yevgeny yifan yigal yitzhak yoav yogesh
    yogi yohan yoichi yonatan yorgos yosef yoshi yoshiaki yoshihide yoshito yossi youcef younes young-jin young-soo younis
    yousef youssef yoweri yuji yul yuri yuriy yusef yusuf yuto yves zac zach zachariah zachary zack zafar zaheed zaheer zahid
    zahir zain zak zakaria zakhar zaki zander zane zayd zayn zdenek zdeněk zeev zeke zeljko zenon zev zhigang zhiwei zia-ul ziad
    zivko ziya zlatan zoltan zoran zsolt zubair zvonimir zydrunas zygmunt álvaro åke édouard éinne émile étienne øystein øyvind
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
