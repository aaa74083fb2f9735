"""Short news passages of our own and the statements in them: the specification of `find_statements`, pattern by pattern."""

from typing import NamedTuple

from qa.types import StatementKind

Said = tuple[str | None, StatementKind, str]


class Passage(NamedTuple):
    pattern: str
    text: str
    said: list[Said]


TAGS = [
    Passage(
        "tag after the quotation",
        'The bridge will stay shut. "Nobody crosses until the engineers say so," Maria Santos said on Friday.',
        [("Maria Santos", "direct", '"Nobody crosses until the engineers say so,"')],
    ),
    Passage(
        "inverted tag with an apposition",
        "“The harvest is the worst in memory,” said Tom Akers, a farmer in the Wye valley.",
        [("Tom Akers", "direct", "“The harvest is the worst in memory,”")],
    ),
    Passage(
        "apposition between name and verb",
        "“Rates will fall by spring,” Ingrid Holm, chief economist at Nordbank, told investors.",
        [("Ingrid Holm", "direct", "“Rates will fall by spring,”")],
    ),
    Passage(
        "tag before the quotation",
        'Police Chief Dan Ruiz said, "We have two people in custody."',
        [("Dan Ruiz", "direct", '"We have two people in custody."')],
    ),
    Passage(
        "tag before with a colon",
        "Announcing the closure, headteacher Bola Adeyemi said: “It breaks my heart to write this letter.”",
        [("Bola Adeyemi", "direct", "“It breaks my heart to write this letter.”")],
    ),
    Passage(
        "split quotation",
        '"If we wait," warned Peter Lang, "there will be nothing left to save."',
        [("Peter Lang", "direct", '"If we wait,"'), ("Peter Lang", "direct", '"there will be nothing left to save."')],
    ),
    Passage(
        "second sentence after the tag",
        "“We are exhausted,” nurse Amy Cole said. “Some of us haven't been home since Sunday.”",
        [
            ("Amy Cole", "direct", "“We are exhausted,”"),
            ("Amy Cole", "direct", "“Some of us haven't been home since Sunday.”"),
        ],
    ),
    Passage(
        "a question keeps its question mark",
        '"Where was the mayor that night?" Councillor Jane Firth asked.',
        [("Jane Firth", "direct", '"Where was the mayor that night?"')],
    ),
    Passage(
        "according to, after",
        'The road is "a disaster waiting to happen," according to resident Sam Pell.',
        [("Sam Pell", "mixed", 'The road is "a disaster waiting to happen,"')],
    ),
    Passage(
        "according to, before",
        "According to Lucy Grant, the firm's founder, the app has two million users.",
        [("Lucy Grant", "indirect", "the app has two million users")],
    ),
    Passage(
        "quoted as saying",
        "Coach Ivan Petrov was quoted as saying: “I will leave when the season ends.”",
        [("Ivan Petrov", "direct", "“I will leave when the season ends.”")],
    ),
    Passage(
        "tweeted",
        'Senator Ruth Hale tweeted: "This bill is dead on arrival."',
        [("Ruth Hale", "direct", '"This bill is dead on arrival."')],
    ),
    Passage(
        "described as",
        'Smith-Jones has described the treaty as "a betrayal of the islands".\n\nAnna Smith-Jones leads the party.',
        [("Anna Smith-Jones", "mixed", 'the treaty as "a betrayal of the islands"')],
    ),
    Passage(
        "participle going on with the same speaker",
        'Mayor Joe Dunne said the pool would reopen, adding that it had been "a long two years".',
        [
            ("Joe Dunne", "indirect", "the pool would reopen"),
            ("Joe Dunne", "mixed", 'it had been "a long two years"'),
        ],
    ),
    Passage(
        "participle before its subject",
        'Calling the verdict "a mockery", lawyer Nadia Karim said she would appeal.',
        [("Nadia Karim", "mixed", 'the verdict "a mockery"'), ("Nadia Karim", "indirect", "she would appeal")],
    ),
    Passage(
        "two verbs, one subject",
        'Laura Beck thanked the crowd and said: "You carried me up that last hill."',
        [("Laura Beck", "direct", '"You carried me up that last hill."')],
    ),
    Passage(
        "tag in the middle of reported speech",
        "The ferry, Captain Omar Aziz said, had sailed with one engine.",
        [("Omar Aziz", "indirect", "had sailed with one engine")],
    ),
]

