"""Whose words are they? Short passages of our own and the speaker of the last quotation in each, cause by cause."""

# (what the passage shows, passage, speaker)
TAGS = [
    (
        "a surname's particle stands before it where it is alone",
        'Jean du Plessis came home on Monday. "The wells are dry," du Plessis said.',
        "Jean du Plessis",
    ),
    (
        "a number before a party is no particle of a name",
        'In Ohio ten Democrats left. "We had enough," Ann Lee said.',
        "Ann Lee",
    ),
    (
        "a name's own description stands between it and the verb",
        '"The results will clear this up," Aleksandr Lubin, Russia\'s foreign minister, said yesterday.',
        "Aleksandr Lubin",
    ),
    (
        "where a speaker lives or works is no speaker",
        'Maria Fanelli from the Montmartre area of Paris said, "It was a winter wonderland for a day."',
        "Maria Fanelli",
    ),
    (
        "a force in the name of the speaker's employer",
        'Sergeant Jo MacPhail of Police Scotland said of the crash: "This road is busy even in the early hours."',
        "Jo MacPhail",
    ),
    (
        "who is whoever stands right before the comma",
        'A handful of opponents of the Bill spoke, including Lord Corrick, who said: "The other side has won this."',
        "Corrick",
    ),
    (
        "quoted in a document as saying",
        'General James F. Amory is quoted in the Corps statement as saying, "nobody told us to change the hat."',
        "James F. Amory",
    ),
    (
        "the sentence ends with its speaker, whatever stands before the comma",
        "The lander's antenna points at a wall instead of at Earth, said mission director Kathleen Orr.\n\n"
        '"It is a case of bad reception," she told reporters.',
        "Kathleen Orr",
    ),
    ("a headline in the speaker's words", "‘I was never the pretty one’: Jane Doe on making people laugh", "Jane Doe"),
    ("quote marks doubled by mistake", "Ann Lee weighed in. “”This is a very unfair trial,” she said.", "Ann Lee"),
    (
        "the space before a quotation was lost",
        '"We will go on," said chairman Tim Cane."So that is one of the themes for the fall."',
        "Tim Cane",
    ),
]

NAMES = [
    (
        "the office goes on after its preposition",
        'Superintendent of Schools Marlene Fitch wrote to the clerk. "We would need trailers," she said.',
        "Marlene Fitch",
    ),
    (
        "a constituency of two towns",
        'Selby and Thrupp MP Rebecca Thwaite has written to the minister. "It would cut us off," she said.',
        "Rebecca Thwaite",
    ),
    ("a first name that is a surname's neighbour", '"He knew it," said Omar Said.', "Omar Said"),
    (
        "an unknown name that opens a sentence about her",
        "In the camp, Letebrhan Gebremedhin shares a tent with her children. “I had a lemon tree,” she said.",
        "Letebrhan Gebremedhin",
    ),
    (
        "first name first, full name later",
        "“There was no antidote,” her mother, Fiona, said. Fiona Parry warned others. “Stay away from it,” she said.",
        "Fiona Parry",
    ),
    (
        "a newspaper that begins like a person",
        'B.B. Kane spoke to The Sydney Morning Herald. He said, "I am at home in Las Vegas."',
        "B.B. Kane",
    ),
    ("an officer by initials", '"We built it in the cloud," Verizal CIO Shay Kadir said.', "Shay Kadir"),
]

EPITHETS = [
    (
        "by trade, with where she comes from",
        "Sara Klint, a marine biologist from Bergen, won. Her rival Tom Beck, a chemist, congratulated her.\n\n"
        "“I am stunned,” the Norwegian biologist said.",
        "Sara Klint",
    ),
    (
        "by another word for the same post",
        "Luka Horvat scored twice. City coach Dan Webb was sent off.\n\n“Never a penalty,” said the City boss.",
        "Dan Webb",
    ),
    (
        "by what the article told of her",
        "Ellen Oduya, who won the Nobel Peace Prize in 2011, spoke. President Hugo Marsh listened.\n\n"
        "“Peace is work,” the Nobel laureate said.",
        "Ellen Oduya",
    ),
    (
        "by country, for either of two players",
        "Jean Roux of France beat Milos Savic of Serbia. Savic had beaten Roux twice.\n\n“I served well,” the Frenchman said.",
        "Jean Roux",
    ),
    (
        "by party and office in capitals",
        "Labour MP Priya Nair asked why. Transport secretary Mark Lowe said it was short.\n\n"
        "“Not good enough,” the Labour MP said.",
        "Priya Nair",
    ),
    (
        "by state and party",
        "Sen. Alan Wirth, R-Ohio, opposes the bill. Rep. Dana Cole wrote it.\n\n“A gimmick,” the senator from Ohio said.",
        "Alan Wirth",
    ),
    (
        "rather somebody whom nothing speaks against",
        "Gus Hart was convicted of fraud. Judge Mary Lamb sentenced him on Friday.\n\n"
        "“I am sorry,” the financier told the court.",
        "Gus Hart",
    ),
    (
        "nobody who has a name",
        "It was handed in by a tram driver. Police thanked the soloist Ye-rin Sohn. The driver said it was nothing.\n\n"
        "“I prefer heavy metal,” he said.",
        "the driver",
    ),
]

