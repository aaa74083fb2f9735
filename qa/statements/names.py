"""First names with the pronoun they usually go with, and the family names that stand first in East Asian order.

Written by hand from common names in English-language news. A name in neither list simply has no known gender.
"""

FEMALE_NAMES = frozenset(
    """
    yelena jelena ekaterina ludmila lyudmila galina nadezhda larisa dragana milena ivanka snezana lucie chantal
    brigitte ségolène anne-marie elodie céline sylvie manon amélie beate ute sabine silke heike petra birgit inge astri
    solveig siv maren kirsty catriona eilidh morag nerys carys bethan rhiannon sian cerys aisling orla grainne noreen
    bridie mhairi latoya keisha tamika shanice ebony aaliyah imani tanisha beyonce rihanna oprah condoleezza ketanji
    mei xiu hui mi-ra eun-hye eun-ji soo-jin ji-yeon hye-jin yuki akiko haruka sakura michiko yuriko chiyo priyanka
    aishwarya sushma nirmala mamata sonali neha pooja ritu divya swati meenakshi rekha usha asha lata jaya smriti
    rosalía lucía maría josefina guadalupe esperanza consuelo pilar rocío ximena paloma beatriz luciana fernanda juliana
    funmi funmilayo folake bola yetunde chidinma adaeze ifeoma zanele nomvula lindiwe wangari auma zeynep elif ayse
    leyla emine nazanin golnaz farzana parveen nasreen rukhsana tahira samina bushra marta ingrid matilda
    abigail ada adele agnes aisha alexandra alice alicia alina allison alyssa amanda amber amelia amina amy ana
    anastasia andrea angela angelina anita ann anna anne annette annie antonia april ariana ashley astrid audrey ava
    barbara beatrice becky bella bernadette beth betty beverly bianca bonnie brenda bridget brittany brooke camila
    camilla carla carmen carol carole caroline carolyn carrie catherine cecilia celeste charlotte chelsea cheryl chloe
    christina christine cindy claire clara claudia colleen constance courtney cynthia daisy dana danielle daphne dawn
    deborah debra deirdre delia denise diana diane dolores donna dora doris dorothy edith eileen elaine eleanor elena
    elizabeth ella ellen ellie elsa emily emma erica erika erin esther eva eve evelyn faith farah fatima fatou
    felicity fiona florence frances francesca freya gabriela gabriella gail gemma georgia georgina geraldine gillian
    gina gloria grace greta gretchen gwen hannah harriet hazel heather heidi helen helena hilary hillary holly ida
    imelda indira ines ingrid irene iris isabel isabella isla ivana ivy jacinda jackie jacqueline jalina jane janet
    janice jasmine jean jeanette jen jenna jennifer jenny jessica jill jo joan joanna joanne jocelyn josephine joy
    joyce juanita judith judy julia julie juliet june kamala karen karin kate katherine kathleen kathryn kathy katie
    katy kayla keira kelly kerry kim kimberly kirsten kristen kristin laila lana lara laura lauren layla leah leila
    lena leslie lillian lily linda lindsay lisa liz liza lois lorraine louise lucia lucy lydia lynn mabel madeleine
    madison mandy margaret maria marie marilyn marion marjorie marta martha mary maureen maxine meera megan meghan
    melanie melinda melissa mercedes meredith mia michelle mildred miranda miriam molly monica nadia nancy naomi
    natalia natalie natasha nicola nicole nina nora norma olena olga olivia paige pamela patricia paula pauline peggy
    penelope penny phyllis pippa polly priti priya rachael rachel rania rebecca regina renee rhonda rita roberta robin
    rosa rosalind rose rosemary roxanne ruby ruth sabrina sadie sally samantha sandra sara sarah serena shannon sharon
    sheila shelley sherry shirley sienna silvia simone sofia sonia sophia sophie stacey stella stephanie sue susan
    susana susanne suzanne svetlana sylvia tamara tanya tara tatiana taylor teresa tessa thandi thandiwe theresa tina
    tracey tracy ursula uma valentina valerie vanessa vera veronica vicky victoria violet viola virginia vivian wanda
    wendy whitney winnie yasmin yolanda yvette yvonne zadie zahra zara zoe nikki shabana yvette angelique nusrat
    marine giorgia sanna mette annalena keiko yuliya yulia oksana iryna magdalena katarzyna agnieszka lucinda mairead
    niamh siobhan aoife sinead roisin ciara nicky ngozi chimamanda amal malala benazir sonja katrina denice lakshmi
    anjali deepika kavita sunita padma shreya ayesha khadija mariam maryam zainab noor hala hanan rima samira soraya
    shirin simona billie coco iga naomi venus megan alex
    """.split()
) - {"alex", "kim", "robin", "jean", "leslie", "taylor", "kerry", "dana", "andrea"}