MIXED = [
    Passage(
        "fragments in a reported clause",
        "Energy minister Paul Voss said the “interim plan” would mean “sharing the pain” across the regions.",
        [("Paul Voss", "mixed", "the “interim plan” would mean “sharing the pain” across the regions")],
    ),
    Passage(
        "reported clause before its tag",
        'The deal was "dead in the water" and talks would not resume, Lee Marsh told reporters.\n\nMarsh led the talks.',
        [("Lee Marsh", "mixed", 'The deal was "dead in the water" and talks would not resume')],
    ),
    Passage(
        "indirect only",
        "Health Secretary Ellen Frost warned that beds would run out by Sunday.",
        [("Ellen Frost", "indirect", "beds would run out by Sunday")],
    ),
    Passage(
        "a denial is no statement of its content",
        "Ellen Frost did not say whether beds would run out.",
        [],
    ),
    Passage("declining to comment is no statement", "A spokesman for the bank declined to say how many jobs would go.", []),
    Passage("being told is not telling", "Ellen Frost was told that the beds would run out.", []),
]

PARAGRAPHS = [
    Passage(
        "opened again, closed once",
        "“We came here with nothing,” said Rosa Lima. “We worked in the fields.\n\n"
        "“Then the factory opened, and everything changed.”",
        [
            ("Rosa Lima", "direct", "“We came here with nothing,”"),
            ("Rosa Lima", "direct", "“We worked in the fields."),
            ("Rosa Lima", "direct", "“Then the factory opened, and everything changed.”"),
        ],
    ),
    Passage(
        "a paragraph that is only a quotation goes on with the speaker",
        'Fire chief Ali Reza said the crew had been lucky.\n\n"Another minute and the roof would have come down."',
        [
            ("Ali Reza", "indirect", "the crew had been lucky"),
            ("Ali Reza", "direct", '"Another minute and the roof would have come down."'),
        ],
    ),
    Passage(
        "the speaker is introduced in the sentence before",
        'Goalkeeper Finn Olsen was in tears. "I let everybody down tonight."',
        [("Finn Olsen", "direct", '"I let everybody down tonight."')],
    ),
    Passage(
        "left open for good",
        'Driver Karl Benz said: "We saw the water rising and ran for the hill.\n\nThe town was evacuated.',
        [("Karl Benz", "direct", '"We saw the water rising and ran for the hill.')],
    ),
]