REFERENCES = [
    (
        "whoever is asked answers, not who asks before a colon",
        "The judge asked the defendant, Tom Pascoe, whether he was sorry:\n\n"
        "“I am very tired of all of this, and I am sorry for what I did.” Pascoe wept.",
        "Tom Pascoe",
    ),
    (
        "what is answered is not said by who had proposed it",
        "Bo Green went home. Ann Brown answered what Bo Green had proposed:\n\n"
        "“We will never accept that. It is a disgrace for all of us here.”",
        "Ann Brown",
    ),
    (
        "what a document states in the next paragraph is its own",
        "Nine clubs sued the Harbour League on Monday. Gooch told it first.\n\nThe lawsuit, seen by the Gazette, states:\n\n"
        "“As its power has grown, the League has made rules that hurt the clubs. The League means to go on.”",
        "the lawsuit",
    ),
    (
        "it is the statement of whoever issued it",
        "Sheriff Ray Dunmore issued a brief statement.\n\n“No verdict can bring him back,” it read.",
        "Ray Dunmore",
    ),
    (
        "whom the writer asks answers",
        "Dora Quill poured the tea. “I was funny,” she says.\n\n"
        "Later I ask Aoife Brannigan what it is like. “Terrifying,” she says.",
        "Aoife Brannigan",
    ),
    (
        "a pronoun before the name tells nothing of its bearer",
        "Dora Quill is 84. The play was written for her by Nish Banda, who was six when she won.\n\n"
        "“He sent a note,” she says.",
        "Dora Quill",
    ),
]

# What real news copy has that passages of one's own don't think of.
COPY = [
    (
        "a name with an article of its own, shortened later",
        "Farid al-Tamimi fled in May. “I took one bag,” Tamimi says.",
        "Farid al-Tamimi",
    ),
    (
        "the last two words of a longer name",
        "Ohn San Mya Thet visited the school.\n\n“Read more,” Mya Thet said. “Sleep less,” she added.",
        "Ohn San Mya Thet",
    ),
    ("what somebody is follows the name directly", "“No,” Farouk Besser the head of the board said.", "Farouk Besser"),
    ("where it was said stands before the verb", "Strand on Chatter on Sunday called the memo “a pulse check”.", "Strand"),
    ("made to speak", "The vote prompted Ida Lund to say: “We are finished here.”", "Ida Lund"),
    ("introduced as", "Host Ida Lund introduced the firemen as “the best table” in the hall.", "Ida Lund"),
    (
        "his opponent is he himself",
        "Ray Ott, her Republican opponent, mourned the dead and said the law was “a big factor” in it.",
        "Ray Ott",
    ),
    (
        "a participle between subject and verb",
        "Protesters marching through the town chanted “What curfew?” all night.",
        "protesters",
    ),
    (
        "named behind an honour that she has",
        "“We are more willing to listen,” said Order of Merit recipient Ada Quist, 68, who lives in Leeds.",
        "Ada Quist",
    ),
    (
        "a hospital for children, in a place with its state",
        "Children’s National Hospital in Boston, MA, warned last week that “this surge is made worse.”",
        "Children’s National Hospital",
    ),
    (
        "the company is whom its sentence tells of",
        "Acme Airlines hired Norda Group.\n\nAcme Airlines is “helping all passengers” and waiting, the company said.",
        "Acme Airlines",
    ),
    (
        "a participle opens the sentence, and no name",
        "Ann Todd spoke. Making Camp Dale a park will help. “It is a good day,” the senator Ann Todd said.",
        "Ann Todd",
    ),
    ("went on to accuse", "Ida Lund used her speech to accuse the mayor of “cowardice in office” on Friday.", "Ida Lund"),
    (
        "the holder of an office, not a former one",
        "Ann Todd, the former Ohio governor, wept.\n\nWas that Chris Moll, the governor of Ohio? "
        "“I have known him for years,” the governor said.",
        "Chris Moll",
    ),
    (
        "an ambassador to a body",
        "The pause was to give talks “some space”, the Danish ambassador to the UN said.",
        "the Danish ambassador to the UN",
    ),
    (
        "who called to a fire calls nothing",
        "Crews called to the site “forced entry to the house”, Inspector Ida Lund said.",
        "Ida Lund",
    ),
    (
        "counsel joined on by while",
        "Prosecutor Ray Ott said it was “a false trail”, while defence QC Ida Lund said they wanted “someone to blame”.",
        "Ida Lund",
    ),
    (
        "he is not whom he tells of",
        "Sadi Orhan said many had died. Col. Dan Hesse came to calm them, he said. “We woke to gunshots,” he said.",
        "Sadi Orhan",
    ),
    (
        "whose picture it is begins no name",
        "Ann Lee spoke. Bo Roy/Pool/AFP/Getty Images Lee points to a map of the coast. Cy Moe/AP Lee lays a wreath.\n\n"
        "“We will stay,” Lee said.",
        "Ann Lee",
    ),
    (
        "who took the picture says nothing",
        "Ott Lund came late. Bo Roy/AFP/Getty Images\n\n“We will stay,” he said.",
        "Ott Lund",
    ),
    (
        "a man of the firm Princess is no princess",
        "A captain spoke. Princess Boats’ chief doctor, Ott Lund, left the ship.\n\n“We stay ashore,” he said.",
        "Ott Lund",
    ),
    ("a city is no she", "Ida Lund is a doctor. She lives in Los Tarnos, Florida.\n\n“I like it here,” she says.", "Ida Lund"),
    ("an apostrophe of either kind", "Police chief James O’Dell came. “It is over,” said O'Dell.", "James O’Dell"),
    (
        "marks made of two apostrophes",
        "Ray Ott spoke. ''We're not a stain on this land,'' he added. ''We're the land.''",
        "Ray Ott",
    ),
]

PASSAGES = TAGS + NAMES + EPITHETS + REFERENCES + COPY