MALE_NAMES = frozenset(
    """
    mirko zoran goran dragan milos nikola slobodan radovan vuk stipe ante luka zvonimir davor dejan nenad sasa bojan
    yevgeny gennady vyacheslav nikolai stanislav konstantin arkady valery anatoly roman timur rustam kirill ilya egor
    tunde emeka chidi kelechi obinna femi segun wole chinedu babatunde uhuru raila yoweri tendai julius tariku abiy
    kenenisa eliud usain andile siya hiroki takashi kenji akira yoshi shinji haruki junichiro naoto masayoshi satoshi
    min-jun tae-ho sung-min ji-hoon jae-in geun-hye seok-youl dong-hyun heung-min min-jae wei jianguo guoqiang arvind
    manmohan amit rajnath yogi nitin sachin virat rohit sourav ashok anand prakash deepak sanjay vinod manoj rakesh
    mukesh anil ratan gwyn gethin geraint rhys ieuan huw iwan emyr alun dai hamish ewan lachlan callum fraser murdo
    ruaridh dermot cathal ciaran eamon bertie micheal enda oisin finn bo stig tore asger kasper mads rasmus niels soren
    søren matti jukka esa pekka timo sauli alexis yanis kyriakos giorgos dimitris kostas emre mehmet kemal orhan
    fethullah hakan burak selim bogdan ion radu mihai nicolae zoltan laszlo ferenc istvan gyorgy janos vaclav petr jiri
    tomas ondrej lukasz mateusz wojciech kev gaz baz stu jonny robbie willie jimmie mickey freddie alfie ollie teddy
    charley radek bartosz grzegorz krzysztof jaroslaw kieren wyatt brock chase tyrone jamal deshawn darnell malik marquis
    aaron abdul abdullah abraham adam adrian ahmad ahmed aidan alan albert alberto alejandro aleksandr alexander
    alexei alfred ali alistair allan allen alok alvin amir anders andre andreas andrei andres andrew andriy andy
    angelo angus anthony antoine anton antonio antony archie arjun armando arnold arthur asif atul austin barack barry
    bashar ben benedict benjamin bernard bernie bilal bill billy bob bobby boris brad bradley brandon brendan brett
    brian bruce bruno bryan byron caleb calvin cameron carl carlos cedric cesar chad charles charlie chris christian
    christoph christopher chuck clarence claude clayton clifford clint clive colin connor conor corey craig curtis
    cyril dale damian damien dan daniel danny darren dave david dean dennis derek desmond diego dick dimitri dmitri
    dmitry dominic don donald douglas drew duncan dwayne dwight dylan earl eddie edgar edmund eduardo edward edwin
    elias elijah elliot elon emmanuel emmett enrique eric erik ernest ethan eugene evan farouk felipe felix fernando
    floyd francis francisco francois frank franklin fred frederick gareth gary gavin geoff geoffrey george gerald
    gerard gerry giovanni glen glenn gordon graham grant greg gregory guillermo gus guy hamid hamza harold harry
    harvey hassan hector henry herbert herman hiroshi howard hugh hugo hussein ian ibrahim igor imran isaac ismail
    ivan jack jacob jaime jake jamal james jared jason javier jay jeff jeffrey jeremy jerome jerry jesse jim jimmy jin
    joachim joao joe joel johan johann john johnny jon jonas jonathan jorge jose joseph josh joshua juan julian julio
    jurgen jürgen justin kareem karl keith kenneth ken kevin khalid kieran kumar kurt kyle lance larry lars laurence
    lawrence lee leo leon leonard leroy lewis liam lionel lloyd louis lucas luis luke magnus mahmoud malcolm manuel
    marc marco marcus mario mark martin marvin mason mathew matt matteo matthew maurice mauricio max maxwell mehdi
    michael miguel mike mikhail milan mitch mitt mohamed mohammad mohammed muhammad morgan mustafa narendra nathan
    nathaniel neil nelson nicholas nick nicolas nigel noah noel norman oleg oleksandr oliver ole omar oscar osama otto
    owen pablo pascal patrick paul pavel pedro pep percy pete peter phil philip philippe phillip pierre piers rafael
    rahul raj rajesh ralph ramon randall randy raul ravi ray raymond recep reginald rene ricardo richard rick rob
    robert roberto rod rodney rodrigo roger roland ron ronald rory ross roy rudolph rupert russell ryan sadiq saeed
    salim salman sam samir samuel santiago scott sean sebastian sergei sergey sergio seth shane shaun shawn shinzo
    sidney silvio simon stanley stefan stephen steve steven stuart suresh tariq ted terence terry thabo theodore
    thomas tim timothy toby todd tom tommy tony travis trevor tristan tyler uwe vernon victor vijay viktor vincent
    vikram vitali vladimir volodymyr wade wallace walter warren wayne wesley will william willie winston wolfgang
    xavier yannick yusuf zach zachary zain pat jair yoshihide fumio naftali benny olaf friedrich emerson cyril jens
    antonio kofi kwame sipho jacques jean-luc jean-claude rishi keir humza anas nasser walid mikel jurgen arsene jose
    carlo thiago harland rafa novak rodion declan eoin fergus cormac padraig seamus darragh niall ruairi shehbaz asad
    bongani themba ernesto emilio ignacio hernan gustavo evo nicolás josé andrés joão rené françois kyrylo mykhailo
    dmytro denys ruslan maksym artem piotr tomasz jakub marek pawel henrik mats bjorn sven gunnar
    """.split()
)

# No gender of their own, but a sign that a run of capitals is a person.
OTHER_NAMES = frozenset(
    """
    alex kim robin jean leslie taylor kerry dana andrea jordan casey jamie sam ashley morgan riley cameron pat chris
    sasha nguyen tran le xi jinping yang wang li zhang liu chen jong un yo moon park choi lee hun kyung-wha
    """.split()
)

# Family names that come first in Chinese, Korean and Vietnamese order.
FAMILY_FIRST = frozenset(
    """
    kim lee park choi jung jeong kang cho yoon moon jang lim han shin oh seo kwon hwang ahn song yoo hong xi wang li
    zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie tang deng feng han cao
    peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren shen yao tan tsai nguyen tran pham
    phan vu vo dang bui ban roh mao hua qin bai meng wen jia geng chow leung chan wong cheung lam tam ko tsang
    """.split()
)