NAMES = [
    Passage(
        "surname later, title kept apart",
        "Gov. Dana Whitlock signed the order on Monday. “It's about time,” Whitlock said.",
        [("Dana Whitlock", "direct", "“It's about time,”")],
    ),
    Passage(
        "Mr and Mrs tell two people of one surname apart",
        "John Carver and his wife Mary Carver lost their home. “It went in minutes,” Mrs Carver said. "
        "“We will rebuild,” Mr Carver said.",
        [("Mary Carver", "direct", "“It went in minutes,”"), ("John Carver", "direct", "“We will rebuild,”")],
    ),
    Passage(
        "East Asian order",
        "Foreign minister Zhao Meilin arrived on Sunday. “The door is open,” Zhao said.",
        [("Zhao Meilin", "direct", "“The door is open,”")],
    ),
    Passage(
        "particles and initials",
        "J. R. van der Berg runs the dairy. “Cows don't take holidays,” van der Berg said.",
        [("J. R. van der Berg", "direct", "“Cows don't take holidays,”")],
    ),
    Passage(
        "apostrophes, hyphens and accents",
        "“C'est fini,” said Jean-Pierre Lefèvre. “We are closing,” said Siobhán O'Dowd.",
        [("Jean-Pierre Lefèvre", "direct", "“C'est fini,”"), ("Siobhán O'Dowd", "direct", "“We are closing,”")],
    ),
    Passage(
        "Jr. belongs to the name",
        "“My father would have laughed,” said Robert Hale Jr., who inherited the mill.",
        [("Robert Hale Jr.", "direct", "“My father would have laughed,”")],
    ),
    Passage(
        "the Arabic article",
        "“We hold the eastern bank,” Khaled al-Masri told Reuters. “The rest will follow,” al-Masri added.",
        [
            ("Khaled al-Masri", "direct", "“We hold the eastern bank,”"),
            ("Khaled al-Masri", "direct", "“The rest will follow,”"),
        ],
    ),
    Passage(
        "party and state after the name",
        '"This is a gimmick," Rep. Alan Wirth, D-Ohio, said.',
        [("Alan Wirth", "direct", '"This is a gimmick,"')],
    ),
    Passage(
        "name for a role given before it",
        "The head of the coast guard, Admiral Lucas Brandt, said: “The search goes on.”",
        [("Lucas Brandt", "direct", "“The search goes on.”")],
    ),
    Passage(
        "a speaker who is of a place",
        "“It sounded like a train,” said Wilma Tate of Joplin.",
        [("Wilma Tate", "direct", "“It sounded like a train,”")],
    ),
]

REFERENCES = [
    Passage(
        "pronoun for the last subject",
        "Singer Clara Voigt cancelled her tour. “My voice is gone,” she said.",
        [("Clara Voigt", "direct", "“My voice is gone,”")],
    ),
    Passage(
        "pronouns by gender",
        "Anna Bell and her brother David Bell own the bakery. “He does the bread,” she said. “She does the sums,” he said.",
        [("Anna Bell", "direct", "“He does the bread,”"), ("David Bell", "direct", "“She does the sums,”")],
    ),
    Passage(
        "an object doesn't take the stage",
        "Judge Karen Holt sentenced Luke Ross to nine years. “You showed no mercy,” she said.",
        [("Karen Holt", "direct", "“You showed no mercy,”")],
    ),
    Passage(
        "epithet by role",
        "Transport minister Igor Vlasic met the unions. “The offer stands,” the minister said.",
        [("Igor Vlasic", "direct", "“The offer stands,”")],
    ),
    Passage(
        "epithet by age",
        'Ben Stokes-Hall, 43, rowed the Atlantic alone. "I talked to the birds," the 43-year-old said.',
        [("Ben Stokes-Hall", "direct", '"I talked to the birds,"')],
    ),
    Passage(
        "unnamed source as described, then taken up",
        "A senior finance official said talks had stalled. “Nobody is in the room,” the official added.",
        [
            ("a senior finance official", "indirect", "talks had stalled"),
            ("a senior finance official", "direct", "“Nobody is in the room,”"),
        ],
    ),
    Passage(
        "an unnamed spokesman for a body",
        '"We are looking into it," said a spokesman for the water company.',
        [("a spokesman for the water company", "direct", '"We are looking into it,"')],
    ),
    Passage(
        "a person familiar with the matter",
        "“It's over,” said a person familiar with the talks.",
        [("a person familiar with the talks", "direct", "“It's over,”")],
    ),
    Passage(
        "possessive description with a name",
        "“She was never late,” said her mother, Joan Pike.",
        [("Joan Pike", "direct", "“She was never late,”")],
    ),
    Passage(
        "several speakers at once speak together",
        '"We object," Ann Ray and Tim Orr said.',
        [("Ann Ray and Tim Orr", "direct", '"We object,"')],
    ),
]

MARKS = [
    Passage(
        "British single marks and apostrophes",
        "‘The workers’ canteen won’t reopen,’ said manager Neil Bray. ‘It’s finished.’",
        [("Neil Bray", "direct", "‘The workers’ canteen won’t reopen,’"), ("Neil Bray", "direct", "‘It’s finished.’")],
    ),
    Passage(
        "straight single marks",
        "'I didn't see the players' tunnel,' said Gary Moss. 'It's dark down there.'",
        [("Gary Moss", "direct", "'I didn't see the players' tunnel,'"), ("Gary Moss", "direct", "'It's dark down there.'")],
    ),
    Passage(
        "British punctuation outside the marks",
        '"We were lucky", said Ian Frame, "but luck runs out".',
        [("Ian Frame", "direct", '"We were lucky"'), ("Ian Frame", "direct", '"but luck runs out"')],
    ),
    Passage(
        "low and high marks",
        "„We are ready,“ said Chancellor Greta Brandt.",
        [("Greta Brandt", "direct", "„We are ready,“")],
    ),
    Passage("guillemets", "« We will vote no », said deputy Luc Morin.", [("Luc Morin", "direct", "« We will vote no »")]),
    Passage(
        "a quotation within a quotation",
        "“He shouted ‘get out’ and ran,” said witness Paula Dean.",
        [("Paula Dean", "direct", "“He shouted ‘get out’ and ran,”")],
    ),
    Passage("scare quotes", 'The "free" parking now costs $4 an hour, and the "temporary" fence is ten years old.', []),
    Passage("titles of works", "Her novel “The Salt Road” won the Marlowe Prize, beating “Night Train to Lviv”.", []),
    Passage("nicknames", 'Eddie "The Hammer" Doyle fights in Leeds on Saturday.', []),
    Passage(
        "a scare quote beside a real one",
        'The "ghost bus" is back. "I laughed when I saw it," driver Kay Moore said.',
        [("Kay Moore", "direct", '"I laughed when I saw it,"')],
    ),
]

FURTHER = [
    Passage(
        "full stop for a comma before the tag",
        '"It was never equal here." Ong said, adding that change had been "slow".\n\nLily Ong taught for 40 years.',
        [("Lily Ong", "direct", '"It was never equal here."'), ("Lily Ong", "mixed", 'change had been "slow"')],
    ),
    Passage(
        "a body quoted somebody as saying",
        "CNN quoted a US official as saying the strike had “failed”.",
        [("a US official", "mixed", "the strike had “failed”")],
    ),
    Passage(
        "a relative who is introduced through the speaker doesn't take the stage",
        'Wu said her parents kept a shop. Her mother, Jane Eng, was born in Texas.\n\n"We slept above it," she said.\n\n'
        "Linda Wu is 70.",
        [("Linda Wu", "indirect", "her parents kept a shop"), ("Linda Wu", "direct", '"We slept above it,"')],
    ),
    Passage(
        "a person by nationality",
        "“I’m proud,” said Klaus Behn. The German added: “We never stop.”",
        [("Klaus Behn", "direct", "“I’m proud,”"), ("Klaus Behn", "direct", "“We never stop.”")],
    ),
    Passage(
        "a company's chief after the company",
        'Acme Corp. reported a loss. "It was a tough quarter," the company said. Chief Executive Tim Stone was blunt. '
        '"We failed," he said.',
        [("Acme Corp.", "direct", '"It was a tough quarter,"'), ("Tim Stone", "direct", '"We failed,"')],
    ),
    Passage(
        "two of one surname, told apart by first name",
        'Kim Min-ji, a teacher, and Kim Do-yun, a baker, disagree. "Schools first," Kim Min-ji said. "Shops," Kim Do-yun said.',
        [("Kim Min-ji", "direct", '"Schools first,"'), ("Kim Do-yun", "direct", '"Shops,"')],
    ),
    Passage(
        "transcript",
        "Lena Ortiz runs the shelter.\n\nOrtiz: We had forty beds.\n\nHost: And now?\n\nOrtiz: Now we have ten. Not enough.",
        [("Lena Ortiz", "direct", "We had forty beds."), ("Lena Ortiz", "direct", "Now we have ten. Not enough.")],
    ),
    Passage(
        "transcript with times",
        "[00:04] LENA ORTIZ: We had forty beds.\n[00:09] BO LANG: And now?\n[00:12] LENA ORTIZ: Now we have ten. Not enough.",
        [
            ("LENA ORTIZ", "direct", "We had forty beds."),
            ("BO LANG", "direct", "And now?"),
            ("LENA ORTIZ", "direct", "Now we have ten. Not enough."),
        ],
    ),
    Passage(
        "a programme with times",
        "10:00 Lena Ortiz: Forty beds and how to fill them\n11:30 Bo Lang: Questions",
        [],
    ),
    Passage(
        "transcript with initials",
        "A visit to the shelter\nInterviewer: Bo Lang (BL). Interviewee: Lena Ortiz (LO). 3 May 2025\n\nBL: Any beds left?\n\n"
        "LO: We have ten. Not enough.\n\nLO: Come back in May.",
        [("Lena Ortiz", "direct", "We have ten. Not enough."), ("Lena Ortiz", "direct", "Come back in May.")],
    ),
    Passage(
        "answers of an interview",
        "A talk with Lena Ortiz, who runs the shelter\nBy Bo Lang\n\nQ: And now?\n\nA: We have ten. Not enough.\n\nQ: Why?\n\n"
        "A: No money.",
        [("Lena Ortiz", "direct", "We have ten. Not enough."), ("Lena Ortiz", "direct", "No money.")],
    ),
    Passage(
        "answers of two are nobody's",
        "Interview with Lena Ortiz and Bo Lang\n\nInterviewer: OK?\n\nInterviewee: No.\n\nInterviewer: Oh?\n\nInterviewee: So.",
        [],
    ),
    Passage(
        "a numbered clause",
        "3.3 The landlord said the rent will rise.",
        [("the landlord", "indirect", "the rent will rise")],
    ),
    Passage(
        "the name only in the lead-in",
        "For Maria Gonzalez, the news came too late. “My house is gone.”",
        [("Maria Gonzalez", "direct", "“My house is gone.”")],
    ),
    Passage(
        "a relative clause on the speaker",
        'A defector who has applied for residency in Australia claims he saw the plant. "It is real," he said.',
        [("a defector", "indirect", "he saw the plant"), ("a defector", "direct", '"It is real,"')],
    ),
]

SECOND_ROUND = [
    Passage(
        "a time between subject and verb",
        'Sonia Reyes on Tuesday said: "The port reopens at noon."',
        [("Sonia Reyes", "direct", '"The port reopens at noon."')],
    ),
    Passage(
        "a compound epithet tells the gender",
        "Gemma Hale lost her son Tom Hale. “He was six,” said the mother-of-three.",
        [("Gemma Hale", "direct", "“He was six,”")],
    ),
    Passage(
        "somebody acts right after a quotation in its paragraph",
        "A spokesman said it would rain.\n\n“She rang me at dawn.” Ann Pascoe turns away.",
        [("a spokesman", "indirect", "it would rain"), ("Ann Pascoe", "direct", "“She rang me at dawn.”")],
    ),
    Passage(
        "a colon after what a body did",
        "The hospital released the following statement: “The safety of patients comes first.”",
        [("the hospital", "direct", "“The safety of patients comes first.”")],
    ),
    Passage(
        "a sister who was introduced before",
        'Nina Voss, 24, and her sister Christa, 21, were found. "She sang," Nina said. Her sister shook her head. "You asked," '
        "she said.",
        [("Nina Voss", "direct", '"She sang,"'), ("Christa", "direct", '"You asked,"')],
    ),
    Passage(
        "couples share a surname",
        'Curtis and Yvonne Bell adopted a boy. "Turn the car around," Yvonne said. "I did," says Curtis.',
        [("Yvonne Bell", "direct", '"Turn the car around,"'), ("Curtis Bell", "direct", '"I did,"')],
    ),
    Passage(
        "the answer is somebody else's than the question",
        'Lawyer Jane Shaw rose. The first witness was the widow, Kathy Renner.\n\n"Did he worry?" Shaw asked.\n\n'
        '"He did," she answered.',
        [("Jane Shaw", "direct", '"Did he worry?"'), ("Kathy Renner", "direct", '"He did,"')],
    ),
    Passage(
        "an unknown trade opens the sentence",
        'Trucker Hollis Greene pulled over. "I saw a propeller," he said.',
        [("Hollis Greene", "direct", '"I saw a propeller,"')],
    ),
    Passage(
        "whoever stands in the way of the sentence is who it is about",
        "Dan Vane owns nine houses. “Nobody wants them,” he says.\n\nBut for Rory Kitto, 27, it is simple. “I was born here.”",
        [("Dan Vane", "direct", "“Nobody wants them,”"), ("Rory Kitto", "direct", "“I was born here.”")],
    ),
    Passage(
        "nested single quotes don't make the house style single",
        "“I told him, ‘Leave now.’ He said, ‘Not without my dogs,’” recalled Kim Bass.",
        [("Kim Bass", "direct", "“I told him, ‘Leave now.’ He said, ‘Not without my dogs,’”")],
    ),
    Passage("a heading in quote marks", "Mayor Lea Ott spoke.\n\n‘A slow disaster’\n\nThe river is dry.", []),
    Passage(
        "questions and answers by letter say nothing by name",
        "Q: Why did you quit?\n\nA: I was tired of the travel, and my knees hurt.\n\nQ: What next?\n\nA: We will see.",
        [],
    ),
]

THIRD_ROUND = [
    Passage(
        "a naval title",
        "“The lane floods every March,” Commodore Nerys Bowditch said.",
        [("Nerys Bowditch", "direct", "“The lane floods every March,”")],
    ),
    Passage(
        "a trade's own woman form tells the gender",
        "Robin Tatchell, a ferrywoman, tied up at noon. “The tide was wrong,” she said.",
        [("Robin Tatchell", "direct", "“The tide was wrong,”")],
    ),
    Passage(
        "an -ologist nobody listed",
        "“The lichens came back first,” said Ilse Brandt, a lichenologist.",
        [("Ilse Brandt", "direct", "“The lichens came back first,”")],
    ),
    Passage(
        "she is who was brought on stage last, though nobody knew her name",
        "“We cope,” said Ann Lee, a nurse.\n\nA dog walker, Tolvi Marsk, raised the alarm. “I smelt tar,” she said.",
        [("Ann Lee", "direct", "“We cope,”"), ("Tolvi Marsk", "direct", "“I smelt tar,”")],
    ),
    Passage(
        "he is the director behind a title that opens the sentence",
        "“I cried,” said Dan Voss, 19.\n\nSporting director Umtali Mbeko was thrilled. “He can be the best,” he said.",
        [("Dan Voss", "direct", "“I cried,”"), ("Umtali Mbeko", "direct", "“He can be the best,”")],
    ),
    Passage(
        "plurals in -men speak",
        "“We saw no lights,” the lifeboatmen said.",
        [("the lifeboatmen", "direct", "“We saw no lights,”")],
    ),
]

CLAUSES = [
    Passage(
        "what is announced, called or boasted without a clause is no statement",
        "The mayor announced his resignation on Monday. Neighbours called the police. The club boasts a hall and is new.",
        [],
    ),
    Passage(
        "what is added up is nobody's words",
        "Ann Lee added 18 points, Tom Akers scored 11. The Harbour Fund, announced in May as it rained, was a loan.",
        [],
    ),
    Passage(
        "a condition reports nothing",
        "If they ask you to pay, the offer is a trap. After Ann Lee asked him twice, Tom Akers gave her the keys.",
        [],
    ),
    Passage(
        "a tag in the middle of a clause parts it from nothing",
        "The first ferry sailed in May, reported The Harbour Times, when the quay was still dry.",
        [
            (
                "Harbour Times",
                "indirect",
                "The first ferry sailed in May, reported The Harbour Times, when the quay was still dry",
            )
        ],
    ),
    Passage(
        "an adverbial before a tag is not what is said",
        "Even more worryingly, said Dr Ann Lee in Harbour News, the tide is rising.",
        [("Ann Lee", "indirect", "the tide is rising")],
    ),
    Passage(
        "a newspaper is no guardian whom the text knows",
        "“I cried,” said Tom Akers, her guardian.\n\nMost ferries are old, said The Guardian.",
        [("Tom Akers", "direct", "“I cried,”"), ("Guardian", "indirect", "Most ferries are old")],
    ),
    Passage(
        "a person close to somebody is somebody else",
        "Ann Lee is the mayor. A person close to the mayor said that Ann Lee is “feeling good”.",
        [("a person close to the mayor", "mixed", "Ann Lee is “feeling good”")],
    ),
    Passage(
        "a report speaks for itself and not for whoever spoke before",
        "“We wait,” said Tom Akers.\n\nThe crew ignored warnings, according to the report.",
        [("Tom Akers", "direct", "“We wait,”"), ("the report", "indirect", "The crew ignored warnings")],
    ),
    Passage(
        "an apposition may be an acronym of an office",
        "“It works,” Jesse Van Tol, CEO of Acme, said in a statement.",
        [("Jesse Van Tol", "direct", "“It works,”")],
    ),
    Passage(
        "whoever says something needs no word for a person, and Bill is a name",
        "The drug giant said it is spending more. The pier is sold, said Bill Akers.",
        [("the drug giant", "indirect", "it is spending more"), ("Bill Akers", "indirect", "The pier is sold")],
    ),
    Passage(
        "the words said begin behind the occasion",
        "The Harbour Trust announced shortly after the draw that the pier was sold.",
        [("Harbour Trust", "indirect", "the pier was sold")],
    ),
    Passage(
        "a son is not his father",
        "Tom Akers and Tom Akers Jr. came. “It floats,” Akers said. “It sinks,” Akers Jr. said.",
        [("Tom Akers", "direct", "“It floats,”"), ("Tom Akers Jr.", "direct", "“It sinks,”")],
    ),
    Passage(
        "words in quote marks amid narration are nobody's",
        "Ann Lee is worried, and the fund pays for the “upkeep and the yearly painting of a large pier”.",
        [(None, "direct", "“upkeep and the yearly painting of a large pier”")],
    ),
    Passage(
        "it is nobody who can be told where the body was an aside",
        "Ann Lee worked for the Harbour Trust. The tide rose. The quay broke. It said the pier is safe.",
        [],
    ),
    Passage(
        "a public body's name is whole, and what supporters say in a relative clause is theirs",
        "The National Tide and Weather Commission said that it rained. A law that dockers say would “help” failed.",
        [
            ("National Tide and Weather Commission", "indirect", "it rained"),
            ("dockers", "mixed", "would “help” failed"),
        ],
    ),
    Passage(
        "a dateline speaks for nobody",
        "HARLOW CREEK, Ky. — Harbour Trust closed the gates and said that the tide was high.",
        [("Harbour Trust", "indirect", "the tide was high")],
    ),
]

PASSAGES = TAGS + MIXED + PARAGRAPHS + NAMES + REFERENCES + MARKS + FURTHER + SECOND_ROUND + THIRD_ROUND + CLAUSES
